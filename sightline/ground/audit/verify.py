"""Whether the chain is whole and the tables are what it says. Reads in pages; holds one page of anything at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from . import triggers
from .chain import BEGINNING, Digest, Sealed, altered, values_of_change, values_of_event
from .models import Change, Event, Load, Replacement
from .sealing import add_change, add_load, add_replacement
from .verify_rows import check_rows

PAGE_OF_EVENTS, PAGE_OF_CHANGES = 200, 2000
MOST_PROBLEMS = 500


@dataclass
class Report:
    """What was verified and what is wrong: one sentence a problem. Beyond 500 problems the rest is only counted."""

    events: int = 0
    changes: int = 0
    rows: int = 0
    problems: list[str] = field(default_factory=list)
    more: int = 0

    @property
    def is_whole(self) -> bool:
        return not self.problems

    def add(self, sentence: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(sentence)
        else:
            self.more += 1

    def __str__(self) -> str:
        read = f"{self.events:,} events, {self.changes:,} changes and {self.rows:,} rows were verified"
        if self.is_whole:
            return f"{read}. The chain is whole."
        count = len(self.problems) + self.more
        return f"{read}. {count:,} problem{'s were' if count > 1 else ' was'} found."


def verify(head: tuple[int, str] | None = None) -> Report:
    """Verify everything. `head` is the number and the hash, or at least 8 characters of its beginning, that a paper prints."""
    report = Report()
    with _snapshot():
        for sentence in triggers.missing(connection):
            report.add(sentence)
        tables = triggers.tables_that_exist(connection)
        if tables is not None:
            _check_head(report, head)
            _check_chain(report)
            _check_loose_ends(report)
            for table in tables:
                check_rows(connection, table, report)
    return report


@contextmanager
def _snapshot() -> Iterator[None]:
    """One state of the database throughout, without holding up anyone who writes."""
    if connection.in_atomic_block:
        yield
        return
    begin = "BEGIN ISOLATION LEVEL REPEATABLE READ" if connection.vendor == "postgresql" else "BEGIN DEFERRED"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _check_head(report: Report, head: tuple[int, str] | None) -> None:
    if head is None:
        return
    number, start = head
    if number == 0:
        return
    event = Event.objects.filter(number=number).first()
    if event is None:
        report.add(
            f"Event {number}, which the paper names as the head, is missing: the end of the chain was removed."
        )
    elif not event.hash.startswith(start.lower()):
        report.add(
            f"Event {number} has the hash {event.hash[:16]}, but the paper prints {start[:16]}: "
            "the chain was written anew after the paper."
        )


def _check_chain(report: Report) -> None:
    replaced_at_all = Replacement.objects.exists()
    number, previous = 0, BEGINNING
    while events := list(Event.objects.filter(number__gt=number).order_by("number")[:PAGE_OF_EVENTS]):
        digests = _digests(report, {event.mark: event.number for event in events}, replaced_at_all)
        for event in events:
            if event.number != number + 1:
                missing = (
                    f"Event {number + 1} is"
                    if event.number == number + 2
                    else f"Events {number + 1} to {event.number - 1} are"
                )
                report.add(f"{missing} missing from the chain.")
            elif event.previous != previous:
                report.add(
                    f"Event {event.number} ({event.command}) does not follow from event {number} as it now stands."
                )
            _check_event(report, event, digests[event.mark], replaced_at_all)
            report.events += 1
            number, previous = event.number, event.hash


def _check_event(report: Report, event: Event, digest: Digest, replaced_at_all: bool) -> None:
    where = f"Event {event.number} ({event.command}, {event.at:%d %B %Y %H:%M})"
    try:
        commitments, salts = json.loads(event.commitments), json.loads(event.salts)
        values = values_of_event(event.actor_name, event.entries)
    except (ValueError, AttributeError, TypeError):
        report.add(f"{where} cannot be read: it was altered.")
        return
    sealed = Sealed(
        event.number, event.at, event.mark, event.actor_id, event.command, commitments,
        event.changes_digest, event.changes_count, event.previous,
    )  # fmt: skip
    if sealed.hash() != event.hash:
        report.add(f"{where} was altered after it was sealed: its hash does not fit.")
    replaced = _replaced("event", [event.number]).get(event.number) if replaced_at_all else None
    for path in altered(values, salts, commitments, replaced):
        report.add(f"{where}: the recorded {_in_words(path)} was altered.")
    if digest.count != event.changes_count:
        report.add(
            f"{where} was sealed with {event.changes_count} changes and now has {digest.count}: "
            f"changes were {'removed' if digest.count < event.changes_count else 'inserted'}."
        )
    elif digest.hex() != event.changes_digest:
        report.add(f"{where}: the changes recorded under it were altered, exchanged or put in another order.")


def _in_words(path: str) -> str:
    parts = path.split(".")
    if parts[0] == "entries":
        return f"entry {int(parts[1]) + 1} ({' '.join(parts[2:])})"
    return "name of who acted" if path == "actor_name" else path


def _digests(report: Report, marks: dict[str, int], replaced_at_all: bool) -> dict[str, Digest]:
    """The digest of each event's changes, each change being checked on the way. `marks`: mark to event number."""
    digests = {mark: Digest() for mark in marks}
    last = 0
    mine = Change.objects.filter(mark__in=list(marks)).order_by("id")
    while page := list(mine.filter(id__gt=last)[:PAGE_OF_CHANGES]):
        replaced = _replaced("change", [change.id for change in page]) if replaced_at_all else {}
        for change in page:
            assert change.mark
            _check_change(report, change, marks[change.mark], digests[change.mark], replaced.get(change.id))
        report.changes += len(page)
        last = page[-1].id
    for load in Load.objects.filter(mark__in=list(marks)).order_by("id").iterator(PAGE_OF_CHANGES):
        add_load(digests[load.mark], load)
    for replacement in (
        Replacement.objects.filter(mark__in=list(marks)).order_by("id").iterator(PAGE_OF_CHANGES)
    ):
        add_replacement(digests[replacement.mark], replacement)
    return digests


