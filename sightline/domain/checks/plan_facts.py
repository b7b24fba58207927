"""A plan in the database as the facts that the checks look at. A fixed number of statements for any plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import CharField, Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from sightline.domain.plans import words
from sightline.domain.plans.models import (
    ActionBody,
    ActionEvidence,
    ActionFinding,
    ActionOwner,
    Change,
    Figure,
    Plan,
    Update,
)
from sightline.domain.plans.queries import PartRow, plan_parts
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


@dataclass(frozen=True, slots=True)
class Holder:
    """An owner or a body of an action. key: the post or body; name: what it is called; role: kind of owner, or layer."""

    what: str
    pk: int
    key: int | None
    name: str
    team: str
    printed: str
    role: str

    @property
    def called(self) -> str:
        """A post with its team: two Heads of Service are two people."""
        return f"{self.name} ({self.team})" if self.team else self.name or self.printed


def facts_of(plan: Plan) -> PlanFacts:
    """The plan as it stands now, in five statements whatever its size."""
    actions = list(_actions(plan))
    holders, figures = _holders(plan), _figures(plan)
    parts = plan_parts(plan)
    called = {part.pk: str(part) for part in parts.themes}, {part.pk: str(part) for part in parts.workstreams}
    counts = {
        kind: Counter(getattr(action, f"{kind}_id") for action in actions if action.ended_on is None)
        for kind in ("theme", "workstream")
    }
    return PlanFacts(
        title=plan.title,
        key=plan.pk,
        starts=plan.starts,
        ends=plan.ends,
        findings=_findings(plan),
        actions=tuple(
            _action(action, holders.get(action.pk, []), figures.get(action.pk, {}), *called)
            for action in actions
        ),
        themes=_parts(parts.themes, counts["theme"]),
        workstreams=_parts(parts.workstreams, counts["workstream"]),
        fundings=_parts(parts.fundings, {}),
    )


def _actions(plan: Plan) -> QuerySet[Any]:
    """The plan's actions, with what the checks ask of the rows that belong to each."""
    said = Update.objects.filter(action=OuterRef("pk"), corrected_by=None).order_by("-on", "-pk")
    changes = Change.objects.filter(action=OuterRef("pk"))
    done = changes.filter(field="delivery", new="done").order_by("-on", "-pk")
    past = ActionOwner.objects.filter(action=OuterRef("pk"), until__isnull=False)
    return plan.actions.annotate(
        n_findings=_count(
            ActionFinding.objects.filter(action=OuterRef("pk"), until=None, finding__withdrawn_on=None)
        ),
        n_evidence=_count(
            ActionEvidence.objects.filter(action=OuterRef("pk"), until=None, evidence__withdrawn_on=None)
        ),
        n_updates=_count(said),
        n_slips=_count(changes.filter(field="due", old__isnull=False, new__gt=F("old"))),
        n_past_owners=_count(past, Count("until", distinct=True)),
        done_on=Subquery(done.values("on")[:1]),
        said_on=Subquery(said.values("on")[:1]),
        said_last=Subquery(said.values("text")[:1]),
        said_before=Subquery(said.values("text")[1:2]),
    ).order_by("position", "number")


def _count(rows: QuerySet[Any], what: Any = None) -> Any:
    """How many rows belong to an action, as a subquery."""
    return Coalesce(Subquery(rows.order_by().values("action").annotate(n=what or Count("pk")).values("n")), 0)


def _holders(plan: Plan) -> dict[int, list[Holder]]:
    """Owners and bodies of the plan's actions, in one statement and in the order in which they were given."""
    live = {"action__plan": plan, "until": None}
    nothing = Value("", output_field=CharField())
    owners = ActionOwner.objects.filter(**live).order_by().annotate(
        what=Value("owner", output_field=CharField()),
        name=Coalesce("post__title", nothing), team=Coalesce("post__team", nothing),
    ).values_list("action_id", "what", "pk", "post_id", "name", "team", "printed", "kind")  # fmt: skip
    bodies = ActionBody.objects.filter(**live).order_by().annotate(
        what=Value("body", output_field=CharField()), name=F("body__name"), team=nothing, printed=nothing
    ).values_list("action_id", "what", "pk", "body_id", "name", "team", "printed", "layer")  # fmt: skip
    found: dict[int, list[Holder]] = defaultdict(list)
    rows: list[Any] = list(owners.union(bodies, all=True))
    for action, *values in sorted(rows, key=lambda row: (row[0], row[2])):
        found[action].append(Holder(*values))
    return found


