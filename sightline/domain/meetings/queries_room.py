"""The reader of the page of the room: one item as it is taken, with all that whoever clerks or chairs it needs in sight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce

from sightline.domain.governance.models import Body
from sightline.ground.lib.errors import NotFound

from .in_room_rules import PRESSES, Doubt, dates_to_question, names_a_meeting, presses
from .meeting_rules import HERE, QuorumThen
from .meeting_words import ATTENDANCES
from .minuting import style_of, words_of_item
from .models import (
    AgendaItem,
    BodyPhrase,
    Declared,
    ItemPaper,
    Meeting,
    MeetingOutcome,
    MinutesCorrection,
    Promise,
    PromiseStep,
)
from .promises.before import outstanding_at
from .promises.words import STEP_KINDS
from .queries_agenda import papers_of_item
from .queries_meetings import Before, before_item
from .room import Room, room_of
from .standing import bodies_before, outstanding_promises
from .style_rules import StandardPhrase, Style, filled_in, in_style, phrases_for

WAITING_KINDS = frozenset({"sign-off", "ratify", "minutes", "promises"})
MOST_BEFORE, MOST_STEPS = 8, 500


@dataclass(frozen=True, slots=True)
class Step:
    """An item in the list of the agenda. done: something was recorded of it."""

    item: AgendaItem
    done: bool


@dataclass(frozen=True, slots=True)
class SeatHere:
    """A seat with what is recorded of it, and what can be pressed: (key of PRESSES, its words). said: "" for nothing recorded."""

    seat: int
    name: str
    said: str
    here: bool
    presses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """Words that fill in the form of an outcome: a standard phrase, or what waits for the item (about: its key)."""

    key: str
    label: str
    words: str
    result: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class PromiseHere:
    """A promise in the room: how late it is, "" for not, and in words what happened to it since the body last met."""

    promise: Promise
    late: str
    since: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LastHere:
    """What was recorded when an item of this title was last taken by this body, and what became of the promises in it."""

    meeting: Meeting
    item: AgendaItem
    outcomes: tuple[tuple[MeetingOutcome, tuple[PromiseHere, ...]], ...]


@dataclass(frozen=True, slots=True)
class RoomPage:
    """An item in the room.

    before, outstanding  what waits for it, as on the item's page; papers: those on the agenda that were not taken off
    quorum               at this item; None: not recorded yet who is here
    """

    meeting: Meeting
    item: AgendaItem
    steps: tuple[Step, ...]
    outcomes: tuple[MeetingOutcome, ...]
    quorum: QuorumThen | None
    seats: tuple[SeatHere, ...]
    others: tuple[str, ...]
    before: tuple[Before, ...]
    outstanding: tuple[PromiseHere, ...]
    last: LastHere | None
    papers: tuple[ItemPaper, ...]
    phrases: tuple[Offered, ...]
    declared: tuple[Declared, ...]
    style: Style

    @property
    def open(self) -> bool:
        """Whether anything can still be recorded of the meeting."""
        return self.meeting.state in ("planned", "held") and self.meeting.minutes != "approved"

    @property
    def place(self) -> int:
        return next(place for place, step in enumerate(self.steps) if step.item.pk == self.item.pk)

    @property
    def previous(self) -> AgendaItem | None:
        return self.steps[self.place - 1].item if self.place else None

    @property
    def next(self) -> AgendaItem | None:
        return self.steps[self.place + 1].item if self.place + 1 < len(self.steps) else None

    @property
    def newest(self) -> int:
        """The number of the newest outcome of the item, 0 for none."""
        return self.outcomes[-1].number if self.outcomes else 0


def first_to_take(user: Any, number: int) -> AgendaItem | None:
    """The item with which the room begins: the first of which nothing is recorded, else the last; None: an empty agenda."""
    meeting = _meeting(user, number)
    steps = _steps(meeting)
    return next((step.item for step in steps if not step.done), steps[-1].item if steps else None)


def room_page(user: Any, number: int, item: int) -> RoomPage:
    """One item in the room; NotFound where there is none on the agenda, or the user may not see the meeting."""
    meeting = _meeting(user, number)
    steps = _steps(meeting)
    here = next((step.item for step in steps if step.item.number == item), None)
    if here is None:
        raise NotFound("There is no such item on the agenda.")
    here.meeting = meeting
    outcomes = tuple(one for one in meeting.outcomes.all() if one.item_id == here.pk)
    for one in outcomes:
        one.meeting = meeting
    room = room_of(meeting, people=False)
    before = tuple(before_item(here)) if here.kind in WAITING_KINDS else ()
    style = style_of(meeting.body)
    return RoomPage(
        meeting=meeting,
        item=here,
        steps=steps,
        outcomes=outcomes,
        quorum=room.at(here.position) if meeting.state == "held" else None,
        seats=tuple(_seats(room, here, steps[0].item.pk == here.pk, bool(outcomes))),
        others=tuple(row.name for row in room.came if row.attendance == "in-attendance"),
        before=before,
        outstanding=_outstanding(here),
        last=_last_here(user, here),
        papers=tuple(paper for paper in papers_of_item(here) if not paper.removed_reason),
        phrases=tuple(_offered(before, _own_phrases(meeting.body_id), here.kind, style)),
        declared=tuple(Declared.objects.filter(item=here).order_by("pk")),
        style=style,
    )


def stands_now(item: AgendaItem) -> tuple[int, str]:
    """The number of an item's newest outcome, 0 for none, and its notes; one statement."""
    newest = MeetingOutcome.objects.filter(item=OuterRef("pk")).order_by("-number").values("number")[:1]
    return AgendaItem.objects.filter(pk=item.pk).values_list(Coalesce(Subquery(newest), 0), "minute")[0]


