"""OpenDocument spreadsheets to tables. The file holds the text that each cell shows, so nothing needs to be formatted."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from sightline.ground.lib.documents import limits
from sightline.ground.lib.documents.blocks import Cell, Document, Row, Table
from sightline.ground.lib.documents.text import clean, whole
from sightline.ground.lib.errors import Unreadable

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_Grid = dict[tuple[int, int], Cell]


def read_ods(path: Path) -> Document:
    """All sheets as tables; `page` is the number of the sheet. Raises Unreadable."""
    try:
        with zipfile.ZipFile(path) as archive:
            root = etree.fromstring(archive.read("content.xml"), _PARSER)
    except (KeyError, etree.XMLSyntaxError) as error:
        raise Unreadable(
            "This spreadsheet is damaged or locked, so nothing of it was read: "
            "save it again without a password, or as .xlsx, and try again."
        ) from error
    hidden = {
        style.get(f"{STYLE}name")
        for style in root.iter(f"{STYLE}style")
        if any(properties.get(f"{TABLE}display") == "false" for properties in style)
    }
    tables, notes = [], []
    for number, sheet in enumerate(root.iter(f"{TABLE}table"), start=1):
        table = _read_sheet(sheet, number, sheet.get(f"{TABLE}style-name") in hidden)
        tables.append(table)
        if table.hidden and table.rows:
            notes.append(f"The sheet “{table.title}” is hidden in the workbook. It was read.")
    return Document(kind="xlsx", pages=None, blocks=tuple(tables), notes=tuple(notes))


def _read_sheet(sheet: Any, number: int, hidden: bool) -> Table:
    grid: _Grid = {}
    place = 0
    for row in sheet.iter(f"{TABLE}table-row"):
        repeated = whole(row.get(f"{TABLE}number-rows-repeated"), 1)
        filled = _read_row(row, place, grid)
        if filled and repeated > 1:
            limits.check_rows(place + repeated)
            for copy in range(1, repeated):
                for column in filled:
                    grid[place + copy, column] = grid[place, column]
        place += repeated
    height = max((row for row, _ in grid), default=-1) + 1
    width = max((column for _, column in grid), default=-1) + 1
    limits.check_rows(height, width)
    rows = tuple(
        Row(
            tuple(grid.get((row, column), Cell(None)) for column in range(width)), page=number, number=row + 1
        )
        for row in range(height)
    )
    return Table(rows, title=sheet.get(f"{TABLE}name", ""), page=number, hidden=hidden)


def _read_row(row: Any, place: int, grid: _Grid) -> list[int]:
    """Put the cells of a row on the grid; answer the columns that hold a text."""
    column = 0
    filled = []
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        repeated = whole(cell.get(f"{TABLE}number-columns-repeated"), 1)
        text = clean("\n".join(_text(paragraph) for paragraph in cell.iterchildren(f"{TEXT}p")))
        if text and cell.tag == f"{TABLE}table-cell":
            limits.check_rows(place + 1, column + repeated)
            for copy in range(repeated):
                _place(
                    grid,
                    place,
                    column + copy,
                    Cell(text, hint=cell.get(f"{OFFICE}date-value", "")[:10]),
                    cell,
                )
                filled.append(column + copy)
        column += repeated
    return filled


def _place(grid: _Grid, row: int, column: int, first: Cell, cell: Any) -> None:
    down = min(whole(cell.get(f"{TABLE}number-rows-spanned"), 1), 1_000)
    across = min(whole(cell.get(f"{TABLE}number-columns-spanned"), 1), 200)
    for below in range(row, row + down):
        for right in range(column, column + across):
            own = (below, right) == (row, column)
            grid[below, right] = first if own else Cell(first.text, merged=True, hint=first.hint)


def _text(element: Any) -> str:
    """The text of a paragraph; the format writes runs of blanks, tabs and breaks as elements."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{TEXT}s":
            parts.append(" " * min(whole(child.get(f"{TEXT}c"), 1), 100))
        elif child.tag == f"{TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{TEXT}line-break":
            parts.append("\n")
        elif child.tag != f"{OFFICE}annotation":
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
