"""The audit while tables are changed: nothing falls out of the record, and nothing false slips into it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, models
from django.db.backends.signals import connection_created

from sightline.ground.audit import triggers
from sightline.ground.audit.actors import System
from sightline.ground.audit.migrating import after_migrating, before_migrating
from sightline.ground.audit.models import Change, Event
from sightline.ground.audit.queries import verify
from sightline.ground.audit.running import give_functions_to_all
from tests.audit_app.commands import add_note, change_note
from tests.audit_app.models import Note, Tag

pytestmark = pytest.mark.django_db(transaction=True)
Sql = Callable[..., list[tuple[Any, ...]]]


@contextmanager
def migration() -> Iterator[None]:
    before_migrating(using="default", plan=["a migration"])
    yield
    after_migrating(using="default")


def test_installing_twice_changes_nothing_and_records_nothing() -> None:
    assert triggers.install(connection) == []
    call_command("migrate", verbosity=0)
    assert triggers.missing(connection) == []
    assert not Event.objects.exists()


def test_a_rebuilt_table_has_its_triggers_again(office: System) -> None:
    note = add_note(by=office, title="First", body="x")
    old, new = Note._meta.get_field("body"), models.TextField(blank=True, db_default="-")
    new.set_attributes_from_name("body")
    new.model = Note
    with migration(), connection.schema_editor() as editor:
        editor.alter_field(Note, old, new)
        editor.alter_field(Note, new, old)
    assert triggers.missing(connection) == []
    assert verify().problems == []
    change_note(by=office, note=note, body="y")
    assert Change.objects.filter(operation="update").count() == 1
    assert verify().problems == []


def test_a_rebuild_that_nobody_announced_is_a_problem_until_mended(office: System) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite drops triggers when it rebuilds a table.")
    add_note(by=office, title="First")
    with connection.schema_editor() as editor:
        editor._remake_table(Note)
    assert len(triggers.missing(connection)) == len(verify().problems) == 3
    call_command("migrate", verbosity=0)
    assert verify().problems == []


def test_a_new_column_is_taken_in(office: System) -> None:
    column = Note._meta.get_field("share")
    with migration(), connection.schema_editor() as editor:
        editor.remove_field(Note, column)
    with connection.cursor() as cursor:  # the model is ahead of the table now
        cursor.execute("INSERT INTO audit_app_tag (name) VALUES ('outside')")
    assert len(verify().problems) == 1
    insert = "INSERT INTO audit_app_note (id, title, body, done, state, unwatched) VALUES (7, 'a', '', %s, 'open', '')"
    with connection.cursor() as cursor:
        cursor.execute(insert, [False])
    new = models.FloatField(default=1.5)
    new.set_attributes_from_name("share")
    new.model = Note
    with migration(), connection.schema_editor() as editor:
        editor.add_field(Note, new)
        editor.alter_field(Note, new, column)
    event = Event.objects.get()
    assert (event.command, event.actor_name) == ("audit.migrate", "Sightline, migrating its tables")
    assert event.entries[0]["facts"] == {"taken_in": {"audit_app_note": 1}}
    found = Change.objects.get(operation="found")
    assert (found.row_key, found.old_values, found.new_values) == ("7", "{}", '{"share":1.5}')
    assert all("outside any command" in problem for problem in verify().problems)
    change_note(by=office, note=Note.objects.get(pk=7), share=2.5)
    assert Change.objects.last().new_values.replace(" ", "") == '{"share":2.5}'


def test_what_a_migration_writes_is_recorded_under_it(office: System, sql: Sql) -> None:
    notes = [add_note(by=office, title=title) for title in ("First", "Second")]
    with migration():
        sql("UPDATE audit_app_note SET body = 'by migration' WHERE title = 'First'")
        sql("DELETE FROM audit_app_note WHERE title = 'Second'")
        sql("INSERT INTO audit_app_tag (name) VALUES ('new')")
    assert verify().problems == []
    event = Event.objects.last()
    assert event.command == "audit.migrate"
    assert event.changes_count == 3
    change_note(by=office, note=notes[0], body="by a person")
    assert verify().problems == []


def test_a_row_that_was_wrong_before_a_migration_stays_so(office: System, sql: Sql) -> None:
    add_note(by=office, title="First")
    Tag.objects.create(name="outside")
    triggers.remove(connection)
    sql("UPDATE audit_app_note SET body = 'tampered'")
    sql("INSERT INTO audit_app_tag (name) VALUES ('smuggled')")
    triggers.install(connection)
    before = verify().problems
    assert len(before) == 3
    with migration():
        pass
    assert verify().problems == before


def test_rows_of_a_table_that_is_now_watched_are_taken_in(sql: Sql) -> None:
    triggers.remove(connection)
    sql("INSERT INTO audit_app_tag (name) VALUES ('from before')")
    assert any("no change ever recorded" in problem for problem in verify().problems)
    call_command("migrate", verbosity=0)
    assert Event.objects.get().entries[0]["facts"] == {"taken_in": {"audit_app_tag": 1}}
    assert verify().problems == []


def test_a_connection_opened_before_has_the_functions_too(office: System) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite's triggers call functions of the connection.")
    connection_created.disconnect(dispatch_uid="sightline.audit")
    connection.close()
    with pytest.raises(OperationalError, match="no such function"):
        Tag.objects.create(name="t")
    give_functions_to_all()
    add_note(by=office, title="First")
    assert verify().problems == []


def test_two_at_once_make_one_chain(office: System) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def work(worker: int) -> None:
        try:
            for number in range(10):
                add_note(by=office, title=f"{worker}.{number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert list(Event.objects.values_list("number", flat=True)) == list(range(1, 41))
    assert verify().problems == []
