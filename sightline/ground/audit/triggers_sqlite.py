"""The triggers in SQLite's words. One for each watched table and operation, and guards on the audit tables."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

from .watching import Column, Table

NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
PREFIX = "audit_"


def watching(tables: list[Table]) -> dict[str, str]:
    """Name to statement of the triggers on the watched tables."""
    made: dict[str, str] = {}
    for table in tables:
        made |= _watching(table)
    return made


def guards(columns: dict[str, tuple[str, ...]], loose: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Name to statement of the triggers on the audit tables. `columns`: all columns of each; `loose`: what redaction may change."""
    made: dict[str, str] = {}
    for table, names in columns.items():
        made[f"{PREFIX}{table}_keep_delete"] = (
            f'CREATE TRIGGER "{PREFIX}{table}_keep_delete" BEFORE DELETE ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never deleted'); END"
        )
        fixed = _same([name for name in names if name not in loose[table]])
        allowed = f"(audit_redacting() = 1 AND {fixed})" if loose[table] else "0"
        if table == "audit_change":
            untouched = _same([name for name in names if name not in ("salts", "commitments")])
            allowed += f" OR (OLD.commitments = '' AND OLD.mark IS audit_mark() AND OLD.mark IS NOT NULL AND {untouched})"
        made[f"{PREFIX}{table}_keep_update"] = (
            f'CREATE TRIGGER "{PREFIX}{table}_keep_update" BEFORE UPDATE ON "{table}" '
            f"WHEN NOT ({allowed}) BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
        )
    return made


def _same(names: list[str]) -> str:
    return " AND ".join(f'OLD."{name}" IS NEW."{name}"' for name in names)


def _watching(table: Table) -> dict[str, str]:
    old, new = row_as_json(table, "OLD."), row_as_json(table, "NEW.")
    changed = " OR ".join(f'OLD."{column.name}" IS NOT NEW."{column.name}"' for column in table.columns)
    moved = f'OLD."{table.key}" IS NOT NEW."{table.key}"'
    was = f"CASE WHEN audit_redacting() = 1 THEN NULL ELSE {_differences(table, 'OLD.')} END"
    update = (
        f"{_insert('update', table, 'NEW', was, _differences(table, 'NEW.'))} WHERE NOT ({moved}); "
        f"{_insert('delete', table, 'OLD', old, 'NULL')} WHERE {moved}; "
        f"{_insert('insert', table, 'NEW', 'NULL', new)} WHERE {moved};"
    )
    bodies = {
        "insert": ("WHEN audit_loading() = 0 ", _insert("insert", table, "NEW", "NULL", new) + ";"),
        "update": (f"WHEN {changed} ", update),
        "delete": ("", _insert("delete", table, "OLD", old, "NULL") + ";"),
    }
    return {
        f"{PREFIX}{table.name}_{operation}": (
            f'CREATE TRIGGER "{PREFIX}{table.name}_{operation}" AFTER {operation.upper()} ON "{table.name}" '
            f"{when}BEGIN {body} END"
        )
        for operation, (when, body) in bodies.items()
    }


def _insert(operation: str, table: Table, side: str, old: str, new: str) -> str:
    return (
        "INSERT INTO audit_change (mark, at, table_name, row_key, operation, old_values, new_values, salts, commitments) "
        f"SELECT audit_mark(), {NOW}, '{table.name}', CAST({side}.\"{table.key}\" AS TEXT), '{operation}', {old}, {new}, '', ''"
    )


def _value(column: Column, side: str) -> str:
    name = f'{side}"{column.name}"'
    if column.form == "json":
        return f"coalesce(json({name}), 'null')"
    if column.form == "binary":
        return f"CASE WHEN {name} IS NULL THEN 'null' ELSE json_quote(hex({name})) END"
    return f"json_quote({name})"


def row_as_json(table: Table, side: str = "") -> str:
    """The expression that writes a whole row as a JSON object."""
    pairs = (f"'\"{column.name}\":' || {_value(column, side)}" for column in table.columns)
    return "'{' || " + " || ',' || ".join(pairs) + " || '}'"


def _differences(table: Table, side: str) -> str:
    cases = (
        f'CASE WHEN OLD."{column.name}" IS NOT NEW."{column.name}" '
        f"THEN ',\"{column.name}\":' || {_value(column, side)} ELSE '' END"
        for column in table.columns
    )
    return "'{' || ltrim(" + " || ".join(cases) + ", ',') || '}'"


def present(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Name to statement of the audit's triggers as the database holds them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit\\_%%' ESCAPE '\\'",
            [],
        )
        return dict(cursor.fetchall())


def drop(name: str) -> str:
    return f'DROP TRIGGER IF EXISTS "{name}"'
