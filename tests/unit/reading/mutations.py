"""Papers damaged with a seed: first their text, as people, printers and web sites damage it, then the files that hold it.

`mutated(chance, papers)` gives one damaged text or file; `check(...)` reads it and answers what is wrong with how it was read.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from tests.unit.reading.paper_builder import LEFT, Printed, pdf_bytes

MARKERS = (
    *(
        "1.",
        "2.",
        "(a)",
        "(b)",
        "(iv)",
        "•",
        "-",
        "6.2",
        "3.2a",
        "41/08",
        "12",
        "",
        "((((",
        "1.1.1.1.1.1",
        "**",
        "o ",
    ),
    "\uf0b7",
)
SIGNS = (
    *(
        "\xa0",
        "\u200b",
        "\u200f",
        "\u202e",
        "\ufeff",
        "\x00",
        "\x07",
        "\x0b",
        "\x0c",
        "\u2028",
        "\xad",
        "\ud800",
    ),
    *("😀", "ﬁ", "\t", "|"),
)
WORDS = (
    *(
        "RESOLVED",
        "Resolved:",
        "The Committee agreed",
        "Recommendation(s)",
        "Appendix 6(a):",
        "would",
        "No",
        "Yes",
    ),
    *(
        "None",
        "Minutes:",
        "gross",
        "score",
        "from 25 to 15",
        "Ref\tAction\tOwner\tDue",
        "31/02/2024",
        "29 February 2023",
    ),
    *("PDF 219 KB", "in the Chair"),
)
GIANTS = (
    *(
        "a",
        "(",
        "1.",
        "resolved that ",
        "would ",
        " ",
        "\t",
        "|",
        "gross 5 net 4 ",
        "ab ",
        ", ",
        "1",
        "“",
        "X. ",
        "the ",
    ),
    *("[", "- ", "Cllr A ", "12 May ", "\xa0", "a.b", "£1,", "https://", "not "),
)
NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
MOST_LETTERS = 120_000  # of a damaged text, twice the longest paper
LONG = 20_000  # letters of a line without an end


@dataclass(frozen=True, slots=True)
class Mutant:
    """One damaged paper. content is a text, or the bytes of a file of that ending; seed and steps make it again."""

    paper: str
    ending: str
    content: str | bytes
    steps: tuple[str, ...]


def _pick(chance: random.Random, lines: list[str]) -> int:
    return chance.randrange(len(lines)) if lines else 0


def _drop(chance: random.Random, lines: list[str]) -> None:
    del lines[_pick(chance, lines)]


def _double(chance: random.Random, lines: list[str]) -> None:
    place = _pick(chance, lines)
    lines[place:place] = [lines[place]] * chance.choice((1, 1, 3, 40))


def _swap(chance: random.Random, lines: list[str]) -> None:
    one, other = _pick(chance, lines), _pick(chance, lines)
    lines[one], lines[other] = lines[other], lines[one]


def _join(chance: random.Random, lines: list[str]) -> None:
    place = _pick(chance, lines)
    lines[place : place + 3] = [chance.choice((" ", "", "\xa0")).join(lines[place : place + 3])]


def _split(chance: random.Random, lines: list[str]) -> None:
    place = _pick(chance, lines)
    at = chance.randrange(len(lines[place]) + 1)
    lines[place : place + 1] = [lines[place][:at], *[""] * chance.choice((0, 0, 1, 5)), lines[place][at:]]


def _number(chance: random.Random, lines: list[str]) -> None:
    place = _pick(chance, lines)
    lines[place] = re.sub(
        r"\d+", lambda _: str(chance.choice((0, 1, 7, 99, 2099, 10**18))), lines[place], count=2
    )


def _marker(chance: random.Random, lines: list[str]) -> None:
    place = _pick(chance, lines)
    lines[place] = re.sub(r"^\S*", lambda _: chance.choice(MARKERS), lines[place], count=1)


def _sign(chance: random.Random, lines: list[str]) -> None:
    place = _pick(chance, lines)
    at, sign = chance.randrange(len(lines[place]) + 1), chance.choice(SIGNS)
    lines[place] = lines[place][:at] + sign * chance.choice((1, 1, 4)) + lines[place][at:]


def _word(chance: random.Random, lines: list[str]) -> None:
    place = _pick(chance, lines)
    words = lines[place].split(" ")
    words.insert(chance.randrange(len(words) + 1), chance.choice(WORDS))
    lines[place] = " ".join(words)


def _case(chance: random.Random, lines: list[str]) -> None:
    place = _pick(chance, lines)
    lines[place] = chance.choice((str.upper, str.lower, str.swapcase, str.title))(lines[place])


def _pointless(chance: random.Random, lines: list[str]) -> None:
    place = _pick(chance, lines)
    lines[place] = re.sub(chance.choice((r"[.:;,]", r"[’'“”\"]", r"\s+", r"[()\[\]]")), "", lines[place])


def _giant(chance: random.Random, lines: list[str]) -> None:
    place = _pick(chance, lines)
    unit = chance.choice(GIANTS)
    lines[place] += unit * (LONG // len(unit))


def _many(chance: random.Random, lines: list[str]) -> None:
    place = _pick(chance, lines)
    lines[place:place] = [
        chance.choice((lines[place], "1.", "(a) x", "", "Resolved:", "A | B | C", "a\tb\tc"))
    ] * 400


def _wrap(chance: random.Random, lines: list[str]) -> None:
    width = chance.choice((20, 60, 90))
    whole: list[str] = []
    for line in lines:
        while len(line) > width and " " in line[:width]:
            at = line[:width].rindex(" ")
            whole.append(line[:at])
            line = line[at + 1 :]
        whole.append(line)
    lines[:] = whole


def _cut(chance: random.Random, lines: list[str]) -> None:
    del lines[_pick(chance, lines) + 1 :]


def _cells(chance: random.Random, lines: list[str]) -> None:
    place = _pick(chance, lines)
    cells = re.split(r"\t|\|", lines[place])
    chance.shuffle(cells)
    lines[place] = chance.choice(("\t", "|", " | ")).join(cells + [""] * chance.choice((0, 0, 2, 60)))


STEPS: tuple[Callable[[random.Random, list[str]], None], ...] = (
    _drop, _double, _swap, _join, _split, _number, _marker, _sign, _word, _case, _pointless, _giant, _many, _wrap, _cut, _cells,
)  # fmt: skip
RARE = {_giant, _many}


def damage_text(chance: random.Random, text: str) -> tuple[str, tuple[str, ...]]:
    """A text after one to six steps of damage, and their names."""
    lines, steps = text.split("\n"), []
    for _ in range(chance.randint(1, 6)):
        step = chance.choice(STEPS)
        if step in RARE and chance.random() < 0.7:
            step = _word
        if not lines:
            lines = [""]
        step(chance, lines)
        steps.append(step.__name__.strip("_"))
        lines = "\n".join(lines)[:MOST_LETTERS].split("\n")
    return "\n".join(lines), tuple(steps)


def as_html(chance: random.Random, text: str) -> bytes:
    """A text as a web page, with damage to its markup."""
    parts = []
    for line in text.split("\n")[:400]:
        cells = line.split("\t")
        if len(cells) > 1:
            tag = chance.choice(("td", "th"))
            parts.append(
                "<table><tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr></table>"
            )
        else:
            tag = chance.choice(("p", "p", "div", "h2", "li", "span"))
            parts.append(f"<{tag}>{escape(line)}</{tag}>")
    page = "<!DOCTYPE html><html><body>" + "\n".join(parts) + "</body></html>"
    for _ in range(chance.randint(0, 4)):
        page = chance.choice(MARKUP)(chance, page)
    return page.encode(chance.choice(("utf-8", "utf-8", "utf-16", "cp1252")), "replace")


def _unclosed(chance: random.Random, page: str) -> str:
    tags = [match.span() for match in re.finditer(r"</?\w+>", page)]
    start, end = chance.choice(tags) if tags else (0, 0)
    return page[:start] + page[end:]


HTML_JUNK = (
    *(
        "<div>" * 400,
        "<b><i>" * 150,
        "<table>" * 60 + "<tr><td>x",
        "<!--",
        "<![CDATA[",
        "<script>",
        "<svg><math>",
    ),
    '<td colspan="99999999" rowspan="65535">x</td>',
    "&#0;&#xFFFFFFF;&nbsp;&bogus;",
    '<header><nav class="menu cookie">',
    '<div hidden style="display:none">',
    "<ol start='-5' type='i'><li value='99999999999'>x",
    '<p class="' + "a " * 3000 + '">',
    *("<main><h1>", "</body></html>"),
    "<table role=presentation><tr><td>7.<td><p>Title<p>Minutes:<ul><li>That it be noted</table>",
)


def _insert(chance: random.Random, page: str) -> str:
    junk = chance.choice(HTML_JUNK)
    at = chance.randrange(len(page) + 1)
    return page[:at] + junk + page[at:]


def _garble(chance: random.Random, page: str) -> str:
    at = chance.randrange(len(page) + 1)
    return (
        page[:at]
        + "".join(chance.choice("<>&;/\"'= \x00-!abc") for _ in range(30))
        + page[at + chance.randrange(60) :]
    )


MARKUP: tuple[Callable[[random.Random, str], str], ...] = (_unclosed, _insert, _garble)


def as_docx(chance: random.Random, text: str) -> bytes:
    """A text as a Word document, with damage to its XML or its archive."""
    import docx

    document = docx.Document()
    for line in text.split("\n")[:120]:
        line = NOT_XML.sub("", line)
        cells = line.split("\t")[:30]
        if len(cells) > 1:
            row = document.add_table(rows=1, cols=len(cells)).rows[0].cells
            for cell, words in zip(row, cells, strict=True):
                cell.text = words
        else:
            document.add_paragraph(
                line, style=chance.choice((None, None, "List Number", "Heading 1", "List Bullet"))
            )
    out = io.BytesIO()
    document.save(out)
    return damage_archive(chance, out.getvalue(), "word/")


def as_xlsx(chance: random.Random, text: str) -> bytes:
    """A text as a workbook, a line a row, with damage to its XML or its archive."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
        sheet = book.add_worksheet()
        for number, line in enumerate(text.split("\n")[:300]):
            for column, cell in enumerate(line.split("\t")[:40]):
                sheet.write_string(number, column, NOT_XML.sub("", cell)[:32_000])
        if chance.random() < 0.3:
            sheet.merge_range(0, 0, chance.choice((1, 5, 60)), chance.choice((1, 3)), "merged")
    return damage_archive(chance, out.getvalue(), "xl/")


