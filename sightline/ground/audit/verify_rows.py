"""Whether the rows of a watched table are what their recorded changes add up to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Protocol

from django.db.backends.base.base import BaseDatabaseWrapper

from .models import Change
from .triggers import row_as_json
from .watching import Table

PAGE_OF_ROWS = 500


class Problems(Protocol):
    rows: int

    def add(self, sentence: str) -> None: ...


@dataclass
class Recorded:
    """A row as its changes add up: whether it is there, its values, and where a change did not fit the one before."""

    there: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    breaks: list[str] = field(default_factory=list)

    def add(self, change: Change) -> None:
        old, new = json.loads(change.old_values or "{}"), json.loads(change.new_values or "{}")
        differing = [
            name for name, value in old.items() if name in self.values and self.values[name] != value
        ]
        if differing:
            self.breaks.append(
                f"before change {change.id} its {', '.join(differing)} had been changed without a record"
            )
        if change.operation == "delete":
            self.there, self.values = False, {}
        elif change.operation == "insert":
            self.there, self.values = True, new
        else:
            self.there = True
            self.values |= new


def check_rows(connection: BaseDatabaseWrapper, table: Table, report: Problems) -> None:
    """Add a sentence for each row that differs, vanished, reappeared or was never recorded."""
    for page in _pages_of_recorded(table):
        current = rows_now(connection, table, list(page))
        for key, recorded in page.items():
            for sentence in differences(table, recorded, current.get(key)):
                report.add(f"{table.name} {key}: {sentence}.")
        report.rows += len(current)
    for key in never_recorded(connection, table):
        report.add(f"{table.name} {key}: the row is there, and no change ever recorded it.")
        report.rows += 1


def differences(table: Table, recorded: Recorded, now: dict[str, Any] | None) -> Iterator[str]:
    """What is wrong with one row, in words."""
    yield from recorded.breaks
    if now is None:
        if recorded.there:
            yield "the row vanished without a record"
    elif not recorded.there:
        yield "the row is there again, though its deletion is the last record"
    else:
        differing = [name for name, value in now.items() if recorded.values.get(name, _Nothing) != value]
        if differing:
            yield f"{', '.join(differing)} differ{'s' if len(differing) == 1 else ''} from the last recorded change"


class _Nothing:
    pass


def _pages_of_recorded(table: Table) -> Iterator[dict[str, Recorded]]:
    last = ""
    of_table = Change.objects.filter(table_name=table.name)
    while keys := list(
        of_table.filter(row_key__gt=last)
        .order_by("row_key")
        .values_list("row_key", flat=True)
        .distinct()[:PAGE_OF_ROWS]
    ):
        changes = of_table.filter(row_key__gte=keys[0], row_key__lte=keys[-1]).order_by("row_key", "id")
        page: dict[str, Recorded] = {}
        for key, group in groupby(changes.iterator(PAGE_OF_ROWS), key=lambda change: change.row_key):
            page[key] = Recorded()
            for change in group:
                page[key].add(change)
        yield page
        last = keys[-1]


def rows_now(connection: BaseDatabaseWrapper, table: Table, keys: list[str]) -> dict[str, dict[str, Any]]:
    """The rows as they stand, written as the trigger writes them, by key."""
    quote = connection.ops.quote_name
    if connection.vendor == "postgresql":
        fitting: list[Any] = [[key for key in keys if not table.key_is_number or _is_number(key)]]
        chosen = f"t.{quote(table.key)} = ANY(%s::text[]::{table.key_type}[])"
    else:
        fitting = [int(key) if table.key_is_number and _is_number(key) else key for key in keys]
        chosen = f"t.{quote(table.key)} IN ({', '.join(['%s'] * len(fitting))})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT CAST(t.{quote(table.key)} AS text), {row_as_json(connection, table)} "  # noqa: S608  (names of our own)
            f"FROM {quote(table.name)} AS t WHERE {chosen}",
            fitting,
        )
        return {key: json.loads(row) for key, row in cursor.fetchall()}


def _is_number(key: str) -> bool:
    return key.removeprefix("-").isascii() and key.removeprefix("-").isdigit()


def never_recorded(connection: BaseDatabaseWrapper, table: Table) -> Iterator[str]:
    """The keys of rows of which there is no record at all."""
    quote = connection.ops.quote_name
    key = f"CAST(t.{quote(table.key)} AS text)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key} FROM {quote(table.name)} AS t WHERE NOT EXISTS "  # noqa: S608
            f"(SELECT 1 FROM audit_change c WHERE c.table_name = %s AND c.row_key = {key}) ORDER BY t.{quote(table.key)}",
            [table.name],
        )
        while rows := cursor.fetchmany(PAGE_OF_ROWS):
            yield from (row[0] for row in rows)
