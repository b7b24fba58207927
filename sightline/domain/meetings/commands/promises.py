"""Promises: taken up from what was resolved or said, stated, moved, said to be met, and discharged by their body alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.domain.evidence.models import Evidence
from sightline.domain.governance.models import Body, Post
from sightline.domain.governance.numbering import numbered
from sightline.domain.governance.wording import cleaned, reason_given
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import NotPermitted, Refused

from ..models import MeetingOutcome, NotAPromise, Outcome, Paper, Promise, PromiseStep
from ..promises import rules
from ..promises.drafts import PromiseDraft
from ..promises.facts import facts_of
from ..promises.words import ANSWERS, PROMISE_KINDS, PROMISE_STATES

Source = Outcome | MeetingOutcome | Body


@dataclass(frozen=True, slots=True)
class Taken:
    """An outcome as it is decided about on one page: taken up (`draft`), or not a promise and why (`reason`)."""

    source: Outcome | MeetingOutcome
    draft: PromiseDraft | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What became of many: promises, how many were said to be none, and each that was refused with its sentence."""

    promises: tuple[Promise, ...] = ()
    none: int = 0
    refused: tuple[tuple[Taken, Refused], ...] = ()


@command("promises.keep", on="source")
def take_up_promise(
    *,
    by: Actor,
    source: Source,
    draft: PromiseDraft,
    today: date,
    place_words: str = "",
    made_on: date | None = None,
) -> Promise:
    """Take up a promise from an outcome of a paper or of a meeting held here; or, for a body, one that was said elsewhere.

    place_words, made_on  for a body only: where and when it was said; an outcome says both itself
    Raises Refused: without words, of a paper that was taken out, the same words of the same outcome twice, due before it was made.
    """
    place = _place_of(source, place_words, made_on)
    rules.check_can_take_up(draft.words, draft.kind, draft.due, place["made_on"], _stands(source))
    _check_not_taken_up(source, place, draft.words)
    texts = cleaned(
        Promise, "words", words=draft.words, owner_words=draft.owner_words, to_whom=draft.to_whom, due_event=draft.due_event,
        due_printed=draft.due_printed, place_words=place.pop("place_words"),
    )  # fmt: skip
    made: Promise = numbered(
        Promise,
        kind=draft.kind,
        due=draft.due,
        by_name=by.name[:200],
        **_owner(draft.owner),
        **place,
        **texts,
    )
    _step(by, made, "taken-up", today, new=_time_words(made))
    record(
        made, "promise taken up", number=made.number, kind=made.kind, body=str(made.body or ""), owner=made.owner,
        due=made.due, words=made.words,
    )  # fmt: skip
    return made


@command("promises.keep", on="source")
def say_no_promise(*, by: Actor, source: Outcome | MeetingOutcome, reason: str, today: date) -> NotAPromise:
    """Say that an outcome is not a promise, and why. It can still be taken up later."""
    reason = reason_given(reason, "it is not a promise")
    key = {"outcome": source} if isinstance(source, Outcome) else {"meeting_outcome": source}
    held: Any = key
    if Promise.objects.filter(**held).exists():
        raise Refused(
            "It was taken up as a promise meanwhile. Nothing was changed.", rule="promises.decided-once"
        )
    made, new = NotAPromise.objects.get_or_create(
        **held, defaults={"reason": reason, "on": today, "by_name": by.name[:200]}
    )
    if not new:
        raise Refused(
            f"{made.by_name} said already that it is not a promise: {made.reason} Nothing was changed.",
            rule="promises.decided-once",
        )
    record(made, "said to be no promise", words=str(source)[:500], reason=reason)
    return made


def take_up_several(*, by: Actor, rows: Sequence[Taken], today: date) -> TakenUp:
    """Decide about many outcomes. Each is taken up, or said to be none, by itself: what is refused stands beside its sentence."""
    if not rows:
        raise Refused("Say of at least one what it is. Nothing was taken up.", field="rows")
    promises: list[Promise] = []
    refused: list[tuple[Taken, Refused]] = []
    none = 0
    for row in rows:
        try:
            if row.draft is not None:
                promises.append(take_up_promise(by=by, source=row.source, draft=row.draft, today=today))
            else:
                say_no_promise(by=by, source=row.source, reason=row.reason, today=today)
                none += 1
        except NotPermitted:
            raise
        except Refused as refusal:
            refused.append((row, refusal))
    return TakenUp(tuple(promises), none, tuple(refused))


