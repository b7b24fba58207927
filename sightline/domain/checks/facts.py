"""What the checks look at: a plan as plain, frozen facts.

The facts are built in two places: from the database (by the queries of this package) and from a plan file
that was never imported (`work.imports.reading.plan_facts`). Rules see no difference, except through `known`:
what the source is able to state at all. A file without a column for evidence gets one remark about the missing
column, never one for each of its rows.

Throughout, None or "" means "not stated", which is not the same as "no".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Delivery = Literal["not started", "in progress", "done", "not done"]
Impact = Literal["no evidence yet", "no signal of change", "better", "worse", "sustained"]
Assurance = Literal["reported", "evidenced", "verified", "signed off", "embedded", "reopened"]
Confidence = Literal["on track", "at risk", "off track"]
Layer = Literal["deliver", "monitor", "scrutinise", "cross-scrutinise"]
Polarity = Literal["higher is better", "lower is better", "no good direction"]

LAYERS: tuple[Layer, ...] = ("deliver", "monitor", "scrutinise", "cross-scrutinise")

COLUMNS: dict[str, str] = {
    "findings": "inspection findings",
    "source": "the finding or other source that an action answers",
    "number": "the action's own reference",
    "owner": "the owner or lead",
    "due": "the date by which the action is due",
    "start": "the date on which the action starts",
    "status": "status",
    "delivery": "whether an action is done",
    "confidence": "confidence (on track, at risk, off track)",
    "forecast": "the forecast date",
    "impact": "impact",
    "assurance": "assurance",
    "updates": "progress",
    "update_dates": "the date of each update",
    "success_measure": "the success measure",
    "baseline": "the baseline",
    "target": "the target",
    "polarity": "which direction is good",
    "bodies": "the bodies that deliver, monitor and scrutinise",
    "evidence": "evidence",
    "priority": "priority",
    "theme": "theme",
    "workstreams": "workstreams and their leads",
    "fundings": "funding and its leads",
    "due_changes": "earlier dates",
    "period": "the period of the plan",
}
"""What a source may be able to state: the name used in `PlanFacts.known`, and the words for a person."""

EVERYTHING = frozenset(COLUMNS)


@dataclass(frozen=True)
class QuantityFacts:
    """A baseline or a target: the printed words, and what was understood of them (None where nothing was)."""

    raw: str
    value: Decimal | None = None
    unit: str | None = None  # "%", "per 10,000", "days", "" where a bare number stands
    comparator: str | None = None  # "=", ">=", "<=", ">", "<", a range, another's figure ("England average")
    denominator: str | None = None  # "of assessments", "10,000 children aged 0-17"
    as_at: date | None = None


@dataclass(frozen=True)
class OwnerFacts:
    """One owner as printed: a post, a person or a team."""

    text: str
    lead: bool = False
    initials_only: bool = False


@dataclass(frozen=True)
class BodyFacts:
    """A body on one of the four layers of an action. `body` is the same text for the same body."""

    layer: Layer
    body: str
    name: str = ""
    chair: str | None = None  # whoever chairs it today, the same text for the same person

    @property
    def label(self) -> str:
        return self.name or self.body


@dataclass(frozen=True)
class FindingFacts:
    """A finding in the plan's scope. `reason` is why no action answers it, where that was recorded."""

    key: int | str
    ref: str | None
    text: str
    category: str | None = None
    inspection: str | None = None
    page: int | None = None
    answered_by: int = 0  # actions that answer it
    reason: str | None = None
    serial: tuple[int, int] | None = None  # numbers of its inspection and its own, which stand in addresses
    row: int | None = None  # line of a file

    @property
    def label(self) -> str:
        return f"Finding {self.ref}" if self.ref else f"Finding “{shorten(self.text)}”"


@dataclass(frozen=True)
class ActionFacts:
    """One action. Counts are of live links: those with no `until`."""

    key: int | str
    number: str | None  # printed reference, as text
    what: str
    serial: int | None = None  # its own number in Sightline, which stands in addresses
    source_count: int = 0  # findings that it answers
    other_source: str | None = None  # practice audit, peer review, risk ...
    owners: tuple[OwnerFacts, ...] = ()
    owner_changes: int = 0
    due: date | None = None  # the current date
    due_raw: str | None = None  # as printed: "Ongoing", "Q1 14/15"
    first_due: date | None = None
    due_changes: int = 0  # times that the date was moved later
    start: date | None = None
    forecast: date | None = None
    delivery: Delivery | None = None
    delivery_raw: str | None = None  # as printed: "A/G"
    done_at: date | None = None
    impact: Impact | None = None
    impact_raw: str | None = None  # as printed, where a file tells it in prose
    assurance: Assurance | None = None
    confidence: Confidence | None = None
    priority: str | None = None
    success_measure: str | None = None
    baseline: QuantityFacts | None = None
    target: QuantityFacts | None = None
    polarity: Polarity | None = None
    bodies: tuple[BodyFacts, ...] = ()
    signs_off: tuple[str, ...] | None = None  # the bodies that may sign it off; None: the source cannot say
    last_update: date | None = None
    updates: int = 0
    latest_texts: tuple[str, ...] = ()  # texts of the last updates, newest first; two are enough
    evidence_count: int = 0
    theme: str | None = None
    workstream: str | None = None
    ended: bool = False  # ended by a decision, carried to another plan, merged
    row: int | None = None  # line of a file

    @property
    def label(self) -> str:
        if self.number and self.number.casefold().startswith("action"):
            return "A" + self.number[1:]
        if self.number or self.serial:
            return f"Action {self.number or self.serial}"
        return f"Action “{shorten(self.what)}”" if self.what.strip() else f"Action in row {self.row}"

    @property
    def mention(self) -> str:
        """The label in the middle of a sentence."""
        return "a" + self.label[1:]

    @property
    def open(self) -> bool:
        """Whether work is still to be done: neither ended, nor done, nor given up, nor signed off."""
        closed = self.delivery in ("done", "not done") or self.assurance in ("signed off", "embedded")
        return not self.ended and not closed

    def on(self, layer: Layer) -> tuple[BodyFacts, ...]:
        """The bodies on a layer."""
        return tuple(body for body in self.bodies if body.layer == layer)


@dataclass(frozen=True)
class PartFacts:
    """A theme, workstream or source of funding of the plan."""

    key: int | str
    title: str
    lead: str | None = None
    actions: int = 0
    row: int | None = None


@dataclass(frozen=True)
class PlanFacts:
    """A plan with all that the checks need. Rules for a file and for the database are the same."""

    title: str
    key: int | str = "plan"
    starts: date | None = None
    ends: date | None = None
    findings: tuple[FindingFacts, ...] = ()
    actions: tuple[ActionFacts, ...] = ()
    themes: tuple[PartFacts, ...] = ()
    workstreams: tuple[PartFacts, ...] = ()
    fundings: tuple[PartFacts, ...] = ()
    from_file: bool = False
    known: frozenset[str] = field(default=EVERYTHING)  # names in COLUMNS

    @property
    def live(self) -> tuple[ActionFacts, ...]:
        """Actions that are still part of the plan (not ended)."""
        return tuple(action for action in self.actions if not action.ended)


def shorten(text: str, length: int = 60) -> str:
    """The first words of a text, at most `length` characters, cut between words."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
