"""Who stands on which layer of a plan's actions, and where nobody does: the coverage matrix, and the bodies of the plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from sightline.domain.governance.models import Body, BodyTerms
from sightline.domain.governance.queries_bodies import sitting
from sightline.domain.governance.separation import Shared, Sitter, shared_people
from sightline.ground.accounts.models import User
from sightline.ground.lib.errors import NotFound

from ..coverage_rules import Gap, OnLayer, effective_layers, gaps
from ..entitled import choose
from ..governing_words import PLAN_ROLES
from ..models import Action, ActionBody, Plan, PlanBody, PlanChange
from ..words import LAYERS
from .plan import plans_to_switch

# Ids of plans, or a subquery that gives them.
Plans = Sequence[int] | QuerySet[Any, Any]
COLUMNS = {**LAYERS, "sign-off": "Signs off"}
SHOWS = {"gaps": "Gaps only", "shared": "Same people on two layers"}


@dataclass(frozen=True, slots=True)
class CoverageFilters:
    """What the matrix is narrowed to; "" leaves it alone. theme: an id as text, "none": without; show: a key of SHOWS."""

    theme: str = ""
    show: str = ""

    @property
    def any(self) -> bool:
        return bool(self.theme or self.show)


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One action: for each key of COLUMNS who stands there; where nobody does; who sits on two of its layers.

    signs_as  where the right to sign it off comes from, in words
    """

    number: int
    label: str
    title: str
    theme: str
    theme_id: int | None
    on: dict[str, OnLayer]
    signs_as: str
    gaps: tuple[Gap, ...]
    shared: tuple[Shared, ...]


@dataclass(frozen=True, slots=True)
class LayerTotal:
    """Of all actions, how many have a body of their own on a layer, one of the plan's, or none."""

    own: int
    inherited: int
    none: int


@dataclass(frozen=True, slots=True)
class BodyCount:
    """For one body the number of actions on each layer, and how many of these come from the plan."""

    key: int
    name: str
    on: dict[str, int]
    inherited: dict[str, int]


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """rows: what the filters leave, in the plan's order; totals and bodies: of all actions that the user may see."""

    plan: Plan
    plans: tuple[Plan, ...]
    rows: tuple[CoverageRow, ...]
    all: int
    with_gaps: int
    with_shared: int
    totals: dict[str, LayerTotal]
    bodies: tuple[BodyCount, ...]
    themes: tuple[tuple[str, str], ...]
    filters: CoverageFilters
    whole: dict[str, tuple[Body, ...]] = field(default_factory=dict)


def coverage(user: User, number: int, today: date, filters: CoverageFilters | None = None) -> CoveragePage:
    """The coverage matrix of a plan, in seven statements whatever its size."""
    filters = filters or CoverageFilters()
    plan, plans = plans_to_switch(user, number)
    actions = list(live_actions(user, [plan.pk]))
    own, whole = own_bodies([plan.pk]), plan_bodies([plan.pk])[plan.pk]
    everybody = {body.pk for by in own.values() for found in by.values() for body in found}
    everybody |= {body.pk for role, found in whole.items() if role in COLUMNS for body in found}
    everybody |= {action.signs_off_id for action in actions if action.signs_off_id}
    seen = _Sharing(sitting(everybody, today) if everybody else [])
    rows = [row_of(action, own.get(action.pk, {}), whole, seen) for action in actions]
    kept = [row for row in rows if _keeps(row, filters)]
    return CoveragePage(
        plan=plan,
        plans=plans,
        rows=tuple(kept),
        all=len(rows),
        with_gaps=sum(bool(row.gaps) for row in rows),
        with_shared=sum(bool(row.shared) for row in rows),
        totals=_totals(rows),
        bodies=_by_body(rows),
        themes=tuple(dict.fromkeys((str(row.theme_id or "none"), row.theme) for row in rows)),
        filters=filters,
        whole={role: tuple(whole.get(role, ())) for role in PLAN_ROLES},
    )


def live_actions(user: User, plans: Plans) -> QuerySet[Action]:
    """The live actions of these plans that the user may see, in order, with theme and who signs off; one statement."""
    return (
        Action.objects.visible_to(user)
        .filter(plan_id__in=plans, ended_on=None)
        .select_related("theme", "signs_off")
        .order_by("plan_id", F("theme__position").asc(nulls_last=True), "theme_id", "position", "number")
    )


def own_bodies(plans: Plans) -> dict[int, dict[str, list[Body]]]:
    """For each action of these plans that names bodies of its own: layer -> bodies by name; one statement."""
    links = ActionBody.objects.filter(action__plan_id__in=plans, action__ended_on=None, until=None)
    found: dict[int, dict[str, list[Body]]] = defaultdict(lambda: defaultdict(list))
    for link in links.select_related("body").order_by("body__name", "body_id"):
        found[link.action_id][link.layer].append(link.body)
    return found


def plan_bodies(plans: Plans) -> dict[int, dict[str, list[Body]]]:
    """For each of these plans: role -> bodies by name; one statement."""
    return by_plan_and_role(PlanBody.objects.filter(plan_id__in=plans, until=None).select_related("body"))


def by_plan_and_role(links: Iterable[PlanBody]) -> dict[int, dict[str, list[Body]]]:
    """Links that are read already, their bodies loaded: plan's id -> role -> bodies by name."""
    found: dict[int, dict[str, list[Body]]] = defaultdict(lambda: defaultdict(list))
    for link in sorted(links, key=lambda link: (link.body.name, link.body_id)):
        found[link.plan_id][link.role].append(link.body)
    return found


