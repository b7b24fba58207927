"""The list of plans, and one plan with its actions: now, or as at an earlier day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from sightline.domain.inspections.models import Finding
from sightline.ground.accounts.models import User
from sightline.ground.lib.errors import NotFound

from .. import rules
from ..models import Action, Plan
from ..stands import called, findings_as_at, findings_in_scope, stand_of
from .listing import ActionRow, Filters, not_done, old_before, page_of_rows, rows_as_at
from .parts import PartRow, Parts, StateRow, parts_of

ORDER = {"active": 0, "adopted": 1, "draft": 2, "closed": 3, "superseded": 4}


@dataclass(frozen=True, slots=True)
class PlanRow:
    plan: Plan
    actions: int
    done: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What can be chosen in the filters: (value, words) each."""

    themes: tuple[tuple[str, str], ...]
    workstreams: tuple[tuple[str, str], ...]
    owners: tuple[tuple[str, str], ...]
    bodies: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FindingName:
    """A finding in a list of names: label, and where it is found."""

    label: str
    inspection: int
    number: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything that the plan's page shows.

    rest        findings in scope by what they lack: "unanswered" (neither action nor reason), "not evidenced", "not signed off"
    by_theme    number of actions of each theme id (None: without a theme)
    counts      numbers of live actions by delivery (None: not stated), with "overdue", "stale", "off-track", "at-risk" and "all"
    found       number of actions that the filters leave; rows holds one page of them
    as_at       the day as at which actions and findings are shown, or None for now; the plan's parts are always as they are now
    states      what papers say became of the plan, oldest first
    others      the plans that the user may see, this one among them, for the switcher
    """

    plan: Plan
    thread: rules.ThreadCount
    rest: dict[str, tuple[FindingName, ...]]
    aims: tuple[PartRow, ...]
    themes: tuple[PartRow, ...]
    workstreams: tuple[PartRow, ...]
    fundings: tuple[PartRow, ...]
    strategies: tuple[str, ...]
    theme_strategies: dict[int, list[str]]
    inspections: tuple[tuple[int, str], ...]
    by_theme: dict[int | None, int]
    counts: dict[str | None, int]
    rows: tuple[ActionRow, ...]
    found: int
    facets: Facets
    filters: Filters
    page: int
    pages: int
    as_at: date | None
    others: tuple[Plan, ...]
    states: tuple[StateRow, ...]

    @property
    def state(self) -> str:
        """What the plan was on the day that is shown."""
        if self.as_at is None:
            return self.plan.state
        said = [row.state for row in self.states if row.on <= self.as_at]
        return said[-1] if said else "draft"

    @property
    def said(self) -> StateRow | None:
        """The paper that says so."""
        rows = [row for row in self.states if self.as_at is None or row.on <= self.as_at]
        return rows[-1] if rows else None

    @property
    def unanswered(self) -> tuple[FindingName, ...]:
        return self.rest["unanswered"]


def plans_list(user: User, today: date) -> list[PlanRow]:
    """The plans that the user may see, those in force first, with counts of the live actions that the user may see."""
    late = not_done() & Q(due__lt=today)
    counts = (
        Action.objects.visible_to(user)
        .filter(ended_on=None)
        .order_by()
        .values("plan_id")
        .annotate(n=Count("pk"), done=Count("pk", filter=Q(delivery="done")), late=Count("pk", filter=late))
    )
    by_plan = {row["plan_id"]: (row["n"], row["done"], row["late"]) for row in counts}
    plans = Plan.objects.visible_to(user).select_related("owner", "follows").order_by("-number")
    rows = [PlanRow(plan, *by_plan.get(plan.pk, (0, 0, 0))) for plan in plans]
    return sorted(rows, key=lambda row: ORDER[row.plan.state])


def plan_for(user: User, number: int, permission: str | None = None) -> Plan:
    """The plan of that number, if the user may see it (and, where asked, holds the permission over it)."""
    plan = Plan.objects.visible_to(user).filter(number=number).select_related("owner", "follows").first()
    if plan is None or (permission and not user.may(permission, plan)):
        raise NotFound("There is no such plan.")
    return plan


def plans_to_switch(user: User, number: int, permission: str | None = None) -> tuple[Plan, tuple[Plan, ...]]:
    """The plan of that number (over which the user holds the permission, where one is asked), and all that the user may see in
    the order of the list; one statement."""
    plans = list(Plan.objects.visible_to(user).select_related("owner", "follows").order_by("-number"))
    chosen = next((plan for plan in plans if plan.number == number), None)
    if chosen is None or (permission and not user.may(permission, chosen)):
        raise NotFound("There is no such plan.")
    return chosen, tuple(sorted(plans, key=lambda plan: ORDER[plan.state]))


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
    plan, others = plans_to_switch(user, number)
    parts = parts_of(plan, user)
    rows: Sequence[ActionRow]
    if as_at is None:
        rows, found = page_of_rows(user, plan, filters, today, page, size)
        findings = list(findings_in_scope(plan))
        stands = [stand_of(finding) for finding in findings]
        counts, by_theme = _counted(user, plan, today)
    else:
        kept, all_rows, answers = rows_as_at(user, plan, filters, as_at)
        rows, found = kept[(page - 1) * size : page * size], len(kept)
        findings = list(findings_as_at(plan, as_at))
        assured = {row.id: row.assurance for row in all_rows}
        stands = [_stand_then(finding, answers.get(finding.pk, []), assured) for finding in findings]
        counts, by_theme = _count(all_rows, parts)
    return PlanPage(
        plan=plan,
        thread=rules.count_thread(stands),
        rest=_rest(findings, stands),
        aims=tuple(parts.aims),
        themes=tuple(parts.themes),
        workstreams=tuple(parts.workstreams),
        fundings=tuple(parts.fundings),
        strategies=tuple(parts.strategies),
        theme_strategies=parts.theme_strategies,
        inspections=tuple(parts.inspections),
        by_theme=by_theme,
        counts=counts,
        rows=tuple(rows),
        found=found,
        facets=_facets(parts),
        filters=filters,
        page=page,
        pages=max(1, -(-found // size)),
        as_at=as_at,
        others=others,
        states=tuple(parts.states),
    )


def _rest(
    findings: Sequence[Finding], stands: Sequence[rules.FindingStand]
) -> dict[str, tuple[FindingName, ...]]:
    pairs = list(zip(findings, stands, strict=True))

    def named(lacks: list[bool]) -> tuple[FindingName, ...]:
        return tuple(
            FindingName(called(finding, 90), finding.inspection.number, finding.number)
            for (finding, _), lacking in zip(pairs, lacks, strict=True)
            if lacking
        )

    return {
        "unanswered": named([not stand.answered for stand in stands]),
        "not evidenced": named([s.actions > 0 and s.evidenced < s.actions for s in stands]),
        "not signed off": named([s.actions > 0 and s.signed_off < s.actions for s in stands]),
    }


def _stand_then(finding: Finding, actions: list[int], assured: dict[int, str | None]) -> rules.FindingStand:
    live = [assured[key] for key in actions if key in assured]
    return rules.FindingStand(
        called(finding),
        actions=len(live),
        evidenced=sum(value in {"evidenced", "verified", "signed-off", "embedded"} for value in live),
        signed_off=sum(value in {"signed-off", "embedded"} for value in live),
        reason=finding.reason_given or "",  # type: ignore[attr-defined]
    )


def _counted(user: User, plan: Plan, today: date) -> tuple[dict[str | None, int], dict[int | None, int]]:
    """Counts of the whole plan, and of each theme, in one statement."""
    rows = (
        Action.objects.visible_to(user)
        .filter(plan=plan, ended_on=None)
        .order_by()
        .values("delivery", "theme_id")
        .annotate(
            n=Count("pk"),
            late=Count("pk", filter=not_done() & Q(due__lt=today)),
            old=Count("pk", filter=not_done() & old_before(today)),
            off=Count("pk", filter=not_done() & Q(confidence="off-track")),
            risk=Count("pk", filter=not_done() & Q(confidence="at-risk")),
        )
    )
    counts: Counter[str | None] = Counter()
    themes: Counter[int | None] = Counter()
    for row in rows:
        counts.update(
            {row["delivery"]: row["n"], "all": row["n"], "overdue": row["late"], "stale": row["old"]}
        )
        counts.update({"off-track": row["off"], "at-risk": row["risk"]})
        themes[row["theme_id"]] += row["n"]
    return dict(counts), dict(themes)


def _count(rows: Sequence[ActionRow], parts: Parts) -> tuple[dict[str | None, int], dict[int | None, int]]:
    counts: Counter[str | None] = Counter(row.delivery for row in rows)
    counts.update(
        {"all": len(rows), "overdue": sum(r.overdue for r in rows), "stale": sum(r.stale for r in rows)}
    )
    for word in ("off-track", "at-risk"):
        counts[word] = sum(row.confidence == word and row.delivery != "done" for row in rows)
    by_title = {str(theme): theme.pk for theme in parts.themes}
    return dict(counts), dict(Counter(by_title.get(row.theme or "") for row in rows))


def _facets(parts: Parts) -> Facets:
    return Facets(
        themes=tuple((str(theme.pk), str(theme)) for theme in parts.themes),
        workstreams=tuple((str(stream.pk), str(stream)) for stream in parts.workstreams),
        owners=tuple(parts.owners),
        bodies=tuple(parts.bodies),
    )
