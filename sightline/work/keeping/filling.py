"""Making a database what a backup says: its tables at the recorded migrations, their rows, the keys they give out next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor

from sightline.ground.lib.errors import Refused

from . import canonical
from .archive import Archive
from .manifest import Manifest
from .register import lines
from .tables import LEFT_OUT, MADE_BY_SQLITE, Table, applied_migrations

BATCH = 500
MADE_BY_MIGRATING = ("django_migrations", "django_content_type", "auth_permission")
PARTS_OF_THE_INDEX = "search_words_"  # go with search_words, whose inner tables they are on SQLite
OURS = "audit.0001_initial"  # a database that was migrated without it is of another program


def check_known(manifest: Manifest) -> None:
    """Raise Refused for a backup whose tables this version of the program does not know."""
    nodes = MigrationExecutor(connection).loader.graph.nodes
    known = {f"{app}.{name}" for app, name in nodes}
    if strange := sorted(set(manifest.migrations) - known):
        raise Refused(
            f"The backup was made by a newer version of Sightline ({manifest.version}): this one does not know {strange[0]}"
            f"{f' and {len(strange) - 1} more migrations' if len(strange) > 1 else ''}. Nothing was restored or changed. Install "
            "that version, or a later one, and restore with it.",
            rule="keeping.known-version",
        )


def check_ours() -> None:
    """Raise Refused for a database of another program."""
    there = connection.introspection.table_names()
    if "django_migrations" in there and OURS not in applied_migrations(connection):
        raise Refused(
            "This database belongs to another program, so nothing was restored into it. Choose an empty one with DATABASE_URL."
        )


def tables_with_rows() -> list[str]:
    """Tables of ours that hold anything but what every migration puts there."""
    with connection.cursor() as cursor:
        found = []
        for name in tables_of_ours():
            if name not in LEFT_OUT and not name.startswith(MADE_BY_SQLITE):
                cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(name)} LIMIT 1")  # noqa: S608 - found in the database
                if cursor.fetchone():
                    found.append(name)
    return found


def tables_of_ours() -> list[str]:
    """The tables in the database that the program made, of this version or of another."""
    there = connection.introspection.table_names()
    if "django_migrations" not in there:
        return []
    labels = {name.partition(".")[0] for name in applied_migrations(connection)}
    models = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} | set(LEFT_OUT)
    return [
        name
        for name in there
        if name in models or name.partition("_")[0] in labels
        if not name.startswith(PARTS_OF_THE_INDEX)
    ]


def has_tables_of(manifest: Manifest) -> bool:
    """Whether the database was migrated to just the recorded state: its tables can stay, without their rows."""
    there = connection.introspection.table_names()
    return "django_migrations" in there and applied_migrations(connection) == sorted(manifest.migrations)


def take_tables_away() -> None:
    """Drop every table of ours, and with them their triggers."""
    names = [connection.ops.quote_name(name) for name in tables_of_ours()]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and names:
            cursor.execute(f"DROP TABLE {', '.join(names)} CASCADE")
        elif names:
            for name in names:
                cursor.execute(f"DROP TABLE {name}")


def make_tables(manifest: Manifest) -> None:
    """Apply the recorded migrations, and no later one. No trigger of the audit is there afterwards."""
    executor = MigrationExecutor(connection)
    try:
        executor.migrate(_last_of(manifest.migrations, executor))
    except (DatabaseError, RuntimeError, ValueError) as error:
        raise Refused(
            f"The tables could not be made as they were in version {manifest.version}: {error}. Nothing was restored: everything "
            "is as it was. Restore it with the version of Sightline that made it."
        ) from error
    there = set(connection.introspection.table_names())
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        if options.app_label not in executor.loader.unmigrated_apps or options.db_table in there:
            continue
        if options.managed and not options.proxy and not options.auto_created:
            with connection.schema_editor() as editor:
                editor.create_model(model)


def make_ready(manifest: Manifest) -> None:
    """Take every row out, of a register that is given up or put in by a migration, and let links be checked at the end.

    The rows of tables that backups leave out go too: who was signed in there is somebody else here.
    """
    there = set(connection.introspection.table_names())
    volatile = [name for name in LEFT_OUT if name in there and name not in MADE_BY_MIGRATING]
    names = [
        connection.ops.quote_name(name) for name in (*(table.name for table in manifest.described), *volatile)
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # the last migration left them checked at once
            cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")
            return
        for name in names:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608 - names of our own, or checked


def _last_of(migrations: list[str], executor: MigrationExecutor) -> list[tuple[str, str]]:
    """The migrations that no other of them builds upon: applying these applies them all, and none besides."""
    names = {(app, name) for app, _, name in (each.partition(".") for each in migrations)}
    graph = executor.loader.graph
    return sorted(
        node for node in names if not any(child.key in names for child in graph.node_map[node].children)
    )


def check_columns(manifest: Manifest) -> None:
    """Raise Refused where the database lacks a table or a column of the backup."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in manifest.described:
            columns = (
                {column.name for column in connection.introspection.get_table_description(cursor, table.name)}
                if table.name in there
                else set()
            )
            if lacking := [column.name for column in table.columns if column.name not in columns]:
                raise Refused(
                    f"The backup holds {table.name}, {lacking[0]}, and the migrations that it names do not make it. Nothing was "
                    "restored: everything is as it was. Restore it with the version of Sightline that made it "
                    f"({manifest.version}).",
                    rule="keeping.known-version",
                )


