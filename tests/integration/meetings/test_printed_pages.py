"""The pages of published minutes: the meeting asked for in the review, its page, the list of what is to be completed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test.client import Client
from django.urls import reverse

from sightline.domain.meetings.commands import MeetingChoice, call_meeting, say_meeting
from sightline.domain.meetings.models import Meeting, Paper, Promise, SameOutcome
from sightline.ground.search.indexing import rebuild
from tests import cast
from tests.factories import SYSTEM, TODAY, a_body, a_council, a_user
from tests.integration.imports.minutes_papers import MINUTES, REPORT, long_minutes, minutes_read
from tests.integration.imports.papers import a_reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    a_council()
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    return client


@pytest.fixture
def committee(db: Any) -> Any:
    return a_body("Children’s Scrutiny Committee", kind="committee")


def page(client: Client, name: str, *args: Any, query: str = "", status: int = 200) -> str:
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == status, response.status_code
    return " ".join(response.content.decode().split())


def accept(client: Client, reading: Any, body: Any, **more: str) -> Any:
    sent = {"revision": "0", "body_id": str(body.pk), **more}
    return client.post(reverse("import-paper-accept", args=[reading.pk]), sent)


def test_from_the_review_to_the_meeting_its_list_and_its_search(office: Client, committee: Any) -> None:
    reading = minutes_read()
    review = page(office, "import-review", reading.pk)
    assert "Which meeting do these minutes tell of?" in review and "A meeting that is not here yet" in review
    assert not Meeting.objects.exists()
    assert accept(office, reading, committee, meeting="new").status_code == 302
    meeting = Meeting.objects.get()
    assert (meeting.body, meeting.state, meeting.on.isoformat()) == (committee, "printed", "2024-05-14")
    shown = page(office, "meeting", meeting.number)
    assert "known from its published minutes" in shown and "THE FRONT DOOR" in shown and "Present: 2" in shown
    assert "Take up as a promise" in shown and "Apologies: 1" in shown
    assert "Known from minutes" in page(office, "meetings") and "As published" in page(office, "meetings")
    assert "Known from minutes" in page(office, "meetings", query="?state=printed")
    assert committee.name in page(office, "meetings-calendar", query="?month=2024-05")
    paper = Paper.objects.get()
    assert f"Meeting {meeting.number}" in page(office, "paper", paper.number)
    assert "Not that one" in page(office, "paper", paper.number)
    page(office, "meeting-changes", meeting.number)
    rebuild()
    assert f"/meetings/{meeting.number}/" in page(
        office, "search", query="?q=scrutiny+committee&kind=meetings"
    )


def test_the_certain_meeting_is_offered_as_chosen_and_stays_as_it_is(office: Client, committee: Any) -> None:
    meeting = call_meeting(by=SYSTEM, body=committee, on=TODAY.replace(2024, 5, 14), place="Room 3")
    reading = minutes_read()
    review = page(office, "import-review", reading.pk)
    assert "The same body on the same day." in review and "Another meeting of that day" in review
    assert f'value="held-{meeting.number}" checked' in review
    assert accept(office, reading, committee, meeting="new").status_code == 422
    assert not Paper.objects.exists()
    assert accept(office, reading, committee, meeting=f"held-{meeting.number}").status_code == 302
    meeting.refresh_from_db()
    assert (meeting.state, meeting.place, Meeting.objects.count()) == ("planned", "Room 3", 1)
    assert "What the published minutes say" in page(office, "meeting", meeting.number)
    shown = page(office, "meeting-printed", meeting.number)
    assert "What is held here stays as it is" in shown and "CARE LEAVERS" in shown


def test_minutes_whose_meeting_is_not_said_wait_in_a_list(office: Client, committee: Any) -> None:
    assert accept(office, minutes_read(), committee, meeting="later").status_code == 302
    paper = Paper.objects.get()
    assert "Say which it is" in page(office, "meetings-to-complete")
    address = reverse("paper-meeting", args=[paper.number])
    refused = office.post(address, {"meeting": "none", "reason": ""})
    assert (
        refused.status_code == 422 and "Say why they are left without a meeting" in refused.content.decode()
    )
    assert office.post(address, {"meeting": "new", "reason": ""}).status_code == 302
    assert Meeting.objects.get().state == "printed"
    assert "Nothing is to be completed" in page(office, "meetings-to-complete")
    assert "These minutes tell of meeting 1" in page(office, "paper-meeting", paper.number)
    assert office.post(address, {"reason": ""}).status_code == 422
    assert office.post(address, {"reason": "The wrong year"}).status_code == 302
    assert "recorded by mistake. The wrong year" in page(office, "meeting", 1)
    assert "Say which it is" in page(office, "meetings-to-complete")
    assert "Which meeting do these minutes tell of?" in page(office, "paper-meeting", paper.number)


def test_what_a_page_lost_is_asked_for_and_stated(office: Client, committee: Any) -> None:
    lost = MINUTES.replace(b"The Panel concluded:\n", b"")
    assert (
        accept(office, minutes_read(content=lost, name="lost.txt"), committee, meeting="new").status_code
        == 302
    )
    meeting, paper = Meeting.objects.get(), Paper.objects.get()
    paper.items.filter(number=3).update(title="")
    paper.outcomes.filter(number=2).update(verb="")
    shown = page(office, "meeting", meeting.number)
    assert "No title printed" in shown and "3 things are not stated or in doubt" in shown
    assert "1 title, 2 verbs" in page(office, "meetings-to-complete")
    address = reverse("paper-complete", args=[paper.number])
    sent = {"title-3": "Care leavers", "verb-2": "", "verb-4": "Resolved", "reason": ""}
    assert "Say how you know" in office.post(address, sent).content.decode()
    assert office.post(address, {**sent, "reason": "The agenda on paper"}).status_code == 302
    shown = page(office, "meeting", meeting.number)
    assert "Care leavers" in shown and "No title is printed." in shown and "The agenda on paper" in shown
    assert (
        office.post(address, {"verb-2": "", "not_known": "on", "reason": "No recording"}).status_code == 302
    )
    assert "known to nobody" in page(office, "meeting", meeting.number)
    assert "Nothing of this paper is asked for any more" in page(office, "paper-complete", paper.number)


def test_the_same_minutes_with_another_numbering_bring_nothing_new(office: Client, committee: Any) -> None:
    accept(office, minutes_read(), committee, meeting="new")
    meeting, held = Meeting.objects.get(), Paper.objects.get()
    renumbered = MINUTES.replace(b"\n2  THE", b"\n41/24  THE").replace(b"\n3  CARE", b"\n42/24  CARE")
    again = minutes_read(content=renumbered, name="again.txt")
    sent = {"same_as": "own", "meeting": f"held-{meeting.number}"}
    assert accept(office, again, committee, **sent).status_code == 302
    assert Meeting.objects.count() == 1 and SameOutcome.objects.count() == held.outcomes.count()
    shown = page(office, "meeting", meeting.number)
    assert "The paper says item 41/24; it is held as item 2." in shown
    assert (
        "entries" not in page(office, "promises-take-up")
        or page(office, "promises-take-up").count("THE FRONT DOOR") == 3
    )


def test_an_answer_that_a_report_puts_off_is_offered_as_a_promise(office: Client, committee: Any) -> None:
    put_off = REPORT.replace(b"4.1 None.", b"4.1 To be advised during the presentation.")
    reading = a_reading(None, "report.txt", put_off)
    assert accept(office, reading, committee).status_code == 302
    shown = page(office, "promises-take-up")
    assert "To be advised during the presentation." in shown and "Deferred answer" in shown
    assert "Answers put off to the meeting" in page(office, "paper", Paper.objects.get().number)
    assert not Meeting.objects.exists() and not Promise.objects.exists()


def test_statements_do_not_grow_with_items(office: Client, committee: Any, statements: Any) -> None:
    page(office, "meetings")  # the session is renewed once
    read = [minutes_read(content=long_minutes(items), name=f"{items}.txt") for items in (10, 100)]
    for reading in read:
        with statements(12):
            page(office, "import-review", reading.pk)
    for reading, which in zip(read, ("new", "another"), strict=True):
        with statements(45):  # a whole paper with its meeting, however many items it has
            assert accept(office, reading, committee, meeting=which, same_as="own").status_code == 302
        meeting = Meeting.objects.get(printed__paper__readings=reading)
        for name, of in (("meeting", meeting.number), ("paper-complete", meeting.printed.get().paper.number)):
            with statements(12):
                page(office, name, of)
        with statements(12):
            page(office, "meetings-to-complete")


def test_who_may_not_keep_meetings_is_asked_nothing_and_makes_none(client: Client, committee: Any) -> None:
    a_council()
    paper_reading = minutes_read()
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    accept(client, paper_reading, committee)
    paper = Paper.objects.get()
    assert not Meeting.objects.exists()
    say_meeting(by=SYSTEM, paper=paper, choice=MeetingChoice("new"), today=TODAY)
    client.force_login(a_user(cast.CHAIR))
    shown = page(client, "meeting", Meeting.objects.get().number)
    assert "Take up as a promise" not in shown and "Complete" not in shown.replace("To complete", "")