def _check_change(
    report: Report, change: Change, number: int, digest: Digest, replaced: dict[str, str] | None
) -> None:
    where = f"Change {change.id} (event {number}: {change.operation} of {change.table_name} {change.row_key})"
    try:
        commitments, salts = json.loads(change.commitments), json.loads(change.salts)
        values = values_of_change(change.old_values, change.new_values)
    except (ValueError, AttributeError, TypeError):
        digest.add("unreadable")
        report.add(f"{where} was inserted or altered: it is not sealed as the program seals.")
        return
    for path in altered(values, salts, commitments, replaced):
        side, _, column = path.partition(".")
        report.add(f"{where}: the recorded {side} value of {column} was altered.")
    add_change(digest, change, commitments)


def _replaced(kind: str, targets: list[int]) -> dict[int, dict[str, str]]:
    """Commitments that redactions put in place of others, by target and path; the last one counts."""
    found: dict[int, dict[str, str]] = {}
    for made in Replacement.objects.filter(kind=kind, target__in=targets).order_by("id"):
        found.setdefault(made.target, {})[made.path] = made.commitment
    return found


def _check_loose_ends(report: Report) -> None:
    """What stands in the audit's tables under no event."""
    event = Event.objects.filter(mark=OuterRef("mark"))
    loose = Change.objects.filter(Q(mark__isnull=True) | ~Exists(event)).order_by("id")
    for change in loose.iterator(PAGE_OF_CHANGES):
        what = {"insert": "inserted", "update": "changed", "delete": "deleted"}.get(
            change.operation, "changed"
        )
        if change.mark:
            report.add(
                f"Change {change.id} ({change.table_name} {change.row_key}) belongs to an event that does not exist."
            )
        else:
            report.add(
                f"{change.table_name} {change.row_key} was {what} outside any command at {change.at} (change {change.id})."
            )
    for load in Load.objects.filter(~Exists(event)).order_by("id").iterator(PAGE_OF_CHANGES):
        report.add(f"Load {load.id} ({load}) belongs to an event that does not exist.")
    for row in Replacement.objects.filter(~Exists(event)).order_by("id").iterator(PAGE_OF_CHANGES):
        report.add(f"Replacement {row.id} (of {row}) belongs to an event that does not exist.")
