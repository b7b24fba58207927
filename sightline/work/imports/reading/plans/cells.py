"""Tables that were pasted with one cell a line: found by their run of known headings, and folded back into rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sightline.ground.lib.documents.blocks import Block, Cell, Document, Heading, Paragraph, Row, Table
from sightline.work.imports.reading.plans.columns import BY_KEY, score
from sightline.work.imports.reading.plans.tables import SECTION, is_header

FEWEST = 3
MOST = 20
_BREAK = re.compile(r"^\s*(?:\*+\s*\S|†|‡|notes?\s*:|n\.?b\.?\s|key\s*[:\-–])", re.IGNORECASE)
_FIGURE_FIELDS = {"baseline", "target", "milestone", "actual", "comparator"}


def fold_cells(document: Document) -> Document:
    """The Document with such a table as a Table block; others are answered as they are."""
    if any(isinstance(block, Table) for block in document.blocks) or document.kind not in (
        "txt",
        "html",
        "docx",
    ):
        return document
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph | Heading)]
    if len(texts) != len(document.blocks):
        return document
    header = _find_header(texts)
    if header is None:
        return document
    start, width = header
    keys = [score(text)[0][1] if score(text) else "" for text in texts[start : start + width]]
    before = texts[:start]
    section = [before.pop()] if before and SECTION.match(before[-1]) else []
    rows: list[list[str | None]] = [[*texts[start : start + width]]]
    rows += _fold([*section, *texts[start + width :]], width, keys, texts[start : start + width])
    table = Table(
        tuple(
            Row(tuple(Cell(text) for text in (*row, *[None] * (width - len(row)))), number=number)
            for number, row in enumerate(rows, start=1)
        )
    )
    blocks: tuple[Block, ...] = (*(Paragraph(text) for text in before), table)
    return replace(document, blocks=blocks)


def _find_header(texts: list[str]) -> tuple[int, int] | None:
    """Where the longest run of known headings starts, and how many there are."""
    best: tuple[int, int] | None = None
    start = 0
    while start < len(texts):
        width = 0
        keys: set[str] = set()
        while start + width < len(texts) and width < MOST:
            text = texts[start + width]
            found = score(text) if len(text) <= 80 and not SECTION.match(text) else []
            key = found[0][1] if found else ""
            if not found or (key in keys and not BY_KEY[key].repeatable):
                break
            keys.add(key)
            width += 1
        if width >= FEWEST and is_header(keys) and (best is None or width > best[1]):
            best = (start, width)
        start += max(1, width)
    return best


def _fold(texts: list[str], width: int, keys: list[str], header: list[str]) -> Iterator[list[str | None]]:
    """Rows of `width` cells; a section heading, a footnote or the header again ends a row early and stands alone."""
    row: list[str | None] = []
    place = 0
    while place < len(texts):
        text = texts[place]
        if texts[place : place + width] == header:
            if row:
                yield row
                row = []
            place += width
            continue
        if _BREAK.match(text) or (SECTION.match(text) and len(text) < 200 and (not row or len(row) > 1)):
            if row:
                yield row
                row = []
            yield [text]
        elif row and _starts_a_row(text, row, keys):
            yield row
            row = [text]
        else:
            row.append(text)
            if len(row) == width:
                yield row
                row = []
        place += 1
    if row:
        yield row


def _starts_a_row(text: str, row: list[str | None], keys: list[str]) -> bool:
    """Whether a name stands where a figure belongs: the row before it was short."""
    expected = keys[len(row)]
    figures_before = sum(1 for cell in row[1:] if cell and re.search(r"\d", cell))
    return (
        expected in _FIGURE_FIELDS
        and keys[0] in ("indicator", "success_measure")
        and figures_before > 0
        and not re.search(r"\d", text)
        and len(text.split()) >= 4
    )