def load_table(archive: Archive, table: Table) -> None:
    """Put the rows of a table in. Raises Refused for a row that the database does not take, by its key."""
    writers = [canonical.to_database(column.kind, connection.vendor) for column in table.columns]
    try:
        if connection.vendor == "postgresql":
            _copy(table, _converted(archive, table, writers))
        else:
            _insert(table, _converted(archive, table, writers))
    except (DatabaseError, ValueError) as error:
        raise _not_taken(archive, table, error) from None


def _converted(archive: Archive, table: Table, writers: list[canonical.Convert]) -> Iterator[list[Any]]:
    for row in archive.rows(table.name):
        if not isinstance(row, list) or len(row) != len(writers):
            raise ValueError("a row has more or fewer values than there are columns")
        yield [None if value is None else write(value) for value, write in zip(row, writers, strict=True)]


def _names(table: Table) -> str:
    return ", ".join(connection.ops.quote_name(column.name) for column in table.columns)


def _copy(table: Table, rows: Iterable[list[Any]]) -> None:
    with connection.cursor() as cursor:
        said = f"COPY {connection.ops.quote_name(table.name)} ({_names(table)}) FROM STDIN"
        with connection.wrap_database_errors, cursor.copy(said) as copy:
            for row in rows:
                copy.write_row(row)


def _insert(table: Table, rows: Iterable[list[Any]]) -> None:
    places = ", ".join(["%s"] * len(table.columns))
    said = f"INSERT INTO {connection.ops.quote_name(table.name)} ({_names(table)}) VALUES ({places})"  # noqa: S608
    rows = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            cursor.executemany(said, batch)


def _not_taken(archive: Archive, table: Table, error: Exception) -> Refused:
    said = (str(error).strip().splitlines() or ["no reason was given"])[0]
    place = _place_of_failure(table, error)
    row = next(islice(archive.rows(table.name), place, None), None) if place is not None else None
    which = f"{table.name}, {table.key} {row[0]}" if row else table.name
    return Refused(
        f"{which} could not be put into the database: {said}. Nothing was restored: everything is as it was.",
        rule="keeping.rows-that-fit",
    )


def _place_of_failure(table: Table, error: Exception) -> int | None:
    """Which row it was, from 0; None where that is not known."""
    if connection.vendor == "sqlite":
        if isinstance(error, ValueError):
            return None
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table.name)}")  # noqa: S608
            return int(cursor.fetchone()[0])
    context = getattr(getattr(error.__cause__, "diag", None), "context", None) or ""
    _, _, after = context.partition(", line ")
    number = after.partition(",")[0].partition(":")[0]
    return int(number) - 1 if number.isdigit() else None


def check_links() -> None:
    """Raise Refused where a row points to one that is not there."""
    try:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        else:
            connection.check_constraints()
    except IntegrityError as error:
        said = str(error).strip().splitlines()[0]
        raise Refused(
            f"The rows of the backup do not fit together: {said}. Nothing was restored: everything is as it was."
        ) from None


def set_next_keys(manifest: Manifest) -> None:
    """Let each table give out the key that it would have given, or the one after its largest."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in manifest.described:
            if not table.counts:
                continue
            cursor.execute(f"SELECT coalesce(max({quote(table.key)}), 0) + 1 FROM {quote(table.name)}")  # noqa: S608
            key = max(int(cursor.fetchone()[0]), manifest.next_keys.get(table.name, 1), 1)
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, key - 1]
                )
            else:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s, false)",
                    [f'"{table.name}"', table.key, key],
                )


def first_difference(archive: Archive, table: Table) -> str:
    """The first row of a table that is not in the database as it is in the backup, in words."""
    there = lines(connection, table)
    for kept in archive.lines(table.name):
        now = next(there, None)
        if kept != now:
            return f"{table.name}, {table.key} {_key(kept)}: {_columns(table, kept, now)}"
    extra = next(there, None)
    return f"{table.name}, {table.key} {_key(extra) if extra else '?'}: the backup does not hold it"


def _key(text: bytes) -> Any:
    return canonical.read_json(text)[0]


def _columns(table: Table, kept: bytes, now: bytes | None) -> str:
    before = canonical.read_json(kept)
    after = canonical.read_json(now) if now else None
    if after is None or after[0] != before[0]:
        return "the database does not hold it"
    names = [
        column.name for column, one, other in zip(table.columns, before, after, strict=True) if one != other
    ]
    return f"{', '.join(names) or 'its spelling'} differ{'s' if len(names) < 2 else ''}"


def bring_up_to_date() -> None:
    """Apply the migrations that wait; the audit takes in what they change and makes its triggers anew."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