def body_to_style(user: Any, key: int) -> tuple[Body, Style, list[BodyPhrase]]:
    """A body with its style and its own phrases; NotFound where there is none that the user may see."""
    body = Body.objects.visible_to(user).select_related("resolution_style").filter(pk=key).first()
    if body is None:
        raise NotFound("There is no such body.")
    return body, style_of(body), list(BodyPhrase.objects.filter(body=body, until=None).order_by("pk"))


def phrase_of(user: Any, key: int, phrase: int) -> BodyPhrase:
    """A standard phrase of a body."""
    body, _, _ = body_to_style(user, key)
    found = BodyPhrase.objects.select_related("body").filter(body=body, pk=phrase).first()
    if found is None:
        raise NotFound("There is no such phrase.")
    return found


def doubtful_dates(
    meeting: Meeting, words: dict[str, Any] | None, corrections: Iterable[MinutesCorrection] = ()
) -> list[tuple[str, Doubt]]:
    """The dates of minutes, and of corrections of approved ones, that look wrong, each with where it stands ("Item 4"); at most one
    statement."""
    held = words or {"items": []}
    said = [(f"Item {item['label']}", words_of_item(held, item["label"])) for item in held["items"]]
    said += [(f"The correction of {one.at:%-d %B %Y}", one.new) for one in corrections if one.of_approved]
    met: frozenset[date] = frozenset()
    if any(names_a_meeting(text) for _, text in said):
        met = frozenset(Meeting.objects.filter(body=meeting.body_id).values_list("on", flat=True))
    return [(place, doubt) for place, text in said for doubt in dates_to_question(text, met)]


def _meeting(user: Any, number: int) -> Meeting:
    found = (
        Meeting.objects.visible_to(user)
        .select_related("body__resolution_style", "chaired_by__post", "chaired_by__person")
        .prefetch_related(
            Prefetch("items", AgendaItem.objects.in_order().filter(withdrawn_reason="")),
            Prefetch("outcomes", MeetingOutcome.objects.select_related("decision").order_by("number")),
        )
        .filter(number=number)
        .first()
    )
    if found is None:
        raise NotFound("There is no such meeting.")
    return found


def _steps(meeting: Meeting) -> tuple[Step, ...]:
    spoken = {one.item_id for one in meeting.outcomes.all()}
    return tuple(Step(item, item.pk in spoken) for item in meeting.items.all())


