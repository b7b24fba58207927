"""Evidence as plans see it: who reads it because of an action, what it supports, and the register of all of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from sightline.domain.evidence import supporting
from sightline.domain.evidence.models import Evidence
from sightline.domain.evidence.queries import evidence_list
from sightline.domain.evidence.supporting import Supported, Way
from sightline.domain.inspections.models import Finding

from ..models import Action, ActionEvidence, ActionFinding

SORTS = {
    "title": ("title", "pk"),
    "kind": ("kind", "title", "pk"),
    "as-at": (F("as_at").asc(nulls_first=True), "pk"),
    "-as-at": (F("as_at").desc(nulls_last=True), "-pk"),
    "expires": (F("expires").asc(nulls_last=True), "pk"),
    "-expires": (F("expires").desc(nulls_last=True), "-pk"),
    "added": ("added_at", "pk"),
    "-added": ("-added_at", "-pk"),
    "-title": ("-title", "-pk"),
    "-kind": ("-kind", "title", "pk"),
}
STATES = {
    "expired": "Renewal overdue",
    "expiring": "To be renewed within 90 days",
    "unused": "Supports no action",
    "withdrawn": "Withdrawn",
}
SOON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class EvidenceFilters:
    """What a register of evidence is narrowed to; "" and None narrow nothing.

    state    a key of STATES; without one, what stands
    action   (number of the plan, number of the action)
    finding  (number of the inspection, number of the finding): what supports an action that answers it
    """

    text: str = ""
    kind: str = ""
    state: str = ""
    owner: int | None = None
    action: tuple[int, int] | None = None
    finding: tuple[int, int] | None = None


def evidence_register(
    user: Any, filters: EvidenceFilters, *, today: date, sort: str = "-added"
) -> QuerySet[Evidence]:
    """The evidence that this user may see, each with `used`: how many actions it supports."""
    rows = evidence_list(user, text=filters.text, kind=filters.kind, withdrawn=True)
    rows = _in_state(rows, filters.state, today)
    if filters.owner is not None:
        rows = rows.filter(owner=filters.owner)
    seen = Action.objects.visible_to(user)
    if filters.action:
        plan, number = filters.action
        rows = rows.filter(Exists(_links(action__in=seen.filter(plan__number=plan, number=number))))
    if filters.finding:
        inspection, number = filters.finding
        found = Finding.objects.visible_to(user).filter(inspection__number=inspection, number=number)
        answers = ActionFinding.objects.filter(action=OuterRef("action"), finding__in=found, until=None)
        rows = rows.filter(Exists(_links(Exists(answers))))
    used = Count("action_links", filter=Q(action_links__until=None))
    return rows.annotate(used=used).order_by(*SORTS.get(sort, SORTS["-added"]))


def _in_state(rows: Any, state: str, today: date) -> Any:
    if state == "withdrawn":
        return rows.exclude(withdrawn_on=None)
    rows = rows.filter(withdrawn_on=None)
    if state == "expired":
        return rows.filter(expires__lt=today)
    if state == "expiring":
        return rows.filter(expires__lte=today + SOON)
    return rows.filter(~Exists(_links())) if state == "unused" else rows


def _links(*conditions: Any, **which: Any) -> QuerySet[ActionEvidence]:
    """The links that stand from one row of evidence."""
    return ActionEvidence.objects.filter(*conditions, evidence=OuterRef("pk"), until=None, **which)


def tell_evidence() -> None:
    """Let evidence know of the actions that it supports. Called once, when the program starts."""
    supporting.register("actions", Way(_seen, _things, _shown))


def _seen(user: Any) -> Q:
    return Q(Exists(_links(action__in=Action.objects.visible_to(user, "evidence.see"))))


def _things(evidence: Any) -> Iterable[Action]:
    links = Q(evidence_links__evidence=evidence, evidence_links__until=None)
    return Action.objects.filter(links).prefetch_related("bodies", "owners").order_by("pk")


def _shown(user: Any, evidence: Any) -> list[Supported]:
    """The actions, then the findings that they answer; those that the user may not see are counted only."""
    findings = ActionFinding.objects.filter(
        until=None, finding__in=Finding.objects.visible_to(user), finding__withdrawn_on=None
    )
    visible = Exists(Action.objects.visible_to(user).filter(pk=OuterRef("action")))
    links = (
        ActionEvidence.objects.filter(evidence=evidence)
        .annotate(visible=visible)
        .select_related("action__plan")
        .prefetch_related(
            Prefetch(
                "action__finding_links", findings.select_related("finding__inspection"), to_attr="answers"
            )
        )
        .order_by("action__plan__number", "action__position", "action__number", "pk")
    )
    rows = list(links)
    actions = [_action(link) for link in rows if link.visible]
    hidden = sum(not link.visible and link.until is None for link in rows)
    if hidden:
        more = "action that you may not see" if hidden == 1 else "actions that you may not see"
        actions.append(Supported("Actions", f"{hidden} {more}"))
    return actions + _findings(rows)


def _action(link: Any) -> Supported:
    action = link.action
    return Supported(
        "Actions",
        action.label,
        within=action.plan.title,
        text=action.title,
        address=("action", action.plan.number, action.number),
        since=timezone.localtime(link.since).date(),
        until=timezone.localtime(link.until).date() if link.until else None,
    )


def _findings(rows: list[Any]) -> list[Supported]:
    answered = {
        one.finding_id: one.finding
        for link in rows
        if link.visible and link.until is None
        for one in link.action.answers
    }
    ordered = sorted(answered.values(), key=lambda one: (one.inspection.number, one.position, one.number))
    return [
        Supported(
            "Findings, through these actions",
            one.reference,
            within=one.inspection.title,
            text=one.text,
            address=("finding", one.inspection.number, one.number),
        )
        for one in ordered
    ]


def actions_to_support(user: Any, evidence: Any = None) -> list[Action]:
    """The live actions of plans in the making or in force over which this user may add evidence, without those that it supports."""
    rows = Action.objects.visible_to(user, "evidence.add").filter(
        ended_on=None, plan__state__in=("draft", "adopted", "active")
    )
    if evidence is not None:
        rows = rows.exclude(
            pk__in=ActionEvidence.objects.filter(evidence=evidence, until=None).values("action")
        )
    return list(rows.select_related("plan").order_by("-plan__number", "position", "number"))
