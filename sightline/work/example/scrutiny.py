"""The scrutiny committee of the fictional council: two years of meetings, what it asked for, and the group that it set up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from sightline.domain.governance.models import Body
from sightline.domain.meetings.commands.meetings import add_item, call_meeting, send_agenda
from sightline.domain.meetings.commands.minutes import circulate_minutes, draft_minutes
from sightline.domain.meetings.commands.moving import cancel_meeting, move_meeting
from sightline.domain.meetings.commands.outcomes import OutcomeDraft, record_outcomes
from sightline.domain.meetings.models import Meeting
from sightline.work.handover.commands import hand_over_body
from sightline.work.handover.queries import preview
from sightline.work.handover.rules import Answer

from .governing import AGENDA, BEGINS, CIRCULATED, Hall, all_of, approve, attend, item_of
from .happenings import Happening
from .promises import decide_at

KEY = "scrutiny"
PLACE = "Committee room 1, Northmere town hall"
TAKEN_UP = timedelta(days=7)  # after the meeting


def promised(paper: dict[str, Any]) -> list[dict[str, Any]]:
    """What it agreed and was told, as promises.toml has it: each in its own words, at the meeting where it was agreed."""
    agreed = [
        one | {"body": KEY, "says": one["words"], "met_on": row["on"], "taken": row["on"] + TAKEN_UP}
        for row in paper["meetings"]
        for item in row.get("items", ())
        for one in item.get("agreed", ())
    ]
    return agreed + paper["said"]


def happenings(paper: dict[str, Any], hall: Hall) -> list[Happening]:
    """Each meeting from the day on which it was called, and the end of the group."""
    story = [one for row in paper["meetings"] for one in _meeting(hall, row)]
    return story + [Happening(row["on"], 9, partial(_end, hall, row)) for row in paper["ended"]]


def _meeting(hall: Hall, row: dict[str, Any]) -> Iterator[Happening]:
    on: date = row["on"]
    first = row["moved"]["from"] if "moved" in row else on
    yield Happening(row.get("called", on - 4 * AGENDA), 6, partial(_call, hall, row, first))
    if row.get("planned"):
        return
    yield Happening(first - AGENDA, 9, partial(_send, hall, first, first - AGENDA))
    if "cancelled" in row:
        yield Happening(row["cancelled"]["on"], 6, partial(_cancel, hall, row))
        return
    if "moved" in row:
        yield Happening(row["moved"]["on"], 6, partial(_move, hall, row))
        yield Happening(row["moved"]["on"], 9, partial(_send, hall, on, row["moved"]["on"]))
    yield Happening(on, 7, partial(_hold, hall, row))
    yield Happening(on + CIRCULATED, 7, partial(_circulate, hall, on))


def _call(hall: Hall, row: dict[str, Any], on: date) -> None:
    meeting = call_meeting(by=hall.clerk, body=hall.cast.bodies[KEY], on=on, starts=BEGINS, place=PLACE)
    for item in row.get("items", ()):
        add_item(by=hall.clerk, meeting=meeting, title=item["title"], purpose=item.get("purpose", ""))


def _at(hall: Hall, on: date) -> Meeting:
    """The meeting of that day as it stands."""
    return Meeting.objects.select_related("body").get(body=hall.cast.bodies[KEY], on=on)


def _send(hall: Hall, on: date, today: date) -> None:
    send_agenda(by=hall.clerk, meeting=_at(hall, on), today=today)


def _cancel(hall: Hall, row: dict[str, Any]) -> None:
    cancel_meeting(by=hall.clerk, meeting=_at(hall, row["on"]), reason=row["cancelled"]["why"])


def _move(hall: Hall, row: dict[str, Any]) -> None:
    moved = row["moved"]
    meeting = _at(hall, moved["from"])
    move_meeting(
        by=hall.clerk, meeting=meeting, on=row["on"], starts=BEGINS, place=PLACE, reason=moved["why"]
    )


def _hold(hall: Hall, row: dict[str, Any]) -> None:
    """Who came, the minutes of the last meeting, what was said to be met, then what was agreed item by item."""
    on, meeting = row["on"], _at(hall, row["on"])
    attend(hall, meeting, KEY, row["away"], on)
    approve(hall, meeting, on)
    decide_at(hall.paper["promises"], hall.clerk, meeting, partial(item_of, hall, meeting, "promises"), on)
    for item in row["items"]:
        rows = [OutcomeDraft("agreed", one["words"]) for one in item["agreed"]]
        put = meeting.items.get(title=item["title"])
        all_of(record_outcomes(by=hall.clerk, item=put, rows=rows, today=on))
    draft_minutes(by=hall.clerk, meeting=_at(hall, on))


def _circulate(hall: Hall, on: date) -> None:
    circulate_minutes(by=hall.clerk, meeting=_at(hall, on))


def _end(hall: Hall, row: dict[str, Any]) -> None:
    """A body ends, and everything that it was promised passes to the one that follows."""
    body = Body.objects.get(pk=hall.cast.bodies[row["body"]].pk)
    shown, to = preview("body", body, row["on"]), hall.cast.bodies[row["to"]]
    answers = {one.id: Answer(("body", to.pk)) for _, held in shown.kinds for one in held}
    hand_over_body(
        by=hall.cast.office, body=body, until=row["on"], reason=row["why"], answers=answers, seen=shown.seen,
        today=row["on"], successor=to,
    )  # fmt: skip
