"""The recommendations of a report: each item as printed, what is nested below it kept with it, the lead-in kept out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sightline.work.imports.reading.markers import is_bullet, is_lone
from sightline.work.imports.reading.reports.account import Account
from sightline.work.imports.reading.reports.pieces import Piece, bare_number

_WHO = (
    r"(?:the |that the |that |it is recommended (?:to"
    r"|that) )?(?:the )?(?:[\w'’&,()/-]+ ){0,9}?(?:members|committee|cabinet|board|panel"
    r"|executive|council|commission|forum|governors|partnership|group|trust|councillors|mayor"
    r"|leader|portfolio holder|cabinet member|sub-committee|partners)(?: members"
    r"| \([^)]{1,40}\))?"
)
_ASKED = (
    r"(?:(?:is|are|be|should be)(?: hereby| therefore| also)? (?:asked|recommended|invited"
    r"|requested|advised|required|called upon)|(?:is|are) being asked)"
)
LEAD = re.compile(
    rf"^(?:{_WHO}(?: [\w'’,-]+){{0,6}}? {_ASKED}(?: (?:to|that|by))?(?: [\w'’,-]+){{0,5}}?"
    r"|(?:it is|it be|it is therefore|that it be|the (?:director|officer|report"
    r"|author)s?) (?:therefore )?(?:recommend(?:s|ed)|proposed|requested)(?: (?:that"
    r"|to))?(?: (?:the )?(?:[\w'’&()-]+ ){0,8}?(?:members|committee|cabinet|board|panel"
    r"|executive|council|commission|forum|group|partnership))?(?: \w+){0,4}?"
    rf"|(?:that )?{_WHO}(?: (?:agrees?|resolves?|approves?|notes?|considers?|endorses?"
    rf"|recommends?|is to|should|to|will|supports?|accepts?))?(?: (?:to|that|and|the|following"
    rf"|notes?|approves?|agrees?|endorses?|comments? on)){{0,4}}"
    r"|(?:i|we) recommend(?: that)?(?: .{0,60})?|recommend(?:ed|ations?)?(?: that"
    r"| to)?(?: (?:the )?[\w ]{0,40}(?:committee|cabinet|board|panel|executive|council))?|that"
    r"|to|members to|the recommendations (?:are|is)(?: (?:that|as follows))?"
    r"|(?:the )?following recommendations?.{0,60}|approval (?:is|be) (?:sought"
    r"|given)(?: (?:for|to))?"
    r")\s*[:\-–—.…]*\s*$",
    re.IGNORECASE,
)
_FIRST_WORDS = re.compile(
    r"^(?:that\b|to\b|note|notes|noted|agree|agrees|approve|approves|endorse|endorses|consider"
    r"|considers|receive|receives|support|supports|recommend|review|comment|authorise|delegate"
    r"|adopt|request|ask|accept|scrutinise|challenge|provide|confirm|identify|members?\b"
    r"|the (?:committee|board|cabinet|panel|executive|council))",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"^(?:none|nil|n/?a|not applicable|there (?:are|is) no(?:ne)?\b.{0,80}"
    r"|no recommendations?.{0,60}|(?:this (?:report|paper|item) is )?for (?:information"
    r"|noting)(?: only| and discussion| and comment)?)\.?$",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"(?:(?<=\s)|^)(?P<mark>\((?:[a-h]|[1-9]|i{1,3}|iv|vi{0,3})\)|(?:[a-h1-9]|i{1,3}|iv"
    r"|vi{0,3})\)|(?:i{1,3}|iv|vi{0,3})\.)\s+(?=\S)"
)
_LABEL_CELL = re.compile(
    r"^(?:no\.?|number|ref(?:erence)?|recommendations?|item|#|s/?no|action|reason|rationale"
    r"|responsible|owner|timescale|date|cabinet response|decision)$",
    re.IGNORECASE,
)
_TABLE_ROW = re.compile(
    r"^(?:r(?:ec(?:ommendation)?)?\.? ?)?\d{1,2}(?:\.\d{1,2})?[a-z]?[.)]?$|^\(?[a-z]\)$|^\([ivx]+\)$",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"^[ivx]+$", re.IGNORECASE)
_NOTE = re.compile(r"^(?:\(?note\b|\*|reasons? for|nb\b|further detail|see )", re.IGNORECASE)
_ORDER = {"i": 1, "v": 5, "x": 10}


@dataclass(slots=True)
class Recommendation:
    number: str | None
    text: str
    pieces: list[Piece]


@dataclass(slots=True)
class Found:
    items: list[Recommendation] = field(default_factory=list)
    lead_ins: list[str] = field(default_factory=list)
    stated_none: bool = False


def is_lead(text: str) -> bool:
    """Whether a line only says who is asked; what is asked follows."""
    return len(text) <= 260 and bool(LEAD.match(text.strip()))


def read_recommendations(pieces: list[Piece], account: Account) -> Found:
    """The recommendations in the pieces below one heading, in the order printed."""
    found = Found()
    top = ""
    for place, piece in enumerate(pieces):
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        if piece.cells:
            _row(piece, found, account)
            continue
        text = piece.words()
        if not found.items and _NOTHING.match(text):
            found.stated_none = True
            continue
        if _is_lead_in(piece, following):
            found.lead_ins.append(text)
            top = ""
            continue
        parted = _inline(piece, text)
        if parted and not (found.items and _nested(top, piece)):
            lead, entries = parted
            if lead:
                found.lead_ins.append(lead)
            found.items += [Recommendation(mark, words, [piece]) for mark, words in entries]
            top = top or "inline"
            continue
        top = _item(piece, text, top, found, account)
    _check_numbers(found.items, account)
    return found


def _is_lead_in(piece: Piece, following: Piece | None) -> bool:
    """A line that only says who is asked, with the things asked below it."""
    text = piece.text.strip()
    if following is None or not (
        is_lead(text) or (text.endswith(":") and not piece.marker and len(text) <= 260)
    ):
        return False
    if is_lead(text) and text.endswith((":", "-", "–", "—", "…", "that", "to")):
        return True
    deeper = bool(following.marker) and style_of(following.marker, "") != style_of(piece.marker, "")
    return (
        deeper or (not piece.marker and not text.endswith(".")) or (is_lead(text) and not text.endswith("."))
    )


def style_of(marker: str, before: str) -> str:
    """The manner of a number: "2" for "2.1", "3" for "2.1.1", "1." for "1.", "1)", "(1)", "(a)", "(i)", "bullet", "".

    before  the letters of the last item of the same list, so that "(i)" after "(h)" is a letter
    """
    number = bare_number(marker)
    if number is None:
        return "bullet" if marker else ""
    if re.fullmatch(r"\d+(?:\.\d+)+[a-z]?", number):
        return f"{number.count('.') + 1}"
    shape = "(" if marker.startswith("(") else marker[-1:] if marker[-1:] in ").:" else ""
    if number.isdigit():
        return f"1{shape}"
    if _ROMAN.match(number) and not (
        before.isalpha()
        and len(before) == 1
        and ord(number[0].lower()) - ord(before.lower()) == 1
        and len(number) == 1
        and before.lower() not in ("", "i", "v", "x")
    ):
        return f"i{shape}"
    return f"a{shape}"


def _nested(top: str, piece: Piece) -> bool:
    return bool(top) and bool(piece.marker) and style_of(piece.marker, "") != top


def _item(piece: Piece, text: str, top: str, found: Found, account: Account) -> str:
    """Take one paragraph as a recommendation of its own, or as part of the one above it; answer the manner of the list."""
    last = found.items[-1] if found.items else None
    style = style_of(piece.marker, (last.number or "") if last else "")
    if last is None:
        found.items.append(Recommendation(bare_number(piece.marker), text, [piece]))
        return style or "plain"
    if not top:
        found.items.append(Recommendation(bare_number(piece.marker), text, [piece]))
        return style or "plain"
    if style == top or (top == "plain" and not style) or (top == "inline" and style):
        if not style and not _FIRST_WORDS.match(text) and not _is_sentence(text):
            _more(last, piece, text)
            return top
        found.items.append(Recommendation(bare_number(piece.marker), text, [piece]))
        return top
    if style:
        if (
            top == "plain"
            and last.text.rstrip().endswith((":", " to", " that")) is False
            and style != "bullet"
            and len(found.items) == 1
            and not _INLINE.search(last.text)
        ):
            found.items.append(Recommendation(bare_number(piece.marker), text, [piece]))
            return style
        if style.isdigit() and top.isdigit() and int(style) < int(top):
            found.items.append(Recommendation(bare_number(piece.marker), text, [piece]))
            return style
        _more(last, piece, text)
        return top
    return _unmarked(piece, text, top, last, found, account)


def _unmarked(piece: Piece, text: str, top: str, last: Recommendation, found: Found, account: Account) -> str:
    """A paragraph without number below numbered ones."""
    open_above = not re.search(r"[.!?][\"”’)]?$", last.text)
    if text[:1].islower() or (open_above and last.text.rstrip().endswith((":", ",", " and", " or", ";"))):
        _more(last, piece, text)
    elif re.match(r"^(?:that|to)\s", text, re.IGNORECASE):
        found.items.append(Recommendation(None, text, [piece]))
    elif text.casefold().strip(" .") in ("and", "or", "and/or"):
        _more(last, piece, text)
    else:
        account.aside(
            piece,
            "It stands below the recommendations without a number of its own: part of the one above, or a remark.",
        )
    return top


def _is_sentence(text: str) -> bool:
    return bool(re.search(r"[.;][\"”’)]?$", text)) and text[:1].isupper() and not _NOTE.match(text)


def _more(last: Recommendation, piece: Piece, text: str) -> None:
    marker = "" if is_bullet(piece.marker) and len(piece.marker) == 1 and not piece.marker else piece.marker
    last.text = f"{last.text} {marker} {text}" if marker else f"{last.text} {text}"
    last.pieces.append(piece)


def _inline(piece: Piece, text: str) -> tuple[str, list[tuple[str | None, str]]] | None:
    """A list inside one paragraph ("That Cabinet (1) notes ...; and (2) agrees ..."): its lead-in and its entries."""
    if piece.marker and not piece.bullet and "." not in piece.marker.strip("."):
        text = f"{piece.marker} {text}"  # the first number of the list was taken for the paragraph's own
    marks = list(_INLINE.finditer(text))
    if len(marks) < 2 or not _counts_up([match["mark"].strip("().") for match in marks]):
        return None
    lead = text[: marks[0].start()].strip()
    if lead and not (
        is_lead(lead) or (lead.endswith((":", "-", "–")) and len(lead.split()) <= 20 and not piece.marker)
    ):
        return None
    ends = [match.start() for match in marks[1:]] + [len(text)]
    entries: list[tuple[str | None, str]] = [
        (match["mark"].strip("()."), text[match.end() : end].strip())
        for match, end in zip(marks, ends, strict=True)
    ]
    return lead, entries


def _counts_up(marks: list[str]) -> bool:
    if all(mark.isdigit() for mark in marks):
        values = [int(mark) for mark in marks]
    elif all(_ROMAN.match(mark) for mark in marks):
        values = [roman(mark) for mark in marks]
    elif all(len(mark) == 1 for mark in marks):
        values = [ord(mark.lower()) - 96 for mark in marks]
    else:
        return False
    return values == list(range(1, len(values) + 1))


def roman(mark: str) -> int:
    total = 0
    letters = [_ORDER.get(letter, 0) for letter in mark.lower()]
    for place, value in enumerate(letters):
        total += -value if place + 1 < len(letters) and letters[place + 1] > value else value
    return total


def _row(piece: Piece, found: Found, account: Account) -> None:
    """A row of a table of recommendations: its number and its words; a row of column names is passed over."""
    cells = [" ".join(cell.split()) for cell in piece.cells]
    if all(_LABEL_CELL.match(cell) for cell in cells):
        return
    if _TABLE_ROW.match(cells[0]) or is_lone(cells[0]):
        number = re.sub(r"^r(?:ec(?:ommendation)?)?\.? ?", "", cells[0], flags=re.IGNORECASE).strip("(). ")
        found.items.append(Recommendation(number, cells[1], [piece]))
        rest = cells[2:]
    else:
        found.items.append(Recommendation(bare_number(piece.marker), cells[0], [piece]))
        rest = cells[1:]
    if rest:
        account.aside(
            piece, "It stands beside a recommendation in the same row of a table.", " | ".join(rest)
        )


def _check_numbers(items: list[Recommendation], account: Account) -> None:
    """Numbers that repeat or jump are kept as printed and asked about."""
    seen: set[str] = set()
    before: Recommendation | None = None
    for item in items:
        if item.number is None:
            continue
        if item.number in seen:
            account.doubt(
                item.pieces[0],
                f"{item.number} {item.text}",
                "This number is printed before another recommendation too.",
            )
        elif before is not None and _jumps(before.number or "", item.number):
            account.doubt(
                item.pieces[0],
                f"{item.number} {item.text}",
                f"The numbering jumps from {before.number} to {item.number}: something may be missing.",
            )
        seen.add(item.number)
        before = item


def _jumps(before: str, number: str) -> bool:
    """Whether two numbers of the same manner do not follow each other."""
    first, second = before.split("."), number.split(".")
    if len(first) != len(second) or first[:-1] != second[:-1]:
        return len(first) == len(second) and first[:-1] != second[:-1]
    if first[-1].isdigit() and second[-1].isdigit():
        return int(second[-1]) != int(first[-1]) + 1
    if (
        len(first[-1]) == 1
        and len(second[-1]) == 1
        and first[-1].isalpha()
        and second[-1].isalpha()
        and not _ROMAN.match(second[-1])
        and not _ROMAN.match(first[-1])
    ):
        return ord(second[-1]) - ord(first[-1]) != 1
    return False
