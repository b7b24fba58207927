"""What a person teaches in a review is remembered only when they say so, is used by the readers, can be traced and taken back."""

from __future__ import annotations

import importlib

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from sightline.domain.governance.commands import rename_body
from sightline.ground.audit.models import Event
from sightline.ground.audit.queries import verify
from sightline.ground.lib.errors import NotFound, NotPermitted, Refused
from sightline.work.imports import commands, paper_drafts, queries_lessons, queries_papers
from sightline.work.imports.memory import body_taught, taught
from sightline.work.imports.models import Lesson, LessonUse
from tests import cast, factories
from tests.integration.imports.committee_papers import MINUTES, REPORT, minutes, report

pytestmark = pytest.mark.django_db
HEADING = "Money and the like"
UNUSUAL = MINUTES.replace("RESOLVED -\n", "THE PANEL CONCLUDED AS FOLLOWS:\n")


def draft_of(reading):
    reading.refresh_from_db()
    return paper_drafts.from_json(reading.draft)


def teach(office, **more):
    return commands.remember_lesson(by=office, **more)


def test_nothing_is_learnt_unless_a_person_says_so(office):
    reading = report(office)
    commands.edit_entry(by=office, reading=reading, key="consideration-1", fields={"section": "risk"})
    commands.set_entry_aside(by=office, reading=reading, key="consideration-2", why="None.")
    commands.state_paper_facts(by=office, reading=reading, facts={"body_id": factories.a_body("Panel").pk})
    commands.accept_paper(by=office, reading=reading, today=factories.TODAY)
    assert not Lesson.objects.exists()


def test_a_heading_that_was_corrected_is_read_so_in_the_next_report(office):
    text = REPORT.replace("Financial considerations:", "What the auditors think:")
    reading = report(office, text)
    assert "financial" not in {one.fields["section"] for one in draft_of(reading).of("consideration")}
    section = next(
        one for one in draft_of(reading).entries if one.as_read.get("heading") == "What the auditors think:"
    )
    commands.take_entry(
        by=office, reading=reading, key=section.key, group="consideration", remember=True,
        fields={"section": "financial", "heading": "What the auditors think:", "text": "None."},
    )  # fmt: skip
    lesson = Lesson.objects.get()
    assert (lesson.kind, lesson.printed, lesson.meaning) == (
        "heading",
        "What the auditors think:",
        "financial",
    )
    assert (lesson.by_name, lesson.reading, lesson.until) == (office.name, reading, None)
    later = report(office, text.replace("12 June", "10 July"), "july.txt")
    assert {one.fields["section"] for one in draft_of(later).of("consideration")} == {"financial", "legal"}
    assert [use.lesson for use in LessonUse.objects.filter(reading=later)] == [lesson]
    (used,) = queries_papers.lessons_used(later)
    assert used.pk == lesson.pk and "What the auditors think:" in used.sentence and not used.taken_back
    line, readings = queries_lessons.lesson_for(office, lesson.pk)
    assert (line.used, readings) == (1, [later])


def test_a_wrong_lesson_is_taken_back_with_a_reason_and_stays_to_be_seen(office):
    lesson = teach(office, kind="heading", printed="Legal considerations:", meaning="risk")
    wrong = report(office)
    assert {one.fields["section"] for one in draft_of(wrong).of("consideration")} == {"financial", "risk"}
    with pytest.raises(Refused, match="Say why"):
        commands.take_back_lesson(by=office, lesson=lesson, reason=" ")
    commands.take_back_lesson(by=office, lesson=lesson, reason="A slip.")
    lesson.refresh_from_db()
    assert lesson.until and (lesson.until_by_name, lesson.until_reason) == (office.name, "A slip.")
    with pytest.raises(Refused, match="already"):
        commands.take_back_lesson(by=office, lesson=lesson, reason="Again.")
    assert queries_papers.lessons_used(wrong)[0].taken_back
    commands.read_again(by=office, reading=wrong, queue=False)
    again = commands.read_paper(wrong.pk)
    assert {one.fields["section"] for one in draft_of(again).of("consideration")} == {"financial", "legal"}
    assert not LessonUse.objects.exists() and Lesson.objects.count() == 1
    assert [one.lesson for one in queries_lessons.lessons(office)] == []
    assert [one.lesson for one in queries_lessons.lessons(office, also_taken_back=True)] == [lesson]


def test_words_that_bring_in_resolutions_are_learnt_and_traced(office):
    before = minutes(office, UNUSUAL, "before.txt")
    assert not any(one.fields.get("verb") for one in draft_of(before).of("resolution"))
    commands.add_entry(
        by=office, reading=before, group="resolution", parent="item-2", remember=True,
        fields={"text": "That it be noted.", "verb": "THE PANEL CONCLUDED AS FOLLOWS"},
    )  # fmt: skip
    lesson = Lesson.objects.get()
    assert (lesson.kind, lesson.meaning, lesson.key) == ("verb", "yes", "the panel concluded as follows")
    after = minutes(office, UNUSUAL.replace("4 MARCH", "8 APRIL"), "after.txt")
    found = draft_of(after).of("resolution")
    assert len(found) == 2 and {one.fields["verb"] for one in found} == {"THE PANEL CONCLUDED AS FOLLOWS"}
    assert LessonUse.objects.get().reading == after and after.lesson_uses.get().lesson == lesson


def test_words_that_never_bring_in_resolutions(office):
    reading = minutes(office)
    commands.set_entry_aside(by=office, reading=reading, key="resolution-1", why="It is none.", remember=True)
    assert Lesson.objects.get().meaning == "no"
    assert taught().memory.verb("RESOLVED") is False


