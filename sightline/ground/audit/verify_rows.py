"""Whether the rows of a watched table are what their recorded changes add up to."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Protocol

from django.db.backends.base.base import BaseDatabaseWrapper

from . import loading
from .models import Change, Load
from .triggers import row_as_json
from .watching import Table

PAGE_OF_ROWS = 500


class Problems(Protocol):
    rows: int

    def add(self, sentence: str) -> None: ...


@dataclass
class Recorded:
    """A row as its changes add up: whether it is there, its values, and where a change did not fit the one before.

    loaded: it came with a bulk load, so only the values that changed since are known here; the load's digest holds the rest.
    """

    there: bool = False
    loaded: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    breaks: list[str] = field(default_factory=list)

    def add(self, change: Change, table: Table) -> None:
        old = table.alike(json.loads(change.old_values or "{}"))
        new = table.alike(json.loads(change.new_values or "{}"))
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
    for load, found, untouched in loading.verified_pages(connection, table):
        report.rows += untouched
        if found >= 0:
            report.add(_about_page(load, found))


def _about_page(load: Load, found: int) -> str:
    between = f"{load.table_name} {load.first_key} to {load.last_key}, {load.rows} rows loaded together:"
    if found == load.rows:
        return f"{between} at least one is not as it was loaded, without a record."
    return f"{between} {found} are there, so rows {'vanished' if found < load.rows else 'were inserted'} without a record."


def compare(
    connection: BaseDatabaseWrapper, table: Table
) -> Iterator[tuple[str, Recorded | None, dict[str, Any] | None]]:
    """Every row by key: as it was recorded (None: never) and as it stands (None: not there)."""
    loads = list(
        Load.objects.filter(table_name=table.name).order_by("first_key").values_list("first_key", "last_key")
    )
    for page in _pages_of_recorded(table, loads):
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
    return [
        name
        for name, value in now.items()
        if recorded.values.get(name, value if recorded.loaded else _Nothing) != value
    ]


class _Nothing:
    pass


def _is_loaded(key: str, first: Change, loads: list[tuple[int, int]]) -> bool:
    """Whether the first thing recorded of a row is not its beginning, and its key is within a bulk load."""
    if first.operation in ("insert", "found") or not loads or not _is_number(key):
        return False
    place = bisect_right(loads, (int(key), 2**63)) - 1
    return place >= 0 and int(key) <= max(last for _, last in loads[max(0, place - 1) : place + 1])


def _pages_of_recorded(table: Table, loads: list[tuple[int, int]]) -> Iterator[dict[str, Recorded]]:
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
            history = list(group)
            page[key] = Recorded(loaded=_is_loaded(key, history[0], loads))
            for change in history:
                page[key].add(change, table)
        yield page
        last = keys[-1]


def _rows_now(connection: BaseDatabaseWrapper, table: Table, keys: list[str]) -> dict[str, dict[str, Any]]:
    """The rows as they stand, by key, in the spelling that both databases share."""
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
        return {key: table.alike(json.loads(row)) for key, row in cursor.fetchall()}


def _is_number(key: str) -> bool:
    return key.removeprefix("-").isascii() and key.removeprefix("-").isdigit()


def _not_loaded(table: Table) -> str:
    """The condition that a row is within no page of a bulk load; those have digests of their own."""
    if not table.key_is_number:
        return ""
    return (
        f'AND NOT EXISTS (SELECT 1 FROM audit_load l WHERE l.table_name = %s AND t."{table.key}" '  # noqa: S608
        "BETWEEN l.first_key AND l.last_key) "
    )


def _never_recorded(connection: BaseDatabaseWrapper, table: Table) -> Iterator[list[str]]:
    """Pages of the keys of rows of which there is no record at all."""
    quote = connection.ops.quote_name
    key = f"CAST(t.{quote(table.key)} AS text)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key} FROM {quote(table.name)} AS t WHERE NOT EXISTS "  # noqa: S608
            f"(SELECT 1 FROM audit_change c WHERE c.table_name = %s AND c.row_key = {key}) {_not_loaded(table)}"
            f"ORDER BY t.{quote(table.key)}",
            [table.name] * (2 if table.key_is_number else 1),
        )
        while rows := cursor.fetchmany(PAGE_OF_ROWS):
            yield [row[0] for row in rows]
