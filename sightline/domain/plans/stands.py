"""How each finding in a plan's scope stands: facts for rules.count_thread, read once for commands and queries alike."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from sightline.domain.inspections.models import Finding, FindingState

from .models import ActionFinding, FindingReason, Plan, PlanInspection
from .rules import FindingStand


def findings_in_scope(plan: Plan) -> QuerySet[Finding]:
    """Findings that the plan has to answer or does answer, in printed order, with counts of the live actions that answer each.

    A finding that is met or superseded needs no answer: it is in scope only while an action here answers it.
    Adds `answering`, `evidenced`, `signed` (numbers of actions of this plan) and `reason_given` (text or None).
    """
    live = Q(action_links__until=None, action_links__action__plan=plan, action_links__action__ended_on=None)
    evidenced = live & Q(
        action_links__action__assurance__in=["evidenced", "verified", "signed-off", "embedded"]
    )
    signed = live & Q(action_links__action__assurance__in=["signed-off", "embedded"])
    reason = FindingReason.objects.filter(plan=plan, finding=OuterRef("pk"), until=None)
    return (
        Finding.objects.filter(
            Exists(PlanInspection.objects.filter(plan=plan, until=None, inspection=OuterRef("inspection"))),
            withdrawn_on=None,
        )
        .annotate(
            answering=Count("action_links", filter=live),
            evidenced=Count("action_links", filter=evidenced),
            signed=Count("action_links", filter=signed),
            reason_given=Subquery(reason.values("reason")[:1]),
            is_open=Exists(FindingState.objects.filter(finding=OuterRef("pk"), state="open", until=None)),
        )
        .filter(Q(is_open=True) | Q(answering__gt=0))
        .select_related("inspection")
        .order_by("inspection__start", "inspection_id", "position")
    )


def findings_as_at(plan: Plan, day: date) -> QuerySet[Finding]:
    """Findings that were in the plan's scope at the end of a day, in printed order, with `reason_given` of then."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    reason = FindingReason.objects.filter(
        Q(until=None) | Q(until__gte=end), plan=plan, finding=OuterRef("pk"), since__lt=end
    )
    scope = PlanInspection.objects.filter(
        Q(until=None) | Q(until__gt=day), plan=plan, since__lte=day, inspection=OuterRef("inspection")
    )
    was_open = FindingState.objects.filter(
        Q(until=None) | Q(until__gt=day), finding=OuterRef("pk"), state="open", since__lte=day
    )
    answered = ActionFinding.objects.filter(
        Q(until=None) | Q(until__gte=end), finding=OuterRef("pk"), action__plan=plan, since__lt=end
    )
    return (
        Finding.objects.filter(
            Q(withdrawn_on=None) | Q(withdrawn_on__gt=day), Exists(scope), Exists(was_open) | Exists(answered)
        )
        .annotate(reason_given=Subquery(reason.values("reason")[:1]))
        .select_related("inspection")
        .order_by("inspection__start", "inspection_id", "position")
    )


def stand_of(finding: Finding) -> FindingStand:
    """The facts of one finding of findings_in_scope."""
    counts: tuple[int, int, int] = (finding.answering, finding.evidenced, finding.signed)  # type: ignore[attr-defined]
    return FindingStand(called(finding), *counts, reason=finding.reason_given or "")  # type: ignore[attr-defined]


def finding_stands(plan: Plan) -> list[FindingStand]:
    return [stand_of(finding) for finding in findings_in_scope(plan)]


def called(finding: Finding, length: int = 60) -> str:
    """A finding in a list of names: its reference and how it begins."""
    words = finding.text if len(finding.text) <= length else finding.text[:length].rsplit(" ", 1)[0] + "…"
    return f"{finding.reference} ({words})"
