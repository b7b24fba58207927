"""Sign-off: put before the body entitled with its evidence frozen, then signed off, embedded, reopened or ended by its decision.

The four effects are the only way in which an action gets there. Each is one transaction: the row of SignOff, the request closed,
the action, its history and the event together, or none of them (guarantee 5).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Max

from sightline.domain.evidence.rules import set_hash
from sightline.domain.governance.models import Body, Decision, Post, Ratification
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import deciding_rules as deciding
from .. import readiness, rules
from ..entitled import entitled_bodies
from ..models import Action, Change, SignOff, SignOffRequest
from .actions import change_row

RECORDS = "meetings.record_outcome"


# Put before the body --------------------------------------------------------------------------------------------------


@command("plans.ask_sign_off", on="action")
def ask_sign_off(
    *, by: Actor, action: Action, words: str, today: date, body: Body | None = None
) -> SignOffRequest:
    """Put an action that is ready before the body that signs it off; its evidence is frozen as it stands.

    body: which one, where several are entitled; without it the only one.
    """
    rules.check_can_change(action.plan.state, action.plan.title)
    held = _locked(action)
    entitled, delivering = entitled_bodies("sign-off", held)
    barred = {one.pk for one in delivering}
    able = [one for one in entitled if one.pk not in barred]
    if body is not None:
        deciding.check_entitled("sign-off", _named(body), _pairs(entitled), _pairs(delivering))
    chosen = body or (able[0] if len(able) == 1 else None)
    evidence = readiness.evidence_now([held.pk]).get(held.pk, [])
    checked = readiness.verified_by(held, today)
    deciding.check_can_ask(
        readiness.stand_of(held),
        len(evidence),
        checked,
        _waits(held),
        _named(chosen) if chosen else None,
        len(able),
    )
    assert chosen is not None and checked is not None
    request = SignOffRequest.objects.create(
        action=held, body=chosen, evidence=evidence, evidence_sha256=set_hash(evidence), words=words.strip(),
        verified_by_name=checked.name, asked_on=today, by_id_text=str(by.id or ""), by_name=by.name,
    )  # fmt: skip
    record(
        action, "put before a body for sign-off", number=held.number, body=chosen.name, evidence=request.evidence_sha256
    )  # fmt: skip
    return request


@command("plans.ask_sign_off", on="request")
def take_request_back(*, by: Actor, request: SignOffRequest, reason: str, today: date) -> SignOffRequest:
    """Take an action off the list of what waits for a body, and say why."""
    return _close(by, request, "withdrawn", reason, today, "request for sign-off taken back")


@command(RECORDS, on="request")
def refuse_request(*, by: Actor, request: SignOffRequest, reason: str, today: date) -> SignOffRequest:
    """The body did not sign the action off; it stays verified, and can be put before the body again."""
    return _close(by, request, "refused", reason, today, "sign-off refused by the body")


def _close(
    by: Actor, request: SignOffRequest, state: str, reason: str, today: date, what: str
) -> SignOffRequest:
    if not reason.strip():
        raise Refused(
            "Say why. The action still waits for the body.", rule="plans.reasons-travel", field="reason"
        )
    _locked(request.action)
    held = SignOffRequest.objects.get(pk=request.pk)
    if held.state != "waiting":
        raise Refused(
            f"{held.action.label} does not wait for {held.body} any more: {held.get_state_display().lower()}. Nothing was changed.",
            rule="plans.one-request-at-a-time",
        )
    _closed(request, state, reason, by, today)
    record(request.action, what, number=request.action.number, body=request.body.name, reason=reason)
    return request


def _closed(request: SignOffRequest, state: str, reason: str, by: Actor, on: date) -> None:
    request.state, request.closed_on, request.closed_reason, request.closed_by_name = (
        state, on, reason.strip(), by.name,
    )  # fmt: skip
    request.save(update_fields=["state", "closed_on", "closed_reason", "closed_by_name"])


# Decided by the body --------------------------------------------------------------------------------------------------


@command(RECORDS, on="decision")
def sign_off_action(
    *, by: Actor, action: Action, decision: Decision, today: date, request: SignOffRequest | None = None
) -> SignOff:
    """Sign an action off by a decision that covers it, on the evidence that was put before the body."""
    effect = _Effect("sign-off", by, action, decision, today)
    asked = _waiting(effect.action)
    if request is not None and (asked is None or asked.pk != request.pk):
        raise Refused(
            f"{action.label} does not wait under that request any more. {deciding.UNCHANGED} Open the list of what waits again.",
            rule="plans.one-request-at-a-time",
        )
    deciding.check_was_asked(asked is not None, decision.place_kind == "paper-outcome", action.label)
    if asked is not None:
        now = readiness.evidence_now([action.pk]).get(action.pk, [])
        deciding.check_same_evidence(deciding.evidence_changes(asked.evidence, now), action.label)
    return effect.take({"assurance": "signed-off"}, request=asked)


@command(RECORDS, on="decision")
def embed_action(
    *,
    by: Actor,
    action: Action,
    decision: Decision,
    today: date,
    watch_until: date | None,
    reopen_if: str,
    watcher_post: Post | None = None,
    watcher_body: Body | None = None,
) -> SignOff:
    """Accept by a decision that what was signed off has taken root: who keeps watch, until when, what would reopen it."""
    effect = _Effect("embed", by, action, decision, today)
    watchers = sum(one is not None for one in (watcher_post, watcher_body))
    deciding.check_watch(watchers, watch_until, reopen_if, decision.on)
    return effect.take(
        {"assurance": "embedded"},
        watcher_post=watcher_post,
        watcher_body=watcher_body,
        watch_until=watch_until,
        reopen_if=reopen_if.strip(),
    )


@command(RECORDS, on="decision")
def reopen_action(*, by: Actor, action: Action, decision: Decision, reason: str, today: date) -> SignOff:
    """Reopen by a decision what was signed off or embedded: there is work to do again."""
    effect = _Effect("reopen", by, action, decision, today)
    _check_reason(reason)
    values = {"assurance": "reopened"}
    if effect.action.delivery == "done":
        values["delivery"] = "in-progress"
    return effect.take(values, reason=reason.strip())


@command(RECORDS, on="decision")
def end_action(*, by: Actor, action: Action, decision: Decision, reason: str, today: date) -> SignOff:
    """End an action by a decision: the plan stops asking for it. It is never deleted."""
    effect = _Effect("end-action", by, action, decision, today)
    _check_reason(reason)
    if asked := _waiting(effect.action):
        _closed(asked, "withdrawn", f"The action was ended: {reason.strip()}", by, effect.on)
    return effect.take({"ended_on": effect.on, "ended_reason": reason.strip()}, reason=reason.strip())


class _Effect:
    """One decision taking effect on one action, whose row is held until the command ends.

    on  the day from which the history says so: that of the decision or its ratification, never before what was said last
    """

    def __init__(self, kind: str, by: Actor, action: Action, decision: Decision, today: date) -> None:
        self.kind, self.by, self.given = kind, by, action
        self.action = _locked(action)
        self.decision = Decision.objects.select_related("body").get(pk=decision.pk)
        rules.check_can_change(self.action.plan.state, self.action.plan.title)
        deciding.check_decision_covers(kind, ("action", action.pk), _facts(self.decision))
        deciding.check_can_settle(kind, readiness.stand_of(self.action))
        entitled, delivering = entitled_bodies(kind, self.action)
        deciding.check_entitled(kind, _named(self.decision.body), _pairs(entitled), _pairs(delivering))
        self.on = min(max(_day_of(self.decision), _last_said(self.action)), today)

    def take(
        self, values: Mapping[str, Any], request: SignOffRequest | None = None, reason: str = "", **watch: Any
    ) -> SignOff:
        """Write all of it: the row, the action with its history, the request that it answers, the event."""
        effect, action, decision = deciding.EFFECTS[self.kind], self.action, self.decision
        made = SignOff.objects.create(
            action=action, kind=effect.settles, decision=decision, request=request, on=self.on, reason=reason,
            from_assurance=action.assurance or "", by_name=self.by.name, **watch,
        )  # fmt: skip
        place = decision.place_words or f"{decision.body}, {_day(decision.on)}"
        why = f"{decision} of {place}: {reason or decision.words}"
        for name, value in {**values, "settled_by": made}.items():
            if name in ("assurance", "delivery", "ended_on"):
                old, new = getattr(action, name), value
                change_row(
                    action, name, _text(old), _text(new), self.by, self.on, why
                ).save()  # rows of an action's history are few
            setattr(action, name, value)
            setattr(self.given, name, value)
        action.save(update_fields=[*values, "settled_by"])
        if request is not None:
            _closed(request, "decided", f"{decision} of {decision.body}", self.by, self.on)
        record(
            action, f"action {effect.verb}", number=action.number, decision=decision.number, body=decision.body.name,
            on=self.on, reason=reason,
        )  # fmt: skip
        return made


def _locked(action: Action) -> Action:
    """The action as it is, its row held until the command ends: of two who decide at once, the second is told.

    Read after the lock, not with it: PostgreSQL would give what is joined to the row as it was before the wait.
    """
    Action.objects.select_for_update().only("pk").get(pk=action.pk)
    return Action.objects.select_related("plan", "signs_off", "settled_by__decision__body").get(pk=action.pk)


def _waiting(action: Action) -> SignOffRequest | None:
    return SignOffRequest.objects.filter(action=action, state="waiting").select_related("body").first()


def _waits(action: Action) -> str:
    asked = _waiting(action)
    return f"for {asked.body}, since {_day(asked.asked_on)}" if asked else ""


def _facts(decision: Decision) -> deciding.DecisionFacts:
    used = SignOff.objects.filter(decision=decision).select_related("action").first()
    about = (decision.about_kind, decision.about_id) if decision.about_id is not None else None
    return deciding.DecisionFacts(
        number=decision.number,
        kind=decision.kind,
        about=about,
        body=_named(decision.body),
        on=decision.on,
        has_effect=decision.has_effect,
        state_words=decision.get_state_display(),
        used=f"{used.action.label} was {used.get_kind_display().lower()} by it" if used else "",
    )


def _day_of(decision: Decision) -> date:
    """The day from which a decision has effect: that on which it was ratified, where it waited for that."""
    if decision.authority == "meeting" and not decision.quorate:
        confirmed = Ratification.objects.filter(of=decision, ratified=True).select_related("by").first()
        if confirmed:
            return confirmed.by.on
    return decision.on


def _last_said(action: Action) -> date:
    """The day of the last change of what a decision moves: history never says that the later came first."""
    fields = ["assurance", "delivery"]
    last = Change.objects.filter(action=action, field__in=fields).aggregate(on=Max("on"))["on"]
    return max(last, action.added_on) if last else action.added_on


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(f"Say why. {deciding.UNCHANGED}", rule="plans.reasons-travel", field="reason")


def _named(body: Body) -> deciding.Named:
    return body.pk, body.name


def _pairs(bodies: list[Body]) -> list[deciding.Named]:
    return [_named(body) for body in bodies]


def _text(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date) else value


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
