"""One event for a command, every row under it, whichever way it was written."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from sightline.ground.accounts.models import Grant, User
from sightline.ground.audit.actors import System
from sightline.ground.audit.commands import record
from sightline.ground.audit.models import Change, Event
from sightline.ground.audit.queries import head, verify
from sightline.ground.lib.errors import NotPermitted
from tests.audit_app.commands import add_note, change_note, delete_note, run
from tests.audit_app.models import Note, Tag

pytestmark = pytest.mark.django_db


def operations(event: Event) -> list[tuple[str, str]]:
    return list(Change.objects.filter(mark=event.mark).values_list("table_name", "operation"))


def test_a_command_is_one_event_that_names_who_what_and_which_rows(office: System) -> None:
    note = add_note(by=office, title="First", due=date(2026, 3, 1), amount=Decimal("1.50"))
    event = Event.objects.get()
    assert (event.number, event.actor_id, event.actor_name) == (1, "", "The programme office")
    assert event.command == "audit_app.add_note"
    assert event.entries == [
        {
            "command": "audit_app.add_note",
            "kind": "audit_app.note",
            "id": note.pk,
            "what": "note added",
            "facts": {"title": "First"},
        }
    ]
    assert operations(event) == [("audit_app_note", "insert")]
    assert verify().is_whole
    assert str(head()) == f"1:{event.hash[:16]}"


def test_of_an_update_only_what_changed_is_recorded(office: System) -> None:
    note = add_note(by=office, title="First")
    change_note(by=office, note=note, title="Second")
    change = Change.objects.last()
    assert (change.old_values, change.new_values) in (
        ('{"title":"First"}', '{"title":"Second"}'),
        ('{"title": "First"}', '{"title": "Second"}'),
    )


def test_a_save_that_changes_nothing_records_no_change(office: System) -> None:
    note = add_note(by=office, title="First", data={"a": [1]}, amount=Decimal("2.50"), raw=b"\x00\xff")
    before = Change.objects.count()
    change_note(by=office, note=Note.objects.get(pk=note.pk))
    assert Change.objects.count() == before


def ways(note: Note, sql: Callable[..., Any]) -> dict[str, tuple[Callable[[], Any], list[str]]]:
    return {
        "update": (lambda: Note.objects.filter(pk=note.pk).update(body="b"), ["update"]),
        "bulk_create": (lambda: Note.objects.bulk_create([Note(title="x"), Note(title="y")]), ["insert"] * 2),
        "bulk_update": (lambda: Note.objects.bulk_update([note], ["title"]), []),
        "raw": (lambda: sql("UPDATE audit_app_note SET body = 'raw' WHERE id = %s", note.pk), ["update"]),
        "raw insert": (lambda: sql("INSERT INTO audit_app_tag (name) VALUES ('t')"), ["insert"]),
        "m2m": (lambda: note.tags.add(Tag.objects.create(name="t")), ["insert", "insert"]),
        "delete": (lambda: Note.objects.all().delete(), ["delete"]),
    }


@pytest.mark.parametrize(
    "way", ["update", "bulk_create", "bulk_update", "raw", "raw insert", "m2m", "delete"]
)
def test_whichever_way_a_row_is_written_it_is_recorded(
    office: System, sql: Callable[..., Any], way: str
) -> None:
    note = add_note(by=office, title="First")
    work, expected = ways(note, sql)[way]
    run(by=office, about=note, work=work)
    assert [operation for _, operation in operations(Event.objects.last())] == expected
    assert verify().problems == []


def test_every_kind_of_column_comes_back_as_it_was(office: System) -> None:
    note = add_note(
        by=office,
        title="Ünï “\\' %",
        body="line\nline\ttab\x01 \U0001f600 עברית",
        data={"ключ": ['"quoted"', 1.5, None, {"a": True}]},
        due=date(2026, 1, 2),
        amount=Decimal("-12.30"),
        share=0.1,
        done=True,
        raw=b"\x00\x01\xfe",
    )
    note.tags.add(Tag.objects.create(name="outside"))
    assert [problem.split(" ")[0] for problem in verify().problems] == [
        "audit_app_tag",
        "audit_app_note_tags",
    ]
    assert not any("differ" in problem for problem in verify().problems)


def test_a_column_left_out_is_not_recorded(office: System) -> None:
    note = add_note(by=office, title="First", unwatched="secret")
    change_note(by=office, note=note, unwatched="other secret")
    assert Change.objects.count() == 1
    assert "secret" not in Change.objects.get().new_values
    assert verify().is_whole


def test_a_user_is_recorded_without_the_password(office: System) -> None:
    user = User.objects.create(email="ann@example.org", name="Ann", password="a hash")
    user.last_login = user.joined_at
    user.save()
    Grant.objects.create(user=user, role="reader")
    recorded = Change.objects.filter(table_name="accounts_user")
    assert [change.operation for change in recorded] == ["insert"]
    assert "ann@example.org" in recorded[0].new_values
    assert "password" not in recorded[0].new_values
    assert Change.objects.filter(table_name="accounts_grant").count() == 1


def test_a_command_in_a_command_joins_its_event(office: System) -> None:
    first = add_note(by=office, title="First")
    run(by=office, about=first, work=lambda: add_note(by=office, title="Inner"))
    event = Event.objects.last()
    assert event.command == "audit_app.run"
    assert [entry["command"] for entry in event.entries] == ["audit_app.run", "audit_app.add_note"]
    assert verify().is_whole


def test_an_inner_command_that_fails_is_undone_alone(office: System) -> None:
    note = add_note(by=office, title="First")

    def work() -> None:
        note.body = "kept"
        note.save()
        with pytest.raises(ZeroDivisionError):
            run(by=office, about=note, work=lambda: Note.objects.create(title="gone") and 1 / 0)

    run(by=office, about=note, work=work)
    assert list(Note.objects.values_list("title", "body")) == [("First", "kept")]
    assert len(Event.objects.last().entries) == 1
    assert verify().is_whole


def test_a_command_that_fails_leaves_nothing(office: System) -> None:
    note = add_note(by=office, title="First")
    with pytest.raises(ZeroDivisionError):
        run(by=office, about=note, work=lambda: Note.objects.all().delete() and 1 / 0)
    assert Note.objects.count() == 1
    assert Event.objects.count() == 1
    Note.objects.create(title="after")
    assert Change.objects.last().mark is None


def test_a_command_that_records_nothing_is_rolled_back(office: System) -> None:
    from sightline.ground.audit.commands import command

    @command("plans.edit_plan")
    def silent(*, by: System) -> None:
        Note.objects.create(title="silent")

    with pytest.raises(RuntimeError, match="recorded no event"):
        silent(by=office)
    assert not Note.objects.exists()


def test_without_the_right_nothing_happens() -> None:
    class Nobody(System):
        def may(self, permission: str, thing: object | None = None) -> bool:
            return False

    with pytest.raises(NotPermitted):
        add_note(by=Nobody(), title="First")
    assert not Note.objects.exists()
    assert not Event.objects.exists()


def test_record_outside_a_command_is_refused(office: System) -> None:
    note = add_note(by=office, title="First")
    with pytest.raises(RuntimeError):
        record(note, "changed")


def test_facts_are_kept_as_plain_values(office: System) -> None:
    note = add_note(by=office, title="First")
    run(
        by=office,
        about=note,
        work=lambda: record(
            note, "facts", when=date(2026, 1, 2), sums=(Decimal("1.10"), {2, 1}), nothing=None
        ),
    )
    assert Event.objects.last().entries[1]["facts"] == {
        "when": "2026-01-02",
        "sums": ["1.10", [1, 2]],
        "nothing": None,
    }
    assert verify().is_whole


def test_a_key_that_is_changed_is_a_deletion_and_an_insertion(
    office: System, sql: Callable[..., Any]
) -> None:
    tag = Tag.objects.create(name="t")
    sql("UPDATE audit_app_tag SET id = 999 WHERE id = %s", tag.pk)
    recorded = Change.objects.filter(table_name="audit_app_tag").values_list("row_key", "operation")
    assert list(recorded) == [(str(tag.pk), "insert"), (str(tag.pk), "delete"), ("999", "insert")]
    assert all("outside any command" in problem for problem in verify().problems)


@pytest.mark.parametrize("table", ["audit_event", "audit_change", "audit_replacement"])
def test_the_audits_tables_refuse_to_be_changed(office: System, sql: Callable[..., Any], table: str) -> None:
    note = add_note(by=office, title="First")
    delete_note(by=office, note=note)
    if not sql(f"SELECT count(*) FROM {table}")[0][0]:
        sql(
            "INSERT INTO audit_replacement (mark, kind, target, path, commitment) "
            "VALUES ('m', 'change', 1, 'p', 'c')"
        )
    for statement in (f"UPDATE {table} SET mark = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError), transaction.atomic():
            sql(statement)


def test_emptying_a_table_at_once_is_refused(sql: Callable[..., Any]) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE; DELETE fires the triggers of rows.")
    for table in ("audit_event", "audit_app_note"):
        with pytest.raises(IntegrityError), transaction.atomic():
            sql(f"TRUNCATE {table} CASCADE")
