"""What is missing on the thread, what contradicts itself, and when an update is due. Pure: facts in, words out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sightline.domain.plans.rules import stale

MINUTES_AN_UPDATE = 2  # design, guarantee 12
DECIDED = frozenset({"signed-off", "embedded"})


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the chain: what there is, or what is missing. Exactly one of the two is said."""

    name: str
    text: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the chain needs to know of an action that answers a finding."""

    last_updated: date | None
    evidence: int
    assurance: str | None
    owners: int


@dataclass(frozen=True, slots=True)
class Stands:
    """How an action stands, as far as contradictions and reminders need it."""

    delivery: str | None = None
    impact: str | None = None
    confidence: str | None = None
    due: date | None = None
    forecast: date | None = None
    last_updated: date | None = None
    added_on: date = date.min


def steps(inspection: str, finding: str, answers: Sequence[Answer], reason: str) -> tuple[Step, ...]:
    """The chain of one finding, from the inspection to the decision. `reason`: why no action answers it, or ""."""
    latest = max((answer.last_updated for answer in answers if answer.last_updated), default=None)
    evidence = sum(answer.evidence for answer in answers)
    decided = sum(answer.assurance in DECIDED for answer in answers)
    return (
        Step("Inspection", inspection),
        Step("Finding", finding),
        _action_step(len(answers), reason),
        Step("Update", f"Last on {latest:%-d %B %Y}") if latest else Step("Update", missing="None recorded"),
        Step("Evidence", _count(evidence, "piece")) if evidence else Step("Evidence", missing="None linked"),
        Step("Decision", f"{decided} of {len(answers)} signed off")
        if decided
        else Step("Decision", missing="Not recorded"),
    )


def _action_step(count: int, reason: str) -> Step:
    if count:
        return Step("Action", _count(count, "action"))
    return Step("Action", "None, with a reason") if reason else Step("Action", missing="No action, no reason")


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def missing_of(answer: Answer) -> tuple[str, ...]:
    """The links that an action lacks on the way from a finding to a decision, in words."""
    tests = (
        ("No owner is named", answer.owners > 0),
        ("No update is recorded", answer.last_updated is not None),
        ("No evidence is linked", answer.evidence > 0),
        ("No decision is recorded", answer.assurance in DECIDED),
    )
    return tuple(words for words, there in tests if not there)


def contradictions(facts: Stands, today: date) -> tuple[str, ...]:
    """Where an action's statuses do not go together: done is not better, and "on track" is not a date (guarantee 4)."""
    done = facts.delivery == "done"
    late = facts.due is not None and facts.due < today and not done
    after = facts.due is not None and facts.forecast is not None and facts.forecast > facts.due
    tests = (
        ("Done, but things got worse", done and facts.impact == "worse"),
        ("Done, but what it changed is not known", done and facts.impact in (None, "no-evidence")),
        ("Said to be on track, but its date has passed", late and facts.confidence == "on-track"),
        (
            "Said to be on track, but forecast after its date",
            after and not done and facts.confidence == "on-track",
        ),
    )
    return tuple(words for words, holds in tests if holds)


def why_update_due(facts: Stands, today: date) -> str:
    """Why an owner should say how an action stands, in a sentence; "" where nothing is owed today."""
    if facts.delivery == "done":
        return ""
    if facts.due and facts.due < today and (facts.last_updated is None or facts.last_updated <= facts.due):
        return f"Its date, {facts.due:%-d %B %Y}, has passed and nothing was said since."
    if stale(facts.last_updated, facts.added_on, today):
        if facts.last_updated is None:
            return f"Nothing was said since it was added, {(today - facts.added_on).days} days ago."
        days = (today - facts.last_updated).days
        return f"The last update was on {facts.last_updated:%-d %B %Y}, {days} days ago."
    return ""
