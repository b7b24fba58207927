"""The readers of inspections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sightline.ground.lib.errors import NotFound
from sightline.ground.lib.working_days import Holidays, england

from . import frameworks, rules
from .models import (
    DAYS,
    Finding,
    FindingCorrection,
    FindingState,
    Inspection,
    InspectionQuerySet,
    Judgement,
    Strategy,
    StrategyQuerySet,
)
from .rules import Clock, InspectionDates


@dataclass(frozen=True)
class InspectionPage:
    """One inspection with all that its page shows: judgements, findings with their states, its own corrections."""

    inspection: Inspection
    framework: frameworks.Framework | None
    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...]
    withdrawn: tuple[Finding, ...]
    clocks: tuple[Clock, ...]

    def count(self, state: str) -> int:
        """How many of its standing findings are open, met or superseded."""
        return sum(finding.state == state for finding in self.findings)


def inspections(user: Any, *, framework: str = "", authority: str = "", text: str = "") -> InspectionQuerySet:
    """The inspections that a user may see, latest first.

    Each has `findings_all`, `findings_open`, `findings_met`, `findings_superseded` (withdrawn ones are in none) and
    `judgement_overall`, the grade of its overall judgement or None.
    text  part of the title, or of a finding's words
    """
    rows = (
        Inspection.objects.visible_to(user)
        .select_related("file", "superseded_by")
        .annotate(**_counts())
        .order_by(*_latest_first())
    )
    if framework:
        rows = rows.filter(framework=framework)
    if authority:
        rows = rows.filter(authority__iexact=authority)
    if words := text.strip():
        holding = Finding.objects.filter(text__icontains=words, withdrawn_on=None).values("inspection")
        rows = rows.filter(Q(title__icontains=words) | Q(pk__in=holding))
    return rows


def inspection_for(user: Any, number: int, *, holidays: Holidays | None = None) -> InspectionPage:
    """One inspection by its number; NotFound where there is none or the user may not see it."""
    found = (
        Inspection.objects.visible_to(user)
        .select_related("file", "superseded_by", "added_by")
        .prefetch_related("judgements", "corrections", _findings())
        .filter(number=number)
        .first()
    )
    if found is None:
        raise NotFound("There is no such inspection.")
    every = tuple(found.findings.all())
    return InspectionPage(
        inspection=found,
        framework=frameworks.framework_for(found.framework, found.day),
        judgements=tuple(found.judgements.all()),
        findings=tuple(finding for finding in every if finding.withdrawn_on is None),
        withdrawn=tuple(finding for finding in every if finding.withdrawn_on is not None),
        clocks=clocks_of(found, every, holidays or england()),
    )


def finding_for(user: Any, inspection_number: int, finding_number: int) -> Finding:
    """One finding by its inspection's number and its own, with inspection, states and corrections loaded."""
    found = (
        Finding.objects.visible_to(user)
        .select_related("inspection", "inspection__file")
        .prefetch_related(_states(), "corrections")
        .filter(inspection__number=inspection_number, number=finding_number)
        .first()
    )
    if found is None:
        raise NotFound("There is no such finding.")
    return found


def findings_for_choice(user: Any, *, inspections: Any = None, text: str = "") -> QuerySet[Finding]:
    """The standing, open findings that may be linked to, latest inspection first and in the report's order.

    inspections  only those of these inspections (models or ids)
    text         part of the words, the heading or the printed number
    """
    rows = (
        Finding.objects.visible_to(user)
        .standing()
        .in_state("open")
        .select_related("inspection")
        .prefetch_related(_states())
        .order_by(*_latest_first("inspection__"), "position", "number")
    )
    if inspections is not None:
        rows = rows.filter(inspection__in=inspections)
    if words := text.strip():
        rows = rows.filter(Q(text__icontains=words) | Q(heading__icontains=words) | Q(ref__iexact=words))
    return rows


