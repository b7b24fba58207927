"""Ruled tables of a PDF, one Table a page, with merged areas filled and wrapped lines mended.

Only pages that draw enough lines are analysed, because that takes fifty times as long as reading their text.
"""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from sightline.ground.lib.documents.blocks import Block, Cell, Line, Paragraph, Row, Table
from sightline.ground.lib.documents.text import clean

FEWEST_STROKES = 4
MANY_PAGES = 3
SAME = 2.5  # points within which two edges are one
Box = tuple[float, float, float, float]
_OWN_LINE = re.compile(
    r"^(?:[•●▪◦·*\-–—o§]\s|\(?[a-z0-9]{1,3}[.)]\s|\d{1,2}[./]\d{1,2}[./]\d{2,4}\b)", re.IGNORECASE
)


@dataclass(frozen=True)
class _Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Placed:
    """A table with its page, from 1, and its box on that page."""

    table: Table
    page: int
    box: Box


def read_tables(path: Path) -> tuple[Table, ...]:
    """All ruled tables in page order; a page without enough ruled lines has none."""
    return tuple(placed.table for placed in _placed(path))


def read_blocks(path: Path, lines: tuple[Line, ...]) -> tuple[Block, ...]:
    """The tables of a PDF with its other printed lines as paragraphs, in the order of the pages.

    lines are those of `read_pdf`. A line that stands in the same place of many pages (a running title, a page number) is
    left out. A PDF without ruled tables has no blocks: its lines say it all.
    """
    tables = _placed(path)
    if not tables:
        return ()
    running = {mark for mark, times in Counter(_mark(line) for line in lines).items() if times >= MANY_PAGES}
    blocks: list[tuple[int, float, Block]] = [(one.page, one.box[1], one.table) for one in tables]
    for line in lines:
        if not line.text.strip() or _mark(line) in running:
            continue
        if not any(one.page == line.page and _covers(one.box, line) for one in tables):
            blocks.append((line.page or 0, line.top, Paragraph(line.text.strip(), line.page)))
    return tuple(block for _, _, block in sorted(blocks, key=lambda one: one[:2]))


def _mark(line: Line) -> tuple[str, int]:
    """What a running title has in common on every page: its words without figures, and its height."""
    return re.sub(r"\d+", "0", line.text.strip()), round(line.top / 3)


def _covers(box: Box, line: Line) -> bool:
    across, down = (line.left + line.right) / 2, (line.top + line.bottom) / 2
    return box[0] - SAME <= across <= box[2] + SAME and box[1] - SAME <= down <= box[3] + SAME


def _placed(path: Path) -> tuple[_Placed, ...]:
    pdf = pdfium.PdfDocument(path)
    try:
        pages = [index for index in range(len(pdf)) if _is_ruled(pdf, index)]
        return tuple(_tables_of(path, pdf, pages)) if pages else ()
    finally:
        pdf.close()