@command("promises.keep", on="promise")
def state_promise(
    *, by: Actor, promise: Promise, draft: PromiseDraft, reason: str, today: date, body: Body | None = None
) -> Promise:
    """State who owes a promise, what it asks and to whom, or correct it. The words stay; the date has its own command.

    reason  needed where something that was stated is changed, not where something not stated is stated
    body    to state to which body it was made; only where that is not stated
    """
    held = _held(promise)
    before = _stated(held)
    _set(held, kind=draft.kind, **_owner(draft.owner))
    _set(held, **cleaned(Promise, owner_words=draft.owner_words, to_whom=draft.to_whom))
    if body is not None:
        if held.body_id is not None and held.body_id != body.pk:
            raise Refused(
                f"It was made to {held.body}. It passes to another body only when that one ends. Nothing was changed.",
                rule="promises.body-stays",
                field="body",
            )
        held.body = body
    after = _stated(held)
    changed = {name: (before[name], after[name]) for name in after if before[name] != after[name]}
    if not changed:
        raise Refused("Nothing is different from what stands. Nothing was changed.")
    if any(old for old, _ in changed.values()) and not reason.strip():
        raise Refused("Say why what was stated is changed. Nothing was changed.", field="reason")
    rules.check_can_take_up(held.words, held.kind, held.due, held.made_on, standing=True)
    held.answer_due = rules.answer_due(facts_of(held))
    held.save()
    old, new = (
        "; ".join(f"{name}: {pair[side] or 'not stated'}" for name, pair in changed.items())
        for side in (0, 1)
    )
    _step(by, held, "stated", today, old=old, new=new, reason=reason)
    record(held, "promise stated", number=held.number, old=old, new=new, reason=reason)
    return held


@command("promises.keep", on="promise")
def move_promise_date(
    *, by: Actor, promise: Promise, due: date | None, due_event: str, reason: str, today: date
) -> Promise:
    """Set or move the date of a promise, or the event on which it falls due. What stood before stays in its history.

    Raises Refused without a reason, for a day before it was made, and where nothing is different.
    """
    held = _held(promise)
    reason = reason_given(reason, "its date is set or moved")
    rules.check_due(due, held.made_on)
    event = cleaned(Promise, due_event=due_event)["due_event"]
    if (due, event) == (held.due, held.due_event):
        raise Refused("That is the date that stands. Nothing was changed.", field="due")
    old = _time_words(held)
    _set(held, due=due, due_event=event)
    held.save()
    _step(by, held, "date", today, old=old, new=_time_words(held), reason=reason)
    record(held, "promise date moved", number=held.number, old=old, new=_time_words(held), reason=reason)
    return held


@command("promises.report", on="promise")
def say_promise_met(
    *,
    by: Actor,
    promise: Promise,
    words: str,
    today: date,
    evidence: Evidence | None = None,
    paper: Paper | None = None,
) -> Promise:
    """Say that a promise is met, with evidence, a paper or words. It is not discharged by that: its body decides."""
    held = _held(promise)
    rules.check_can_say_met(
        held.number, held.state, PROMISE_STATES[held.state], words, evidence is not None or paper is not None
    )
    _set(
        held,
        state="said-met",
        met_evidence=evidence,
        met_paper=paper,
        said_on=today,
        said_by_name=by.name[:200],
    )
    _set(held, **cleaned(Promise, met_words=words))
    held.save()
    _step(by, held, "said-met", today, new=held.met_words, evidence=evidence, paper=paper)
    record(
        held, "promise said to be met", number=held.number, words=held.met_words, evidence=str(evidence or ""),
        paper=paper.number if paper else None,
    )  # fmt: skip
    return held


@command("promises.report", on="promise")
def take_back_met(*, by: Actor, promise: Promise, reason: str, today: date) -> Promise:
    """Take back that a promise is met, with the reason; it is outstanding again."""
    held = _held(promise)
    _check_said(held)
    _open_again(by, held, "taken-back", today, reason_given(reason, "it is taken back"))
    return held


@command("promises.keep", on="promise")
def give_notice(*, by: Actor, promise: Promise, on: date, today: date) -> Promise:
    """Record when the executive received a recommendation or, if later, the notice: from that day it has two months."""
    held = _held(promise)
    if held.kind != "recommend":
        raise Refused(f"Promise {held.number} is no recommendation, so no clock runs. Nothing was changed.")
    if on > today or (held.made_on is not None and on < held.made_on):
        raise Refused(
            "The notice was given after the recommendation was made, and not on a day to come. Nothing was changed.",
            rule="promises.notice-after-made",
            field="on",
        )
    old, held.notice_on = held.notice_on, on
    held.answer_due = rules.answer_due(facts_of(held))
    held.save()
    _step(by, held, "notice", today, old=_on(old), new=_on(on))
    record(held, "executive given notice", number=held.number, on=on, answer_due=held.answer_due)
    return held


