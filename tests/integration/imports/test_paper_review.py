"""Committee papers under review: corrected, set aside, added to, accepted into the register; all or nothing, and only once."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sightline.domain.governance.commands import rename_body
from sightline.domain.meetings.commands import withdraw_paper
from sightline.domain.meetings.models import Outcome, Paper, PaperAside, PaperSource
from sightline.ground.audit.models import Event
from sightline.ground.audit.queries import verify
from sightline.ground.lib.errors import NotFound, NotPermitted, Refused
from sightline.work.imports import commands, paper_drafts, queries, queries_papers
from sightline.work.imports.models import Lesson, Reading
from tests import cast, factories, plan_papers
from tests.integration.imports.committee_papers import MINUTES, minutes, report, result_of_many
from tests.integration.imports.papers import PROSE, a_reading, upload

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY
FIRST = "That the report on foster homes be noted with thanks to the team."


@pytest.fixture
def reading(office):
    return minutes(office)


def accept(office, reading, **more):
    return commands.accept_paper(by=office, reading=reading, today=TODAY, **more)


def draft_of(reading):
    reading.refresh_from_db()
    return paper_drafts.from_json(reading.draft)


def test_minutes_become_a_paper_with_items_outcomes_and_lines(office, reading):
    body = factories.a_body("Children’s Scrutiny Panel")
    taken = accept(office, reading, body_id=body.pk)
    assert (taken.kind, taken.body, taken.date) == ("minutes", body, date(2024, 3, 4))
    assert taken.body_printed == "CHILDREN’S SCRUTINY PANEL"
    assert [item.printed_number for item in taken.items.all()] == ["12", "13"]
    resolutions = taken.outcomes.filter(kind="resolution")
    assert [(one.printed_number, one.verb, one.item.printed_number) for one in resolutions] == [
        ("1", "RESOLVED", "13"),
        ("2", "RESOLVED", "13"),
    ]
    lines = {number: text for _, number, text in reading.source}
    for one in resolutions:
        assert any(one.text[:30] in lines[number] for number in range(one.first, one.last + 1))
    assert "undertook" in taken.outcomes.get(kind="commitment").text
    assert taken.sources.get().file_id == reading.file_id
    reading.refresh_from_db()
    assert (reading.state, reading.paper, reading.decided_by_name) == ("accepted", taken, office.name)
    assert verify().is_whole


def test_a_report_becomes_a_paper_with_its_answers(office):
    taken = accept(office, report(office))
    assert (taken.kind, taken.title, taken.date) == ("report", "IMPROVEMENT PLAN UPDATE", date(2024, 6, 12))
    assert [one.printed_number for one in taken.recommendations.all()] == ["2.1", "2.2"]
    assert (taken.facts["contrary_to_plan"], taken.facts["in_budget"], taken.facts["exempt"]) == (
        False,
        True,
        None,
    )
    assert {note.key for note in taken.notes.filter(role="consideration")} == {"financial", "legal"}
    assert taken.body is None and taken.body_printed == "CHILDREN’S SCRUTINY PANEL"


def test_nothing_is_applied_before(office, reading):
    commands.edit_entry(by=office, reading=reading, key="resolution-1", fields={"text": "Other words."})
    assert not Paper.objects.exists() and not Outcome.objects.exists()


def test_corrections_are_accepted_and_the_words_read_stay_beside(office, reading):
    was = reading.result
    commands.edit_entry(
        by=office, reading=reading, key="resolution-1", fields={"text": "Other words.", "number": "9"}
    )
    commands.set_entry_aside(by=office, reading=reading, key="commitment-1", why="No promise.")
    key = commands.add_entry(
        by=office,
        reading=reading,
        group="commitment",
        parent="item-2",
        fields={"text": "To write."},
        place={"first": 11},
    )
    commands.take_entry(by=office, reading=reading, key="resolution-2", group="commitment")
    commands.state_paper_facts(
        by=office, reading=reading, facts={"title": "Minutes", "date": date(2024, 3, 5), "venue": None}
    )
    reading.refresh_from_db()
    counts = reading.counts
    assert counts["read"] + counts["by_hand"] == counts["taken"] + counts["set_aside"]
    assert (key, counts["by_hand"], counts["set_aside"], counts["revision"]) == ("hand-1", 1, 1, 5)
    assert counts["head"]["title"] == "Minutes" and reading.result == was, "what was read is never changed"
    taken = accept(office, reading)
    first = taken.outcomes.get(kind="resolution")
    rest = taken.outcomes.filter(kind="commitment")
    assert (first.text, first.as_read, first.printed_number) == ("Other words.", FIRST, "9")
    assert {(one.kind, one.by_hand) for one in rest} == {("commitment", True), ("commitment", False)}
    assert (taken.date, taken.as_read["date"]) == (date(2024, 3, 5), "2024-03-04")
    aside = taken.asides.get(doubt=False)
    assert (aside.why, aside.by_name) == ("No promise.", office.name)


def test_each_correction_leaves_an_event_with_old_and_new(office, reading):
    commands.edit_entry(
        by=office, reading=reading, key="resolution-1", fields={"text": "Other words."}, parent=None
    )
    (said,) = Event.objects.last().entries
    assert said["facts"]["old"] == {"text": FIRST, "parent": "item-2"}
    assert said["facts"]["new"] == {"text": "Other words.", "parent": None}


def test_only_what_was_seen_is_accepted(office, reading):
    commands.edit_entry(by=office, reading=reading, key="resolution-1", fields={"text": "Other words."})
    with pytest.raises(Refused, match="Somebody changed this review"):
        accept(office, reading, revision=0)
    assert not Paper.objects.exists()
    assert accept(office, reading, revision=1)


def test_two_people_who_change_different_entries_do_not_hinder_each_other(office, reading):
    commands.edit_entry(by=office, reading=reading, key="resolution-1", fields={"text": "Mine."}, seen=0)
    commands.edit_entry(by=office, reading=reading, key="resolution-2", fields={"text": "Theirs."}, seen=0)
    with pytest.raises(Refused, match="Nothing of yours was saved"):
        commands.edit_entry(by=office, reading=reading, key="resolution-1", fields={"text": "Late."}, seen=0)
    commands.state_paper_facts(by=office, reading=reading, facts={"venue": "Here"}, seen=0)
    with pytest.raises(Refused, match="Nothing of yours was saved"):
        commands.state_paper_facts(by=office, reading=reading, facts={"venue": "There"}, seen=2)
    draft = draft_of(reading)
    assert draft.entry("resolution-1").fields["text"] == "Mine." and draft.facts["venue"] == "Here"


def test_a_paper_is_accepted_once(office, reading):
    accept(office, reading)
    with pytest.raises(Refused, match="was accepted"):
        accept(office, reading)
    with pytest.raises(Refused, match="was accepted"):
        commands.edit_entry(by=office, reading=reading, key="resolution-1", fields={"text": "x"})
    assert Paper.objects.count() == 1


def test_accepting_that_fails_half_way_leaves_nothing(office, reading, monkeypatch):
    events = Event.objects.count()

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the power went out")

    monkeypatch.setattr(commands.papers, "_close", broken)
    with pytest.raises(RuntimeError):
        accept(office, reading)
    reading.refresh_from_db()
    assert (Paper.objects.count(), Outcome.objects.count(), PaperSource.objects.count()) == (0, 0, 0)
    assert (reading.state, Event.objects.count()) == ("read", events)


def test_a_draft_that_lost_an_entry_is_not_accepted(office, reading):
    reading.draft["entries"] = reading.draft["entries"][1:]
    Reading.objects.filter(pk=reading.pk).update(draft=reading.draft)
    with pytest.raises(Refused, match="do not add up"):
        accept(office, reading)


def test_a_paper_of_which_nothing_is_taken_is_not_accepted(office, reading):
    for entry in draft_of(reading).entries:
        if draft_of(reading).entry(entry.key).taken:
            commands.set_entry_aside(by=office, reading=reading, key=entry.key, why="No.", also_below=True)
    with pytest.raises(Refused, match="Nothing of this paper is taken"):
        accept(office, reading)


def test_an_undated_paper_without_a_body_is_asked_for_and_can_be_accepted(office):
    text = MINUTES.replace("MINUTES OF THE MEETING HELD ON MONDAY 4 MARCH 2024", "MINUTES").replace(
        "CHILDREN’S SCRUTINY PANEL\n", ""
    )
    reading = minutes(office, text)
    assert {"date", "body"} <= {
        one.about for one in queries_papers.paper_review_for(office, reading.pk).problems
    }
    taken = accept(office, reading)
    assert taken.date is None and taken.body is None


def test_bodies_are_suggested_with_a_reason_and_confirmed_by_a_person(office, reading):
    body = factories.a_body("Scrutiny Panel for Children")
    choice = queries_papers.paper_review_for(office, reading.pk).body
    assert (choice.printed, choice.body_id, choice.stated) == ("CHILDREN’S SCRUTINY PANEL", None, False)
    assert "No body is known" in choice.reason and (body.pk, body.name) in choice.choices
    commands.state_paper_facts(by=office, reading=reading, facts={"body_id": body.pk}, remember=True)
    choice = queries_papers.paper_review_for(office, reading.pk).body
    assert (choice.body_id, choice.stated) == (body.pk, True)
    assert accept(office, reading).body == body
    later = minutes(
        office, MINUTES.replace("4 MARCH", "8 APRIL").replace("foster homes", "short breaks"), "april.txt"
    )
    choice = queries_papers.paper_review_for(office, later.pk).body
    assert (choice.body_id, choice.stated, choice.choices[0][0]) == (body.pk, False, body.pk)
    assert office.name in choice.reason
    assert accept(office, later).body is None, "nobody confirmed it"


def test_a_former_name_is_told_and_none_of_ours_can_be_said(office, reading):
    body = factories.a_body("Children’s Scrutiny Panel")
    choice = queries_papers.paper_review_for(office, reading.pk).body
    assert choice.body_id == body.pk and "It is the name of" in choice.reason
    rename_body(
        by=factories.SYSTEM, body=body, name="Families Panel", short_name="", reason="It grew.", today=TODAY
    )
    choice = queries_papers.paper_review_for(office, reading.pk).body
    assert choice.body_id == body.pk and "was called before" in choice.reason
    commands.state_paper_facts(by=office, reading=reading, facts={"body_id": 0})
    assert queries_papers.paper_review_for(office, reading.pk).body.body_id == 0
    assert accept(office, reading, body_id=body.pk).body is None, "what was said in the review counts"
    with pytest.raises(Refused, match="not here any more"):
        accept(office, report(office), body_id=99999)


def test_the_same_paper_in_another_file_becomes_another_source(office, reading):
    held = accept(office, reading)
    page = (
        "<html><body>" + "".join(f"<p>{line}</p>" for line in MINUTES.split("\n") if line) + "</body></html>"
    )
    again = a_reading(office, "minutes.html", page.replace("thirty", "forty").encode())
    found = queries_papers.paper_review_for(office, again.pk)
    assert [(one.paper, one.certain) for one in found.same] == [(held, True)] and found.same[0].reason
    assert any("thirty" in kept and "forty" in there for _, kept, there in found.same[0].differences)
    with pytest.raises(Refused, match=f"looks like paper {held.number}"):
        accept(office, again)
    assert accept(office, again, same_as=held) == held
    assert Paper.objects.count() == 1 and held.sources.count() == 2
    source = held.sources.last()
    assert source.name == "minutes.html" and source.differences
    again.refresh_from_db()
    assert (again.state, again.paper) == ("accepted", held) and "difference" in again.decided_reason
    assert not any("forty" in one.text for one in held.outcomes.all()), "the paper held keeps its own words"


def test_only_a_paper_that_stands_and_is_of_the_kind_takes_another_source(office, reading):
    other = accept(office, report(office))
    with pytest.raises(Refused, match="of another kind: report"):
        accept(office, reading, same_as=other)
    held = accept(office, reading)
    withdraw_paper(by=factories.SYSTEM, paper=held, reason="Not ours.", today=TODAY)
    again = minutes(office, MINUTES + "\n", "again.txt")
    assert not queries_papers.paper_review_for(office, again.pk).same
    with pytest.raises(Refused, match="taken out of the register"):
        accept(office, again, same_as=held)
    assert Paper.objects.count() == 2 and held.sources.count() == 1


def test_a_paper_of_its_own_is_taken_although_another_looks_the_same(office, reading):
    held = accept(office, reading)
    other = minutes(office, MINUTES + "\n", "copy.txt")
    assert accept(office, other, although_known=True) != held


def test_two_meetings_with_the_same_standard_items_are_two_papers(office, reading):
    accept(office, reading)
    text = MINUTES.replace("4 MARCH", "8 APRIL").replace(
        "thirty new foster homes", "a house for short breaks"
    )
    april = minutes(office, text.replace("report on foster homes", "report on short breaks"), "april.txt")
    assert not any(one.certain for one in queries_papers.paper_review_for(office, april.pk).same)
    assert accept(office, april)


def test_a_table_of_indicators_can_be_accepted_as_figures_printed(office):
    rows = [
        ["Measure", "Baseline", "Target"],
        ["Visits on time", "70%", "90%"],
        ["Plans in date", "60%", "95%"],
    ]
    reading = a_reading(office, "measures.csv", "\n".join(",".join(row) for row in rows).encode())
    if reading.kind != "indicators":
        reading = commands.read_paper(
            commands.choose_kind(by=office, reading=reading, kind="indicators", queue=False).pk
        )
    assert reading.kind == "indicators" and reading.counts["groups"] == {"row": 2}
    taken = accept(office, reading)
    assert [(one.name, one.column, one.printed) for one in taken.figures.all()] == [
        ("Visits on time", "Baseline", "70%"), ("Visits on time", "Target", "90%"),
        ("Plans in date", "Baseline", "60%"), ("Plans in date", "Target", "95%"),
    ]  # fmt: skip


def test_plans_have_no_review_here(office):
    reading = plan_papers.a_reading(
        plan_papers.workbook(["Ref", "Action", "Owner", "Due"], [["1", "Do it", "X", "May"]])
    )
    with pytest.raises(NotFound):
        queries_papers.paper_review_for(office, reading.pk)
    with pytest.raises(Refused, match="not under review as a paper"):
        commands.set_entry_aside(by=office, reading=reading, key="row-1", why="x")


def test_the_review_shows_the_lines_with_what_was_read_in_them(office, reading, statements):
    with statements(14):
        found = queries_papers.paper_review_for(office, reading.pk)
    assert [line.number for line in found.lines] == list(range(1, len(found.lines) + 1))
    line = next(line for line in found.lines if line.text.startswith("(1)"))
    assert "resolution-1" in line.entries and "item-2" in line.entries
    assert found.open and found.counts.taken == len(found.draft.taken) and not found.stops
    accept(office, reading)
    closed = queries_papers.paper_review_for(office, reading.pk)
    assert not closed.open and not closed.problems and not closed.same


def test_a_paper_of_another_council_is_flagged(office, reading):
    factories.a_council(short_name="Northmere", name="Northmere Council", fictional=False)
    assert not queries_papers.paper_review_for(office, reading.pk).elsewhere
    commands.state_paper_facts(by=office, reading=reading, facts={"authority": "Southmere Borough Council"})
    assert queries_papers.paper_review_for(office, reading.pk).elsewhere
    assert queries.lines([reading.__class__.objects.get(pk=reading.pk)])[0].elsewhere
    commands.state_paper_facts(by=office, reading=reading, facts={"ownership": "other"})
    assert accept(office, reading).ownership == "other"


def test_who_may_not_import_or_register_cannot(office, reading):
    reader = factories.a_user(cast.READER)
    with pytest.raises(NotFound):
        queries_papers.paper_review_for(reader, reading.pk)
    for act in (
        lambda: commands.edit_entry(by=reader, reading=reading, key="item-1", fields={"title": "x"}),
        lambda: commands.set_entry_aside(by=reader, reading=reading, key="item-1", why="x"),
        lambda: commands.take_entry(by=reader, reading=reading, key="item-1"),
        lambda: commands.add_entry(by=reader, reading=reading, group="item", fields={"title": "x"}),
        lambda: commands.state_paper_facts(by=reader, reading=reading, facts={}),
        lambda: accept(reader, reading),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_reading_again_gives_up_corrections_only_when_a_person_says_so(office, reading):
    commands.edit_entry(by=office, reading=reading, key="resolution-1", fields={"text": "Other words."})
    with pytest.raises(Refused, match="corrected once") as refused:
        commands.read_again(by=office, reading=reading, queue=False)
    assert refused.value.field == "discard"
    assert draft_of(reading).entry("resolution-1").fields["text"] == "Other words."
    commands.read_again(by=office, reading=reading, queue=False, discard=True)
    again = commands.read_paper(reading.pk)
    assert again.state == "read" and draft_of(again).entry("resolution-1").fields["text"] == FIRST
    assert draft_of(again).revision == 0
    commands.read_again(
        by=office, reading=again, queue=False
    )  # nothing was corrected since, so nothing is lost


def test_what_was_not_recognised_is_read_as_what_a_person_says(office):
    reading = a_reading(office, "letter.txt", PROSE)
    assert reading.kind == "unknown"
    commands.choose_kind(by=office, reading=reading, kind="minutes", queue=False)
    again = commands.read_paper(reading.pk)
    assert (again.kind, again.state) == ("minutes", "read") and again.draft is not None
    assert again.counts["read"] == again.counts["taken"] + again.counts["set_aside"]


@pytest.fixture
def long_minutes(office):
    def made(items: int, each: int) -> Reading:
        given = upload(office, (f"long-{items}-{each}.txt", f"{items} {each}".encode()), queue=False)
        return commands.keep_result(
            by=office, reading=given.readings.get(), result=result_of_many(items, each)
        )

    return made


def test_accepting_takes_the_same_number_of_statements_however_long_the_paper(
    office, long_minutes, statements
):
    short, long = long_minutes(2, 1), long_minutes(60, 3)
    with CaptureQueriesContext(connection) as few, statements(60):
        accept(office, short)
    with CaptureQueriesContext(connection) as many, statements(60):
        paper = accept(office, long, although_known=True)
    assert len(many) <= len(few) + 4, (len(few), len(many))
    assert paper.items.count() == 60 and paper.outcomes.count() == 240 and verify().is_whole


def test_a_correction_in_a_long_paper_takes_few_statements(office, long_minutes, statements):
    reading = long_minutes(60, 3)
    with statements(14):
        commands.edit_entry(by=office, reading=reading, key="resolution-100", fields={"text": "Other."})


def test_doubts_and_what_is_set_aside_go_into_the_register_too(office):
    given = upload(office, ("doubtful.txt", b"doubtful"), queue=False).readings.get()
    result = {
        **result_of_many(1, 1),
        "set_aside": [{"page": None, "text": "A line", "why": "It stands alone."}],
        "suspects": [{"page": None, "text": "That thing 0 of item 0 be done.", "why": "Its number repeats."}],
    }
    reading = commands.keep_result(by=office, reading=given, result=result)
    assert "Its number repeats." in reading.counts["look"]
    accept(office, reading)
    assert set(PaperAside.objects.values_list("why", "doubt")) == {
        ("It stands alone.", False), ("Its number repeats.", True),
    }  # fmt: skip
    assert not Lesson.objects.exists()
