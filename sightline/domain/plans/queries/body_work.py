"""Everything that a body has to do with in the plans of now: what it delivers, checks, signs off, watches, adopts and endorses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from sightline.domain.governance.models import Body, Seat
from sightline.domain.governance.queries import body_for
from sightline.ground.accounts.models import User

from ..governing_words import PLAN_ROLES
from ..models import Action, ActionBody, Change, Plan, PlanBody, SignOff
from .coverage import COLUMNS, live_actions, own_bodies, plan_bodies, row_of
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
    """An action and what the body is to it: keys of coverage.COLUMNS; inherited: those that come from the plan."""

    action: Action
    roles: tuple[str, ...]
    inherited: frozenset[str]
    overdue: bool


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
    user: User, key: int, today: date, filters: WorkFilters | None = None, met: date | datetime | None = None
) -> BodyWork:
    """The work of a body. met: when it last met, which the caller reads; at most twelve statements, whatever there is."""
    filters = filters or WorkFilters()
    body = body_for(user, key)
    plans = _plans_of(user, body)
    rows = list(_rows(user, body, plans, today))
    since = met.date() if isinstance(met, datetime) else met
    return BodyWork(
        body=body,
        rows=tuple(row for row in rows if _keeps(row, filters)),
        all=len(rows),
        counts=dict(Counter(role for row in rows for role in row.roles)),
        overdue=sum(row.overdue for row in rows),
        waiting=tuple(_seen(user, requests_waiting(body, today))),
        watches=tuple(_watches(user, body, today)),
        roles=tuple(_plan_roles(body, plans)),
        plans=tuple(plans),
        since=since,
        changed=_changed([row.action.pk for row in rows], since) if since else None,
        filters=filters,
    )


def _plans_of(user: User, body: Body) -> list[Plan]:
    """The plans not over in which the body has any part, by number; one statement."""
    own = ActionBody.objects.filter(body=body, until=None, action__ended_on=None).values("action__plan_id")
    whole = PlanBody.objects.filter(body=body, until=None).values("plan_id")
    named = Action.objects.filter(signs_off=body, ended_on=None).values("plan_id")
    return list(
        Plan.objects.visible_to(user)
        .filter(Q(pk__in=own) | Q(pk__in=whole) | Q(pk__in=named), state__in=OPEN_STATES)
        .order_by("number")
    )


def _rows(user: User, body: Body, plans: Sequence[Plan], today: date) -> Iterable[WorkRow]:
    keys = [plan.pk for plan in plans]
    if not keys:
        return
    by_key = {plan.pk: plan for plan in plans}
    own, whole = own_bodies(keys), plan_bodies(keys)
    for action in live_actions(user, keys):
        action.plan = by_key[action.plan_id]
        row = row_of(action, own.get(action.pk, {}), whole.get(action.plan_id, {}))
        roles = tuple(column for column in COLUMNS if any(one == body.pk for one, _ in row.on[column].bodies))
        if roles:
            inherited = frozenset(role for role in roles if row.on[role].inherited)
            yield WorkRow(action, roles, inherited, action.overdue(today))


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


def _seen(user: User, waiting: Sequence[Waiting]) -> list[Waiting]:
    """Those of actions that the user may see; one statement where there are any."""
    if not waiting:
        return []
    keys = [one.request.action_id for one in waiting]
    seen = set(Action.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    return [one for one in waiting if one.request.action_id in seen]


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


def _plan_roles(body: Body, plans: Sequence[Plan]) -> Iterable[PlanRole]:
    """What the body is to whole plans; one statement."""
    links = PlanBody.objects.filter(body=body, until=None, plan__in=[plan.pk for plan in plans])
    held: dict[int, set[str]] = {}
    for plan_id, role in links.values_list("plan_id", "role"):
        held.setdefault(plan_id, set()).add(role)
    for plan in plans:
        if plan.pk in held:
            yield PlanRole(plan, tuple(role for role in PLAN_ROLES if role in held[plan.pk]))


def _changed(actions: Sequence[int], since: date) -> int:
    """How many changes of these actions were recorded for days after a day."""
    return Change.objects.filter(action_id__in=actions, on__gt=since).count() if actions else 0
