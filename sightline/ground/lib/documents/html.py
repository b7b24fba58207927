"""Saved web pages to headings, paragraphs, lists and tables. Nothing is fetched, no script is run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from sightline.ground.lib.documents import limits
from sightline.ground.lib.documents.blocks import (
    Block,
    Cell,
    Document,
    Heading,
    ListItem,
    Paragraph,
    Row,
    Table,
    flowing_lines,
)
from sightline.ground.lib.documents.html_site import LONGEST_HIDDEN, is_bold, is_hidden, is_site, names_of
from sightline.ground.lib.documents.text import clean, decode
from sightline.ground.lib.errors import Unreadable

SKIPPED = {"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
    "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
}  # fmt: skip
FORMS = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
BLOCKS = ("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table")
FEWEST_BLOCKS = 3  # paragraphs in one cell of a table that lays out a page
LONGEST_NUMBER = 10  # letters of a cell that holds no more than the number of an item
MOST_FURNITURE = 0.7  # a larger share of a page cannot be furniture
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)


def read_html(path: Path) -> Document:
    """A web page that was saved as a file. Raises Unreadable."""
    content = path.read_bytes()
    notes: tuple[str, ...] = ()
    declared = _CHARSET.search(content[:4096])
    try:
        if not declared or content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
            raise LookupError
        text = content.decode(declared.group(1).decode("ascii"))
    except (LookupError, UnicodeDecodeError):
        text, notes = decode(content)
    return document_of_html(text, notes)


def document_of_html(text: str, notes: tuple[str, ...] = ()) -> Document:
    """Blocks in the order of the page; `lines` are their texts, one block or table row a line.

    Furniture of the site (menus, banners, bread crumbs, cookie notices, footers) is kept apart in `furniture`.
    """
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(
            "This web page is damaged or empty: save it again from the browser and try again."
        ) from error
    body = root.find("body")
    page = _Page()
    blocks = tuple(page.walk(body if body is not None else root))
    if _length(page.furniture) > MOST_FURNITURE * (_length(blocks) + _length(page.furniture)):
        page = _Page(whole=True)  # a tag that was never closed makes a banner of the whole paper
        blocks = tuple(page.walk(body if body is not None else root))
    title = root.findtext(".//title") or ""
    meta = {"title": _squeeze(title)} if title.strip() else {}
    if page.opened:
        notes = (*notes, "Parts that the page hides until they are opened were read.")
    return Document("html", None, flowing_lines(blocks), blocks, meta, notes, tuple(page.furniture))


def _length(blocks: Iterable[Block]) -> int:
    return sum(
        sum(len(cell.text or "") for row in block.rows for cell in row.cells if not cell.merged)
        if isinstance(block, Table)
        else len(block.text)
        for block in blocks
    )


@dataclass
class _Page:
    """A page while it is read. whole: nothing is taken for furniture. opened: a hidden part was read."""

    whole: bool = False
    furniture: list[Block] = field(default_factory=list)
    opened: bool = False

    def walk(self, element: etree._Element, bold: bool = False) -> Iterator[Block]:
        """The blocks below an element; loose text between blocks becomes paragraphs."""
        loose: list[tuple[str, bool]] = [(_blanks(element.text), bold)]
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag in SKIPPED or not tag:
                pass
            elif tag == "br":
                loose.append(("\n", bold))
            elif tag in INLINE and not any(grand.tag == "table" for grand in child.iter()):
                loose += _parts(child, tag, bold)
            else:
                yield from _paragraphs(loose)
                loose = []
                yield from self._part(child, tag, bold)
            loose.append((_blanks(child.tail), bold))
        yield from _paragraphs(loose)

    def _part(self, element: etree._Element, tag: str, bold: bool) -> Iterator[Block]:
        """A block of the paper; one of the site goes to the furniture."""
        hidden = is_hidden(element)
        if hidden and len(_squeeze(_text(element))) > LONGEST_HIDDEN and not self.whole:
            self.opened, hidden = True, False
        if not self.whole and (hidden or is_site(element, tag)):
            inner = _Page(whole=True)
            self.furniture += (
                inner.walk(element) if tag not in ("ul", "ol", "table") else inner.block(element, tag, bold)
            )
        else:
            yield from self.block(element, tag, bold or is_bold(element, tag))

    def block(self, element: etree._Element, tag: str, bold: bool) -> Iterator[Block]:
        """What an element that stands on lines of its own holds."""
        if tag == "table":
            yield from self._table(element)
        elif tag in HEADINGS:
            text = clean(_squeeze(_text(element)))
            if text:
                yield Heading(text, HEADINGS[tag])
        elif tag in ("ul", "ol"):
            yield from _items(element, tag, 0)
        else:
            yield from self.walk(element, bold)

    def _table(self, element: etree._Element) -> Iterator[Block]:
        """One table with its row and column spans filled. A table inside a cell is read as that cell's text.

        A table that only lays out the page (one row, or numbers beside whole texts) is read as what its cells hold.
        """
        rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
        if (len(rows) == 1 and len(list(rows[0].iter("table"))) > 0) or is_layout(element, rows):
            for row in rows:
                yield from self._laid_out(row)
            return
        table = _grid(element, rows)
        if table is not None:
            yield table

    def _laid_out(self, row: etree._Element) -> Iterator[Block]:
        """The blocks of a row; a number that stands in a cell of its own goes before the text beside it."""
        marker = ""
        cells = list(row.iterchildren("td", "th"))
        if len(cells) > 1 and all(cell.tag == "th" and not _blocks_in(cell) for cell in cells):
            yield from _paragraphs([(" ".join(_squeeze(_text(cell)) for cell in cells), True)])
            return
        for cell in cells:
            number = clean(_squeeze(_text(cell))) or ""
            if len(number) <= LONGEST_NUMBER and not marker and any(sign.isdigit() for sign in number):
                marker = number
                continue
            for block in self.walk(cell):
                if marker and isinstance(block, Heading | Paragraph):
                    block = ListItem(block.text, marker, bold=isinstance(block, Heading) or block.bold)
                elif marker:
                    yield Paragraph(marker)
                yield block
                marker = ""
        if marker:
            yield Paragraph(marker)


def _items(element: etree._Element, tag: str, level: int) -> Iterator[Block]:
    number = int(element.get("start") or 1) if (element.get("start") or "1").isdecimal() else 1
    for item in element.iterchildren("li"):
        value = item.get("value") or ""
        number = int(value) if value.isdecimal() and len(value) < 7 else number
        inner = [child for child in item if child.tag in ("ul", "ol")]
        text = clean(_squeeze(_text(item, without=("ul", "ol"))))
        if text:
            yield ListItem(text, f"{_figure(number, element)}." if tag == "ol" else "•", level=level)
        number += 1
        for child in inner:
            yield from _items(child, str(child.tag), level + 1)


def _figure(number: int, element: etree._Element) -> str:
    """A number as its list prints it: 1, a, A, i or I."""
    style = (element.get("style") or "").lower().replace(" ", "")
    named = next(
        (form for form in FORMS if f"list-style-type:{form}" in style or f"list-style:{form}" in style), ""
    )
    form = FORMS.get(named) or element.get("type") or "1"
    if form in ("a", "A") and 0 < number <= 26:
        return chr(ord(form) + number - 1)
    if form in ("i", "I") and 0 < number < 40:
        tens, ones = divmod(number, 10)
        roman = "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
        return roman.upper() if form == "I" else roman
    return str(number)


def is_layout(element: etree._Element, rows: list[etree._Element]) -> bool:
    """Whether a table lays out a page: short numbers beside cells that hold several paragraphs, lists or tables each."""
    if (element.get("role") or "") in ("presentation", "none") or "mgitemtable" in names_of(element):
        return True
    wide = [list(row.iterchildren("td", "th")) for row in rows]
    if not wide or max(map(len, wide)) > 2:
        return False
    full = [max((_blocks_in(cell) for cell in cells), default=0) for cells in wide]
    return sum(count >= FEWEST_BLOCKS for count in full) * 2 > len(full)


def _blocks_in(cell: etree._Element) -> int:
    return sum(1 for part in cell.iter(*BLOCKS) if any(text.strip() for text in part.itertext()))


def _grid(element: etree._Element, rows: list[etree._Element]) -> Table | None:
    caption = element.find("caption")
    grid: dict[tuple[int, int], Cell] = {}
    for number, row in enumerate(rows):
        limits.check_rows(number)
        column = 0
        for cell in row.iterchildren("td", "th"):
            while (number, column) in grid:
                column += 1
            column = _place(grid, number, column, cell, len(rows))
    if not grid:
        return None
    width = 1 + max(column for _, column in grid)
    limits.check_rows(len(rows), width)
    table_rows = tuple(
        Row(tuple(grid.get((number, column), Cell(None)) for column in range(width)), number=number + 1)
        for number in range(len(rows))
    )
    return Table(table_rows, title=_squeeze(_text(caption)) if caption is not None else "")


def _place(
    grid: dict[tuple[int, int], Cell], number: int, column: int, cell: etree._Element, height: int
) -> int:
    """Put a cell with its spans on the grid; answer the next column."""
    text = clean(_squeeze(_text(cell)))
    down, across = _span(cell, "rowspan"), min(_span(cell, "colspan"), limits.MAX_COLUMNS)
    down = height - number if down == 0 else min(down, height - number)
    for below in range(number, number + down):
        for right in range(column, column + max(across, 1)):
            grid.setdefault((below, right), Cell(text, merged=(below, right) != (number, column)))
    return column + max(across, 1)


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(int(value), limits.MAX_ROWS) if value.isdigit() and len(value) < 7 else 1


def _text(element: etree._Element, without: tuple[str, ...] = ()) -> str:
    """The text of an element: breaks and blocks end a line; line ends of the source are blanks."""
    parts = [_blanks(element.text)]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "br":
            parts.append("\n")
        elif tag in ("td", "th"):
            parts.append(f" {_text(child, without)} ")
        elif tag and tag not in SKIPPED and tag not in without and not (tag in INLINE and is_hidden(child)):
            inner = _text(child, without)
            parts.append(inner if tag in INLINE else f"\n{inner}\n")
        parts.append(_blanks(child.tail))
    return "".join(parts)


def _blanks(text: str | None) -> str:
    return _BLANKS.sub(" ", text) if text else ""


def _squeeze(text: str) -> str:
    """One blank between words; empty lines dropped."""
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _parts(element: etree._Element, tag: str, bold: bool) -> Iterator[tuple[str, bool]]:
    """The texts of an element within a line, each with whether it is bold; what the browser hides is left out."""
    if is_hidden(element):
        return
    bold = bold or is_bold(element, tag)
    yield _blanks(element.text), bold
    for child in element:
        inner = child.tag if isinstance(child.tag, str) else ""
        if inner == "br":
            yield "\n", bold
        elif inner in INLINE:
            yield from _parts(child, inner, bold)
        elif inner and inner not in SKIPPED:
            yield f"\n{_text(child)}\n", bold
        yield _blanks(child.tail), bold


def _paragraphs(parts: list[tuple[str, bool]]) -> Iterator[Paragraph]:
    cleaned = clean(_squeeze("".join(text for text, _ in parts)))
    if cleaned:
        yield Paragraph(cleaned, bold=all(bold for text, bold in parts if text.strip()))
