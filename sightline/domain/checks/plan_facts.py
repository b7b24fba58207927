"""A plan in the database as the facts that the checks look at. A fixed number of statements for any plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    DateField,
    DecimalField,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from sightline.domain.governance.models import Body, Seat
from sightline.domain.governance.words import CHAIRS
from sightline.domain.plans import words
from sightline.domain.plans.coverage_rules import effective_layers
from sightline.domain.plans.entitled import choose
from sightline.domain.plans.models import (
    ActionBody,
    ActionEvidence,
    ActionFinding,
    ActionOwner,
    Change,
    Figure,
    Plan,
    PlanBody,
    Update,
)
from sightline.domain.plans.queries import PartRow, plan_parts
from sightline.domain.plans.stands import findings_in_scope

from .facts import (
    LAYERS,
    ActionFacts,
    Assurance,
    BodyFacts,
    Confidence,
    Delivery,
    FindingFacts,
    Impact,
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


WHOLE = 0  # the id under which the bodies of the plan itself stand among those of its actions


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
    holders, figures, chairs = _belongings(plan)
    on_layers = _Bodies(holders.pop(WHOLE, []), chairs)
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
            _action(action, holders.get(action.pk, []), figures.get(action.pk, {}), on_layers, *called)
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
    return (
        plan.actions.select_related("signs_off")
        .annotate(
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
        )
        .order_by("position", "number")
    )


def _count(rows: QuerySet[Any], what: Any = None) -> Any:
    """How many rows belong to an action, as a subquery."""
    return Coalesce(Subquery(rows.order_by().values("action").annotate(n=what or Count("pk")).values("n")), 0)


def _belongings(
    plan: Plan,
) -> tuple[dict[int, list[Holder]], dict[int, dict[str, QuantityFacts]], dict[int, str]]:
    """Owners and bodies of the plan's actions, the first baseline and target of each, and who chairs which body, in one statement.

    A plan may state several baselines; each has the same check to pass.
    """
    holders: dict[int, list[Holder]] = defaultdict(list)
    figures: dict[int, dict[str, QuantityFacts]] = defaultdict(dict)
    seats: list[_Chair] = []
    rows: list[Any] = list(_union(plan))
    for what, action, place, key, name, team, printed, role, *quantity in sorted(rows, key=_place):
        if what == "figure":
            figures[action].setdefault(role, _quantity(name, team, printed, *quantity))
        elif what == "chair":
            seats.append(_Chair(key, name, post=team, person=printed, holder=role))
        else:
            holders[action].append(Holder(what, place, key, name, team, printed, role))
    return holders, figures, _chairs(seats)


def _place(row: Any) -> tuple[Any, ...]:
    return (*row[:3], row[3] or 0)


def _union(plan: Plan) -> QuerySet[Any, Any]:
    live = {"action__plan": plan, "until": None}
    nothing = Value("", output_field=CharField())
    none: dict[str, Any] = {
        "c_value": Value(None, output_field=DecimalField(max_digits=18, decimal_places=6)),
        "c_comparator": nothing,
        "c_denominator": nothing,
        "c_as_at": Value(None, output_field=DateField()),
    }
    columns = ("c_what", "action_id", "c_place", "c_key", "c_name", "c_team", "c_printed", "c_role", *none)
    figures = Figure.objects.filter(**live, role__in=["baseline", "target"]).order_by().annotate(
        c_what=Value("figure", output_field=CharField()), c_place=Cast("position", BigIntegerField()), c_key=F("pk"),
        c_name=F("raw"), c_team=F("unit"), c_printed=F("what"), c_role=F("role"), c_value=F("value"), c_comparator=F("comparator"),
        c_denominator=F("denominator"), c_as_at=F("as_at"),
    ).values_list(*columns)  # fmt: skip
    owners = ActionOwner.objects.filter(**live).order_by().annotate(
        c_what=Value("owner", output_field=CharField()), c_place=F("pk"), c_key=F("post_id"), c_printed=F("printed"),
        c_name=Coalesce("post__title", nothing), c_team=Coalesce("post__team", nothing), c_role=F("kind"), **none,
    ).values_list(*columns)  # fmt: skip
    bodies = ActionBody.objects.filter(**live).order_by().annotate(
        c_what=Value("body", output_field=CharField()), c_place=F("pk"), c_key=F("body_id"), c_printed=nothing,
        c_name=F("body__name"), c_team=nothing, c_role=F("layer"), **none,
    ).values_list(*columns)  # fmt: skip
    whole = PlanBody.objects.filter(plan=plan, until=None).order_by().annotate(
        c_what=Value("body", output_field=CharField()), action_id=Value(WHOLE, output_field=BigIntegerField()), c_place=F("pk"),
        c_key=F("body_id"), c_printed=nothing, c_name=F("body__name"), c_team=nothing, c_role=F("role"), **none,
    ).values_list(*columns)  # fmt: skip
    chairs = Seat.objects.filter(role__in=CHAIRS, until=None).exclude(post=None, person=None).order_by().annotate(
        c_what=Value("chair", output_field=CharField()), action_id=Value(WHOLE, output_field=BigIntegerField()), c_place=F("pk"),
        c_key=F("body_id"), c_name=Coalesce("post__title", "person__name", nothing), c_team=_key("post_id"),
        c_printed=_key("person_id"),
        c_role=Case(When(post__holdings__until=None, then=_key("post__holdings__person_id")), default=nothing), **none,
    ).values_list(*columns)  # fmt: skip
    return figures.union(owners, bodies, whole, chairs, all=True)


def _key(column: str) -> Any:
    """An id as text, "" where there is none."""
    return Coalesce(Cast(column, CharField()), Value("", output_field=CharField()))


def _action(
    action: Any,
    holders: list[Holder],
    figures: dict[str, QuantityFacts],
    on_layers: _Bodies,
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
        baseline=figures.get("baseline"),
        target=figures.get("target"),
        polarity=POLARITY.get(action.polarity or ""),
        bodies=on_layers.of(holders),
        signs_off=on_layers.signing(action, holders),
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


class _Bodies:
    """The bodies of the plan itself and who chairs which body, for the actions one after the other."""

    def __init__(self, whole: Iterable[Holder], chairs: Mapping[int, str]) -> None:
        self._whole = _by_role(whole)
        self._chairs = chairs

    def of(self, holders: Iterable[Holder]) -> tuple[BodyFacts, ...]:
        """Who stands on the layers of an action: its own bodies, else those of the plan."""
        on = effective_layers(_by_role(holders), self._whole, LAYERS)
        return tuple(
            BodyFacts(layer, body=str(key), name=name, chair=self._chairs.get(key))
            for layer in LAYERS
            for key, name in on[layer].bodies
        )

    def signing(self, action: Any, holders: Iterable[Holder]) -> tuple[str, ...]:
        """The names of the bodies that may sign the action off."""
        own, whole = (
            {role: [Body(pk=k, name=n) for k, n in found] for role, found in by.items()}
            for by in (_by_role(holders), self._whole)
        )
        entitled, delivering = choose(action.signs_off, own, whole)
        return tuple(body.name for body in entitled if body not in delivering)


def _by_role(holders: Iterable[Holder]) -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for held in holders:
        if held.what == "body" and held.key is not None:
            found.setdefault(held.role, []).append((held.key, held.name))
    return found


@dataclass(frozen=True, slots=True)
class _Chair:
    """A seat of a chair: the body, what it is called by, and as text the post, the person, and who holds the post."""

    body: int
    called: str
    post: str
    person: str
    holder: str


def _chairs(seats: Iterable[_Chair]) -> dict[int, str]:
    """For each body that has a chair now whoever it is, as text: the same for one post or person, whatever seat they hold."""
    known: dict[tuple[str, str], str] = {}
    found: dict[int, str] = {}
    for seat in seats:
        keys = [
            key for key in (("post", seat.post), ("person", seat.person), ("person", seat.holder)) if key[1]
        ]
        words = next((known[key] for key in keys if key in known), found.get(seat.body) or seat.called)
        known |= dict.fromkeys(keys, words)
        found.setdefault(seat.body, words)
    return found


def _quantity(
    raw: str,
    unit: str,
    what: str,
    value: Decimal | None,
    comparator: str,
    denominator: str,
    as_at: date | None,
) -> QuantityFacts:
    return QuantityFacts(
        raw=raw,
        value=value,
        unit=unit or None,
        comparator=comparator or None,
        denominator=denominator or (what if what.startswith("of ") else None),
        as_at=as_at,
    )


def _words(status: str | None) -> str | None:
    return status.replace("-", " ") if status else None
