"""Everything that a body has to do with in the plans of now: what it delivers, checks, signs off, watches, adopts and endorses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from sightline.domain.governance.models import Body, Seat
from sightline.ground.accounts.models import User
from sightline.ground.lib.errors import NotFound

from ..governing_words import PLAN_ROLES
from ..models import Action, ActionBody, Change, Plan, PlanBody, SignOff
from .coverage import COLUMNS, by_plan_and_role, live_actions, own_bodies, row_of
from .deciding import Waiting, requests_waiting

OPEN_STATES = ("draft", "adopted", "active")
SHOWS = {"overdue": "Overdue", "open": "Not done yet", "done": "Done"}
WATCH_SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class WorkFilters:
    """What the page is narrowed to; "" leaves it alone. role: a key of COLUMNS; plan: its number; show: a key of SHOWS."""

    role: str = ""
    plan: str = ""
    show: str = ""
    q: str = ""

    @property
    def any(self) -> bool:
        return bool(self.role or self.plan or self.show or self.q)


@dataclass(frozen=True, slots=True)
class WorkRow:
    """An action and what the body is to it: keys of COLUMNS; inherited: those that come from the plan; changes: since it met."""

    action: Action
    roles: tuple[str, ...]
    inherited: frozenset[str]
    overdue: bool
    changes: int = 0


@dataclass(frozen=True, slots=True)
class Watch:
    """An embedded action that the body, or a post that sits on it, keeps watch over."""

    settled: SignOff
    action: Action
    soon: bool
    over: bool


@dataclass(frozen=True, slots=True)
class PlanRole:
    plan: Plan
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BodyWork:
    """
    rows     what the filters leave, by plan and in its order
    counts   for each key of COLUMNS how many actions, whatever the filters
    waiting  what waits for this body to sign off, the longest first
    plans    the plans in which it has a part: for the filter
    changed  how many changes these actions have had since `since`, the day it last met; None: it is not known when it met
    """

    body: Body
    rows: tuple[WorkRow, ...]
    all: int
    counts: dict[str, int]
    overdue: int
    waiting: tuple[Waiting, ...]
    watches: tuple[Watch, ...]
    roles: tuple[PlanRole, ...]
    plans: tuple[Plan, ...]
    since: date | None
    changed: int | None
    filters: WorkFilters


def body_work(
    user: User, key: int, today: date, filters: WorkFilters | None = None, met: date | None = None
) -> BodyWork:
    """The work of a body, in seven statements whatever there is. met: the day on which it last met, which the caller reads."""
    filters = filters or WorkFilters()
    body = Body.objects.visible_to(user).select_related("successor").filter(pk=key).first()
    if body is None:
        raise NotFound("There is no such body.")
    within = _plans_of(user, body).values("pk")
    links = list(PlanBody.objects.filter(plan__in=within, until=None).select_related("plan", "body"))
    roles = list(_plan_roles(body, links))
    rows = list(_rows(user, body, within, links, today, met))
    plans = {one.plan.pk: one.plan for one in roles} | {row.action.plan_id: row.action.plan for row in rows}
    return BodyWork(
        body=body,
        rows=tuple(row for row in rows if _keeps(row, filters)),
        all=len(rows),
        counts=dict(Counter(role for row in rows for role in row.roles)),
        overdue=sum(row.overdue for row in rows),
        waiting=tuple(requests_waiting(body, today, user)),
        watches=tuple(_watches(user, body, today)),
        roles=tuple(roles),
        plans=tuple(sorted(plans.values(), key=lambda plan: plan.number)),
        since=met,
        changed=sum(row.changes for row in rows) if met else None,
        filters=filters,
    )


def _plans_of(user: User, body: Body) -> QuerySet[Plan]:
    """The plans not over in which the body has any part, as a subquery."""
    own = ActionBody.objects.filter(body=body, until=None, action__ended_on=None).values("action__plan_id")
    whole = PlanBody.objects.filter(body=body, until=None).values("plan_id")
    named = Action.objects.filter(signs_off=body, ended_on=None).values("plan_id")
    return Plan.objects.visible_to(user).filter(
        Q(pk__in=own) | Q(pk__in=whole) | Q(pk__in=named), state__in=OPEN_STATES
    )


def _rows(
    user: User,
    body: Body,
    within: QuerySet[Any, Any],
    links: Iterable[PlanBody],
    today: date,
    met: date | None,
) -> Iterable[WorkRow]:
    own, whole = own_bodies(within), by_plan_and_role(links)
    actions = live_actions(user, within).select_related("plan", "theme", "signs_off")
    if met is not None:
        later = Change.objects.filter(action=OuterRef("pk"), on__gt=met).order_by().values("action")
        actions = actions.annotate(later=Subquery(later.annotate(n=Count("pk")).values("n")))
    for action in actions.order_by("plan__number", "position", "number"):
        row = row_of(action, own.get(action.pk, {}), whole.get(action.plan_id, {}))
        roles = tuple(column for column in COLUMNS if any(one == body.pk for one, _ in row.on[column].bodies))
        if roles:
            inherited = frozenset(role for role in roles if row.on[role].inherited)
            changes = getattr(action, "later", None) or 0
            yield WorkRow(action, roles, inherited, action.overdue(today), changes)


def _keeps(row: WorkRow, filters: WorkFilters) -> bool:
    action = row.action
    if filters.role and filters.role not in row.roles:
        return False
    if filters.plan and str(action.plan.number) != filters.plan:
        return False
    words = filters.q.casefold().split()
    if words and not all(word in f"{action.label} {action.title}".casefold() for word in words):
        return False
    shown = {"overdue": row.overdue, "open": action.delivery != "done", "done": action.delivery == "done"}
    return shown.get(filters.show, True)


def _watches(user: User, body: Body, today: date) -> Iterable[Watch]:
    """Embedded actions over which the body keeps watch, those that run out first first; one statement."""
    posts = Seat.objects.on(today).filter(body=body).exclude(post=None).values("post")
    rows = (
        SignOff.objects.filter(
            Q(watcher_body=body) | Q(watcher_post__in=posts),
            kind="embedded",
            settles__assurance="embedded",
            action__in=Action.objects.visible_to(user).filter(ended_on=None),
        )
        .select_related("action__plan", "decision__body", "watcher_post", "watcher_body")
        .order_by("watch_until", "pk")
        .distinct()
    )
    for row in rows:
        assert row.watch_until is not None
        yield Watch(row, row.action, row.watch_until <= today + WATCH_SOON, row.watch_until < today)


def _plan_roles(body: Body, links: Iterable[PlanBody]) -> Iterable[PlanRole]:
    """What the body is to whole plans, by number."""
    held: dict[Plan, set[str]] = {}
    for link in sorted(links, key=lambda link: link.plan.number):
        if link.body_id == body.pk:
            held.setdefault(link.plan, set()).add(link.role)
    for plan, roles in held.items():
        yield PlanRole(plan, tuple(role for role in PLAN_ROLES if role in roles))
