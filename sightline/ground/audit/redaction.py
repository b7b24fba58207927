"""Finding a text that must not exist, wherever it stands, and putting a marker in its place.

Nothing here decides whether that may be done: `commands.redact` does. A value in the record gets a fresh salt and commitment,
kept as a Replacement; what the chain was sealed with stays, and can no longer be compared with anything, for its salt is gone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from . import loading
from .chain import canonical, commit, values_of_change, values_of_event
from .models import Change, Event, Load, Replacement
from .watching import Column, Table, only_redacted, watched

MARKER, SHORT_MARKER = "[redacted]", "[…]"
PAGE = 500

_other_stores: dict[str, Callable[[str, str], int]] = {}


def redact_in(name: str, remove: Callable[[str, str], int]) -> None:
    """Let a store outside the tables (a search index, files) take part. Call it in AppConfig.ready.

    `remove(text, marker)` replaces the text and answers in how many places it stood. It runs in the redaction's transaction.
    """
    _other_stores[name] = remove


@dataclass
class Places:
    """Where the text stood: rows by table, recorded changes, events, and other stores by name."""

    rows: dict[str, int] = field(default_factory=dict)
    changes: int = 0
    events: int = 0
    elsewhere: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.rows.values()) + self.changes + self.events + sum(self.elsewhere.values())


def without(value: Any, text: str, column: Column | None = None) -> Any:
    """The value with the marker in place of the text, in keys too. A shorter marker where the column is too narrow."""
    if isinstance(value, str):
        if text not in value or (column and value in column.vocabulary):
            return value
        marked = value.replace(text, MARKER)
        if column and column.longest and len(marked) > column.longest:
            return value.replace(text, SHORT_MARKER)
        return marked
    if isinstance(value, list):
        return [without(held, text) for held in value]
    if isinstance(value, dict):
        return _keys_without(value, text)
    return value


def _keys_without(value: dict[str, Any], text: str) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key, held in value.items():
        name = without(key, text)
        while name != key and (name in kept or name in value):
            name += "*"
        kept[name] = without(held, text)
    return kept


def find(connection: BaseDatabaseWrapper, text: str) -> Places:
    """Where the text stands in the tables and the record, without changing anything. Other stores are not asked."""
    places = Places()
    for table in (*watched(connection), *only_redacted(connection)):
        if count := sum(1 for _ in _rows_with(connection, table, text)):
            places.rows[table.name] = count
    places.changes = sum(1 for _ in _changes_with(connection, text, _last_change()))
    places.events = sum(1 for _ in _events_with(text))
    return places


def remove(connection: BaseDatabaseWrapper, mark: str, text: str) -> Places:
    """Replace the text everywhere. The connection must be redacting, or the triggers refuse."""
    _forget_thoroughly(connection)
    places, before = Places(), _last_change()
    loaded = _loaded_pages(connection, text, before)
    for table in (*watched(connection), *only_redacted(connection)):
        if count := _remove_from_rows(connection, table, text):
            places.rows[table.name] = count
    for change, values, replaced in _changes_with(connection, text, before):
        _rewrite_change(change, values, replaced, mark)
        places.changes += 1
    for event, replaced in _events_with(text):
        _rewrite_event(event, text, replaced, mark)
        places.events += 1
    loading.commit_anew(connection, loaded, mark)
    for name, remove_there in _other_stores.items():
        if count := remove_there(text, MARKER):
            places.elsewhere[name] = count
    if ended := _end_sessions_with(text):
        places.elsewhere["sessions"] = ended
    return places


def _loaded_pages(connection: BaseDatabaseWrapper, text: str, until: int) -> list[tuple[Table, Load]]:
    """Pages of bulk loads that hold the text, in the rows or in what was recorded of them since."""
    names = set(Load.objects.values_list("table_name", flat=True).distinct())
    tables = [table for table in watched(connection) if table.name in names]
    if not tables:
        return []
    keys = {table.name: {key for key, _ in _rows_with(connection, table, text)} for table in tables}
    for change, _, _ in _changes_with(connection, text, until):
        if change.table_name in keys:
            keys[change.table_name].add(int(change.row_key))
    return loading.sound_pages(connection, tables, keys)


def _remove_from_rows(connection: BaseDatabaseWrapper, table: Table, text: str) -> int:
    quote = connection.ops.quote_name
    count = 0
    for key, changed in _rows_with(connection, table, text):
        sets = ", ".join(f"{quote(column.name)} = {_parameter(connection, column)}" for column in changed)
        values = [json.dumps(value) if column.form == "json" else value for column, value in changed.items()]
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {quote(table.name)} SET {sets} WHERE {quote(table.key)} = %s",  # noqa: S608  (names of our own)
                [*values, key],
            )
        count += 1
    return count


def _parameter(connection: BaseDatabaseWrapper, column: Column) -> str:
    return (
        f"CAST(%s AS {column.type})" if column.form == "json" and connection.vendor == "postgresql" else "%s"
    )


def _rows_with(
    connection: BaseDatabaseWrapper, table: Table, text: str
) -> Iterator[tuple[Any, dict[Column, Any]]]:
    """Key of each row that holds the text, with its columns as they should become."""
    columns = [column for column in table.all_columns if column.typed and not column.computed]
    if not columns or table.name not in connection.introspection.table_names():
        return
    quote = connection.ops.quote_name
    place = "strpos(%s, %%s)" if connection.vendor == "postgresql" else "instr(%s, %%s)"
    texts = [column for column in columns if column.form != "json"]
    tests = [f"{place % quote(column.name)} > 0" for column in texts]
    tests += [f"{quote(column.name)} IS NOT NULL" for column in columns if column.form == "json"]
    names = ", ".join(_as_text(connection, column) for column in columns)
    key = quote(table.key)
    select = f"SELECT {key}, {names} FROM {quote(table.name)} WHERE ({' OR '.join(tests)})"  # noqa: S608
    last: list[Any] = []
    while True:
        after = f" AND {key} > %s" if last else ""
        with connection.cursor() as cursor:
            cursor.execute(f"{select}{after} ORDER BY {key} LIMIT {PAGE}", [*([text] * len(texts)), *last])
            rows = cursor.fetchall()
        for found, *values in rows:
            if changed := _changed(dict(zip(columns, values, strict=True)), text):
                yield found, changed
        if len(rows) < PAGE:
            return
        last = [rows[-1][0]]


def _as_text(connection: BaseDatabaseWrapper, column: Column) -> str:
    name = connection.ops.quote_name(column.name)
    return f"CAST({name} AS text)" if column.form == "json" else name


def _changed(values: dict[Column, Any], text: str) -> dict[Column, Any]:
    changed = {}
    for column, value in values.items():
        if value is None:
            continue
        value = json.loads(value) if column.form == "json" else value
        if (new := without(value, text, column)) != value:
            changed[column] = new
    return changed


def _last_change() -> int:
    return Change.objects.order_by("-id").values_list("id", flat=True).first() or 0


def _changes_with(
    connection: BaseDatabaseWrapper, text: str, until: int
) -> Iterator[tuple[Change, dict[str, Any], dict[str, Any]]]:
    """Each change that holds the text: the change, all its values, and those that must be replaced, by path."""
    tables = {table.name: table for table in watched(connection)}
    last = 0
    while page := list(Change.objects.filter(id__gt=last, id__lte=until).order_by("id")[:PAGE]):
        for change in page:
            raw = f"{change.old_values or ''}{change.new_values or ''}"
            if text not in raw and "\\" not in raw:  # only escapes could hide it
                continue
            values = values_of_change(change.old_values, change.new_values)
            replaced = _replaced(tables.get(change.table_name), values, text)
            if replaced:
                yield change, values, replaced
        last = page[-1].id


def _replaced(table: Table | None, values: dict[str, Any], text: str) -> dict[str, Any]:
    replaced = {}
    for path, value in values.items():
        column = table.column(path.partition(".")[2]) if table else None
        if column and not (column.typed or column.computed):
            continue
        if (new := without(value, text, column)) != value:
            replaced[path] = new
    return replaced


def _rewrite_change(change: Change, values: dict[str, Any], replaced: dict[str, Any], mark: str) -> None:
    values = values | replaced
    sides = {
        side: json.dumps(
            {path[4:]: value for path, value in values.items() if path.startswith(f"{side}.")},
            ensure_ascii=False,
        )
        for side in ("old", "new")
    }
    fresh = {
        "old_values": sides["old"] if change.old_values is not None else None,
        "new_values": sides["new"] if change.new_values is not None else None,
    }
    if change.salts:
        fresh["salts"] = _replace("change", change.id, change.salts, replaced, mark)
    Change.objects.filter(id=change.id).update(**fresh)


def _replace(kind: str, target: int, salts: str, replaced: dict[str, Any], mark: str) -> str:
    """Keep the commitments to what stands there now; answer the salts, the old ones of these values being gone."""
    fresh, commitments = commit(replaced)
    Replacement.objects.bulk_create(
        Replacement(mark=mark, kind=kind, target=target, path=path, commitment=commitment)
        for path, commitment in commitments.items()
    )
    return canonical({**json.loads(salts), **fresh})


def _events_with(text: str) -> Iterator[tuple[Event, dict[str, Any]]]:
    """Each event that holds the text, with the values that must be replaced, by path."""
    last = 0
    while page := list(Event.objects.filter(number__gt=last).order_by("number")[:PAGE]):
        for event in page:
            values = values_of_event(event.actor_name, event.entries)
            loose = {
                path: value for path, value in values.items() if not path.endswith((".command", ".kind"))
            }
            replaced = {path: new for path, value in loose.items() if (new := without(value, text)) != value}
            if replaced:
                yield event, replaced
        last = page[-1].number


def _rewrite_event(event: Event, text: str, replaced: dict[str, Any], mark: str) -> None:
    entries = [
        {
            **entry,
            "id": without(entry["id"], text),
            "what": without(entry["what"], text),
            "facts": {name: without(value, text) for name, value in entry["facts"].items()},
        }
        for entry in event.entries
    ]
    Event.objects.filter(number=event.number).update(
        actor_name=without(event.actor_name, text),
        entries_text=json.dumps(entries, ensure_ascii=False),
        salts=_replace("event", event.number, event.salts, replaced, mark),
    )


def _end_sessions_with(text: str) -> int:
    """A session may hold what its person typed; whoever it belonged to signs in again."""
    if not apps.is_installed("django.contrib.sessions"):
        return 0
    from django.contrib.sessions.models import Session

    holding = [
        session.session_key for session in Session.objects.iterator() if text in str(session.get_decoded())
    ]
    return Session.objects.filter(session_key__in=holding).delete()[0]


def _forget_thoroughly(connection: BaseDatabaseWrapper) -> None:
    """Caches are emptied, and SQLite overwrites what it frees, in its log too."""

    def afterwards() -> None:
        cache.clear()
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    transaction.on_commit(afterwards)
