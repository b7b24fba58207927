"""Whatever is tampered with is found, and said where."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from sightline.ground.audit import triggers
from sightline.ground.audit.actors import System
from sightline.ground.audit.models import Change, Event
from sightline.ground.audit.queries import head, parse_head, verify
from sightline.ground.lib.errors import Refused
from tests.audit_app.commands import add_note, change_note, delete_note, run
from tests.audit_app.models import Note, Tag

pytestmark = pytest.mark.django_db
Sql = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def notes(office: System) -> list[Note]:
    """Six events: two notes added, each changed, one gone, one tagged."""
    first, second = (add_note(by=office, title=title, body=f"{title} body") for title in ("First", "Second"))
    change_note(by=office, note=first, body="changed", reason="because")
    change_note(by=office, note=second, body="changed too", title="2nd")
    delete_note(by=office, note=add_note(by=office, title="Third"))
    run(by=office, about=first, work=lambda: first.tags.add(Tag.objects.create(name="tag")))
    assert verify().problems == []
    assert Event.objects.count() == 7
    return [first, second]


def past_the_triggers(sql: Sql, *statements: str) -> None:
    """As somebody does who may do anything to the database, and tidies up afterwards."""
    triggers.remove(connection)
    for statement in statements:
        sql(statement)
    triggers.install(connection)


CHANGE = "INSERT INTO audit_change (mark, at, table_name, row_key, operation, old_values, new_values, salts, commitments) "
EVENT_3 = "(SELECT mark FROM audit_event WHERE number = 3)"

TAMPERINGS = {
    "an actor's name": ("UPDATE audit_event SET actor_name = 'Nobody' WHERE number = 3", "Event 3", "who acted was altered"),
    "an actor": ("UPDATE audit_event SET actor_id = '7' WHERE number = 3", "Event 3", "its hash does not fit"),
    "a time": ("UPDATE audit_event SET at = '2020-01-01 00:00:00+00:00' WHERE number = 3", "Event 3", "hash does not fit"),
    "a command": ("UPDATE audit_event SET command = 'x.y' WHERE number = 3", "Event 3", "hash does not fit"),
    "a fact": ("UPDATE audit_event SET entries = replace(entries, 'because', 'no') WHERE number = 3", "Event 3", "facts reason"),
    "entries": ("UPDATE audit_event SET entries = '[]' WHERE number = 3", "Event 3", "was altered"),
    "entries that are no JSON": ("UPDATE audit_event SET entries = 'x' WHERE number = 3", "Event 3", "cannot be read"),
    "commitments": ("UPDATE audit_event SET commitments = '{}' WHERE number = 3", "Event 3", "hash does not fit"),
    "a hash": (f"UPDATE audit_event SET hash = '{'a' * 64}' WHERE number = 3", "Event 4", "does not follow from event 3"),
    "an event removed": ("DELETE FROM audit_event WHERE number = 3", "Event 3", "is missing"),
    "an event added": (
        "INSERT INTO audit_event SELECT 8, at, 'mark', actor_id, actor_name, command, entries, salts, commitments, "
        "changes_digest, 0, (SELECT hash FROM audit_event WHERE number = 7), hash FROM audit_event WHERE number = 3",
        "Event 8",
        "hash does not fit",
    ),
    "a change's text": (
        "UPDATE audit_change SET new_values = replace(new_values, 'changed too', 'changed 2') WHERE mark IN "
        "(SELECT mark FROM audit_event WHERE number = 4)",
        "event 4",
        "new value of body was altered",
    ),
    "a change's row": (f"UPDATE audit_change SET row_key = '99' WHERE mark = {EVENT_3}", "Event 3", "were altered"),
    "a change's operation": (f"UPDATE audit_change SET operation = 'insert' WHERE mark = {EVENT_3}", "Event 3", "altered"),
    "a change's time": (f"UPDATE audit_change SET at = 'x' WHERE mark = {EVENT_3}", "Event 3", "were altered"),
    "a change removed": (f"DELETE FROM audit_change WHERE mark = {EVENT_3}", "Event 3", "changes were removed"),
    "a change added": (
        f"{CHANGE} SELECT mark, at, table_name, row_key, operation, old_values, new_values, salts, commitments "
        f"FROM audit_change WHERE mark = {EVENT_3}",
        "Event 3",
        "changes were inserted",
    ),
    "a change added unsealed": (
        f"{CHANGE} VALUES ({EVENT_3}, 'x', 'audit_app_note', '1', 'update', NULL, '{{}}', '', '')",
        "Change",
        "not sealed",
    ),
    "a change added to nothing": (
        f"{CHANGE} VALUES ('nothing', 'x', 'audit_app_note', '1', 'update', NULL, '{{}}', '', '')",
        "nothing",
        "",
    ),
    "a change taken out of its event": (f"UPDATE audit_change SET mark = NULL WHERE mark = {EVENT_3}", "Event 3", "removed"),
    "a change moved to another event": (
        f"UPDATE audit_change SET mark = {EVENT_3} WHERE mark = (SELECT mark FROM audit_event WHERE number = 4)",
        "Event 4",
        "changes were removed",
    ),
    "a replacement added": (
        "INSERT INTO audit_replacement (mark, kind, target, path, commitment) VALUES "
        f"({EVENT_3}, 'event', 3, 'actor_name', 'x')",
        "Event 3",
        "changes were inserted",
    ),
    "a row": ("UPDATE audit_app_note SET body = 'tampered' WHERE title = 'First'", "audit_app_note", "body differs"),
    "a row removed": ("DELETE FROM audit_app_note WHERE title = '2nd'", "audit_app_note", "vanished without a record"),
    "a link removed": ("DELETE FROM audit_app_note_tags", "audit_app_note_tags", "vanished without a record"),
    "a row added": ("INSERT INTO audit_app_tag (name) VALUES ('new')", "audit_app_tag", "no change ever recorded it"),
}  # fmt: skip


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_tampering_is_found_and_said_where(notes: list[Note], sql: Sql, tampering: str) -> None:
    statement, where, what = TAMPERINGS[tampering]
    past_the_triggers(sql, statement)
    problems = verify().problems
    if where == "nothing":
        assert any("belongs to an event that does not exist" in problem for problem in problems)
    else:
        assert any(where in problem and what in problem for problem in problems), problems


def test_two_events_exchanged_are_found(notes: list[Note], sql: Sql) -> None:
    past_the_triggers(
        sql,
        "UPDATE audit_event SET number = 99 WHERE number = 3",
        "UPDATE audit_event SET number = 3 WHERE number = 4",
        "UPDATE audit_event SET number = 4 WHERE number = 99",
    )
    problems = verify().problems
    assert any("Event 3" in problem and "does not follow" in problem for problem in problems)
    assert any("Event 4" in problem and "does not follow" in problem for problem in problems)


def test_two_changes_exchanged_are_found(office: System, notes: list[Note], sql: Sql) -> None:
    run(by=office, about=notes[0], work=lambda: Note.objects.update(state="closed"))
    one, two = Change.objects.order_by("-id").values_list("id", flat=True)[:2]
    past_the_triggers(
        sql,
        f"UPDATE audit_change SET id = 9999 WHERE id = {one}",
        f"UPDATE audit_change SET id = {one} WHERE id = {two}",
        f"UPDATE audit_change SET id = {two} WHERE id = 9999",
    )
    assert any("Event 8" in problem and "another order" in problem for problem in verify().problems)


def test_a_removed_tail_is_found_with_a_printed_head(notes: list[Note], sql: Sql) -> None:
    printed = str(head())
    past_the_triggers(
        sql,
        "DELETE FROM audit_app_note_tags",
        "DELETE FROM audit_app_tag",
        "DELETE FROM audit_change WHERE mark IN (SELECT mark FROM audit_event WHERE number > 5)",
        "DELETE FROM audit_event WHERE number > 5",
        "INSERT INTO audit_app_note (id, title, body, done, state, unwatched) SELECT CAST(row_key AS integer), 'Third', "
        "'', CAST(0 AS {}), 'open', '' FROM audit_change WHERE new_values LIKE '%%Third%%'".format(
            "boolean" if connection.vendor == "postgresql" else "integer"
        ),
    )
    assert verify().problems == []  # without a paper nobody can know
    assert verify(parse_head(printed)).problems == [
        "Event 7, which the paper names as the head, is missing: the end of the chain was removed."
    ]


def test_a_chain_written_anew_is_found_with_a_printed_head(notes: list[Note]) -> None:
    problems = verify((3, "abcdef0123456789")).problems
    assert len(problems) == 1
    assert "written anew" in problems[0]
    event = Event.objects.get(number=3)
    assert verify((3, event.hash)).problems == []
    assert verify((3, event.hash[:16].upper())).problems == []


def test_a_value_changed_and_then_changed_by_a_command_is_found(
    office: System, notes: list[Note], sql: Sql
) -> None:
    past_the_triggers(sql, "UPDATE audit_app_note SET body = 'tampered' WHERE title = 'First'")
    change_note(by=office, note=notes[0], body="lawful")
    assert any("its body had been changed without a record" in problem for problem in verify().problems)


def test_a_row_brought_back_is_found(notes: list[Note], sql: Sql) -> None:
    key = Change.objects.filter(operation="delete", table_name="audit_app_note").get().row_key
    columns = "id, title, body, done, state, unwatched"
    past_the_triggers(
        sql, f"INSERT INTO audit_app_note ({columns}) SELECT {key}, title, body, done, state, '' FROM audit_app_note "
        "WHERE title = 'First'"
    )  # fmt: skip
    assert verify().problems == [
        f"audit_app_note {key}: the row is there again, though its deletion is the last record."
    ]


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("INSERT INTO audit_app_tag (name) VALUES ('x')", "inserted"),
        ("UPDATE audit_app_tag SET name = 'x'", "changed"),
        ("DELETE FROM audit_app_note_tags", "deleted"),
    ],
)
def test_a_change_outside_any_command_is_recorded_and_reported(
    notes: list[Note], sql: Sql, statement: str, what: str
) -> None:
    sql(statement)
    problems = verify().problems
    assert len(problems) == 1
    assert f"was {what} outside any command" in problems[0]


def test_a_missing_trigger_is_a_problem(notes: list[Note], sql: Sql) -> None:
    on_postgres = connection.vendor == "postgresql"
    name = "audit_record_audit_app_note" if on_postgres else "audit_audit_app_note_update"
    sql(f"DROP TRIGGER {name}" + (" ON audit_app_note" if on_postgres else ""))
    assert verify().problems == [f"The trigger {name} is missing: changes may have gone unrecorded."]
    assert triggers.install(connection) == [name]
    assert triggers.install(connection) == []
    assert verify().problems == []


def test_a_trigger_that_was_weakened_is_a_problem(notes: list[Note], sql: Sql) -> None:
    if connection.vendor == "postgresql":
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        sql("ALTER TABLE audit_app_note DISABLE TRIGGER audit_record_audit_app_note")
        sql(
            "CREATE OR REPLACE FUNCTION audit_keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
        )
        assert len(verify().problems) == 2
    else:
        sql("DROP TRIGGER audit_audit_change_keep_delete")
        sql("CREATE TRIGGER audit_audit_change_keep_delete BEFORE DELETE ON audit_change BEGIN SELECT 1; END")
        assert ["altered or switched off" in problem for problem in verify().problems] == [True]
    triggers.install(connection)
    assert verify().problems == []


def test_the_head_of_an_empty_chain() -> None:
    assert str(head()) == "0:0000000000000000"
    assert verify(parse_head(str(head()))).is_whole


@pytest.mark.parametrize("text", ["", "42", "42:", "42:xyz", "x:ab12cd34", "42:ab12"])
def test_what_is_no_head_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refused, match="is not the head of a chain"):
        parse_head(text)


def test_problems_beyond_five_hundred_are_counted(office: System, sql: Sql) -> None:
    note = add_note(by=office, title="First")
    tags = [Tag(name=str(number)) for number in range(700)]
    run(by=office, about=note, work=lambda: Tag.objects.bulk_create(tags))
    past_the_triggers(sql, "UPDATE audit_app_tag SET name = 'x'")
    report = verify()
    assert (len(report.problems), report.more) == (500, 200)
    assert str(report) == "2 events, 701 changes and 701 rows were verified. 700 problems were found."
