"""Text that must not exist goes everywhere, and the chain still verifies."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from sightline.ground.accounts.models import User
from sightline.ground.audit import redaction
from sightline.ground.audit.actors import System
from sightline.ground.audit.commands import record, redact
from sightline.ground.audit.models import Change, Event, Replacement
from sightline.ground.audit.queries import verify, where_is
from sightline.ground.lib.errors import NotPermitted, Refused
from tests.audit_app.commands import add_note, change_note, delete_note, run
from tests.audit_app.models import Note, Scratch

pytestmark = pytest.mark.django_db

CHILD = 'Giveñ "G" O\'Surname'  # quotes, an accent: every way of escaping


def everything() -> str:
    """Every value of every table, as the database holds it."""
    held: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            held += [str(value) for row in cursor.fetchall() for value in row if value is not None]
    return "\n".join(held)


def forms(text: str) -> list[str]:
    return [text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1], repr(text)[1:-1]]


@pytest.fixture
def with_a_child(office: System) -> Note:
    note = add_note(by=office, title="First", body=f"About {CHILD}, aged 4", data={"who": [CHILD], CHILD: 1})
    change_note(by=office, note=note, body="About nobody", reason=f"{CHILD} was named")
    change_note(by=office, note=note, body=f"{CHILD} again, {CHILD}", due=date(2026, 1, 1))
    delete_note(by=office, note=add_note(by=office, title="Gone", body=f"{CHILD} left", unwatched=CHILD))
    add_note(by=office, title="Third", unwatched=f"unwatched {CHILD}")
    run(by=office, about=note, work=lambda: record(note, f"spoke of {CHILD}", list=[{"a": CHILD}]))
    Scratch.objects.create(text=f"scratch {CHILD}")
    return note


def test_the_text_is_gone_everywhere_and_the_chain_verifies(office: System, with_a_child: Note) -> None:
    assert any(form in everything() for form in forms(CHILD))
    assert verify().problems == []
    sealed = list(Event.objects.values_list("number", "hash", "commitments"))
    commitments = list(Change.objects.values_list("id", "commitments"))

    places = redact(by=office, text=CHILD, authority="Director, 3 March 2026", reason="A child was named")

    held = everything()
    assert not [form for form in forms(CHILD) if form in held]
    assert verify().problems == []
    assert places.rows == {"audit_app_note": 2, "audit_app_scratch": 1}
    assert list(Event.objects.values_list("number", "hash", "commitments"))[:-1] == sealed
    assert list(Change.objects.values_list("id", "commitments"))[: len(commitments)] == commitments
    note = Note.objects.get(pk=with_a_child.pk)
    assert note.body == "[redacted] again, [redacted]"
    assert note.data == {"who": ["[redacted]"], "[redacted]": 1}
    assert Scratch.objects.get().text == "scratch [redacted]"
    event = Event.objects.last()
    assert event.command == "audit.redact"
    assert event.entries[0]["facts"]["authority"] == "Director, 3 March 2026"
    assert event.entries[0]["facts"]["places"]["rows"] == {"audit_app_note": 2, "audit_app_scratch": 1}
    assert event.entries[0]["facts"]["places"]["changes"] == places.changes > 0
    assert event.entries[0]["facts"]["places"]["events"] == places.events > 0


def test_one_sees_where_the_text_stands_before(office: System, with_a_child: Note) -> None:
    before = where_is(CHILD)
    places = redact(by=office, text=CHILD, authority="Director", reason="A child was named")
    assert before == places
    assert where_is(CHILD).total == 0


def test_a_second_redaction_of_the_same_values_verifies(office: System, with_a_child: Note) -> None:
    for text in (CHILD, "again", "aged 4"):
        redact(by=office, text=text, authority="Director", reason="As asked")
    assert verify().problems == []
    assert Note.objects.get(pk=with_a_child.pk).body == "[redacted] [redacted], [redacted]"
    change_note(by=office, note=Note.objects.get(pk=with_a_child.pk), body="afterwards")
    assert verify().problems == []


@pytest.mark.parametrize("forged", ["quite another text", "[redacted] and more"])
def test_what_stands_after_a_redaction_is_protected_too(
    office: System, with_a_child: Note, sql: Callable[..., Any], forged: str
) -> None:
    redact(by=office, text=CHILD, authority="Director", reason="As asked")
    replaced = Replacement.objects.filter(kind="change", path="new.body").first()
    forge(sql, replaced.target, {"new.body": forged})
    assert any(
        f"Change {replaced.target} " in problem and "altered" in problem for problem in verify().problems
    )


def forge(sql: Callable[..., Any], change: int, values: dict[str, str]) -> None:
    """What somebody could do who calls the redaction's own path by hand."""
    from sightline.ground.audit.running import set_mark

    row = Change.objects.get(id=change)
    new = json.loads(row.new_values) | {path[4:]: value for path, value in values.items()}
    set_mark(connection, None, redacting=True)
    Change.objects.filter(id=change).update(new_values=json.dumps(new))
    set_mark(connection, None)


