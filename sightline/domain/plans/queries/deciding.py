"""What is before a body and what bodies settled: of one action, of a body, of a whole plan with its homework index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from sightline.domain.evidence.rules import frozen_set
from sightline.domain.governance.models import Body
from sightline.ground.accounts.models import User
from sightline.ground.lib.errors import NotFound

from .. import deciding_rules as deciding
from .. import readiness
from ..coverage_rules import OnLayer, effective_layers
from ..deciding_rules import EvidenceChanges
from ..entitled import choose
from ..homework_rules import Homework, homework
from ..models import Action, Change, Plan, SignOff, SignOffRequest
from ..words import LAYERS
from .action import ActionPage
from .coverage import own_bodies, plan_bodies, signs_as
from .plan import plans_to_switch


@dataclass(frozen=True, slots=True)
class Waiting:
    """An action that waits for a body, with its plan loaded.

    changes   how its evidence differs from what was put before the body
    not_ready why it could not be signed off as it stands now, in words; "" where it could
    """

    request: SignOffRequest
    changes: EvidenceChanges
    not_ready: str

    @property
    def action(self) -> Action:
        return self.request.action


def requests_waiting(body: Body, day: date, user: User | None = None) -> list[Waiting]:
    """What waits for a body to sign off on a day, the longest first; two statements. For its agenda and its page of work.

    user: only of actions that this user may see; without one, all that a meeting has before it.
    """
    asked = (
        SignOffRequest.objects.filter(body=body, state="waiting", asked_on__lte=day)
        .select_related("action__plan", "body")
        .order_by("asked_on", "pk")
    )
    if user is not None:
        asked = asked.filter(action__in=Action.objects.visible_to(user))
    return with_changes(asked)


def with_changes(requests: Iterable[SignOffRequest]) -> list[Waiting]:
    """Requests, their actions loaded, beside what became of their evidence since; one statement more."""
    asked = list(requests)
    now = readiness.evidence_now(request.action_id for request in asked) if asked else {}
    return [_waiting(request, now.get(request.action_id, [])) for request in asked]


def _waiting(request: SignOffRequest, now: Sequence[Mapping[str, Any]]) -> Waiting:
    changes, action = deciding.evidence_changes(request.evidence, now), request.action
    reasons = [
        *(["it is not reported done any more"] if action.delivery != "done" else []),
        *(["it is not verified any more"] if action.assurance != "verified" else []),
        *(["its evidence changed"] if changes.gone else []),
    ]
    return Waiting(request, changes, "; ".join(reasons))


def request_for(action: Action) -> SignOffRequest:
    """The request under which an action waits now."""
    found = SignOffRequest.objects.filter(action=action, state="waiting").select_related(
        "body", "action__plan"
    )
    if (request := found.first()) is None:
        raise NotFound("This action does not wait for a body.")
    return request


# One action -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ActionDeciding:
    """What an action's page says of bodies and decisions.

    layers      for each layer who stands there, those of the plan too
    entitled    who may sign it off, and in `signs_as` why; never a body that delivers it
    waiting     what is before a body now
    requests    those that were closed, the last first
    settled     what decisions did, the last first
    watch       the one under which somebody keeps watch now
    """

    layers: dict[str, OnLayer]
    entitled: tuple[Body, ...]
    signs_as: str
    waiting: Waiting | None
    requests: tuple[SignOffRequest, ...]
    settled: tuple[SignOff, ...]

    @property
    def watch(self) -> SignOff | None:
        return self.settled[0] if self.settled and self.settled[0].kind == "embedded" else None


def action_deciding(found: ActionPage) -> ActionDeciding:
    """The part of an action's page on bodies and decisions: what the page has read, and a statement each for requests that were
    not decided and for what settled the action before, where there are any.
    """
    action: Any = found.action
    own = {layer: [link.body for link in links] for layer, links in found.bodies.items() if links}
    requests = list(_undecided(action)) if action.asked else []
    waits = next((request for request in requests if request.state == "waiting"), None)
    if waits is not None:
        waits.action = action
    entitled, delivering = choose(action.signs_off, own, found.whole)
    barred = {body.pk for body in delivering}
    last = [action.settled_by] if action.settled_by else []
    return ActionDeciding(
        layers=effective_layers(_named(own), _named(found.whole), tuple(LAYERS)),
        entitled=tuple(body for body in entitled if body.pk not in barred),
        signs_as=signs_as(action.signs_off, own, found.whole),
        waiting=_waiting(waits, frozen_set(link.evidence for link in found.evidence)) if waits else None,
        requests=tuple(request for request in requests if request.state != "waiting"),
        settled=(*last, *(_before(action) if action.settled_before else ())),
    )


def _undecided(action: Action) -> Iterable[SignOffRequest]:
    rows = SignOffRequest.objects.filter(action=action).exclude(state="decided")
    return rows.select_related("body").order_by("-asked_at", "-pk")


def _before(action: Action) -> Iterable[SignOff]:
    """What settled the action before the last, the latest first."""
    rows = SignOff.objects.filter(action=action).exclude(settles=action)
    return rows.select_related("decision__body", "request", "watcher_post", "watcher_body").order_by(
        "-at", "-pk"
    )


def lacks_for_sign_off(action: Action, today: date) -> list[str]:
    """What an action still lacks before it can be put before a body, each in words; [] when it is ready."""
    evidence = readiness.evidence_now([action.pk]).get(action.pk, [])
    return deciding.why_not_ready(
        readiness.stand_of(action), len(evidence), readiness.verified_by(action, today)
    )


def _named(by: Mapping[str, Sequence[Body]]) -> dict[str, list[tuple[int, str]]]:
    return {layer: [(body.pk, body.name) for body in found] for layer, found in by.items()}


# A whole plan ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Declared:
    """An action that is done on the word of who did it: since when, what it has, what it lacks."""

    action: Action
    since: date | None
    evidenced: bool


@dataclass(frozen=True, slots=True)
class Share:
    """The homework index of a part of the plan."""

    name: str
    key: str
    index: Homework


@dataclass(frozen=True, slots=True)
class SignOffPage:
    """
    index      of the whole plan; by_theme and by_body of its parts (an action with two delivering bodies counts for both)
    ready      what waits for a body, the longest first
    verified   verified and put before nobody yet
    unseen     declared done and looked at by nobody else, the oldest first
    settled    by kind of settlement the actions that stand so now, each with `settled_by` and its decision
    """

    plan: Plan
    plans: tuple[Plan, ...]
    index: Homework
    by_theme: tuple[Share, ...]
    by_body: tuple[Share, ...]
    ready: tuple[Waiting, ...]
    verified: tuple[Declared, ...]
    unseen: tuple[Declared, ...]
    settled: dict[str, tuple[Action, ...]]
    actions: tuple[Action, ...]


def sign_off_page(user: User, number: int) -> SignOffPage:
    """How far the plan's actions are declared, verified and signed off, in six statements whatever its size."""
    plan, plans = plans_to_switch(user, number)
    actions = list(_actions(user, plan))
    asked = (
        SignOffRequest.objects.filter(
            state="waiting", action__in=Action.objects.visible_to(user).filter(plan=plan, ended_on=None)
        )
        .select_related("action__plan", "body")
        .order_by("asked_on", "pk")
    )
    ready = with_changes(asked)
    waits = {one.request.action_id for one in ready}
    declared = [
        Declared(action, action.done_on or action.added_on, action.assurance == "evidenced")
        for action in actions
        if action.delivery == "done"
    ]
    unseen = [one for one in declared if one.action.assurance in (None, "reported", "evidenced")]
    return SignOffPage(
        plan=plan,
        plans=plans,
        index=_index(actions),
        by_theme=_by_theme(actions),
        by_body=_by_body(plan, actions),
        ready=tuple(ready),
        verified=tuple(
            one for one in declared if one.action.assurance == "verified" and one.action.pk not in waits
        ),
        unseen=tuple(sorted(unseen, key=lambda one: (one.since or date.max, one.action.number))),
        settled={
            kind: tuple(action for action in actions if action.assurance == kind)
            for kind in ("signed-off", "embedded", "reopened")
        },
        actions=tuple(actions),
    )


