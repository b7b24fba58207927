"""Workbooks (.xlsx, .xls) to tables: every sheet, as printed, with merged areas filled and marked."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import python_calamine as calamine

from sightline.ground.lib.documents import limits
from sightline.ground.lib.documents.blocks import Cell, Document, Row, Table
from sightline.ground.lib.documents.number_formats import is_date, plain_number, printed_date, printed_number
from sightline.ground.lib.documents.text import clean
from sightline.ground.lib.documents.xlsx_styles import SheetLook, read_looks
from sightline.ground.lib.errors import Unreadable

Place = tuple[int, int]
LOCKED = "This workbook is locked with a password: save a copy without the password and try again."
DAMAGED = (
    "This workbook is damaged or incomplete, so nothing of it was read: "
    "open it in the program that made it, save it again and try again."
)


def read_workbook(path: Path, kind: str = "xlsx") -> Document:
    """All sheets as tables; `page` is the number of the sheet. Raises Unreadable.

    A cell's text is what the sheet shows; a typed date also gives its ISO date in `hint`, a cell with nothing but a
    colour gives "fill:RRGGBB". Formulas give their stored result, or their own text where none is stored.
    """
    looks: dict[str, SheetLook] = {}
    if kind == "xlsx":
        with zipfile.ZipFile(path) as archive:
            looks = read_looks(archive)
    tables, notes = [], []
    try:
        with calamine.load_workbook(str(path)) as workbook:
            for number, sheet in enumerate(workbook.sheets_metadata, start=1):
                if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
                    notes.append(f"The sheet “{sheet.name}” is a chart or a macro sheet and was not read.")
                    continue
                hidden = sheet.visible != calamine.SheetVisibleEnum.Visible
                look = looks.get(sheet.name, SheetLook())
                table = _read_sheet(workbook.get_sheet_by_name(sheet.name), number, look, hidden)
                tables.append(table)
                notes += _notes(sheet.name, look, hidden and bool(table.rows))
    except calamine.PasswordError as error:
        raise Unreadable(LOCKED) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Unreadable(DAMAGED) from error
    if kind != "xlsx":
        notes.append("This kind of workbook does not tell how numbers are shown: 0.83 may stand for 83%.")
    return Document(kind="xlsx", pages=None, blocks=tuple(tables), notes=tuple(notes))


def _notes(name: str, look: SheetLook, hidden: bool) -> list[str]:
    notes = []
    if hidden:
        notes.append(f"The sheet “{name}” is hidden in the workbook. It was read.")
    if look.hidden_rows:
        notes.append(f"{look.hidden_rows} hidden rows of the sheet “{name}” were read.")
    if look.formulas:
        notes.append(
            f"{len(look.formulas)} formulas of the sheet “{name}” have no stored result. Their own text was kept."
        )
    return notes


def _read_sheet(sheet: Any, number: int, look: SheetLook, hidden: bool) -> Table:
    limits.check_rows(sheet.total_height, sheet.total_width)
    values: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    merges = [area for area in sheet.merged_cell_ranges or () if area[0] != area[1]]
    places = [*look.formulas, *(_clip(last, values) for _, last in merges)]
    height = max([len(values), *(row + 1 for row, _ in places)])
    width = max([max((len(row) for row in values), default=0), *(column + 1 for _, column in places)])
    limits.check_rows(height, width)
    cells = [
        [_cell(_at(values, row, column), look, (row, column)) for column in range(width)]
        for row in range(height)
    ]
    for (top, left), (bottom, right) in merges:
        _fill(cells, top, left, bottom, right)
    rows = tuple(Row(tuple(row), page=number, number=index) for index, row in enumerate(cells, start=1))
    return Table(_without_blank_end(rows), title=sheet.name, page=number, hidden=hidden)


def _clip(last: Place, values: list[list[Any]]) -> Place:
    """The end of a merged area: a merge of a whole column of the sheet must not make a million rows."""
    return min(last[0], len(values) + 1_000), min(last[1], 200)


def _at(values: list[list[Any]], row: int, column: int) -> Any:
    return values[row][column] if row < len(values) and column < len(values[row]) else ""


def _cell(value: Any, look: SheetLook, place: Place) -> Cell:
    text, hint = _printed(value, look.formats.get(place, ""))
    if place in look.formulas and not text:
        text = look.formulas[place]
    if not text:
        fill = look.fills.get(place, "")
        return Cell(None, hint=f"fill:{fill}" if fill and fill != "FFFFFF" else "")
    return Cell(text, hint=hint)


def _printed(value: Any, code: str) -> tuple[str | None, str]:
    """The text that a cell shows, and its ISO date where it is typed as a date."""
    if isinstance(value, str):
        return clean(value), ""
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), ""
    if isinstance(value, dt.datetime | dt.date):
        moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
        shown = printed_date(moment, code if is_date(code) else "dd/mm/yyyy")
        return shown or moment.strftime("%d/%m/%Y"), moment.date().isoformat()
    if isinstance(value, dt.time):
        return value.strftime("%H:%M"), ""
    if isinstance(value, dt.timedelta):
        return str(value), ""
    if isinstance(value, int | float):
        return (printed_number(value, code) if code else plain_number(value)), ""
    return (clean(str(value)) if value is not None else None), ""


def _fill(cells: list[list[Cell]], top: int, left: int, bottom: int, right: int) -> None:
    if top >= len(cells) or left >= len(cells[top]):
        return
    first = cells[top][left]
    for row in range(top, min(bottom + 1, len(cells))):
        for column in range(left, min(right + 1, len(cells[row]))):
            if (row, column) != (top, left):
                cells[row][column] = Cell(first.text, merged=True, hint=first.hint)


def _without_blank_end(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    end = len(rows)
    while end and all(cell.text is None and not cell.hint for cell in rows[end - 1].cells):
        end -= 1
    return rows[:end]
