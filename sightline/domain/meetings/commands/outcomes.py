"""What came of an item: agreed, not agreed, put off, noted; one by one or many at once. What is agreed makes a Decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone

from sightline.domain.governance.commands.decisions import make_decision
from sightline.domain.governance.models import Decision
from sightline.domain.governance.wording import cleaned
from sightline.domain.governance.words import DECISIONS
from sightline.domain.plans.commands import refuse_request
from sightline.domain.plans.models import SignOffRequest
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, plain, record
from sightline.ground.lib.errors import NotPermitted, Refused

from .. import meeting_rules as rules
from ..effects import take_effect
from ..meeting_rules import Recorded
from ..models import AgendaItem, Meeting, MeetingOutcome
from ..room import Room, room_of
from ..standing import must_be_told
from ..subjects import Subject, check_about, check_entitled, subject_of
from .discharging import refuse_discharge
from .meetings import hold, tell_next_meeting
from .programme import entry_considered


@dataclass(frozen=True, slots=True)
class OutcomeDraft:
    """An outcome as it is entered. about: (kind, id); extra: what the effect needs beside, by name."""

    result: str
    words: str
    effect: str = ""
    about: tuple[str, int] | None = None
    reason: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What became of many: those recorded, and each that was refused with the sentence that says why."""

    recorded: tuple[MeetingOutcome, ...] = ()
    refused: tuple[tuple[OutcomeDraft, Refused], ...] = ()


class AllRefused(Refused):
    """None of many could be recorded, so there is nothing to keep and no event."""

    def __init__(self, refused: tuple[tuple[OutcomeDraft, Refused], ...]) -> None:
        super().__init__("Nothing was recorded: every row was refused.")
        self.refused = refused


@command("meetings.record_outcome", on="item")
def record_outcome(
    *,
    by: Actor,
    item: AgendaItem,
    result: str,
    words: str,
    today: date,
    effect: str = "",
    about: tuple[str, int] | None = None,
    reason: str = "",
    room: Room | None = None,
    held: Meeting | None = None,
    **extra: Any,
) -> MeetingOutcome:
    """Record what came of an item. What is agreed and decides something makes a Decision, which has its effect at once if the
    meeting was quorate at the item, and else when a quorate meeting ratifies it.

    effect, about  a key of governance DECISIONS, and the thing as (kind, id); "" and None: words only
    room, held     the meeting's seats and attendance, and the meeting with its row held, where the caller has read them
    Raises Refused: recorded already, a body that is not entitled, a quorum that nobody stated, and whatever the effect refuses.
    """
    meeting = held or hold(item.meeting)
    rules.check_can_change(meeting.state, meeting.minutes, meeting.get_state_display())
    rules.check_can_record(
        meeting.state, meeting.on, today, result, words, reason, bool(item.withdrawn_reason), item.label
    )
    if effect and effect not in DECISIONS:
        raise Refused("Choose what was decided. Nothing was recorded.", field="effect")
    subject = subject_of(*about) if about else None
    check_about(effect, subject)
    if subject is not None:
        rules.check_first(_first(meeting, effect, subject), subject.words)
    else:
        rules.check_first(_same(item, effect, result, words), "The same in the same words")
    if effect and result in ("agreed", "refused"):
        check_entitled(effect, subject, meeting.body)
        rules.check_none_waits(_waiting(meeting, effect, subject))
    given = {**extra, "reason": reason} if reason.strip() else extra
    made = _outcome(by, item, meeting, result, effect, subject, words, reason, given)
    if result == "agreed" and effect:
        _decide(by, item, meeting, made, subject, room or room_of(meeting, people=False), today)
    elif effect in ("sign-off", "discharge") and result == "refused" and subject is not None:
        refuse = _refuse_sign_off if effect == "sign-off" else _refuse_discharge
        refuse(by, item, subject, room or room_of(meeting, people=False), reason, today)
    entry_considered(by, item, result, reason, today)
    record(
        made, "outcome recorded", meeting=meeting.number, item=item.label, result=result, effect=effect,
        about=made.about_words, decision=made.decision.number if made.decision else None, words=made.words, reason=made.reason,
    )  # fmt: skip
    return made


def record_outcomes(*, by: Actor, item: AgendaItem, rows: Sequence[OutcomeDraft], today: date) -> BulkResult:
    """Record many outcomes of one item as one event; a row that is refused is undone alone and told with its sentence."""
    if not rows:
        raise Refused("Choose at least one row and say what came of it. Nothing was recorded.", field="rows")
    try:
        return _record_rows(by=by, item=item, rows=rows, today=today)
    except AllRefused as none:
        return BulkResult((), none.refused)