class _Sharing:
    """Who sits on two layers: worked out once for each arrangement of bodies, for most actions share one."""

    def __init__(self, sitting: Sequence[Sitter]) -> None:
        self._sitting = sitting
        self._known: dict[tuple[tuple[str, tuple[int, ...]], ...], tuple[Shared, ...]] = {}

    def of(self, on: Mapping[str, OnLayer]) -> tuple[Shared, ...]:
        arrangement = tuple((layer, tuple(key for key, _ in on[layer].bodies)) for layer in LAYERS)
        if arrangement not in self._known:
            self._known[arrangement] = tuple(shared_people(dict(arrangement), self._sitting))
        return self._known[arrangement]


def row_of(
    action: Action,
    own: Mapping[str, list[Body]],
    whole: Mapping[str, list[Body]],
    sharing: _Sharing | None = None,
) -> CoverageRow:
    """One action among the bodies that are read already."""
    on = effective_layers(_named(own), _named(whole), tuple(LAYERS))
    entitled, delivering = choose(action.signs_off, dict(own), dict(whole))
    barred = {body.pk for body in delivering}
    able = tuple((body.pk, body.name) for body in entitled if body.pk not in barred)
    on["sign-off"] = OnLayer(
        able,
        inherited=bool(able) and action.signs_off is None,
        barred=tuple((body.pk, body.name) for body in entitled if body.pk in barred),
    )
    return CoverageRow(
        number=action.number,
        label=action.label,
        title=action.title,
        theme=str(action.theme) if action.theme else "No theme",
        theme_id=action.theme_id,
        on=on,
        signs_as=signs_as(action.signs_off, own, whole),
        gaps=tuple(gaps(on)),
        shared=sharing.of(on) if sharing else (),
    )


def signs_as(signs_off: Body | None, own: Mapping[str, list[Body]], whole: Mapping[str, list[Body]]) -> str:
    """Where the right to sign an action off comes from."""
    if signs_off is not None:
        return "named on the action"
    if whole.get("sign-off"):
        return "from the plan"
    if own.get("monitor"):
        return "because it monitors the action"
    return "because it monitors the plan" if whole.get("monitor") else ""


def _named(by: Mapping[str, list[Body]]) -> dict[str, list[tuple[int, str]]]:
    return {layer: [(body.pk, body.name) for body in found] for layer, found in by.items()}


def _keeps(row: CoverageRow, filters: CoverageFilters) -> bool:
    if filters.theme and str(row.theme_id or "none") != filters.theme:
        return False
    return {"gaps": bool(row.gaps), "shared": bool(row.shared)}.get(filters.show, True)


def _totals(rows: Sequence[CoverageRow]) -> dict[str, LayerTotal]:
    def total(column: str) -> LayerTotal:
        on = [row.on[column] for row in rows]
        inherited = sum(one.inherited for one in on)
        none = sum(not one.bodies for one in on)
        return LayerTotal(len(on) - inherited - none, inherited, none)

    return {column: total(column) for column in COLUMNS}


def _by_body(rows: Sequence[CoverageRow]) -> tuple[BodyCount, ...]:
    names: dict[int, str] = {}
    on: dict[int, Counter[str]] = defaultdict(Counter)
    inherited: dict[int, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for column, stands in row.on.items():
            for key, name in stands.bodies:
                names[key] = name
                on[key][column] += 1
                inherited[key][column] += stands.inherited
    return tuple(
        BodyCount(key, name, dict(on[key]), dict(inherited[key]))
        for key, name in sorted(names.items(), key=lambda pair: (pair[1], pair[0]))
    )


# The bodies of the plan itself -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reporting:
    """A body of the plan, in its roles, and the body to which its terms say that it reports; None: not stated."""

    body: Body
    roles: tuple[str, ...]
    reports_to: Body | None


@dataclass(frozen=True, slots=True)
class PlanBodiesPage:
    """by_role: for each key of PLAN_ROLES the links that stand; past: ended ones; changes: of cycle and review, last first."""

    plan: Plan
    plans: tuple[Plan, ...]
    by_role: dict[str, tuple[PlanBody, ...]]
    past: tuple[PlanBody, ...]
    reporting: tuple[Reporting, ...]
    shared: tuple[Shared, ...]
    changes: tuple[PlanChange, ...]


def plan_bodies_page(user: User, number: int, today: date) -> PlanBodiesPage:
    """Who stands in which role for the plan, to whom they report, and how often the plan is reviewed."""
    plan, plans = plans_to_switch(user, number)
    links = list(PlanBody.objects.filter(plan=plan).select_related("body").order_by("body__name", "since"))
    standing = [link for link in links if link.until is None]
    keys = {link.body_id for link in standing}
    terms = BodyTerms.objects.on(today).filter(body_id__in=keys).select_related("reports_to")
    reports = {one.body_id: one.reports_to for one in terms}
    layers = {layer: [link.body_id for link in standing if link.role == layer] for layer in LAYERS}
    bodies = {link.body_id: link.body for link in standing}
    return PlanBodiesPage(
        plan=plan,
        plans=plans,
        by_role={role: tuple(link for link in standing if link.role == role) for role in PLAN_ROLES},
        past=tuple(link for link in links if link.until is not None),
        reporting=tuple(
            Reporting(body, tuple(link.role for link in standing if link.body_id == key), reports.get(key))
            for key, body in bodies.items()
        ),
        shared=tuple(shared_people(layers, sitting(keys, today))) if keys else (),
        changes=tuple(PlanChange.objects.filter(plan=plan).order_by("-on", "-pk")),
    )


def plan_body_for(plan: Plan, key: int) -> PlanBody:
    """One role of a body for the plan that stands now."""
    found = PlanBody.objects.filter(plan=plan, pk=key, until=None).select_related("body").first()
    if found is None:
        raise NotFound("There is no such body of this plan.")
    return found
