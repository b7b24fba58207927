"""What readers need of printed lines: page furniture, markers of lists, line breaks mended, what is usual in a layout.

Works with positions (PDF) and without them (pasted text). Nothing is dropped here but page furniture, which is kept apart.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

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
LONGEST_PAGE_NUMBER = 40  # letters of "Page 3 of 9" with what may stand around it
LONGEST_FURNITURE = 240  # letters of a running head
_FIGURES = re.compile(r"\d+")
MOST_FURNITURE_LINES = 4  # lines of a header or footer looked at on each page


def mend(lines: Iterable[str]) -> str:
    """Join printed lines to running text. A hyphen at a line end stays and joins; soft hyphens and footnote marks go."""
    text = ""
    for line in lines:
        part = line.replace("\xa0", " ").replace("\u202f", " ").strip()
        if not part.isascii():
            part = SUPERSCRIPT.sub("", part).strip()
        if not part:
            continue
        if text.endswith("\xad"):
            text = text[:-1] + part
        elif not text or _joins(text, part):
            text += part
        else:
            text += " " + part
    return " ".join(text.replace("\xad", "").split())


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
    shapes: dict[int, str] = {}
    kept = list(lines)
    for line in kept:
        pages.setdefault(line.page, []).append(line)
        shapes[id(line)] = _shape(line)
    edges = {page: _edges(found) for page, found in pages.items()}
    seen = Counter(shape for found in edges.values() for shape in {shapes[id(line)] for line in found})
    placed = Counter(
        key for found in edges.values() for key in {(shapes[id(line)], round(line.top / 3)) for line in found}
    )
    seen_anywhere = Counter(shapes.values())
    often = max(3, len(pages) // 4)
    body: list[Line] = []
    furniture: list[Line] = []
    for page, found in pages.items():
        outermost = {id(line) for line in edges[page]}
        for index, line in enumerate(found):
            shape, at_edge = shapes[id(line)], id(line) in outermost
            repeated = (
                at_edge
                and len(line.text) > 3
                and _is_repeated(line, shape, seen, placed, often, len(pages))
                and not marker_of(line.text)[0]
            )
            often_anywhere = (
                not line.bottom and seen_anywhere[shape] >= 3 and len(line.text) <= LONGEST_FURNITURE
            )
            unplaced = often_anywhere and bool(RUNNING_TITLE.search(line.text))
            lone_number = (
                (at_edge or line.bottom == 0.0)
                and is_page_number(line)
                and not _in_column_of_numbers(found, index)
            )
            (furniture if repeated or unplaced or lone_number else body).append(line)
    return body, furniture


def _is_repeated(
    line: Line, shape: str, seen: Counter[str], placed: Counter[tuple[str, int]], often: int, pages: int
) -> bool:
    """Whether a line at the edge of its page stands so on many pages, or in the same place of two of a short paper."""
    height = round(line.top / 3)
    at_height = sum(placed[shape, height + step] for step in (-1, 0, 1))
    if min(seen[shape], at_height) >= often:
        return True
    return bool(line.bottom) and pages < 8 and placed[shape, height] >= 2


def is_page_number(line: Line) -> bool:
    text = line.text.strip()
    return len(text) <= LONGEST_PAGE_NUMBER and bool(PAGE_NUMBER.match(text))


def _in_column_of_numbers(lines: list[Line], index: int) -> bool:
    """Whether a lone number stands in a table of contents: text, number, text, number."""
    around = (lines[place] for place in (index - 2, index + 2) if 0 <= place < len(lines))
    return any(
        is_page_number(line)
        and line.text.strip() != lines[index].text.strip()
        and line.page == lines[index].page
        for line in around
    )


def _edges(lines: list[Line]) -> list[Line]:
    """The uppermost and lowest lines of a page; the first and last ones where there are no positions."""
    ordered = sorted(lines, key=lambda line: line.top) if any(line.bottom for line in lines) else lines
    return ordered[:MOST_FURNITURE_LINES] + ordered[-MOST_FURNITURE_LINES:]


def _shape(line: Line) -> str:
    """The words of a line with its numbers made alike, so that "Report 3" and "Report 4" are one footer."""
    if len(line.text) > LONGEST_FURNITURE:
        return line.text
    return " ".join(_FIGURES.sub("#", line.text).split()).casefold()


def with_markers_joined(lines: list[Line]) -> list[Line]:
    """A marker that was printed as a line of its own is put before the text to its right or after it."""
    joined: list[Line] = []
    for line in lines:
        previous = joined[-1] if joined else None
        if previous and is_lone_marker(previous.text) and _same_row_or_unplaced(previous, line):
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


def is_lone_marker(text: str) -> bool:
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
class Layout:
    """What is usual, in points: size of body text, white between two lines of a paragraph, how far right lines reach."""

    size: float
    leading: float
    right: float
    placed: bool


def layout_of(lines: list[Line]) -> Layout:
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
    return Layout(size, leading, right, any(line.bottom for line in lines))


def looks_different(above: Line, line: Line) -> bool:
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


def wraps(above: Line, line: Line, layout: Layout) -> bool:
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
