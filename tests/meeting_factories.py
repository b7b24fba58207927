"""Meetings and decisions to test with, by the real commands. `decided` gives a decision that stands, in one call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sightline.domain.governance.commands import add_seat, set_terms
from sightline.domain.governance.commands.decisions import make_decision
from sightline.domain.governance.models import Body, Decision, Seat
from sightline.domain.meetings.commands import (
    AttendingDraft,
    add_item,
    add_phrase,
    call_meeting,
    circulate_minutes,
    correct_draft,
    draft_minutes,
    mark_figure,
    record_attendance,
    record_outcome,
    write_minute,
)
from sightline.domain.meetings.models import AgendaItem, Meeting, SourcedFigure
from tests.factories import SYSTEM, TODAY, a_body, a_post, some_evidence

BEFORE = date(2024, 1, 1)


def decided(
    kind: str,
    body: Body,
    about: Any = None,
    *,
    on: date = TODAY,
    words: str = "",
    quorate: bool = True,
    authority: str = "meeting",
    by: Any = SYSTEM,
    **more: Any,
) -> Decision:
    """A decision of the body of that kind (a key of words.DECISIONS) about a thing, without its effect.

    about    a model with scopes(): an action, a plan, a finding; None: in words only
    quorate  False: it waits for ratification
    more     further arguments of make_decision
    """
    key = (*about.scopes()[0], str(about)[:500]) if about is not None else None
    within = about.scopes() if about is not None else ()
    if authority == "meeting":
        more |= {
            "quorate": quorate,
            "quorum_words": more.get("quorum_words", "7 of 12 seats that count; 4 are needed."),
        }
    return make_decision(
        by=by, kind=kind, body=body, on=on, about=key, within=within, authority=authority,
        words=words or f"RESOLVED: {kind} {key[2] if key else ''}".strip(), **more,
    )  # fmt: skip


def seated(
    body: Body | None = None, *, members: int = 6, number: int | None = 3, since: date = BEFORE
) -> Body:
    """A body with a chair, so many members and an observer, and terms that state a quorum (number None: terms without one)."""
    body = body or a_body()
    add_seat(by=SYSTEM, body=body, role="chair", post=a_post("", since=since), since=since)
    for _ in range(members):
        add_seat(by=SYSTEM, body=body, role="member", post=a_post("", since=since), since=since)
    add_seat(by=SYSTEM, body=body, role="observer", post=a_post("", since=since), since=since)
    set_terms(by=SYSTEM, body=body, since=since, terms="It oversees the plan.", quorum_number=number)
    return body


def seats_of(body: Body) -> list[Seat]:
    return list(body.seats.filter(until=None).order_by("pk"))


def rows_for(body: Body, present: int, **about_first: Any) -> list[AttendingDraft]:
    """The first so many seats present, the others with apologies; about_first: facts of the first row."""
    return [
        AttendingDraft(
            attendance="present" if place < present else "apologies",
            seat=seat.pk,
            **(about_first if place == 0 else {}),
        )
        for place, seat in enumerate(seats_of(body))
    ]


def a_meeting(
    body: Body | None = None, *, on: date = TODAY, items: Sequence[str] = ("Progress of the plan",)
) -> Meeting:
    """A planned meeting of a seated body with its standing items and these."""
    meeting = call_meeting(by=SYSTEM, body=body or seated(), on=on, place="Committee room 2")
    for title in items:
        add_item(by=SYSTEM, meeting=meeting, title=title)
    return meeting


def a_held_meeting(body: Body | None = None, *, on: date = TODAY, present: int = 5, **more: Any) -> Meeting:
    """A meeting at which the first so many seats were filled (of 7 that count, 3 needed: 5 make it quorate)."""
    meeting = a_meeting(body, on=on, **more)
    record_attendance(by=SYSTEM, meeting=meeting, rows=rows_for(meeting.body, present), today=on)
    meeting.refresh_from_db()
    return meeting


def item_of(meeting: Meeting, kind: str = "business") -> AgendaItem:
    """The last item of that kind; one is put on where there is none."""
    found = meeting.items.filter(kind=kind, withdrawn_reason="").order_by("position").last()
    return found or add_item(by=SYSTEM, meeting=meeting, title="", kind=kind, urgency="It cannot wait.")


def circulated(meeting: Meeting) -> Meeting:
    """A held meeting whose draft minutes were circulated."""
    draft_minutes(by=SYSTEM, meeting=meeting)
    circulate_minutes(by=SYSTEM, meeting=meeting)
    return meeting


def a_meeting_with_everything(body: Body, post: Any, *, today: date) -> dict[str, Any]:
    """For the table of addresses: a held meeting with a delegation, its draft minutes circulated and corrected in a word."""
    set_terms(by=SYSTEM, body=body, since=today, terms="It oversees the plan.", quorum_number=1)
    meeting = a_meeting(body, on=today)
    present = [
        AttendingDraft("present", seat=seat.pk) for seat in seats_of(body) if seat.post_id or seat.person_id
    ]
    record_attendance(by=SYSTEM, meeting=meeting, rows=present, today=today)
    outcome = record_outcome(
        by=SYSTEM, item=item_of(meeting), result="agreed", effect="delegate", words="RESOLVED: That it be delegated.",
        today=today, to_post=post.pk, kinds=["sign-off"],
    )  # fmt: skip
    circulated(meeting)
    first = meeting.items.order_by("position")[0]
    before = a_meeting(body, on=today - timedelta(days=5))
    record_attendance(by=SYSTEM, meeting=before, rows=present, today=today)
    phrase = add_phrase(by=SYSTEM, body=body, item_kind="", result="agreed", words="That [what] be noted.")
    correction = correct_draft(by=SYSTEM, item=first, old="No apologies", new="No apology", reason="A slip.")
    return {
        "meeting": meeting,
        "correction": correction,
        "decision": outcome.decision,
        "delegation": outcome.decision.delegates,
        "figure": a_sourced_figure(before, item_of(meeting, "minutes")),
        "phrase": phrase,
    }


def a_sourced_figure(meeting: Meeting, at: AgendaItem) -> SourcedFigure:
    """A figure of a held meeting's minutes, which the meeting of that item approves, beside what a piece of evidence says."""
    item = item_of(meeting)
    approved_minutes(meeting, at, "Members heard that 47% were in time.")
    return mark_figure(
        by=SYSTEM, item=item, quoted="47% were in time", printed="47%", measure="Assessments in time", value="45%",
        period="March 2026", evidence=some_evidence(),
    )  # fmt: skip


def approved_minutes(meeting: Meeting, at: AgendaItem, text: str) -> Meeting:
    """A held meeting whose minutes say this of its last item of business, approved at that item of a later meeting."""
    draft_minutes(by=SYSTEM, meeting=meeting)
    write_minute(by=SYSTEM, item=item_of(meeting), text=text)
    circulate_minutes(by=SYSTEM, meeting=meeting)
    record_outcome(
        by=SYSTEM, item=at, result="agreed", effect="other", about=("meeting", meeting.pk),
        words="RESOLVED: That the minutes be approved.", today=at.meeting.on,
    )  # fmt: skip
    meeting.refresh_from_db()
    return meeting
