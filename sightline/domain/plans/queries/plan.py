"""The list of plans, and one plan with its actions: now, or as at an earlier day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from sightline.domain.inspections.models import Finding
from sightline.ground.accounts.models import User
from sightline.ground.lib.errors import NotFound

from .. import rules
from ..models import (
    Action,
    ActionBody,
    ActionFinding,
    ActionOwner,
    Aim,
    Change,
    Funding,
    Plan,
    Theme,
    Workstream,
)
from ..stands import findings_in_scope, stand_of

SORTS = {
    "order": ("position", "number"),
    "due": ("due", "position"),
    "updated": ("last_updated", "position"),
    "priority": ("priority", "position"),
    "ref": ("ref", "number"),
}
AS_AT_FIELDS = (
    "title",
    "delivery",
    "impact",
    "assurance",
    "confidence",
    "forecast",
    "due",
    "priority",
    "theme",
    "workstream",
    "ref",
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of actions is narrowed to; "" or None leaves it alone. "none" asks for what is not stated."""

    q: str = ""
    theme: str = ""
    workstream: str = ""
    owner: str = ""
    body: str = ""
    delivery: str = ""
    impact: str = ""
    assurance: str = ""
    confidence: str = ""
    priority: str = ""
    show: str = ""  # overdue, stale, unlinked, no-due, no-owner, no-target
    sort: str = "order"

    @property
    def any(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__ if name != "sort")