def test_a_tick_where_nothing_can_be_learnt_is_refused_and_changes_nothing(office):
    reading = minutes(office)
    with pytest.raises(Refused, match="Nothing was changed") as refused:
        commands.edit_entry(
            by=office, reading=reading, key="item-1", fields={"title": "Other"}, remember=True
        )
    assert refused.value.field == "remember" and draft_of(reading).revision == 0
    with pytest.raises(Refused, match="Nothing was changed"):
        commands.state_paper_facts(by=office, reading=reading, facts={"body_id": 0}, remember=True)
    assert draft_of(reading).revision == 0 and not Lesson.objects.exists()


def test_a_name_of_a_body_means_that_body_under_whatever_name(office):
    body = factories.a_body("Children’s Services Improvement Board")
    lesson = teach(office, kind="body", printed="The CSIB (Northmere)", body=body)
    assert body_taught("the CSIB Northmere") == lesson and lesson.meaning == body.name
    rename_body(
        by=factories.SYSTEM,
        body=body,
        name="Families Board",
        short_name="",
        reason="New name",
        today=factories.TODAY,
    )
    assert body_taught("CSIB (Northmere)").body.name == "Families Board"
    assert body_taught("") is None and body_taught("CSIB") is None


def test_what_is_taught_anew_ends_what_was_taught_before(office):
    first = teach(office, kind="heading", printed="Key risks", meaning="risk")
    assert teach(office, kind="heading", printed="KEY  RISKS:", meaning="risk") == first, "the same again"
    second = teach(office, kind="heading", printed="Key risks:", meaning="")
    first.refresh_from_db()
    assert first.until and first.until_reason and second.until is None
    assert taught().memory.heading("key risks") == ""
    assert Lesson.objects.filter(until=None).count() == 1 and verify().is_whole
    last = Event.objects.last().entries
    assert last[-1]["facts"]["words"] == "Key risks:"


def test_two_lessons_of_one_word_are_not_possible_in_the_database(office):
    teach(office, kind="verb", printed="NOTED", meaning="no")
    with pytest.raises(IntegrityError), transaction.atomic():
        Lesson.objects.create(kind="verb", printed="NOTED", key="noted", meaning="yes", by_name="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Lesson.objects.create(kind="body", printed="A", key="a", meaning="A", by_name="x")


def test_words_that_are_none_cannot_be_taught(office):
    with pytest.raises(Refused, match="no printed words"):
        teach(office, kind="heading", printed=" : ", meaning="risk")
    with pytest.raises(ValueError, match="yes or no"):
        teach(office, kind="verb", printed="NOTED", meaning="perhaps")


def test_the_list_says_each_in_words_and_finds_it(office, statements):
    body = factories.a_body("Cabinet")
    teach(office, kind="column", printed="By when?", meaning="due")
    teach(office, kind="column", printed="Ward", meaning="")
    teach(office, kind="heading", printed="Key risks", meaning="risk")
    teach(office, kind="verb", printed="NOTED", meaning="no")
    teach(office, kind="body", printed="The Executive", body=body)
    with statements(3):
        found = queries_lessons.lessons(office)
    said = {one.lesson.printed: one.sentence for one in found}
    assert said["The Executive"] == "“The Executive” is Cabinet" and "left out" in said["Ward"]
    assert "never" in said["NOTED"] and "risk management" in said["Key risks"] and "Due" in said["By when?"]
    assert [one.lesson.printed for one in queries_lessons.lessons(office, text="execu")] == ["The Executive"]
    assert {one.lesson.printed for one in queries_lessons.lessons(office, kind="column")} == {
        "By when?",
        "Ward",
    }


def test_who_may_not_import_neither_teaches_nor_sees(office):
    lesson = teach(office, kind="verb", printed="NOTED", meaning="no")
    reader = factories.a_user(cast.READER)
    for look in (
        lambda: queries_lessons.lessons(reader),
        lambda: queries_lessons.lesson_for(reader, lesson.pk),
    ):
        with pytest.raises(NotFound):
            look()
    with pytest.raises(NotFound):
        queries_lessons.lesson_for(office, 99999)
    with pytest.raises(NotPermitted):
        teach(reader, kind="verb", printed="NOTED", meaning="yes")
    with pytest.raises(NotPermitted):
        commands.take_back_lesson(by=reader, lesson=lesson, reason="x")


@pytest.mark.django_db(transaction=True)
def test_columns_that_were_remembered_before_become_lessons():
    """The migration takes over what was remembered of columns, with who said it and when, ended ones too."""
    from django.db.migrations.executor import MigrationExecutor

    try:
        MigrationExecutor(connection).migrate([("imports", "0002_many_papers")])
        old = MigrationExecutor(connection).loader.project_state([("imports", "0002_many_papers")]).apps
        choice = old.get_model("imports", "ColumnChoice")
        first = choice.objects.create(header="ward", field="", by_name="Dev")
        choice.objects.filter(pk=first.pk).update(until=first.since)
        choice.objects.create(header="ward", field="own", by_name="Dev")
        since = choice.objects.get(pk=first.pk).since
    finally:
        leaves = MigrationExecutor(connection).loader.graph.leaf_nodes("imports")
        MigrationExecutor(connection).migrate(leaves)
    ended, held = Lesson.objects.order_by("pk")
    assert (ended.kind, ended.key, ended.meaning, ended.until, ended.since) == (
        "column",
        "ward",
        "",
        since,
        since,
    )
    assert (held.printed, held.meaning, held.until, held.by_name) == ("ward", "own", None, "Dev")
    assert importlib.import_module("sightline.work.imports.migrations.0003_lessons") and apps.get_model(
        "imports", "Lesson"
    )
