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
        else:  # "update", or "found" by a migration
            self.there = True
            self.values = self.values | new


def check_rows(connection: BaseDatabaseWrapper, table: Table, report: Problems) -> None:
    """Add a sentence for each row that differs, vanished, reappeared or was never recorded."""
    for key, recorded, now in compare(connection, table):
        report.rows += now is not None
        for sentence in differences(recorded, now):
            report.add(f"{table.name} {key}: {sentence}.")


def compare(
    connection: BaseDatabaseWrapper, table: Table
) -> Iterator[tuple[str, Recorded | None, dict[str, Any] | None]]:
    """Every row by key: as it was recorded (None: never) and as it stands (None: not there)."""
    for page in _pages_of_recorded(table):
        current = _rows_now(connection, table, list(page))
        for key, recorded in page.items():
            yield key, recorded, current.get(key)
    for keys in _never_recorded(connection, table):
        for key, now in _rows_now(connection, table, keys).items():
            yield key, None, now


def differences(recorded: Recorded | None, now: dict[str, Any] | None) -> list[str]:
    """What is wrong with one row, in words."""
    if recorded is None:
        return ["the row is there, and no change ever recorded it"]
    if now is None:
        return recorded.breaks + ["the row vanished without a record"] * recorded.there
    if not recorded.there:
        return [*recorded.breaks, "the row is there again, though its deletion is the last record"]
    if differing := differing_columns(recorded, now):
        names = f"{', '.join(differing)} differ{'s' if len(differing) == 1 else ''}"
        return [*recorded.breaks, f"{names} from the last recorded change"]
    return recorded.breaks


def differing_columns(recorded: Recorded, now: dict[str, Any]) -> list[str]:
    return [name for name, value in now.items() if recorded.values.get(name, _Nothing) != value]


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


def _rows_now(connection: BaseDatabaseWrapper, table: Table, keys: list[str]) -> dict[str, dict[str, Any]]:
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


def _never_recorded(connection: BaseDatabaseWrapper, table: Table) -> Iterator[list[str]]:
    """Pages of the keys of rows of which there is no record at all."""
    quote = connection.ops.quote_name
    key = f"CAST(t.{quote(table.key)} AS text)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key} FROM {quote(table.name)} AS t WHERE NOT EXISTS "  # noqa: S608
            f"(SELECT 1 FROM audit_change c WHERE c.table_name = %s AND c.row_key = {key}) "
            f"ORDER BY t.{quote(table.key)}",
            [table.name],
        )
        while rows := cursor.fetchmany(PAGE_OF_ROWS):
            yield [row[0] for row in rows]
