"""One action across the plans that handed it on: where it came from, and what took it over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from sightline.domain.governance.models import Decision
from sightline.ground.accounts.models import User

from ..models import Action, Disposition

STEPS = 12  # plans that follow one another; more is not looked at


@dataclass(frozen=True, slots=True)
class Step:
    """One action on its way across plans. came: how it came from those of the step before; "" for the first.

    place: 0 for the action that was asked about, less for those before it, more for those after.
    """

    place: int
    action: Action
    came: str
    reason: str
    decision: Decision | None
    updates: int
    evidence: int


def across_plans(user: User, action: Action) -> tuple[Step, ...]:
    """The action, those that it came from and those that took it over, the oldest plan first; what the user may see of them."""
    found: dict[int, Step] = {action.pk: _step(0, action, None)}
    for direction in (-1, 1):
        here, place = [action.pk], 0
        while here and abs(place) < STEPS:
            place += direction
            rows = list(_links(user, here, back=direction < 0))
            here = []
            for row, other in rows:
                if other.pk not in found:
                    found[other.pk] = _step(place, other, row if direction > 0 else None)
                    here.append(other.pk)
                if direction < 0:  # how the later one came about is said with the later one
                    for later in row.shown_targets:  # type: ignore[attr-defined]
                        if later.pk in found and not found[later.pk].came:
                            found[later.pk] = _step(found[later.pk].place, found[later.pk].action, row)
    counted = _counted(found)
    steps = [_with_counts(step, *counted[step.action.pk]) for step in found.values()]
    return tuple(sorted(steps, key=lambda step: (step.place, step.action.plan.number, step.action.position)))


def _links(user: User, keys: Sequence[int], *, back: bool) -> Iterator[tuple[Disposition, Action]]:
    """Dispositions that lead to these actions (back), or from them, each with the action at the other end."""
    seen = Action.objects.visible_to(user).select_related("plan", "settled_by__decision")
    rows = Disposition.objects.filter(until=None)
    rows = rows.filter(targets__in=keys, action__in=seen).distinct() if back else rows.filter(action__in=keys)
    rows = rows.select_related("decision", "action__plan", "action__settled_by__decision")
    rows = rows.prefetch_related(Prefetch("targets", seen, to_attr="shown_targets"))
    for row in rows:
        ends: Iterable[Action] = [row.action] if back else row.shown_targets
        yield from ((row, one) for one in ends)


def _step(place: int, action: Action, row: Disposition | None) -> Step:
    settled = action.settled_by.decision if action.settled_by else None
    return Step(place, action, row.kind if row else "", row.reason if row else "", settled, 0, 0)


def _with_counts(step: Step, updates: int, evidence: int) -> Step:
    return Step(step.place, step.action, step.came, step.reason, step.decision, updates, evidence)


def _counted(found: dict[int, Step]) -> dict[int, tuple[int, int]]:
    rows = Action.objects.filter(pk__in=found).annotate(
        said=Count("updates", distinct=True),
        shown=Count("evidence_links", filter=Q(evidence_links__until=None), distinct=True),
    )
    return {key: (said, shown) for key, said, shown in rows.order_by().values_list("pk", "said", "shown")}
