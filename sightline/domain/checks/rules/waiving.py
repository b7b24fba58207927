"""Waivers: who may leave a problem standing, for how long, and what happens when the time is up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.ground.lib.errors import Refused

from .registry import REGISTRY, Problem, Rule, day

LONGEST_DAYS = 366
SHORTEST_REASON = 10  # characters

NEVER_WAIVED = {
    "SL101": "A finding without an action needs its own recorded reason, which the plan prints. Record it on the finding.",
}
"""Checks for which the plan has a better place than a waiver, and where that is."""


@dataclass(frozen=True)
class WaiverFacts:
    """A waiver as rules see it. `ended` is true when it was taken back or renewed."""

    id: int
    code: str
    kind: str
    key: str
    reason: str
    expires: date
    by: str
    on: date
    ended: bool = False

    @property
    def identity(self) -> tuple[str, str, str]:
        return (self.code, self.kind, self.key)

    def live(self, today: date) -> bool:
        """A waiver holds up to and including the day on which it expires."""
        return not self.ended and today <= self.expires


@dataclass(frozen=True)
class Standing:
    """A problem that stands. `lapsed` is the waiver that held it back until it expired."""

    problem: Problem
    lapsed: WaiverFacts | None = None

    @property
    def note(self) -> str:
        """What the page adds to a problem that had been waived."""
        if self.lapsed is None:
            return ""
        until = day(self.lapsed.expires)
        return f"The waiver of {self.lapsed.by} expired on {until}. Reason given then: {self.lapsed.reason}"


@dataclass(frozen=True)
class Waived:
    """A problem that a live waiver holds back."""

    problem: Problem
    waiver: WaiverFacts

    @property
    def note(self) -> str:
        return f"Waived by {self.waiver.by} until {day(self.waiver.expires)}: {self.waiver.reason}"


@dataclass(frozen=True)
class Judgement:
    """Problems parted by waivers; `idle` waivers hold back nothing any more and can be taken back."""

    standing: tuple[Standing, ...]
    waived: tuple[Waived, ...]
    idle: tuple[WaiverFacts, ...]

    @property
    def problems(self) -> list[Problem]:
        """The problems that stand."""
        return [one.problem for one in self.standing]

    @property
    def errors(self) -> int:
        return sum(one.problem.severity == "error" for one in self.standing)

    @property
    def waived_errors(self) -> tuple[Waived, ...]:
        """Errors that were waived: whoever adopts the plan reads these with their reasons."""
        return tuple(one for one in self.waived if one.problem.severity == "error")


def part(problems: Iterable[Problem], waivers: Iterable[WaiverFacts], today: date) -> Judgement:
    """Part the problems that stand from those that a live waiver holds back, in the order given."""
    waivers = [waiver for waiver in waivers if not waiver.ended]
    live = {waiver.identity: waiver for waiver in waivers if waiver.live(today)}
    lapsed = {waiver.identity: waiver for waiver in waivers if not waiver.live(today)}
    standing: list[Standing] = []
    waived: list[Waived] = []
    seen: set[tuple[str, str, str]] = set()
    for problem in problems:
        seen.add(problem.identity)
        if problem.identity in live:
            waived.append(Waived(problem, live[problem.identity]))
        else:
            standing.append(Standing(problem, lapsed.get(problem.identity)))
    idle = tuple(waiver for identity, waiver in live.items() if identity not in seen)
    return Judgement(tuple(standing), tuple(waived), idle)


def check_can_waive(
    code: str, kind: str, reason: str, expires: date | None, today: date, *, waived_until: date | None = None
) -> Rule:
    """The check that is to be waived; raises Refused. `waived_until`: the live waiver of the same problem."""
    rule = REGISTRY.get(code)
    if rule is None or rule.kind != kind:
        raise Refused(
            f"There is no check {code} of that kind. Nothing was waived. Choose a problem from the list.",
            rule="checks.known-code",
        )
    if code in NEVER_WAIVED:
        raise Refused(f"{code} cannot be waived. {NEVER_WAIVED[code]}", rule="checks.never-waived")
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(
            "Say in a sentence why this may stand. Nothing was waived.", rule="checks.reason", field="reason"
        )
    _check_expiry(expires, today)
    if waived_until is not None:
        raise Refused(
            f"This is waived already, until {day(waived_until)}. End that waiver first, or let it run out.",
            rule="checks.waived-once",
        )
    return rule


def _check_expiry(expires: date | None, today: date) -> None:
    if expires is None:
        raise Refused(
            "Give the day on which the waiver ends. Nothing was waived.",
            rule="checks.expiry",
            field="expires",
        )
    if expires <= today:
        raise Refused(
            f"{day(expires)} is not in the future. Nothing was waived. Give a later day.",
            rule="checks.expiry",
            field="expires",
        )
    if (expires - today).days > LONGEST_DAYS:
        raise Refused(
            f"A waiver lasts a year at most; {day(expires)} is too far off. Nothing was waived.",
            rule="checks.expiry",
            field="expires",
        )


def check_can_end(ended: bool) -> None:
    if ended:
        raise Refused("This waiver has been ended already. Nothing was changed.", rule="checks.ended-once")


def note_for(rule: Rule) -> str:
    """What a person is told before waiving, or ""."""
    if rule.severity != "error":
        return ""
    return (
        "This check is an error. Whoever adopts the plan will read the waiver with its reason and your name."
    )
