"""What the page shows of the problems of a plan: narrowed by its filters, grouped by check or by what they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from sightline.domain.checks.queries import CheckedPlan, Place
from sightline.domain.checks.rules import Problem
from sightline.domain.checks.rules.waiving import NEVER_WAIVED
from sightline.ground.ui.addresses import link_with

SEVERITIES = {"error": "Error", "warning": "Warning", "advice": "Advice"}
FIRST = 12  # problems of one check that are shown before one asks for all of them


@dataclass(frozen=True, slots=True)
class Line:
    """One problem as a line of the list. Its addresses are worked out only where the line is shown."""

    problem: Problem
    place: Place
    note: str
    found: CheckedPlan

    @property
    def href(self) -> str:
        """The very place."""
        return address(self.found, self.problem, self.place)

    @property
    def mend(self) -> tuple[str, str]:
        """Address and words of the form that mends it, or two empty texts."""
        if not self.found.may_edit:
            return "", ""
        return mending(self.found.plan.number, self.problem, self.place)

    @property
    def waive(self) -> str:
        """Where it is waived; "" where it cannot be, or not by this reader."""
        problem = self.problem
        if not self.found.may_waive or problem.code in NEVER_WAIVED:
            return ""
        query = QueryDict(mutable=True)
        query.update({"code": problem.code, "kind": problem.kind, "key": problem.key})
        return f"{reverse('plan-check-waive', args=[self.found.plan.number])}?{query.urlencode()}"


@dataclass(frozen=True)
class Group:
    """The problems of one check, or of one thing. lines are those shown; all_href leads to the rest."""

    heading: str
    anchor: str
    severity: str
    lines: tuple[Line, ...]
    count: int
    code: str = ""
    why: str = ""
    mend: str = ""
    about: str = ""
    all_href: str = ""

    @property
    def href(self) -> str:
        return self.lines[0].href


def lines_of(found: CheckedPlan, wanted: dict[str, Any]) -> list[Line]:
    """The problems that the filters leave, most serious first. wanted: severity (list), code, theme, owner."""
    lines = []
    for standing in found.judgement.standing:
        place = found.places.of(standing.problem)
        if _matches(standing.problem, place, wanted):
            lines.append(Line(standing.problem, place, standing.note, found))
    return lines


def _matches(problem: Problem, place: Place, wanted: dict[str, Any]) -> bool:
    severities, code, theme, owner = (wanted.get(name) for name in ("severity", "code", "theme", "owner"))
    return (
        (not severities or problem.severity in severities)
        and (not code or problem.code == code)
        and (not theme or place.theme == theme)
        and (not owner or owner in place.owners)
    )


# Where a problem of an action is mended: the page whose form holds what is missing. Others are seen on the action's page.
MENDED: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("SL201", "SL202", "SL203", "SL211"), ("action-owners", "Change owners")),
    **dict.fromkeys(("SL204", "SL205", "SL206", "SL207", "SL208"), ("action-bodies", "Change bodies")),
    **dict.fromkeys(
        ("SL402", "SL403", "SL404", "SL405", "SL406", "SL407", "SL411", "SL412", "SL413", "SL415"),
        ("action-figures", "Change figures"),
    ),
    **dict.fromkeys(
        (
            "SL102", "SL104", "SL105", "SL106", "SL108", "SL301", "SL302", "SL303", "SL307", "SL311", "SL312", "SL401", "SL408",
            "SL409", "SL410", "SL414", "SL611",
        ),
        ("action-edit", "Change the action"),
    ),
    **dict.fromkeys(
        ("SL304", "SL305", "SL308", "SL309", "SL313", "SL314", "SL315", "SL503", "SL508", "SL511", "SL512"),
        ("action-update", "Record an update"),
    ),
    **dict.fromkeys(("SL501", "SL505"), ("action-evidence-add", "Add evidence")),
    **dict.fromkeys(("SL502", "SL507"), ("action-judge", "Judge it")),
    **dict.fromkeys(("SL606", "SL607"), ("plan-edit", "Change the plan")),
    "SL605": ("action-add", "Add an action"),
}  # fmt: skip


def mending(number: int, problem: Problem, place: Place) -> tuple[str, str]:
    """(address, words) of the form that mends it, or two empty texts."""
    name, words = MENDED.get(problem.code, ("", ""))
    if not name or (problem.kind == "action" and not place.number):
        return "", ""
    which = (number, place.number) if problem.kind == "action" else (number,)
    return reverse(name, args=which), words


def address(found: CheckedPlan, problem: Problem, place: Place) -> str:
    """The very place: the page of the action, the finding or the part; else the plan, which every reader may open."""
    number = found.plan.number
    if problem.kind == "action" and place.number:
        return reverse("action", args=[number, place.number])
    if problem.kind == "finding" and place.finding:
        if found.may_edit:
            return reverse("plan-finding", args=[number, *place.finding])
        return reverse("finding", args=place.finding)
    if problem.kind in ("theme", "workstream", "funding") and place.number and found.may_edit:
        return reverse("plan-part", args=[number, problem.kind, place.number])
    return reverse("plan", args=[number])


def by_rule(found: CheckedPlan, lines: Sequence[Line], query: QueryDict, whole: bool) -> list[Group]:
    """One group a check. whole: show every line, for the page of one check."""
    rules = {one.rule.code: one.rule for one in found.by_rule}
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.problem.code, []).append(line)
    return [
        Group(
            heading=rules[code].title,
            anchor=code,
            severity=rules[code].severity,
            lines=tuple(held if whole else held[:FIRST]),
            count=len(held),
            code=code,
            why=rules[code].why,
            mend=rules[code].mend,
            all_href="" if whole or len(held) <= FIRST else link_with(query, code=code),
        )
        for code, held in groups.items()
    ]


def by_thing(lines: Iterable[Line]) -> list[Group]:
    """One group a thing, in the order of the plan; the worst problem gives the group its severity."""
    groups: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        groups.setdefault((line.problem.kind, line.problem.key), []).append(line)
    ordered = sorted(groups.values(), key=lambda held: (held[0].place.order, held[0].place.label))
    return [
        Group(
            heading=held[0].place.label,
            anchor=f"{held[0].problem.kind}-{index}",
            severity=held[0].problem.severity,
            lines=tuple(held),
            count=len(held),
            about=held[0].place.title,
        )
        for index, held in enumerate(ordered, 1)
    ]


def counts(lines: Iterable[Line]) -> dict[str, int]:
    """How many of each severity, in the order of seriousness."""
    found: Counter[str] = Counter(line.problem.severity for line in lines)
    return {severity: found[severity] for severity in SEVERITIES}


def rows(lines: Iterable[Line]) -> list[list[str]]:
    """For a file: one row a problem, under COLUMNS."""
    return [
        [
            line.problem.code,
            SEVERITIES[line.problem.severity],
            line.problem.title,
            line.place.label,
            line.place.title,
            line.problem.sentence,
            line.problem.why,
            line.problem.mend,
            line.place.theme or "",
            "; ".join(line.place.owners),
            line.note,
            line.href,
        ]
        for line in lines
    ]


COLUMNS = (
    "Code", "Severity", "Check", "About", "In words", "What is wrong", "Why it matters", "How to mend it", "Theme", "Owners",
    "Note", "Address",
)  # fmt: skip
