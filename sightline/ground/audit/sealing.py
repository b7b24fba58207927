"""Sealing an event: commitments to what the triggers recorded, and the next link of the chain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from .chain import BEGINNING, Digest, Sealed, canonical, commit, values_of_change, values_of_event
from .models import Change, Event, Load, Replacement
from .running import Running

BATCH = 2000
LOCK = 0x51_67_68_74  # the key of the advisory lock; any number that nobody else uses


def seal(connection: BaseDatabaseWrapper, run: Running, by: Any) -> Event:
    """Write the event of a run: first what needs no turn (the changes), then, in turn, the link."""
    digest = Digest()
    for rows in _unsealed(run.mark):
        _seal_changes(connection, rows, digest)
    if run.loads:
        for load in Load.objects.filter(mark=run.mark).order_by("id").iterator(BATCH):
            add_load(digest, load)
    if run.redacts:
        for replacement in Replacement.objects.filter(mark=run.mark).order_by("id").iterator(BATCH):
            add_replacement(digest, replacement)
    salts, commitments = commit(values_of_event(by.name, run.entries))
    number, previous = _last(connection)
    sealed = Sealed(
        number=number + 1,
        at=timezone.now(),
        mark=run.mark,
        actor_id=text_of_id(by.id),
        command=run.command,
        commitments=commitments,
        digest=digest.hex(),
        count=digest.count,
        previous=previous,
    )
    event = Event(
        number=sealed.number,
        at=sealed.at,
        mark=sealed.mark,
        actor_id=sealed.actor_id,
        actor_name=by.name,
        command=sealed.command,
        entries_text=json.dumps(run.entries, ensure_ascii=False),
        salts=canonical(salts),
        commitments=canonical(commitments),
        changes_digest=sealed.digest,
        changes_count=sealed.count,
        previous=sealed.previous,
        hash=sealed.hash(),
    )
    Event.objects.bulk_create([event])  # one INSERT; save() would first try an UPDATE
    return event


def text_of_id(key: object) -> str:
    return "" if key is None else str(key)


def add_change(digest: Digest, change: Change, commitments: dict[str, str]) -> None:
    """The line that a change adds to the digest of its event."""
    parts = (change.id, change.at, change.table_name, change.row_key, change.operation)
    digest.add("change", *parts, commitments)


def add_load(digest: Digest, load: Load) -> None:
    """The line that a page of loaded rows adds to the digest of its event."""
    digest.add("load", load.id, load.table_name, load.first_key, load.last_key, load.rows, load.digest)


def add_replacement(digest: Digest, made: Replacement) -> None:
    """The line that a redaction's replacement adds to the digest of its event."""
    digest.add("replacement", made.id, made.kind, made.target, made.path, made.commitment)


def _unsealed(mark: str) -> Iterator[list[Change]]:
    """The changes of a run, in batches; as one written statement, because every command asks for them."""
    last = 0
    page = "SELECT * FROM audit_change WHERE mark = %s AND id > %s ORDER BY id LIMIT %s"
    while rows := list(Change.objects.raw(page, [mark, last, BATCH])):
        yield rows
        if len(rows) < BATCH:
            return
        last = rows[-1].id


def _seal_changes(connection: BaseDatabaseWrapper, rows: list[Change], digest: Digest) -> None:
    filled: list[tuple[int, str, str]] = []
    for change in rows:
        salts, commitments = commit(values_of_change(change.old_values, change.new_values))
        add_change(digest, change, commitments)
        filled.append((change.id, canonical(salts), canonical(commitments)))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "UPDATE audit_change c SET salts = f.salts, commitments = f.commitments "
                "FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS f(id, salts, commitments) WHERE c.id = f.id",
                [list(part) for part in zip(*filled, strict=True)],
            )
        else:
            cursor.executemany(
                "UPDATE audit_change SET salts = %s, commitments = %s WHERE id = %s",
                [(salts, commitments, key) for key, salts, commitments in filled],
            )


def _last(connection: BaseDatabaseWrapper) -> tuple[int, str]:
    """Number and hash of the last event. From here to the end of the transaction nobody else can add one.

    On SQLite the transaction began IMMEDIATE and nobody else can write at all. The mark of the command ends here, in the same
    statement as the turn begins: what follows is no change of the command.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT coalesce(turn.number, 0), coalesce(turn.hash, %s), set_config('audit.mark', '', true), "
                "set_config('audit.redacting', '', true) FROM (SELECT 1) AS one LEFT JOIN audit_turn(%s) AS turn ON true",
                [BEGINNING, LOCK],
            )
            number, previous, *_ = cursor.fetchone()
            return number, previous
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, hash FROM audit_event ORDER BY number DESC LIMIT 1")
        return cursor.fetchone() or (0, BEGINNING)
