"""What a check is, and the ordered list of all checks.

A check is a small function with a stable code. It looks at one thing (a finding, an action, a theme, the plan)
and answers a sentence that says what is wrong with it, or None. Everything else that people need (how serious it
is, why it matters, how to mend it, a case that passes and one that fails) stands beside the function.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

from ..facts import ActionFacts, PlanFacts

Severity = Literal["error", "warning", "advice"]
Kind = Literal["finding", "action", "theme", "workstream", "funding", "plan", "owner", "column"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "advice")

SUBJECTS: dict[str, str] = {
    "1": "Findings, sources and references",
    "2": "Owners and bodies",
    "3": "Dates",
    "4": "Measures, baselines and targets",
    "5": "What is said to be done",
    "6": "The plan as a whole",
}
"""The first digit of a code says what it is about."""


@dataclass(frozen=True)
class CheckSettings:
    """What a council may set. Days are calendar days."""

    days_until_stale: int = 42  # an open action without an update for longer than this is stale
    slips_allowed: int = 1  # times that a due date may move later before it is remarked on
    owner_changes_allowed: int = 1
    actions_an_owner_can_lead: int = 10  # open actions
    findings_an_action_can_answer: int = 6
    actions_in_a_plan: int = 150
    days_before_due_to_start: int = 28  # an action not started this close to its date is remarked on
    days_to_check_what_is_done: int = 90  # after which a reported completion should have been verified
    share_on_one_day: float = 0.6  # of the dated actions, when there are at least ten


Thing = tuple[Any, str, str, int | None]  # what is looked at, its key, its label, its line of a file


@dataclass
class Context:
    """The plan, today and the settings, with what several checks want to know worked out once."""

    plan: PlanFacts
    today: date
    settings: CheckSettings
    _things: dict[str, list[Thing]] = field(default_factory=dict)

    def things(self, kind: Kind) -> list[Thing]:
        """What the checks of a kind look at, each with its key, its label and its line of the file."""
        if kind not in self._things:
            self._things[kind] = list(_things(kind, self.plan))
        return self._things[kind]

    @cached_property
    def numbers(self) -> Counter[str]:
        """How many live actions carry each printed reference."""
        return Counter(squeeze(action.number) for action in self.plan.live if action.number)

    @cached_property
    def wordings(self) -> dict[str, list[ActionFacts]]:
        """Live actions by their words, without regard to case, spaces and full stops."""
        found: dict[str, list[ActionFacts]] = {}
        for action in self.plan.live:
            if action.what.strip():
                found.setdefault(squeeze(action.what), []).append(action)
        return found

    @cached_property
    def led(self) -> dict[str, int]:
        """How many open actions each owner leads: the stated lead, or the only owner."""
        found: Counter[str] = Counter()
        for action in self.plan.live:
            leads = [owner for owner in action.owners if owner.lead] or list(action.owners[:1])
            if action.open and leads:
                found.update({owner.text for owner in leads})
        return dict(found)


@dataclass(frozen=True)
class Example:
    """A case in words, and the same case as facts."""

    words: str
    plan: PlanFacts


@dataclass(frozen=True)
class Found:
    """Something wrong with a thing that is not one of the plan's own rows (an owner's name, a column)."""

    sentence: str
    key: str
    label: str


Answer = str | None
Looker = Callable[[Any, Context], Any]


@dataclass(frozen=True)
class Rule:
    """A check. `needs` names the columns without which a source cannot be judged by it (see `facts.COLUMNS`)."""

    code: str
    name: str  # of the function
    severity: Severity
    kind: Kind
    title: str
    why: str
    source: str  # where the reason is written down, or "" for plain sense
    mend: str
    needs: tuple[str, ...]
    passes: Example
    fails: Example
    look: Looker = field(repr=False)

    @property
    def anchor(self) -> str:
        """The name of its section in docs/reference/checks.md and on the page that lists the checks."""
        return self.code.lower()

    @property
    def about(self) -> str:
        return SUBJECTS[self.code[2]]


@dataclass(frozen=True)
class Problem:
    """One answer of one check about one thing. `identity` stays the same from run to run."""

    code: str
    severity: Severity
    title: str
    kind: Kind
    key: str
    label: str
    sentence: str
    why: str
    mend: str
    anchor: str
    row: int | None = None  # line of a file

    @property
    def identity(self) -> tuple[str, str, str]:
        """What a waiver holds on to."""
        return (self.code, self.kind, self.key)


REGISTRY: dict[str, Rule] = {}


def rule(
    code: str,
    severity: Severity,
    kind: Kind,
    *,
    title: str,
    why: str,
    mend: str,
    passes: Example,
    fails: Example,
    source: str = "",
    needs: tuple[str, ...] = (),
) -> Callable[[Looker], Looker]:
    """Add a check to the list. Codes are for ever: a check that is retired leaves its number unused."""

    def enlist(look: Looker) -> Looker:
        if code in REGISTRY:
            raise ValueError(f"Two checks are called {code}.")
        REGISTRY[code] = Rule(
            code, look.__name__, severity, kind, title, why, source, mend, needs, passes, fails, look
        )
        return look

    return enlist


def apply(rule: Rule, context: Context) -> Iterator[Problem]:
    """Everything that one check finds in a plan, in the plan's order."""
    for thing, key, label, row in context.things(rule.kind):
        answer = rule.look(thing, context)
        if answer is None:
            continue
        founds: Iterable[Found] = [Found(answer, key, label)] if isinstance(answer, str) else answer
        for found in founds:
            yield Problem(
                code=rule.code,
                severity=rule.severity,
                title=rule.title,
                kind=rule.kind,
                key=found.key,
                label=found.label,
                sentence=found.sentence,
                why=rule.why,
                mend=rule.mend,
                anchor=rule.anchor,
                row=row,
            )


def _things(kind: Kind, plan: PlanFacts) -> Iterator[Thing]:
    if kind == "action":
        yield from ((action, str(action.key), action.label, action.row) for action in plan.live)
    elif kind == "finding":
        yield from ((finding, str(finding.key), finding.label, finding.row) for finding in plan.findings)
    elif kind in ("theme", "workstream", "funding"):
        parts = {"theme": plan.themes, "workstream": plan.workstreams, "funding": plan.fundings}[kind]
        yield from ((part, str(part.key), f"{kind.capitalize()} {part.title}", part.row) for part in parts)
    else:
        yield plan, str(plan.key), plan.title, None


def squeeze(text: str | None) -> str:
    """A text for comparing: lower case, single spaces, no full stop at the end."""
    return " ".join((text or "").casefold().split()).rstrip(" .;")


def day(when: date) -> str:
    """A date as people write it: 5 March 2024."""
    return f"{when.day} {when:%B %Y}"
