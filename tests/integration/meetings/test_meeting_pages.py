"""The pages of meetings and of decisions: what stands on them, what they save, how few statements they take."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test.client import Client
from django.urls import reverse
from django.utils import timezone

from sightline.domain.governance.models import Decision
from sightline.domain.meetings.commands import add_item, record_outcome
from sightline.domain.meetings.models import Attending, Meeting, MeetingOutcome
from sightline.domain.meetings.queries_meetings import before_item
from sightline.domain.plans.models import Action
from tests import cast
from tests.deciding_factories import an_asked_action
from tests.factories import SYSTEM, a_body, a_council, a_plan, a_post, a_user
from tests.meeting_factories import a_held_meeting, a_meeting, circulated, decided, item_of, seated, seats_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    a_council()
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    return client


def page(client: Client, name: str, *args: Any, query: str = "", status: int = 200) -> str:
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == status, response.status_code
    return response.content.decode()


def day(name: str, on: Any) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def test_from_calling_to_circulated_minutes_on_the_pages(office: Client) -> None:
    body, today = seated(a_body("Improvement Board")), timezone.localdate()
    sent = {"body": str(body.pk), "starts": "2pm", "place": "Hall", **day("on", today)}
    assert office.post(reverse("meeting-call"), sent).status_code == 302
    meeting = Meeting.objects.get()
    assert (meeting.starts and meeting.starts.hour, meeting.place) == (14, "Hall")
    assert "Apologies, substitutes and interests" in page(office, "meeting", meeting.number)
    add = reverse("meeting-item-add", args=[meeting.number])
    assert office.post(add, {"title": "Progress", "kind": "business"}).status_code == 302
    office.post(reverse("meeting-send", args=[meeting.number]))
    assert office.post(add, {"title": "A home closes", "kind": "urgent"}).status_code == 422
    assert (
        office.post(add, {"title": "A home closes", "kind": "urgent", "urgency": "On Friday."}).status_code
        == 302
    )
    seats = seats_of(body)
    there = {f"seat-{seat.pk}": "present" for seat in seats[:3]} | {f"seat-{seats[3].pk}": "apologies"}
    there |= {"others": "Auditor\nNote taker", "chaired_by": str(seats[0].pk), "ends": "16:30"}
    assert office.post(reverse("meeting-attendance", args=[meeting.number]), there).status_code == 302
    meeting.refresh_from_db()
    assert meeting.quorate and Attending.objects.filter(attendance="in-attendance").count() == 2
    assert "3 of 7 seats that count were filled; 3 are needed: quorate" in page(
        office, "meeting", meeting.number
    )
    item = meeting.items.get(title="Progress")
    record = reverse("meeting-outcome", args=[meeting.number, item.number]) + "?effect=other"
    assert office.post(record, {"result": "deferred", "words": "RESOLVED: So."}).status_code == 422
    assert (
        office.post(record, {"result": "agreed", "words": "RESOLVED: That it be noted."}).status_code == 302
    )
    assert "RESOLVED: That it be noted." in page(office, "meeting-item", meeting.number, item.number)
    office.post(reverse("meeting-minutes-draft", args=[meeting.number]))
    write = reverse("meeting-minute-write", args=[meeting.number, item.number])
    assert office.post(write, {"text": "Members heard how it goes."}).status_code == 302
    office.post(reverse("meeting-minutes-circulate", args=[meeting.number]))
    shown = page(office, "meeting-minutes", meeting.number)
    assert "Members heard how it goes." in shown and "Version 1" in shown
    correct = reverse("meeting-minute-correct", args=[meeting.number, item.number])
    wrong = {"old": "Nobody said it", "new": "x", "reason": "Slip."}
    assert "do not stand there" in office.post(correct, wrong).content.decode()
    assert office.post(correct, {"old": "goes", "new": "went", "reason": "Tense."}).status_code == 302
    assert "Members heard how it went." in page(office, "meeting-minutes", meeting.number)
    assert "goes" in page(office, "meeting-minutes-version", meeting.number, 1)
    word = office.get(reverse("meeting-minutes-docx", args=[meeting.number]))
    assert b"".join(word.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]


def test_sign_offs_in_bulk_with_each_refusal_beside_its_row(office: Client) -> None:
    body, today = seated(), timezone.localdate()
    plan = a_plan(today=today)
    asked = [an_asked_action(plan, board=body, today=today) for _ in range(3)]
    meeting = a_held_meeting(body, on=today)
    item = item_of(meeting, "sign-off")
    shown = page(office, "meeting-several", meeting.number, item.number)
    assert all(request.evidence_sha256 in shown and request.action.title in shown for request in asked)
    keys = [f"action-{request.action_id}" for request in asked]
    words = {f"words-{key}": f"RESOLVED: That it be signed off ({key})." for key in keys}
    sent = words | {f"result-{keys[0]}": "agreed", f"result-{keys[1]}": "refused"}
    answer = office.post(reverse("meeting-several", args=[meeting.number, item.number]), sent)
    assert answer.status_code == 422 and "Say why it was not agreed" in answer.content.decode()
    assert Action.objects.get(pk=asked[0].action_id).assurance == "signed-off"
    assert f"result-{keys[0]}" not in answer.content.decode()
    sent = words | {
        f"result-{keys[1]}": "refused",
        f"reason-{keys[1]}": "The sample is too small.",
        "agree_all": "on",
    }
    assert (
        office.post(reverse("meeting-several", args=[meeting.number, item.number]), sent).status_code == 302
    )
    assert [Action.objects.get(pk=one.action_id).assurance for one in asked] == [
        "signed-off",
        "verified",
        "signed-off",
    ]
    assert [one.result for one in MeetingOutcome.objects.order_by("number")] == [
        "agreed",
        "refused",
        "agreed",
    ]
    assert "Nothing waits for this item" in page(office, "meeting-several", meeting.number, item.number)


def test_decisions_to_ratify_are_ratified_or_not(office: Client) -> None:
    body, today = seated(), timezone.localdate()
    waits = [decided("other", body, quorate=False, on=today - timedelta(days=30)) for _ in range(2)]
    meeting = a_held_meeting(body, on=today)
    item = item_of(meeting, "ratify")
    one, two = (f"decision-{decision.pk}" for decision in waits)
    shown = page(office, "meeting-several", meeting.number, item.number)
    assert "it has no effect until it is ratified" in shown
    sent = {f"result-{one}": "agreed", f"result-{two}": "refused", f"reason-{two}": "Too little was known."}
    sent |= {f"words-{key}": "RESOLVED: So." for key in (one, two)}
    assert (
        office.post(reverse("meeting-several", args=[meeting.number, item.number]), sent).status_code == 302
    )
    assert [Decision.objects.get(pk=each.pk).state for each in waits] == ["ratified", "refused"]
    assert "Not ratified" in page(office, "decision", waits[1].number)


def test_the_register_of_decisions_filters_and_says_what_is_overdue(office: Client) -> None:
    body, today = seated(a_body("Improvement Board")), timezone.localdate()
    urgent = decided(
        "other", body, authority="urgency", urgency_reason="The home closes.", on=today - timedelta(days=60),
        words="RESOLVED: Moved.",
    )  # fmt: skip
    decided("other", a_body(), words="RESOLVED: Elsewhere.")
    a_held_meeting(body, on=today - timedelta(days=30))
    listed = page(office, "decisions", query="?state=untold")
    assert "Moved." in listed and "Elsewhere." not in listed and "Should have been reported on" in listed
    assert "was not told of this decision" in page(office, "decision", urgent.number)
    sheet = b"".join(office.get(reverse("decisions-csv") + "?authority=urgency").streaming_content).decode()  # type: ignore[attr-defined]
    assert "Moved." in sheet and "Elsewhere." not in sheet
    assert page(office, "meetings", query=f"?body={body.pk}&state=held").count("sl-meet-quiet") >= 0


def test_urgency_and_delegation_on_the_pages(office: Client) -> None:
    body, today = seated(), timezone.localdate()
    chair = seats_of(body)[0]
    urgent = reverse("decision-urgent", args=[body.pk]) + "?effect=other"
    sent = {"words": "That it be moved.", "taken_by": str(chair.pk), **day("on", today)}
    assert office.post(urgent, sent).status_code == 422
    assert office.post(urgent, sent | {"reason": "It closes."}).status_code == 302
    assert "It closes." in page(office, "decision", Decision.objects.get().number)
    meeting, post = a_held_meeting(body, on=today), a_post()
    given = {"to": f"post:{post.pk}", "kinds": ["other"], "result": "agreed", "words": "RESOLVED: Delegated."}
    record = reverse("meeting-outcome", args=[meeting.number, item_of(meeting).number]) + "?effect=delegate"
    assert office.post(record, given).status_code == 302
    delegation = Decision.objects.get(kind="delegate").delegates
    use = reverse("delegation-use", args=[delegation.number]) + "?effect=other"
    assert office.post(use, {"words": "Agreed.", **day("on", today)}).status_code == 302
    assert f"Delegation {delegation.number}" in page(office, "decision-between")
    end = reverse("delegation-end", args=[delegation.number])
    assert office.post(end, {"reason": "Done.", **day("until", today)}).status_code == 302


@pytest.mark.parametrize("rows", [3, 30])
def test_pages_take_few_statements_whatever_they_hold(office: Client, statements: Any, rows: int) -> None:
    body, today = seated(members=rows), timezone.localdate()
    meeting = a_meeting(body, on=today)
    for number in range(rows):
        add_item(by=SYSTEM, meeting=meeting, title=f"Item {number}")
    from sightline.domain.meetings.commands import record_attendance
    from tests.meeting_factories import rows_for

    record_attendance(by=SYSTEM, meeting=meeting, rows=rows_for(body, rows), today=today)
    for item in meeting.items.all():
        record_outcome(
            by=SYSTEM, item=item, result="agreed", effect="other", words="RESOLVED: So.", today=today
        )
    circulated(meeting)
    decision = Decision.objects.order_by("number")[0]
    item = meeting.items.order_by("position")[1]
    for name, args in (
        ("meetings", ()), ("meeting", (meeting.number,)), ("meeting-item", (meeting.number, item.number)),
        ("meeting-several", (meeting.number, item.number)), ("meeting-minutes", (meeting.number,)),
        ("meeting-attendance", (meeting.number,)), ("meeting-minutes-version", (meeting.number, 1)),
        ("decisions", ()), ("decision", (decision.number,)),
    ):  # fmt: skip
        with statements(12):
            assert office.get(reverse(name, args=args)).status_code == 200, name


def test_minutes_do_not_say_resolved_of_what_was_put_off(office: Client) -> None:
    body, today = seated(), timezone.localdate()
    request = an_asked_action(board=body, today=today)
    meeting = a_held_meeting(body, on=today)
    item, key = item_of(meeting, "sign-off"), f"action-{request.action_id}"
    [row] = before_item(item)
    sent = {f"result-{key}": "deferred", f"words-{key}": row.draft, f"reason-{key}": "No time."}
    assert (
        office.post(reverse("meeting-several", args=[meeting.number, item.number]), sent).status_code == 302
    )
    assert MeetingOutcome.objects.get().words == f"PUT OFF: {row.words}."
    request.refresh_from_db()
    assert request.state == "waiting"


def test_two_tabs_with_the_same_rows_say_who_was_first(office: Client) -> None:
    body, today = seated(), timezone.localdate()
    an_asked_action(board=body, today=today)
    meeting = a_held_meeting(body, on=today)
    found = item_of(meeting, "sign-off")
    key = before_item(found)[0].key
    address = reverse("meeting-several", args=[meeting.number, found.number])
    sent = {f"result-{key}": "agreed", f"words-{key}": "RESOLVED: That it be signed off."}
    assert office.post(address, sent).status_code == 302
    late = office.post(address, sent)
    said = late.content.decode()
    assert late.status_code == 422 and MeetingOutcome.objects.count() == 1
    assert (
        "One row that you answered does not wait any more, and what you entered there was not recorded."
        in said
    )
    assert (
        f"{cast.PROGRAMME_OFFICE.name} recorded at" in said
        and f"as outcome {meeting.number}/1: agreed" in said
    )


def test_a_kind_of_decision_has_to_be_chosen(office: Client) -> None:
    meeting = a_held_meeting(seated())
    page_of = reverse("meeting-outcome", args=[meeting.number, item_of(meeting).number])
    assert "There is a problem" not in office.get(page_of).content.decode()
    assert "Choose what was decided" in office.get(f"{page_of}?chosen=1").content.decode()


def test_words_that_say_nothing_and_a_form_sent_twice_are_refused(office: Client) -> None:
    meeting = a_held_meeting(seated())
    address = reverse("meeting-outcome", args=[meeting.number, item_of(meeting).number]) + "?effect=other"
    begun = office.post(address, {"result": "agreed", "words": "RESOLVED: That "})
    assert begun.status_code == 422 and "Enter what was decided" in begun.content.decode()
    sent = {"result": "agreed", "words": "RESOLVED: That the report be published."}
    assert office.post(address, sent).status_code == 302
    again = office.post(address, sent)
    assert again.status_code == 422 and MeetingOutcome.objects.count() == 1
    assert f"was recorded already at this meeting: {meeting.number}/1, agreed, by" in again.content.decode()


def test_an_urgent_decision_is_of_a_day_that_was_and_says_something(office: Client) -> None:
    body, today = seated(), timezone.localdate()
    chair = seats_of(body)[0]
    assert "There is a problem" in office.get(reverse("decision-between") + "?chosen=1").content.decode()
    address = reverse("decision-urgent", args=[body.pk]) + "?effect=other"
    sent = {
        "words": "RESOLVED: That ",
        "reason": "It could not wait.",
        "taken_by": str(chair.pk),
        **day("on", today),
    }
    empty = office.post(address, sent)
    assert empty.status_code == 422 and "Enter what was decided" in empty.content.decode()
    sent |= {"words": "RESOLVED: That the home be closed.", **day("on", today + timedelta(days=3))}
    assert (
        "is still to come, so nothing can have been decided on it"
        in office.post(address, sent).content.decode()
    )
    assert not Decision.objects.exists()
