"""Inspections with what became of their findings in the plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Prefetch,
    QuerySet,
    TextField,
    Value,
)

from sightline.domain.inspections.frameworks import Framework, framework_for
from sightline.domain.inspections.models import Finding, Inspection
from sightline.domain.inspections.queries import InspectionPage, clocks_of, inspection_for, inspections
from sightline.domain.inspections.rules import Clock
from sightline.domain.plans.clocks_answered import Sent, answered
from sightline.domain.plans.models import Action, ActionFinding, FindingReason
from sightline.domain.plans.queries.making import sent_after, submissions_after
from sightline.ground.accounts.models import User
from sightline.ground.lib.working_days import england

from .finding import answered_by

SORTS = {
    "-date": (),
    "date": (),
    "authority": ("authority", "-start"),
    "-authority": ("-authority", "-start"),
    "framework": ("framework", "-start"),
    "-framework": ("-framework", "-start"),
}


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """An inspection in the list. answered: standing findings with an action or a reason; clock: the next to run out."""

    inspection: Any
    framework: Framework | None
    answered: int
    clock: Clock | None


@dataclass(frozen=True, slots=True)
class InspectionAnswers:
    """An inspection's page, with the actions that answer each finding (by the finding's id) and the words why there is none."""

    page: InspectionPage
    actions: dict[int, list[Action]]
    reasons: dict[int, str]

    @property
    def answered(self) -> int:
        return sum(one.pk in self.actions or one.pk in self.reasons for one in self.page.findings)


def inspections_chosen(
    user: User, *, framework: str = "", authority: str = "", text: str = "", sort: str = "-date"
) -> QuerySet[Inspection]:
    """The inspections of the list, in order; `inspection_rows` makes rows of a page of them."""
    rows: QuerySet[Inspection] = inspections(user, framework=framework, authority=authority, text=text)
    rows = rows.prefetch_related(
        Prefetch("findings", Finding.objects.only("inspection_id", "category", "withdrawn_on").order_by())
    )
    if sort == "date":
        return rows.reverse()
    return rows.order_by(*SORTS[sort]) if SORTS.get(sort) else rows


def inspection_rows(user: User, chosen: Iterable[Any], today: date) -> list[InspectionRow]:
    """Each inspection with how many of its findings are answered and its nearest clock; one statement."""
    shown = list(chosen)
    answered = {
        row["inspection"]: row["n"]
        for row in Finding.objects.filter(inspection__in=[one.pk for one in shown], withdrawn_on=None)
        .filter(Exists(_live_links(user)) | Exists(_live_reasons()))
        .order_by()
        .values("inspection")
        .annotate(n=Count("pk"))
    }
    return [
        InspectionRow(
            one, framework_for(one.framework, one.day), answered.get(one.pk, 0), _next_clock(one, today)
        )
        for one in shown
    ]


def authorities(user: User) -> list[str]:
    """The authorities whose inspections the user may see, by name."""
    return list(
        Inspection.objects.visible_to(user)
        .order_by("authority")
        .values_list("authority", flat=True)
        .distinct()
    )


def inspection_answers(user: User, number: int) -> InspectionAnswers:
    """One inspection with what answers its findings; NotFound where the user may not see it."""
    page = inspection_for(user, number)
    reasons, sent = _reasons_and_sent(user, page)
    page = replace(page, clocks=answered(page.clocks, sent, england()))
    return InspectionAnswers(page, answered_by(user, page.findings), reasons)


def _reasons_and_sent(user: User, page: InspectionPage) -> tuple[dict[int, str], list[Sent]]:
    """Why findings have no action, and what was sent after the inspection, in one statement."""
    no_words, no_day = Value("", output_field=TextField()), Value(None, output_field=DateField())
    columns = ("of_finding", "words", "sent_on", "sent_due")
    reasons = FindingReason.objects.filter(finding__in=[one.pk for one in page.findings], until=None).order_by().annotate(
        of_finding=F("finding_id"), words=F("reason"), sent_on=no_day, sent_due=no_day
    )  # fmt: skip
    sent = submissions_after(user, [page.inspection]).order_by().annotate(
        of_finding=Value(None, output_field=BigIntegerField()), words=no_words, sent_on=F("on"), sent_due=F("due")
    )  # fmt: skip
    rows = list(reasons.values_list(*columns).union(sent.values_list(*columns), all=True))
    return (
        {finding: words for finding, words, _, _ in rows if finding is not None},
        [Sent(on, due) for finding, _, on, due in rows if finding is None],
    )


def clocks_sent(user: User, started: Sequence[tuple[Any, Iterable[Clock]]]) -> list[tuple[Clock, ...]]:
    """The clocks of each inspection, with the plan that was sent for each; one statement.

    started  inspections with all their clocks
    """
    sent = sent_after(user, [inspection for inspection, _ in started])
    known = england()
    return [answered(clocks, sent[inspection.pk], known) for inspection, clocks in started]


def _live_links(user: User) -> Any:
    visible = Action.objects.visible_to(user).filter(ended_on=None)
    return ActionFinding.objects.filter(finding=OuterRef("pk"), until=None, action__in=visible)


def _live_reasons() -> Any:
    return FindingReason.objects.filter(finding=OuterRef("pk"), until=None)


def _next_clock(inspection: Inspection, today: date) -> Clock | None:
    """The nearest date that is still to come."""
    ahead = [
        clock
        for clock in clocks_of(inspection, inspection.findings.all(), england())
        if clock.due_used and clock.due_used >= today
    ]
    return min(ahead, key=lambda clock: clock.due_used or date.max, default=None)
