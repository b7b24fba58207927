"""One action from top to bottom: why, who, what and by when, last update, evidence, success measure, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from sightline.domain.governance.models import Body, Post
from sightline.ground.accounts.models import User
from sightline.ground.accounts.queries import everything
from sightline.ground.lib.errors import NotFound

from .. import rules
from ..coverage_rules import OnLayer, effective_layers
from ..models import (
    Action,
    ActionBody,
    ActionEvidence,
    ActionFinding,
    ActionOwner,
    Change,
    Figure,
    Plan,
    PlanBody,
    SignOff,
    SignOffRequest,
    Update,
)
from ..stands import called
from ..words import FIGURES, LAYERS, TRACKED
from .beside import KINDS, Beside, beside_of, beside_selects
from .plan import plans_to_switch

# What history calls fields that no form states by itself.
MORE_FIELDS = {"owners": "Owners", "ended_on": "Ended on", "signs_off": "Body that signs off"}


@dataclass(frozen=True, slots=True)
class Said:
    """Who said what a status says, and on what day."""

    on: date
    by: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of an action's history. old and new as kept; field is a key of words.TRACKED or says what happened."""

    on: date
    at: datetime
    who: str
    field: str
    what: str
    old: str | None
    new: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class ActionPage:
    """
    bodies   for each layer of words.LAYERS the links that stand now
    figures  for each role of words.FIGURES the figures that stand now
    said     for each status that is stated, who said it and when
    missing  what is not stated or not there, in words, in the order of the page
    beside   comments, and what bodies said of it before adoption
    plans    those that the user may see, for the switcher
    whole    for each role of governing_words.PLAN_ROLES the bodies that stand in it for the plan
    may      which of the permissions that the page asks about the user holds over the action
    """

    action: Action
    findings: tuple[ActionFinding, ...]
    owners: tuple[ActionOwner, ...]
    bodies: dict[str, tuple[ActionBody, ...]]
    figures: dict[str, tuple[Figure, ...]]
    updates: tuple[Update, ...]
    evidence: tuple[ActionEvidence, ...]
    history: tuple[HistoryEntry, ...]
    said: dict[str, Said]
    slips: int
    stale: bool
    missing: tuple[str, ...]
    beside: Beside
    previous: int | None
    following: int | None
    plans: tuple[Plan, ...]
    may: frozenset[str]
    whole: dict[str, list[Body]]


def action_for(user: User, plan_number: int, number: int, permission: str | None = None) -> Action:
    """The action, if the user may see it (and, where asked, holds the permission over it)."""
    actions = (
        Action.objects.visible_to(user)
        .filter(plan__number=plan_number, number=number)
        .select_related("plan", "theme", "workstream", "aim")
    )
    if not everything(
        user, "plans.see"
    ):  # whoever has a right over a part is asked what the action lies within
        actions = actions.prefetch_related("bodies", "owners")
    action = actions.first()
    if action is None or (permission and not user.may(permission, action)):
        raise NotFound("There is no such action.")
    return action


def action_page(user: User, plan_number: int, number: int, today: date) -> ActionPage:
    """Everything that the action's page shows, in eight statements."""
    plan, plans = plans_to_switch(user, plan_number)
    visible = Action.objects.visible_to(user).filter(plan=plan)
    action = (
        visible.filter(number=number)
        .annotate(
            previous=_neighbour(visible, before=True),
            following=_neighbour(visible, before=False),
            asked=Exists(SignOffRequest.objects.filter(action=OuterRef("pk")).exclude(state="decided")),
            settled_before=Exists(
                SignOff.objects.filter(action=OuterRef("pk")).exclude(pk=OuterRef("settled_by"))
            ),
        )
        .select_related(
            "theme",
            "workstream",
            "aim",
            "signs_off",
            "settled_by__decision__body",
            "settled_by__request",
            "settled_by__watcher_post",
            "settled_by__watcher_body",
        )
        .prefetch_related(
            Prefetch("finding_links", ActionFinding.objects.select_related("finding__inspection")),
            Prefetch("evidence_links", ActionEvidence.objects.select_related("evidence__file")),
            Prefetch("updates", Update.objects.select_related("corrects")),
            "figures",
            "changes",
        )
        .first()
    )
    if action is None:
        raise NotFound("There is no such action.")
    action.plan = plan
    return _assemble(user, action, plans, *_holders(action), today)


def actions_numbered(user: User, plan: Plan, numbers: Sequence[int]) -> list[Action]:
    """The live actions of these numbers, in the plan's order; numbers that there are not are left out."""
    wanted = set(numbers[:500])
    live = Action.objects.visible_to(user).filter(plan=plan, ended_on=None).order_by("position", "number")
    return [action for action in live if action.number in wanted] if wanted else []


def last_update(action: Action) -> Update | None:
    """The latest that was said of an action."""
    return Update.objects.filter(action=action, corrected_by=None).order_by("-on", "-pk").first()