def findings_in_scope(user: Any, inspections: Any) -> QuerySet[Finding]:
    """The standing findings of these inspections, whatever their state, with states loaded."""
    return (
        Finding.objects.visible_to(user)
        .standing()
        .filter(inspection__in=inspections)
        .select_related("inspection")
        .prefetch_related(_states())
        .order_by(*_latest_first("inspection__"), "position", "number")
    )


def running_clocks(
    user: Any, *, today: date, holidays: Holidays | None = None
) -> list[tuple[Inspection, Clock]]:
    """Every clock with a date that is still to come, the nearest first; for a director's page.

    Two statements: of findings only what a clock asks is loaded, so show no finding of these inspections.
    """
    running = [
        (inspection, clock)
        for inspection, clocks in started_clocks(user, holidays=holidays)
        for clock in clocks
        if clock.due_used is not None and clock.due_used >= today
    ]
    return sorted(running, key=lambda pair: (pair[1].due_used or date.max, pair[0].number))


def started_clocks(
    user: Any, *, holidays: Holidays | None = None
) -> list[tuple[Inspection, tuple[Clock, ...]]]:
    """Every inspection with all the clocks that it started; in two statements, findings as in `running_clocks`."""
    known = holidays or england()
    asked = Finding.objects.only("inspection_id", "category", "withdrawn_on").order_by()
    rows = Inspection.objects.visible_to(user).prefetch_related(Prefetch("findings", asked))
    return [(inspection, clocks_of(inspection, inspection.findings.all(), known)) for inspection in rows]


def clocks_of(inspection: Inspection, findings: Any, holidays: Holidays) -> tuple[Clock, ...]:
    """The clocks of one inspection, whose findings are given."""
    dates = InspectionDates(
        report_received=inspection.report_received,
        letter_date=inspection.letter_date,
        published=inspection.published,
        response_due_stated=inspection.response_due_stated,
        principal_authority=inspection.principal_authority,
        requires=inspection.requires,
        categories=tuple(finding.category for finding in findings if finding.withdrawn_on is None),
    )
    return rules.clocks(frameworks.framework_for(inspection.framework, inspection.day), dates, holidays)


def strategies(user: Any, *, on: date | None = None, kind: str = "") -> StrategyQuerySet:
    """The strategies and council priorities that a user may see; `on`: only those that hold on that day."""
    rows = Strategy.objects.visible_to(user).select_related("owner")
    if on is not None:
        rows = rows.on(on)
    return rows.filter(kind=kind) if kind else rows


def strategy_for(user: Any, pk: int) -> Strategy:
    """One strategy or council priority."""
    found = strategies(user).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such strategy.")
    return found


def _latest_first(through: str = "") -> tuple[Any, str]:
    """By the day that people speak of, as `Inspection.day` has it; those without any date at the end."""
    day = Coalesce(*(f"{through}{name}" for name in DAYS))
    return day.desc(nulls_last=True), f"-{through}number"


def _counts() -> Mapping[str, Any]:
    standing = Q(findings__withdrawn_on=None)
    overall = (
        Judgement.objects.filter(inspection=OuterRef("pk"))
        .filter(Q(area__istartswith="overall") | Q(area__icontains="overall effectiveness"))
        .order_by("position")
    )
    counts: dict[str, Any] = {
        "findings_all": Count("findings", filter=standing, distinct=True),
        "judgement_overall": Subquery(overall.values("grade")[:1]),
    }
    for state in rules.FINDING_STATES:
        now = Q(findings__states__until=None, findings__states__state=state)
        counts[f"findings_{state}"] = Count("findings", filter=standing & now, distinct=True)
    return counts


def _findings() -> Prefetch[Any]:
    """Findings with their states; `corrected` says whether a slip was mended, and the finding's own page says which."""
    corrected = Exists(FindingCorrection.objects.filter(finding=OuterRef("pk")))
    return Prefetch("findings", Finding.objects.annotate(corrected=corrected).prefetch_related(_states()))


def _states() -> Prefetch[Any]:
    return Prefetch("states", queryset=FindingState.objects.select_related("by_inspection").order_by("id"))
