"""Bulk loads: thousands of rows taken in as one event with their source, its hash and counts, not one change for each row.

Rows that are loaded are not recorded one by one. In their place stands, for each page of them, a digest over all their values
(`audit_load`), which the event's hash covers. What happens to such a row later is recorded like any other change, so the row as it
was loaded is its present values with the recorded changes undone; `verify` compares that with the digest.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from itertools import groupby
from typing import Any, TypeVar

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper

from .chain import canonical
from .commands import record
from .models import Change, Load, Replacement
from .running import running, set_loading
from .triggers import row_as_json
from .watching import Table, watched

ROWS_OF_A_PAGE = 500
BATCH = 2000
M = TypeVar("M", bound=models.Model)
Rows = dict[int, dict[str, Any]]  # key -> values by column, as the triggers write them


class Loading:
    """What `bulk_load` gives: `add` inserts rows."""

    def __init__(self) -> None:
        self.keys: dict[str, list[int]] = {}

    def add(self, model: type[M], rows: Iterable[M]) -> list[M]:
        """Insert new rows of one table, in batches. Nothing else is written while this runs."""
        set_loading(connection, True)
        try:
            made = model._default_manager.bulk_create(rows, batch_size=BATCH)
        finally:
            set_loading(connection, False)
        self.keys.setdefault(model._meta.db_table, []).extend(row.pk for row in made)
        return made


@contextmanager
def bulk_load(subject: Any, *, source: str, digest: str) -> Iterator[Loading]:
    """Load rows within the running command, as one entry of its event.

    subject  what the entry is about; source: where the rows come from, in words; digest: SHA-256 of the file, or of what they
             were made from. The counts by table are recorded by themselves. Raises RuntimeError outside a command.
    """
    current = running.get()
    if current is None:
        raise RuntimeError("bulk_load() was called outside a command")
    load = Loading()
    yield load
    current.loads = True
    tables = {table.name: table for table in watched(connection)}
    for name, keys in load.keys.items():
        if name in tables:
            _keep_digests(connection, tables[name], sorted(keys), current.mark)
    counts = {name: len(keys) for name, keys in load.keys.items()}
    record(subject, "rows loaded", source=source, sha256=digest, rows=counts)


def _keep_digests(connection: BaseDatabaseWrapper, table: Table, keys: list[int], mark: str) -> None:
    for start in range(0, len(keys), ROWS_OF_A_PAGE):
        page = keys[start : start + ROWS_OF_A_PAGE]
        there = rows_between(connection, table, page[0], page[-1])
        rows = {key: there[key] for key in page}
        salt = secrets.token_urlsafe(16)
        Load.objects.create(
            mark=mark,
            table_name=table.name,
            first_key=page[0],
            last_key=page[-1],
            rows=len(rows),
            salt=salt,
            digest=digest_of(salt, _alike(table, rows)),
        )


def digest_of(salt: str, rows: Rows) -> str:
    """64 characters that bind every value of the rows; without the salt nobody can confirm a guess of one."""
    total = sha256(salt.encode())
    for key in sorted(rows):
        total.update(canonical([key, rows[key]]).encode("utf-8", "surrogatepass") + b"\n")
    return total.hexdigest()


def rows_between(connection: BaseDatabaseWrapper, table: Table, first: int, last: int) -> Rows:
    """The rows of a table with keys from `first` to `last` as they stand, written as a trigger writes them."""
    key = f"t.{connection.ops.quote_name(table.key)}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key}, {row_as_json(connection, table)} FROM {connection.ops.quote_name(table.name)} AS t "  # noqa: S608
            f"WHERE {key} BETWEEN %s AND %s",
            [first, last],
        )
        return {found: json.loads(row) for found, row in cursor.fetchall()}


def as_loaded(connection: BaseDatabaseWrapper, table: Table, load: Load) -> tuple[Rows, int]:
    """The rows of a page as they were loaded, and how many of them never changed since.

    A row in between whose life begins with a recorded insert came from elsewhere and is left out.
    """
    rows = rows_between(connection, table, load.first_key, load.last_key)
    untouched = len(rows)
    for key, changes in _changes(table, load):
        now = rows.pop(key, None)
        untouched -= now is not None
        before = _undone(now, changes)
        if before is not None:
            rows[key] = before
    return rows, untouched


def _changes(table: Table, load: Load) -> Iterator[tuple[int, list[Change]]]:
    for start in range(load.first_key, load.last_key + 1, ROWS_OF_A_PAGE):
        keys = range(start, min(start + ROWS_OF_A_PAGE, load.last_key + 1))
        found = Change.objects.filter(table_name=table.name, row_key__in=[str(key) for key in keys])
        for key, group in groupby(found.order_by("row_key", "id"), key=lambda change: change.row_key):
            yield int(key), list(group)


def _undone(now: dict[str, Any] | None, changes: list[Change]) -> dict[str, Any] | None:
    """The values of a row before all its recorded changes; None when it was not there."""
    values = now
    for change in reversed(changes):
        if change.operation in ("insert", "found"):
            values = None
        elif change.operation == "delete":
            values = json.loads(change.old_values or "{}")
        elif (
            values is not None and change.old_values
        ):  # a redaction leaves no old values: nobody shall know them
            values = values | json.loads(change.old_values)
    return values


def fits(connection: BaseDatabaseWrapper, table: Table, load: Load, expected: dict[int, str]) -> bool:
    """Whether the rows of a page are those that were loaded. expected: from `replaced_digests`."""
    rows, _ = as_loaded(connection, table, load)
    return _is_bound(table, load, rows, expected)


def replaced_digests() -> dict[int, str]:
    """The digests that a redaction or a migration put in place of others, by load; the last one counts."""
    found = Replacement.objects.filter(kind="load").order_by("id").values_list("target", "commitment")
    return dict(found)


def sound_pages(
    connection: BaseDatabaseWrapper, tables: Iterable[Table], keys: Mapping[str, set[int]] | None = None
) -> list[tuple[Table, Load]]:
    """The pages that fit now: of all loads, or only those that hold one of the keys (by table)."""
    expected = replaced_digests()
    return [
        (table, load)
        for table in tables
        if keys is None or keys.get(table.name)
        for load in Load.objects.filter(table_name=table.name).order_by("pk")
        if keys is None or any(load.first_key <= key <= load.last_key for key in keys[table.name])
        if fits(connection, table, load, expected)
    ]


def commit_anew(connection: BaseDatabaseWrapper, pages: Iterable[tuple[Table, Load]], mark: str) -> int:
    """Bind pages that a redaction or a migration made different to what stands there now; how many there were.

    pages: those that fitted before; one that was wrong stays so. The connection must be redacting.
    """
    expected, made = replaced_digests(), 0
    for table, load in pages:
        if fits(connection, table, load, expected):
            continue
        salt = secrets.token_urlsafe(16)
        Load.objects.filter(pk=load.pk).update(salt=salt)
        digest = digest_of(salt, _alike(table, as_loaded(connection, table, load)[0]))
        Replacement.objects.create(mark=mark, kind="load", target=load.pk, path="rows", commitment=digest)
        made += 1
    return made


def verified_pages(connection: BaseDatabaseWrapper, table: Table) -> Iterator[tuple[Load, int, int]]:
    """Each page of a table: how many rows were loaded as far as can be told now, if they do not fit (else -1), and how many are
    untouched since."""
    loads = list(Load.objects.filter(table_name=table.name).order_by("pk"))
    expected = replaced_digests() if loads else {}
    for load in loads:
        rows, untouched = as_loaded(connection, table, load)
        right = _is_bound(table, load, rows, expected)
        yield load, -1 if right else len(rows), untouched


def _alike(table: Table, rows: Rows) -> Rows:
    return {key: table.alike(row) for key, row in rows.items()}


def _is_bound(table: Table, load: Load, rows: Rows, expected: dict[int, str]) -> bool:
    """Whether these are the rows that the digest binds: in the spelling that both databases share, or, for pages from before
    that was so, in this database's own."""
    bound = expected.get(load.pk, load.digest)
    return bound in (digest_of(load.salt, _alike(table, rows)), digest_of(load.salt, rows))
