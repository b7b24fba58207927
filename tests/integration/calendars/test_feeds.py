"""The addresses that calendar programs read: whose they are, what they show, and when there is nothing at them."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test.client import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from sightline.domain.governance.commands import add_seat
from sightline.domain.meetings import commands
from sightline.doors.web.by_link.limits import MOST_WRONG
from sightline.ground.accounts.commands import deactivate_user, give_grant, take_back_grant
from sightline.ground.audit.models import Event
from sightline.ground.lib.errors import NotFound, NotPermitted, Refused
from sightline.work.calendars.commands import make_feed, withdraw_feed
from sightline.work.calendars.models import CalendarFeed
from sightline.work.handover.commands import hand_over_body
from tests import cast
from tests.factories import SYSTEM, a_body, a_council, a_holding, a_user
from tests.governance_factories import all_to
from tests.meeting_factories import a_held_meeting, a_meeting, seated

pytestmark = pytest.mark.django_db
BEFORE = date(2024, 1, 1)


def soon(days: int = 14) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture(autouse=True)
def nobody_asked_yet() -> None:
    cache.clear()


@pytest.fixture
def reader(db: Any) -> Any:
    a_council()
    return a_user(cast.READER)


def feed(user: Any, covers: str = "all", body: Any = None) -> str:
    """The address of a new feed."""
    _, token = make_feed(by=user, user=user, covers=covers, body=body)
    return reverse("calendar-feed", args=[token])


def read(address: str, **headers: str) -> list[Any]:
    response = Client().get(address, **headers)
    assert response.status_code == 200, response.status_code
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def test_a_calendar_program_reads_without_signing_in_and_is_told_when_nothing_changed(reader: Any) -> None:
    meeting = a_meeting(seated(a_body("Improvement Board")), on=soon())
    address = feed(reader)
    first = Client().get(address)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["Cache-Control"] == "private, no-cache" and not first.cookies
    assert first["Referrer-Policy"] == "no-referrer" and "noindex" in first["X-Robots-Tag"]
    (event,) = Calendar.from_ical(first.content).walk("VEVENT")
    assert (event["SUMMARY"], event["LOCATION"]) == ("Improvement Board", "Committee room 2")
    again = Client().get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert Client().head(address)["ETag"] == first["ETag"]
    commands.describe_meeting(by=SYSTEM, meeting=meeting, title="", place="Hall", starts=time(14))
    changed = Client().get(address, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    (now,) = Calendar.from_ical(changed.content).walk("VEVENT")
    assert now["LOCATION"] == "Hall" and now["UID"] == event["UID"] and now["SEQUENCE"] > event["SEQUENCE"]
    assert Calendar.from_ical(changed.content)["UID"] == Calendar.from_ical(first.content)["UID"]


def test_a_meeting_keeps_its_identifier_when_it_is_moved_again_and_cancelled(reader: Any) -> None:
    meeting, address = a_meeting(on=soon()), feed(reader)
    uid, seen = read(address)[0]["UID"], []
    for days in (20, 30):
        meeting = commands.move_meeting(
            by=SYSTEM,
            meeting=meeting,
            on=soon(days),
            starts=time(10),
            place="Hall",
            reason="A secret reason.",
        )
        (event,) = read(address)
        assert event["UID"] == uid and event.decoded("DTSTART").date() == soon(days)
        seen.append(event["SEQUENCE"])
    commands.cancel_meeting(by=SYSTEM, meeting=meeting, reason="A secret reason.")
    (event,) = read(address)
    assert (event["UID"], event["STATUS"]) == (uid, "CANCELLED")
    assert seen == sorted(set(seen)) and event["SEQUENCE"] > seen[-1]
    assert "secret" not in Client().get(address).content.decode()


def test_a_joined_meeting_is_cancelled_and_says_with_which(reader: Any) -> None:
    body, address = seated(), feed(reader)
    one, other = a_meeting(body, on=soon()), a_meeting(body, on=soon(20))
    commands.join_meetings(by=SYSTEM, meeting=one, into=other, reason="Too little business.")
    gone, stays = read(address)
    assert gone["STATUS"] == "CANCELLED" and f"meeting {other.number}" in gone["DESCRIPTION"]
    assert stays["STATUS"] == "CONFIRMED" and stays["UID"].startswith(f"meeting-{other.number}@")


def test_own_bodies_are_those_on_which_one_sits_on_the_day(reader: Any) -> None:
    mine, other = seated(a_body("My board")), seated(a_body("Other board"))
    holding = a_holding(cast.READER, since=BEFORE)
    holding.person.user = reader
    holding.person.save()
    add_seat(by=SYSTEM, body=mine, role="member", post=holding.post, since=BEFORE)
    a_meeting(mine, on=soon())
    a_meeting(other, on=soon())
    address = feed(reader, "mine")
    assert [event["SUMMARY"] for event in read(address)] == ["My board"]
    holding.until = soon(7)
    holding.save()
    assert read(address) == []
    add_seat(by=SYSTEM, body=other, role="member", person=holding.person, since=BEFORE)
    assert [event["SUMMARY"] for event in read(address)] == ["Other board"]


def test_a_calendar_of_one_body_shows_that_body(reader: Any) -> None:
    body = seated(a_body("Improvement Board"))
    a_meeting(body, on=soon())
    a_meeting(on=soon())
    assert [event["SUMMARY"] for event in read(feed(reader, "body", body))] == ["Improvement Board"]


def test_it_shows_what_its_user_may_see_at_the_moment_of_asking() -> None:
    a_council()
    administrator, stranger = a_user(cast.ADMINISTRATOR), a_user(cast.STRANGER)
    body = seated(a_body("Improvement Board"))
    meeting = a_meeting(body, on=soon())
    a_meeting(on=soon())
    address = feed(stranger)
    assert read(address) == []
    grant = give_grant(by=administrator, user=stranger, role="reader", kind="body", thing_id=body.pk)
    assert [event["UID"].partition("@")[0] for event in read(address)] == [f"meeting-{meeting.number}"]
    take_back_grant(by=administrator, grant=grant)
    assert read(address) == []


def test_there_is_nothing_at_an_address_that_was_withdrawn_or_whose_user_may_not_sign_in(reader: Any) -> None:
    mine, theirs = feed(reader), feed(a_user(cast.CHAIR))
    withdraw_feed(by=reader, user=reader, feed=CalendarFeed.objects.get(user=reader))
    assert Client().get(mine).status_code == 404
    assert Client().get(theirs).status_code == 200
    deactivate_user(by=a_user(cast.ADMINISTRATOR), user=a_user(cast.CHAIR))
    gone = Client().get(theirs)
    assert gone.status_code == 404 and b"There is no calendar at this address" in gone.content
    with pytest.raises(NotFound):
        withdraw_feed(by=reader, user=reader, feed=CalendarFeed.objects.get(user=reader))


def test_secrets_that_were_never_given_out_are_answered_with_patience_only_so_long() -> None:
    answers = [Client().get(reverse("calendar-feed", args=[f"guess{n}"])) for n in range(MOST_WRONG + 1)]
    assert [one.status_code for one in answers] == [404] * MOST_WRONG + [429]
    assert answers[-1]["Retry-After"] == "60"


def test_only_the_hash_of_a_secret_is_kept(reader: Any) -> None:
    made, token = make_feed(by=reader, user=reader, covers="all")
    assert len(token) == 43 and token not in str(vars(made))
    assert not any(token in str(vars(event)) for event in Event.objects.all())
    with pytest.raises(Refused, match="have an address for these"):
        make_feed(by=reader, user=reader, covers="all")
    with pytest.raises(NotPermitted):
        make_feed(by=a_user(cast.ADMINISTRATOR), user=reader, covers="mine")


def test_meetings_long_past_are_left_out(reader: Any) -> None:
    a_meeting(on=timezone.localdate() - timedelta(days=401))
    kept = a_meeting(on=timezone.localdate() - timedelta(days=400))
    assert [event["UID"].partition("@")[0] for event in read(feed(reader))] == [f"meeting-{kept.number}"]


@pytest.mark.parametrize("rows", [1, 12])
def test_a_feed_takes_few_statements_whatever_it_holds(reader: Any, statements: Any, rows: int) -> None:
    body = seated()
    for number in range(rows):
        moved = a_meeting(body, on=soon(number))
        commands.move_meeting(
            by=SYSTEM, meeting=moved, on=soon(100 + number), starts=None, place="", reason="So."
        )
    addresses = [feed(reader), feed(reader, "body", body), feed(reader, "mine")]
    for address in addresses:
        with statements(9):
            assert Client().get(address).status_code == 200


def test_a_file_of_one_meeting_is_for_who_may_see_it(reader: Any) -> None:
    meeting = a_meeting(on=soon())
    client = Client()
    client.force_login(reader)
    response = client.get(reverse("meeting-ics", args=[meeting.number]))
    assert response["Content-Disposition"] == f'attachment; filename="meeting-{meeting.number}.ics"'
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    (of_feed,) = read(feed(reader))
    assert event == of_feed
    stranger = Client()
    stranger.force_login(a_user(cast.STRANGER))
    assert stranger.get(reverse("meeting-ics", args=[meeting.number])).status_code == 404


def test_an_address_is_made_shown_once_and_withdrawn_on_the_page(reader: Any) -> None:
    body, client = seated(a_body("Improvement Board")), Client()
    meeting = a_meeting(body, on=soon())
    client.force_login(reader)
    begin = client.get(reverse("calendars") + f"?for=body-{body.pk}").content.decode()
    assert f'value="body-{body.pk}" selected' in begin
    made = client.post(reverse("calendar-make"), {"which": f"body-{body.pk}"})
    text = made.content.decode()
    start = text.index("/calendars/", text.index('id="address"'))
    address = text[start : text.index("</textarea>", start)]
    assert made.status_code == 200 and "no-store" in made["Cache-Control"]
    assert read(address)[0]["UID"].startswith(f"meeting-{meeting.number}@")
    again = client.post(reverse("calendar-make"), {"which": f"body-{body.pk}"})
    assert again.status_code == 422 and "have an address for these" in again.content.decode()
    assert client.post(reverse("calendar-make"), {"which": "body-999999"}).status_code == 422
    assert address not in client.get(reverse("calendars")).content.decode()
    other = Client()
    other.force_login(a_user(cast.CHAIR))
    withdraw = reverse("calendar-withdraw", args=[CalendarFeed.objects.get().pk])
    assert other.post(withdraw).status_code == 404
    assert client.post(withdraw).status_code == 302
    assert Client().get(address).status_code == 404


def test_the_month_shows_what_the_reader_may_see(reader: Any, statements: Any) -> None:
    client, first = Client(), date(2026, 4, 1)
    client.force_login(reader)
    committee = seated(a_body("Scrutiny Committee", kind="committee"))
    board = seated(a_body("Improvement Board"))
    for number in range(8):
        a_meeting(board, on=first + timedelta(days=number))
    moved = a_meeting(committee, on=date(2026, 4, 16))
    commands.move_meeting(
        by=SYSTEM, meeting=moved, on=date(2026, 4, 23), starts=time(18), place="", reason="So."
    )
    address = reverse("meetings-calendar") + "?month=2026-04"
    with statements(9):
        page = client.get(address).content.decode()
    assert page.count("Improvement Board<span") == 8 and "Moved to 23 Apr 2026" in page
    assert "Agenda " in page and "Scrutiny Committee of 23 Apr 2026" in page and "Bank holiday" in page
    only = client.get(f"{address}&body={committee.pk}").content.decode()
    assert "Improvement Board<span" not in only and f"body={committee.pk}&amp;month=2026-05" in only
    assert "is not a month" in client.get(reverse("meetings-calendar") + "?month=soon").content.decode()
    assert client.get(f"{address}&body=nobody").status_code == 200
    stranger = Client()
    stranger.force_login(a_user(cast.STRANGER))
    assert stranger.get(address).status_code == 404


def test_a_body_that_ended_shows_where_its_meetings_went_and_its_successor_keeps_the_identifier(
    reader: Any,
) -> None:
    board, after, today = seated(a_body("Old Board")), seated(a_body("New Board")), timezone.localdate()
    stays, passes = a_held_meeting(board, on=today), a_meeting(board, on=soon(30))
    of_old, of_new = feed(reader, "body", board), feed(reader, "body", after)
    before = {event["UID"]: event["SEQUENCE"] for event in read(of_old)}
    hand_over_body(
        by=SYSTEM, body=board, until=today, today=today, reason="The board ends.", successor=after,
        **all_to("body", board, after, until=today),
    )  # fmt: skip
    old = {event["UID"].partition("@")[0]: event for event in read(of_old)}
    assert old[f"meeting-{stays.number}"]["STATUS"] == "CONFIRMED"
    gone = old[f"meeting-{passes.number}"]
    assert gone["STATUS"] == "CANCELLED" and gone["SEQUENCE"] > before[gone["UID"]]
    (new,) = read(of_new)
    assert (new["UID"], new["STATUS"], new["SUMMARY"]) == (gone["UID"], "CONFIRMED", "New Board")


@pytest.mark.parametrize("rows", [2, 18])
def test_ones_own_page_takes_few_statements_however_many_addresses(
    reader: Any, statements: Any, rows: int
) -> None:
    client = Client()
    client.force_login(reader)
    for number in range(rows):
        body = a_body(f"Board {number}")
        a_meeting(body, on=soon(), items=())
        feed(reader, "body", body)
    with statements(8):
        assert client.get(reverse("calendars")).content.decode().count("Withdraw<span") == rows
    with statements(15):
        assert client.post(reverse("calendar-make"), {"which": "all"}).status_code == 200
    key = CalendarFeed.objects.earliest("pk").pk
    with statements(15):
        assert client.post(reverse("calendar-withdraw", args=[key])).status_code == 302
