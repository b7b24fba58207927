"""Whatever is done in whatever order: untampered verifies, and each kind of tampering is found."""

import json
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sightline.ground.audit import triggers
from sightline.ground.audit.actors import System
from sightline.ground.audit.commands import redact
from sightline.ground.audit.models import Change, Event
from sightline.ground.audit.queries import head, parse_head, verify, where_is
from sightline.ground.lib.errors import Refused
from tests.audit_app.commands import add_note, change_note, delete_note, run
from tests.audit_app.models import Note, Tag

OFFICE = System("The programme office")
NAMES = ["Given Surname", "Given O'Surname", 'Giveñ "G"']
words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
texts = st.one_of(words, st.builds("{} {}".format, words, st.sampled_from(NAMES)))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**31), 2**31) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)
numbers = st.integers(0, 10_000)


class Stop(Exception):
    """Undoes what an example did."""


class Audited(RuleBasedStateMachine):
    """Commands, bulk writes, redactions; then, now and then, one tampering, which verify must find and which is undone."""

    @initialize()
    def begin(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.printed: list[str] = []
        add_note(by=OFFICE, title="The first", body="body")

    def teardown(self) -> None:
        try:
            assert verify().problems == []
            for printed in self.printed:
                assert verify(parse_head(printed)).problems == []
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def note(self, number: int) -> Note | None:
        notes = list(Note.objects.order_by("pk"))
        return notes[number % len(notes)] if notes else None

    @rule(body=texts, data=json_values, share=st.none() | st.floats(-1e6, 1e6))
    def add(self, body: str, data: Any, share: float | None) -> None:
        add_note(by=OFFICE, title="A note", body=body, data=data, share=share)

    @rule(number=numbers, body=texts, reason=texts, data=json_values)
    def change(self, number: int, body: str, reason: str, data: Any) -> None:
        if note := self.note(number):
            change_note(by=OFFICE, note=note, body=body, data=data, reason=reason)

    @rule(number=numbers)
    def delete(self, number: int) -> None:
        if note := self.note(number):
            delete_note(by=OFFICE, note=note)

    @rule(number=numbers, body=texts, tags=st.lists(st.sampled_from("abc"), max_size=3))
    def many(self, number: int, body: str, tags: list[str]) -> None:
        if note := self.note(number):

            def work() -> None:
                Note.objects.filter(pk__gte=note.pk).update(body=body)
                note.tags.set(Tag.objects.bulk_create(Tag(name=name) for name in tags))
                with connection.cursor() as cursor:
                    cursor.execute("UPDATE audit_app_note SET state = 'closed' WHERE id = %s", [note.pk])

            run(by=OFFICE, about=note, work=work)

    @rule(number=numbers)
    def fail(self, number: int) -> None:
        if note := self.note(number):
            with pytest.raises(Stop):
                run(by=OFFICE, about=note, work=lambda: Note.objects.all().delete() and _stop())

    @rule(name=st.sampled_from(NAMES))
    def redact(self, name: str) -> None:
        try:
            redact(by=OFFICE, text=name, authority="Director", reason="As asked")
        except Refused:
            pass
        assert where_is(name).total == 0
        assert verify().problems == []

    @rule()
    def print_the_head(self) -> None:
        self.printed.append(str(head()))

    @precondition(lambda self: Event.objects.exists())
    @rule(
        kind=st.sampled_from(
            ["event", "entries", "value", "remove change", "remove event", "tail", "row", "add"]
        ),
        number=numbers,
    )
    def tamper(self, kind: str, number: int) -> None:
        assert verify().problems == []
        printed = parse_head(str(head()))
        with pytest.raises(Stop), transaction.atomic():
            triggers.remove(connection)
            done = getattr(self, f"_{kind.replace(' ', '_')}")(number)
            triggers.install(connection)
            assert not done or verify(printed).problems, kind
            raise Stop
        assert verify().problems == []

    def _event(self, number: int) -> bool:
        events = Event.objects.all()
        columns = {
            "actor_name": "Nobody",
            "actor_id": "99",
            "command": "x.y",
            "hash": "f" * 64,
            "changes_digest": "0" * 64,
        }
        column = sorted(columns)[number % len(columns)]
        return bool(events.filter(number=number % events.count() + 1).update(**{column: columns[column]}))

    def _entries(self, number: int) -> bool:
        event = Event.objects.get(number=number % Event.objects.count() + 1)
        entries = event.entries
        entries[0]["facts"]["smuggled"] = "in"
        return bool(Event.objects.filter(pk=event.pk).update(entries_text=json.dumps(entries)))

    def _change(self, number: int) -> Change:
        changes = list(Change.objects.order_by("id"))
        return changes[number % len(changes)]

    def _value(self, number: int) -> bool:
        change = self._change(number)
        side = "new_values" if change.new_values else "old_values"
        values = json.loads(getattr(change, side))
        column = sorted(values)[number % len(values)] if values else "smuggled"
        values[column] = "[redacted]" if values.get(column) != "[redacted]" else "[redacted]!"
        return bool(Change.objects.filter(pk=change.pk).update(**{side: json.dumps(values)}))

    def _remove_change(self, number: int) -> bool:
        return bool(Change.objects.filter(pk=self._change(number).pk).delete())

    def _remove_event(self, number: int) -> bool:
        return bool(Event.objects.filter(number=number % Event.objects.count() + 1).delete())

    def _tail(self, number: int) -> bool:
        return bool(Event.objects.filter(number__gt=number % Event.objects.count()).delete())

    def _row(self, number: int) -> bool:
        note = self.note(number)
        return bool(note and Note.objects.filter(pk=note.pk).update(body=f"{note.body} tampered"))

    def _add(self, number: int) -> bool:
        return bool(Tag.objects.create(name="smuggled"))


def _stop() -> None:
    raise Stop


@pytest.mark.slow
@pytest.mark.django_db
def test_any_sequence() -> None:
    run_state_machine_as_test(
        Audited,
        settings=settings(
            max_examples=15,
            stateful_step_count=15,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
