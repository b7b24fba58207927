"""A body ends a promise by its decision, or says that it is not met. Only `effects` and outcomes call these."""

from __future__ import annotations

from datetime import date

from sightline.domain.governance.models import Decision
from sightline.domain.governance.wording import reason_given
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record

from ..models import Promise, PromiseStep
from ..promises import rules
from ..promises.words import PROMISE_STATES
from .promises import hold_promise


@command("meetings.record_outcome", on="promise")
def discharge_promise(*, by: Actor, promise: Promise, decision: Decision, today: date) -> Promise:
    """Discharge a promise by a decision in effect of its body, whether anybody said that it is met or not."""
    return _end(by, promise, decision, "discharge", "discharged")


@command("meetings.record_outcome", on="promise")
def cancel_promise(*, by: Actor, promise: Promise, decision: Decision, today: date) -> Promise:
    """End a promise that its body does not ask for any more, by its decision."""
    return _end(by, promise, decision, "cancel-promise", "cancelled")


@command("meetings.record_outcome", on="promise")
def refuse_discharge(*, by: Actor, promise: Promise, reason: str, on: date) -> Promise:
    """The body says that a promise is not met, with its reason: it is outstanding again, and comes back on the next agenda.

    on: the day of the meeting. Of a promise that nobody says is met it is kept as a step, and changes nothing else.
    """
    reason = reason_given(reason, "it is not met")
    held = hold_promise(promise)
    rules.check_standing(held.number, held.state, PROMISE_STATES[held.state])
    old = held.met_words or str(held.met_paper or held.met_evidence or "")
    for name, value in {
        "met_words": "",
        "met_evidence": None,
        "met_paper": None,
        "said_on": None,
        "said_by_name": "",
    }.items():
        setattr(held, name, value)
    held.state = "open"
    held.save()
    PromiseStep.objects.create(
        promise=held, kind="not-met", on=on, old=old, reason=reason, by_name=by.name[:200]
    )
    record(held, "promise not met", number=held.number, old=old, reason=reason)
    return held


def _end(by: Actor, promise: Promise, decision: Decision, kind: str, state: str) -> Promise:
    held = hold_promise(promise)
    rules.check_standing(held.number, held.state, PROMISE_STATES[held.state])
    about = (decision.about_kind, decision.about_id) == ("promise", held.pk)
    rules.check_decides(held.number, decision.kind, about, decision.has_effect, kind)
    own = decision.authority != "meeting" and (
        (decision.taken_by_id is not None and decision.taken_by_id == held.owner_post_id)
        or (
            decision.delegation is not None
            and decision.delegation.to_body_id is not None
            and decision.delegation.to_body_id == held.owner_body_id
        )
    )
    rules.check_not_own(held.number, own, held.owner)
    held.state, held.decision = state, decision
    held.save(update_fields=["state", "decision"])
    PromiseStep.objects.create(
        promise=held, kind=state, on=decision.on, new=decision.words, decision=decision, by_name=by.name[:200],
        evidence_id=held.met_evidence_id, paper_id=held.met_paper_id,
    )  # fmt: skip
    record(held, f"promise {state}", number=held.number, decision=decision.number, words=decision.words)
    return held