def _actions(user: User, plan: Plan) -> Iterable[Any]:
    """The plan's live actions with what settled them, and `done_on`: the day from which they are declared done."""
    done = Change.objects.filter(action=OuterRef("pk"), field="delivery", new="done").order_by("-on", "-pk")
    return (
        Action.objects.visible_to(user)
        .filter(plan=plan, ended_on=None)
        .annotate(done_on=Subquery(done.values("on")[:1]))
        .select_related(
            "theme", "settled_by__decision__body", "settled_by__watcher_post", "settled_by__watcher_body"
        )
        .order_by("position", "number")
    )


def _index(actions: Iterable[Action]) -> Homework:
    return homework((action.delivery, action.assurance) for action in actions)


def _by_theme(actions: Sequence[Action]) -> tuple[Share, ...]:
    found: dict[str, list[Action]] = defaultdict(list)
    names: dict[str, tuple[int, str]] = {}
    for action in actions:
        key = str(action.theme_id or "none")
        found[key].append(action)
        names[key] = (action.theme.position, str(action.theme)) if action.theme else (10**6, "No theme")
    return tuple(
        Share(names[key][1], key, _index(found[key]))
        for key in sorted(found, key=lambda key: (names[key], key))
    )


def _by_body(plan: Plan, actions: Sequence[Action]) -> tuple[Share, ...]:
    """By delivering body: those that the action names, else those of the plan."""
    own, whole = own_bodies([plan.pk]), plan_bodies([plan.pk])[plan.pk]
    found: dict[tuple[str, str], list[Action]] = defaultdict(list)
    for action in actions:
        on = effective_layers(_named(own.get(action.pk, {})), _named(whole), tuple(LAYERS))["deliver"]
        for key, name in on.bodies or ((0, "No body that delivers"),):
            found[name, str(key or "none")].append(action)
    return tuple(Share(name, key, _index(found[name, key])) for name, key in sorted(found))
