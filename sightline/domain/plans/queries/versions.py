"""The versions of a plan, and what changed between two of them, an earlier day and now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sightline.ground.accounts.models import User
from sightline.ground.lib.errors import NotFound

from ..changes import Comparison, compare
from ..models import Plan, PlanVersion
from ..moves import day_words, steps_between
from ..plan_rows import read_rows
from ..versions import ChangeRow, Facts, Rows, facts_of, text_of
from .listing import end_of
from .plan import plan_for, plans_to_switch

SEES = "plans.see"


@dataclass(frozen=True, slots=True)
class Point:
    """A version, the end of a day, or now (both None): one side of a comparison.

    moment  of a version: when it was frozen
    """

    version: int | None = None
    day: date | None = None
    moment: datetime | None = None

    @property
    def words(self) -> str:
        if self.version is not None:
            return f"version {self.version}"
        return f"the end of {day_words(self.day.isoformat())}" if self.day else "now"

    @property
    def key(self) -> str:
        """As it stands in an address: "v3", "2024-06-03" or "now"."""
        if self.version is not None:
            return f"v{self.version}"
        return self.day.isoformat() if self.day else "now"

    def after(self, change: ChangeRow) -> bool:
        """Whether a row of history comes after it."""
        if self.moment is not None:
            return change.at > self.moment
        return self.day is not None and change.on > self.day

    def passed(self, when: Any) -> bool:
        """Whether a moment comes after it."""
        if self.moment is not None:
            return bool(when > self.moment)
        return self.day is not None and bool(when >= _end(self.day))


NOW = Point()
_end = lru_cache(maxsize=50)(end_of)


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed in a plan between two points. bodies: (id, name) of those that stand in it, for “since they last met”."""

    plan: Plan
    old: Point
    new: Point
    versions: tuple[PlanVersion, ...]
    comparison: Comparison
    bodies: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A version as it was frozen. same: numbers of other versions that hold the same, word for word."""

    plan: Plan
    version: PlanVersion
    versions: tuple[PlanVersion, ...]
    facts: Facts
    same: tuple[int, ...]


def versions_to_switch(user: User, number: int) -> tuple[Plan, tuple[Plan, ...], list[PlanVersion]]:
    """As `versions_of`, with all the plans that the user may see, to go to another."""
    plan, plans = plans_to_switch(user, number, SEES)
    return plan, plans, _versions(plan)


def versions_of(user: User, number: int) -> tuple[Plan, list[PlanVersion]]:
    """The plan and its versions, the latest first, without what they hold; for who may see the whole plan."""
    plan = plan_for(user, number, SEES)
    return plan, _versions(plan)


def version_page(user: User, number: int, version: int) -> VersionPage:
    """One version, with everything that it holds."""
    plan, versions = versions_of(user, number)
    found = next((one for one in versions if one.number == version), None)
    if found is None:
        raise NotFound("There is no such version of this plan.")
    facts: Facts = PlanVersion.objects.values_list("facts", flat=True).get(pk=found.pk)
    same = tuple(one.number for one in versions if one.sha256 == found.sha256 and one.pk != found.pk)
    return VersionPage(plan, found, tuple(versions), facts, same)


def version_text(user: User, number: int, version: int) -> tuple[PlanVersion, str]:
    """The version and its one text, whose SHA-256 is the version's hash."""
    page = version_page(user, number, version)
    return page.version, text_of(page.facts)


def point_of(text: str, versions: Sequence[PlanVersion], today: date) -> Point | None:
    """What an address says: "v3", "now", or a day that is not to come; None for anything else."""
    if text in ("", "now"):
        return NOW
    if text.startswith("v") and text[1:].isdecimal():
        found = next((one for one in versions if str(one.number) == text[1:]), None)
        return Point(version=found.number, moment=found.at) if found else None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return Point(day=day) if day < today else NOW


def compared(user: User, number: int, old: str, new: str, today: date) -> Compared:
    """What changed between two points, as `point_of` reads them. Raises NotFound for one that is not there."""
    plan, versions = versions_of(user, number)
    points = [point_of(text, versions, today) for text in (old, new)]
    if points[0] is None or points[1] is None:
        raise NotFound("There is no such version or day of this plan.")
    return compare_points(plan, versions, points[0], points[1])


def since_day(plan: Plan, day: date) -> Compared:
    """What changed in a plan since the end of a day. The caller has authorised; five statements."""
    return compare_points(plan, _versions(plan), Point(day=day), NOW)


def compare_points(plan: Plan, versions: Sequence[PlanVersion], old: Point, new: Point) -> Compared:
    """Five statements at most, however many actions and changes there are."""
    points = (old, new)
    days = [point.day for point in points if point.day is not None]
    frozen = any(point.version is not None for point in points)
    rows = read_rows(plan, days, since=date.min if frozen else None)
    facts = _frozen(plan, points) if frozen else {}
    before, after = (_facts(point, rows, facts) for point in points)
    steps = steps_between(rows, *_between(old, new))
    bodies = _bodies(after)
    return Compared(plan, old, new, tuple(versions), compare(before, after, steps), bodies)


def _between(old: Point, new: Point) -> tuple[Callable[[ChangeRow], bool], Callable[[Any], bool]]:
    """Whether a row of history, or a moment, lies between the two, whichever comes first."""
    return (
        lambda change: old.after(change) != new.after(change),
        lambda when: old.passed(when) != new.passed(when),
    )


def _facts(point: Point, rows: Rows, frozen: dict[int, Facts]) -> Facts:
    if point.version is not None:
        return frozen[point.version]
    return facts_of(rows, point.day, end_of(point.day) if point.day else None)


def _frozen(plan: Plan, points: Sequence[Point]) -> dict[int, Facts]:
    numbers = [point.version for point in points if point.version is not None]
    return dict(PlanVersion.objects.filter(plan=plan, number__in=numbers).values_list("number", "facts"))


def _versions(plan: Plan) -> list[PlanVersion]:
    rows = PlanVersion.objects.filter(plan=plan).defer("facts").select_related("decision__body")
    return list(rows.order_by("-number"))


def _bodies(facts: Facts) -> tuple[tuple[int, str], ...]:
    """The bodies of the plan and its live actions, by name."""
    found = {key.rsplit(" ", 1)[1]: body["title"] for key, body in facts["bodies"].items()}
    for action in facts["actions"].values():
        if action["ended_on"] is None:
            found |= {key.rsplit(" ", 1)[1]: name for key, name in action["bodies"].items()}
    return tuple(
        sorted(((int(key), name) for key, name in found.items()), key=lambda pair: pair[1].casefold())
    )
