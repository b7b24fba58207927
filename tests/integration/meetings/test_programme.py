"""The forward work programme: from a proposal to an agenda, and what becomes of it; its pages and files."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from django.test.client import Client
from django.urls import reverse
from django.utils import timezone

from sightline.domain.meetings.commands import (
    EntryDraft,
    add_entry,
    bring_entry_back,
    cancel_meeting,
    consider_entry,
    describe_entry,
    drop_entry,
    join_meetings,
    move_entry,
    move_meeting,
    place_entry,
    record_attendance,
    record_outcome,
    send_agenda,
    take_in_promise,
    take_item_off,
    take_up_entry_again,
)
from sightline.domain.meetings.models import AgendaItem, Meeting, ProgrammeEntry
from sightline.domain.meetings.programme.queries import ProgrammeFilters, entries, proposals
from sightline.ground.lib.errors import Refused
from tests import cast
from tests.agenda_factories import an_entry
from tests.factories import SYSTEM, TODAY, a_body, a_council, a_post, a_user
from tests.meeting_factories import a_meeting, rows_for, seated
from tests.promise_factories import a_promise, discharged

pytestmark = pytest.mark.django_db


def fresh(entry: ProgrammeEntry) -> ProgrammeEntry:
    return ProgrammeEntry.objects.get(pk=entry.pk)


def steps(entry: ProgrammeEntry) -> list[str]:
    return [step.kind for step in entry.steps.order_by("pk")]


def held(meeting: Meeting) -> Meeting:
    record_attendance(by=SYSTEM, meeting=meeting, rows=rows_for(meeting.body, 5), today=meeting.on)
    return Meeting.objects.get(pk=meeting.pk)


def test_a_time_stays_as_printed_and_days_are_kept_only_where_the_words_say_them() -> None:
    body = seated()
    early = an_entry(body, timing=" early 2024 ")
    assert (early.timing, early.first, early.last) == ("early 2024", date(2024, 1, 1), date(2024, 4, 30))
    event = an_entry(body, timing="when released")
    assert (event.timing, event.first, event.last) == ("when released", None, None)
    moved = move_entry(
        by=SYSTEM, today=TODAY, entry=early, timing="June meeting", reason="The department asked for it."
    )
    assert (moved.timing, moved.first, moved.last) == ("June meeting", None, None)
    step = early.steps.get(kind="moved")
    assert (step.old, step.new, step.reason) == ("early 2024", "June meeting", "The department asked for it.")
    with pytest.raises(Refused, match="the time that stands"):
        move_entry(by=SYSTEM, today=TODAY, entry=early, timing="June meeting", reason="Again.")
    with pytest.raises(Refused, match="Say why its time is moved"):
        move_entry(by=SYSTEM, today=TODAY, entry=early, timing="July 2026", reason=" ")


def test_an_entry_becomes_an_item_and_is_done_when_the_meeting_records_what_came_of_it() -> None:
    body = seated()
    entry = an_entry(body, asks="report", reason="Members asked.")
    meeting = a_meeting(body)
    item = place_entry(by=SYSTEM, today=TODAY, entry=entry, meeting=meeting)
    assert (item.title, item.purpose) == ("Care leavers’ homes", "A report. Members asked.")
    assert (fresh(entry).state, fresh(entry).item_id) == ("placed", item.pk)
    with pytest.raises(Refused, match="stands on an agenda"):
        place_entry(by=SYSTEM, today=TODAY, entry=entry, meeting=meeting)
    with pytest.raises(Refused, match="is not recorded yet"):
        consider_entry(by=SYSTEM, today=TODAY, entry=entry)
    with pytest.raises(Refused, match="still to come"):
        bring_entry_back(by=SYSTEM, today=TODAY, entry=entry, reason="No time.")
    held(meeting)
    record_outcome(by=SYSTEM, item=item, result="noted", words="RESOLVED: To note the report.", today=TODAY)
    assert (fresh(entry).state, steps(entry)) == ("done", ["added", "placed", "done"])


def test_what_is_put_off_taken_off_or_not_reached_comes_back() -> None:
    body = seated()
    entry, meeting = an_entry(body), a_meeting(body)
    item = place_entry(by=SYSTEM, today=TODAY, entry=entry, meeting=meeting)
    take_item_off(by=SYSTEM, item=item, reason="The author is ill.")
    assert (fresh(entry).state, fresh(entry).item) == ("open", None)
    assert entry.steps.get(kind="came-back").reason == "The author is ill."
    item = place_entry(by=SYSTEM, today=TODAY, entry=entry, meeting=meeting)
    held(meeting)
    record_outcome(
        by=SYSTEM, item=item, result="deferred", words="DEFERRED: The report.", reason="No time.", today=TODAY
    )
    assert fresh(entry).state == "open"
    second = a_meeting(body, on=TODAY - timedelta(days=7))
    place_entry(by=SYSTEM, today=TODAY, entry=entry, meeting=second)
    held(second)
    bring_entry_back(by=SYSTEM, today=TODAY, entry=entry, reason="The meeting ended before it.")
    assert fresh(entry).state == "open"
    third = a_meeting(body, on=TODAY + timedelta(days=30))
    place_entry(by=SYSTEM, today=TODAY, entry=entry, meeting=third)
    cancel_meeting(by=SYSTEM, meeting=third, reason="No quorum.")
    assert fresh(entry).state == "open"
    assert steps(entry).count("came-back") == 4


def test_an_entry_follows_its_item_to_the_meeting_that_takes_the_place_of_another() -> None:
    body, later = seated(), TODAY + timedelta(days=21)
    entry, meeting = an_entry(body), a_meeting(body)
    place_entry(by=SYSTEM, today=TODAY, entry=entry, meeting=meeting)
    moved = move_meeting(by=SYSTEM, meeting=meeting, on=later, starts=None, place="", reason="Snow.")
    found = fresh(entry)
    assert found.item is not None and (found.state, found.item.meeting_id) == ("placed", moved.pk)
    assert steps(entry)[-1] == "carried"
    other = a_meeting(body, on=later + timedelta(days=7))
    join_meetings(by=SYSTEM, meeting=moved, into=other, reason="Two are too many.")
    found = fresh(entry)
    assert found.item is not None and (found.state, found.item.meeting_id) == ("placed", other.pk)


def test_once_the_agenda_went_out_a_placed_entry_is_a_late_item_that_says_why() -> None:
    body = seated()
    entry, meeting = an_entry(body), a_meeting(body)
    send_agenda(by=SYSTEM, meeting=meeting, today=TODAY)
    meeting.refresh_from_db()
    with pytest.raises(Refused, match="Say why the item cannot wait"):
        place_entry(by=SYSTEM, today=TODAY, entry=entry, meeting=meeting)
    assert fresh(entry).state == "open"
    item = place_entry(
        by=SYSTEM, today=TODAY, entry=entry, meeting=meeting, urgency="The inspectors come on Monday."
    )
    assert item.label == "Late 1"
    with pytest.raises(Refused, match="on the programme of"):
        place_entry(by=SYSTEM, today=TODAY, entry=an_entry(body), meeting=a_meeting())


def test_a_promise_of_a_report_is_taken_in_once() -> None:
    body, post = seated(), a_post("Head of Quality", since=TODAY - timedelta(days=400))
    promise = a_promise(body, "That a report on agency staff be received.", kind="request-report",
                        owner=("post", post.pk), due=date(2030, 6, 30))  # fmt: skip
    other = a_promise(body, "To circulate the audit.", kind="circulate")
    assert proposals(SYSTEM, body) == [promise]
    entry = take_in_promise(by=SYSTEM, today=TODAY, promise=promise)
    assert (entry.subject, entry.asks, entry.timing, entry.last, entry.owner, entry.promise) == (
        "That a report on agency staff be received.", "report", "By 30 June 2030", date(2030, 6, 30), post, promise,
    )  # fmt: skip
    assert proposals(SYSTEM, body) == []
    with pytest.raises(Refused, match="is on the programme already: programme entry"):
        take_in_promise(by=SYSTEM, today=TODAY, promise=promise)
    with pytest.raises(Refused, match="Only a promise of a report"):
        take_in_promise(by=SYSTEM, today=TODAY, promise=other)
    drop_entry(by=SYSTEM, today=TODAY, entry=entry, reason="It came by mail.")
    with pytest.raises(Refused, match="was dropped"):
        move_entry(by=SYSTEM, today=TODAY, entry=entry, timing="2027", reason="Later.")
    take_up_entry_again(by=SYSTEM, today=TODAY, entry=entry, reason="The mail was about something else.")
    assert (fresh(entry).state, fresh(entry).ended_reason) == ("open", "")
    discharged_one = discharged(a_promise(body, "That a report be brought.", kind="bring-back"))
    with pytest.raises(Refused, match="not discharged"):
        take_in_promise(by=SYSTEM, today=TODAY, promise=discharged_one)


def test_what_passed_without_a_meeting_comes_first() -> None:
    body, day = seated(), date(2026, 6, 15)
    add = lambda subject, timing: add_entry(  # noqa: E731
        by=SYSTEM, body=body, draft=EntryDraft(subject=subject, timing=timing), today=TODAY
    )
    add("Event", "when released")
    add("Later", "autumn 2026")
    add("Passed", "early 2026")
    add("Now", "June 2026")
    dropped = add("Dropped", "2025")
    drop_entry(by=SYSTEM, today=TODAY, entry=dropped, reason="Not wanted.")
    rows = entries(SYSTEM, today=day)
    assert [one.subject for one in rows] == ["Passed", "Now", "Later", "Event"]
    narrowed = entries(SYSTEM, ProgrammeFilters(state="passed"), today=day)
    assert [one.subject for one in narrowed] == ["Passed"]
    assert [one.subject for one in entries(SYSTEM, ProgrammeFilters(text="event"), today=day)] == ["Event"]
    assert entries(SYSTEM, ProgrammeFilters(state="all"), today=day).count() == 5


def test_an_entry_is_described_better_and_keeps_what_stood_before() -> None:
    entry = an_entry(asks="report")
    describe_entry(
        by=SYSTEM,
        today=TODAY,
        entry=entry,
        draft=EntryDraft(subject="Homes for care leavers", asks="decision"),
    )
    assert "Care leavers’ homes; A report" in entry.steps.get(kind="stated").old
    with pytest.raises(Refused, match="Nothing is different"):
        describe_entry(
            by=SYSTEM,
            today=TODAY,
            entry=entry,
            draft=EntryDraft(subject="Homes for care leavers", asks="decision"),
        )


# Pages ----------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def clerk(client: Client) -> Client:
    a_council()
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    return client


def page(client: Client, name: str, *args: Any, query: str = "") -> str:
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200, response.status_code
    return (response.getvalue() if response.streaming else response.content).decode(errors="replace")


def test_from_a_promise_to_an_agenda_on_the_pages(clerk: Client) -> None:
    today, body = timezone.localdate(), seated(a_body("Scrutiny Committee", kind="committee"))
    promise = a_promise(body, "That a report on agency staff be received.", kind="request-report")
    found = page(clerk, "body-programme", body.pk)
    assert "Proposed: promises" in found and "When is not stated" in found
    assert clerk.post(reverse("programme-take-in", args=[promise.number])).status_code == 302
    again = clerk.post(reverse("programme-take-in", args=[promise.number]), follow=True).content.decode()
    assert "is on the programme already" in again
    sent = {
        "subject": "",
        "asks": "report",
        "owner": "",
        "reason": "",
        "timing": "",
        "source": "",
        "source_words": "",
    }
    add = reverse("body-programme-add", args=[body.pk])
    assert clerk.post(add, sent).status_code == 422
    sent |= {"subject": "Fostering", "timing": f"early {today.year - 1}", "source": f"promise-{promise.pk}"}
    assert clerk.post(add, sent).status_code == 422  # the promise is on the programme
    sent |= {"source": "", "source_words": "The chair"}
    response = clerk.post(add, sent, follow=True)
    entry = ProgrammeEntry.objects.get(subject="Fostering")
    assert f"January to April {today.year - 1}" in response.content.decode()
    listed = page(clerk, "programme")
    assert "Time has passed" in listed
    assert listed.index("Fostering") < listed.index("agency staff")
    assert "Call a meeting" in page(clerk, "programme-entry-place", entry.number)
    meeting = a_meeting(body, on=today + timedelta(days=30))
    assert "after its time" in page(clerk, "programme-entry-place", entry.number).lower()
    place = reverse("programme-entry-place", args=[entry.number])
    assert clerk.post(place, {"meeting": ""}).status_code == 422
    placed = clerk.post(place, {"meeting": str(meeting.number)}, follow=True).content.decode()
    assert "Fostering" in placed
    item = AgendaItem.objects.get(meeting=meeting, title="Fostering")
    assert f"entry {entry.number}" in page(clerk, "meeting-item", meeting.number, item.number)
    file = clerk.get(reverse("body-programme-docx", args=[body.pk]))
    made = docx.Document(BytesIO(file.getvalue()))
    words = "\n".join(one.text for one in made.paragraphs)
    assert "Work programme of Scrutiny Committee" in words and "Still to be placed" in words
    cells = made.tables[0].rows[1].cells
    assert cells[0].text == f"Fostering ({entry.number})"
    lines = page(clerk, "programme-csv", query=f"?body={body.pk}&state=placed").splitlines()
    assert sum("Fostering" in line for line in lines) == 1 and not any("agency" in line for line in lines)


@pytest.mark.parametrize("number", [10, 60])
def test_the_programme_takes_few_statements_however_long_it_is(
    clerk: Client, statements: Any, number: int
) -> None:
    body = seated()
    post, meeting = a_post("Head of Quality", since=TODAY - timedelta(days=400)), a_meeting(body)
    for place in range(number):
        entry = an_entry(body, f"Subject {place}", timing="early 2026", owner=post.pk)
        if place % 3 == 0:
            place_entry(by=SYSTEM, today=TODAY, entry=entry, meeting=meeting)
        elif place % 3 == 1:
            a_promise(body, f"That a report {place} be received.", kind="request-report")
    for name, args in (
        ("programme", ()),
        ("body-programme", (body.pk,)),
        ("programme-entry", (entry.number,)),
    ):
        address = reverse(name, args=args)
        clerk.get(address)
        with statements(12):
            assert clerk.get(address).status_code == 200
    with statements(15):
        response = clerk.post(
            reverse("programme-entry-move", args=[entry.number]), {"timing": "June 2030", "reason": "Later."}
        )
    assert response.status_code == 302
