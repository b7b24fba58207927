"""A plan's actions and findings, and the rows that an import refused, as columns and rows of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sightline.domain.plans.queries import ActionRow
from sightline.domain.plans.sheet import COLUMNS, ID_HEADER, REASON_HEADER, SheetRow, own_headers
from sightline.domain.plans.words import ASSURANCE, CONFIDENCE, DELIVERY, IMPACT, PRIORITY

from .spreadsheets import Column, Value

HOW_TO = (
    "How to use this file: change what you like, add actions in empty rows below, save it, and upload it under Imports. Nothing "
    "is taken in before you have seen each change. Moving a date or a target needs a reason in the last column. Grey columns are "
    "for information only."
)
WHY_HEADER = "Why it was not taken"


def action_columns(rows: Sequence[SheetRow]) -> list[Column]:
    """Our columns, the council's own, and the one for reasons; the id is hidden and cannot be changed."""
    ours = [
        Column(c.header, c.width, c.choices, fixed=c.key in ("", "id"), hidden=c.key == "id") for c in COLUMNS
    ]
    return [*ours, *(Column(name, 20) for name in own_headers(rows)), Column(REASON_HEADER, 32)]


def action_cells(rows: Sequence[SheetRow]) -> Iterator[list[Value]]:
    """One list of cells for each action, as `action_columns` orders them."""
    own = own_headers(rows)
    for row in rows:
        yield [*(column.show(row) for column in COLUMNS), *(row.extra.get(name) for name in own), None]


THEN = (
    Column("Reference", 11), Column("Action", 60), Column("Theme", 24), Column("Driver or workstream", 24), Column("Owner", 28),
    Column("Due", 17), Column("First due date", 17), Column("Delivery status", 15), Column("Confidence", 13),
    Column("Forecast date", 17), Column("Impact judged", 18), Column("Assurance", 14), Column("Priority", 15),
    Column("Last updated", 17), Column("Findings answered", 12),
)  # fmt: skip
"""The columns of a plan as at an earlier day: what its history tells. It is not to be imported again."""


def then_cells(rows: Sequence[ActionRow]) -> Iterator[list[Value]]:
    for row in rows:
        yield [
            row.label, row.title, row.theme, row.workstream, "\n".join(row.owners), row.due or row.due_raw, row.first_due,
            DELIVERY.get(row.delivery or ""), CONFIDENCE.get(row.confidence or ""), row.forecast,
            IMPACT.get(row.impact or ""), ASSURANCE.get(row.assurance or ""), PRIORITY.get(row.priority or 0),
            row.last_updated, row.findings,
        ]  # fmt: skip


def refused_table(
    columns: Sequence[str], refused: Sequence[tuple[Mapping[str, Any], str]]
) -> tuple[list[Column], list[list[Value]]]:
    """The rows that were not taken, in their own columns, each with the reason; the id stays hidden."""
    names = [name for name in columns if name != WHY_HEADER]
    shown = [
        Column(name, 12 if name == ID_HEADER else 26, hidden=name == ID_HEADER, fixed=name == ID_HEADER)
        for name in names
    ]
    return [Column(WHY_HEADER, 44), *shown], [
        [why, *(row.get(name) for name in names)] for row, why in refused
    ]
