"""The agenda of a meeting that the committee system lists, taken in as a meeting of ours when a person says so."""

from __future__ import annotations

from datetime import date, time

from sightline.domain.meetings.commands import take_agenda
from sightline.domain.meetings.models import Meeting
from sightline.ground.audit.actors import Actor
from sightline.ground.lib.errors import Refused

from . import rules
from .models import ListedMeeting

NOTHING = "Nothing was taken in."


def agenda_of(meeting: ListedMeeting) -> list[tuple[str, str]]:
    """(number as printed or "", title) of the items that have a title: without one nobody could tell an item from another."""
    return [(item.get("number") or "", item["title"]) for item in meeting.items if item.get("title")]


def take_in(*, by: Actor, meeting: ListedMeeting, today: date) -> Meeting:
    """Call the meeting with its items as they are listed. Raises Refused where its committee is no body of ours, it has no day
    or no items, it is called off, or a meeting of that day is held here."""
    body, items = meeting.committee.body, agenda_of(meeting)
    if body is None or meeting.day is None:
        missing = "Its committee is not matched to a body of ours." if body is None else "It has no day."
        raise Refused(f"{missing} {NOTHING}", rule="connecting.agenda-of-a-body", who=rules.WHO)
    if rules.was_called_off(meeting.status):
        raise Refused(
            f"The committee system says “{meeting.status}”. {NOTHING}", rule="connecting.agenda-stands"
        )
    if not items:
        raise Refused(
            f"The committee system lists no items of it. {NOTHING} Ask it again later.",
            rule="connecting.agenda-with-items",
        )
    return take_agenda(
        by=by, body=body, on=meeting.day, today=today, items=items, starts=_time(meeting.starts), place=meeting.place,
        source="the committee system",
    )  # fmt: skip


def held_here(user: object, meeting: ListedMeeting) -> Meeting | None:
    """The meeting of its body on that day that is held here and that the user may see; None where there is none."""
    if meeting.committee.body_id is None or meeting.day is None:
        return None
    rows = Meeting.objects.visible_to(user).filter(body=meeting.committee.body_id, on=meeting.day)
    return rows.exclude(state__in=["cancelled", "moved"]).select_related("body").order_by("number").first()


def _time(printed: str) -> time | None:
    """A time such as "18:00"; None where it is not one."""
    try:
        return time.fromisoformat(printed.strip()).replace(tzinfo=None)
    except ValueError:
        return None
