"""What happens to a meeting between its call and its day: it is described better, moved, joined with another, or cancelled.

Each keeps the meeting under its number, says what happened and why, and leaves a row that its page and calendars show.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from sightline.domain.governance.wording import cleaned, reason_given
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import NotPermitted, Refused

from .. import meeting_rules as rules
from ..models import AgendaItem, Meeting
from ..moving_rules import ONCE_ON_AN_AGENDA, check_can_join, check_time_exists, described, items_taken, when
from .agenda_papers import carry_papers
from .closing import close_as_before
from .meetings import append_item, call_meeting, changed, hold, put_items, set_values
from .programme import carry_entries, entries_come_back
from .standing_agenda import carry_speaking


@command("meetings.keep", on="meeting")
def describe_meeting(*, by: Actor, meeting: Meeting, title: str, place: str, starts: time | None) -> Meeting:
    """Say better what a planned meeting is called, where it is and when it begins."""
    held = hold(meeting)
    rules.check_planned(held.state, held.get_state_display(), "where it takes place is not changed")
    check_time_exists(held.on, starts)
    old = {name: getattr(held, name) for name in ("title", "place", "starts")}
    new = {**cleaned(Meeting, title=title, place=place), "starts": starts}
    set_values(meeting, **new)
    if old != new:
        changed(meeting, "described", described(old, new), by)
    record(meeting, "meeting described", number=meeting.number, old=old, new=new)
    return meeting


@command("meetings.keep", on="meeting")
def cancel_meeting(*, by: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Cancel a meeting that was called; it stays to be seen with the reason."""
    reason = reason_given(reason, "the meeting is cancelled")
    held = hold(meeting)
    rules.check_planned(held.state, held.get_state_display(), "it cannot be cancelled")
    set_values(meeting, state="cancelled", state_reason=reason)
    entries_come_back(by, held.items.all(), f"The meeting was cancelled: {reason}")
    changed(meeting, "cancelled", f"It was cancelled{_after_agenda(held)}.", by, reason)
    record(meeting, "meeting cancelled", number=meeting.number, reason=reason)
    return meeting


@command("meetings.keep", on="meeting")
def move_meeting(
    *, by: Actor, meeting: Meeting, on: date, starts: time | None, place: str, reason: str
) -> Meeting:
    """Move a meeting to another day: a new meeting takes over its agenda, and the old one says so. Answers the new one.

    An agenda that had gone out keeps its numbers, those of late items and of items taken off included; it has to go out again.
    """
    reason = reason_given(reason, "the meeting is moved")
    held = hold(meeting)
    rules.check_planned(held.state, held.get_state_display(), "it cannot be moved")
    if (on, starts) == (held.on, held.starts):
        raise Refused("That is when the meeting already is. Nothing was changed.", field="on")
    set_values(meeting, state="moved", state_reason=reason)
    moved = call_meeting(by=by, body=held.body, on=on, starts=starts, place=place, title=held.title)
    _take_agenda(by, held, moved)
    set_values(meeting, moved_to=moved)
    was, now = when(held.on, held.starts), when(on, starts)
    changed(
        meeting,
        "moved",
        f"It was moved from {was} to {now}{_after_agenda(held)}: meeting {moved.number}.",
        by,
        reason,
    )
    changed(moved, "follows", f"It takes the place of meeting {held.number}, {was}.", by, reason)
    record(meeting, "meeting moved", number=meeting.number, to=moved.number, on=on, reason=reason)
    return moved


@command("meetings.keep", on="meeting")
def join_meetings(*, by: Actor, meeting: Meeting, into: Meeting, reason: str) -> Meeting:
    """Join a planned meeting with another of the same body, which takes over its business. Answers the other.

    What stands on an agenda once is not put on a second time. Where the other agenda has gone out, what is taken over is late.
    """
    reason = reason_given(reason, "the meetings are joined")
    if not by.may("meetings.keep", into):
        raise NotPermitted(
            f"You do not keep meeting {into.number}. Nothing was changed. Who keeps both meetings can join them.",
            rule="meetings.keep",
        )
    first, second = sorted((meeting, into), key=lambda one: one.pk)
    held = {one.pk: hold(one) for one in (first, second)}
    old, other = held[meeting.pk], held[into.pk]
    check_can_join(old.pk == other.pk, old.body_id == other.body_id)
    for one in (old, other):
        rules.check_planned(one.state, one.get_state_display(), "it cannot be joined with another")
    set_values(meeting, state="moved", state_reason=reason, moved_to=other)
    taken = _take_in(by, old, other, reason)
    there = f"meeting {other.number}, {when(other.on, other.starts)}"
    changed(meeting, "joined", f"It was joined with {there}{_after_agenda(old)}.", by, reason)
    changed(
        other,
        "took-in",
        f"It took in meeting {old.number}, {when(old.on, old.starts)}{items_taken(taken)}.",
        by,
        reason,
    )
    record(meeting, "meetings joined", number=old.number, into=other.number, items=taken, reason=reason)
    return other


def _take_agenda(by: Actor, old: Meeting, new: Meeting) -> None:
    """Put the items of one meeting on the agenda of the one that takes its place."""
    new.items.all().delete()
    kept = list(AgendaItem.objects.in_order().filter(meeting=old))
    if old.agenda_sent_on is None:
        kept = [item for item in kept if not item.withdrawn_reason]
        put = put_items(new, [(item.kind, item.title) for item in kept], [item.purpose for item in kept])
    else:
        names = ("number", "position", "label", "kind", "title", "purpose", "urgency", "withdrawn_reason")
        put = AgendaItem.objects.bulk_create(
            AgendaItem(meeting=new, **{name: getattr(item, name) for name in names}) for item in kept
        )
    go_with_items(by, list(zip(kept, put, strict=True)))


def _take_in(by: Actor, old: Meeting, other: Meeting, reason: str) -> int:
    """Put what only the old agenda has on the other; how many items."""
    there = set(other.items.filter(withdrawn_reason="").values_list("kind", "title"))
    once = {kind for kind, _ in there} & ONCE_ON_AN_AGENDA
    late, taken = other.agenda_sent_on is not None, []
    for item in AgendaItem.objects.in_order().filter(meeting=old, withdrawn_reason=""):
        if (item.kind, item.title) in there or item.kind in once:
            continue
        why = item.urgency or (f"Meeting {old.number} was joined with this one: {reason}" if late else "")
        texts = {"title": item.title, "purpose": item.purpose, "urgency": why}
        taken.append((item, append_item(other, item.kind, texts, late)))
    go_with_items(by, taken)
    entries_come_back(by, old.items.all(), f"Meeting {old.number} was joined with another: {reason}")
    return len(taken)


def go_with_items(by: Actor, pairs: Sequence[tuple[AgendaItem, AgendaItem]]) -> None:
    """What belongs to an item goes with it to another agenda: why it is closed, its papers, who speaks, and the entry of the
    programme that it came from. For commands only; the old items are as `AgendaItem.objects.in_order` has them."""
    close_as_before(pairs)
    carry_papers(pairs)
    carry_speaking(pairs)
    carry_entries(by, pairs)


def _after_agenda(meeting: Meeting) -> str:
    """Words where the agenda had gone out; "" where it had not."""
    sent = meeting.agenda_sent_on
    return f", after its agenda had gone out on {sent:%-d %B %Y}" if sent else ""
