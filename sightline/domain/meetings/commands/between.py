"""Decisions outside a meeting's own outcomes: under a delegation, in urgency, or as an accepted paper tells them (guarantee 5)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sightline.domain.governance.commands.decisions import make_decision
from sightline.domain.governance.models import Body, Decision, Delegation, Post, Seat
from sightline.domain.governance.wording import reason_given
from sightline.domain.governance.words import CHAIRS, DECISIONS, NEVER_DELEGATED
from sightline.domain.plans.entitled import ACTION_KINDS
from sightline.domain.plans.models import ActionOwner
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import meeting_rules as rules
from ..effects import take_effect
from ..models import Outcome
from ..subjects import Subject, check_about, check_entitled, subject_of
from .meetings import tell_next_meeting

DECIDING_OUTCOMES = frozenset({"resolution", "decision"})


@command("meetings.record_outcome", on="delegation")
def use_delegation(
    *,
    by: Actor,
    delegation: Delegation,
    kind: str,
    about: tuple[str, int] | None,
    words: str,
    on: date,
    taken_by: Post | None,
    today: date,
    **extra: Any,
) -> Decision:
    """Decide under a delegation; the decision has its effect at once, and the body's next meeting is told of it.

    taken_by  the post to which the power was given; None where it was given to a body
    Raises Refused for what the delegation does not cover, and for somebody who answers for the action that they would decide about.
    """
    rules.check_was_decided(on, today)
    subject = _subject(kind, about)
    check_entitled(kind, subject, delegation.body)
    _check_own_homework(kind, subject, taken_by)
    decision = make_decision(
        by=by, body=delegation.body, kind=kind, on=on, words=words, about=subject.about if subject else None,
        within=subject.within if subject else (), authority="delegation", delegation=delegation, taken_by=taken_by,
        taken_by_words=str(taken_by or delegation.to_body), extra=extra,
    )  # fmt: skip
    return _done(by, decision, "delegation used", today)


@command("meetings.record_outcome", on="body")
def act_urgently(
    *,
    by: Actor,
    body: Body,
    kind: str,
    about: tuple[str, int] | None,
    words: str,
    reason: str,
    on: date,
    taken_by: Seat,
    today: date,
    **extra: Any,
) -> Decision:
    """Record what the chair decided because it could not wait; it has its effect at once and is reported to the next meeting.

    taken_by: the chair's seat. Raises Refused without a reason, for a seat that did not chair the body on that day, and for what
    only a meeting can do.
    """
    rules.check_was_decided(on, today)
    reason = reason_given(reason, "it could not wait for a meeting")
    rules.check_urgent(
        kind in NEVER_DELEGATED,
        DECISIONS.get(kind, kind),
        taken_by.body_id == body.pk and taken_by.role in CHAIRS and taken_by.stands(on),
        body.name,
        on,
    )
    subject = _subject(kind, about)
    check_entitled(kind, subject, body)
    _check_own_homework(kind, subject, taken_by.post)
    decision = make_decision(
        by=by, body=body, kind=kind, on=on, words=words, about=subject.about if subject else None,
        within=subject.within if subject else (), authority="urgency", urgency_reason=reason, taken_by=taken_by.post,
        taken_by_words=f"{taken_by.get_role_display()}: {taken_by}", extra=extra,
    )  # fmt: skip
    return _done(by, decision, "urgent decision taken", today)


@command("meetings.record_outcome", on="outcome")
def decide_by_paper(
    *,
    by: Actor,
    outcome: Outcome,
    effect: str,
    about: tuple[str, int] | None,
    today: date,
    quorate: bool | None,
    quorum_words: str,
    **extra: Any,
) -> Decision:
    """Let an outcome of a minute that was imported and accepted decide: it is the body's decision, in the words of the paper.

    quorate, quorum_words  whether the paper shows that the meeting was quorate, and where: a person has read it and says so
    Raises Refused for a paper of no body here, one without its day, another council's, and an outcome that decides nothing.
    """
    paper = outcome.paper
    rules.check_paper_decides(
        paper.number, paper.body is not None, paper.date, paper.ownership, paper.withdrawn_on is not None,
        outcome.kind in DECIDING_OUTCOMES, quorate, quorum_words,
    )  # fmt: skip
    assert paper.body is not None and paper.date is not None
    rules.check_can_hold(paper.date, today)
    subject = _subject(effect, about)
    _check_not_used(outcome, effect, subject)
    check_entitled(effect, subject, paper.body)
    decision = make_decision(
        by=by, body=paper.body, kind=effect, on=paper.date, words=outcome.text,
        about=subject.about if subject else None, within=subject.within if subject else (), quorate=quorate,
        quorum_words=quorum_words, place=("paper-outcome", outcome.pk, f"{paper.title}, {outcome.reference}"), extra=extra,
    )  # fmt: skip
    return _done(by, decision, "decided by a paper", today)


def _done(by: Actor, decision: Decision, what: str, today: date) -> Decision:
    """Let it have its effect, if it has one now, and put the report of it on the next agenda, if one is due."""
    if decision.has_effect:
        take_effect(by, decision, today)
    if decision.state == "awaiting" or decision.authority != "meeting":
        tell_next_meeting(decision.body, after=min(decision.on, today))
    record(
        decision,
        what,
        number=decision.number,
        kind=decision.kind,
        body=decision.body.name,
        about=decision.about_words,
    )
    return decision


def _subject(kind: str, about: tuple[str, int] | None) -> Subject | None:
    subject = subject_of(*about) if about else None
    check_about(kind, subject)
    return subject


def _check_own_homework(kind: str, subject: Subject | None, post: Post | None) -> None:
    """Who answers for an action does not decide about it alone (guarantee 3)."""
    if subject is None or post is None or kind not in ACTION_KINDS:
        return
    if ActionOwner.objects.filter(action=subject.pk, post=post, until=None).exists():
        raise Refused(
            f"{post} answers for this action and cannot decide about it alone: nobody marks their own homework. "
            "Nothing was recorded.",
            rule="meetings.nobody-marks-their-own-homework",
            who="the body at a meeting",
        )


def _check_not_used(outcome: Outcome, effect: str, subject: Subject | None) -> None:
    first = Decision.objects.filter(
        place_kind="paper-outcome", place_id=outcome.pk, kind=effect,
        about_kind=subject.kind if subject else "", about_id=subject.pk if subject else None,
    ).first()  # fmt: skip
    if first is not None:
        raise Refused(
            f"This outcome was recorded already as {first}, by {first.recorded_by_name}. Nothing was recorded.",
            rule="meetings.recorded-once",
        )
