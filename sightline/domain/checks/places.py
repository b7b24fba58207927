"""Where a problem stands in a plan: what it is about, who owns it, and the numbers that make its address. No Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .facts import ActionFacts, PlanFacts
from .rules import Problem


@dataclass(frozen=True)
class Place:
    """What a problem is about.

    kind, key   as the problem has them; order: its place in the plan, things without one last
    label       "Action 2.4"; title: its words
    number      an action's number in the plan; finding: the numbers of the inspection and of the finding
    theme, owners  by which a list can be narrowed
    """

    kind: str
    key: str
    label: str
    order: int
    title: str = ""
    number: int | None = None
    finding: tuple[int, int] | None = None
    theme: str | None = None
    owners: tuple[str, ...] = ()


class Places:
    """The places of one plan, found by a problem."""

    def __init__(self, plan: PlanFacts) -> None:
        self._found = {(place.kind, place.key): place for place in _places(plan)}

    def of(self, problem: Problem) -> Place:
        """The place of a problem; for what is no row of the plan (an owner's name) one made from its label."""
        known = self._found.get((problem.kind, problem.key))
        if known is not None:
            return known
        owners = (problem.label,) if problem.kind == "owner" else ()
        return Place(problem.kind, problem.key, problem.label, order=10**9, owners=owners)


def _places(plan: PlanFacts) -> Iterator[Place]:
    yield Place("plan", str(plan.key), "The plan as a whole", 0, title=plan.title)
    order = 1
    for finding in plan.findings:
        yield Place(
            "finding", str(finding.key), finding.label, order, title=finding.text, finding=finding.serial
        )
        order += 1
    for kind, parts in (
        ("theme", plan.themes),
        ("workstream", plan.workstreams),
        ("funding", plan.fundings),
    ):
        for part in parts:
            theme = part.title if kind == "theme" else None
            yield Place(
                kind,
                str(part.key),
                f"{kind.capitalize()} {part.title}",
                order,
                title=part.title,
                number=int(part.key),
                theme=theme,
            )
            order += 1
    for action in plan.actions:
        yield _of_action(action, order)
        order += 1


def _of_action(action: ActionFacts, order: int) -> Place:
    return Place(
        "action",
        str(action.key),
        action.label,
        order,
        title=action.what,
        number=action.serial,
        theme=action.theme,
        owners=tuple(owner.text for owner in action.owners),
    )
