"""Reading a register at one moment, as canonical text; and the one hash over all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from sightline.ground.lib.errors import Refused

from . import canonical
from .tables import Table

ROWS_AT_ONCE = 200  # a row can hold a whole paper


@dataclass(frozen=True)
class Sum:
    """What a member of a register comes to: rows of a table, or a stored file, for which `rows` is 0."""

    name: str
    rows: int
    size: int
    sha256: str


@contextmanager
def one_moment(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """One state of the database throughout, while others go on writing."""
    if connection.in_atomic_block:
        yield
        return
    begin = (
        "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
        if connection.vendor == "postgresql"
        else "BEGIN DEFERRED"
    )
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def lines(connection: BaseDatabaseWrapper, table: Table) -> Iterator[bytes]:
    """A table as canonical text: a line with the names of its columns, then one for each row, by key."""
    yield canonical.line([column.name for column in table.columns])
    converters = [canonical.from_database(column.kind, column.scale) for column in table.columns]
    cursor = connection.chunked_cursor()
    try:
        cursor.execute(_query(connection, table))
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            for row in rows:
                yield _line(table, row, converters)
    finally:
        cursor.close()


def _line(table: Table, row: tuple[Any, ...], converters: list[canonical.Convert]) -> bytes:
    try:
        return canonical.line(
            [
                None if value is None else convert(value)
                for value, convert in zip(row, converters, strict=True)
            ]
        )
    except (ValueError, TypeError, OverflowError):
        raise _unreadable(table, row, converters) from None


def _unreadable(table: Table, row: tuple[Any, ...], converters: list[canonical.Convert]) -> Refused:
    for column, value, convert in zip(table.columns, row, converters, strict=True):
        try:
            canonical.line([None if value is None else convert(value)])
        except (ValueError, TypeError, OverflowError) as error:
            return Refused(
                f"{table.name}, {table.key} {row[0]}: the column {column.name} holds what does not belong there ({error}). "
                "Somebody wrote to the database past the program. Nothing was done. Run: sightline verify"
            )
    return Refused(f"{table.name}, {table.key} {row[0]} cannot be read. Nothing was done.")


def _query(connection: BaseDatabaseWrapper, table: Table) -> str:
    quote = connection.ops.quote_name
    sqlite = connection.vendor == "sqlite"

    def wanted(name: str, kind: str) -> str:
        if sqlite and kind in ("moment", "date", "time", "boolean"):
            return f"{quote(name)} || ''" if kind != "boolean" else f"+{quote(name)}"
        return quote(name)  # SQLite's driver would read the others by the type that the column declares

    columns = ", ".join(wanted(column.name, column.kind) for column in table.columns)
    by_bytes = ' COLLATE "C"' if not sqlite and table.columns[0].kind == "text" else ""
    return f"SELECT {columns} FROM {quote(table.name)} ORDER BY {quote(table.key)}{by_bytes}"  # noqa: S608 - our own names


def sum_of(connection: BaseDatabaseWrapper, table: Table) -> Sum:
    """What the rows of a table come to now."""
    digest, size, count = sha256(), 0, -1
    for text in lines(connection, table):
        digest.update(text)
        size += len(text)
        count += 1
    return Sum(table.name, count, size, digest.hexdigest())


def register_hash(tables: Iterable[Sum], files: Iterable[Sum], lost: Iterable[str]) -> str:
    """The one hash: SHA-256 over a line for each table by name, each stored file by hash, and each file without its bytes."""
    digest = sha256()
    for table in sorted(tables, key=lambda one: one.name):
        digest.update(f"table {table.name} {table.rows} {table.sha256}\n".encode())
    for file in sorted(files, key=lambda one: one.sha256):
        digest.update(f"file {file.sha256} {file.size}\n".encode())
    for name in sorted(lost):
        digest.update(f"lost {name}\n".encode())
    return digest.hexdigest()
