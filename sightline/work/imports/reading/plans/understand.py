"""One row of a plan or indicator table taken apart, beside its printed text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sightline.ground.lib.dates import DateReading, find_dates, read_date
from sightline.ground.lib.quantities import Quantity, read_quantities
from sightline.work.imports.reading.plans import people, words
from sightline.work.imports.reading.plans.columns import BY_KEY
from sightline.work.imports.reading.plans.tables import PlanTable, PrintedRow, is_indicator_table

DATES = (
    "start",
    "revised_due",
    "forecast",
    "completed_on",
    "review_date",
    "sign_off_date",
    "embedded_date",
    "last_updated",
    "as_at",
)
BODIES = (
    "delivery_body",
    "monitoring_body",
    "scrutiny_body",
    "cross_scrutiny_body",
    "sign_off_body",
    "partners",
)
_SECTION_CODE = re.compile(
    r"^(?:section|theme|priority(?: area)?|area|work\s?stream|work package|outcome|objective|strand|driver|domain|part|goal|"
    r"standard|phase|aim)\s+"
    r"(?P<code>\d+(?:\.\d+)*|[A-Z])\b(?:\s*[:.\-–—]|\s*$)",
    re.IGNORECASE,
)


@dataclass
class Remark:
    """Something worth a question about one cell."""

    text: str
    why: str


def understand(
    table: PlanTable, row: PrintedRow, section: str | None, key: dict[str, str]
) -> tuple[dict[str, Any], list[Remark]]:
    """What was understood of a row, and what is worth a question. Nothing here changes the printed text."""
    remarks: list[Remark] = []
    fields = _fields(table, row)
    owners = people.read_owners(fields.get("owner"))
    reference = table.column("ref")
    parsed: dict[str, Any] = {
        "section": section_code(section),
        "section_title": section,
        "page": row.page,
        "row": row.number,
        "owners": owners,
        "due": _due(table, row, remarks),
        "targets": _targets(table, row),
        "baselines": [
            _quantity(one)
            for column in table.columns("baseline")
            for one in read_quantities(row.text(column))
        ],
        "milestones": _milestones(table, row),
        "status": None,
        "done_awaiting_sign_off": None,
        "confidence": None,
        "rag": fields.get("rag"),
        "updates": _updates(table, row),
        "fields": fields,
        "ref_merged": reference is not None and row.merges[reference] == "down",
    }
    parsed |= {name: people.read_bodies(fields[name]) for name in BODIES if name in fields}
    if "sponsor" in fields:
        parsed["sponsor"] = people.read_owners(fields["sponsor"])
    parsed |= {name: _date(table, row, name, remarks) for name in DATES if name in fields}
    _state(parsed, fields, key)
    if not owners and fields.get("owner"):
        parsed["owners_stated"] = fields["owner"]
    remarks += [
        Remark(owner, "The owner is given by initials only.")
        for owner in owners
        if people.only_initials(owner)
    ]
    return parsed, remarks


def section_code(section: str | None) -> str | None:
    """ "A" for "Section A: Strategy"; a section without a printed letter or number is its own name."""
    match = _SECTION_CODE.match(section or "")
    return match.group("code") if match else section


def _fields(table: PlanTable, row: PrintedRow) -> dict[str, str]:
    """Printed text by our field; a field with several columns gives its first here."""
    fields: dict[str, str] = {}
    for guess in table.guesses:
        text = row.text(guess.column)
        if guess.field and text:
            fields.setdefault(guess.field, text)
    return fields


def _state(parsed: dict[str, Any], fields: dict[str, str], key: dict[str, str]) -> None:
    """Status, sign-off and confidence: the status column first, then the progress note, then the plan's own printed key."""
    stated = words.read_status(fields.get("status"))
    told = words.read_progress(fields.get("progress"))
    coloured = words.by_key(fields.get("rag") or fields.get("status"), key)
    rag_words = (
        words.read_status(fields.get("rag")) if len(fields.get("rag") or "") > 6 else words.StatusReading()
    )
    for reading, origin in ((stated, "status"), (told, "progress"), (rag_words, "rag"), (coloured, "key")):
        if parsed["status"] is None and reading.status is not None:
            parsed["status"], parsed["status_from"] = reading.status, origin
        if parsed["confidence"] is None:
            parsed["confidence"] = reading.confidence
    if stated.awaiting or (told.awaiting and parsed["status"] == "done"):
        parsed["done_awaiting_sign_off"] = True