def _seats(room: Room, item: AgendaItem, first: bool, decided: bool) -> Iterable[SeatHere]:
    rows = {row.seat: row for row in room.came if row.seat is not None}
    begun = bool(room.came)
    for chair in room.chairs:
        row = rows.get(chair.seat.pk)
        attendance = row.attendance if row else None
        late, gone = (row.first is not None, row.last is not None) if row else (False, False)
        keys = [] if chair.facts.vacant else presses(attendance, late, gone, begun, first, decided)
        there = row is not None and row.here_at(item.position)
        yield SeatHere(
            seat=chair.seat.pk,
            name=chair.facts.words,
            said=_said(row, there) if row else ("Vacant" if chair.facts.vacant else ""),
            here=there,
            presses=tuple((key, PRESSES[key]) for key in keys),
        )


def _said(row: Any, there: bool) -> str:
    """What a row says at this item, in words."""
    if row.attendance not in HERE:
        return ATTENDANCES[row.attendance]
    as_ = (
        f"{ATTENDANCES['substitute']}: {row.name}"
        if row.attendance == "substitute"
        else ATTENDANCES["present"]
    )
    if there:
        return as_ + ("; leaves before the end" if row.last is not None else "")
    return "Has left" if row.last is not None else "Not here yet"


def _own_phrases(body_id: int) -> list[StandardPhrase]:
    rows = BodyPhrase.objects.filter(body=body_id, until=None).order_by("pk")
    return [StandardPhrase(one.result, one.words, one.item_kind, one.pk) for one in rows]


def _offered(
    before: Sequence[Before], own: Sequence[StandardPhrase], kind: str, style: Style
) -> Iterable[Offered]:
    for row in before[:MOST_BEFORE]:
        yield Offered(f"w-{row.key}", row.words, in_style(row.draft, style), "agreed", row.key)
    for place, phrase in enumerate(phrases_for(kind, own), start=1):
        yield Offered(f"p-{place}", phrase.words, filled_in(phrase, style), phrase.result)


def _outstanding(item: AgendaItem) -> tuple[PromiseHere, ...]:
    """The promises that the body waits for at an item, with what happened to each since it last met."""
    rows = outstanding_at(item)
    if not rows:
        return ()
    line = bodies_before(item.meeting.body)
    met = Meeting.objects.filter(body__in=line, state="held", on__lt=item.meeting.on).order_by("-on")
    steps = PromiseStep.objects.filter(
        promise__in=outstanding_promises(line).values("pk"), on__gt=Subquery(met.values("on")[:1])
    )
    since: dict[int, list[str]] = {}
    for step in steps.order_by("pk")[:MOST_STEPS]:
        since.setdefault(step.promise_id, []).append(_step_words(step))
    return tuple(PromiseHere(one, late, tuple(since.get(one.pk, ()))) for one, late in rows)


def _step_words(step: PromiseStep) -> str:
    said = f": {step.new}" if step.new and step.kind in ("date", "said-met", "answer") else ""
    return f"{STEP_KINDS[step.kind]} on {step.on:%-d %B %Y}{said}"


def _since(promise: Promise, meeting: Meeting) -> PromiseHere:
    """A promise that was read with its steps, and what happened to it after a meeting."""
    steps = [_step_words(step) for step in promise.steps.all() if step.on > meeting.on]
    return PromiseHere(promise, "", tuple(steps))


def _last_here(user: Any, item: AgendaItem) -> LastHere | None:
    """The outcomes of the latest earlier item of the same title at this body; standing items show what waits instead."""
    if item.kind in WAITING_KINDS:
        return None
    rows = list(
        MeetingOutcome.objects.filter(
            meeting__in=Meeting.objects.visible_to(user).filter(
                body=item.meeting.body_id, on__lt=item.meeting.on
            ),
            item__title__iexact=item.title,
        )
        .select_related("item", "meeting__body", "decision")
        .prefetch_related(
            Prefetch(
                "promises", Promise.objects.visible_to(user).prefetch_related("steps").order_by("number")
            )
        )
        .order_by("-meeting__on", "-meeting__number", "-number")[:MOST_BEFORE]
    )
    if not rows:
        return None
    latest = [one for one in reversed(rows) if one.item_id == rows[0].item_id]
    return LastHere(
        rows[0].meeting,
        rows[0].item,
        tuple((one, tuple(_since(promise, one.meeting) for promise in one.promises.all())) for one in latest),
    )
