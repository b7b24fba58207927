"""What a decision does, by its kind: each effect calls the command of the package that the thing belongs to.

An effect is called when the decision has effect: at once, or when a quorate meeting ratifies it. What it needs beside the thing
stands in `decision.extra`, as JSON holds it. A refusal of the command is the refusal of the decision.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from sightline.domain.governance.commands.decisions import delegate, ratify
from sightline.domain.governance.models import Body, Decision, Post
from sightline.domain.inspections.commands import close_finding, reopen_finding_by_decision
from sightline.domain.plans import commands as plans
from sightline.ground.audit.actors import Actor
from sightline.ground.lib.errors import Refused

from .models import MeetingOutcome
from .subjects import subject_of

Extra = Mapping[str, Any]
EffectOf = Callable[[Actor, Decision, Any, Extra, date], object]


def take_effect(by: Actor, decision: Decision, today: date) -> bool:
    """Bring about what a decision decided. False: it is one of words only. For commands only: they hold the transaction."""
    effect = EFFECTS.get((decision.kind, decision.about_kind)) or EFFECTS.get((decision.kind, ""))
    if effect is None:
        return False
    thing = subject_of(decision.about_kind, decision.about_id).thing if decision.about_kind else None
    effect(by, decision, thing, decision.extra, today)
    return True


def _sign_off(by: Actor, decision: Decision, action: Any, extra: Extra, today: date) -> object:
    return plans.sign_off_action(by=by, action=action, decision=decision, today=today)


def _embed(by: Actor, decision: Decision, action: Any, extra: Extra, today: date) -> object:
    return plans.embed_action(
        by=by,
        action=action,
        decision=decision,
        watcher_post=_one(Post, extra.get("watcher_post")),
        watcher_body=_one(Body, extra.get("watcher_body")),
        watch_until=_day(extra.get("watch_until")),
        reopen_if=str(extra.get("reopen_if") or ""),
        today=today,
    )


def _reopen(by: Actor, decision: Decision, action: Any, extra: Extra, today: date) -> object:
    return plans.reopen_action(
        by=by,
        action=action,
        decision=decision,
        reason=str(extra.get("reason") or decision.words),
        today=today,
    )


def _end_action(by: Actor, decision: Decision, action: Any, extra: Extra, today: date) -> object:
    return plans.end_action(
        by=by,
        action=action,
        decision=decision,
        reason=str(extra.get("reason") or decision.words),
        today=today,
    )


def _adopt_plan(by: Actor, decision: Decision, plan: Any, extra: Extra, today: date) -> object:
    from sightline.domain.plans.commands.making import adopt_plan

    return adopt_plan(by=by, plan=plan, decision=decision, today=today)


def _end_plan(by: Actor, decision: Decision, plan: Any, extra: Extra, today: date) -> object:
    from sightline.domain.plans.commands.making import end_plan

    return end_plan(
        by=by, plan=plan, decision=decision, state=str(extra.get("state") or "closed"), today=today
    )


def _endorse_plan(by: Actor, decision: Decision, plan: Any, extra: Extra, today: date) -> object:
    from sightline.domain.plans.commands.making import endorse_plan

    return endorse_plan(
        by=by, plan=plan, decision=decision, says=str(extra.get("says") or "endorsed"),
        words=str(extra.get("comment") or ""), version=_whole(extra.get("version")), today=today,
    )  # fmt: skip


def _close_finding(by: Actor, decision: Decision, finding: Any, extra: Extra, today: date) -> object:
    return close_finding(by=by, finding=finding, decision=decision, today=today)


def _reopen_finding(by: Actor, decision: Decision, finding: Any, extra: Extra, today: date) -> object:
    return reopen_finding_by_decision(by=by, finding=finding, decision=decision, today=today)


def _delegate(by: Actor, decision: Decision, about: Any, extra: Extra, today: date) -> object:
    limit = (
        (decision.about_kind, decision.about_id or 0, decision.about_words) if decision.about_kind else None
    )
    return delegate(
        by=by,
        body=decision.body,
        decision=decision,
        words=decision.words,
        kinds=list(extra.get("kinds") or ()),
        since=_day(extra.get("since")) or decision.on,
        until=_day(extra.get("until")),
        to_post=_one(Post, extra.get("to_post")),
        to_body=_one(Body, extra.get("to_body")),
        about=limit,
    )


def _ratify(by: Actor, decision: Decision, of: Any, extra: Extra, today: date) -> object:
    """Ratify, and let what waited have its effect now; a refusal of that effect says which decision it was."""
    waited, ratified = of.state == "awaiting", bool(extra.get("ratified", True))
    made = ratify(
        by=by, decision=of, by_decision=decision, ratified=ratified, words=str(extra.get("comment") or "")
    )
    if waited and ratified:
        try:
            done = take_effect(by, of, today)
        except Refused as refusal:
            raise Refused(
                f"{of} cannot be ratified, because its effect is refused. {refusal.sentence} Record that it was not ratified, or "
                "put it off.",
                rule=refusal.rule,
                who=refusal.who,
            ) from refusal
        if done:
            MeetingOutcome.objects.filter(decision=of).update(done_at=timezone.now())
    return made


def _approve_minutes(by: Actor, decision: Decision, meeting: Any, extra: Extra, today: date) -> object:
    from .commands.minutes import approve_minutes

    return approve_minutes(by=by, meeting=meeting, decision=decision)


def _agree_correction(by: Actor, decision: Decision, correction: Any, extra: Extra, today: date) -> object:
    from .commands.minutes import agree_correction

    return agree_correction(by=by, correction=correction, decision=decision)


def _discharge(by: Actor, decision: Decision, promise: Any, extra: Extra, today: date) -> object:
    from .commands.discharging import discharge_promise

    return discharge_promise(by=by, promise=promise, decision=decision, today=today)


def _cancel_promise(by: Actor, decision: Decision, promise: Any, extra: Extra, today: date) -> object:
    from .commands.discharging import cancel_promise

    return cancel_promise(by=by, promise=promise, decision=decision, today=today)


# (kind of decision, kind of thing) -> effect; ("...", ""): whatever it is about.
EFFECTS: dict[tuple[str, str], EffectOf] = {
    ("sign-off", ""): _sign_off,
    ("embed", ""): _embed,
    ("reopen", ""): _reopen,
    ("end-action", ""): _end_action,
    ("adopt-plan", ""): _adopt_plan,
    ("end-plan", ""): _end_plan,
    ("endorse-plan", ""): _endorse_plan,
    ("close-finding", ""): _close_finding,
    ("reopen-finding", ""): _reopen_finding,
    ("discharge", ""): _discharge,
    ("cancel-promise", ""): _cancel_promise,
    ("delegate", ""): _delegate,
    ("ratify", ""): _ratify,
    ("other", "meeting"): _approve_minutes,
    ("other", "minutes-correction"): _agree_correction,
}


def _one(model: Any, pk: Any) -> Any:
    """The post or body of that id; None where none was stated. Raises Refused for one that is not there."""
    if pk in (None, ""):
        return None
    found = model._default_manager.filter(pk=_whole(pk) or 0).first()
    if found is None:
        raise Refused("The post or body that was chosen is not here. Choose another. Nothing was recorded.")
    return found


def _whole(value: Any) -> int | None:
    return int(value) if str(value or "").isdecimal() else None


def _day(value: Any) -> date | None:
    """A day as JSON holds it, or as it is."""
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None
