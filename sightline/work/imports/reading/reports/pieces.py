"""A report as pieces: paragraphs and rows in the one form that the steps of reading need.

Rows of one filled cell become paragraphs, cells of several lines are opened, and a page that a crawler ran together to one
line is parted again at its printed numbers and labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sightline.work.imports.reading.markers import is_bullet, is_lone, split_marker
from sightline.work.imports.reading.printed_text import Para, Printed
from sightline.work.imports.reading.reports.vocabulary import plain, section_of, topics_of

RUN_TOGETHER = 300  # characters from which a paragraph may be a page that was run together
_NUMBERED = re.compile(r"(?:(?<=\s)|^)(?=\d{1,2}\.\d{1,2}[a-z]?\.?\s+(?:\*\*)?[A-Z“\"‘'”(])")
_MAIN_NUMBER = re.compile(r"(?:(?<=\s)|^)\d{1,2}\.0\s+(?:\*\*)?[A-Z]")
_HEAD_LABELS = re.compile(
    r"(?:(?<=\s)|^)(?=(?:Report to|Relevant Officers?|Relevant Cabinet Members?"
    r"|Date of Meeting)\b\s*:?\s)", re.IGNORECASE
)  # fmt: skip
_AFTER_DATE = re.compile(
    r"^(Date of Meeting\s*:?\s*(?:[A-Z][a-z]+day,?\s+)?\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+,?\s+\d{4})\s+(\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_BULLETED = re.compile(r"\s(?=[•●▪]\s)")
_PAGE_LEAD = re.compile(r"^\d{1,3}\.?\s+(?=Report to\b|\d{1,2}\.\d)", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"^(?P<number>\d{1,2})\s+(?P<words>[A-Z].{2,})$", re.DOTALL)
FEWEST_BARE = 4  # paragraphs that show that a paper numbers them without a stop
_AROUND = re.compile(r"^[\s(\[]+|[\s)\].:]+$")
_DOUBLE = re.compile(r"(?<!\S)(\S+[.?!])[ \xa0]{2}(\S+)")


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, item, heading or row. `cells` are the filled cells of a row of at least two; `index` its place.

    apart  a blank line stands before it; so does every piece of a file that tells no blank lines (.docx, most HTML)
    """

    text: str
    marker: str
    para: Para
    cells: tuple[str, ...] = ()
    index: int = 0
    apart: bool = False

    @property
    def page(self) -> int | None:
        return self.para.page

    @property
    def bullet(self) -> bool:
        return bool(self.marker) and is_bullet(self.marker)

    def words(self) -> str:
        """The text with the two blanks after a full stop where they are printed so."""
        raw = "\n".join(line.text for line in self.para.lines)
        if "  " not in raw and "\xa0" not in raw:
            return self.text
        text = self.text
        for before, after in dict.fromkeys(_DOUBLE.findall(raw.replace("\xa0", " "))):
            text = text.replace(f"{before} {after}", f"{before}  {after}")
        return text

    def printed(self) -> str:
        """The words with the marker that stood before them."""
        return f"{self.marker} {self.text}" if self.marker else self.text


def pieces_of(paper: Printed) -> list[Piece]:
    """Every paragraph and row of a paper, in the order printed."""
    found: list[Piece] = []
    last = 0
    tells_none = not any(para.gap for para in paper.paras)
    for para in paper.paras:
        for piece in _opened(para, last):
            last = int(piece.marker) if piece.marker.isdigit() and len(piece.marker) < 3 else last
            found.append(replace(piece, index=len(found), apart=tells_none or para.gap > 0))
    return _with_bare_numbers(found)


def _with_bare_numbers(pieces: list[Piece]) -> list[Piece]:
    """Paragraphs that are numbered 1, 2, 3 ... through the paper without a stop ("4 There are none."), with their markers."""
    bare = [
        (piece.index, found)
        for piece in pieces
        if not piece.marker
        and not piece.cells
        and piece.text[:1].isdigit()
        and (found := _BARE_NUMBER.match(piece.text))
    ]
    run: list[tuple[int, re.Match[str]]] = []
    for index, found in bare:
        if int(found["number"]) == len(run) + 1:
            run.append((index, found))
    if len(run) < max(FEWEST_BARE, 0.6 * len(bare)):
        return pieces
    for index, found in run:
        pieces[index] = replace(pieces[index], text=found["words"], marker=found["number"])
    return pieces


