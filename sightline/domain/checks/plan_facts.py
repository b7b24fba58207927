"""A plan in the database as the facts that the checks look at. A fixed number of statements for any plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, cast

from django.db.models import Count, Q

from sightline.domain.plans import words
from sightline.domain.plans.models import (
    Action,
    ActionBody,
    ActionEvidence,
    ActionFinding,
    ActionOwner,
    Change,
    Figure,
    Plan,
    Update,
)
from sightline.domain.plans.stands import findings_in_scope

from .facts import (
    ActionFacts,
    Assurance,
    BodyFacts,
    Confidence,
    Delivery,
    FindingFacts,
    Impact,
    Layer,
    OwnerFacts,
    PartFacts,
    PlanFacts,
    Polarity,
    QuantityFacts,
)
from .rules.words import is_initials

IMPACT: dict[str, Impact] = {"no-evidence": "no evidence yet", "no-signal": "no signal of change"}
ASSURANCE: dict[str, Assurance] = {"signed-off": "signed off"}
POLARITY: dict[str, Polarity] = {
    "up": "higher is better",
    "down": "lower is better",
    "none": "no good direction",
}


def facts_of(plan: Plan) -> PlanFacts:
    """The plan as it stands now."""
    actions = list(plan.actions.select_related("theme", "workstream").order_by("position", "number"))
    links = _Links(plan)
    return PlanFacts(
        title=plan.title,
        key=plan.pk,
        starts=plan.starts,
        ends=plan.ends,
        findings=_findings(plan),
        actions=tuple(_action(action, links) for action in actions),
        themes=_parts(plan.themes),
        workstreams=_parts(plan.workstreams),
        fundings=_parts(plan.fundings),
    )


class _Links:
    """What belongs to the plan's actions, by action: one statement for each kind of row."""

    def __init__(self, plan: Plan) -> None:
        live = {"action__plan": plan, "until": None}
        self.findings = _counts(ActionFinding.objects.filter(**live, finding__withdrawn_on=None))
        self.evidence = _counts(ActionEvidence.objects.filter(**live))
        self.bodies = _grouped(ActionBody.objects.filter(**live).select_related("body").order_by("pk"))
        self.owners = _grouped(ActionOwner.objects.filter(**live).select_related("post").order_by("pk"))
        self.figures = _grouped(
            Figure.objects.filter(**live, role__in=["baseline", "target"]).order_by("position", "pk")
        )
        self.changes = _grouped(
            Change.objects.filter(action__plan=plan, field__in=["due", "delivery"]).order_by("on", "pk")
        )
        self.past_owners: Counter[int] = Counter(
            action
            for action, _ in ActionOwner.objects.filter(action__plan=plan, until__isnull=False)
            .values_list("action_id", "until")
            .distinct()
        )
        self.updates: dict[int, list[tuple[str, bool]]] = defaultdict(list)
        self.dates: dict[int, Any] = {}
        rows = Update.objects.filter(action__plan=plan).order_by("-on", "-pk")
        for action, on, text, no_change in rows.values_list("action_id", "on", "text", "no_change"):
            self.dates.setdefault(action, on)
            self.updates[action].append((text, no_change))


def _action(action: Action, links: _Links) -> ActionFacts:
    updates = links.updates.get(action.pk, [])
    changes = links.changes.get(action.pk, [])
    return ActionFacts(
        key=action.pk,
        number=action.ref or None,
        serial=action.number,
        what=f"{action.title}",
        source_count=links.findings.get(action.pk, 0),
        other_source=action.source_text or action.get_source_kind_display() or action.source_printed or None,
        owners=_owners(links.owners.get(action.pk, [])),
        owner_changes=links.past_owners.get(action.pk, 0),
        due=action.due,
        due_raw=action.due_raw or None,
        first_due=action.first_due,
        due_changes=_slips(changes),
        start=action.start,
        forecast=action.forecast,
        delivery=cast(Delivery | None, _words(action.delivery)),
        delivery_raw=action.status_printed or None,
        done_at=_done_at(action, changes),
        impact=IMPACT.get(action.impact or "", cast(Impact | None, action.impact)),
        assurance=ASSURANCE.get(action.assurance or "", cast(Assurance | None, action.assurance)),
        confidence=cast(Confidence | None, _words(action.confidence)),
        priority=words.PRIORITY.get(action.priority or 0) or action.priority_raw or None,
        success_measure=action.success_measure or None,
        baseline=_figure(links, action, "baseline"),
        target=_figure(links, action, "target"),
        polarity=POLARITY.get(action.polarity or ""),
        bodies=_bodies(links.bodies.get(action.pk, [])),
        last_update=links.dates.get(action.pk),
        updates=len(updates),
        latest_texts=tuple(text for text, no_change in updates[:2] if not no_change),
        evidence_count=links.evidence.get(action.pk, 0),
        theme=str(action.theme) if action.theme else None,
        workstream=str(action.workstream) if action.workstream else None,
        ended=action.ended_on is not None,
    )


def _findings(plan: Plan) -> tuple[FindingFacts, ...]:
    return tuple(
        FindingFacts(
            key=finding.pk,
            ref=finding.ref or None,
            text=finding.text,
            category=finding.category or None,
            inspection=str(finding.inspection),
            page=finding.page,
            answered_by=finding.answering,  # type: ignore[attr-defined]
            reason=finding.reason_given,  # type: ignore[attr-defined]
        )
        for finding in findings_in_scope(plan)
    )


def _parts(parts: Any) -> tuple[PartFacts, ...]:
    rows = parts.select_related("lead")
    if parts.model.__name__ != "Funding":
        rows = rows.annotate(count=Count("actions", filter=Q(actions__ended_on=None)))
    return tuple(
        PartFacts(
            key=part.pk,
            title=str(part),
            lead=str(part.lead) if part.lead else part.lead_raw or None,
            actions=getattr(part, "count", 0),
        )
        for part in rows
    )


def _owners(links: Iterable[ActionOwner]) -> tuple[OwnerFacts, ...]:
    return tuple(
        OwnerFacts(
            text=link.label,
            lead=link.kind == "lead",
            initials_only=link.post is None and is_initials(link.printed),
        )
        for link in links
        if link.kind != "sponsor"
    )


def _bodies(links: Iterable[ActionBody]) -> tuple[BodyFacts, ...]:
    return tuple(
        BodyFacts(cast(Layer, link.layer), body=str(link.body_id), name=link.body.name) for link in links
    )


def _figure(links: _Links, action: Action, role: str) -> QuantityFacts | None:
    """The first figure of that role; a plan may state several, and each has the same check to pass."""
    for figure in links.figures.get(action.pk, []):
        if figure.role == role:
            return QuantityFacts(
                raw=figure.raw,
                value=figure.value,
                unit=figure.unit or None,
                comparator=figure.comparator or None,
                denominator=figure.denominator or (figure.what if figure.what.startswith("of ") else None),
                as_at=figure.as_at,
            )
    return None


def _slips(changes: Iterable[Change]) -> int:
    return sum(bool(c.field == "due" and c.old and c.new and c.new > c.old) for c in changes)


def _done_at(action: Action, changes: list[Change]) -> Any:
    """The day from which the action has been done, where it is and the day is recorded."""
    if action.delivery != "done":
        return None
    days = [change.on for change in changes if change.field == "delivery" and change.new == "done"]
    return days[-1] if days else None


def _words(status: str | None) -> str | None:
    return status.replace("-", " ") if status else None


def _counts(rows: Any) -> dict[int, int]:
    return dict(rows.values_list("action_id").annotate(Count("pk")).order_by())


def _grouped(rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.action_id].append(row)
    return found