def update_of(action: Action, key: int) -> Update:
    """One update of an action."""
    found = Update.objects.filter(action=action, pk=key).first()
    if found is None:
        raise NotFound("There is no such update.")
    return found


def figures_of(action: Action) -> list[Figure]:
    """The figures that stand now: baseline, target, milestones, actuals."""
    order = {role: place for place, role in enumerate(FIGURES)}
    return sorted(Figure.objects.filter(action=action, until=None), key=lambda figure: order[figure.role])


def evidence_of(action: Action, key: int) -> ActionEvidence:
    """A piece of evidence that supports an action now, by the evidence's id."""
    links = ActionEvidence.objects.filter(action=action, until=None, evidence_id=key)
    found = links.select_related("evidence__file").first()
    if found is None:
        raise NotFound("There is no such evidence of this action.")
    return found


def _neighbour(visible: QuerySet[Action], *, before: bool) -> Subquery:
    """The number of the live action before or after this one in the plan's order."""
    place, number = OuterRef("position"), OuterRef("number")
    if before:
        rows = visible.filter(Q(position__lt=place) | Q(position=place, number__lt=number))
    else:
        rows = visible.filter(Q(position__gt=place) | Q(position=place, number__gt=number))
    order = ("-position", "-number") if before else ("position", "number")
    return Subquery(rows.filter(ended_on=None).order_by(*order).values("number")[:1])


def _holders(action: Action) -> tuple[list[ActionOwner], list[ActionBody], dict[str, list[Body]], Beside]:
    """Owners and bodies of an action, those of the past too, bodies of its plan by role, and the talk; one statement."""
    link = ("since", "until", "by_name", "reason", "ended_by_name", "ended_reason")
    nothing = Value("", output_field=CharField())
    owners = ActionOwner.objects.filter(action=action).order_by().annotate(
        what=Value("owner", output_field=CharField()),
        name=Coalesce("post__title", nothing), team=Coalesce("post__team", nothing),
    ).values_list("what", "pk", "post_id", "name", "team", "printed", "kind", *link)  # fmt: skip
    bodies = ActionBody.objects.filter(action=action).order_by().annotate(
        what=Value("body", output_field=CharField()),
        name=Coalesce("body__name", nothing), team=Coalesce("body__short_name", nothing), printed=nothing,
    ).values_list("what", "pk", "body_id", "name", "team", "printed", "layer", *link)  # fmt: skip
    whole = PlanBody.objects.filter(plan_id=action.plan_id, until=None).order_by().annotate(
        what=Value("plan", output_field=CharField()),
        name=Coalesce("body__name", nothing), team=Coalesce("body__short_name", nothing), printed=nothing,
    ).values_list("what", "pk", "body_id", "name", "team", "printed", "role", *link)  # fmt: skip
    union = owners.union(bodies, whole, *beside_selects(action), all=True)
    rows: list[Any] = sorted(union, key=lambda row: row[1])
    found: tuple[list[ActionOwner], list[ActionBody], dict[str, list[Body]]] = ([], [], {})
    for what, pk, key, name, more, printed, kind, *stood in (row for row in rows if row[0] not in KINDS):
        values = dict(zip(link, stood, strict=True))
        if what == "owner":
            post = Post(pk=key, title=name, team=more) if key else None
            found[0].append(
                ActionOwner(pk=pk, action=action, post=post, printed=printed, kind=kind, **values)
            )
        elif what == "plan":
            found[2].setdefault(kind, []).append(Body(pk=key, name=name, short_name=more))
        else:
            body = Body(pk=key, name=name, short_name=more)
            found[1].append(ActionBody(pk=pk, action=action, body=body, layer=kind, **values))
    return *found, beside_of(row for row in rows if row[0] in KINDS)


@dataclass(frozen=True, slots=True)
class _Within:
    """What the action lies within, from what is loaded."""

    keys: tuple[tuple[str, int], ...]

    def scopes(self) -> list[tuple[str, int]]:
        return list(self.keys)


def _rights(
    user: User, action: Action, owners: list[ActionOwner], bodies: list[ActionBody]
) -> frozenset[str]:
    within = _Within(
        (
            ("action", action.pk),
            ("plan", action.plan_id),
            *(("body", link.body_id) for link in bodies if link.until is None),
            *(("post", link.post_id) for link in owners if link.until is None and link.post_id),
        )
    )
    asked = (
        "plans.edit_plan", "plans.update_action", "plans.verify_action", "plans.ask_sign_off", "plans.comment",
        "evidence.add", "evidence.see",
    )  # fmt: skip
    return frozenset(name for name in asked if user.may(name, within))


