"""The forward work programme: entries put on it, described, moved, placed on an agenda, considered, dropped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from sightline.domain.governance.models import Body, Decision, Post
from sightline.domain.governance.numbering import numbered
from sightline.domain.governance.wording import cleaned, reason_given
from sightline.domain.plans.models import Milestone
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from ..models import AgendaItem, Meeting, ProgrammeEntry, ProgrammeStep, Promise
from ..programme import rules
from ..programme.timing import read_timing
from ..programme.words import ASKS
from ..promises.rules import short
from ..promises.words import STANDING
from ..standing import bodies_before


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """An entry as it is entered. asks: a key of ASKS; timing: as printed; owner: id of a post; everything "" or None is not stated.

    source  who asked for it: a Promise, a Decision, a Milestone; None: the body itself
    """

    subject: str
    asks: str = ""
    timing: str = ""
    reason: str = ""
    owner: int | None = None
    source: Promise | Decision | Milestone | None = None
    source_words: str = ""


@command("meetings.keep", on="body")
def add_entry(*, by: Actor, body: Body, draft: EntryDraft, today: date) -> ProgrammeEntry:
    """Put something on the programme of a body. Its time stays as printed; days are kept only where the words say them."""
    rules.check_asks(draft.asks)
    if isinstance(draft.source, Promise):
        _check_once(draft.source)
    values = _texts(draft) | _days(draft.timing) | _source(draft.source)
    made: ProgrammeEntry = numbered(
        ProgrammeEntry, body=body, asks=draft.asks, owner=_post(draft.owner), by_name=by.name[:200], **values
    )
    _step(by, made, "added", today, new=made.timing)
    record(
        made, "put on the programme", number=made.number, body=body.name, about=made.subject, timing=made.timing,
        source=made.source, reason=made.reason,
    )  # fmt: skip
    return made


@command("meetings.keep", on="promise")
def take_in_promise(*, by: Actor, promise: Promise, today: date) -> ProgrammeEntry:
    """Put a promise of a report, or one to bring something back, on the programme of its body, in its own words and time."""
    held = (
        Promise.objects.select_for_update(of=("self",))
        .select_related("body", "owner_post")
        .get(pk=promise.pk)
    )
    rules.check_proposal(held.kind, held.state in STANDING, held.body is not None)
    assert held.body is not None
    when = f"{held.due:%-d %B %Y}" if held.due else held.due_words
    return add_entry(
        by=by,
        body=held.body,
        today=today,
        draft=EntryDraft(
            subject=short(held.words), asks=rules.PROPOSED[held.kind], timing=f"By {when}" if held.due else when,
            owner=held.owner_post_id, source=held, source_words=held.place_words,
        ),
    )  # fmt: skip


@command("meetings.keep", on="entry")
def describe_entry(*, by: Actor, entry: ProgrammeEntry, draft: EntryDraft, today: date) -> ProgrammeEntry:
    """Say better what an entry is about, what is asked for, why, and who has it in hand. Its time and its source stay."""
    held = _held(entry)
    rules.check_can_change(held.state, held.number)
    rules.check_asks(draft.asks)
    old = _said(held)
    texts = _texts(draft)
    held.subject, held.reason = texts["subject"], texts["reason"]
    held.asks, held.owner = draft.asks, _post(draft.owner)
    if (new := _said(held)) == old:
        raise Refused("Nothing is different from what stands. Nothing was changed.")
    held.save(update_fields=["subject", "reason", "asks", "owner"])
    _step(by, held, "stated", today, old=old, new=new)
    record(held, "programme entry described", number=held.number, old=old, new=new)
    return held


@command("meetings.keep", on="entry")
def move_entry(*, by: Actor, entry: ProgrammeEntry, timing: str, reason: str, today: date) -> ProgrammeEntry:
    """Give an entry another time, and say why; the one before stays in its history."""
    reason = reason_given(reason, "its time is moved")
    held = _held(entry)
    rules.check_can_change(held.state, held.number)
    values = _days(timing)
    if values["timing"] == held.timing:
        raise Refused("That is the time that stands. Nothing was changed.", field="timing")
    old = held.timing
    _set(held, **values)
    _step(by, held, "moved", today, old=old or "Not stated", new=held.timing or "Not stated", reason=reason)
    record(held, "programme entry moved", number=held.number, old=old, new=held.timing, reason=reason)
    return held


@command("meetings.keep", on="entry")
def place_entry(
    *, by: Actor, entry: ProgrammeEntry, meeting: Meeting, today: date, urgency: str = ""
) -> AgendaItem:
    """Put an entry on the agenda of a meeting of its body, where it becomes an item; a late one says why it cannot wait."""
    from .meetings import add_item

    held = _held(entry)
    rules.check_move(held.state, "open", "placed", held.number)
    rules.check_same_body(held.body_id in bodies_before(meeting.body), held.body.name, str(meeting))
    asked = f"{ASKS[held.asks]}." if held.asks else ""
    item = add_item(
        by=by,
        meeting=meeting,
        title=held.subject,
        purpose=" ".join(filter(None, [asked, held.reason])),
        urgency=urgency,
    )
    _set(held, state="placed", item=item)
    _step(by, held, "placed", today, new=f"Item {item.label} of {meeting}")
    record(held, "programme entry placed", number=held.number, meeting=meeting.number, item=item.label)
    return item


@command("meetings.keep", on="entry")
def bring_entry_back(*, by: Actor, entry: ProgrammeEntry, reason: str, today: date) -> ProgrammeEntry:
    """Take an entry back from the agenda of a meeting that is over and did not consider it; it can be placed again."""
    reason = reason_given(reason, "it comes back to the programme")
    held = _held(entry)
    rules.check_move(held.state, "placed", "open", held.number)
    if held.item is not None and held.item.meeting.state == "planned" and not held.item.withdrawn_reason:
        raise Refused(
            f"It stands on the agenda of {held.item.meeting}, which is still to come. Nothing was changed. Take item "
            f"{held.item.label} off that agenda; the entry comes back by itself.",
            rule="meetings.programme-comes-back",
        )
    _came_back(by, [held], reason, today)
    return held


@command("meetings.keep", on="entry")
def consider_entry(*, by: Actor, entry: ProgrammeEntry, today: date) -> ProgrammeEntry:
    """Say that the meeting on whose agenda an entry stood considered it."""
    held = _held(entry)
    rules.check_move(held.state, "placed", "done", held.number)
    if held.item is not None and held.item.meeting.state != "held":
        raise Refused(
            f"Who was at {held.item.meeting} is not recorded yet, so nothing can have been considered there. Nothing was changed.",
            rule="meetings.programme-considered-at-a-meeting",
        )
    _considered(by, held, today)
    return held


@command("meetings.keep", on="entry")
def drop_entry(*, by: Actor, entry: ProgrammeEntry, reason: str, today: date) -> ProgrammeEntry:
    """Drop an entry that stands on no agenda; it stays to be seen with the reason."""
    reason = reason_given(reason, "it is dropped")
    held = _held(entry)
    rules.check_move(held.state, "open", "dropped", held.number)
    _set(held, state="dropped", ended_reason=reason)
    _step(by, held, "dropped", today, reason=reason)
    record(held, "programme entry dropped", number=held.number, reason=reason)
    return held


@command("meetings.keep", on="entry")
def take_up_entry_again(*, by: Actor, entry: ProgrammeEntry, reason: str, today: date) -> ProgrammeEntry:
    """Take up again what was dropped, and say why."""
    reason = reason_given(reason, "it is taken up again")
    held = _held(entry)
    rules.check_move(held.state, "dropped", "open", held.number)
    if held.promise is not None:
        _check_once(held.promise)
    _set(held, state="open", ended_reason="")
    _step(by, held, "again", today, reason=reason)
    record(held, "programme entry taken up again", number=held.number, reason=reason)
    return held


# What other commands of meetings call; each joins their event ----------------------------------------------------------------


def entries_come_back(by: Actor, items: Iterable[AgendaItem], reason: str) -> None:
    """The entries that stood at these items can be placed again. For commands only."""
    _came_back(by, list(_at(items)), reason, timezone.localdate())


def entry_considered(by: Actor, item: AgendaItem, result: str, reason: str, today: date) -> None:
    """What came of an item is recorded: its entries were considered, or come back where it was put off. For commands only."""
    for held in _at([item]):
        if result == "deferred":
            _came_back(by, [held], reason, today)
        else:
            _considered(by, held, today)


def carry_entries(by: Actor, pairs: Iterable[tuple[AgendaItem, AgendaItem]]) -> None:
    """The entries follow their items to the meeting that takes the place of another: (old, new) of each. For commands only."""
    new_of = {old.pk: new for old, new in pairs}
    for held in _at(new_of):
        assert held.item_id is not None
        new = new_of[held.item_id]
        old = str(held.item.meeting) if held.item else ""
        _set(held, item=new)
        _step(by, held, "carried", timezone.localdate(), old=old, new=f"Item {new.label} of {new.meeting}")


def _at(items: Iterable[Any]) -> Iterable[ProgrammeEntry]:
    return ProgrammeEntry.objects.filter(item__in=list(items), state="placed").select_related(
        "item__meeting__body"
    )


def _came_back(by: Actor, entries: Iterable[ProgrammeEntry], reason: str, on: date) -> None:
    for held in entries:
        old = f"Item {held.item.label} of {held.item.meeting}" if held.item else ""
        _set(held, state="open", item=None)
        _step(by, held, "came-back", on, old=old, new="To be placed", reason=reason)
        record(held, "programme entry came back", number=held.number, old=old, reason=reason)


def _considered(by: Actor, held: ProgrammeEntry, on: date) -> None:
    _set(held, state="done")
    place = f"Item {held.item.label} of {held.item.meeting}" if held.item else ""
    _step(by, held, "done", on, new=place)
    record(held, "programme entry considered", number=held.number, at=place)


def _held(entry: ProgrammeEntry) -> ProgrammeEntry:
    """The entry as it is, its row held until the command ends."""
    return (
        ProgrammeEntry.objects.select_for_update(of=("self",))
        .select_related("body", "owner", "promise", "item__meeting__body")
        .get(pk=entry.pk)
    )


def _check_once(promise: Promise) -> None:
    """Refuse a promise that stands on a programme already."""
    there = ProgrammeEntry.objects.standing().filter(promise=promise).first()
    if there is not None:
        raise Refused(
            f"Promise {promise.number} is on the programme already: programme entry {there.number}. Nothing was changed.",
            rule="meetings.programme-of-a-promise-once",
            field="source",
        )


def _set(entry: ProgrammeEntry, **values: Any) -> None:
    for name, value in values.items():
        setattr(entry, name, value)
    entry.save(update_fields=[*values])


def _texts(draft: EntryDraft) -> dict[str, Any]:
    return cleaned(
        ProgrammeEntry, "subject", subject=draft.subject, reason=draft.reason, source_words=draft.source_words
    )


def _days(timing: str) -> dict[str, Any]:
    """The time as printed and the days that it says."""
    kept = cleaned(ProgrammeEntry, timing=timing)
    read = read_timing(kept["timing"])
    return kept | {"first": read.first, "last": read.last}


def _source(source: Promise | Decision | Milestone | None) -> dict[str, Any]:
    if source is None:
        return {"source": "body"}
    kind = {Promise: "promise", Decision: "decision", Milestone: "milestone"}[type(source)]
    return {"source": kind, kind: source}


def _post(key: int | None) -> Post | None:
    if key is None:
        return None
    found = Post.objects.filter(pk=key).first()
    if found is None:
        raise Refused("Choose a post that there is. Nothing was changed.", field="owner")
    return found


def _said(entry: ProgrammeEntry) -> str:
    asks = ASKS.get(entry.asks, "What is asked for is not stated")
    return "; ".join(
        [
            entry.subject,
            asks,
            f"In the hands of: {entry.owner or 'not stated'}",
            entry.reason or "No reason is stated",
        ]
    )


def _step(
    by: Actor, entry: ProgrammeEntry, kind: str, on: date, *, old: str = "", new: str = "", reason: str = ""
) -> None:
    ProgrammeStep.objects.create(
        entry=entry, kind=kind, on=on, old=old, new=new, reason=reason, by_name=by.name[:200]
    )
