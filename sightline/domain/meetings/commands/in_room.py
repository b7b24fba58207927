"""What is written on the page of the room while a meeting sits. Each save carries a key: sent twice it is saved once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.utils import timezone

from sightline.domain.governance.wording import cleaned
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import in_room_rules as room_rules
from .. import meeting_rules as rules
from .. import minutes_rules, style_rules
from ..meeting_words import INTERESTS
from ..models import AgendaItem, Attending, Declared, Meeting, MeetingOutcome, Promise, RoomSave
from ..promises.drafts import PromiseDraft
from ..promises.rules import prefilled
from ..room import Room
from .meetings import AttendingDraft, hold, record_attendance
from .outcomes import OutcomeDraft, record_outcome
from .promises import take_up_promise


@dataclass(frozen=True, slots=True)
class RoomKey:
    """Which save this is, and what its page knew.

    key       of the form, the same when it is sent again
    outcomes  the number of the newest outcome of the item that the page showed, 0 for none; minute: `mark_of` the notes it showed
    """

    key: str
    outcomes: int = 0
    minute: str = ""


class SavedAlready(Refused):
    """The same save came before and was taken; nothing is saved a second time. `saved` says what stands."""

    def __init__(self, saved: RoomSave) -> None:
        super().__init__(f"That was saved already, {_when(saved)}.", rule="meetings.saved-once")
        self.saved = saved


@command("meetings.record_outcome", on="item")
def record_in_room(
    *, by: Actor, item: AgendaItem, once: RoomKey, draft: OutcomeDraft, today: date
) -> MeetingOutcome:
    """Record what came of an item, once for each key. Refused where somebody recorded an outcome of it that the page did not show,
    and where a standard phrase is not filled in."""
    held = _claim(by, item, once, "outcome")
    style_rules.check_filled(draft.words)
    made = record_outcome(
        by=by, item=item, result=draft.result, words=draft.words, effect=draft.effect, about=draft.about,
        reason=draft.reason, today=today, held=held, **draft.extra,
    )  # fmt: skip
    _keep(by, item, once, "outcome", made.words)
    return made


@command("promises.keep", on="item")
def note_promise(*, by: Actor, item: AgendaItem, once: RoomKey, line: str, today: date) -> Promise:
    """Take up a promise made in the prose, from one line "who; what; by when". It stands in the minutes as noted, in these words.

    Only a full date after "by" becomes its day; who owes it stays as typed, to be matched to a post later.
    """
    held = _claim(by, item, once, "promise")
    said = room_rules.promise_line(line)
    outcome = record_outcome(by=by, item=item, result="noted", words=said.words, today=today, held=held)
    found = prefilled(f"{said.what}; {said.by_when}" if said.by_when else said.what)
    draft = PromiseDraft(
        words=said.what, kind=found.kind, owner_words=said.who, due=found.due, due_event=found.due_event,
        due_printed=said.by_when or found.due_printed,
    )  # fmt: skip
    promise = take_up_promise(by=by, source=outcome, draft=draft, today=today)
    _keep(by, item, once, "promise", said.words)
    return promise


@command("meetings.keep", on="item")
def take_notes(*, by: Actor, item: AgendaItem, once: RoomKey, text: str, today: date) -> AgendaItem:
    """Write what the minutes will say of an item while it is talked about; free until a draft is circulated.

    Refused where somebody wrote other words after the page was opened.
    """
    held = _claim(by, item, once, "minute")
    _check_began(held, today)
    if held.minutes != "none":
        minutes_rules.check_can_write(held.minutes, held.minutes_versions.count())
    now = AgendaItem.objects.get(pk=item.pk)
    old, new = now.minute, cleaned(AgendaItem, minute=text)["minute"]
    if old == new:
        raise Refused("The words are as they were. Nothing was changed.", field="text")
    if mark_of(old) != once.minute:
        last = RoomSave.objects.filter(item=item, form="minute").order_by("pk").last()
        by_other = (last.by_name, _when(last)) if last and last.words == old else ("Somebody", "meanwhile")
        room_rules.check_nobody_saved([room_rules.Other(*by_other, old)])
    now.minute = new
    now.save(update_fields=["minute"])
    _keep(by, item, once, "minute", new)
    record(item, "minute written", meeting=held.number, item=item.label, old=old, new=new)
    return now


@command("meetings.keep", on="item")
def declare_interest(
    *,
    by: Actor,
    item: AgendaItem,
    once: RoomKey,
    name: str,
    kind: str,
    words: str,
    today: date,
    left: bool | None = None,
) -> Declared:
    """Record an interest that somebody declared at an item. left: whether they left for it; None where that is not stated."""
    held = _claim(by, item, once, "interest")
    _check_began(held, today)
    if kind not in INTERESTS:
        raise Refused("Choose what kind of interest it is. Nothing was recorded.", field="kind")
    texts = cleaned(Declared, "name", "words", name=name, words=words)
    made = Declared.objects.create(item=item, kind=kind, left=left, by_name=by.name[:200], **texts)
    _keep(by, item, once, "interest", f"{made}: {made.words}")
    record(
        made,
        "interest declared",
        meeting=held.number,
        item=item.label,
        name=made.name,
        kind=kind,
        words=made.words,
    )
    return made


@command("meetings.keep", on="item")
def press_presence(*, by: Actor, item: AgendaItem, seat: int, press: str, today: date) -> Room:
    """Record in one press that who sits on a seat is here, came, left or stayed, at an item; the others stay as they were.

    press  a key of PRESSES. Refused, as every attendance, where it would change a decision that was taken.
    """
    meeting = hold(item.meeting)
    rows = list(Attending.objects.filter(meeting=meeting).order_by("pk"))
    drafts = [_draft(row) for row in rows if row.seat_id != seat]
    mine = next((row for row in rows if row.seat_id == seat), None)
    drafts.append(_pressed(mine, item, seat, press))
    return record_attendance(
        by=by, meeting=item.meeting, rows=drafts, today=today, chaired_by=_chair(meeting, seat, press)
    )


def saved_before(by: Actor, key: str) -> RoomSave | None:
    """What was saved with this key by this person; None: nothing yet."""
    return RoomSave.objects.filter(by_key=_by_key(by), key=key).first()


def _claim(by: Actor, item: AgendaItem, once: RoomKey, form: str) -> Meeting:
    """The meeting, held until the command ends, where this save is new and nobody saved the same form of the item meanwhile."""
    held = hold(item.meeting)
    room_rules.check_key(once.key)
    if (before := saved_before(by, once.key)) is not None:
        raise SavedAlready(before)
    rules.check_can_change(held.state, held.minutes, held.get_state_display())
    if item.withdrawn_reason:
        raise Refused(f"Item {item.label} was taken off the agenda. Nothing was saved.")
    if form == "outcome":
        prefetch_related_objects([item], "outcomes")
        later = [one for one in item.outcomes.all() if one.number > once.outcomes]
        room_rules.check_nobody_saved([room_rules.Other(one.by_name, _when(one), one.words) for one in later])
    return held


def _check_began(held: Meeting, today: date) -> None:
    """Refuse what is said at a meeting before its day."""
    if held.on > today:
        raise Refused(
            f"The meeting is on {held.on:%-d %B %Y}. What is said at it is recorded on that day or after. Nothing was saved.",
            rule="meetings.held-after-the-day",
        )


def _keep(by: Actor, item: AgendaItem, once: RoomKey, form: str, words: str) -> None:
    RoomSave.objects.create(
        item=item,
        form=form,
        key=once.key,
        by_key=_by_key(by),
        words=words or "(emptied)",
        by_name=by.name[:200],
    )


def _by_key(by: Actor) -> str:
    return str(by.id or "")[:40]


def _draft(row: Attending, **changes: object) -> AttendingDraft:
    facts = {
        "attendance": row.attendance, "seat": row.seat_id, "name": row.name, "deputy": row.deputy_id,
        "from_item": row.from_item_id, "until_item": row.until_item_id, "note": row.note,
    }  # fmt: skip
    return AttendingDraft(**{**facts, **changes})  # type: ignore[arg-type]


def _pressed(row: Attending | None, item: AgendaItem, seat: int, press: str) -> AttendingDraft:
    """The row of a seat after a press."""
    if press not in room_rules.PRESSES:
        raise Refused("Press one of the buttons beside the seat. Nothing was changed.")
    if press in ("here", "apologies", "came"):
        attendance = "apologies" if press == "apologies" else "present"
        return AttendingDraft(attendance, seat=seat, from_item=item.pk if press == "came" else None)
    if row is None or row.attendance not in rules.HERE:
        raise Refused("They are not recorded as here. Nothing was changed. Open the page again.")
    if press == "from-start":
        return _draft(row, from_item=None)
    if press == "stayed":
        return _draft(row, until_item=None)
    last = item if press == "leaves" else _before(item)
    return _draft(row, until_item=last.pk)


def _before(item: AgendaItem) -> AgendaItem:
    items = item.meeting.items.filter(withdrawn_reason="", position__lt=item.position)
    found = items.order_by("position").last()
    if found is None:
        raise Refused(
            "This is the first item, so nobody left before it. Nothing was changed. Press “Apologies”, or “Leaves after this item”."
        )
    return found


def _chair(meeting: Meeting, seat: int, press: str) -> int | None:
    """Who has the chair stays as stated; a chair who sends apologies has it no more."""
    return None if press == "apologies" and meeting.chaired_by_id == seat else meeting.chaired_by_id


def mark_of(words: str) -> str:
    """A short mark of words, by which a page says which words it showed."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _when(saved: RoomSave | MeetingOutcome) -> str:
    return f"at {timezone.localtime(saved.at):%H:%M}"
