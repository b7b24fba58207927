"""What `commands.register_paper` takes: a paper as a person accepted it, before it is stored. No Django.

Everywhere None means "not stated" and "" means the same for words that are kept as text: neither ever means "no".
`as_read` is what the reader printed where a person put other words in its place; None where the words are as read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

PAPER_KINDS = {
    "report": "Report",
    "minutes": "Minutes",
    "decision": "Record of a decision",
    "indicators": "Table of indicators",
    "risk": "Risk deep dive",
    "risk_matrix": "Risk matrix",
}
# What an item came to. A resolution was put and agreed, a commitment was said in the prose, a decision stands in a record of one;
# deferred: a paper puts an answer off to the meeting ("to be advised during the presentation").
OUTCOME_KINDS = {
    "resolution": "Resolution",
    "commitment": "Commitment",
    "decision": "Decision",
    "deferred": "Deferred answer",
}
ATTENDANCE_ROLES = {
    "chair": "In the chair",
    "present": "Present",
    "part": "Present for part of the meeting",
    "non_voting": "Present without a vote",
    "also": "Also present",
    "substitutes": "Substitute",
    "officers": "Officer",
    "apologies": "Apologies",
    "left": "Left the meeting",
}
NOTE_ROLES = {
    "purpose": "Purpose of the report",
    "reason": "Reason",
    "alternative": "Alternative considered",
    "priority": "Council priority",
    "theme": "Theme of the plan",
    "consideration": "Consideration",
    "appendix": "Appendix",
    "appendix_ref": "Appendix named in the text",
    "background": "Background paper",
    "declaration": "Declaration of interest",
    "correction": "Correction of earlier minutes",
    "section": "Other section",
    "footnote": "Footnote",
    "status_key": "Key to the statuses",
}
CONSIDERATIONS = {
    "financial": "Financial",
    "legal": "Legal",
    "human_resources": "Human resources",
    "risk": "Risk management",
    "equalities": "Equalities",
    "sustainability": "Sustainability, climate change and environment",
    "ethical": "Ethical",
    "consultation": "Consultation",
}
# Whose paper it is: the council's own, another council's (kept to compare), or a made-up one (an exercise, a demonstration).
OWNERSHIPS = {"own": "Our own", "other": "Another council’s", "fictional": "Made up"}
# Questions that a paper answers with yes, no, or not at all: facts with these names hold True, False or None.
QUESTIONS = {
    "contrary_to_plan": "Is the recommendation contrary to a plan or strategy of the council?",
    "in_budget": "Is the recommendation in accordance with the approved budget?",
    "exempt": "Is the information exempt from publication?",
    "key_decision": "Is it a key decision?",
    "call_in": "Is it subject to call-in?",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand in the first source: page (None in text), first and last printed line, boxes as readers give them."""

    page: int | None = None
    first: int | None = None
    last: int | None = None
    boxes: tuple[Mapping[str, Any], ...] = ()


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item of minutes. number: as printed ("41/08"); text: its narrative in full; all texts "" where not stated."""

    number: str | None = None
    title: str = ""
    intro: str = ""
    text: str = ""
    noted: str = ""
    mover: str = ""
    seconder: str = ""
    place: Place = NOWHERE
    as_read: str | None = None
    by_hand: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """A resolution, commitment or decision.

    kind    OUTCOME_KINDS
    item    its place in PaperFacts.items, from 0; None where it stands in no item
    number  as printed ("1", "a"), verb as printed ("Resolved"); None where the page has none or lost it
    """

    kind: str
    text: str
    item: int | None = None
    number: str | None = None
    verb: str | None = None
    place: Place = NOWHERE
    as_read: str | None = None
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class RecommendationFacts:
    """What a report asks its body to do, with the printed number."""

    text: str
    number: str | None = None
    place: Place = NOWHERE
    as_read: str | None = None
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class AttendanceFacts:
    """Somebody at a meeting, or who could not come. role: ATTENDANCE_ROLES; instead_of: for whom a substitute came."""

    role: str
    printed: str
    instead_of: str = ""
    place: Place = NOWHERE
    as_read: str | None = None
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """Any other passage with a role of its own.

    role    NOTE_ROLES
    key     of a consideration: CONSIDERATIONS; of another section: its printed heading; else ""
    number  the printed reference: of an appendix "6(a)", of a declaration the item's number
    title   an appendix's title; whose declaration it is; the heading
    text    the words; of a correction the new words
    old     of a correction of earlier minutes: the words that it replaces
    """

    role: str
    text: str = ""
    key: str = ""
    number: str | None = None
    title: str = ""
    old: str = ""
    place: Place = NOWHERE
    as_read: str | None = None
    by_hand: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScoreFacts:
    """A risk or sub-risk with its scores as printed; None: not stated.

    `gross` and `net` are where the score stands (or moved to), `gross_from` and `net_from` where it came from,
    `unspecified` and `unspecified_from` a score that the paper calls neither gross nor net.
    controls: texts; further_actions: {"text", "target"} each. extra["item"]: its item's place in PaperFacts.items, where a
    deep dive stands in minutes.
    """

    name: str = ""
    ref: str | None = None
    risk: str = ""
    owner: str = ""
    gross: int | None = None
    gross_from: int | None = None
    net: int | None = None
    net_from: int | None = None
    unspecified: int | None = None
    unspecified_from: int | None = None
    controls: tuple[str, ...] = ()
    further_actions: tuple[Mapping[str, Any], ...] = ()
    text: str = ""
    place: Place = NOWHERE
    as_read: str | None = None
    by_hand: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """One figure as printed: a cell of a table of indicators, or a figure in an item's prose.

    name: of the indicator or what is counted; column: the heading it stands under; printed: the cell's words, None where the
    cell is empty; value, unit and as_at only where they are certain; row: its row in the table, from 0; item: as in OutcomeFacts.
    """

    name: str
    printed: str | None = None
    column: str = ""
    section: str = ""
    value: Decimal | None = None
    unit: str = ""
    as_at: date | None = None
    row: int | None = None
    item: int | None = None
    place: Place = NOWHERE
    as_read: str | None = None
    by_hand: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AsideFacts:
    """A passage that was not placed (`doubt` False), or one that is kept as printed and worth a question (`doubt` True).

    by: who set it aside, "" for the reader itself.
    """

    text: str
    why: str
    doubt: bool = False
    by: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A whole paper.

    kind          PAPER_KINDS
    title         "" where none is printed: the register then names it by kind, body and date
    body_id       the body it was matched to by a person, or None; body_printed: the words on the paper
    date          as understood, date_printed: as printed
    reference     the paper's own reference: a report's agenda item, a decision's number
    ownership     OWNERSHIPS
    facts         what else stands at its head, {name: text, True/False/None, date as ISO text, or a list}; for a risk matrix
                  "impact", "likelihood" and "scores"; for indicators "columns", "sections" and "version"
    places        where the facts stand: {"date": Place, "title": Place, ...}
    as_read       {name: what the reader printed} of the facts (and title, body_printed, date, reference) that a person changed
    """

    kind: str
    title: str = ""
    body_id: int | None = None
    body_printed: str = ""
    date: date | None = None
    date_printed: str = ""
    reference: str = ""
    ownership: str = "own"
    facts: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    as_read: Mapping[str, Any] = field(default_factory=dict)
    items: tuple[ItemFacts, ...] = ()
    outcomes: tuple[OutcomeFacts, ...] = ()
    recommendations: tuple[RecommendationFacts, ...] = ()
    attendance: tuple[AttendanceFacts, ...] = ()
    notes: tuple[NoteFacts, ...] = ()
    scores: tuple[ScoreFacts, ...] = ()
    figures: tuple[FigureFacts, ...] = ()
    asides: tuple[AsideFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Where another source of the same paper has other words: what ("Item 5, resolution 2"), the words kept, the words there."""

    what: str
    kept: str
    there: str
    page: int | None = None
    line: int | None = None