@dataclass(frozen=True, slots=True)
class PlanRow:
    plan: Plan
    actions: int
    done: int
    overdue: int


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One line of the list. Dates and statuses are those of the day asked for."""

    id: int
    number: int
    label: str
    title: str
    theme: str | None
    workstream: str | None
    owners: tuple[str, ...]
    due: date | None
    due_raw: str
    first_due: date | None
    delivery: str | None
    impact: str | None
    assurance: str | None
    confidence: str | None
    forecast: date | None
    priority: int | None
    last_updated: date | None
    stale: bool
    overdue: bool
    findings: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What can be chosen in the filters: (value, words) each."""

    themes: tuple[tuple[str, str], ...]
    workstreams: tuple[tuple[str, str], ...]
    owners: tuple[tuple[str, str], ...]
    bodies: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything that the plan's page shows.

    unanswered  findings in scope with neither action nor reason
    by_theme    number of actions of each theme id (None: without a theme)
    counts      numbers of live actions by delivery (None: not stated), with "overdue" and "stale"
    found       number of actions that the filters leave; rows holds one page of them
    """

    plan: Plan
    thread: rules.ThreadCount
    unanswered: tuple[Finding, ...]
    aims: tuple[Aim, ...]
    themes: tuple[Theme, ...]
    workstreams: tuple[Workstream, ...]
    fundings: tuple[Funding, ...]
    by_theme: dict[int | None, int]
    counts: dict[str | None, int]
    rows: tuple[ActionRow, ...]
    found: int
    facets: Facets
    filters: Filters
    page: int
    pages: int
    as_at: date | None
    others: tuple[Plan, ...] = field(default=())


def plans_list(user: User, today: date) -> list[PlanRow]:
    """The plans that the user may see, those in force first, with counts of their live actions."""
    live = Q(actions__ended_on=None)
    late = live & Q(actions__due__lt=today) & ~Q(actions__delivery="done")
    plans = (
        Plan.objects.visible_to(user)
        .annotate(
            n=Count("actions", filter=live, distinct=True),
            done=Count("actions", filter=live & Q(actions__delivery="done"), distinct=True),
            late=Count(
                "actions",
                filter=late | live & Q(actions__due__lt=today, actions__delivery=None),
                distinct=True,
            ),
        )
        .order_by("-number")
    )
    order = {"active": 0, "draft": 1, "closed": 2, "superseded": 3}
    rows = [PlanRow(plan, plan.n, plan.done, plan.late) for plan in plans]  # type: ignore[attr-defined]
    return sorted(rows, key=lambda row: order[row.plan.state])


def plan_for(user: User, number: int, permission: str | None = None) -> Plan:
    """The plan of that number, if the user may see it (and, where asked, holds the permission over it)."""
    plan = Plan.objects.visible_to(user).filter(number=number).select_related("owner", "follows").first()
    if plan is None or (permission and not user.may(permission, plan)):
        raise NotFound("There is no such plan.")
    return plan


def plan_page(
    user: User,
    number: int,
    *,
    today: date,
    filters: Filters | None = None,
    page: int = 1,
    size: int = 100,
    as_at: date | None = None,
) -> PlanPage:
    """One plan with a page of its actions, now or as at a day."""
    filters = filters or Filters()
    plan = plan_for(user, number)
    findings = list(findings_in_scope(plan))
    stands = [stand_of(finding) for finding in findings]
    themes = list(plan.themes.select_related("lead").prefetch_related("strategies"))
    workstreams = list(plan.workstreams.select_related("lead", "body"))
    rows, found, counts = _page_of_rows(user, plan, filters, today, page, size, as_at)
    by_theme: Counter[int | None] = Counter(
        Action.objects.visible_to(user).filter(plan=plan, ended_on=None).values_list("theme_id", flat=True)
    )
    return PlanPage(
        plan=plan,
        thread=rules.count_thread(stands),
        unanswered=tuple(f for f, stand in zip(findings, stands, strict=True) if not stand.answered),
        aims=tuple(plan.aims.select_related("lead")),
        themes=tuple(themes),
        workstreams=tuple(workstreams),
        fundings=tuple(plan.fundings.select_related("lead")),
        by_theme=dict(by_theme),
        counts=counts,
        rows=rows,
        found=found,
        facets=_facets(plan, themes, workstreams),
        filters=filters,
        page=page,
        pages=max(1, -(-found // size)),
        as_at=as_at,
        others=tuple(Plan.objects.visible_to(user).exclude(pk=plan.pk).order_by("-number")[:10]),
    )


def action_rows(
    user: User, plan: Plan, filters: Filters, today: date, as_at: date | None = None
) -> list[ActionRow]:
    """All rows that the filters leave, in order: what an export holds."""
    if as_at is not None:
        return _rows_as_at(user, plan, filters, today, as_at)
    return [_row(action, today) for action in _listed(_filtered(user, plan, filters, today))]


def action_choices(user: User, plan: Plan) -> list[tuple[int, str]]:
    """(number, label and title) of each live action, for a choice."""
    actions = Action.objects.visible_to(user).filter(plan=plan, ended_on=None).only("number", "ref", "title")
    return [(action.number, f"{action.label}: {action.title}"[:150]) for action in actions]


def _page_of_rows(
    user: User, plan: Plan, filters: Filters, today: date, page: int, size: int, as_at: date | None
) -> tuple[tuple[ActionRow, ...], int, dict[str | None, int]]:
    first = (page - 1) * size
    if as_at is not None:
        rows = _rows_as_at(user, plan, filters, today, as_at)
        return tuple(rows[first : first + size]), len(rows), _count(rows)
    chosen = _filtered(user, plan, filters, today)
    found = chosen.count()
    shown = tuple(_row(action, today) for action in _listed(chosen)[first : first + size])
    return shown, found, _counted(user, plan, today)


def _counted(user: User, plan: Plan, today: date) -> dict[str | None, int]:
    """Counts of the whole plan by delivery, with overdue and stale, in one statement."""
    before = today - timedelta(days=rules.STALE_AFTER_DAYS)
    rows = (
        Action.objects.visible_to(user)
        .filter(plan=plan, ended_on=None)
        .order_by()
        .values("delivery")
        .annotate(
            n=Count("pk"),
            late=Count("pk", filter=Q(due__lt=today)),
            old=Count("pk", filter=Q(last_updated__lt=before) | Q(last_updated=None, added_on__lt=before)),
        )
    )
    counts: dict[str | None, int] = {row["delivery"]: row["n"] for row in rows}
    counts["overdue"] = sum(row["late"] for row in rows if row["delivery"] != "done")
    counts["stale"] = sum(row["old"] for row in rows if row["delivery"] != "done")
    counts["all"] = sum(row["n"] for row in rows)
    return counts


def _count(rows: Sequence[ActionRow]) -> dict[str | None, int]:
    counts: Counter[str | None] = Counter(row.delivery for row in rows)
    return {
        **counts,
        "overdue": sum(r.overdue for r in rows),
        "stale": sum(r.stale for r in rows),
        "all": len(rows),
    }


def _filtered(user: User, plan: Plan, filters: Filters, today: date) -> QuerySet[Action]:
    actions: QuerySet[Action] = Action.objects.visible_to(user).filter(plan=plan, ended_on=None)
    actions = _filter_static(actions, filters)
    for name in ("delivery", "impact", "assurance", "confidence", "priority"):
        if value := getattr(filters, name):
            actions = actions.filter(**({f"{name}__isnull": True} if value == "none" else {name: value}))
    actions = _show(actions, filters.show, today)
    return actions.order_by(*SORTS.get(filters.sort, SORTS["order"]))


def _filter_static(actions: QuerySet[Action], filters: Filters) -> QuerySet[Action]:
    if filters.q:
        words = Q()
        for word in filters.q.split()[:8]:
            words &= (
                Q(title__icontains=word)
                | Q(ref__iexact=word)
                | Q(detail__icontains=word)
                | Q(owners_raw__icontains=word)
            )
        actions = actions.filter(words)
    for name in ("theme", "workstream"):
        if value := getattr(filters, name):
            actions = actions.filter(
                **({f"{name}__isnull": True} if value == "none" else {f"{name}_id": _id(value)})
            )
    if filters.owner:
        mine = ActionOwner.objects.filter(until=None, post_id=_id(filters.owner)).values("action_id")
        actions = actions.filter(pk__in=mine)
    if filters.body:
        theirs = ActionBody.objects.filter(until=None, body_id=_id(filters.body)).values("action_id")
        actions = actions.filter(pk__in=theirs)
    return actions


def _show(actions: QuerySet[Action], show: str, today: date) -> QuerySet[Action]:
    match show:
        case "overdue":
            return actions.filter(due__lt=today).exclude(delivery="done")
        case "stale":
            before = today - timedelta(days=rules.STALE_AFTER_DAYS)
            old = Q(last_updated__lt=before) | Q(last_updated=None, added_on__lt=before)
            return actions.filter(old).filter(Q(delivery=None) | ~Q(delivery="done"))
        case "unlinked":
            linked = ActionFinding.objects.filter(until=None).values("action_id")
            return actions.exclude(pk__in=linked).filter(source_kind="", source_text="")
        case "no-due":
            return actions.filter(due=None)
        case "no-owner":
            return actions.exclude(pk__in=ActionOwner.objects.filter(until=None).values("action_id"))
        case "no-target":
            return actions.exclude(pk__in=_with_target())
    return actions


def _with_target() -> Any:
    from ..models import Figure

    return Figure.objects.filter(role="target", until=None).values("action_id")


def _id(value: str) -> int:
    return int(value) if value.isdigit() and len(value) < 18 else -1


def _listed(actions: QuerySet[Action]) -> QuerySet[Action]:
    owners = Prefetch(
        "owners", ActionOwner.objects.filter(until=None).select_related("post"), to_attr="live_owners"
    )
    counted = actions.annotate(
        n_findings=Count("finding_links", filter=Q(finding_links__until=None), distinct=True)
    )
    return counted.select_related("theme", "workstream").prefetch_related(owners)


def _row(action: Action, today: date) -> ActionRow:
    return ActionRow(
        id=action.pk,
        number=action.number,
        label=action.label,
        title=action.title,
        theme=action.theme.title if action.theme else None,
        workstream=action.workstream.title if action.workstream else None,
        owners=tuple(owner.label for owner in action.live_owners),  # type: ignore[attr-defined]
        due=action.due,
        due_raw=action.due_raw,
        first_due=action.first_due,
        delivery=action.delivery,
        impact=action.impact,
        assurance=action.assurance,
        confidence=action.confidence,
        forecast=action.forecast,
        priority=action.priority,
        last_updated=action.last_updated,
        stale=action.delivery != "done" and rules.stale(action.last_updated, action.added_on, today),
        overdue=action.overdue(today),
        findings=action.n_findings,  # type: ignore[attr-defined]
    )


def _rows_as_at(user: User, plan: Plan, filters: Filters, today: date, day: date) -> list[ActionRow]:
    """The list as it stood at the end of a day; statuses and dates from the rows of history."""
    actions = Action.objects.visible_to(user).filter(plan=plan, added_on__lte=day)
    actions = _filter_static(actions.filter(Q(ended_on=None) | Q(ended_on__gt=day)), filters)
    later: dict[int, dict[str, list[Change]]] = {}
    changes = Change.objects.filter(action__plan=plan, on__gt=day, field__in=AS_AT_FIELDS).order_by(
        "on", "pk"
    )
    for change in changes:
        later.setdefault(change.action_id, {}).setdefault(change.field, []).append(change)
    latest = _last_updates(plan, day)
    rows = [
        _as_it_stood(_row(a, day), later.get(a.pk, {}), latest.get(a.pk), a.added_on, day)
        for a in _listed(actions)
    ]
    chosen = [row for row in rows if _kept(row, filters)]
    return sorted(chosen, key=lambda row: _sort_key(row, filters.sort)) if filters.sort != "order" else chosen


def _last_updates(plan: Plan, day: date) -> dict[int, date]:
    from django.db.models import Max

    from ..models import Update

    rows = (
        Update.objects.filter(action__plan=plan, on__lte=day)
        .order_by()
        .values("action_id")
        .annotate(last=Max("on"))
    )
    return {row["action_id"]: row["last"] for row in rows}


def _as_it_stood(
    row: ActionRow, later: dict[str, list[Change]], updated: date | None, added: date, day: date
) -> ActionRow:
    then: dict[str, Any] = {name: changes[0].old for name, changes in later.items()}
    for name in ("due", "forecast"):
        if isinstance(then.get(name), str):
            then[name] = date.fromisoformat(then[name])
    if "priority" in then:
        then["priority"] = int(then["priority"]) if then["priority"] else None
    if "ref" in then:
        then["label"] = then.pop("ref") or f"Action {row.number}"
    stood = replace(row, last_updated=updated, **then)
    late = stood.due is not None and stood.due < day and stood.delivery != "done"
    old = stood.delivery != "done" and rules.stale(updated, added, day)
    return replace(stood, overdue=late, stale=old)


def _kept(row: ActionRow, filters: Filters) -> bool:
    for name in ("delivery", "impact", "assurance", "confidence", "priority"):
        value = getattr(filters, name)
        if value and (
            getattr(row, name) is not None if value == "none" else str(getattr(row, name)) != value
        ):
            return False
    match filters.show:
        case "overdue":
            return row.overdue
        case "stale":
            return row.stale
        case "no-due":
            return row.due is None
        case "no-owner":
            return not row.owners
        case "unlinked":
            return not row.findings
    return True


def _sort_key(row: ActionRow, sort: str) -> tuple[bool, Any, int]:
    value = {"due": row.due, "updated": row.last_updated, "priority": row.priority, "ref": row.label}.get(
        sort
    )
    return (value is None, value if value is not None else 0, row.number)


def _facets(plan: Plan, themes: Sequence[Theme], workstreams: Sequence[Workstream]) -> Facets:
    from sightline.domain.governance.models import Body, Post

    of_plan = {"action__plan": plan, "until": None}
    posts = Post.objects.filter(pk__in=ActionOwner.objects.filter(**of_plan).values("post_id")).order_by(
        "title"
    )
    bodies = Body.objects.filter(pk__in=ActionBody.objects.filter(**of_plan).values("body_id")).order_by(
        "name"
    )
    return Facets(
        themes=tuple((str(theme.pk), str(theme)) for theme in themes),
        workstreams=tuple((str(stream.pk), str(stream)) for stream in workstreams),
        owners=tuple((str(post.pk), post.title) for post in posts),
        bodies=tuple((str(body.pk), body.name) for body in bodies),
    )
