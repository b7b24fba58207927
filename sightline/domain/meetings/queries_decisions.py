"""The readers of decisions: the register, one decision with its authority and where its words stand, delegations in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from sightline.domain.governance.models import Body, Decision, Delegation, Seat
from sightline.domain.governance.words import CHAIRS
from sightline.domain.inspections.models import Finding
from sightline.domain.plans.models import Action, Plan
from sightline.ground.lib.errors import NotFound

from .models import Meeting, MeetingOutcome, Outcome, Promise
from .promises.rules import short
from .standing import AWAITING

SORTS: dict[str, tuple[Any, ...]] = {
    "-date": ("-on", "-number"),
    "date": ("on", "number"),
    "number": ("number",),
    "-number": ("-number",),
    "body": ("body__name", "-on", "-number"),
    "-body": ("-body__name", "-on", "-number"),
    "kind": ("kind", "-on", "-number"),
    "-kind": ("-kind", "-on", "-number"),
}
UNTOLD = "untold"  # a filter beside the states: of which the body still has to be told
Address = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class DecisionFilters:
    """What the register is narrowed to. state: a key of DECISION_STATES, or UNTOLD."""

    text: str = ""
    body: str = ""
    kind: str = ""
    authority: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """One decision: what it is about and where its words stand, as addresses; what it ratified and what it delegated."""

    decision: Decision
    about: Address | None
    place: Address | None
    outcome: MeetingOutcome | None
    ratified: tuple[Decision, ...]
    overdue: date | None


def decisions(
    user: Any, filters: DecisionFilters | None = None, *, sort: str = "-date"
) -> QuerySet[Decision]:
    """The decisions that a user may see, latest first, with body, delegation and what was said of each.

    `overdue` of a row: the quorate meeting of the body at which it should have been reported and was not; None.
    """
    asked = filters or DecisionFilters()
    rows = (
        Decision.objects.visible_to(user)
        .select_related("body", "delegation", "ratification__by")
        .annotate(overdue=_overdue())
    )
    if asked.text.strip():
        rows = rows.filter(
            Q(words__icontains=asked.text.strip()) | Q(about_words__icontains=asked.text.strip())
        )
    if asked.body.isdecimal() and len(asked.body) < 16:
        rows = rows.filter(body=int(asked.body))
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.authority:
        rows = rows.filter(authority=asked.authority)
    if asked.state == UNTOLD:
        rows = rows.filter(AWAITING)
    elif asked.state:
        rows = rows.filter(state=asked.state)
    if asked.since:
        rows = rows.filter(on__gte=asked.since)
    if asked.until:
        rows = rows.filter(on__lte=asked.until)
    return rows.order_by(*SORTS.get(sort, SORTS["-date"]))


def decision_for(user: Any, number: int) -> DecisionPage:
    """One decision by its number; NotFound where there is none or the user may not see it."""
    found = (
        decisions(user)
        .select_related(
            "body", "delegation", "taken_by", "ratification__by", "delegates__to_post", "delegates__to_body"
        )
        .filter(number=number)
        .first()
    )
    if found is None:
        raise NotFound("There is no such decision.")
    said: Any = found
    outcome = MeetingOutcome.objects.select_related("meeting", "item").filter(decision=found).first()
    return DecisionPage(
        decision=found,
        about=about_address(found.about_kind, found.about_id),
        place=_place(found, outcome),
        outcome=outcome,
        ratified=tuple(Decision.objects.filter(ratification__by=found).order_by("number")),
        overdue=said.overdue,
    )


def about_address(kind: str, pk: int | None) -> Address | None:
    """The name of the page of a thing that is decided about, with what stands in its address."""
    if pk is None:
        return None
    found: Any = None
    if kind == "action":
        found = Action.objects.filter(pk=pk).values_list("plan__number", "number").first()
    elif kind == "plan":
        found = Plan.objects.filter(pk=pk).values_list("number").first()
    elif kind == "finding":
        found = Finding.objects.filter(pk=pk).values_list("inspection__number", "number").first()
    elif kind == "decision":
        found = Decision.objects.filter(pk=pk).values_list("number").first()
    elif kind == "meeting":
        found = Meeting.objects.filter(pk=pk).values_list("number").first()
    elif kind == "promise":
        found = Promise.objects.filter(pk=pk).values_list("number").first()
    elif kind == "body":
        found = (pk,)
    return (kind, tuple(found)) if found else None


def bodies_that_decided(user: Any) -> list[Body]:
    """The bodies whose decisions a user may see, by name; for a filter."""
    decided = Decision.objects.visible_to(user).values("body")
    return list(Body.objects.filter(pk__in=decided).order_by("name", "pk"))


def delegations(user: Any, *, on: date) -> list[Delegation]:
    """The delegations in force on a day of the bodies that a user may see, with to whom and of which body."""
    seen = Body.objects.visible_to(user)
    rows = Delegation.objects.on(on).filter(body__in=seen)
    return list(
        rows.select_related("body", "to_post", "to_body", "decision").order_by("body__name", "number")
    )


def delegation_for(user: Any, number: int) -> Delegation:
    """One delegation by its number; NotFound where there is none or the user may not see its body."""
    found = (
        Delegation.objects.filter(number=number, body__in=Body.objects.visible_to(user))
        .select_related("body", "to_post", "to_body", "decision")
        .first()
    )
    if found is None:
        raise NotFound("There is no such delegation.")
    return found


def chairs_of(body: Body, *, on: date) -> list[Seat]:
    """The seats that chair a body on a day."""
    return list(
        Seat.objects.filter(body=body, role__in=sorted(CHAIRS)).on(on).select_related("post", "person")
    )


def bodies_to_decide_for(user: Any, *, today: date) -> list[Body]:
    """The bodies that stand and for which a user may record decisions."""
    standing = Body.objects.visible_to(user).on(today).order_by("name", "pk")
    return [body for body in standing if user.may("meetings.record_outcome", body)]


def things_to_decide(user: Any, kind: str) -> list[tuple[str, str]]:
    """("action:7", words) of what a decision may be about: actions of plans that are not over, plans, findings that stand."""
    if kind == "action":
        rows = Action.objects.visible_to(user).filter(
            ended_on=None, plan__state__in=["draft", "adopted", "active"]
        )
        return [
            (f"action:{one.pk}", f"Plan {one.plan.number}, {one.label}: {one.title}")
            for one in rows.select_related("plan").order_by("plan__number", "position", "number")
        ]
    if kind == "plan":
        plans = Plan.objects.visible_to(user).exclude(state__in=["closed", "superseded"]).order_by("number")
        return [(f"plan:{one.pk}", f"Plan {one.number}, {one.title}") for one in plans]
    if kind == "finding":
        findings = (
            Finding.objects.visible_to(user)
            .standing()
            .select_related("inspection")
            .order_by("-inspection__number", "number")
        )
        return [
            (f"finding:{one.pk}", f"{one.inspection.title}, {one.reference}: {one.text}") for one in findings
        ]
    if kind == "body":
        return [(f"body:{one.pk}", one.name) for one in Body.objects.visible_to(user).filter(until=None)]
    if kind == "promise":
        promises = Promise.objects.visible_to(user).standing().order_by("number")
        return [(f"promise:{one.pk}", f"Promise {one.number}: {short(one.words)}") for one in promises]
    return []


def paper_outcome(user: Any, number: int, outcome: int) -> Outcome:
    """One outcome of a paper in the register, with its paper and that paper's body."""
    found = (
        Outcome.objects.filter(paper__number=number, number=outcome)
        .filter(paper__in=_papers(user))
        .select_related("paper__body", "item")
        .first()
    )
    if found is None:
        raise NotFound("There is no such outcome.")
    return found


def _papers(user: Any) -> Any:
    from .models import Paper

    return Paper.objects.visible_to(user)


def _overdue() -> Any:
    """The first quorate meeting of the body after a decision of which it still has to be told; None where there was none."""
    after = Meeting.objects.filter(body=OuterRef("body"), state="held", quorate=True, on__gt=OuterRef("on"))
    untold = Decision.objects.filter(AWAITING, pk=OuterRef("pk")).annotate(
        first=Subquery(after.order_by("on").values("on")[:1])
    )
    return Subquery(untold.values("first")[:1])


def _place(decision: Decision, outcome: MeetingOutcome | None) -> Address | None:
    if outcome is not None:
        return ("meeting-item", (outcome.meeting.number, outcome.item.number))
    if decision.place_kind == "paper-outcome":
        held = (
            Outcome.objects.filter(pk=decision.place_id or 0)
            .annotate(paper_number=F("paper__number"))
            .first()
        )
        return ("paper", (held.paper_number,)) if held else None
    return None
