"""Plan papers for tests: read by the real reader, kept as a reading, as an upload would."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from sightline.domain.plans.models import Action, Plan
from sightline.domain.plans.queries.sheet import rows_of
from sightline.work.imports.commands import Paper, read_paper, tables, upload_papers
from sightline.work.imports.models import Reading, TableImport
from sightline.work.imports.paper import columns_of
from sightline.work.reports.plan_sheets import HOW_TO, action_cells, action_columns
from sightline.work.reports.spreadsheets import About, export
from tests.factories import SYSTEM, TODAY

Cells = list[list[Any]]


def workbook(header: Sequence[str], rows: Sequence[Sequence[Any]], above: Sequence[str] = ()) -> bytes:
    """A workbook as a council keeps it: perhaps some lines, the header, the rows."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Plan")
    for number, line in enumerate(above):
        sheet.write_string(number, 0, line)
    for number, cells in enumerate([header, *rows], start=len(above)):
        for place, text in enumerate(cells):
            if text:
                sheet.write_string(number, place, text)
    book.close()
    return out.getvalue()


def a_reading(data: bytes, name: str = "plan.xlsx") -> Reading:
    """The bytes uploaded and read, as the worker does it."""
    upload = upload_papers(by=SYSTEM, papers=[Paper(name, io.BytesIO(data), len(data))], queue=False)
    return read_paper(upload.readings.get().pk)


def a_table(reading: Reading, plan: Plan | None = None, **choices: Any) -> TableImport:
    """The columns as they are guessed, for a plan that is there or a new one."""
    mapping = {column.name: column.field for column in columns_of(reading.result or {}, {})}
    mapping |= choices.pop("mapping", {})
    title = "" if plan else "Improvement plan"
    return tables.choose_columns(
        by=SYSTEM, reading=reading, mapping=mapping, plan=plan, new_title=title, **choices
    )


def exported(
    plan: Plan, kind: str = "xlsx", change: Callable[[list[str], Cells], None] | None = None
) -> bytes:
    """The plan's actions as their download holds them; change is given the headers and the rows, to edit them."""
    rows = rows_of(plan, Action.objects.filter(plan=plan, ended_on=None).order_by("position"))
    columns, cells = action_columns(rows), list(action_cells(rows))
    if change:
        change([column.header for column in columns], cells)
    about = About(f"Actions of {plan.title}", "Northmere", TODAY, how_to=HOW_TO)
    out = export(columns, cells, about, kind)
    if kind == "csv":
        return b"".join(out)
    with out as stream:
        return stream.read()


def read_in_place(path_bytes: bytes, name: str) -> dict[str, Any]:
    """What the reader prints of some bytes, in this process."""
    from sightline.work.imports.reading.entry import read_file

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(path_bytes)
        return read_file(path)


NEXT_YEAR = date(TODAY.year + 1, 3, 31)
