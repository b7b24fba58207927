"""A person's first page: what they owe, and what their role has to look after."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from sightline.domain.inspections.models import FindingState, Inspection
from sightline.domain.inspections.queries import running_clocks
from sightline.domain.inspections.rules import Clock
from sightline.domain.plans.models import (
    Action,
    ActionEvidence,
    ActionFinding,
    ActionOwner,
    Change,
    FindingReason,
    Plan,
    PlanInspection,
    Update,
)
from sightline.domain.plans.queries import my_actions
from sightline.domain.plans.rules import STALE_AFTER_DAYS
from sightline.domain.plans.words import TRACKED
from sightline.ground.accounts.models import User

from .. import rules

LATELY = timedelta(days=14)
CLOCKS_PAST = timedelta(days=30)  # a clock that ran out stays in sight for so long
MOST_LINES = 10
COUNTED = ("findings", "answered", "evidenced", "signed_off")
OFFICE, DIRECTION, ADMINISTRATION = "office", "direction", "administration"
SECTION_OF = {
    "programme-office": OFFICE,
    "director": DIRECTION,
    "administrator": ADMINISTRATION,
}


@dataclass(frozen=True, slots=True)
class Owed:
    """An open action of the reader's posts, and why an update is due; "" where none is."""

    action: Action
    why: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class PlanStands:
    """A plan that is drafted or in force: how its findings are answered and what wants looking after, in numbers."""

    plan: Plan
    findings: int
    answered: int
    evidenced: int
    signed_off: int
    actions: int
    done: int
    overdue: int
    stale: int
    off_track: int
    no_source: int
    no_owner: int
    done_without_evidence: int
    may_update: bool

    @property
    def unanswered(self) -> int:
        return self.findings - self.answered


@dataclass(frozen=True, slots=True)
class Trouble:
    """An action that is off track, or whose statuses contradict each other (`why` is then not empty)."""

    action: Action
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lately:
    """Something that happened to an action: an update, or a value of a tracked field (`what_field`) that gave way."""

    on: date
    at: datetime
    who: str
    action: Action
    what: str
    what_field: str = ""
    old: str | None = None
    new: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """A person's first page. Parts that are not for them are empty.

    sections  which roles' parts are shown: "office", "direction", "administration"; none of them: a reader's page
    owed      open actions of the reader's posts, those whose update is due first
    minutes   about how long the updates that are due will take
    troubles  off track, or contradicting; `more_troubles` are not listed
    """

    sections: frozenset[str]
    owed: tuple[Owed, ...]
    minutes: int
    plans: tuple[PlanStands, ...]
    troubles: tuple[Trouble, ...]
    more_troubles: int
    clocks: tuple[tuple[Inspection, Clock], ...]
    lately: tuple[Lately, ...]

    @property
    def due(self) -> tuple[Owed, ...]:
        """The actions that want an update."""
        return tuple(owed for owed in self.owed if owed.why)

    @property
    def off_track(self) -> tuple[Trouble, ...]:
        return tuple(trouble for trouble in self.troubles if trouble.action.confidence == "off-track")

    @property
    def contradictions(self) -> tuple[Trouble, ...]:
        return tuple(trouble for trouble in self.troubles if trouble.why)


def home(user: User, today: date) -> Home:
    """The first page of this person, today. At most seven statements, however much there is."""
    sections = frozenset(SECTION_OF[role] for role in user.roles_held if role in SECTION_OF)
    sees_plans = user.may_anywhere("plans.see")
    leads = bool(sections & {OFFICE, DIRECTION})
    owed = _owed(user, today) if sees_plans else ()
    troubles = _troubles(user, today) if DIRECTION in sections else []
    return Home(
        sections=sections,
        owed=owed,
        minutes=rules.MINUTES_AN_UPDATE * sum(bool(one.why) for one in owed),
        plans=_plans(user, today) if sees_plans else (),
        troubles=tuple(troubles[:MOST_LINES]),
        more_troubles=max(0, len(troubles) - MOST_LINES),
        clocks=tuple(running_clocks(user, today=today - CLOCKS_PAST)) if leads else (),
        lately=_lately(user, today) if sees_plans and not sections else (),
    )


def owed_next(user: User, after: Action, today: date) -> tuple[Owed, ...]:
    """The other updates that this person owes now, the most urgent first; in one statement."""
    if not user.may_anywhere("plans.see"):
        return ()
    return tuple(owed for owed in _owed(user, today) if owed.why and owed.action.pk != after.pk)


def _owed(user: User, today: date) -> tuple[Owed, ...]:
    rows = []
    for mine in my_actions(user, today):
        action = mine.action
        rows.append(Owed(action, rules.why_update_due(_stands(action), today), action.overdue(today)))
    return tuple(sorted(rows, key=lambda row: (not row.why, row.action.due or date.max, row.action.number)))


def _stands(action: Action) -> rules.Stands:
    return rules.Stands(
        action.delivery, action.impact, action.confidence, action.due, action.forecast, action.last_updated,
        action.added_on,
    )  # fmt: skip


def _plans(user: User, today: date) -> tuple[PlanStands, ...]:
    """The plans drafted or in force, those in force first: three statements for any number of them."""
    plans = list(Plan.objects.visible_to(user).filter(state__in=["draft", "adopted", "active"]))
    actions = {row["plan"]: row for row in _counted_actions(user, plans, today)}
    findings = _counted_findings(plans)
    rows = [_plan_stands(plan, findings.get(plan.pk, {}), actions.get(plan.pk, {}), user) for plan in plans]
    return tuple(sorted(rows, key=lambda row: (row.plan.state != "active", -row.plan.number)))