def _assemble(
    user: User,
    action: Any,
    plans: tuple[Plan, ...],
    all_owners: list[ActionOwner],
    all_bodies: list[ActionBody],
    whole: dict[str, list[Body]],
    beside: Beside,
    today: date,
) -> ActionPage:
    changes = list(action.changes.all())
    owners = tuple(owner for owner in all_owners if owner.until is None)
    findings = tuple(link for link in action.finding_links.all() if link.until is None)
    evidence = tuple(
        link
        for link in action.evidence_links.all()
        if link.until is None and link.evidence.withdrawn_on is None
    )
    bodies = {layer: tuple(b for b in all_bodies if b.layer == layer and b.until is None) for layer in LAYERS}
    figures = {
        role: tuple(f for f in action.figures.all() if f.role == role and f.until is None) for role in FIGURES
    }
    corrected = {update.corrects_id for update in action.updates.all() if update.corrects_id}
    return ActionPage(
        action=action,
        findings=findings,
        owners=owners,
        bodies=bodies,
        figures=figures,
        updates=tuple(update for update in action.updates.all() if update.pk not in corrected),
        evidence=evidence,
        history=_history(action, changes, all_bodies),
        said=_said(action, changes, action.updates.all()),
        slips=rules.slips(changes),
        stale=action.delivery != "done" and rules.stale(action.last_updated, action.added_on, today),
        missing=_missing(action, findings, owners, _on_layers(bodies, whole), figures, evidence),
        beside=beside,
        previous=action.previous,
        following=action.following,
        plans=plans,
        may=_rights(user, action, all_owners, all_bodies),
        whole=whole,
    )


def _said(action: Action, changes: list[Change], updates: Sequence[Update]) -> dict[str, Said]:
    """Who said last what each status says: the change that brought it, or a later update that said it again."""
    said = {}
    for field in ("delivery", "impact", "assurance", "confidence", "forecast", "due", "priority"):
        if getattr(action, field) is None:
            continue
        rows: list[Any] = [change for change in changes if change.field == field]
        rows += [update for update in updates if getattr(update, field, None) == getattr(action, field)]
        last = max(rows, key=lambda row: (row.on, row.at), default=None)
        said[field] = (
            Said(last.on, last.by_name) if last else Said(action.added_on, "the plan as first recorded")
        )
    return said


def _on_layers(bodies: dict[str, tuple[ActionBody, ...]], whole: dict[str, list[Body]]) -> dict[str, OnLayer]:
    """Who stands on each layer: the action's own bodies, else those of its plan."""
    own = {layer: [(link.body.pk, link.body.name) for link in links] for layer, links in bodies.items()}
    plans = {role: [(body.pk, body.name) for body in held] for role, held in whole.items()}
    return effective_layers(own, plans, tuple(LAYERS))


def _missing(
    action: Action,
    findings: tuple[ActionFinding, ...],
    owners: tuple[ActionOwner, ...],
    layers: dict[str, OnLayer],
    figures: dict[str, tuple[Figure, ...]],
    evidence: tuple[ActionEvidence, ...],
) -> tuple[str, ...]:
    """The links of the thread that are not there, named."""
    tests = [
        ("a finding or another source", bool(findings or action.source_kind or action.source_text)),
        ("an owner", bool(owners)),
        *((f"a body that {LAYERS[layer].lower()}", bool(on.bodies)) for layer, on in layers.items()),
        ("a due date", action.due is not None),
        ("an update", action.last_updated is not None),
        ("evidence", bool(evidence)),
        ("a success measure", bool(action.success_measure)),
        ("a baseline", bool(figures["baseline"])),
        ("a target", bool(figures["target"])),
    ]
    return tuple(words for words, there in tests if not there)


def _history(action: Action, changes: list[Change], bodies: list[ActionBody]) -> tuple[HistoryEntry, ...]:
    entries = [
        HistoryEntry(c.on, c.at, c.by_name, c.field, _field(c.field), c.old, c.new, c.reason) for c in changes
    ]
    for link in action.finding_links.all():
        entries += _link_entries(link, "finding", f"Finding: {called(link.finding)}")
    for body in bodies:
        entries += _link_entries(body, "body", f"{LAYERS[body.layer]}: {body.body.name}")
    for proof in action.evidence_links.all():
        entries += _link_entries(proof, "evidence", f"Evidence: {proof.evidence.title}")
    return tuple(sorted(entries, key=lambda entry: (entry.on, entry.at), reverse=True))


def _field(field: str) -> str:
    if field.startswith("figure:"):
        return FIGURES.get(field.removeprefix("figure:"), field)
    return TRACKED.get(field, MORE_FIELDS.get(field, field))


def _link_entries(
    link: ActionFinding | ActionBody | ActionEvidence, field: str, what: str
) -> list[HistoryEntry]:
    began = timezone.localtime(link.since)
    entries = [
        HistoryEntry(began.date(), link.since, link.by_name, field, f"{what} linked", None, None, link.reason)
    ]
    if link.until:
        ended = timezone.localtime(link.until).date()
        entries.append(
            HistoryEntry(
                ended,
                link.until,
                link.ended_by_name,
                field,
                f"{what} unlinked",
                None,
                None,
                link.ended_reason,
            )
        )
    return entries
