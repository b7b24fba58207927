"""The plans of a first page, in numbers: how findings are answered, what wants looking after, what waits for whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from sightline.domain.inspections.models import FindingState
from sightline.domain.plans.models import (
    Action,
    ActionAcceptance,
    ActionBody,
    ActionEvidence,
    ActionFinding,
    ActionOwner,
    FindingReason,
    Plan,
    PlanBody,
    PlanInspection,
    SignOffRequest,
)
from sightline.domain.plans.rules import STALE_AFTER_DAYS
from sightline.domain.plans.talking_rules import ACCEPTED
from sightline.domain.plans.words import LAYERS
from sightline.ground.accounts.models import User

COUNTED = ("findings", "answered", "evidenced", "signed_off")

SHOWN = ("draft", "adopted", "active")  # states of the plans on a first page


@dataclass(frozen=True, slots=True)
class PlanStands:
    """A plan that is drafted or in force: how its findings are answered and what wants looking after, in numbers.

    done, verified_or_more, decided  the homework: declared done, looked at by others, signed off by a body
    not_put    verified, and not put before a body
    uncovered  actions that lack a body on one of the four layers
    not_accepted  of a draft: how often a body has not accepted an action that it is to deliver
    """

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
    verified: int
    verified_or_more: int
    decided: int
    not_put: int
    uncovered: int
    not_accepted: int
    may_update: bool

    @property
    def unanswered(self) -> int:
        return self.findings - self.answered


def plans_of(user: User, today: date) -> tuple[PlanStands, ...]:
    """The plans drafted or in force, those in force first: three statements for any number of them."""
    plans = list(
        Plan.objects.visible_to(user).filter(state__in=SHOWN).annotate(waits_for_bodies=_not_accepted())
    )
    actions = {row["plan"]: row for row in _counted_actions(user, plans, today)}
    findings = _counted_findings(plans)
    rows = [_plan_stands(plan, findings.get(plan.pk, {}), actions.get(plan.pk, {}), user) for plan in plans]
    return tuple(sorted(rows, key=lambda row: (row.plan.state != "active", -row.plan.number)))


def _plan_stands(plan: Plan, findings: dict[str, int], actions: dict[str, int], user: User) -> PlanStands:
    return PlanStands(
        plan=plan,
        **{name: findings.get(name, 0) for name in COUNTED},
        **{name: actions.get(name, 0) for name in OF_ACTIONS},
        not_accepted=plan.waits_for_bodies if plan.state == "draft" else 0,  # type: ignore[attr-defined]
        may_update=user.may("plans.edit_plan", plan),
    )


def _counted_actions(user: User, plans: Sequence[Plan], today: date) -> Any:
    before = today - timedelta(days=STALE_AFTER_DAYS)
    still_open = Q(delivery=None) | ~Q(delivery="done")
    old = Q(last_updated__lt=before) | Q(last_updated=None, added_on__lt=before)
    waiting = Q(pk__in=SignOffRequest.objects.filter(state="waiting").values("action_id"))
    looked_at = Q(assurance__in=["verified", "signed-off", "embedded"])
    linked, owned, shown = (
        Q(pk__in=model.objects.filter(until=None, action__plan__state__in=SHOWN).values("action_id"))
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
        "verified": Q(assurance="verified"),
        "verified_or_more": looked_at,
        "decided": Q(assurance__in=["signed-off", "embedded"]),
        "not_put": Q(assurance="verified") & ~waiting,
        "uncovered": ~_covered(plans),
    }
    return (
        Action.objects.visible_to(user)
        .filter(plan__in=plans, ended_on=None)
        .order_by()
        .values("plan")
        .annotate(**{name: Count("pk", filter=which) for name, which in counts.items()})
    )


def _not_accepted() -> Any:
    said = ActionAcceptance.objects.filter(action=OuterRef("action"), body=OuterRef("body")).order_by(
        "-at", "-pk"
    )
    links = (
        ActionBody.objects.filter(
            action__plan=OuterRef("pk"), layer="deliver", until=None, action__ended_on=None
        )
        .annotate(says=Subquery(said.values("says")[:1]))
        .filter(~Q(says__in=sorted(ACCEPTED)) | Q(says=None))
    )
    counted = links.order_by().values("action__plan").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _covered(plans: Sequence[Plan]) -> Q:
    """Whether each of the four layers has a body, the action's own or the plan's."""
    covered = Q()
    for layer in LAYERS:
        own = ActionBody.objects.filter(layer=layer, until=None, action__plan__state__in=SHOWN).values(
            "action_id"
        )
        whole = PlanBody.objects.filter(role=layer, until=None, plan__state__in=SHOWN).values("plan_id")
        covered &= Q(pk__in=own) | Q(plan_id__in=whole)
    return covered


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


OF_ACTIONS = tuple(
    field.name
    for field in fields(PlanStands)
    if field.name not in {"plan", "may_update", "not_accepted", *COUNTED}
)
