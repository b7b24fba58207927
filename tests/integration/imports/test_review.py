"""A person corrects, sets aside, adds and accepts; accepting is all or nothing, and only once."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.inspections.commands import inspecting as inspections
from sightline.domain.inspections.models import Finding, Inspection
from sightline.ground.audit.models import Event
from sightline.ground.audit.queries import verify
from sightline.ground.lib.errors import NotPermitted, Refused
from sightline.work.imports import commands, drafts, queries
from sightline.work.imports.models import Reading
from tests import cast, factories
from tests.integration.imports.papers import FINDINGS, PROSE, a_reading, doubtful, report

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY


@pytest.fixture
def reading(office):
    return a_reading(office)


def accept(office, reading, **more):
    return commands.accept_inspection(by=office, reading=reading, today=TODAY, **more)


def test_what_was_read_becomes_an_inspection_with_file_and_pages(office, reading):
    taken = accept(office, reading)
    assert (taken.authority, taken.framework) == ("Thurrock", "ILACS")
    assert (taken.start, taken.end) == (date(2019, 11, 25), date(2019, 12, 6))
    assert taken.file_id == reading.file_id and taken.source_name == "thurrock.pdf"
    assert [finding.text for finding in taken.findings.all()] == list(FINDINGS)
    assert {finding.page for finding in taken.findings.all()} == {1}
    assert taken.judgements.count() == 4 and taken.judgements.first().page == 1
    reading.refresh_from_db()
    assert (reading.state, reading.inspection, reading.decided_by_name) == ("accepted", taken, office.name)
    assert verify().is_whole


def test_nothing_is_applied_before(office, reading):
    commands.edit_finding(by=office, reading=reading, key="f1", text="Other words.")
    assert not Inspection.objects.exists() and not Finding.objects.exists()


def test_corrections_are_accepted_and_the_words_read_stay_beside(office, reading):
    commands.edit_finding(by=office, reading=reading, key="f1", text="Other words.", heading="Plans", ref="1")
    commands.set_finding_aside(by=office, reading=reading, key="f2", why="It repeats the third.")
    key = commands.add_finding(
        by=office, reading=reading, text="Records of visits.", page=1, category="Added"
    )
    commands.state_facts(by=office, reading=reading, report_received=date(2020, 1, 10), lead_inspector=None)
    commands.edit_judgement(by=office, reading=reading, key="j1", grade="Inadequate")
    commands.set_judgement_aside(by=office, reading=reading, key="j2", why="Printed twice.")
    commands.add_judgement(by=office, reading=reading, area="Care leavers", grade="Good")
    assert key == "h1"
    reading.refresh_from_db()
    assert {name: reading.counts[name] for name in ("read", "by_hand", "taken", "set_aside")} == {
        "read": 3, "by_hand": 1, "taken": 3, "set_aside": 1,
    }  # fmt: skip
    assert reading.result["findings"][0]["text"] == FINDINGS[0], "what was read is never changed"
    taken = accept(office, reading)
    first, third, added = taken.findings.all()
    assert (first.text, first.text_as_read, first.heading) == ("Other words.", FINDINGS[0], "Plans")
    assert first.corrections.get().by_name == office.name and third.text == FINDINGS[2]
    assert added.added_by_hand and not first.added_by_hand
    assert (taken.report_received, taken.lead_inspector) == (date(2020, 1, 10), "")
    assert [row.area for row in taken.judgements.all()][
        -1
    ] == "Care leavers" and taken.judgements.count() == 4


def test_set_aside_can_be_taken_again(office, reading):
    commands.set_finding_aside(by=office, reading=reading, key="f2", why="No.")
    draft = commands.take_finding(by=office, reading=reading, key="f2")
    assert [one.key for one in draft.findings] == ["f1", "f2", "f3"]
    commands.set_judgement_aside(by=office, reading=reading, key="j1", why="No.")
    assert commands.take_judgement(by=office, reading=reading, key="j1").judgement("j1").taken


def test_each_change_leaves_an_event_with_old_and_new(office, reading):
    commands.edit_finding(by=office, reading=reading, key="f1", text="Other words.")
    (entry,) = Event.objects.latest("pk").entries
    assert entry["facts"]["old"] == {"text": FINDINGS[0]} and entry["facts"]["new"] == {
        "text": "Other words."
    }


def test_only_what_was_seen_is_accepted(office, reading):
    seen = drafts.from_json(reading.draft).revision
    commands.edit_finding(by=office, reading=reading, key="f1", text="Other words.")
    with pytest.raises(Refused, match="Somebody changed this review"):
        accept(office, reading, revision=seen)
    assert not Inspection.objects.exists()


def test_a_missing_council_stops_it_and_says_so(office, reading):
    commands.state_facts(by=office, reading=reading, authority=None)
    with pytest.raises(Refused, match="which council"):
        accept(office, reading)
    assert not Inspection.objects.exists()


def test_a_draft_that_lost_a_passage_is_not_accepted(office, reading):
    draft = dict(reading.draft, passages=reading.draft["passages"][1:])
    Reading.objects.filter(pk=reading.pk).update(draft=draft)
    with pytest.raises(Refused, match="do not add up"):
        accept(office, reading)


def test_it_is_accepted_once(office, reading):
    accept(office, reading)
    with pytest.raises(Refused, match="was accepted"):
        accept(office, reading)
    with pytest.raises(Refused, match="was accepted"):
        commands.edit_finding(by=office, reading=reading, key="f1", text="Too late.")
    with pytest.raises(Refused, match="was accepted"):
        commands.put_aside(by=office, reading=reading, reason="Too late.")
    assert Inspection.objects.count() == 1


def test_the_same_inspection_from_another_file_is_refused_unless_a_person_says_it_is_another(office, reading):
    accept(office, reading)
    second = a_reading(office, "copy.pdf", report() + b"\n% another copy")
    page = queries.review_for(office, second.pk)
    assert page.twin["number"] == 1 and not queries.lines([second])[0].can_be_accepted
    with pytest.raises(Refused, match="already an inspection"):
        accept(office, second)
    assert accept(office, second, although_known=True).number == 2


@pytest.mark.parametrize("breaks_at", ["_add_judgement", "_add_finding", "correct_finding"])
def test_a_fault_in_the_middle_leaves_everything_as_it_was(office, reading, monkeypatch, breaks_at):
    commands.edit_finding(by=office, reading=reading, key="f3", text="Other words.")
    before = Reading.objects.values().get(pk=reading.pk)
    events = Event.objects.count()

    def broken(*arguments, **named):
        raise RuntimeError("pulled the plug")

    where = commands.inspections if breaks_at == "correct_finding" else inspections
    monkeypatch.setattr(where, breaks_at, broken, raising=False)
    with pytest.raises(RuntimeError):
        accept(office, reading)
    assert Reading.objects.values().get(pk=reading.pk) == before
    assert (
        not Inspection.objects.exists() and not Finding.objects.exists() and Event.objects.count() == events
    )
    monkeypatch.undo()
    assert accept(office, reading).findings.count() == 3
    assert verify().is_whole


def test_a_paper_of_another_kind_is_not_reviewed_as_an_inspection(office):
    note = a_reading(office, "note.txt", PROSE)
    with pytest.raises(Refused, match="not under review as an inspection"):
        accept(office, note)


def test_only_who_may_import_reviews(reading):
    with pytest.raises(NotPermitted):
        accept(factories.a_user(cast.READER), reading)


def test_doubts_keep_a_paper_from_being_accepted_unseen(office):
    line = queries.lines([a_reading(office, "d.pdf", doubtful())])[0]
    assert not line.can_be_accepted and line.look
    assert accept(office, line.reading).findings.count() == 3, (
        "a person who looked may accept it all the same"
    )
