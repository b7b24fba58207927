"""The audit while the tables themselves are changed.

SQLite cannot drop or rebuild a column that a trigger names, so there the triggers step aside for a migration; PostgreSQL's stay and
record what a migration writes. Afterwards the triggers are made anew, and what the migration left different (a new column, a table
that is now watched, rows that it wrote) is taken into the record as one event. A row that was wrong before the migration stays so.
"""

from __future__ import annotations

import atexit
from dataclasses import dataclass, field
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from . import loading, triggers
from .actors import System
from .chain import canonical
from .models import Change, Load
from .running import Running, forget_mark, set_mark
from .sealing import seal
from .verify_rows import Recorded, compare, differences, differing_columns
from .watching import Table

MIGRATING = System("Sightline, migrating its tables")


@dataclass
class Before:
    """How things stood before a migration. `wrong`: rows that did not fit their record, which no migration may hide;
    `loaded`: the pages of bulk loads that fitted theirs."""

    compared: bool
    fresh: bool = False
    newly_watched: set[str] = field(default_factory=set)
    wrong: set[tuple[str, str]] = field(default_factory=set)
    loaded: list[tuple[Table, Load]] = field(default_factory=list)
    run: Running = field(default_factory=lambda: Running("audit.migrate", names=["audit.migrate"]))


_before: dict[str, Before] = {}


def before_migrating(using: str, plan: list[Any] | None = None, **_: object) -> None:
    """Remember how things stand and, if anything will be migrated, let the triggers step aside on SQLite."""
    connection = connections[using]
    tables = triggers.tables_that_exist(connection)
    if tables is None:
        _before[using] = Before(compared=False, fresh=True)
        return
    without = triggers.tables_without(connection)
    recorded = set(Change.objects.using(using).values_list("table_name", flat=True).distinct())
    before = Before(
        bool(plan), newly_watched={table.name for table in tables if table.name in without - recorded}
    )
    _before[using] = before
    if not plan:
        return
    for table in tables:
        if table.name not in before.newly_watched:
            before.wrong |= {
                (table.name, key) for key, was, now in compare(connection, table) if differences(was, now)
            }
    if Load._meta.db_table in connection.introspection.table_names():
        before.loaded = loading.sound_pages(connection, tables)
    if connection.vendor == "sqlite":
        triggers.remove(connection)
    else:
        _mark_for_the_session(connection, before.run.mark)
    atexit.register(_mend, using)


def after_migrating(using: str, **_: object) -> None:
    """Make the triggers what they should be and take in what the migration changed."""
    connection = connections[using]
    before = _before.pop(using, None)
    with transaction.atomic(using):
        triggers.install(connection)
        if before:
            _take_in(connection, before)
    if connection.vendor == "postgresql":
        _mark_for_the_session(connection, "")


def _mend(using: str) -> None:
    """A migration that failed half-way must not leave the tables unwatched."""
    if using in _before:
        after_migrating(using)


def _mark_for_the_session(connection: BaseDatabaseWrapper, mark: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('audit.mark', %s, false)", [mark])


def _take_in(connection: BaseDatabaseWrapper, before: Before) -> None:
    """One event for all that differs; none when nothing does."""
    taken: dict[str, int] = {}
    set_mark(connection, before.run.mark)
    for table in triggers.tables_that_exist(connection) or []:
        concerned = before.compared or before.fresh or table.name in before.newly_watched
        if concerned and (count := _take_in_table(connection, table, before)):
            taken[table.name] = count
    if before.loaded:
        before.run.redacts = True
        now = {table.name: table for table in triggers.tables_that_exist(connection) or []}
        pages = [(now[table.name], load) for table, load in before.loaded if table.name in now]
        set_mark(connection, before.run.mark, redacting=True)
        if count := loading.commit_anew(connection, pages, before.run.mark):
            taken["audit_load"] = count
        set_mark(connection, before.run.mark)
    if taken or Change.objects.filter(mark=before.run.mark).exists():
        entry = {"command": "audit.migrate", "kind": "audit.change", "id": None}
        before.run.entries.append({**entry, "what": "tables migrated", "facts": {"taken_in": taken}})
        seal(connection, before.run, MIGRATING)
    set_mark(connection, None)
    forget_mark(connection)


def _take_in_table(connection: BaseDatabaseWrapper, table: Table, before: Before) -> int:
    count = 0
    found: list[Change] = []
    for key, recorded, now in compare(connection, table):
        if differences(recorded, now) and (table.name, key) not in before.wrong:
            found.append(_found(table, key, recorded, now, before.run.mark))
        if len(found) == 500:
            count += len(Change.objects.bulk_create(found))
            found = []
    return count + len(Change.objects.bulk_create(found))


def _found(
    table: Table, key: str, recorded: Recorded | None, now: dict[str, Any] | None, mark: str
) -> Change:
    was = recorded.values if recorded and recorded.there else None
    if now is not None and recorded and was is not None:
        names = differing_columns(recorded, now)
        was = {name: was[name] for name in names if name in was}
        now = {name: now[name] for name in names}
    return Change(
        mark=mark,
        at="",
        table_name=table.name,
        row_key=key,
        operation="found" if now is not None else "delete",
        old_values=canonical(was) if was is not None else None,
        new_values=canonical(now) if now is not None else None,
    )
