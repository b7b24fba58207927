"""Installing, removing and checking the triggers, on whichever database there is."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from . import triggers_postgres as postgres
from . import triggers_sqlite as sqlite
from .watching import Table, watched

_LOOSE = {
    "audit_event": ("actor_name", "entries", "salts"),
    "audit_change": ("old_values", "new_values", "salts"),
    "audit_replacement": (),
    "audit_watch": (),
}


def install(connection: BaseDatabaseWrapper) -> list[str]:
    """Make every trigger what it should be; answer the names of those that were not. Does nothing a second time."""
    tables = _tables_that_exist(connection)
    if tables is None:
        return []
    is_now, should_be = _present(connection), _wanted(connection, tables)
    wrong = [name for name, definition in should_be.items() if is_now.get(name) != definition]
    with connection.cursor() as cursor:
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
    with connection.cursor() as cursor:
        for name, definition in _present(connection).items():
            cursor.execute(_drop(connection, definition, name))


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Sentences about triggers that are not there, not on, or not as they should be."""
    tables = _tables_that_exist(connection)
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


def row_as_json(connection: BaseDatabaseWrapper, table: Table) -> str:
    """The expression that writes a row of `"<table>" AS t` as the trigger writes it."""
    return (
        postgres.row_as_json(table, "t")
        if connection.vendor == "postgresql"
        else sqlite.row_as_json(table, "t.")
    )


def _tables_that_exist(connection: BaseDatabaseWrapper) -> list[Table] | None:
    there = set(connection.introspection.table_names())
    if not set(_LOOSE) <= there:
        return None
    return [table for table in watched(connection) if table.name in there]


def _wanted(connection: BaseDatabaseWrapper, tables: list[Table]) -> dict[str, Any]:
    engine: Any = postgres if connection.vendor == "postgresql" else sqlite
    columns = {
        model._meta.db_table: tuple(field.column for field in model._meta.local_concrete_fields)
        for model in apps.get_app_config("audit").get_models()
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
