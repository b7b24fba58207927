"""What becomes of the actions and findings of the plan before. Pure: facts in, a sum or Refused out.

Every action of the plan before is counted once, in the first of these that fits: a disposition stands for it; a decision has
settled it; else it is outstanding (design, guarantee 2). Done is not enough: what no body has signed off is still open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sightline.ground.lib.errors import Refused

from .governing_words import DISPOSITIONS, NEEDS_DECISION, NEEDS_TARGET

OUTSTANDING = "outstanding"
WORDS = {**DISPOSITIONS, OUTSTANDING: "Outstanding"}
ANSWERED, REASONED, CLOSED = "answered", "reasoned", "closed"
FINDING_WORDS = {
    ANSWERED: "Answered by an action of the new plan",
    REASONED: "Has a recorded reason in the new plan",
    CLOSED: "Met or superseded",
    OUTSTANDING: "Outstanding",
}


@dataclass(frozen=True, slots=True)
class OldAction:
    """An action of the plan before, as far as the sum needs it.

    disposition  the kind of the disposition that stands, or ""
    settled      "signed-off" (or embedded) or "ended", where a decision has settled it; "" where it is open
    """

    label: str
    disposition: str = ""
    settled: str = ""


@dataclass(frozen=True, slots=True)
class OldFinding:
    """An open finding of the plan before, as the plan that follows has it."""

    label: str
    answered: bool = False
    reason: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """total = the parts, each action once; `outstanding` names those that nothing became of yet."""

    total: int
    parts: dict[str, int]
    outstanding: tuple[str, ...]

    @property
    def adds_up(self) -> bool:
        return self.total == sum(self.parts.values())

    def said(self, words: Mapping[str, str], noun: tuple[str, str]) -> str:
        """ "60 actions = 21 carried over + 3 merged with others + 36 signed off" """
        there = [f"{n} {_lower(words[key])}" for key, n in self.parts.items() if n]
        name = noun[0] if self.total == 1 else noun[1]
        return f"{self.total} {name} = " + " + ".join(there) if there else f"No {noun[1]}"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def became(action: OldAction) -> str:
    """The one part of the sum that an action belongs to."""
    return action.disposition or action.settled or OUTSTANDING


def add_up(actions: Sequence[OldAction]) -> Sum:
    """The sum of the ledger over all actions of the plan before."""
    return _sum([(action.label, became(action)) for action in actions], WORDS)


def _sum(placed: Sequence[tuple[str, str]], words: Mapping[str, str]) -> Sum:
    count = Counter(part for _, part in placed)
    return Sum(
        total=len(placed),
        parts={part: count[part] for part in words},
        outstanding=tuple(label for label, part in placed if part == OUTSTANDING),
    )


def came_of(finding: OldFinding) -> str:
    """The one part of the sum that a finding belongs to."""
    if finding.closed:
        return CLOSED
    if finding.answered:
        return ANSWERED
    return REASONED if finding.reason else OUTSTANDING


def add_up_findings(findings: Sequence[OldFinding]) -> Sum:
    """The sum over the findings that the plan before answers or has to answer."""
    return _sum([(finding.label, came_of(finding)) for finding in findings], FINDING_WORDS)


def check_can_follow(
    plan: int, before: int, following: Mapping[int, int | None], *, draft: bool, title: str
) -> None:
    """A draft may follow another plan, never itself, not even by way of others. following: plan -> the one that it follows."""
    if not draft:
        raise Refused(
            "Only a draft can be said to follow another plan. Nothing was changed.",
            rule="plans.nothing-outstanding-is-lost",
        )
    step: int | None = before
    while step is not None:
        if step == plan:
            raise Refused(
                f"“{title}” follows this plan, so this plan cannot follow it. Nothing was changed.",
                rule="plans.no-circle-of-plans",
                field="before",
            )
        step = following.get(step)


def check_can_dispose(
    kind: str, *, label: str, targets: int, reason: str, decision: bool, settled: bool
) -> None:
    """Whether a disposition says all that it must.

    targets: how many actions of the new plan take it over. decision: whether a decision is named. settled: whether a decision
    has settled the action already (it is then no longer open, and nothing can be carried).
    """
    if kind not in DISPOSITIONS:
        raise Refused(f"Choose what becomes of {label}. Nothing was recorded for it.", field="kind")
    if settled and kind in NEEDS_TARGET:
        raise Refused(
            f"{label} was settled by a decision, so there is nothing left to carry over. Nothing was recorded for it.",
            rule="plans.nothing-outstanding-is-lost",
        )
    if kind in NEEDS_TARGET:
        _check_targets(kind, label, targets)
    elif targets:
        raise Refused(
            f"{label} is {DISPOSITIONS[kind].lower()}, so no action of the new plan takes it over. Leave these out, or choose "
            "“carried over”. Nothing was recorded for it.",
            field="targets",
        )
    if kind in NEEDS_DECISION and not (decision or settled):
        raise Refused(
            f"{label} cannot be {DISPOSITIONS[kind].lower().removesuffix(' by a decision')} by an officer: name the decision of "
            "the body that may. Nothing was recorded for it.",
            rule="plans.only-a-decision-decides",
            who="the body that signs the action off, at a meeting",
            field="decision",
        )
    if kind in {"ended", "merged", "split"} and not reason.strip():
        raise Refused(
            f"Say why {label} is {DISPOSITIONS[kind].lower()}. Nothing was recorded for it.",
            rule="plans.reasons-travel",
            field="reason",
        )


def _check_targets(kind: str, label: str, targets: int) -> None:
    if kind == "split" and targets < 2:
        raise Refused(
            f"{label} is split into several actions: name at least two of the new plan. Nothing was recorded for it.",
            field="targets",
        )
    if kind != "split" and targets != 1:
        raise Refused(
            f"{label} is {DISPOSITIONS[kind].lower()}: name the one action of the new plan that takes it over"
            f"{', or choose “split”' if targets > 1 else ''}. Nothing was recorded for it.",
            field="targets",
        )


def check_can_certify(follows: bool, actions: Sum, findings: Sum) -> None:
    """A certificate is issued for a sum in which nothing is outstanding."""
    if not follows:
        raise Refused(
            "This plan does not follow another, so there is nothing to carry over. No certificate was issued.",
            rule="plans.nothing-outstanding-is-lost",
        )
    left = [*actions.outstanding, *findings.outstanding]
    if left:
        shown = "; ".join(left[:5]) + (f"; and {len(left) - 5} more" if len(left) > 5 else "")
        raise Refused(
            f"{len(left)} of the plan before {'is' if len(left) == 1 else 'are'} still outstanding ({shown}). "
            "No certificate was issued. Say what becomes of each.",
            rule="plans.nothing-outstanding-is-lost",
            who="the programme office",
        )


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that the old action had and that no action that takes it over has."""

    what: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holds:
    """What an action has that could be lost on the way: the labels of its findings, owners and bodies, and its due date."""

    findings: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    due: date | None = None
    measure: bool = False


def lost_on_the_way(old: Holds, new: Sequence[Holds]) -> tuple[Lost, ...]:
    """What none of the actions that take over has. A due date that was moved is told with both days."""
    if not new:
        return ()
    lost = []
    for what, name in (("findings", "Finding"), ("owners", "Owner"), ("bodies", "Body")):
        kept: frozenset[str] = frozenset().union(*(getattr(one, what) for one in new))
        if gone := getattr(old, what) - kept:
            lost.append(Lost(name, tuple(sorted(gone))))
    days = [one.due for one in new if one.due]
    if old.due and not days:
        lost.append(Lost("Due date", (f"{old.due:%-d %B %Y}, and none is stated now",)))
    elif old.due and max(days) > old.due:
        lost.append(Lost("Due date", (f"{old.due:%-d %B %Y}, now {max(days):%-d %B %Y}",)))
    if old.measure and not any(one.measure for one in new):
        lost.append(Lost("Success measure", ("stated before, not stated now",)))
    return tuple(lost)