XML_JUNK = (
    *(
        '<w:gridSpan w:val="999999"/>',
        "<w:p>" * 300,
        "</w:p>",
        "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    ),
    *(
        "<w:sdt><w:sdtContent>",
        '<w:pStyle w:val="Heading1"/>',
        '<w:basedOn w:val="Heading1"/>',
        "&undefined;",
    ),
    '<w:numPr><w:ilvl w:val="99"/><w:numId w:val="-1"/></w:numPr>',
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
    *("<w:vMerge/>", "<w:t>\u202e</w:t>", 'r="ZZZZZZ99999999"', "<w:del><w:r><w:t>gone</w:t></w:r></w:del>"),
    *('<w:outlineLvl w:val="x"/>', '<w:gridBefore w:val="70000"/>', 't="s"'),
)


def damage_archive(chance: random.Random, content: bytes, folder: str) -> bytes:
    """An Office file with a member damaged, lost or swapped, or the archive itself broken."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    content = _zipped(members)
    kind = chance.random()
    if kind < 0.1:
        return content[: chance.randrange(100, len(content))]
    if kind < 0.2:
        broken = bytearray(content)
        for _ in range(20):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        return bytes(broken)
    names = [
        name for name in members if name.startswith(folder) and name.endswith((".xml", ".rels"))
    ] or list(members)
    main = [
        name for name in names if name.endswith(("document.xml", "sheet1.xml", "sharedStrings.xml"))
    ] or names
    for _ in range(chance.randint(0, 3)):
        name = chance.choice(main if chance.random() < 0.7 else names)
        members[name] = _damage_xml(chance, members[name])
    if kind > 0.95:
        del members[chance.choice(list(members))]
    elif kind > 0.9:
        one, other = chance.sample(names, 2) if len(names) > 1 else (names[0], names[0])
        members[one], members[other] = members[other], members[one]
    return _zipped(members)


def _zipped(members: Mapping[str, bytes]) -> bytes:
    """An archive of no particular day, so that a seed gives the same bytes whenever it is run."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(zipfile.ZipInfo(name), member, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _damage_xml(chance: random.Random, member: bytes) -> bytes:
    tags = [match.start() for match in re.finditer(rb"<", member)]
    at = chance.choice(tags) if tags else 0
    kind = chance.randrange(4)
    if kind == 0:
        return member[:at] + chance.choice(XML_JUNK).encode("utf-8") + member[at:]
    if kind == 1:
        end = member.find(b">", at) + 1
        return member[:at] + member[end:]
    if kind == 2:
        other = chance.choice(tags) if tags else 0
        low, high = sorted((at, other))
        return member[:low] + member[high : high + 2000] + member[low:]
    return re.sub(
        rb'"\d+"',
        lambda _: b'"%d"' % chance.choice((0, -1, 1, 2**31, 10**12)),
        member,
        count=chance.choice((1, 3, 20)),
    )


def as_pdf(chance: random.Random, text: str) -> bytes:
    """A text as printed pages, with damage to its objects."""
    pages: list[list[Printed]] = [[]]
    down = 72.0
    for line in text.split("\n")[:300]:
        for part in line[:3000].split("\t"):
            if down > 760:
                pages.append([])
                down = 72.0
            left = LEFT + chance.choice((0, 0, 0, 36, 200, -500))
            pages[-1].append(
                Printed(part[:110], left, down, chance.choice((12.0, 12.0, 14.0, 0.1)), chance.random() < 0.1)
            )
            down += 0 if chance.random() < 0.1 else 14.4
    content = pdf_bytes(pages)
    if chance.random() < 0.5:
        return content
    for _ in range(chance.randint(1, 5)):
        content = _damage_pdf(chance, content)
    return content


def _damage_pdf(chance: random.Random, content: bytes) -> bytes:
    kind = chance.randrange(5)
    at = chance.randrange(10, max(11, len(content)))
    if kind == 0:
        return content[:at]
    if kind == 1:
        references = [match.span() for match in re.finditer(rb"\d+ 0 R", content)]
        start, end = chance.choice(references) if references else (at, at)
        return content[:start] + b"%d 0 R" % chance.choice((1, 2, 3, 999)) + content[end:]
    if kind == 2:
        return re.sub(rb" Tf [\d.]+", b" Tf %d" % chance.choice((0, -9, 10**9)), content, count=3)
    if kind == 3:
        return content[:at] + bytes(chance.randrange(256) for _ in range(20)) + content[at + 20 :]
    box = b"/MediaBox [0 0 %d %d]" % (chance.choice((0, 1, 10**7)), chance.choice((0, 5)))
    return content.replace(b"/MediaBox [0 0 595 842]", box, 1)


WRITERS: Mapping[str, Callable[[random.Random, str], bytes]] = {
    "html": as_html, "docx": as_docx, "xlsx": as_xlsx, "pdf": as_pdf
}  # fmt: skip
ENDINGS = ("text",) * 14 + ("txt", "html", "html", "docx", "xlsx", "pdf")


def mutated(seed: int, papers: Sequence[tuple[str, str]]) -> Mutant:
    """The damaged paper of a seed: mostly texts, some files of each kind. papers: (name, text)."""
    chance = random.Random(seed)
    name, text = chance.choice(papers)
    if chance.random() < 0.1:
        text += "\n" + chance.choice(papers)[1]
    damaged, steps = damage_text(chance, text)
    ending = chance.choice(ENDINGS)
    if ending == "text":
        return Mutant(name, "", damaged, steps)
    if ending == "txt":
        coded = damaged.encode(
            chance.choice(("utf-8", "utf-16", "cp1252", "utf-16-be", "latin-1")), "replace"
        )
        return Mutant(name, "txt", coded, (*steps, "encoded"))
    return Mutant(name, ending, WRITERS[ending](chance, damaged), (*steps, "file"))
