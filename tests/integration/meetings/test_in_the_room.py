"""The page of the room: what it shows, what it saves and saves once, and what two who save at once are told."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test.client import Client
from django.urls import reverse
from django.utils import timezone

from sightline.domain.meetings.commands import (
    correct_draft,
    draft_minutes,
    record_outcome,
    say_promise_met,
    take_up_promise,
)
from sightline.domain.meetings.models import Attending, Declared, Meeting, MeetingOutcome, Promise, RoomSave
from sightline.domain.meetings.promises.drafts import PromiseDraft
from tests import cast
from tests.factories import SYSTEM, a_council, a_user
from tests.meeting_factories import (
    a_held_meeting,
    a_meeting,
    approved_minutes,
    circulated,
    item_of,
    seated,
    seats_of,
)

pytestmark = pytest.mark.django_db
SCRIPT = {"HTTP_X_SIGHTLINE_ROOM": "1"}


@pytest.fixture
def office(client: Client) -> Client:
    a_council()
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    return client


def at(meeting: Meeting, item: Any) -> str:
    return reverse("meeting-room-item", args=[meeting.number, item.number])


def outcome(
    key: str = "11111111-a", words: str = "RESOLVED: That it be noted.", **more: str
) -> dict[str, str]:
    return {
        "form": "outcome", "key": key, "outcomes": "0", "mark": "", "outcome-words": words, "outcome-result": "agreed",
    } | more  # fmt: skip


def mark_on(client: Client, address: str) -> str:
    found = re.search(r'name="mark" value="(\w+)"', client.get(address).content.decode())
    assert found is not None
    return found[1]


def phrases_on(client: Client, address: str) -> list[dict[str, str]]:
    """The phrases as the page offers them: key, words, about."""
    found = re.findall(
        r'name="phrase" value="([^"]+)" data-room-phrase data-words="([^"]+)" data-result="[^"]+" data-about="([^"]*)"',
        client.get(address).content.decode(),
    )
    return [{"key": key, "words": words, "about": about} for key, words, about in found]


def test_the_page_shows_the_item_its_past_and_who_is_here(office: Client) -> None:
    body, today = seated(), timezone.localdate()
    before = a_held_meeting(body, on=today - timedelta(days=60))
    made = record_outcome(
        by=SYSTEM, item=item_of(before), result="agreed", words="RESOLVED: That a plan be sent.", today=today
    )
    kept = take_up_promise(
        by=SYSTEM, source=made, draft=PromiseDraft(words="That a plan be sent."), today=made.meeting.on
    )
    say_promise_met(by=SYSTEM, promise=kept, words="It went out on Friday.", today=today - timedelta(days=3))
    meeting = a_held_meeting(body, on=today)
    item = item_of(meeting)
    shown = office.get(at(meeting, item)).content.decode()
    assert (
        "When it was last here" in shown
        and "RESOLVED: That a plan be sent." in shown
        and "Promise 1" in shown
    )
    assert "5 of 7 seats that count were filled" in shown
    assert office.get(reverse("meeting-room", args=[meeting.number])).status_code == 302
    promises = office.get(at(meeting, item_of(meeting, "promises"))).content.decode()
    assert "Outstanding promises" in promises and "That a plan be sent." in promises
    for page in (shown, promises):
        assert (
            "Since then: Said to be met on" in page
            and "It went out on Friday." in page
            and "Taken up on" not in page
        )


def test_the_same_key_saves_once_by_script_and_by_form(office: Client) -> None:
    meeting = a_held_meeting(seated(), on=timezone.localdate())
    item = item_of(meeting)
    first = office.post(at(meeting, item), outcome(), **SCRIPT)  # type: ignore[arg-type]
    assert (first.status_code, first.json()["state"]) == (200, "saved")
    again = office.post(at(meeting, item), outcome(), **SCRIPT).json()  # type: ignore[arg-type]
    assert again["state"] == "already" and "saved already" in again["words"] and again["outcomes"] == 1
    assert office.post(at(meeting, item), outcome()).status_code == 302
    assert MeetingOutcome.objects.count() == RoomSave.objects.count() == 1
    without = office.post(at(meeting, item), outcome(key="")).content.decode()
    assert "This page is out of date" in without and MeetingOutcome.objects.count() == 1


def test_the_second_clerk_is_told_and_keeps_their_words(office: Client) -> None:
    meeting = a_held_meeting(seated(), on=timezone.localdate())
    item = item_of(meeting)
    record_outcome(
        by=SYSTEM, item=item, result="agreed", words="RESOLVED: That it be agreed.", today=meeting.on
    )
    mine = outcome(words="RESOLVED: That mine be kept.")
    told = office.post(at(meeting, item), mine, **SCRIPT)  # type: ignore[arg-type]
    assert told.status_code == 422 and "the tests saved at" in told.json()["words"]
    assert "RESOLVED: That it be agreed" in told.json()["words"]
    shown = office.post(at(meeting, item), mine)
    assert shown.status_code == 422 and "RESOLVED: That mine be kept." in shown.content.decode()
    assert (
        office.post(at(meeting, item), mine | {"outcomes": str(told.json()["outcomes"])}).status_code == 302
    )
    assert [one.words for one in MeetingOutcome.objects.order_by("number")][
        1
    ] == "RESOLVED: That mine be kept."


def test_notes_are_kept_with_what_another_wrote_and_go_into_the_draft(office: Client) -> None:
    meeting = a_held_meeting(seated(), on=timezone.localdate())
    item = meeting.items.order_by("position")[0]
    page = mark_on(office, at(meeting, item))
    notes = {
        "form": "minute",
        "key": "22222222-a",
        "mark": page,
        "minute-text": "Members asked about caseloads.",
    }
    assert office.post(at(meeting, item), notes).status_code == 302
    late = office.post(at(meeting, item), notes | {"key": "22222222-b", "minute-text": "Other words."})
    assert late.status_code == 422
    assert (
        "Members asked about caseloads”" in late.content.decode() and "Other words." in late.content.decode()
    )
    interest = {
        "form": "interest", "key": "33333333-a", "interest-name": "Councillor Placeholder", "interest-kind": "personal",
        "interest-words": "Governor of a school that is named.", "interest-left": "no",
    }  # fmt: skip
    assert (
        office.post(at(meeting, item), interest).status_code == 302 and Declared.objects.get().left is False
    )
    draft_minutes(by=SYSTEM, meeting=meeting)
    item.refresh_from_db()
    assert item.minute.startswith("Apologies were received from")
    assert "Councillor Placeholder declared a personal interest in this item" in item.minute
    assert item.minute.endswith("Members asked about caseloads.")
    circulated_now = office.post(reverse("meeting-minutes-circulate", args=[meeting.number]))
    assert circulated_now.status_code == 302
    mark = mark_on(office, at(meeting, item))
    refused = office.post(
        at(meeting, item), notes | {"key": "22222222-c", "mark": mark, "minute-text": "Later."}
    )
    assert "corrected with a quotation" in refused.content.decode()


def test_a_promise_in_one_line_is_taken_up_with_its_outcome(office: Client) -> None:
    meeting = a_held_meeting(seated(), on=timezone.localdate())
    item = item_of(meeting)
    due = meeting.on + timedelta(days=40)
    line = f"Head of Service; circulate the corrected plan; by {due.day} {due:%B %Y}"
    sent = {"form": "promise", "key": "44444444-a", "promise-line": line}
    assert office.post(at(meeting, item), sent).status_code == 302
    assert office.post(at(meeting, item), sent).status_code == 302
    promise = Promise.objects.get()
    assert (promise.words, promise.owner_words, promise.due) == (
        "circulate the corrected plan",
        "Head of Service",
        due,
    )
    assert promise.meeting_outcome and promise.meeting_outcome.result == "noted"
    four = office.post(at(meeting, item), sent | {"key": "44444444-b", "promise-line": "a; b; c; d"})
    assert four.status_code == 422 and Promise.objects.count() == 1


def test_who_comes_and_goes_in_one_press(office: Client) -> None:
    body, today = seated(), timezone.localdate()
    meeting = a_meeting(body, on=today)
    items = list(meeting.items.order_by("position"))
    seats = seats_of(body)

    def press(item: Any, seat: Any, what: str) -> str:
        sent = {"press": f"{seat.pk}:{what}"}
        answer = office.post(
            reverse("meeting-room-here", args=[meeting.number, item.number]), sent, follow=True
        )
        return answer.content.decode()

    for seat in seats[:3]:
        shown = press(items[0], seat, "here")
    meeting.refresh_from_db()
    assert meeting.state == "held" and meeting.quorate and "3 of 7 seats" in shown
    press(items[1], seats[3], "came")
    assert Attending.objects.get(seat=seats[3]).from_item == items[1]
    gone = press(items[1], seats[0], "left")
    assert "Has left" in gone and Attending.objects.get(seat=seats[0]).until_item == items[0]
    press(items[1], seats[0], "stayed")
    assert Attending.objects.get(seat=seats[0]).until_item is None
    assert "nobody left before it" in press(items[0], seats[0], "left")
    record_outcome(
        by=SYSTEM,
        item=items[1],
        result="agreed",
        effect="other",
        words="RESOLVED: That it be so.",
        today=today,
    )
    for seat in seats[:1]:
        press(items[1], seat, "left")
    refused = press(items[1], seats[1], "left")
    assert "with this attendance it would not be so" in refused
    assert Attending.objects.get(seat=seats[1]).until_item is None


def test_a_phrase_fills_in_and_an_open_place_is_refused(office: Client) -> None:
    meeting = a_held_meeting(seated(), on=timezone.localdate())
    item = item_of(meeting)
    open_place = next(one for one in phrases_on(office, at(meeting, item)) if "[subject]" in one["words"])
    filled = office.post(at(meeting, item), outcome() | {"phrase": open_place["key"]})
    assert filled.status_code == 200 and "RESOLVED: That a report on [subject]" in filled.content.decode()
    refused = office.post(at(meeting, item), outcome(words=open_place["words"]))
    assert refused.status_code == 422 and "Write there what was decided" in refused.content.decode()
    assert not MeetingOutcome.objects.exists()


def test_what_waits_is_decided_from_the_room(office: Client) -> None:
    body, today = seated(), timezone.localdate()
    old = circulated(a_held_meeting(body, on=today - timedelta(days=30)))
    first = old.items.order_by("position")[0]
    correct_draft(by=SYSTEM, item=first, old="Apologies were", new="Apologies had been", reason="Tense.")
    meeting = a_held_meeting(body, on=today)
    item = item_of(meeting, "minutes")
    offered = phrases_on(office, at(meeting, item))[0]
    offered["words"] = unescape(offered["words"])
    assert (
        "subject to this correction: item 1, “Apologies were” to read “Apologies had been”."
        in offered["words"]
    )
    sent = outcome(words=offered["words"]) | {"outcome-about": offered["about"]}
    assert office.post(at(meeting, item), sent).status_code == 302
    old.refresh_from_db()
    assert old.minutes == "approved" and old.approved_at == meeting
    again = office.post(at(meeting, item), sent, **SCRIPT).json()  # type: ignore[arg-type]
    assert again["state"] == "already" and MeetingOutcome.objects.count() == 1


def test_the_chair_records_and_does_not_keep_and_a_reader_may_not(client: Client) -> None:
    a_council()
    meeting = a_held_meeting(seated(), on=timezone.localdate())
    item = item_of(meeting)
    client.force_login(a_user(cast.CHAIR))
    shown = client.get(at(meeting, item)).content.decode()
    assert "Record the outcome" in shown and "Save the notes" not in shown and 'sl-room__press"' not in shown
    assert client.post(at(meeting, item), outcome()).status_code == 302
    notes = {"form": "minute", "key": "22222222-a", "minute-text": "Words."}
    client.post(at(meeting, item), notes)
    item.refresh_from_db()
    assert item.minute == ""
    client.force_login(a_user(cast.READER))
    assert client.get(at(meeting, item)).status_code == 403


def test_a_full_room_asks_no_more_of_the_database(office: Client, statements: Any) -> None:
    body, today = seated(members=30), timezone.localdate()
    small, large = (
        a_held_meeting(body, on=today - timedelta(days=7)),
        a_held_meeting(body, on=today, items=[f"Item {n}" for n in range(40)]),
    )
    for number in range(30):
        record_outcome(
            by=SYSTEM, item=item_of(large), result="agreed", words=f"RESOLVED: That {number}.", today=today
        )
    for meeting in (small, large):
        with statements(16):
            assert office.get(at(meeting, item_of(meeting))).status_code == 200


def test_a_save_asks_no_more_of_the_database_however_much_is_recorded(
    office: Client, statements: Any
) -> None:
    body, today = seated(), timezone.localdate()
    meeting = a_held_meeting(body, on=today, items=[f"Item {n}" for n in range(20)])
    item = item_of(meeting)
    for number in range(20):
        record_outcome(by=SYSTEM, item=item, result="agreed", words=f"RESOLVED: That {number}.", today=today)
    office.get(at(meeting, item))
    with statements(16):  # on PostgreSQL one more than on SQLite: the mark of the audit
        sent = office.post(at(meeting, item), outcome(outcomes="20"), **SCRIPT)  # type: ignore[arg-type]
    assert sent.json()["state"] == "saved"


def test_before_its_day_and_after_its_minutes_nothing_is_written(office: Client) -> None:
    today = timezone.localdate()
    coming = a_meeting(seated(), on=today + timedelta(days=9))
    item = item_of(coming)
    notes = {
        "form": "minute", "key": "55555555-a", "mark": mark_on(office, at(coming, item)), "minute-text": "Too early.",
    }  # fmt: skip
    assert office.post(at(coming, item), notes).status_code == 422
    here = reverse("meeting-room-here", args=[coming.number, item.number])
    office.post(here, {"press": f"{seats_of(coming.body)[0].pk}:here"})
    assert not Attending.objects.exists() and not RoomSave.objects.exists()
    body = seated()
    old, later = a_held_meeting(body, on=today - timedelta(days=9)), a_held_meeting(body, on=today)
    approved_minutes(old, item_of(later, "minutes"), "Members heard how it goes.")
    shown = office.get(at(old, item_of(old))).content.decode()
    assert "The minutes are approved, so nothing is recorded here any more." in shown
    assert "Record the outcome" not in shown and 'name="press"' not in shown
    assert office.post(at(old, item_of(old)), outcome()).status_code == 422
