"""Calling a meeting, its agenda, and who was there. moving.py moves, joins and cancels; what it decided is in outcomes.py, its
minutes in minutes.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db.models import Max, Q

from sightline.domain.governance.models import Body, Deputy
from sightline.domain.governance.numbering import numbered
from sightline.domain.governance.wording import cleaned, reason_given
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import meeting_rules as rules
from ..agenda_rules import TITLES
from ..meeting_words import ITEM_KINDS
from ..models import AgendaItem, Attending, Meeting, MeetingChange, MeetingOutcome
from ..moving_rules import check_time_exists
from ..room import Room, came_of, room_of
from ..standing import standing_items
from .agenda_papers import freeze_papers
from .programme import entries_come_back


@dataclass(frozen=True, slots=True)
class AttendingDraft:
    """One row of the attendance as the clerk enters it.

    seat        id of the seat, None: in attendance without one
    name        "" where the seat or the deputy says it
    deputy      id of the standing deputy who stood in
    from_item, until_item  ids of the first and the last item for which they were there; None: from the start, to the end
    """

    attendance: str
    seat: int | None = None
    name: str = ""
    deputy: int | None = None
    from_item: int | None = None
    until_item: int | None = None
    note: str = ""


# Calling it -------------------------------------------------------------------------------------------------------------


@command("meetings.keep", on="body")
def call_meeting(
    *, by: Actor, body: Body, on: date, starts: time | None = None, place: str = "", title: str = ""
) -> Meeting:
    """Call a meeting of a body; its agenda begins with the items that always stand on it. Refused where the body does not exist."""
    if (body.since and on < body.since) or (body.until and body.until < on):
        raise Refused(
            f"{body} {'has ended' if body.until and body.until < on else 'has not begun'} on that day, so it cannot meet. No "
            "meeting was called.",
            rule="meetings.body-exists",
            field="on",
        )
    there = Meeting.objects.filter(body=body, on=on)
    if there.filter(Q(starts=starts, state__in=["planned", "held"]) | Q(state="printed")).exists():
        raise Refused(
            f"{body} already meets on that day at that time. No meeting was called. Give another time, or open that meeting.",
            rule="meetings.called-once",
            field="on",
        )
    check_time_exists(on, starts)
    texts = cleaned(Meeting, place=place, title=title)
    meeting: Meeting = numbered(Meeting, body=body, on=on, starts=starts, by_name=by.name[:200], **texts)
    put_items(meeting, standing_items(body, on))
    record(meeting, "meeting called", number=meeting.number, body=body.name, on=on, starts=starts, **texts)
    return meeting


# The agenda -------------------------------------------------------------------------------------------------------------


@command("meetings.keep", on="meeting")
def add_item(
    *, by: Actor, meeting: Meeting, title: str, kind: str = "business", purpose: str = "", urgency: str = ""
) -> AgendaItem:
    """Put an item on the agenda. Once the agenda went out it is a late one, with a label of its own and why it cannot wait."""
    held = hold(meeting)
    rules.check_can_change(held.state, held.minutes, held.get_state_display())
    if kind not in ITEM_KINDS:
        raise Refused("Choose what kind of item it is. Nothing was added.", field="kind")
    late = held.agenda_sent_on is not None or held.state == "held"
    rules.check_late(late, urgency)
    texts = cleaned(
        AgendaItem, "title", title=title or TITLES.get(kind, ""), purpose=purpose, urgency=urgency
    )
    if not late:
        texts["urgency"] = ""
    item = append_item(held, kind, texts, late)
    record(
        item,
        "item put on the agenda",
        meeting=meeting.number,
        label=item.label,
        kind=kind,
        late=late,
        **texts,
    )
    return item


@command("meetings.keep", on="item")
def edit_item(*, by: Actor, item: AgendaItem, title: str, purpose: str) -> AgendaItem:
    """Word an item better. Its number stays."""
    held = hold(item.meeting)
    rules.check_can_change(held.state, held.minutes, held.get_state_display())
    old, new = (
        {"title": item.title, "purpose": item.purpose},
        cleaned(AgendaItem, "title", title=title, purpose=purpose),
    )
    item.title, item.purpose = new["title"], new["purpose"]
    item.save(update_fields=["title", "purpose"])
    record(item, "item of the agenda worded", meeting=held.number, label=item.label, old=old, new=new)
    return item


@command("meetings.keep", on="meeting")
def order_items(*, by: Actor, meeting: Meeting, order: Sequence[int]) -> Meeting:
    """Put the items in another order (`order`: the ids of all of them); their labels follow. Refused once the agenda went out."""
    held = hold(meeting)
    rules.check_planned(held.state, held.get_state_display(), "its agenda keeps its order")
    items = {item.pk: item for item in held.items.filter(withdrawn_reason="")}
    rules.check_order(order, items, held.agenda_sent_on)
    old = [item.pk for item in sorted(items.values(), key=lambda item: item.position)]
    _relabel([items[key] for key in order])
    record(meeting, "agenda put in order", number=meeting.number, old=old, new=list(order))
    return meeting


@command("meetings.keep", on="item")
def take_item_off(*, by: Actor, item: AgendaItem, reason: str) -> AgendaItem:
    """Take an item off the agenda, and say why. After the agenda went out its number stays empty."""
    reason = reason_given(reason, "the item is taken off")
    held = hold(item.meeting)
    rules.check_can_change(held.state, held.minutes, held.get_state_display())
    rules.check_can_take_off(item.outcomes.count(), item.label)
    if item.withdrawn_reason:
        raise Refused(f"Item {item.label} was taken off already. Nothing was changed.")
    item.withdrawn_reason, label = reason, item.label
    item.save(update_fields=["withdrawn_reason"])
    if held.agenda_sent_on is None and held.state == "planned":
        AgendaItem.objects.filter(pk=item.pk).update(label=f"off {item.number}")
        item.label = f"off {item.number}"
        _relabel(list(held.items.filter(withdrawn_reason="").order_by("position", "number")))
    entries_come_back(by, [item], reason)
    record(item, "item taken off the agenda", meeting=held.number, label=label, reason=reason)
    return item


@command("meetings.keep", on="meeting")
def send_agenda(*, by: Actor, meeting: Meeting, today: date) -> Meeting:
    """Record that the agenda went out: from now on it keeps its numbers, and what comes late says why."""
    held = hold(meeting)
    rules.check_planned(held.state, held.get_state_display(), "its agenda cannot go out")
    if held.agenda_sent_on is not None:
        raise Refused(f"The agenda went out on {held.agenda_sent_on:%-d %B %Y}. Nothing was changed.")
    if not held.items.filter(withdrawn_reason="").exists():
        raise Refused("There is nothing on the agenda yet. Put an item on it first. Nothing was changed.")
    freeze_papers(meeting)
    set_values(meeting, agenda_sent_on=today)
    changed(meeting, "agenda", f"The agenda went out on {today:%-d %B %Y}.", by)
    record(meeting, "agenda sent", number=meeting.number, on=today)
    return meeting


# Who was there ----------------------------------------------------------------------------------------------------------


@command("meetings.keep", on="meeting")
def record_attendance(
    *,
    by: Actor,
    meeting: Meeting,
    rows: Sequence[AttendingDraft],
    today: date,
    chaired_by: int | None = None,
    starts: time | None = None,
    ends: time | None = None,
) -> Room:
    """Record that the meeting was held and who was there; the quorum is worked out from the seats and terms of that day.

    Takes the place of what was recorded before. Refused where seats are filled twice or did not stand on that day, and where it
    would change whether the meeting was quorate when it decided something. chaired_by: id of the seat that took the chair.
    """
    held = hold(meeting)
    rules.check_can_change(held.state, held.minutes, held.get_state_display())
    rules.check_can_hold(held.on, today)
    rules.check_somebody_stated(bool(rows))
    rules.check_times(starts or held.starts, ends or held.ends)
    room = room_of(held)
    attending = _attending(held, rows, room)
    new = room.with_rows(came_of(row, room.chairs) for row in attending)
    rules.check_attendance(new.came, new.seats, new.names)
    _check_chair(chaired_by, new)
    rules.check_decided_stays(*_decided(held, room, new))
    Attending.objects.filter(meeting=held).delete()
    Attending.objects.bulk_create(attending)
    opening = new.at()
    first = held.state != "held"
    set_values(
        meeting, state="held", quorum_needed=opening.needed, quorum_counted=opening.present, quorum_words=opening.words,
        quorate=opening.quorate, chaired_by_id=chaired_by, starts=starts or held.starts, ends=ends or held.ends,
    )  # fmt: skip
    if first:
        changed(meeting, "held", "It was recorded as held.", by)
    here = sum(row.attendance in rules.HERE for row in attending)
    record(meeting, "attendance recorded", number=meeting.number, present=here, quorum=opening.words)
    return new


def _attending(meeting: Meeting, rows: Sequence[AttendingDraft], room: Room) -> list[Attending]:
    seats = {chair.seat.pk: chair for chair in room.chairs}
    deputies = {deputy.pk: deputy for chair in room.chairs for deputy in chair.deputies}
    items = {item.pk: item for item in meeting.items.all()}
    made = []
    for row in rows:
        deputy = _deputy(row, deputies)
        chair = seats.get(row.seat or 0)
        sits = row.attendance != "substitute" and chair is not None
        name = row.name.strip() or (str(deputy) if deputy else chair.name if sits and chair else "")
        for key in (row.from_item, row.until_item):
            if key is not None and key not in items:
                raise Refused("An item was chosen that is not on this agenda. Nothing was changed.")
        made.append(
            Attending(
                meeting=meeting, seat=chair.seat if chair else None, deputy=deputy, attendance=row.attendance,
                from_item=items.get(row.from_item or 0), until_item=items.get(row.until_item or 0),
                **cleaned(Attending, name=name, note=row.note),
            )
        )  # fmt: skip
        if row.seat is not None and chair is None:
            raise Refused(
                f"A seat was entered that did not stand on {meeting.on:%-d %B %Y}. Nothing was changed. Open the page again.",
                rule="meetings.seat-of-the-day",
            )
    return made


def _deputy(row: AttendingDraft, deputies: dict[int, Deputy]) -> Deputy | None:
    if row.deputy is None or row.attendance != "substitute":
        return None
    deputy = deputies.get(row.deputy)
    if deputy is None or deputy.seat_id != row.seat:
        raise Refused(
            "The deputy who was chosen did not stand in for that seat on that day. Nothing was changed. Enter the substitute’s "
            "name.",
            rule="meetings.deputy-of-the-day",
        )
    return deputy


def _check_chair(seat: int | None, room: Room) -> None:
    if seat is not None and not any(row.seat == seat and row.attendance in rules.HERE for row in room.came):
        raise Refused(
            "Who took the chair is not entered as present. Nothing was changed.",
            rule="meetings.chair-present",
            field="chaired_by",
        )


def _decided(
    meeting: Meeting, before: Room, after: Room
) -> tuple[dict[str, bool | None], dict[str, bool | None]]:
    """For each item at which something was decided: was it quorate, and would it be."""
    items = list(meeting.items.filter(pk__in=MeetingOutcome.objects.exclude(decision=None).values("item")))
    return (
        {item.label: before.at(item.position).quorate for item in items},
        {item.label: after.at(item.position).quorate for item in items},
    )


def tell_next_meeting(body: Body, *, after: date) -> Meeting | None:
    """Put the report of decisions on the next planned agenda of the body. For commands only. None: none is planned, and the agenda
    of the next one will begin with it."""
    planned = (
        Meeting.objects.filter(body=body, state="planned", on__gte=after).order_by("on", "number").first()
    )
    if planned is not None:
        put_item(planned, "ratify")
    return planned


def put_item(meeting: Meeting, kind: str) -> AgendaItem | None:
    """Put a standing item on a planned agenda that has none of the kind. For commands only. None: it has one."""
    if meeting.items.filter(kind=kind, withdrawn_reason="").exists():
        return None
    late = meeting.agenda_sent_on is not None
    why = "It was decided after the agenda had gone out." if late else ""
    return append_item(meeting, kind, {"title": TITLES[kind], "purpose": "", "urgency": why}, late)


def append_item(meeting: Meeting, kind: str, texts: dict[str, Any], late: bool) -> AgendaItem:
    last = meeting.items.aggregate(number=Max("number"), position=Max("position"))
    number, position = (last["number"] or 0) + 1, (last["position"] or 0) + 1
    labels = list(meeting.items.values_list("label", flat=True))
    label = rules.late_label(labels) if late else str(sum(one.isdecimal() for one in labels) + 1)
    return AgendaItem.objects.create(
        meeting=meeting, number=number, position=position, label=label, kind=kind, **texts
    )


def put_items(
    meeting: Meeting, items: Sequence[tuple[str, str]], purposes: Iterable[str] = ()
) -> list[AgendaItem]:
    said = list(purposes) or [""] * len(items)
    return AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting, number=n, position=n, label=str(n), kind=kind, title=title, purpose=purpose
        )
        for n, ((kind, title), purpose) in enumerate(zip(items, said, strict=True), start=1)
    )


def _relabel(items: list[AgendaItem]) -> None:
    """Number items in this order from 1. In two steps, for no two may have one label at any moment."""
    for item in items:
        item.label = f"~{item.pk}"[:20]
    AgendaItem.objects.bulk_update(items, ["label"])
    for number, item in enumerate(items, start=1):
        item.label, item.position = str(number), number
    AgendaItem.objects.bulk_update(items, ["label", "position"])


def changed(meeting: Meeting, what: str, words: str, by: Actor, reason: str = "") -> MeetingChange:
    """Keep what happened to a meeting, as its page and calendars tell it. For commands only. what: a key of MEETING_CHANGES."""
    return MeetingChange.objects.create(
        meeting=meeting, what=what, words=words, reason=reason, by_name=by.name[:200]
    )


def hold(meeting: Meeting) -> Meeting:
    """The meeting as it is, its row held until the command ends: of two who record at once, one waits."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)


def set_values(meeting: Meeting, **values: Any) -> None:
    """Set and save some columns of a meeting, leaving the others as others left them. For commands only."""
    for name, value in values.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=[*values])