def _plan_stands(plan: Plan, findings: dict[str, int], actions: dict[str, int], user: User) -> PlanStands:
    names = (
        "actions",
        "done",
        "overdue",
        "stale",
        "off_track",
        "no_source",
        "no_owner",
        "done_without_evidence",
    )
    return PlanStands(
        plan=plan,
        **{name: findings.get(name, 0) for name in COUNTED},
        **{name: actions.get(name, 0) for name in names},
        may_update=user.may("plans.edit_plan", plan),
    )


def _counted_actions(user: User, plans: Sequence[Plan], today: date) -> Any:
    before = today - timedelta(days=STALE_AFTER_DAYS)
    still_open = Q(delivery=None) | ~Q(delivery="done")
    old = Q(last_updated__lt=before) | Q(last_updated=None, added_on__lt=before)
    linked, owned, shown = (
        Q(pk__in=model.objects.filter(until=None, action__plan__in=plans).values("action_id"))
        for model in (ActionFinding, ActionOwner, ActionEvidence)
    )
    counts = {
        "actions": Q(),
        "done": Q(delivery="done"),
        "overdue": still_open & Q(due__lt=today),
        "stale": still_open & old,
        "off_track": still_open & Q(confidence="off-track"),
        "no_source": ~linked & Q(source_kind="", source_text=""),
        "no_owner": ~owned,
        "done_without_evidence": Q(delivery="done") & ~shown,
    }
    return (
        Action.objects.visible_to(user)
        .filter(plan__in=plans, ended_on=None)
        .order_by()
        .values("plan")
        .annotate(**{name: Count("pk", filter=which) for name, which in counts.items()})
    )


def _counted_findings(plans: Sequence[Plan]) -> dict[int, dict[str, int]]:
    """Plan id -> how many findings stand in its scope, and how many of them are answered, evidenced, signed off.

    As `plans.stands` has it, for one plan: a finding that is met or superseded counts only while an action answers it.
    """
    links = ActionFinding.objects.filter(
        finding=OuterRef("inspection__findings"),
        action__plan=OuterRef("plan"),
        until=None,
        action__ended_on=None,
    )
    shown = Q(action__assurance__in=["evidenced", "verified", "signed-off", "embedded"])
    signed = Q(action__assurance__in=["signed-off", "embedded"])
    reason = FindingReason.objects.filter(
        finding=OuterRef("inspection__findings"), plan=OuterRef("plan"), until=None
    )
    is_open = FindingState.objects.filter(finding=OuterRef("inspection__findings"), state="open", until=None)
    rows = (
        PlanInspection.objects.filter(
            plan__in=plans,
            until=None,
            inspection__findings__isnull=False,
            inspection__findings__withdrawn_on=None,
        )
        .annotate(
            acted=Exists(links),
            unshown=Exists(links.exclude(shown)),
            unsigned=Exists(links.exclude(signed)),
            reasoned=Exists(reason),
            is_open=Exists(is_open),
        )
        .order_by()
        .values_list("plan", "acted", "unshown", "unsigned", "reasoned", "is_open")
    )
    # Added up here: in the database each of the five would be asked anew for every sum.
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for plan, acted, unshown, unsigned, reasoned, is_open_now in rows:
        if acted or is_open_now:
            found[plan].update(
                findings=1,
                answered=acted or reasoned,
                evidenced=acted and not unshown,
                signed_off=acted and not unsigned,
            )
    return {plan: dict(counts) for plan, counts in found.items()}


def _troubles(user: User, today: date) -> list[Trouble]:
    """Open actions off track and contradictions, in force and draft plans, worst first."""
    done = Q(delivery="done")
    suspect = (
        Q(confidence="off-track")
        | done & (Q(impact=None) | Q(impact__in=["worse", "no-evidence"]))
        | Q(confidence="on-track", due__isnull=False) & (Q(due__lt=today) | Q(forecast__isnull=False))
    )
    actions = (
        Action.objects.visible_to(user)
        .filter(suspect, ended_on=None, plan__state="active")
        .select_related("plan")
        .order_by("due", "plan__number", "number")
    )
    found = [Trouble(action, rules.contradictions(_stands(action), today)) for action in actions[:2000]]
    kept = [
        one
        for one in found
        if one.why or (one.action.confidence == "off-track" and one.action.delivery != "done")
    ]
    return sorted(kept, key=lambda one: (one.action.confidence != "off-track", one.action.due or date.max))


def _lately(user: User, today: date) -> tuple[Lately, ...]:
    """What changed in the last two weeks, latest first, in two statements."""
    since = today - LATELY
    # Row by row, latest first: only as many are looked at as it takes to find ten that the reader may see.
    seen = Exists(Action.objects.visible_to(user).filter(pk=OuterRef("action_id"), ended_on=None))
    corrected = Update.objects.filter(corrects__isnull=False).values(
        "corrects"
    )  # few: a join would read all updates
    updates = (
        Update.objects.filter(seen, on__gte=since).exclude(pk__in=corrected).select_related("action__plan")
    )
    changes = Change.objects.filter(seen, on__gte=since, field__in=TRACKED).select_related("action__plan")
    rows = [
        Lately(u.on, u.at, u.by_name, u.action, "Update", text=u.text or "No change since the last one")
        for u in updates.order_by("-on", "-pk")[:MOST_LINES]
    ]
    rows += [
        Lately(c.on, c.at, c.by_name, c.action, TRACKED[c.field], c.field, c.old, c.new)
        for c in changes.order_by("-on", "-pk")[:MOST_LINES]
    ]
    return tuple(sorted(rows, key=lambda row: (row.on, row.at), reverse=True)[:MOST_LINES])
