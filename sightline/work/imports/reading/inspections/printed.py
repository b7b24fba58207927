"""From printed lines to the pieces of an inspection paper: headings, list items and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sightline.ground.lib.documents.blocks import Line
from sightline.work.imports.reading.printed_lines import (
    DASHES,
    FINISHED,
    Layout,
    is_bullet,
    layout_of,
    looks_different,
    marker_of,
    mend,
    with_markers_joined,
    wraps,
)

MOST_HEADING_LINES = 6  # printed lines of the longest heading


@dataclass(frozen=True, slots=True)
class Piece:
    """One heading, list item or paragraph.

    marker  "•", "12", "(a)" or "" (a number without its full stop)
    lines   its printed lines, the first without the marker
    size, bold, left  of the first line; left is the marker's, text_left where the words of the item begin
    continues  whether it runs over from the page before and might be part of the piece before it (not certain)
    """

    marker: str
    lines: tuple[Line, ...]
    left: float
    text_left: float
    size: float
    bold: bool
    continues: bool = False

    @property
    def page(self) -> int | None:
        return self.lines[0].page

    @property
    def text(self) -> str:
        return mend(line.text for line in self.lines)

    @property
    def numbered(self) -> bool:
        return self.marker.isdigit()


def without_footnotes(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """(the body, the footnotes): smaller print below the last line of body text on a page, from a small number onwards."""
    size = layout_of(lines).size
    notes: list[Line] = []
    for page in {line.page for line in lines if line.bottom}:
        found = sorted((line for line in lines if line.page == page), key=lambda line: line.top)
        below = max((index for index, line in enumerate(found) if line.size > size - 1.2), default=-1)
        small = found[below + 1 :]
        if small and re.match(r"^(?:[⁰¹²³⁴⁵⁶⁷⁸⁹*†]|\d{1,2}(?:\s|$))", small[0].text):
            notes += small
    return [line for line in lines if not any(line is note for note in notes)], notes


@dataclass(slots=True)
class _Open:
    """The piece that is being gathered."""

    marker: str
    lines: list[Line] = field(default_factory=list)
    text_left: float = 0.0
    left: float = 0.0
    continues: bool = False

    def closed(self) -> Piece:
        first = self.lines[0]
        return Piece(
            self.marker, tuple(self.lines), self.left, self.text_left, first.size, first.bold, self.continues
        )


def pieces_of(lines: list[Line], stands_alone: Callable[[str], bool]) -> list[Piece]:
    """Cut lines into pieces. `stands_alone(text)` says of a line that it is a known heading, whatever it looks like."""
    lines = with_markers_joined(lines)
    layout = layout_of(lines)
    pieces: list[Piece] = []
    current: _Open | None = None
    for index, line in enumerate(lines):
        begins, continues = (
            (True, False) if current is None else _begins(current, line, layout, stands_alone, pieces)
        )
        if begins or (not layout.placed and _is_over_list(lines, index)):
            if current is not None:
                pieces.append(current.closed())
            current = _opened(line)
            current.continues = continues
        elif current is not None:
            current.lines.append(line)
            if len(current.lines) == 2 and current.marker:
                current.text_left = line.left
    if current is not None:
        pieces.append(current.closed())
    return pieces


def _opened(line: Line) -> _Open:
    marker, rest = marker_of(line.text)
    if marker and not rest:
        marker, rest = "", line.text.strip()
    return _Open(marker, [replace(line, text=rest)], text_left=line.left, left=line.left)


def _begins(
    current: _Open, line: Line, layout: Layout, stands_alone: Callable[[str], bool], pieces: list[Piece]
) -> tuple[bool, bool]:
    """(whether this line begins a new piece, whether that is uncertain because a page ended between)."""
    last = current.lines[-1]
    if stands_alone(line.text) and not _runs_on(last, line, layout):
        return True, False
    if looks_different(last, line):
        return True, False
    marker, rest = marker_of(line.text)
    if marker and rest and _is_marker_here(marker, current, line, layout, pieces):
        return True, False
    short = len(current.lines) <= MOST_HEADING_LINES
    if not current.marker and short and stands_alone(mend(item.text for item in current.lines)):
        whole = mend(item.text for item in (*current.lines, line))
        if (
            not layout.placed
            and line.text[:1].islower()
            and len(line.text.split()) <= 4
            and stands_alone(whole)
        ):
            return False, False  # its last words on a line of their own
        return line.text[:1].isupper() or not wraps(last, line, layout), False
    if not layout.placed:
        return (not line.text.strip() or _paragraph_ended(current, line)), False
    if last.page != line.page:
        return _begins_on_new_page(current, line, layout)
    return not wraps(last, line, layout), False


def _is_marker_here(marker: str, current: _Open, line: Line, layout: Layout, pieces: list[Piece]) -> bool:
    """Whether a number, letter or dash at the start of a line is a list marker and not a word of a running sentence."""
    if is_bullet(marker):
        return True
    last = current.lines[-1]
    if marker in DASHES and marker == current.marker and abs(line.left - current.left) < 3:
        return True
    finished = bool(FINISHED.search(last.text)) or last.text.rstrip().endswith((",", " and", " or"))
    short = len(current.lines) == 1 and len(last.text.split()) <= 10 and last.text[:1].isupper()
    finished = finished or (marker.isdigit() and not current.marker and short)  # a heading needs no full stop
    if not layout.placed:
        if line.number > last.number + 1 and not marker.isdigit():
            return True  # a blank line stands before it
        if marker.isdigit():
            return finished or int(marker) == _last_number(current, pieces) + 1
        return finished
    if last.page == line.page and line.top - last.bottom > layout.leading + 0.25 * layout.size:
        return True
    hanging = current.marker and len(current.lines) > 1 and abs(line.left - current.text_left) < 3
    if hanging and abs(line.left - current.left) > 3:
        return finished and (marker in DASHES or not marker.isdigit())
    if marker.isdigit():
        return finished or int(marker) == _last_number(current, pieces) + 1
    return finished or abs(line.left - last.left) > 3


def _last_number(current: _Open, pieces: list[Piece]) -> int:
    if current.marker.isdigit():
        return int(current.marker)
    return next((int(piece.marker) for piece in reversed(pieces) if piece.numbered), 0)


def _is_over_list(lines: list[Line], index: int) -> bool:
    """Without positions: a short line without a full stop, after a finished sentence and before a list item, is a heading."""
    if not 0 < index < len(lines) - 1:
        return False
    text = lines[index].text.strip()
    return (
        text[:1].isupper()
        and len(text.split()) <= 10
        and not re.search(r"[.,;]$", text)
        and bool(re.search(r"[.!?]$", lines[index - 1].text.strip()))
        and bool(marker_of(lines[index + 1].text)[0])
    )


def _paragraph_ended(current: _Open, line: Line) -> bool:
    """Without positions: a sentence ended, and a blank line follows, or a capital that had room on the line before."""
    above = current.lines[-1]
    if line.number > above.number + 1 and above.page == line.page:
        return bool(FINISHED.search(above.text))
    if not re.search(r"[.!?]$", above.text.strip()) or not line.text[:1].isupper():
        return False
    widest = max(len(item.text) for item in (*current.lines, line))
    with_next_word = len(above.text) + 1 + len(line.text.split()[0])
    return len(above.text) < 0.8 * max(60, len(line.text)) or with_next_word < 0.88 * widest


def _runs_on(above: Line, line: Line, layout: Layout) -> bool:
    """Whether the words of a known heading are here no more than the next line of a sentence."""
    if FINISHED.search(above.text) or looks_different(above, line) or line.bold:
        return False
    return (
        line.text[:1].islower()
        or bool(re.search(r"\b(?:and|the|of|for|to|in|a|with|its|their|these|key)$", above.text.strip()))
        or (layout.placed and wraps(above, line, layout) and above.right > 0.85 * layout.right)
    )


def _begins_on_new_page(current: _Open, line: Line, layout: Layout) -> tuple[bool, bool]:
    last = current.lines[-1]
    if not FINISHED.search(last.text):
        return False, False
    if line.text[:1].islower():
        return False, False
    if current.marker:
        hanging = abs(line.left - current.text_left) < 3 and (
            len(current.lines) == 1 or current.text_left - current.left > 4
        )
        return not hanging or len(current.lines) == 1, len(current.lines) == 1
    first_word = (line.right - line.left) * (len(line.text.split()[0]) + 1) / max(1, len(line.text))
    had_room = last.right + first_word < layout.right - 4
    return True, not had_room