def bare_number(marker: str) -> str | None:
    """A printed number without its brackets and stop: "2.1", "a", "1"; None for a bullet or no marker."""
    if not marker or is_bullet(marker):
        return None
    return _AROUND.sub("", marker) or None


def _opened(para: Para, last: int) -> Iterator[Piece]:
    if para.cells:
        yield from _row(para, last)
    elif len(para.text) > RUN_TOGETHER and len(_MAIN_NUMBER.findall(para.text)) >= 2:
        yield from _parted(para)
    else:
        numbered = _BARE_NUMBER.match(para.text) if not para.marker and len(para.text) < 300 else None
        if numbered and (_is_known(numbered["words"]) or _is_next(numbered, last)):
            yield Piece(numbered["words"], numbered["number"], para)
        else:
            yield Piece(para.text, para.marker, para)


def _is_next(numbered: re.Match[str], last: int) -> bool:
    """Whether a short line carries the number after that of the last heading ("9 Published documents")."""
    words = numbered["words"]
    return (
        last > 0
        and int(numbered["number"]) == last + 1
        and len(words.split()) <= 14
        and not words.endswith((".", ";", ","))
    )


def _is_next_row(cells: list[str], last: int) -> bool:
    """As `_is_next`, for a number and a title in two cells; what begins like a recommendation is none."""
    words = cells[1]
    asks = re.match(
        r"(?:that|to|note|agree|approve|endorse|consider|receive|the|ask)\b", words, re.IGNORECASE
    )
    return (
        last > 0
        and int(cells[0]) == last + 1
        and len(words.split()) <= 9
        and not asks
        and not words.endswith((".", ";", ","))
    )


def _is_known(words: str) -> bool:
    """Whether words behind a bare number ("3 Background") are a heading that we know."""
    cut = words.find(" (")
    forms = (plain(words), plain(words[:cut])) if cut > 2 else (plain(words),)
    return any(section_of(form) or topics_of(form, bare=True) for form in forms)


def _row(para: Para, last: int) -> Iterator[Piece]:
    """A row by its filled cells. A first cell that is only a number is the marker of the rest."""
    cells = [cell for cell in para.cells if cell and cell.strip()]
    marker = ""
    lone = len(cells) > 1 and (is_lone(cells[0]) or cells[0].strip().isdigit())
    if lone and (
        not cells[0].strip().isdigit()
        or (len(cells) == 2 and (_is_known(cells[1]) or _is_next_row(cells, last)))
    ):
        marker, cells = cells[0].strip(), cells[1:]
    if len(cells) == 1:
        lines = [line for line in cells[0].split("\n") if line.strip()]
        for place, line in enumerate(lines):
            own, text = split_marker(line)
            if not text:
                own, text = "", own
            yield Piece(" ".join(text.split()), (marker if place == 0 and marker else own), para)
        return
    if len(cells) == 2 and not marker:
        inner, text = split_marker(cells[0])
        if inner and text and not is_bullet(inner):
            marker, cells = inner, [text, cells[1]]
    folded = tuple(" ".join(cell.split()) for cell in cells)
    yield Piece(" | ".join(folded), marker, para, tuple(cell.strip() for cell in cells))


def _parted(para: Para) -> Iterator[Piece]:
    """A page in one line, parted before each printed number, label and bullet."""
    text = _PAGE_LEAD.sub("", f"{para.marker} {para.text}".strip())
    for part in _NUMBERED.split(text):
        for label in _HEAD_LABELS.split(part) if part[:1].isalpha() else (part,):
            dated = _AFTER_DATE.match(label.strip())
            for bit in dated.groups() if dated else (label,):
                for item in _BULLETED.split(bit):
                    marker, words = split_marker(item)
                    if words:
                        yield Piece(words, marker, para)
