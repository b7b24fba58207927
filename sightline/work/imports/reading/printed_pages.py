"""Pages with positions (PDF) to paragraphs: by where lines stand, how far they reach and what they look like."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sightline.ground.lib.documents.blocks import Document, Line
from sightline.work.imports.reading.markers import is_lone, split_marker
from sightline.work.imports.reading.printed_lines import (
    FINISHED,
    Layout,
    layout_of,
    looks_different,
    mend,
    without_furniture,
    wraps,
)
from sightline.work.imports.reading.printed_text import Para

TOP_MARGIN, FOOT_MARGIN = 0.055, 0.925  # shares of a page's height within which the text of a paper stands
LONGEST_IN_MARGIN = 120  # letters of a head or foot
MOST_LABEL_LINES = 4  # lines of a label beside which its value may stand


@dataclass(slots=True)
class _Open:
    """The paragraph that is being gathered: its lines, cell by cell where it is a row."""

    cells: list[list[Line]]
    gap: int = 0

    @property
    def lines(self) -> list[Line]:
        return [line for cell in self.cells for line in cell]


def paragraphs(document: Document) -> tuple[tuple[Para, ...], tuple[Para, ...], tuple[Line, ...]]:
    """(paragraphs, furniture, body lines) of a document whose lines have positions."""
    body, furniture = without_furniture(
        replace(line, text=line.text.replace("\xa0", " ")) if "\xa0" in line.text else line
        for line in document.lines
    )
    body, margins = _without_margins(body, float(document.meta.get("page height") or 0))
    furniture += margins
    layout = layout_of(body)
    paras: list[Para] = []
    current: _Open | None = None
    for line in body:
        if current is not None and _taken(current, line, layout):
            continue
        gap = _gap(current.lines[-1], line, layout) if current is not None else 0
        if current is not None:
            paras.append(_closed(current))
        current = _Open([[line]], gap)
    if current is not None:
        paras.append(_closed(current))
    return tuple(paras), tuple(_closed(_Open([[line]])) for line in furniture), tuple(body)


def _without_margins(body: list[Line], height: float) -> tuple[list[Line], list[Line]]:
    """(the body, short lines that stand apart in the margin above or below it): the head and foot of a paper of few pages."""
    if not height:
        return body, []
    pages: dict[int | None, list[Line]] = {}
    for line in body:
        pages.setdefault(line.page, []).append(line)
    apart = {id(line) for lines in pages.values() for line in _apart(lines, height)}
    if not apart:
        return body, []
    return [line for line in body if id(line) not in apart], [line for line in body if id(line) in apart]


def _apart(lines: list[Line], height: float) -> list[Line]:
    """The lines of a page that stand in its margins, with white between them and the text."""
    outside = [
        line
        for line in lines
        if (line.bottom < TOP_MARGIN * height or line.top > FOOT_MARGIN * height)
        and len(line.text) <= LONGEST_IN_MARGIN
        and not split_marker(line.text)[0]
    ]
    inside = [line for line in lines if not any(line is one for one in outside)] if outside else []
    top = min((line.top for line in inside), default=0.0)
    foot = max((line.bottom for line in inside), default=0.0)
    return [
        line
        for line in outside
        if inside and max(top - line.bottom, line.top - foot) > 1.2 * (line.size or 10)
    ]


def _taken(current: _Open, line: Line, layout: Layout) -> bool:
    """Whether a line was added to the paragraph that is being gathered."""
    last = current.cells[-1][-1]
    if _same_row(last, line) or (len(current.cells) == 1 and _beside(current.cells[0], line)):
        if len(current.cells) == 1 and is_lone(last.text) and len(current.cells[0]) == 1:
            current.cells[0].append(line)
        elif len(current.cells[-1]) == 1 and line.left > last.right + 3:
            current.cells.append([line])
        else:
            current.cells[-1].append(line)
        return True
    if len(current.cells) > 1:
        first = current.cells[-1][0]
        under = (
            abs(line.left - first.left) < 3 and wraps(last, line, layout) and not looks_different(last, line)
        )
        if under:
            current.cells[-1].append(line)
        return under
    if _goes_on(current, last, line, layout):
        current.cells[0].append(line)
        return True
    return False


def _goes_on(current: _Open, last: Line, line: Line, layout: Layout) -> bool:
    if is_lone(last.text) and len(current.cells[0]) == 1:
        return line.page == last.page and wraps(last, line, layout) and not split_marker(line.text)[0]
    if looks_different(last, line):
        return False
    finished = bool(FINISHED.search(last.text))
    if split_marker(line.text)[0]:
        return False
    if last.page != line.page:
        return not finished and line.text[:1].islower()
    if not wraps(last, line, layout):
        return False
    return not _had_room(last, line, layout) or (not finished and line.text[:1].islower())


def _had_room(above: Line, line: Line, layout: Layout) -> bool:
    """Whether the first word of a line would have fitted on the line above it: then the author ended that line."""
    words = line.text.split()
    if not words or not layout.right:
        return False
    word = (line.right - line.left) * (len(words[0]) + 1) / max(1, len(line.text))
    return above.right + word < layout.right - 0.06 * layout.right


def _same_row(above: Line, line: Line) -> bool:
    if above.page != line.page or not line.bottom:
        return False
    overlap = min(above.bottom, line.bottom) - max(above.top, line.top)
    return (
        overlap > 0.6 * min(above.bottom - above.top, line.bottom - line.top) and line.left >= above.right - 1
    )


def _beside(cell: list[Line], line: Line) -> bool:
    """Whether a line stands to the right of a label of several lines, level with none of them but with their middle."""
    if (
        not line.bottom
        or cell[0].page != line.page
        or cell[-1].page != line.page
        or len(cell) > MOST_LABEL_LINES
    ):
        return False
    middle = (line.top + line.bottom) / 2
    return cell[0].top < middle < cell[-1].bottom and line.left >= max(one.right for one in cell) - 1


def _gap(above: Line, line: Line, layout: Layout) -> int:
    """Blank lines between two lines, as far as white space tells."""
    if above.page != line.page or not layout.size:
        return 0
    return max(0, round((line.top - above.bottom - layout.leading) / (1.15 * layout.size)))


def _closed(current: _Open) -> Para:
    lines = tuple(current.lines)
    first = lines[0]
    bold = all(line.bold for line in lines)
    if len(current.cells) > 1:
        cells = tuple(mend(line.text for line in cell) or None for cell in current.cells)
        return Para(
            " | ".join(cell or "" for cell in cells),
            "",
            first.page,
            lines,
            current.gap,
            0,
            bold,
            cells,
            first.left,
        )
    texts = [line.text for line in lines]
    if len(texts) > 1 and is_lone(texts[0]):
        marker, rest = texts[0].strip(), texts[1:]
    else:
        marker, head = split_marker(texts[0])
        rest = [head, *texts[1:]]
    if not any(text.strip() for text in rest):
        marker, rest = "", [marker]
    return Para(mend(rest), marker, first.page, lines, current.gap, 0, bold, (), first.left)
