"""Papers that keep their structure (Word, web pages, workbooks) to paragraphs, with the numbers of their flowing lines."""

from __future__ import annotations

from collections.abc import Iterator

from sightline.ground.lib.documents.blocks import Document, Heading, Line, ListItem, Row, Table
from sightline.work.imports.reading.markers import is_bullet, is_lone, split_marker
from sightline.work.imports.reading.printed_flow import SITE, paras_of_lines
from sightline.work.imports.reading.printed_lines import mend
from sightline.work.imports.reading.printed_text import Para


def paragraphs(document: Document) -> tuple[tuple[Para, ...], tuple[Para, ...], tuple[Line, ...]]:
    """(paragraphs, furniture, body lines) of a tree."""
    body: list[Para] = []
    furniture: list[Para] = []
    for para in _joined(_paras(document)):
        site = document.kind == "html" and not para.cells and SITE.match(para.text)
        (furniture if site else body).append(para)
    return tuple(body), tuple(furniture), tuple(line for para in body for line in para.lines)


def _paras(document: Document) -> Iterator[Para]:
    lines = iter(document.lines)
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from _row(row, next(lines, None))
        elif isinstance(block, ListItem):
            line = next(lines, None) or Line(block.page, 0, block.text)
            inner, text = split_marker(mend(block.text.split("\n")))
            marker, text = (
                (inner, text)
                if inner and is_bullet(block.marker) and text
                else (block.marker, mend(block.text.split("\n")))
            )
            yield Para(text, marker, block.page, (line,), indent=float(block.level))
        else:
            level = block.level if isinstance(block, Heading) else 0
            parts = [next(lines, None) or Line(block.page, 0, text) for text in block.text.split("\n")]
            yield from _parts(
                [line for line in parts if line.text.strip()],
                max(level, 1) if isinstance(block, Heading) else 0,
            )


def _parts(lines: list[Line], level: int) -> Iterator[Para]:
    """A block of one line, or of several that its author broke."""
    for para in paras_of_lines(lines):
        yield Para(
            para.text, para.marker, para.page, para.lines, 0, level or para.heading, para.bold, para.cells
        )


def _row(row: Row, line: Line | None) -> Iterator[Para]:
    cells = tuple(None if cell.merged else cell.text for cell in row.cells)
    line = line or Line(row.page, row.number, " | ".join(cell or "" for cell in cells))
    filled = [cell for cell in cells if cell]
    if len(filled) > 1:
        yield Para(" | ".join(mend([cell or ""]) for cell in cells), "", row.page, (line,), cells=cells)
    elif filled:
        for text in filled[0].split("\n"):
            marker, rest = split_marker(text)
            yield Para(mend([rest or marker]), marker if rest else "", row.page, (line,))


def _joined(paras: Iterator[Para]) -> Iterator[Para]:
    """A marker that stands alone goes before the paragraph that follows."""
    waiting: Para | None = None
    for para in paras:
        if waiting is not None:
            if para.marker or para.cells:
                yield waiting
            else:
                para = Para(
                    para.text, waiting.text, para.page, waiting.lines + para.lines, waiting.gap,
                    para.heading, para.bold, (), para.indent,
                )  # fmt: skip
            waiting = None
        if not para.marker and not para.cells and is_lone(para.text):
            waiting = para
        else:
            yield para
    if waiting is not None:
        yield waiting
