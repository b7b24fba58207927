"""What a calendar shows of a meeting: its identifier, how often it changed, its words. Pure: no clock, no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from sightline.ground.lib.errors import Refused

COVERS = {
    "mine": "The bodies on which you sit",
    "all": "All meetings that you may see",
    "body": "One body",
}
DAYS_BACK = 400  # how long a calendar shows what has been
MOST = 20  # addresses that one person can have at a time


@dataclass(frozen=True, slots=True)
class Step:
    """A meeting that takes place as another. joined: the other was called by itself, and took this one in; others as in Facts."""

    pk: int
    number: int
    to: int
    joined: bool
    changes: int
    called_at: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """A meeting as it is held.

    body_until  the last day of its body; None: it stands
    moved_to    in words, where and when it takes place instead; "" where it does not
    changes     how many rows of its history there are; last: when the last was written, or the meeting called
    """

    pk: int
    number: int
    body: str
    on: date
    called_at: datetime
    last: datetime
    title: str = ""
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    state: str = "planned"
    moved_to: str = ""
    agenda_sent_on: date | None = None
    body_until: date | None = None
    changes: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """What a calendar is told of a meeting. starts None: the whole day; ends None: not stated."""

    uid: str
    sequence: int
    summary: str
    description: str
    location: str
    url: str
    on: date
    starts: time | None
    ends: time | None
    cancelled: bool
    called_at: datetime
    changed_at: datetime


def before(steps: Iterable[Step]) -> dict[int, Step]:
    """For each meeting that takes the place of another, the step that led to it. Joining is none: both had been called."""
    found: dict[int, Step] = {}
    for step in sorted(steps, key=lambda one: one.number):
        if not step.joined:
            found.setdefault(step.to, step)
    return found


def line_of(pk: int, led: Mapping[int, Step]) -> list[Step]:
    """The meetings whose place a meeting takes, the latest first."""
    line: list[Step] = []
    while (step := led.get(pk)) is not None and step not in line:
        line.append(step)
        pk = step.pk
    return line


def events(meetings: Iterable[Facts], steps: Iterable[Step], *, host: str, site: str) -> list[Event]:
    """The events of these meetings, by day. host: stands in identifiers; site: begins the addresses of pages.

    A meeting that takes place as another of these is not told a second time.
    """
    rows, led = list(meetings), before(steps)
    followed = {step.pk for row in rows for step in line_of(row.pk, led)}
    made = [_event(row, line_of(row.pk, led), host, site) for row in rows if row.pk not in followed]
    return sorted(made, key=lambda one: (one.on, one.starts or time.min, one.uid))


def off(meeting: Facts) -> str:
    """Why a meeting does not take place on its day, in words; "" where it does, or did.

    What people typed as a reason is left out: it could name somebody, and a copy in a person's own calendar cannot be taken back.
    """
    if meeting.state == "cancelled":
        return "It was cancelled. The reason stands on its page."
    if meeting.state == "moved":
        return f"It was moved or joined: {meeting.moved_to or 'its page says where to'}."
    if meeting.state == "planned" and meeting.body_until and meeting.body_until < meeting.on:
        return f"{meeting.body} ended on {_day(meeting.body_until)}, before this meeting."
    return ""


def agenda(meeting: Facts) -> str:
    """How far the agenda is, in words."""
    if meeting.agenda_sent_on:
        return f"The agenda went out on {_day(meeting.agenda_sent_on)}."
    return "" if meeting.state in ("held", "printed") else "The agenda has not gone out."


def _event(meeting: Facts, line: list[Step], host: str, site: str) -> Event:
    why = off(meeting)
    first = line[-1].number if line else meeting.number
    title = f"{meeting.body}: {meeting.title}" if meeting.title else meeting.body
    url = f"{site}/meetings/{meeting.number}/"
    return Event(
        uid=f"meeting-{first}@{host}",
        sequence=meeting.changes + sum(step.changes for step in line) + len(line) + bool(why),
        summary=f"Cancelled: {title}" if why else title,
        description="\n".join(
            part for part in (why, _moved(meeting, line, why), *_facts(meeting, why), url) if part
        ),
        location=meeting.place,
        url=url,
        on=meeting.on,
        starts=meeting.starts,
        ends=meeting.ends if meeting.starts and meeting.ends and meeting.ends > meeting.starts else None,
        cancelled=bool(why),
        called_at=min([meeting.called_at, *(step.called_at for step in line)]),
        changed_at=max([meeting.last, *(step.last for step in line)]),
    )


def _moved(meeting: Facts, line: list[Step], why: str) -> str:
    if not line or why:
        return ""
    numbers = ", ".join(str(step.number) for step in reversed(line))
    return f"It takes the place of meeting {numbers}."


def _facts(meeting: Facts, why: str) -> list[str]:
    time_of_day = "" if meeting.starts else "The time is not stated."
    return [f"Meeting {meeting.number}.", "" if why else time_of_day, "" if why else agenda(meeting)]


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def check_can_make(covers: str, body: int | None, held: Iterable[tuple[str, int | None]]) -> None:
    """Refuse an address of what is not known, a second one of the same, and more than anybody needs."""
    there = list(held)
    if covers not in COVERS or (covers == "body") != (body is not None):
        raise Refused(
            "Choose which meetings the calendar shows. No address was made.",
            rule="calendars.known-choice",
            field="which",
        )
    if (covers, body) in there:
        raise Refused(
            "You have an address for these meetings already. No second one was made. If you lost it, withdraw it first.",
            rule="calendars.one-address",
            field="which",
        )
    if len(there) >= MOST:
        raise Refused(
            f"You have {MOST} addresses already. No further one was made. Withdraw one that you no longer use.",
            rule="calendars.most-addresses",
            field="which",
        )
