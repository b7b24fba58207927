"""The questions that a chair may want to ask, each drawn from a fact that is held and never from anything else. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sightline.domain.meetings.promises.rules import Lateness, PromiseFacts, answer_due, unsaid
from sightline.domain.plans.rules import stale

from .rules import Stands, contradictions

Address = tuple[str, tuple[int, ...]]
MOST_OF_A_KIND = 2


@dataclass(frozen=True, slots=True)
class Question:
    """fact: what is held; asks: the question; address: the page where the fact stands."""

    fact: str
    asks: str
    address: Address


@dataclass(frozen=True, slots=True)
class PromiseOfBrief:
    """A promise as the brief sees it. left_out: members who did not have what was circulated."""

    facts: PromiseFacts
    late: Lateness
    moved: int = 0
    left_out: int = 0

    @property
    def address(self) -> Address:
        return "promise", (self.facts.number,)


@dataclass(frozen=True, slots=True)
class ActionOfBrief:
    """An action as the brief sees it. measured: whether a figure of how it stands is recorded; aims: whether its target has one."""

    plan: int
    number: int
    label: str
    stands: Stands
    aims: bool = False
    measured: bool = False

    @property
    def address(self) -> Address:
        return "action", (self.plan, self.number)


@dataclass(frozen=True, slots=True)
class RisenScore:
    """A score of a risk as a paper prints it, where it is higher than the one that it came from."""

    paper: int
    name: str
    kind: str
    old: int
    new: int


def questions(
    promises: Iterable[PromiseOfBrief], actions: Iterable[ActionOfBrief], scores: Iterable[RisenScore], today: date, most: int
) -> list[Question]:  # fmt: skip
    """At most so many questions, those of promises before those of actions, no more than two for the same reason."""
    held, done = list(promises), list(actions)
    kinds = (
        [one for row in held if (one := _unanswered(row, today))],
        [one for row in held if (one := _overdue(row))],
        [_risen(row) for row in scores],
        [one for row in done if (one := _off_track(row))],
        [one for row in held if (one := _moved(row))],
        [one for row in done if (one := _contradicts(row, today))],
        [one for row in done if (one := _silent(row, today))],
        [one for row in held if (one := _left_out(row))],
        [one for row in held if (one := _unsaid(row))],
    )
    return [one for found in kinds for one in found[:MOST_OF_A_KIND]][:most]


def worse_or_unknown(
    actions: Sequence[ActionOfBrief], scores: Sequence[RisenScore]
) -> list[tuple[str, Address]]:
    """Figures that got worse, then those without a value, each in a sentence with the page where it stands."""
    risen = [
        (f"{row.name}: {row.kind} score {row.old}, now {row.new}.", ("paper", (row.paper,))) for row in scores
    ]
    worse = [
        (f"{row.label}: what it was to change got worse.", row.address)
        for row in actions
        if row.stands.impact == "worse"
    ]
    unknown = [
        (f"{row.label}: its target is a figure, and none is recorded of how it stands.", row.address)
        for row in actions
        if row.aims and not row.measured
    ]
    return risen + worse + unknown


def _unanswered(row: PromiseOfBrief, today: date) -> Question | None:
    due = answer_due(row.facts)
    if row.facts.answer or due is None or due >= today:
        return None
    return Question(
        f"{row.facts.owner} had until {_on(due)} to answer the recommendation in promise {row.facts.number} and has not.",
        "When will it answer?",
        row.address,
    )


def _overdue(row: PromiseOfBrief) -> Question | None:
    due = row.facts.due
    if not row.late.late or due is None or row.facts.state != "open":
        return None
    who = f" {row.facts.owner} owes it." if row.facts.owner else ""
    return Question(
        f"Promise {row.facts.number} was due on {_on(due)} and nobody says that it is met.{who}",
        "What stands in the way?",
        row.address,
    )


def _moved(row: PromiseOfBrief) -> Question | None:
    if row.moved < 2:
        return None
    return Question(
        f"The date of promise {row.facts.number} was moved {row.moved} times.",
        "Will this one hold?",
        row.address,
    )


def _left_out(row: PromiseOfBrief) -> Question | None:
    if not row.left_out:
        return None
    members = "1 member did" if row.left_out == 1 else f"{row.left_out} members did"
    return Question(
        f"{members} not have the paper that was circulated for promise {row.facts.number}.",
        "Have they had it since?",
        row.address,
    )


def _unsaid(row: PromiseOfBrief) -> Question | None:
    gaps = {gap.what for gap in unsaid(row.facts)} & {"who", "by when"}
    if not gaps or row.facts.state != "open":
        return None
    what = {frozenset({"who"}): "who owes it", frozenset({"by when"}): "by when"}.get(
        frozenset(gaps), "who owes it and by when"
    )
    return Question(
        f"Promise {row.facts.number} does not say {what}.", "Who answers for it, and until when?", row.address
    )


def _off_track(row: ActionOfBrief) -> Question | None:
    stands = row.stands
    if stands.confidence != "off-track" or stands.delivery == "done" or stands.forecast is not None:
        return None
    return Question(f"{row.label} is off track, and no day is forecast.", "When is it expected?", row.address)


def _contradicts(row: ActionOfBrief, today: date) -> Question | None:
    found = contradictions(row.stands, today)
    if not found:
        return None
    asks = "What shows that it helped?" if row.stands.delivery == "done" else "Is it still on track?"
    return Question(f"{row.label}: {found[0][:1].lower()}{found[0][1:]}.", asks, row.address)


def _silent(row: ActionOfBrief, today: date) -> Question | None:
    stands = row.stands
    if stands.delivery == "done" or not stale(stands.last_updated, stands.added_on, today):
        return None
    since = (
        f"since {_on(stands.last_updated)}"
        if stands.last_updated
        else f"since it was added on {_on(stands.added_on)}"
    )
    due = ""
    if stands.due is not None:
        due = f" and {'was' if stands.due < today else 'is'} due on {_on(stands.due)}"
    return Question(f"{row.label} has no update {since}{due}.", "How does it stand?", row.address)


def _risen(row: RisenScore) -> Question:
    return Question(
        f"The {row.kind} score of “{row.name}” rose from {row.old} to {row.new} in paper {row.paper}.",
        "What is done about it?",
        ("paper", (row.paper,)),
    )


def _on(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
