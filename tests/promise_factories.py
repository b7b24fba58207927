"""Promises to test with, by the real commands."""

from __future__ import annotations

from datetime import date
from typing import Any

from sightline.domain.governance.models import Body
from sightline.domain.meetings.commands import record_outcome, take_up_promise
from sightline.domain.meetings.models import MeetingOutcome, Promise
from sightline.domain.meetings.promises.drafts import PromiseDraft
from tests.factories import SYSTEM, TODAY
from tests.meeting_factories import a_held_meeting, item_of, seated

ASKED = "That the audit of supervision be circulated to all members when it is released."


def a_promise(
    body: Body | None = None, words: str = ASKED, *, today: date = TODAY, by: Any = SYSTEM, place: str = "Letter to the chair",
    made_on: date | None = None, **says: Any,
) -> Promise:  # fmt: skip
    """A promise to a seated body that was said elsewhere; says: the facts of PromiseDraft."""
    return take_up_promise(
        by=by,
        source=body or seated(),
        draft=PromiseDraft(words=words, **says),
        today=today,
        place_words=place,
        made_on=made_on,
    )


def a_resolution(body: Body | None = None, words: str = ASKED, *, on: date = TODAY) -> MeetingOutcome:
    """What a quorate meeting agreed in words only."""
    meeting = a_held_meeting(body, on=on)
    return record_outcome(by=SYSTEM, item=item_of(meeting), result="agreed", words=words, today=on)


def discharged(
    promise: Promise, *, on: date = TODAY, words: str = "RESOLVED: That it be discharged."
) -> Promise:
    """A promise that its body discharged at a quorate meeting."""
    meeting = a_held_meeting(promise.body, on=on)
    record_outcome(
        by=SYSTEM, item=item_of(meeting, "promises"), result="agreed", effect="discharge", about=("promise", promise.pk),
        words=words, today=on,
    )  # fmt: skip
    promise.refresh_from_db()
    return promise
