"""Items that are closed to the public: on the agenda, in the minutes, and where the meeting moves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sightline.domain.meetings.commands import (
    add_item,
    close_item,
    move_meeting,
    open_item,
)
from sightline.domain.meetings.models import AgendaItem, ItemClosing
from sightline.domain.meetings.queries_meetings import meeting_for
from sightline.ground.lib.errors import Refused
from tests import cast
from tests.factories import SYSTEM, TODAY, a_body, a_user
from tests.meeting_factories import a_held_meeting, a_meeting, circulated, item_of, seated

pytestmark = pytest.mark.django_db
EXEMPT = {"kind": "exempt", "paragraphs": [3], "public_interest": "The price is still being agreed."}


def an_item(body=None, meeting=None):
    meeting = meeting or a_meeting(body or a_body("Scrutiny Committee", kind="committee"))
    return add_item(by=SYSTEM, meeting=meeting, title="The contract for homes")


def test_an_exempt_item_says_so_on_the_agenda_and_its_history_stays():
    item = an_item()
    close_item(by=SYSTEM, item=item, **EXEMPT)
    close_item(by=SYSTEM, item=item, **EXEMPT | {"paragraphs": [3, 5]})
    (row,) = [row for row in meeting_for(SYSTEM, item.meeting.number).items if row.item == item]
    assert "paragraphs 3 and 5" in row.item.closing.words
    assert [one.paragraphs for one in ItemClosing.objects.order_by("pk")] == [[3], [3, 5]]
    open_item(by=SYSTEM, item=item, reason="The contract was signed.")
    assert AgendaItem.objects.in_order().get(pk=item.pk).closing is None
    assert ItemClosing.objects.latest("pk").ended_reason == "The contract was signed."
    with pytest.raises(Refused, match="is open already"):
        open_item(by=SYSTEM, item=item, reason="Again.")


def test_what_the_database_refuses():
    item = an_item()
    good = {"item": item, "since": timezone.now(), "by_name": "x"}
    for bad in (
        {"kind": "exempt", "paragraphs": [], "public_interest": "So."},
        {"kind": "exempt", "paragraphs": [1]},
        {"kind": "restricted"},
        {"kind": "confidential"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            ItemClosing.objects.create(**good, **bad)


def test_it_stays_closed_where_the_meeting_moves():
    item = an_item()
    close_item(by=SYSTEM, item=item, **EXEMPT)
    on = item.meeting.on + timedelta(days=7)
    moved = move_meeting(by=SYSTEM, meeting=item.meeting, on=on, starts=None, place="", reason="Snow.")
    (closed,) = [row.item for row in meeting_for(SYSTEM, moved.number).items if row.item.closing]
    assert closed.title == "The contract for homes" and closed.closing.paragraphs == [3]


def test_minutes_print_it_and_keep_it():
    meeting = a_held_meeting(seated(), on=TODAY)
    item = item_of(meeting)
    with pytest.raises(Refused, match="is not a council committee"):
        close_item(by=SYSTEM, item=item, **EXEMPT)
    close_item(by=SYSTEM, item=item, kind="restricted", because="Families could be recognised.")
    version = circulated(meeting).minutes_versions.get()
    closed = [one.get("closed") for one in version.words["items"]]
    assert "Restricted: Families could be recognised." in closed and None in closed


def test_the_clerk_closes_an_item_and_opens_it(client: Client):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    item = an_item()
    at = [item.meeting.number, item.number]
    assert "Close it to the public" in client.get(reverse("meeting-item", args=at)).content.decode()
    close = reverse("meeting-item-close", args=at)
    wrong = client.post(close, {"kind": "exempt", "paragraphs": ["3"]})
    assert wrong.status_code == 422 and "serves the public more" in wrong.content.decode()
    sent = {"kind": "exempt", "paragraphs": ["3"], "public_interest": "The price is being agreed."}
    assert client.post(close, sent).status_code == 302
    page = client.get(reverse("meeting-item", args=at)).content.decode()
    assert "exempt under paragraph 3" in page and "section 100A(4)" in page
    assert "exempt under paragraph 3" in client.get(reverse("meeting", args=at[:1])).content.decode()
    assert 'value="3"' in client.get(close).content.decode()
    assert client.post(reverse("meeting-item-open", args=at), {"reason": "Signed."}).status_code == 302
    assert "exempt under" not in client.get(reverse("meeting", args=at[:1])).content.decode()


def test_a_board_only_says_why(client: Client):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    item = an_item(body=a_body("Improvement Board"))
    close = reverse("meeting-item-close", args=[item.meeting.number, item.number])
    assert "Schedule 12A" not in client.get(close).content.decode()
    assert client.post(close, {"because": ""}).status_code == 422
    assert client.post(close, {"because": "Families could be recognised."}).status_code == 302
    assert AgendaItem.objects.in_order().get(pk=item.pk).closing.words.startswith("Restricted: Families")
