"""From printed lines to pieces: headings, list items and paragraphs, with page furniture taken out and line breaks mended.

Works with positions (PDF) and without them (pasted text). Nothing is dropped here but page furniture, which is kept apart.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from sightline.ground.lib.documents.blocks import Block, Line, ListItem, Table

BULLETS = "•●○◦▪■□◼◻◾◽▫◆◇❖➢➤►▶‣∙·✓✔*"
DASHES = "–—‒-‐‑"
NUMBER = re.compile(r"^(\d{1,3})[.)](?:\s+|(?=[A-Z][a-zA-Z])|$)")
LETTER = re.compile(r"^(\((?:[ivx]{1,5}|[a-z])\)|(?:[ivx]{1,5}|[a-z])[.)])(?:\s+|$)")
BULLET = re.compile(rf"^([{re.escape(BULLETS)}\ue000-\uf8ff]|o(?=\s+\S)|§)\s*")
DASH = re.compile(rf"^([{re.escape(DASHES)}])(?:\s+|$)")
PAGE_NUMBER = re.compile(r"^(?:page\s*)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,3})?$", re.IGNORECASE)
SUPERSCRIPT = re.compile("(?<![mk])[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
FINISHED = re.compile(r"[.!?:;][’”\"')\]]*$")
RUNNING_TITLE = re.compile(
    r"\binspection\b.*\b(?:of|report)\b|\breport\b.*\b(?:of|on)\b|^\d{1,2} (?:to|–) \d{1,2} \w+ 20\d\d\b",
    re.IGNORECASE,
)
MOST_FURNITURE_LINES = 4  # lines of a header or footer looked at on each page


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


def mend(lines: Iterable[str]) -> str:
    """Join printed lines to running text. A hyphen at a line end stays and joins; soft hyphens and footnote marks go."""
    text = ""
    for line in lines:
        part = SUPERSCRIPT.sub("", line.replace("\xa0", " ").replace("\u202f", " ")).strip()
        if not part:
            continue
        if text.endswith("\xad"):
            text = text[:-1] + part
        elif not text or _joins(text, part):
            text += part
        else:
            text += " " + part
    return re.sub(r"\s+", " ", text.replace("\xad", "")).strip()


def _joins(text: str, part: str) -> bool:
    """Whether no blank stood between a line that ends in `text` and the next, `part`."""
    last, before = text[-1], text[-2:-1]
    if last in "-‐‑":
        return before.isalnum() and part[0].isalnum() and not re.match(r"(?:and|or|to)\s", part)
    if last == "–":
        return before.isdigit() and part[0].isdigit()
    return last == "/" and before.isalnum()


def without_furniture(lines: Iterable[Line]) -> tuple[list[Line], list[Line]]:
    """(the body, the headers, footers and page numbers)."""
    pages: dict[int | None, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    edges = {page: _edges(found) for page, found in pages.items()}
    seen = Counter(shape for found in edges.values() for shape in {_shape(line) for line in found})
    placed = Counter(
        key for found in edges.values() for key in {(_shape(line), round(line.top / 3)) for line in found}
    )
    seen_anywhere = Counter(_shape(line) for found in pages.values() for line in found)
    often = max(3, len(pages) // 4)
    body: list[Line] = []
    furniture: list[Line] = []
    for page, found in pages.items():
        for index, line in enumerate(found):
            at_edge = any(line is edge for edge in edges[page])
            same_place = (
                bool(line.bottom) and len(pages) < 8 and placed[_shape(line), round(line.top / 3)] >= 2
            )
            at_height = sum(placed[_shape(line), round(line.top / 3) + step] for step in (-1, 0, 1))
            repeated = (
                at_edge
                and (min(seen[_shape(line)], at_height) >= often or same_place)
                and len(line.text) > 3
                and not marker_of(line.text)[0]
            )
            unplaced = (
                not line.bottom and seen_anywhere[_shape(line)] >= 3 and bool(RUNNING_TITLE.search(line.text))
            )
            lone_number = (
                _is_page_number(line)
                and (at_edge or line.bottom == 0.0)
                and not _in_column_of_numbers(found, index)
            )
            (furniture if repeated or unplaced or lone_number else body).append(line)
    return body, furniture


def _is_page_number(line: Line) -> bool:
    return bool(PAGE_NUMBER.match(line.text.strip()))


def _in_column_of_numbers(lines: list[Line], index: int) -> bool:
    """Whether a lone number stands in a table of contents: text, number, text, number."""
    around = (lines[place] for place in (index - 2, index + 2) if 0 <= place < len(lines))
    return any(
        _is_page_number(line)
        and line.text.strip() != lines[index].text.strip()
        and line.page == lines[index].page
        for line in around
    )


def without_footnotes(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """(the body, the footnotes): smaller print below the last line of body text on a page, from a small number onwards."""
    size = _layout_of(lines).size
    notes: list[Line] = []
    for page in {line.page for line in lines if line.bottom}:
        found = sorted((line for line in lines if line.page == page), key=lambda line: line.top)
        below = max((index for index, line in enumerate(found) if line.size > size - 1.2), default=-1)
        small = found[below + 1 :]
        if small and re.match(r"^(?:[⁰¹²³⁴⁵⁶⁷⁸⁹*†]|\d{1,2}(?:\s|$))", small[0].text):
            notes += small
    return [line for line in lines if not any(line is note for note in notes)], notes


def _edges(lines: list[Line]) -> list[Line]:
    """The uppermost and lowest lines of a page; the first and last ones where there are no positions."""
    ordered = sorted(lines, key=lambda line: line.top) if any(line.bottom for line in lines) else lines
    return ordered[:MOST_FURNITURE_LINES] + ordered[-MOST_FURNITURE_LINES:]


def _shape(line: Line) -> str:
    """The words of a line with its numbers made alike, so that "Report 3" and "Report 4" are one footer."""
    return re.sub(r"\s+", " ", re.sub(r"\d+", "#", line.text)).strip().casefold()


def with_markers_joined(lines: list[Line]) -> list[Line]:
    """A marker that was printed as a line of its own is put before the text to its right or after it."""
    joined: list[Line] = []
    for line in lines:
        previous = joined[-1] if joined else None
        if previous and _lone_marker(previous.text) and _same_row_or_unplaced(previous, line):
            joined[-1] = replace(
                line,
                text=f"{previous.text.strip()} {line.text.lstrip()}",
                left=min(previous.left, line.left),
                top=min(previous.top, line.top) if line.bottom else 0.0,
            )
        else:
            joined.append(line)
    return joined


def lines_of_blocks(blocks: Iterable[Block]) -> list[Line]:
    """The tree of a document without printed lines (a web page, a word-processor file) as lines: one a paragraph, item or cell."""
    found: list[tuple[int | None, str]] = []
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                found += [(row.page, cell.text) for cell in row.cells if cell.text and not cell.merged]
        elif isinstance(block, ListItem):
            found.append((block.page, f"{block.marker or '•'} {block.text}"))
        else:
            found.append((block.page, block.text))
    return [
        Line(page, number * 2, text) for number, (page, text) in enumerate(found, start=1) if text.strip()
    ]


def _lone_marker(text: str) -> bool:
    text = text.strip()
    return is_bullet(text) or text in tuple(DASHES) or bool(re.fullmatch(r"\d{1,3}[.)]|\([a-z]{1,4}\)", text))


def _same_row_or_unplaced(first: Line, second: Line) -> bool:
    if first.page != second.page:
        return False
    if not second.bottom:
        return not marker_of(second.text)[0]
    return (
        min(first.bottom, second.bottom) - max(first.top, second.top) > 0 and second.left >= first.right - 1
    )


def marker_of(text: str) -> tuple[str, str]:
    """(marker, the text after it) of a printed line; the marker is "" where there is none."""
    text = text.strip()
    for pattern in (NUMBER, LETTER, BULLET, DASH):
        found = pattern.match(text)
        if found:
            return found.group(1), text[found.end() :]
    return "", text


@dataclass(slots=True)
class _Layout:
    """What is usual, in points: size of body text, white between two lines of a paragraph, how far right lines reach."""

    size: float
    leading: float
    right: float
    placed: bool


def _layout_of(lines: list[Line]) -> _Layout:
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    gaps = Counter[float]()
    for above, below in itertools.pairwise(lines):
        gap = below.top - above.bottom
        if (
            above.page == below.page
            and above.size == size == below.size
            and -size < gap < size
            and above.bottom
        ):
            gaps[round(gap)] += 1
    rights = sorted(line.right for line in lines if line.size == size)
    right = rights[int(len(rights) * 0.95)] if rights else 0.0
    near = Counter({gap: count for gap, count in gaps.items() if gap <= 0.7 * size})
    leading = near.most_common(1)[0][0] if near else 0.25 * size
    return _Layout(size, leading, right, any(line.bottom for line in lines))


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
    layout = _layout_of(lines)
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
    current: _Open, line: Line, layout: _Layout, stands_alone: Callable[[str], bool], pieces: list[Piece]
) -> tuple[bool, bool]:
    """(whether this line begins a new piece, whether that is uncertain because a page ended between)."""
    last = current.lines[-1]
    if stands_alone(line.text) and not _runs_on(last, line, layout):
        return True, False
    if _looks_different(last, line):
        return True, False
    marker, rest = marker_of(line.text)
    if marker and rest and _is_marker_here(marker, current, line, layout, pieces):
        return True, False
    if not current.marker and stands_alone(mend(item.text for item in current.lines)):
        whole = mend(item.text for item in (*current.lines, line))
        if (
            not layout.placed
            and line.text[:1].islower()
            and len(line.text.split()) <= 4
            and stands_alone(whole)
        ):
            return False, False  # its last words on a line of their own
        return line.text[:1].isupper() or not _wraps(last, line, layout), False
    if not layout.placed:
        return (not line.text.strip() or _paragraph_ended(current, line)), False
    if last.page != line.page:
        return _begins_on_new_page(current, line, layout)
    return not _wraps(last, line, layout), False


def _looks_different(above: Line, line: Line) -> bool:
    if not (above.size and line.size):
        return False
    same_row = (
        above.page == line.page
        and min(above.bottom, line.bottom) - max(above.top, line.top) > 0.5 * line.size
    )
    if same_row:
        return False
    emphasis = above.bold != line.bold and not _is_emphasis_within(above, line)
    return abs(above.size - line.size) > 0.6 or emphasis


def _is_emphasis_within(above: Line, line: Line) -> bool:
    """A bold word that fills a line of a paragraph is not a heading: the sentence runs on."""
    return not FINISHED.search(above.text) and line.text[:1].islower()


def is_bullet(marker: str) -> bool:
    """Whether a marker is a bullet, not a number, letter or dash. Fonts of signs keep theirs in the private-use area."""
    return len(marker) == 1 and (marker in BULLETS + "o§" or "\ue000" <= marker <= "\uf8ff")


def _is_marker_here(marker: str, current: _Open, line: Line, layout: _Layout, pieces: list[Piece]) -> bool:
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


def _runs_on(above: Line, line: Line, layout: _Layout) -> bool:
    """Whether the words of a known heading are here no more than the next line of a sentence."""
    if FINISHED.search(above.text) or _looks_different(above, line) or line.bold:
        return False
    return (
        line.text[:1].islower()
        or bool(re.search(r"\b(?:and|the|of|for|to|in|a|with|its|their|these|key)$", above.text.strip()))
        or (layout.placed and _wraps(above, line, layout) and above.right > 0.85 * layout.right)
    )


def _begins_on_new_page(current: _Open, line: Line, layout: _Layout) -> tuple[bool, bool]:
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


def _wraps(above: Line, line: Line, layout: _Layout) -> bool:
    """Whether `line` is the next printed line of the same paragraph."""
    if not layout.placed:
        return False
    if above.page != line.page:
        return False
    overlap = min(above.bottom, line.bottom) - max(above.top, line.top)
    if overlap > 0.5 * min(above.bottom - above.top, line.bottom - line.top):
        return 0 <= line.left - above.right < 3 * max(line.size, 8)  # the same row, cut at a tab
    gap = line.top - above.bottom
    usual = layout.leading + max(0.0, above.size - layout.size) * 0.3
    beside = line.left < above.right + 40 and above.left < line.right + 40
    return -0.6 * max(line.size, 8) < gap <= usual + 0.3 * max(layout.size, 8) and beside
