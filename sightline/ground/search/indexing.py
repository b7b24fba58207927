"""Keeping the documents as new as the register.

Saving writes nothing here. The audit records which rows every command changed, and its events are numbered in the order in which
they were committed; so whoever searches first brings in what happened since the event that was brought in last. A change that is
still being made has no event yet, and its event will have a later number: nothing is passed over.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from django.db import OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Sum

from sightline.ground.audit.models import Change, Event, Load

from . import engines
from .models import Document, Progress
from .offers import SOURCES, Draft, Source

PAGE = 500  # rows written at a time
BATCH = 80  # documents in one statement
MOST_EVENTS, MOST_CHANGES = 300, 2_000  # that one search brings in; more is left to the background
PATIENCE_MS = 1_500  # how long a search waits for another program that writes
_FIELDS = (
    "anchor_kind",
    "anchor_id",
    "title",
    "text",
    "context",
    "day",
    "body_id",
    "same_as",
    "address",
    "parts",
)
Keys = dict[str, set[int]]  # name of a source -> keys of its rows


def behind() -> bool:
    """Whether something happened that the documents do not show; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT max(number) FROM audit_event), (SELECT max(event) FROM search_progress)"
        )
        last, brought_in = cursor.fetchone()
    return (last or 0) > (brought_in or 0)


def catch_up() -> None:
    """Bring in all that happened since, however much it is; for the background and the command line."""
    while behind():
        with transaction.atomic():
            _bring_in(most=None)


def catch_up_a_little() -> bool:
    """As a search does it: only what takes a moment. Whether the documents then show everything.

    False where there is more to do, or where another program writes for longer than a search may wait.
    """
    if not behind():
        return True
    try:
        with _impatient(), transaction.atomic():
            _bring_in(most=MOST_CHANGES)
    except OperationalError:
        return False
    return not behind()


def _bring_in(most: int | None) -> None:
    progress = _progress()
    taken = _next_events(progress.event, most)
    if taken:
        _write_all(touched_by([mark for _, mark in taken]))
        progress.event = taken[-1][0]
        progress.save(update_fields=["event"])


@contextmanager
def _impatient() -> Iterator[None]:
    """On SQLite everybody waits for the one who writes; a search does not wait for long."""
    if engines.is_postgres():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{PATIENCE_MS}ms"])
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        before = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {min(before, PATIENCE_MS)}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before}")


def rebuild() -> int:
    """Write every document anew; how many there are. For the command line, a restore and a new register."""
    with transaction.atomic():
        progress = _progress()
        last = Event.objects.order_by("-number").values_list("number", flat=True).first() or 0
        Document.objects.all().delete()
        for source in list(SOURCES.values()):
            keys = source.model._default_manager.order_by("pk").values_list("pk", flat=True)
            for page in _pages(keys.iterator(chunk_size=PAGE)):
                _insert(source, page)
        progress.event = last
        progress.save(update_fields=["event"])
        if not engines.is_postgres():
            with connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {engines.WORDS}({engines.WORDS}) VALUES ('optimize')")  # noqa: S608
    return Document.objects.count()


def after_migrating(using: str, **_: object) -> None:
    """Look after the index once migrations have run; write the documents where there are none yet."""
    there = set(connection.introspection.table_names())
    if not there >= {Document._meta.db_table, Progress._meta.db_table, Event._meta.db_table}:
        return
    engines.install()
    if Event.objects.exists() and not Progress.objects.exists() and not _waiting():
        rebuild()


def touched_by(marks: list[str]) -> Keys:
    """Whose documents the changes under these marks concern."""
    touched: Keys = defaultdict(set)
    rows = Change.objects.filter(mark__in=marks).order_by()
    changed: dict[str, set[int]] = defaultdict(set)
    for table, key, old in rows.values_list("table_name", "row_key", "old_values").iterator(PAGE):
        if table in _tables() and key.isdecimal():
            changed[table].add(int(key))
            _note_gathered(table, old, touched)
    for table, keys in changed.items():
        for page in _pages(sorted(keys)):
            _concerned(table, page, touched)
    for load in Load.objects.filter(mark__in=marks).order_by("pk"):
        if load.table_name in _tables():
            for start in range(load.first_key, load.last_key + 1, PAGE):
                _concerned(load.table_name, range(start, min(start + PAGE, load.last_key + 1)), touched)
    return touched