def test_the_redactions_path_cannot_alter_hashes_or_commitments(office: System, with_a_child: Note) -> None:
    from sightline.ground.audit.running import set_mark

    set_mark(connection, None, redacting=True)
    for model, column in (
        (Change, "commitments"),
        (Change, "row_key"),
        (Event, "hash"),
        (Event, "commitments"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(**{column: "x"})
    with pytest.raises(IntegrityError), transaction.atomic():
        Replacement.objects.create(mark="m", kind="change", target=1, path="p", commitment="c")
        Replacement.objects.update(commitment="x")
    set_mark(connection, None)


def test_a_value_blanked_without_a_redaction_is_found(office: System, with_a_child: Note) -> None:
    change = Change.objects.filter(new_values__contains="body").first()
    forge(lambda *_: [], change.id, {"new.body": "[redacted]"})
    assert any(f"Change {change.id} " in problem for problem in verify().problems)


def test_a_narrow_column_gets_the_short_marker(office: System) -> None:
    note = add_note(by=office, title="Surname here")
    redact(by=office, text="Surname", authority="Director", reason="As asked")
    assert Note.objects.get(pk=note.pk).title == "[…] here"
    assert verify().problems == []


def test_a_word_of_the_vocabulary_is_not_text(office: System) -> None:
    note = add_note(by=office, title="open", body="an open question", state="open")
    redact(by=office, text="open", authority="Director", reason="As asked")
    kept = Note.objects.get(pk=note.pk)
    assert (kept.title, kept.body, kept.state) == ("[redacted]", "an [redacted] question", "open")
    assert verify().problems == []


@pytest.mark.parametrize(
    ("text", "authority", "reason", "said"),
    [
        ("ab", "Director", "why", "at least 3 characters"),
        ("  a  ", "Director", "why", "at least 3 characters"),
        ("First", " ", "why", "on whose authority"),
        ("First", "Director", "", "Say why"),
        ("First", "Director", "First was named", "stands in what you wrote"),
        ("First", "Director of First", "why", "stands in what you wrote"),
        ("redact", "Director", "why", "part of the marker"),
        ("programme", "Director", "why", "your own name"),
        ("nowhere to be found", "Director", "why", "not found anywhere"),
    ],
)
def test_a_redaction_is_refused(office: System, text: str, authority: str, reason: str, said: str) -> None:
    add_note(by=office, title="First")
    with pytest.raises(Refused, match=said) as refusal:
        redact(by=office, text=text, authority=authority, reason=reason)
    assert "Nothing was changed" in refusal.value.sentence
    assert Note.objects.get().title == "First"
    assert Event.objects.count() == 1


def test_a_redaction_that_would_make_two_the_same_is_refused(office: System) -> None:
    note = add_note(by=office, title="First")
    people = ("Gi Sur", "Gi [redacted]")
    run(
        by=office,
        about=note,
        work=lambda: [User.objects.create(email=f"{n.lower()}@x.org", name=n) for n in people],
    )
    with pytest.raises(Refused, match="two entries would become the same"):
        redact(by=office, text="sur", authority="Director", reason="As asked")
    assert verify().problems == []
    assert User.objects.filter(email="gi sur@x.org").exists()


def test_a_redaction_needs_the_right(office: System) -> None:
    add_note(by=office, title="First")
    with pytest.raises(NotPermitted):
        redact(
            by=User.objects.create(email="a@example.org", name="A"), text="First", authority="D", reason="r"
        )


def test_a_redaction_is_not_part_of_another_command(office: System) -> None:
    note = add_note(by=office, title="First")
    with pytest.raises(RuntimeError):
        run(by=office, about=note, work=lambda: redact(by=office, text="First", authority="D", reason="r"))
    assert Note.objects.get().title == "First"


@pytest.fixture
def store() -> Iterator[dict[str, str]]:
    held = {"page": "First words"}

    def remove(text: str, marker: str) -> int:
        found = [name for name, value in held.items() if text in value]
        held.update({name: held[name].replace(text, marker) for name in found})
        return len(found)

    redaction.redact_in("a store", remove)
    yield held
    del redaction._other_stores["a store"]


def test_other_stores_take_part(office: System, store: dict[str, str]) -> None:
    add_note(by=office, title="First")
    assert redact(by=office, text="First", authority="D", reason="r").elsewhere == {"a store": 1}
    assert store == {"page": "[redacted] words"}


def test_a_row_changed_outside_any_command_is_redacted_too(office: System, with_a_child: Note) -> None:
    Note.objects.filter(pk=with_a_child.pk).update(title="G outside")
    redact(by=office, text="G outside", authority="D", reason="r")
    assert "G outside" not in everything()
    assert [problem for problem in verify().problems if "outside any command" not in problem] == []


@pytest.mark.django_db(transaction=True)
def test_nothing_of_the_text_stays_in_the_files_of_sqlite(office: System) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps old rows until VACUUM; the README says what to do.")
    note = add_note(by=office, title="First", body="Given Surname " * 30)
    change_note(by=office, note=note, body="nobody")
    redact(by=office, text="Given Surname", authority="D", reason="r")
    database = Path(connection.settings_dict["NAME"])
    for file in database.parent.glob(f"{database.name}*"):
        assert b"Given" not in file.read_bytes(), file.name
    assert verify().problems == []
