"""The ledger's facts, read once for commands and queries alike: what the plan before holds, and what became of each."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from sightline.domain.inspections.models import Finding

from .carrying_rules import OldAction, OldFinding, Sum, add_up, add_up_findings
from .models import Action, ActionFinding, Disposition, FindingReason, Plan
from .stands import called, findings_in_scope

SETTLED = ("signed-off", "embedded")


def old_actions(plan: Plan) -> QuerySet[Action]:
    """All actions of the plan before, with `stands_as`: the kind of the disposition that stands in `plan`, or None."""
    standing = Disposition.objects.filter(plan=plan, action=OuterRef("pk"), until=None)
    before = Action.objects.filter(plan=plan.follows_id) if plan.follows_id else Action.objects.none()
    return before.annotate(stands_as=Subquery(standing.values("kind")[:1]))


def still_open() -> Q:
    """Actions that no decision has settled: neither ended nor signed off. Done alone does not settle."""
    return Q(ended_on=None) & (Q(assurance=None) | ~Q(assurance__in=SETTLED))


def settled(action: Action) -> str:
    """What a decision made of an action: "ended", "signed-off", or "" where it is open."""
    if action.ended_on is not None:
        return "ended"
    return "signed-off" if action.assurance in SETTLED else ""


def old_action(action: Action) -> OldAction:
    """The facts of one row of `old_actions`."""
    return OldAction(action.label, disposition=action.stands_as or "", settled=settled(action))  # type: ignore[attr-defined]


def old_findings(plan: Plan) -> QuerySet[Finding]:
    """The findings that the plan before answers or has to answer, with `carried` and `reasoned` as the new plan has them."""
    if plan.follows is None:
        return Finding.objects.none()
    answered = ActionFinding.objects.filter(
        finding=OuterRef("pk"), action__plan=plan, action__ended_on=None, until=None
    )
    reason = FindingReason.objects.filter(plan=plan, finding=OuterRef("pk"), until=None)
    return findings_in_scope(plan.follows).annotate(
        carried=Exists(answered), reasoned=Subquery(reason.values("reason")[:1])
    )


def old_finding(finding: Finding) -> OldFinding:
    """The facts of one row of `old_findings`."""
    row: bool = finding.carried  # type: ignore[attr-defined]
    return OldFinding(
        called(finding),
        answered=row,
        reason=bool(finding.reasoned),  # type: ignore[attr-defined]
        closed=not finding.is_open,  # type: ignore[attr-defined]
    )


def sum_of_actions(plan: Plan) -> Sum:
    """The sum over all actions of the plan before; empty where the plan follows none."""
    rows = old_actions(plan).only("plan_id", "ref", "number", "ended_on", "assurance")
    return add_up([old_action(one) for one in rows])


def sums(plan: Plan) -> tuple[Sum, Sum]:
    """The two sums of the ledger: of actions, and of findings."""
    return sum_of_actions(plan), add_up_findings([old_finding(one) for one in old_findings(plan)])


def outstanding(plan: Plan) -> tuple[str, ...]:
    """The labels of what is still open in the plan before and has no disposition: what stands in the way of adoption."""
    actions, findings = sums(plan)
    before = plan.follows.title if plan.follows else ""
    return tuple(f"{label} of {before}" for label in (*actions.outstanding, *findings.outstanding))
