"""Installing, removing and checking the triggers, on whichever database there is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from . import triggers_postgres as postgres
from . import triggers_sqlite as sqlite
from .watching import Table, watched

_LOOSE = {
    "audit_event": ("actor_name", "entries", "salts"),
    "audit_change": ("old_values", "new_values", "salts"),
    "audit_load": ("salt",),
    "audit_replacement": (),
}
_FROM_THE_START = {"audit_event", "audit_change", "audit_replacement"}


def install(connection: BaseDatabaseWrapper) -> list[str]:
    """Make every trigger what it should be; answer the names of those that were not. Does nothing a second time."""
    tables = tables_that_exist(connection)
    if tables is None:
        return []
    is_now, should_be = _present(connection), _wanted(connection, tables)
    wrong = [name for name, definition in should_be.items() if is_now.get(name) != definition]
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name in _functions_wrong(connection):
                cursor.execute(postgres.create_function(name))
                wrong.append(name)
        for name in (*wrong, *(name for name in is_now if name not in should_be)):
            if name in is_now:
                cursor.execute(_drop(connection, is_now[name], name))
            if name in should_be:
                cursor.execute(_create(should_be[name]))
    return wrong


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop every trigger: before a migration on SQLite, which cannot drop a column that a trigger names."""
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        for name, definition in _present(connection).items():
            cursor.execute(_drop(connection, definition, name))


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Sentences about triggers that are not there, not on, or not as they should be."""
    tables = tables_that_exist(connection)
    if tables is None:
        return ["The tables of the audit are missing. Run `sightline migrate`."]
    is_now, should_be = _present(connection), _wanted(connection, tables)
    sentences = [
        f"The trigger {name} is {'altered or switched off' if name in is_now else 'missing'}: "
        "changes may have gone unrecorded."
        for name, definition in should_be.items()
        if is_now.get(name) != definition
    ]
    if connection.vendor == "postgresql":
        sentences += [f"The function {name} is missing or altered." for name in _functions_wrong(connection)]
    return sentences


def tables_without(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of watched tables that have no trigger of the audit at all."""
    tables, held = tables_that_exist(connection) or [], set(_present(connection))
    engine: Any = postgres if connection.vendor == "postgresql" else sqlite
    return {table.name for table in tables if not held & set(engine.watching([table]))}


def row_as_json(connection: BaseDatabaseWrapper, table: Table) -> str:
    """The expression that writes a row of `"<table>" AS t` as the trigger writes it."""
    return (
        postgres.row_as_json(table, "t")
        if connection.vendor == "postgresql"
        else sqlite.row_as_json(table, "t.")
    )


def tables_that_exist(connection: BaseDatabaseWrapper) -> list[Table] | None:
    """The watched tables, with those of their columns, that the database has; None while it lacks the audit's own tables.

    While a migration is still to come the models are ahead of the database.
    """
    there = _columns_there(connection)
    if not set(there) >= _FROM_THE_START:
        return None
    return [_as_it_is(table, there[table.name]) for table in watched(connection) if table.name in there]


def _as_it_is(table: Table, there: set[str]) -> Table:
    return replace(table, columns=tuple(column for column in table.columns if column.name in there))


def _columns_there(connection: BaseDatabaseWrapper) -> dict[str, set[str]]:
    query = (
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
        if connection.vendor == "postgresql"
        else "SELECT m.name, c.name FROM sqlite_master m, pragma_table_xinfo(m.name) c WHERE m.type = 'table'"
    )
    there: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(query)
        for table, column in cursor.fetchall():
            there.setdefault(table, set()).add(column)
    return there


def _wanted(connection: BaseDatabaseWrapper, tables: list[Table]) -> dict[str, Any]:
    engine: Any = postgres if connection.vendor == "postgresql" else sqlite
    there = _columns_there(connection)
    columns = {
        model._meta.db_table: tuple(field.column for field in model._meta.local_concrete_fields)
        for model in apps.get_app_config("audit").get_models()
        if model._meta.db_table in there
    }
    return {**engine.guards(columns, _LOOSE), **engine.watching(tables)}


def _present(connection: BaseDatabaseWrapper) -> dict[str, Any]:
    return postgres.present(connection) if connection.vendor == "postgresql" else sqlite.present(connection)


def _functions_wrong(connection: BaseDatabaseWrapper) -> list[str]:
    held = postgres.functions_present(connection)
    return [name for name, source in postgres.FUNCTIONS.items() if held.get(name) != source]


def _create(definition: Any) -> str:
    return definition if isinstance(definition, str) else definition.create()


def _drop(connection: BaseDatabaseWrapper, definition: Any, name: str) -> str:
    return postgres.drop(definition) if connection.vendor == "postgresql" else sqlite.drop(name)
