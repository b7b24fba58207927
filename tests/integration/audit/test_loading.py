"""Rows that are loaded in bulk: one entry for all of them, and yet nothing can be altered, removed or slipped in unnoticed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from sightline.ground.audit import triggers
from sightline.ground.audit.actors import System
from sightline.ground.audit.commands import command, redact
from sightline.ground.audit.loading import ROWS_OF_A_PAGE, bulk_load
from sightline.ground.audit.migrating import after_migrating, before_migrating
from sightline.ground.audit.models import Change, Event, Load
from sightline.ground.audit.queries import verify
from tests.audit_app.commands import add_note, change_note, delete_note
from tests.audit_app.models import Note, Scratch

pytestmark = pytest.mark.django_db
Sql = Callable[..., list[tuple[Any, ...]]]
MANY = ROWS_OF_A_PAGE + 7


@command("plans.edit_plan")
def load_notes(*, by: Any, count: int, about: Note | None = None, fail: bool = False) -> list[Note]:
    with bulk_load(about or Note(), source="notes.csv", digest="ab" * 32) as load:
        notes = load.add(Note, [Note(title=f"Note {number}", body="as loaded") for number in range(count)])
        load.add(Scratch, [Scratch(text="not watched")])
        if fail:
            raise ValueError("no")
        return notes


@pytest.fixture
def notes(office: System) -> list[Note]:
    add_note(by=office, title="Before")
    return load_notes(by=office, count=MANY)


def test_one_entry_with_source_hash_and_counts_and_no_change_for_any_row(notes: list[Note]) -> None:
    assert len(notes) == MANY and all(note.pk for note in notes)
    assert Event.objects.count() == 2 and Change.objects.count() == 1
    assert Event.objects.last().entries[0]["facts"] == {  # type: ignore[union-attr]
        "source": "notes.csv",
        "sha256": "ab" * 32,
        "rows": {"audit_app_note": MANY, "audit_app_scratch": 1},
    }
    report = verify()
    assert (report.problems, report.rows) == ([], MANY + 1)
    assert [load.rows for load in Load.objects.all()] == [ROWS_OF_A_PAGE, 7]


def test_what_happens_to_loaded_rows_later_is_recorded_and_fits(notes: list[Note], office: System) -> None:
    change_note(by=office, note=notes[0], body="by a person")
    change_note(by=office, note=notes[0], title="Twice")
    delete_note(by=office, note=notes[1])
    add_note(by=office, title="After")
    assert [change.operation for change in Change.objects.order_by("id")][1:] == [
        "update",
        "update",
        "delete",
        "insert",
    ]
    assert verify().problems == []


def test_rows_after_the_load_are_recorded_again(notes: list[Note]) -> None:
    Note.objects.create(title="outside")
    assert any("outside any command" in problem for problem in verify().problems)


def test_a_load_that_fails_leaves_nothing(office: System) -> None:
    with pytest.raises(ValueError, match="no"):
        load_notes(by=office, count=3, fail=True)
    assert not Note.objects.exists() and not Load.objects.exists() and not Event.objects.exists()
    add_note(by=office, title="After")
    assert Change.objects.count() == 1 and verify().problems == []


def test_a_load_outside_a_command_is_a_mistake() -> None:
    with pytest.raises(RuntimeError, match="outside a command"), bulk_load(Note(), source="", digest=""):
        pass


TAMPERINGS = {
    "a value": ("UPDATE audit_app_note SET body = 'other' WHERE title = 'Note 30'", "not as it was loaded"),
    "a value that changed since": (
        "UPDATE audit_app_note SET body = 'other' WHERE title = 'Note 3'",
        "body differs from the last recorded change",
    ),
    "another value of a row that changed since": (
        "UPDATE audit_app_note SET state = 'closed' WHERE title = 'Note 3'",
        "not as it was loaded",
    ),
    "a row removed": ("DELETE FROM audit_app_note WHERE title = 'Note 3'", "vanished without a record"),
    "a row in place of another": (
        "UPDATE audit_app_note SET title = 'Note X' WHERE title = 'Note 3'",
        "not as it was loaded",
    ),
    "a digest": ("UPDATE audit_load SET digest = salt WHERE rows = 7", "were altered"),
    "a page removed": ("DELETE FROM audit_load WHERE rows = 7", "changes were removed"),
    "a page that nobody loaded": (
        "INSERT INTO audit_load (mark, table_name, first_key, last_key, rows, salt, digest) "
        "VALUES ('x', 'audit_app_note', 900000, 900009, 0, '', '')",
        "belongs to an event that does not exist",
    ),
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_what_is_tampered_with_is_found(what: str, notes: list[Note], office: System, sql: Sql) -> None:
    statement, words = TAMPERINGS[what]
    change_note(by=office, note=notes[3], body="changed by a person")
    triggers.remove(connection)
    sql(statement)
    triggers.install(connection)
    assert any(words in problem for problem in verify().problems), verify().problems


def test_a_row_slipped_in_between_is_found(notes: list[Note], office: System, sql: Sql) -> None:
    delete_note(by=office, note=notes[5])
    key = notes[5].pk or Note.objects.get(title="Note 4").pk + 1
    triggers.remove(connection)
    sql(
        "INSERT INTO audit_app_note (id, title, body, done, state, unwatched) VALUES (%s, 'in', '', %s, 'open', '')",
        key,
        False,
    )
    triggers.install(connection)
    assert any("deletion is the last record" in problem for problem in verify().problems)


def test_the_guard_refuses_to_change_a_page(notes: list[Note]) -> None:
    with pytest.raises(Exception, match="never changed"):
        Load.objects.update(rows=8)


def test_text_of_a_loaded_row_can_be_redacted_and_the_rest_still_fits(
    notes: list[Note], office: System, sql: Sql
) -> None:
    name = "Lead Inspector"
    change_note(by=office, note=notes[2], body=f"about {name}")
    change_note(by=office, note=notes[2], body="about nobody")
    more = load_notes(by=office, count=2)
    assert verify().problems == []
    places = redact(by=office, text="as loaded", authority="The director", reason="It should not be there")
    assert places.rows["audit_app_note"] == MANY - 1 + len(more)
    redact(by=office, text=name, authority="The director", reason="A name")
    assert verify().problems == []
    assert not Change.objects.filter(old_values__contains=name).exists()
    triggers.remove(connection)
    sql("UPDATE audit_app_note SET body = 'other' WHERE title = 'Note 9'")
    triggers.install(connection)
    assert any("not as it was loaded" in problem for problem in verify().problems)


def test_a_redaction_hides_no_tampering(notes: list[Note], office: System, sql: Sql) -> None:
    triggers.remove(connection)
    sql("UPDATE audit_app_note SET state = 'closed' WHERE title = 'Note 9'")
    triggers.install(connection)
    before = verify().problems
    redact(by=office, text="as loaded", authority="The director", reason="It should not be there")
    assert before and before == verify().problems


def test_what_a_migration_does_to_loaded_rows_is_taken_in(notes: list[Note], sql: Sql) -> None:
    before_migrating(using="default", plan=["a migration"])
    sql("UPDATE audit_app_note SET state = 'closed'")
    after_migrating(using="default")
    assert verify().problems == []
    triggers.remove(connection)
    sql("UPDATE audit_app_note SET state = 'open' WHERE title = 'Note 9'")
    triggers.install(connection)
    found = verify().problems
    assert len(found) == 1 and ("not as it was loaded" in found[0] or "state differs" in found[0])
