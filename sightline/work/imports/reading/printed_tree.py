"""Papers that keep their structure (Word, web pages, workbooks) to paragraphs, with the numbers of their flowing lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sightline.ground.lib.documents.blocks import Block, Document, Heading, Line, ListItem, Row, Table
from sightline.work.imports.reading.markers import is_bullet, is_lone, split_marker
from sightline.work.imports.reading.printed_flow import SITE, paras_of_lines
from sightline.work.imports.reading.printed_lines import mend
from sightline.work.imports.reading.printed_text import Para

FEWEST_PARTS = (
    2  # lines of a cell beside a lone number which make it the text of an item and not a cell of a table
)
MINUTED = re.compile(
    r"^(?:(?:agenda )?items?|subject|topic|minutes?|discussion|notes?)\b.{0,40}$", re.IGNORECASE
)
ACTIONS = re.compile(r"^actions?\b.{0,20}$", re.IGNORECASE)


def paragraphs(document: Document) -> tuple[tuple[Para, ...], tuple[Para, ...], tuple[Line, ...]]:
    """(paragraphs, furniture, body lines) of a tree."""
    body: list[Para] = []
    furniture = [para for block in document.furniture for para in _of_block(block, iter(()))]
    for para in _joined(_of_blocks(document.blocks, iter(document.lines))):
        site = document.kind == "html" and not para.cells and not para.marker and SITE.match(para.text)
        (furniture if site else body).append(para)
    seen: dict[tuple[int | None, int], Line] = {}
    for line in (line for para in body for line in para.lines):
        seen.setdefault((line.page, line.number), line)
    return tuple(body), tuple(furniture), tuple(seen.values())


def _of_blocks(blocks: Iterable[Block], lines: Iterator[Line]) -> Iterator[Para]:
    for block in blocks:
        yield from _of_block(block, lines)


def _of_block(block: Block, lines: Iterator[Line]) -> Iterator[Para]:
    """The paragraphs of a block; `lines` are the flowing lines that it was made of, as far as there are any."""
    if isinstance(block, Table):
        actions = _heading_of_actions(block)
        for row in block.rows:
            line = next(lines, None)
            if actions and row is not block.rows[0]:
                yield from _minuted(row, line, actions)
            else:
                yield from _row(row, line, block.page)
    elif isinstance(block, ListItem):
        line = next(lines, None) or Line(block.page, 0, f"{block.marker} {block.text}", bold=block.bold)
        yield from _item(block, line)
    else:
        level = max(block.level, 1) if isinstance(block, Heading) else 0
        parts = [next(lines, None) or Line(block.page, 0, text) for text in block.text.split("\n")]
        for para in paras_of_lines([line for line in parts if line.text.strip()]):
            yield replace(para, gap=0, heading=level or para.heading, indent=0.0)


def _item(block: ListItem, line: Line) -> Iterator[Para]:
    """An item of a list; the number that it prints itself goes before the bullet that the list gives it."""
    marker, parts = block.marker, block.text.split("\n")
    inner, rest = split_marker(parts[0])
    if inner and rest and (is_bullet(marker) or is_lone(inner)) and not is_bullet(inner):
        marker, parts[0] = (inner, rest) if is_bullet(marker) else (marker, parts[0])
    for number, para in enumerate(_parts(parts, line, float(block.level))):
        if number == 0:
            para = replace(para, text=f"{para.marker} {para.text}".strip(), marker=marker, bold=block.bold)
        yield para


def _parts(texts: Iterable[str], line: Line, indent: float = 0.0) -> Iterator[Para]:
    """Texts that stand on one flowing line, each a paragraph unless a sentence runs on."""
    apart = [Line(None, number, text) for number, text in enumerate(texts, start=1) if text.strip()]
    for para in paras_of_lines(apart):
        yield replace(para, page=line.page, lines=(line,), gap=0, indent=indent, cells=())


def _row(row: Row, line: Line | None, page: int | None) -> Iterator[Para]:
    cells = tuple(None if cell.merged else cell.text for cell in row.cells)
    page = row.page or page
    line = line or Line(page, row.number, " | ".join(cell or "" for cell in cells))
    filled = [cell for cell in cells if cell]
    if len(filled) == 1:
        yield from _parts(filled[0].split("\n"), line)
    elif len(filled) == 2 and is_lone(filled[0]) and filled[1].count("\n") + 1 >= FEWEST_PARTS:
        for number, para in enumerate(_parts(filled[1].split("\n"), line)):
            yield replace(para, marker=filled[0].strip()) if number == 0 and not para.marker else para
    elif filled:
        text = " | ".join(mend(cell.split("\n")) if cell else "" for cell in cells)
        yield Para(text, "", page, (line,), cells=cells)


def _heading_of_actions(table: Table) -> str:
    """The heading of the last column of minutes that are kept in a table (No., item, action); "" where a table is none."""
    head = [mend([cell.text or ""]) for cell in table.rows[0].cells] if table.rows else []
    if len(head) != 3 or not MINUTED.match(head[1]) or not ACTIONS.match(head[2]):
        return ""
    texts = [row.cells[1].text or "" for row in table.rows[1:]]
    return head[2] if sum("\n" in text for text in texts) * 2 >= len(texts) > 0 else ""


def _minuted(row: Row, line: Line | None, actions: str) -> Iterator[Para]:
    """A row of such minutes: the item with its number, then what its last cell says under the heading of its column."""
    number, text, action = (cell.text or "" for cell in row.cells)
    line = line or Line(row.page, row.number, " | ".join((number, text, action)))
    for place, para in enumerate(_parts(text.split("\n"), line)):
        yield replace(para, marker=number.strip()) if place == 0 and number and not para.marker else para
    for para in _parts(action.split("\n"), line):
        yield replace(para, text=f"{actions}: {para.text}")


def _joined(paras: Iterator[Para]) -> Iterator[Para]:
    """A marker that stands alone goes before the paragraph that follows."""
    waiting: Para | None = None
    for para in paras:
        if waiting is not None:
            if para.marker or para.cells:
                yield waiting
            else:
                para = replace(para, marker=waiting.text, lines=waiting.lines + para.lines, gap=waiting.gap)
            waiting = None
        if not para.marker and not para.cells and is_lone(para.text):
            waiting = para
        else:
            yield para
    if waiting is not None:
        yield waiting