@command("promises.keep", on="promise")
def answer_recommendation(
    *, by: Actor, promise: Promise, answer: str, words: str, on: date, today: date
) -> Promise:
    """Record what was answered to a recommendation: accepted, partly, rejected, in words. Only the body discharges it."""
    held = _held(promise)
    rules.check_can_answer(facts_of(held), answer, words, on, today)
    old = f"{ANSWERS[held.answer]}: {held.answer_words}" if held.answer else ""
    _set(held, answer=answer, answered_on=on, **cleaned(Promise, answer_words=words))
    held.save()
    _step(by, held, "answer", on, old=old, new=ANSWERS[answer], reason=held.answer_words)
    record(held, "recommendation answered", number=held.number, answer=answer, on=on, words=held.answer_words)
    return held


# What stands already ---------------------------------------------------------------------------------------------------


def _held(promise: Promise) -> Promise:
    """The promise as it stands, its row held until the command ends. Raises Refused where it was ended meanwhile."""
    held = hold_promise(promise)
    rules.check_standing(held.number, held.state, PROMISE_STATES[held.state])
    return held


def hold_promise(promise: Promise) -> Promise:
    rows = Promise.objects.select_for_update(of=("self",)).select_related("body", "owner_post", "owner_body")
    return rows.get(pk=promise.pk)


def _check_said(held: Promise) -> None:
    if held.state != "said-met":
        raise Refused(
            f"Nobody says that promise {held.number} is met. Nothing was changed.", rule="promises.said-first"
        )


def _open_again(by: Actor, held: Promise, kind: str, on: date, reason: str) -> None:
    old = held.met_words or str(held.met_paper or held.met_evidence or "")
    _set(held, state="open", met_words="", met_evidence=None, met_paper=None, said_on=None, said_by_name="")
    held.save()
    _step(by, held, kind, on, old=old, reason=reason)
    record(held, f"promise {kind}", number=held.number, old=old, reason=reason)


def _place_of(source: Source, place_words: str, made_on: date | None) -> dict[str, Any]:
    """Where the words stand, to which body and on what day."""
    if isinstance(source, Outcome):
        paper = source.paper
        words = f"{paper.title}, {source.reference}"[:500]
        return {"outcome": source, "body": paper.body, "made_on": paper.date, "place_words": words}
    if isinstance(source, MeetingOutcome):
        meeting = source.meeting
        words = f"{meeting}, item {source.item.label}"
        return {"meeting_outcome": source, "body": meeting.body, "made_on": meeting.on, "place_words": words}
    if not place_words.strip():
        raise Refused("Say where it was said. Nothing was taken up.", field="place_words")
    return {"body": source, "made_on": made_on, "place_words": place_words}


def _stands(source: Source) -> bool:
    return not isinstance(source, Outcome) or source.paper.withdrawn_on is None


def _check_not_taken_up(source: Source, place: dict[str, Any], words: str) -> None:
    where: dict[str, Any] = {name: place[name] for name in ("outcome", "meeting_outcome") if name in place}
    where = where or {"body": source}
    there = Promise.objects.filter(**where, words=words.strip()).first()
    if there is not None:
        raise Refused(
            f"{there.by_name} took it up already in these words, as promise {there.number}. Nothing was taken up.",
            rule="promises.taken-up-once",
        )


def _owner(owner: tuple[str, int] | None) -> dict[str, Any]:
    kind, key = owner or ("", 0)
    found: dict[str, Any] = {
        "owner_post": Post.objects.filter(pk=key).first() if kind == "post" else None,
        "owner_body": Body.objects.filter(pk=key).first() if kind == "body" else None,
    }
    if owner is not None and not any(found.values()):
        raise Refused(
            "The post or body that was chosen is not here. Choose another. Nothing was changed.",
            field="owner",
        )
    return found


def _stated(held: Promise) -> dict[str, str]:
    return {
        "what": PROMISE_KINDS.get(held.kind, ""),
        "who": str(held.owner_post or held.owner_body or ""),
        "who, as printed": held.owner_words,
        "to whom": held.to_whom,
        "body": str(held.body or ""),
    }


def _set(held: Promise, **values: Any) -> None:
    for name, value in values.items():
        setattr(held, name, value)


def _time_words(held: Promise) -> str:
    return _on(held.due) or held.due_event or (f"“{held.due_printed}”" if held.due_printed else "")


def _on(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def _step(by: Actor, promise: Promise, kind: str, on: date, **values: Any) -> PromiseStep:
    return PromiseStep.objects.create(promise=promise, kind=kind, on=on, by_name=by.name[:200], **values)
