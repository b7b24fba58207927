"""Meetings known from their published minutes: made once, matched to what is held, and nothing that is held is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.domain.governance.models import Body
from sightline.domain.meetings.commands import (
    MeetingChoice,
    add_item,
    call_meeting,
    complete_minutes,
    record_attendance,
    say_items,
    say_meeting,
    take_back_meeting,
    withdraw_paper,
)
from sightline.domain.meetings.drafts import ItemFacts, OutcomeFacts
from sightline.domain.meetings.models import (
    AgendaItem,
    Meeting,
    MeetingChange,
    NotKnown,
    Paper,
    PaperCorrection,
    PrintedItem,
    PrintedMinutes,
    SameOutcome,
)
from sightline.domain.meetings.printed import queries
from sightline.domain.meetings.promises.undecided import undecided
from sightline.ground.lib.errors import Refused
from tests import cast
from tests.factories import SYSTEM, TODAY, a_body, a_user
from tests.integration.meetings.papers import MINUTES, a_paper
from tests.meeting_factories import rows_for, seated

pytestmark = pytest.mark.django_db
NEW = MeetingChoice("new")
_files = count(1)  # each paper is a file of its own
DAY = date(2024, 6, 6)  # a Thursday, as the minutes print it
# The same minutes as a PDF would have them: numbered otherwise, with a title lost.
PDF = replace(
    MINUTES,
    items=(
        replace(MINUTES.items[0], number=None, title="Declarations of interest"),
        replace(MINUTES.items[1], number="17", title=""),
    ),
    outcomes=tuple(replace(one, number=None, verb=None) for one in MINUTES.outcomes),
)


@pytest.fixture
def committee():
    return a_body("Children’s Scrutiny Committee", kind="committee")


def minutes(body, facts=MINUTES, text="Minutes"):
    return a_paper(facts, text=f"{text} {next(_files)}", body_id=body.pk if body else None)


def told(paper, choice=NEW):
    return say_meeting(by=SYSTEM, paper=paper, choice=choice, today=timezone.localdate())


def test_minutes_make_a_meeting_that_nobody_ran_here(committee):
    row = told(minutes(committee))
    meeting = row.meeting
    assert (meeting.state, meeting.on, meeting.place) == ("printed", DAY, "Town Hall, Northmere")
    assert meeting.quorate is None and meeting.minutes == "none" and not meeting.items.exists()
    assert row.first and PrintedItem.objects.count() == 2 and not SameOutcome.objects.exists()
    with pytest.raises(Refused, match="known from its published minutes only"):
        add_item(by=SYSTEM, meeting=meeting, title="Something new")
    with pytest.raises(Refused, match="known from its published minutes only"):
        record_attendance(by=SYSTEM, meeting=meeting, rows=rows_for(seated(committee), 3), today=TODAY)
    with pytest.raises(Refused, match="already meets on that day"):
        call_meeting(by=SYSTEM, body=committee, on=DAY)


def test_reading_it_again_changes_nothing_and_a_second_meeting_is_refused(committee):
    first = told(minutes(committee))
    with pytest.raises(Refused, match="said already"):
        told(first.paper)
    other = minutes(committee, PDF, "PDF")
    with pytest.raises(Refused, match="is held for that day"):
        told(other)
    row = told(other, MeetingChoice("held", first.meeting.number))
    assert Meeting.objects.count() == 1 and not row.first
    joined = {one.item.number: one.same_as and one.same_as.number for one in row.items.all()}
    assert joined == {1: 1, 2: 2}  # by its words, and by what it came to: never by its number
    assert SameOutcome.objects.count() == 3
    assert sorted(one.source.paper.number for one in undecided(a_user(cast.PROGRAMME_OFFICE))) == [1, 1, 1]


def test_an_approved_version_shows_what_is_new_beside_what_is_held(committee):
    first = told(minutes(committee))
    mended = (
        *MINUTES.outcomes[:1],
        replace(MINUTES.outcomes[1], text="To note the full report."),
        MINUTES.outcomes[2],
        OutcomeFacts("resolution", "To visit two children’s homes before Easter.", 1, "3", "Resolved"),
    )
    approved = minutes(committee, replace(MINUTES, outcomes=mended), "Approved")
    told(approved, MeetingChoice("held", first.meeting.number))
    user = a_user(cast.PROGRAMME_OFFICE)
    _, later = queries.papers_of_meeting(user, first.meeting)
    said = [one for row in later.items for one in row.outcomes]
    assert [one.held_words for one in said] == ["", "To note the report.", "", None]
    new = [one for one in undecided(user) if one.source.paper_id == approved.pk]
    assert [one.words for one in new] == ["To visit two children’s homes before Easter."]


def test_a_meeting_that_is_held_here_keeps_its_agenda_and_the_differences_are_said(committee):
    meeting = call_meeting(by=SYSTEM, body=committee, on=DAY)
    add_item(by=SYSTEM, meeting=meeting, title="Budget")
    item = add_item(by=SYSTEM, meeting=meeting, title="Children’s social care update")
    before = list(AgendaItem.objects.values_list("pk", "label", "title", "minute"))
    told(minutes(committee), MeetingChoice("held", meeting.number))
    meeting.refresh_from_db()
    assert (
        meeting.state == "planned"
        and list(AgendaItem.objects.values_list("pk", "label", "title", "minute")) == before
    )
    (paper,) = queries.papers_of_meeting(a_user(cast.PROGRAMME_OFFICE), meeting)
    declarations, update = paper.items
    assert declarations.held is None and update.held == item
    assert update.differs == (f"The paper says item 2; it is held as item {item.label}.",)
    assert paper.came == (("Present", 1), ("Apologies", 1))
    assert MeetingChange.objects.filter(meeting=meeting, what="printed").exists()


def test_a_doubtful_item_waits_for_a_person_and_is_not_taken_up_meanwhile(committee):
    first = told(minutes(committee))
    doubtful = replace(MINUTES.items[1], title="Children’s social care: an update on work")
    paper = minutes(committee, replace(MINUTES, items=(MINUTES.items[0], doubtful)), "Doubtful")
    row = told(paper, MeetingChoice("held", first.meeting.number))
    user = a_user(cast.PROGRAMME_OFFICE)
    assert row.items.count() == 1
    assert {one.source.paper_id for one in undecided(user)} == {first.paper_id}
    found = queries.paper_to_complete(user, paper.number)
    (asked,) = found.items
    held = first.paper.items.get(number=2)
    assert (
        asked.likely == f"item-{held.pk}"
        and dict(asked.choices)[asked.likely] == "2 CHILDREN’S SOCIAL CARE UPDATE"
    )
    assert [one.asked for one in queries.to_complete(user)] == [1]
    with pytest.raises(Refused, match="is not held any more"):
        say_items(by=SYSTEM, paper=paper, said={asked.item.pk: "agenda-999999"})
    say_items(by=SYSTEM, paper=paper, said={asked.item.pk: asked.likely})
    assert SameOutcome.objects.count() == 3 and not queries.to_complete(user)
    with pytest.raises(Refused, match="answered that meanwhile"):
        say_items(by=SYSTEM, paper=paper, said={asked.item.pk: ""})


def test_a_body_or_a_day_that_cannot_be_is_asked_about_and_makes_nothing(committee):
    today = timezone.localdate()
    user = a_user(cast.PROGRAMME_OFFICE)

    def ask(body, on, printed=""):
        return queries.meeting_question(user, body=body, on=on, printed=printed, today=today)

    assert "does not state a body of ours" in ask(None, DAY).lacks and "the day" in ask(committee, None).lacks
    assert ask(committee, DAY, "Thursday 6 June").preset == "new"
    assert (
        ask(committee, DAY, "Friday 6 June").preset == "" and ask(committee, DAY, "Friday 6 June").can_be_new
    )
    ended = a_body("Old Board")
    Body.objects.filter(pk=ended.pk).update(until=date(2022, 1, 1))
    for paper in (
        minutes(None, text="No body"),
        minutes(committee, replace(MINUTES, date=None), "No day"),
        minutes(committee, replace(MINUTES, date=today + timedelta(days=200)), "To come"),
        minutes(ended, text="Ended"),
    ):
        with pytest.raises(Refused, match="No meeting was recorded"):
            told(paper)
    assert not Meeting.objects.exists() and not PrintedMinutes.objects.exists()
    assert len(queries.to_complete(user)) == 4
    left = told(Paper.objects.get(body=None), MeetingChoice("none", reason="It is no body of ours."))
    assert left.meeting is None and len(queries.to_complete(user)) == 3
    assert told(minutes(committee, text="Right")).meeting.on == DAY


def test_a_meeting_of_another_body_or_of_the_future_is_not_the_one(committee):
    other = call_meeting(by=SYSTEM, body=a_body(), on=DAY)
    coming = call_meeting(by=SYSTEM, body=committee, on=timezone.localdate() + timedelta(days=3))
    paper = minutes(committee)
    for number in (other.number, coming.number, 999_999):
        with pytest.raises(Refused):
            told(paper, MeetingChoice("held", number))
    withdraw_paper(by=SYSTEM, paper=paper, reason="Twice", today=TODAY)
    with pytest.raises(Refused, match="Only our own minutes"):
        told(paper)
    assert not PrintedMinutes.objects.exists()


def test_a_wrong_meeting_is_taken_back_with_a_reason_and_said_anew(committee):
    first = told(minutes(committee))
    later = minutes(committee, PDF, "PDF")
    told(later, MeetingChoice("held", first.meeting.number))
    with pytest.raises(Refused, match="Take that back first"):
        take_back_meeting(by=SYSTEM, paper=first.paper, reason="Another body")
    for paper in (later, first.paper):
        take_back_meeting(by=SYSTEM, paper=paper, reason="Another body")
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.state_reason) == ("cancelled", "It was recorded by mistake. Another body")
    assert not PrintedItem.objects.exists() and not SameOutcome.objects.exists()
    with pytest.raises(Refused, match="of no meeting"):
        take_back_meeting(by=SYSTEM, paper=later, reason="Twice")
    assert told(later).meeting.number == 2


def test_what_a_page_lost_is_stated_by_somebody_or_known_to_nobody(committee):
    paper = minutes(committee, PDF)
    row, user = told(paper), a_user(cast.PROGRAMME_OFFICE)
    found = queries.paper_to_complete(user, paper.number)
    assert ([one.number for one in found.titles], [one.number for one in found.verbs]) == ([2], [2, 3])
    with pytest.raises(Refused, match="Nothing was stated"):
        complete_minutes(by=user, paper=paper, titles={}, verbs={}, items={}, reason="The agenda")
    complete_minutes(
        by=user, paper=paper, titles={2: "Social care update"}, verbs={2: "Resolved"}, items={},
        asked=([2], [2, 3]), not_known=True, reason="The agenda on paper",
    )  # fmt: skip
    item = paper.items.get(number=2)
    assert (item.title, item.as_read, item.printed_number) == ("Social care update", "", "17")
    assert PaperCorrection.objects.count() == 2 and NotKnown.objects.get().outcome.number == 3
    (shown,) = queries.papers_of_meeting(user, row.meeting)
    assert shown.items[1].stated.by_name == user.name and shown.to_complete == 0
    assert paper.outcomes.get(number=3).verb == "" and not queries.to_complete(user)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    titles=st.lists(st.sampled_from(["Front door", "Update", "Care leavers", ""]), min_size=1, max_size=4),
    numbers=st.lists(st.sampled_from(["1", "2", None]), min_size=4, max_size=4),
    copies=st.integers(1, 2),
)
def test_the_same_minutes_again_never_make_a_second_meeting_outcome_or_promise(titles, numbers, copies):
    body = a_body()
    facts = replace(
        MINUTES,
        items=tuple(ItemFacts(number=numbers[n], title=title) for n, title in enumerate(titles)),
        outcomes=tuple(
            OutcomeFacts("resolution", f"To receive report {n} in May.", n) for n in range(len(titles))
        ),
    )
    first = told(minutes(body, facts))
    user = a_user(cast.PROGRAMME_OFFICE)
    before = {one.key for one in undecided(user, body=str(body.pk))}
    for _ in range(copies):
        told(minutes(body, facts, "Again"), MeetingChoice("held", first.meeting.number))
    assert Meeting.objects.filter(body=body).count() == 1
    assert {one.key for one in undecided(user, body=str(body.pk))} == before