@command("meetings.record_outcome", on="item")
def _record_rows(*, by: Actor, item: AgendaItem, rows: Sequence[OutcomeDraft], today: date) -> BulkResult:
    """Record the outcomes of an item that can be recorded, all in one event."""
    room, recorded, refused = room_of(item.meeting, people=False), [], []
    for row in rows:
        try:
            made = record_outcome(
                by=by, item=item, result=row.result, words=row.words, effect=row.effect, about=row.about,
                reason=row.reason, today=today, room=room, **row.extra,
            )  # fmt: skip
        except NotPermitted:
            raise
        except Refused as refusal:
            refused.append((row, refusal))
        else:
            recorded.append(made)
    if not recorded:
        raise AllRefused(tuple(refused))
    record(
        item,
        "outcomes recorded",
        meeting=item.meeting.number,
        item=item.label,
        number=len(recorded),
        refused=len(refused),
    )
    return BulkResult(tuple(recorded), tuple(refused))


def _outcome(
    by: Actor,
    item: AgendaItem,
    meeting: Meeting,
    result: str,
    effect: str,
    subject: Subject | None,
    words: str,
    reason: str,
    extra: Mapping[str, Any],
) -> MeetingOutcome:
    last = meeting.outcomes.aggregate(last=Max("number"))["last"] or 0
    return MeetingOutcome.objects.create(
        item=item,
        meeting=meeting,
        number=last + 1,
        effect=effect,
        about_kind=subject.kind if subject else "",
        about_id=subject.pk if subject else None,
        about_words=subject.words if subject else "",
        result=result,
        extra=plain(dict(extra)),
        by_name=by.name[:200],
        **cleaned(MeetingOutcome, words=words, reason=reason),
    )


def _decide(
    by: Actor,
    item: AgendaItem,
    meeting: Meeting,
    made: MeetingOutcome,
    subject: Subject | None,
    room: Room,
    today: date,
) -> None:
    """Make the decision of an outcome, and let it have its effect where the meeting was quorate at the item."""
    quorum = room.at(item.position)
    rules.check_quorum_known(quorum, meeting.body.name)
    if made.effect == "ratify":
        rules.check_can_ratify_here(quorum)
    made.decision = make_decision(
        by=by,
        body=meeting.body,
        kind=made.effect,
        on=meeting.on,
        words=made.words,
        about=subject.about if subject else None,
        within=subject.within if subject else (),
        quorate=quorum.quorate,
        quorum_words=f"At item {item.label}, {quorum.words}",
        place=("meeting-outcome", made.pk, f"{meeting}, item {item.label}"),
        extra=made.extra,
    )
    if made.decision.has_effect and take_effect(by, made.decision, today):
        made.done_at = timezone.now()
    made.save(update_fields=["decision", "done_at"])
    if must_be_told(made.decision):
        tell_next_meeting(meeting.body, after=meeting.on)


def _refuse_sign_off(
    by: Actor, item: AgendaItem, subject: Subject, room: Room, reason: str, today: date
) -> None:
    """Close the request of an action that the body did not sign off. Only a quorate meeting can say no, as only one can say yes."""
    rules.check_can_refuse(room.at(item.position), subject.words)
    if asked := SignOffRequest.objects.filter(action=subject.pk, state="waiting").first():
        refuse_request(by=by, request=asked, reason=reason, today=today)


def _refuse_discharge(
    by: Actor, item: AgendaItem, subject: Subject, room: Room, reason: str, today: date
) -> None:
    """A promise that a quorate meeting says is not met is outstanding again, with the reason."""
    rules.check_can_refuse(room.at(item.position), subject.words)
    refuse_discharge(by=by, promise=subject.thing, reason=reason, on=item.meeting.on)


def _first(meeting: Meeting, effect: str, subject: Subject) -> Recorded | None:
    """What this meeting recorded already about the same thing to the same end; what was put off can be taken up again."""
    there = (
        meeting.outcomes.filter(effect=effect, about_kind=subject.kind, about_id=subject.pk)
        .exclude(result="deferred")
        .first()
    )
    return _recorded(meeting, there)


def _waiting(meeting: Meeting, effect: str, subject: Subject | None) -> tuple[int, date] | None:
    """What the body agreed of the same thing while it was inquorate, and has neither ratified nor refused since."""
    if subject is None or effect in ("ratify", "other"):
        return None
    about = Decision.objects.filter(kind=effect, about_kind=subject.kind, about_id=subject.pk)
    return about.filter(body=meeting.body_id, state="awaiting").values_list("number", "on").first()


def _same(item: AgendaItem, effect: str, result: str, words: str) -> Recorded | None:
    """What was recorded of this item in the very same words: a form that was sent twice."""
    wanted = (effect, None, result, words.strip())
    held = item.outcomes.all()  # in order; read already where the page of the room asked
    same = (one for one in held if (one.effect, one.about_id, one.result, one.words) == wanted)
    return _recorded(item.meeting, next(same, None))


def _recorded(meeting: Meeting, there: MeetingOutcome | None) -> Recorded | None:
    if there is None:
        return None
    when = timezone.localtime(there.at)
    said = f"on {when.day} {when:%B %Y} at {when:%H:%M}"
    return Recorded(f"{meeting.number}/{there.number}", there.result, there.by_name, said)