def _is_ruled(pdf: pdfium.PdfDocument, index: int) -> bool:
    """Whether a page draws at least as many lines as the smallest table needs. A damaged page draws none."""
    try:
        page = pdf[index]
    except pdfium.PdfiumError:
        return False
    try:
        strokes = 0
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=6):
            strokes += max(1, raw.FPDFPath_CountSegments(item.raw) // 2)
            if strokes >= FEWEST_STROKES:
                return True
        return False
    finally:
        page.close()


def _tables_of(path: Path, pdf: pdfium.PdfDocument, pages: list[int]) -> Iterator[_Placed]:
    from pdfminer.pdfpage import PDFPage

    from sightline.ground.lib.documents.pdf_strokes import Ruler

    ruler, wanted = Ruler(), set(pages)
    with path.open("rb") as stream:
        for index, page in enumerate(PDFPage.get_pages(stream)):
            if index not in wanted:
                continue
            tables = ruler.tables(page)
            if not tables:
                continue
            words = _words(pdf, index, page.mediabox, int(page.rotate or 0) % 360)
            for boxes in sorted(tables, key=lambda boxes: min((box[1], box[0]) for box in boxes)):
                table = _table(boxes, words, index + 1)
                if table is not None:
                    yield _Placed(table, index + 1, _around(boxes))


def _around(boxes: list[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _words(pdf: pdfium.PdfDocument, index: int, media: Box, turned: int) -> list[_Word]:
    """The words of a page, placed from the top left corner of the page as it is shown."""
    page = pdf[index]
    textpage = page.get_textpage()
    words: list[_Word] = []
    letters: list[tuple[str, Box]] = []
    try:
        box = raw.FS_RECTF()
        at = ctypes.byref(box)
        for place in range(textpage.count_chars()):
            code = raw.FPDFText_GetUnicode(textpage.raw, place)
            sign = (
                "-"
                if code in (2, 0xFFFE)
                else chr(code)
                if code > 31 and not 0xD800 <= code <= 0xDFFF
                else " "
            )
            raw.FPDFText_GetLooseCharBox(textpage.raw, place, at)
            shown = _shown((box.left, box.bottom, box.right, box.top), media, turned)
            if sign.isspace() or (letters and _is_apart(letters[-1][1], shown)):
                words += _word(letters)
                letters = []
            if not sign.isspace():
                letters.append((sign, shown))
        words += _word(letters)
    finally:
        textpage.close()
        page.close()
    return words


def _shown(box: Box, media: Box, turned: int) -> Box:
    """A box of the page's own space (from the bottom left) as left, top, right, bottom on the page as shown."""
    left, bottom, right, top = (
        box[0] - media[0],
        box[1] - media[1],
        box[2] - media[0],
        box[3] - media[1],
    )
    width, height = media[2] - media[0], media[3] - media[1]
    if turned == 90:
        return bottom, left, top, right
    if turned == 180:
        return width - right, bottom, width - left, top
    if turned == 270:
        return height - top, width - right, height - bottom, width - left
    return left, height - top, right, height - bottom


def _is_apart(before: Box, after: Box) -> bool:
    """Whether two letters in sequence belong to different words: another line, or a gap."""
    height = before[3] - before[1]
    return abs((after[1] + after[3]) - (before[1] + before[3])) > height or not (
        -height < after[0] - before[2] < 0.3 * max(height, 1.0)
    )


def _word(letters: list[tuple[str, Box]]) -> list[_Word]:
    if not letters:
        return []
    boxes = [box for _, box in letters]
    return [
        _Word(
            "".join(sign for sign, _ in letters),
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )
    ]


def _table(boxes: Iterable[Box], words: list[_Word], page: int) -> Table | None:
    """A table on the finest grid of its cells; a cell that covers several squares is a merged area."""
    boxes = sorted(set(boxes), key=lambda box: (box[1], box[0]))
    lefts, tops = _edges(box[0] for box in boxes), _edges(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    if len(lefts) < 2:
        return None
    inside = _share(boxes, [word for word in words if _within(word, (lefts[0], tops[0], right, bottom))])
    grid: list[list[Cell]] = [[Cell(None)] * len(lefts) for _ in tops]
    for box in boxes:
        text = cell_text(inside[box], box)
        first = True
        for row in range(bisect_left(tops, box[1] - SAME), bisect_left(tops, box[3] - SAME)):
            for column in range(bisect_left(lefts, box[0] - SAME), bisect_left(lefts, box[2] - SAME)):
                grid[row][column] = Cell(text, merged=not first)
                first = False
    rows = tuple(Row(tuple(cells), page=page, number=number) for number, cells in enumerate(grid, start=1))
    return Table(rows, page=page) if any(cell.text for row in rows for cell in row.cells) else None


def _edges(values: Iterable[float]) -> list[float]:
    """Sorted positions, those closer than SAME taken as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > SAME:
            edges.append(value)
    return edges


def _share(boxes: list[Box], words: list[_Word]) -> dict[Box, list[_Word]]:
    """The words of each cell, by their middle."""
    shared: dict[Box, list[_Word]] = {box: [] for box in boxes}
    for word in words:
        for box in boxes:
            if _within(word, box):
                shared[box].append(word)
                break
    return shared


def _within(word: _Word, box: Box) -> bool:
    across, down = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def cell_text(words: list[_Word], box: Box) -> str | None:
    """The text of a cell with wrapped lines joined; a break that the author made is kept."""
    lines: list[list[_Word]] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom, word.left)):
        middle = (word.top + word.bottom) / 2
        if (
            lines
            and abs(middle - (lines[-1][0].top + lines[-1][0].bottom) / 2) < (word.bottom - word.top) / 2
        ):
            lines[-1].append(word)
        else:
            lines.append([word])
    text = ""
    previous: list[_Word] = []
    for line in lines:
        line.sort(key=lambda word: word.left)
        printed = " ".join(word.text for word in line)
        text = mend(text, printed, hard=_is_hard_break(previous, line, box)) if text else printed
        previous = line
    return clean(text)


def mend(before: str, after: str, *, hard: bool = False) -> str:
    """Join two printed lines: "co-" and "opted" make one word, others get a blank, a hard break stays."""
    if hard:
        return f"{before}\n{after}"
    if re.search(r"\w-$", before) and after[:1].islower():
        return before + after
    if before.endswith("/") or after.startswith("/"):
        return before + after
    return f"{before} {after}"


def _is_hard_break(previous: list[_Word], line: list[_Word], box: Box) -> bool:
    """Whether the first word of a line would have fitted on the line before it."""
    if not previous or (re.search(r"\w-$", previous[-1].text) and line[0].text[:1].islower()):
        return False
    if _OWN_LINE.match(" ".join(word.text for word in line[:2]) + " "):
        return True
    height = previous[0].bottom - previous[0].top
    padding = max(2.0, min(previous[0].left - box[0], 8.0))
    room = box[2] - padding - previous[-1].right
    return line[0].right - line[0].left + 0.3 * height < room - 0.6 * height
