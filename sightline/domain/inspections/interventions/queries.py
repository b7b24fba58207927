"""The readers of interventions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Prefetch, Q
from django.db.models.functions import Coalesce

from sightline.ground.lib.errors import NotFound

from ..models import (
    Advice,
    AdviceAnswer,
    Condition,
    FocusArea,
    Inspection,
    Intervention,
    InterventionQuerySet,
    InterventionStep,
)


@dataclass(frozen=True)
class Logged:
    """An advice and all that came of it, the earliest first."""

    advice: Advice
    answers: tuple[AdviceAnswer, ...]

    @property
    def last(self) -> AdviceAnswer | None:
        """What counts: the last thing that was said to it, or None."""
        return self.answers[-1] if self.answers else None


@dataclass(frozen=True)
class InterventionPage:
    """One intervention with all that its page shows.

    inspections  those linked that the reader may see
    earlier      whose place it took, back to the first; `later` what took its place, the next first
    """

    intervention: Intervention
    inspections: tuple[Inspection, ...]
    earlier: tuple[Intervention, ...]
    later: tuple[Intervention, ...]
    focus_areas: tuple[FocusArea, ...]
    advice: tuple[Logged, ...]
    steps: tuple[InterventionStep, ...]

    @property
    def conditions(self) -> tuple[Condition, ...]:
        return tuple(self.intervention.conditions.all())

    @property
    def met(self) -> int:
        return sum(one.state == "met" for one in self.conditions)

    def next_review(self, today: date) -> Any:
        """The nearest review that was not held, also one whose day has passed; None where there is none."""
        return next((one for one in self.intervention.reviews.all() if one.held is None), None)


def interventions(user: Any, *, stream: str = "", kind: str = "", text: str = "") -> InterventionQuerySet:
    """The interventions that a user may see, those with the latest beginning first.

    Each has `conditions_all`, `conditions_met` and `conditions_open`. text: part of the title, the terms or the issuer.
    """
    counts = {
        f"conditions_{state}": Count("conditions", filter=Q(conditions__state=state), distinct=True)
        for state in ("met", "open")
    }
    rows = (
        Intervention.objects.visible_to(user)
        .select_related("body", "follows", "followed_by", "file")
        .annotate(conditions_all=Count("conditions", distinct=True), **counts)
        .order_by(Coalesce("since", "issued").desc(nulls_last=True), "-number")
    )
    if stream:
        rows = rows.filter(stream=stream)
    if kind:
        rows = rows.filter(kind=kind)
    if words := text.strip():
        rows = rows.filter(
            Q(title__icontains=words) | Q(terms__icontains=words) | Q(issued_by__icontains=words)
        )
    return rows


def interventions_of(user: Any, inspection: Inspection) -> list[Intervention]:
    """The interventions that an inspection is linked to, for the inspection's page."""
    rows = Intervention.objects.visible_to(user).filter(
        inspection_links__inspection=inspection, inspection_links__until=None
    )
    return list(rows.order_by("issued", "since", "number"))


def intervention_for(user: Any, number: int) -> Intervention:
    """One intervention by its number; NotFound where there is none or the user may not see it."""
    found = (
        Intervention.objects.visible_to(user)
        .select_related("body", "file", "follows")
        .filter(number=number)
        .first()
    )
    if found is None:
        raise NotFound("There is no such intervention.")
    return found


def intervention_page(user: Any, number: int) -> InterventionPage:
    """One intervention with everything of its page loaded."""
    found = (
        Intervention.objects.visible_to(user)
        .select_related("body", "file", "followed_by")
        .prefetch_related("officials", "reviews", "steps")
        .prefetch_related(
            Prefetch("conditions", Condition.objects.select_related("carried_to__intervention"))
        )
        .filter(number=number)
        .first()
    )
    if found is None:
        raise NotFound("There is no such intervention.")
    linked = Inspection.objects.visible_to(user).filter(
        intervention_links__intervention=found, intervention_links__until=None
    )
    chained = found.follows_id is not None or hasattr(found, "followed_by")
    earlier, later = _chain(user, found) if chained else ((), ())
    return InterventionPage(
        intervention=found,
        inspections=tuple(linked),
        earlier=earlier,
        later=later,
        focus_areas=tuple(found.focus_areas.all()) if found.advises else (),
        advice=tuple(reversed(_log(found))) if found.advises else (),
        steps=tuple(reversed(found.steps.all())),
    )


def advice_log(user: Any, number: int) -> tuple[Intervention, list[Logged]]:
    """An intervention with its whole advice log, oldest first, for a file."""
    found = intervention_for(user, number)
    return found, _log(found)


def part_of(user: Any, number: int, kind: str, key: int) -> Any:
    """A condition (by its number), official, review, focus area or advice (by its number) of an intervention.

    kind  "conditions", "officials", "reviews", "focus_areas", "advice". NotFound where there is none.
    """
    found = intervention_for(user, number)
    by_number = kind in ("conditions", "advice")
    rows = getattr(found, kind).select_related("intervention")
    one = rows.filter(**{"number" if by_number else "pk": key}).first()
    if one is None:
        raise NotFound("There is no such thing of this intervention.")
    return one


def running(user: Any, today: date) -> list[Intervention]:
    """Those that hold on a day, for a first page."""
    rows = Intervention.objects.visible_to(user).filter(Q(ended=None) | Q(ended__gt=today))
    return [one for one in rows if one.state_on(today) != "to-come"]


def _log(found: Intervention) -> list[Logged]:
    """The advice, oldest first, with its answers: one statement, a row for each answer and for each advice without one."""
    columns = [field.attname for field in AdviceAnswer._meta.concrete_fields]
    rows = (
        Advice.objects.filter(intervention=found)
        .select_related("focus")
        .annotate(**{f"answer_{name}": F(f"answers__{name}") for name in columns})
        .order_by("on", "number", "answers__id")
    )
    log: list[Logged] = []
    for row in rows:
        answer = AdviceAnswer(**{name: getattr(row, f"answer_{name}") for name in columns})
        said = (answer,) if answer.pk else ()
        if log and log[-1].advice.pk == row.pk:
            log[-1] = Logged(log[-1].advice, (*log[-1].answers, *said))
        else:
            log.append(Logged(row, said))
    return log


def _chain(user: Any, found: Intervention) -> tuple[tuple[Intervention, ...], tuple[Intervention, ...]]:
    """What came before and after, in one statement: all revisions of a stream's kind are few, and one chain is walked."""
    rows = {one.pk: one for one in Intervention.objects.visible_to(user).filter(stream=found.stream)}
    after = {one.follows_id: one for one in rows.values() if one.follows_id}
    earlier, one = [], rows.get(found.follows_id or 0)
    while one is not None and one not in earlier:
        earlier.append(one)
        one = rows.get(one.follows_id or 0)
    later, one = [], after.get(found.pk)
    while one is not None and one not in later:
        later.append(one)
        one = after.get(one.pk)
    return tuple(earlier), tuple(later)