def _waiting() -> bool:
    """Whether migrations are still to come: then the tables are not yet what the packages' models say."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _tables() -> set[str]:
    own = {source.model._meta.db_table for source in SOURCES.values()}
    return own.union(*({*source.follows, *source.gathers} for source in SOURCES.values()))


def _concerned(table: str, keys: Iterable[int], touched: Keys) -> None:
    page = list(keys)
    for source in SOURCES.values():
        if source.model._meta.db_table == table:
            touched[source.name].update(page)
        if lookup := source.follows.get(table):
            rows = source.model._default_manager.filter(**{f"{lookup}__in": page}).order_by()
            touched[source.name].update(rows.values_list("pk", flat=True))


def _note_gathered(table: str, old: str | None, touched: Keys) -> None:
    """A row that went, or went elsewhere, leaves its traces in the document of the row that it belonged to."""
    for source in SOURCES.values():
        if old and (column := source.gathers.get(table)) and (key := json.loads(old).get(column)) is not None:
            touched[source.name].add(int(key))


def _next_events(after: int, most: int | None) -> list[tuple[int, str]]:
    """Number and mark of the events to bring in now; none where the first alone is more than `most` changes."""
    rows = Event.objects.filter(number__gt=after).order_by("number")
    found = list(rows.values_list("number", "mark", "changes_count")[:MOST_EVENTS])
    loads = Load.objects.filter(mark__in=[mark for _, mark, _ in found]).order_by()
    loaded = dict(loads.values_list("mark").annotate(rows=Sum("rows")))
    taken: list[tuple[int, str]] = []
    total = 0
    for number, mark, count in found:
        total += count + loaded.get(mark, 0)
        if most is not None and total > most:
            break
        taken.append((number, mark))
    return taken


def _progress() -> Progress:
    """The row that says how far it is, held until the transaction ends: two never bring the same in at once."""
    Progress.objects.bulk_create([Progress(pk=1, event=0)], ignore_conflicts=True)
    return Progress.objects.select_for_update().get(pk=1)


def _write_all(touched: Keys) -> None:
    for name, keys in sorted(touched.items()):
        for page in _pages(sorted(keys)):
            _write(SOURCES[name], page)


def _write(source: Source, keys: list[int]) -> None:
    """Write the documents of these rows anew, and take away those of rows that have none any more."""
    drafts = _drafts(source, keys)
    kept = {draft.thing_id for draft in drafts}
    if gone := [key for key in keys if key not in kept]:
        Document.objects.filter(source=source.name, thing_id__in=gone).delete()
    Document.objects.bulk_create(
        [_document(source, draft) for draft in drafts],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["source", "thing_id"],
        update_fields=_FIELDS,
    )


def _insert(source: Source, keys: list[int]) -> None:
    Document.objects.bulk_create(
        [_document(source, draft) for draft in _drafts(source, keys)], batch_size=BATCH
    )


def _drafts(source: Source, keys: list[int]) -> list[Draft]:
    return list(source.write(source.model._default_manager.filter(pk__in=keys)))


def _document(source: Source, draft: Draft) -> Document:
    return Document(
        source=source.name,
        thing_id=draft.thing_id,
        anchor_kind=source.anchor,
        anchor_id=draft.anchor_id,
        title=draft.title,
        text=draft.text,
        context=draft.context,
        day=draft.day,
        body_id=draft.body_id,
        same_as=draft.same_as,
        address=draft.address,
        parts=list(draft.parts),
    )


def _pages(keys: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(keys)
    while page := list(islice(rest, PAGE)):
        yield page