def _due(table: PlanTable, row: PrintedRow, remarks: list[Remark]) -> dict[str, Any] | None:
    """The date that counts now, and the first one where it was revised (in the cell or in a column of its own)."""
    column, revised_column = table.column("due"), table.column("revised_due")
    raw = row.text(column) if column is not None else None
    revised_raw = row.text(revised_column) if revised_column is not None else None
    if raw is None and revised_raw is None:
        return None
    reading = _read_cell(row, column, remarks)
    revised = _read_cell(row, revised_column, remarks)
    if revised.date is not None:
        first = reading.original or reading.date
        return _due_dict(
            raw or revised_raw, revised.date, first if first != revised.date else None, "revised"
        )
    return _due_dict(raw, reading.date, reading.original, reading.meaning)


def _due_dict(raw: str | None, date: Any, original: Any, meaning: str) -> dict[str, Any]:
    return {
        "raw": raw,
        "date": date.isoformat() if date else None,
        "original": original.isoformat() if original else None,
        "meaning": meaning,
    }


def _read_cell(row: PrintedRow, column: int | None, remarks: list[Remark]) -> DateReading:
    if column is None:
        return DateReading("")
    cell = row.cells[column]
    reading = read_date(cell.text, hint=cell.hint)
    if reading.suspect:
        remarks.append(Remark(cell.text or "", reading.suspect))
    return reading


def _date(table: PlanTable, row: PrintedRow, name: str, remarks: list[Remark]) -> dict[str, Any]:
    reading = _read_cell(row, table.column(name), remarks)
    return _due_dict(reading.raw, reading.date, reading.original, reading.meaning)


def _targets(table: PlanTable, row: PrintedRow) -> list[dict[str, Any]]:
    """The quantities of the target columns, then those with a figure of the success measure.

    In a table of indicators with targets of its own the measure names what is counted ("within 45 days"), not a target.
    """
    found = [(column, one) for column in table.columns("target") for one in read_quantities(row.text(column))]
    measure = table.column("success_measure")
    names_only = is_indicator_table(table) and bool(table.columns("target"))
    if measure is not None and not names_only:
        found += [
            (measure, one)
            for one in read_quantities(row.text(measure))
            if one.value is not None or one.comparator == "between"
        ]
    return [_quantity(one, _label_date(table, column)) for column, one in found]


def _milestones(table: PlanTable, row: PrintedRow) -> list[dict[str, Any]]:
    """Milestones and actual figures in the order of their columns, each with the day that its heading names."""
    found = []
    for guess in table.guesses:
        if guess.field not in ("milestone", "actual", "comparator"):
            continue
        text = row.text(guess.column)
        if text is None:
            continue
        dated = _label_date(table, guess.column)
        quantities = read_quantities(text)
        figures = [_quantity(one, dated) for one in quantities]
        found.append(
            {"column": guess.name, "kind": guess.field, "date": dated, "raw": text, "quantities": figures}
        )
    return found


def _label_date(table: PlanTable, column: int) -> str | None:
    """The last day of the month or year that a column's heading names ("Actual Jul 23")."""
    dates = [one.date for one in find_dates(table.names[column]) if one.date is not None]
    return dates[-1].isoformat() if len(dates) == 1 else None


def _quantity(one: Quantity, dated: str | None = None) -> dict[str, Any]:
    return {
        "raw": one.raw,
        "what": one.what or None,
        "comparator": one.comparator,
        "value": _number(one.value),
        "unit": one.unit,
        "as_at": one.as_at.isoformat() if one.as_at else (dated if not one.period else None),
        "period": one.period or None,
        "source": one.source or None,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _updates(table: PlanTable, row: PrintedRow) -> list[dict[str, Any]]:
    """Dated notes stacked in the cells of progress, status and quarters."""
    found = []
    for guess in table.guesses:
        if guess.field and (BY_KEY[guess.field].kind == "updates" or guess.field == "status"):
            for note in words.read_notes(row.text(guess.column)):
                date = note.date.isoformat() if note.date else None
                found.append({"column": guess.name, "raw": note.raw, "date": date, "text": note.text})
    return found


def colours_only(table: PlanTable, rows: list[PrintedRow]) -> list[Remark]:
    """Statuses that are only a colour of their cells: seen, and not read as a meaning. One remark a column."""
    remarks = []
    for guess in table.guesses:
        colours = [
            row.cells[guess.column].hint[5:]
            for row in rows
            if row.cells[guess.column].hint.startswith("fill:")
        ]
        if colours and guess.field in ("rag", "status", "impact_rag", "previous_rag"):
            shown = ", ".join(f"#{colour}" for colour in sorted(set(colours)))
            why = f"{len(colours)} cells of this column hold a colour ({shown}) and no word, so no status was read from them."
            remarks.append(Remark(guess.name, why))
    return remarks
