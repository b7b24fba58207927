"""Meetings that are moved, joined with another or cancelled: what stays, what is said, what calendars and pages show."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test.client import Client
from django.urls import reverse

from sightline.domain.meetings import commands
from sightline.domain.meetings.models import Meeting
from sightline.ground.audit.models import Event
from sightline.ground.lib.errors import NotPermitted, Refused
from tests import cast
from tests.factories import SYSTEM, TODAY, a_body, a_council, a_user
from tests.meeting_factories import a_held_meeting, a_meeting, seated

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=7)


def said(meeting: Meeting) -> list[tuple[str, str, str]]:
    return [(one.what, one.words, one.reason) for one in meeting.changes.order_by("pk")]


def labels(meeting: Meeting) -> list[tuple[str, str]]:
    return list(meeting.items.filter(withdrawn_reason="").order_by("position").values_list("label", "title"))


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def move(meeting: Meeting, on: date = LATER, starts: time | None = None) -> Meeting:
    return commands.move_meeting(
        by=SYSTEM, meeting=meeting, on=on, starts=starts, place="Hall", reason="No quorum."
    )


def test_a_meeting_moved_after_its_agenda_keeps_its_number_and_those_of_its_items_and_says_so():
    meeting = a_meeting(items=("Second", "Third", "Fourth"))
    commands.send_agenda(by=SYSTEM, meeting=meeting, today=TODAY)
    commands.add_item(by=SYSTEM, meeting=meeting, title="A home closes", kind="urgent", urgency="On Friday.")
    third = meeting.items.get(title="Third")
    commands.take_item_off(by=SYSTEM, item=third, reason="Not ready.")
    was = labels(meeting)
    new = move(meeting)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.moved_to, meeting.agenda_sent_on) == ("moved", new, TODAY)
    assert labels(meeting) == labels(new) == was and ("Late 1", "A home closes") in was
    assert new.items.get(kind="urgent").urgency == "On Friday."
    assert new.items.get(title="Third").withdrawn_reason == "Not ready."
    assert new.agenda_sent_on is None
    (_, words, reason) = said(meeting)[-1]
    assert f"after its agenda had gone out on {TODAY:%-d %B %Y}: meeting {new.number}." in words
    assert reason == "No quorum." and said(new)[0][0] == "follows"
    commands.add_item(by=SYSTEM, meeting=new, title="One more")
    assert len({label for label, _ in labels(new)}) == len(labels(new))


def test_a_meeting_cancelled_after_its_agenda_says_so():
    meeting = a_meeting()
    commands.send_agenda(by=SYSTEM, meeting=meeting, today=TODAY)
    commands.cancel_meeting(by=SYSTEM, meeting=meeting, reason="The chair is ill.")
    assert said(meeting)[-1] == (
        "cancelled",
        f"It was cancelled, after its agenda had gone out on {TODAY:%-d %B %Y}.",
        "The chair is ill.",
    )


def test_meetings_of_one_body_are_joined():
    body = seated()
    one, other = a_meeting(body, items=("Same", "Only here")), a_meeting(body, on=LATER, items=("Same",))
    commands.send_agenda(by=SYSTEM, meeting=other, today=TODAY)
    before = labels(other)
    assert commands.join_meetings(by=SYSTEM, meeting=one, into=other, reason="Too little business.") == other
    one.refresh_from_db()
    assert (one.state, one.moved_to, one.state_reason) == ("moved", other, "Too little business.")
    assert labels(other) == [*before, ("Late 1", "Only here")]
    late = other.items.get(label="Late 1")
    assert late.urgency == f"Meeting {one.number} was joined with this one: Too little business."
    assert [what for what, _, _ in said(one)] == ["joined"]
    assert said(other)[-1][:2] == (
        "took-in",
        f"It took in meeting {one.number}, {TODAY:%-d %B %Y}, with 1 item of its agenda.",
    )
    event = Event.objects.latest("pk")
    assert "join_meetings" in str(vars(event))


def test_what_cannot_be_joined_is_refused_and_nothing_changes():
    body = seated()
    one, elsewhere, held = a_meeting(body), a_meeting(), a_held_meeting(body, on=TODAY - timedelta(days=7))
    for into, words in (
        (one, "with itself"),
        (elsewhere, "two bodies stay two meetings"),
        (held, "not planned any more"),
    ):
        with pytest.raises(Refused, match=words):
            commands.join_meetings(by=SYSTEM, meeting=one, into=into, reason="So.")
    with pytest.raises(Refused, match="Say why"):
        commands.join_meetings(by=SYSTEM, meeting=one, into=elsewhere, reason=" ")
    one.refresh_from_db()
    assert one.state == "planned" and not one.changes.exists()


def test_who_keeps_only_one_of_two_meetings_cannot_join_them():
    a_council()
    body = seated()
    one, other = a_meeting(body), a_meeting(body, on=LATER)
    clerk = a_user(
        cast.Player("Clerk of one", "one@northmere.example", "democratic-services", "Clerk"), over=one
    )
    with pytest.raises(NotPermitted, match="You do not keep meeting"):
        commands.join_meetings(by=clerk, meeting=one, into=other, reason="So.")


def test_what_is_described_sent_and_held_stands_in_the_history_and_what_is_the_same_does_not():
    meeting = a_meeting()
    commands.describe_meeting(by=SYSTEM, meeting=meeting, title="", place="Committee room 2", starts=None)
    assert not meeting.changes.exists()
    commands.describe_meeting(by=SYSTEM, meeting=meeting, title="", place="Hall", starts=time(14))
    commands.send_agenda(by=SYSTEM, meeting=meeting, today=TODAY)
    assert said(meeting) == [
        ("described", "Place: “Committee room 2”, now “Hall”; Time: not stated, now 14:00.", ""),
        ("agenda", f"The agenda went out on {TODAY:%-d %B %Y}.", ""),
    ]
    held = a_held_meeting()
    assert [what for what, _, _ in said(held)] == ["held"]


def test_a_time_that_does_not_exist_is_refused_when_a_meeting_is_called_moved_or_described():
    body, spring = seated(), date(2026, 3, 29)
    with pytest.raises(Refused, match="There is no 01:30"):
        commands.call_meeting(by=SYSTEM, body=body, on=spring, starts=time(1, 30))
    meeting = a_meeting(body, on=spring)
    with pytest.raises(Refused, match="There is no 01:30"):
        commands.describe_meeting(by=SYSTEM, meeting=meeting, title="", place="", starts=time(1, 30))
    with pytest.raises(Refused, match="There is no 01:30"):
        move(meeting, spring, time(1, 30))
    meeting.refresh_from_db()
    assert meeting.state == "planned" and not meeting.changes.exists()


@pytest.fixture
def office(client: Client) -> Any:
    a_council()
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    return client


def test_on_the_pages_a_meeting_is_joined_and_its_history_read(office: Client, statements: Any) -> None:
    body = seated(a_body("Improvement Board"))
    one, other = a_meeting(body), a_meeting(body, on=LATER)
    address = reverse("meeting-join", args=[one.number])
    assert f"Meeting {other.number}, {LATER:%-d %B %Y}" in office.get(address).content.decode()
    assert office.post(address, {"into": str(other.number), "reason": ""}).status_code == 422
    assert office.post(address, {"into": "99999", "reason": "So."}).status_code == 422
    assert office.post(address, {"into": str(other.number), "reason": "Too little."}).status_code == 302
    with statements(9):
        page = office.get(reverse("meeting-changes", args=[one.number])).content.decode()
    assert f"It was joined with meeting {other.number}" in page and "Why: Too little." in page
    alone = office.get(reverse("meeting-join", args=[other.number])).content.decode()
    assert "so there is none to join this one with" in alone


def test_a_meeting_put_on_a_bank_holiday_or_a_weekend_is_said(office: Client) -> None:
    meeting = a_meeting()
    address = reverse("meeting-move", args=[meeting.number])
    sent = {"reason": "The hall is closed.", "place": "", "starts": "2pm", **day("on", date(2026, 4, 3))}
    moved = office.post(address, sent, follow=True).content.decode()
    assert "Friday 3 April 2026 is a bank holiday." in moved
    body = seated(a_body("Panel"))
    call = {"body": str(body.pk), "starts": "", "place": "", **day("on", date(2026, 4, 11))}
    assert (
        "11 April 2026 is a Saturday."
        in office.post(reverse("meeting-call"), call, follow=True).content.decode()
    )


def test_the_form_that_moves_a_meeting_begins_with_its_time_and_place_and_says_that_the_agenda_went_out(
    office: Client,
) -> None:
    meeting = a_meeting()
    commands.describe_meeting(by=SYSTEM, meeting=meeting, title="", place="Hall", starts=time(18, 30))
    address = reverse("meeting-move", args=[meeting.number])
    before = office.get(address).content.decode()
    assert 'value="18:30"' in before and 'value="Hall"' in before and "has gone out" not in before
    commands.send_agenda(by=SYSTEM, meeting=meeting, today=TODAY)
    assert "The agenda has gone out." in office.get(address).content.decode()
    sent = {"reason": "The hall is closed.", "place": "Hall", "starts": "18:30", **day("on", LATER)}
    assert "has to go out again" in office.post(address, sent, follow=True).content.decode()