def _figures(plan: Plan) -> dict[int, dict[str, Figure]]:
    """The first live baseline and target of each action; a plan may state several, and each has the same check to pass."""
    rows = Figure.objects.filter(action__plan=plan, until=None, role__in=["baseline", "target"])
    found: dict[int, dict[str, Figure]] = defaultdict(dict)
    for figure in rows.order_by("position", "pk"):
        found[figure.action_id].setdefault(figure.role, figure)
    return found


def _action(
    action: Any,
    holders: list[Holder],
    figures: dict[str, Figure],
    themes: Mapping[int, str],
    workstreams: Mapping[int, str],
) -> ActionFacts:
    texts = (action.said_last, action.said_before)
    return ActionFacts(
        key=action.pk,
        number=action.ref or None,
        serial=action.number,
        what=f"{action.title}",
        source_count=action.n_findings,
        other_source=action.source_text
        or words.SOURCES.get(action.source_kind)
        or action.source_printed
        or None,
        owners=_owners(holders),
        owner_changes=action.n_past_owners,
        due=action.due,
        due_raw=action.due_raw or None,
        first_due=action.first_due,
        due_changes=action.n_slips,
        start=action.start,
        forecast=action.forecast,
        delivery=cast(Delivery | None, _words(action.delivery)),
        delivery_raw=action.status_printed or None,
        done_at=action.done_on if action.delivery == "done" else None,
        impact=IMPACT.get(action.impact or "", cast(Impact | None, action.impact)),
        assurance=ASSURANCE.get(action.assurance or "", cast(Assurance | None, action.assurance)),
        confidence=cast(Confidence | None, _words(action.confidence)),
        priority=words.PRIORITY.get(action.priority or 0) or action.priority_raw or None,
        success_measure=action.success_measure or None,
        baseline=_quantity(figures.get("baseline")),
        target=_quantity(figures.get("target")),
        polarity=POLARITY.get(action.polarity or ""),
        bodies=_bodies(holders),
        last_update=action.said_on,
        updates=action.n_updates,
        latest_texts=tuple(text for text in texts if text),
        evidence_count=action.n_evidence,
        theme=themes.get(action.theme_id),
        workstream=workstreams.get(action.workstream_id),
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
            serial=(finding.inspection.number, finding.number),
        )
        for finding in findings_in_scope(plan)
    )


def _parts(parts: Iterable[PartRow], counts: Mapping[Any, int]) -> tuple[PartFacts, ...]:
    return tuple(
        PartFacts(key=part.pk, title=str(part), lead=part.lead, actions=counts.get(part.pk, 0))
        for part in parts
    )


def _owners(holders: Iterable[Holder]) -> tuple[OwnerFacts, ...]:
    return tuple(
        OwnerFacts(
            text=held.called,
            lead=held.role == "lead",
            initials_only=held.key is None and is_initials(held.printed),
        )
        for held in holders
        if held.what == "owner" and held.role != "sponsor"
    )


def _bodies(holders: Iterable[Holder]) -> tuple[BodyFacts, ...]:
    return tuple(
        BodyFacts(cast(Layer, held.role), body=str(held.key), name=held.name)
        for held in holders
        if held.what == "body"
    )


def _quantity(figure: Figure | None) -> QuantityFacts | None:
    if figure is None:
        return None
    return QuantityFacts(
        raw=figure.raw,
        value=figure.value,
        unit=figure.unit or None,
        comparator=figure.comparator or None,
        denominator=figure.denominator or (figure.what if figure.what.startswith("of ") else None),
        as_at=figure.as_at,
    )


def _words(status: str | None) -> str | None:
    return status.replace("-", " ") if status else None
