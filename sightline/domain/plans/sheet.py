"""A plan's actions as a spreadsheet states them: the columns, in their order, and what each prints. No Django.

Exports write these columns; an import of such a file reads them back. What a cell prints and what it may say are
decided here once, so that a file that nobody edited is found to be the same in every cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .drafts import FigureDraft
from .words import ASSURANCE, CONFIDENCE, DELIVERY, IMPACT, LAYERS, POLARITY, PRIORITY

Value = str | int | date | None
ID_HEADER = "Sightline ID"
REASON_HEADER = "Reason for the change"


@dataclass(frozen=True, slots=True)
class SheetOwner:
    """An owner of now: the post's id where one was matched, the words as printed, what pages call it."""

    post_id: int | None
    printed: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One action with all that a spreadsheet states of it.

    code      its stable id in files: plan and number, which never change
    bodies    for each layer (id, name) of those that stand now
    figures   for each role those that stand now
    updates   what was said of it, the latest first
    extra     the council's own columns: {printed heading: text}
    """

    id: int
    code: str
    number: int
    title: str
    ref: str = ""
    detail: str = ""
    theme: str | None = None
    workstream: str | None = None
    aim: str | None = None
    source_printed: str = ""
    source_text: str = ""
    findings: tuple[str, ...] = ()
    category: str = ""
    owners: tuple[SheetOwner, ...] = ()
    owners_raw: str = ""
    bodies: Mapping[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    bodies_raw: str = ""
    start: date | None = None
    start_raw: str = ""
    due: date | None = None
    due_raw: str = ""
    first_due: date | None = None
    forecast: date | None = None
    delivery: str | None = None
    status_printed: str = ""
    confidence: str | None = None
    impact: str | None = None
    assurance: str | None = None
    priority: int | None = None
    priority_raw: str = ""
    success_measure: str = ""
    polarity: str | None = None
    figures: Mapping[str, tuple[FigureDraft, ...]] = field(default_factory=dict)
    updates: tuple[str, ...] = ()
    last_updated: date | None = None
    resources: str = ""
    cost: str = ""
    voice: str = ""
    area: str = ""
    target_grade: str = ""
    next_phase: str = ""
    embedded_on: date | None = None
    linked_indicators: str = ""
    linked_risks: str = ""
    predecessor_ref: str = ""
    sign_off_body: str = ""
    evidence_expected: str = ""
    outcome_notes: str = ""
    ended: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a plan's spreadsheet.

    key      the field that an import fills from it; "" where it only informs
    choices  what the cell may say, where it is chosen from a list
    """

    key: str
    header: str
    show: Callable[[SheetRow], Value]
    width: int = 16
    choices: tuple[str, ...] = ()


def code_of(plan_number: int, number: int) -> str:
    return f"SL-{plan_number}-{number}"


def read_code(text: str) -> tuple[int, int] | None:
    """(plan number, action number) of a code, or None for anything else."""
    found = re.fullmatch(r"\s*SL-(\d{1,9})-(\d{1,9})\s*", text)
    return (int(found[1]), int(found[2])) if found else None


def owners_text(owners: Iterable[SheetOwner], *kinds: str) -> str:
    return "\n".join(owner.label for owner in owners if owner.kind in kinds)


def bodies_text(row: SheetRow, layer: str) -> str:
    return "\n".join(name for _, name in row.bodies.get(layer, ()))


def figure_text(figure: FigureDraft) -> str:
    """A figure in one line of a cell."""
    folded = " ".join(figure.raw.split())
    return f"{figure.label}: {folded}" if figure.label else folded


def figures_text(row: SheetRow, role: str) -> str:
    return "\n".join(figure_text(figure) for figure in row.figures.get(role, ()))


def _words(vocabulary: Mapping[str, str], value: str | None) -> str:
    return vocabulary[value] if value else ""


def _plain(name: str) -> Callable[[SheetRow], Value]:
    return lambda row: getattr(row, name)


def _bodies(layer: str) -> Callable[[SheetRow], Value]:
    return lambda row: bodies_text(row, layer)


def _figures(role: str) -> Callable[[SheetRow], Value]:
    return lambda row: figures_text(row, role)


COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn("id", ID_HEADER, _plain("code"), 12),
    SheetColumn("ref", "Reference", _plain("ref"), 11),
    SheetColumn("theme", "Theme", _plain("theme"), 24),
    SheetColumn("workstream", "Driver or workstream", _plain("workstream"), 24),
    SheetColumn("aim", "Aim", _plain("aim"), 24),
    SheetColumn("finding", "Source", _plain("source_printed"), 36),
    SheetColumn("", "Findings answered", lambda row: "\n".join(row.findings), 24),
    SheetColumn("category", "Category", _plain("category"), 18),
    SheetColumn("action", "Action", _plain("title"), 48),
    SheetColumn("how", "How", _plain("detail"), 40),
    SheetColumn("owner", "Owner", lambda row: owners_text(row.owners, "lead", "owner"), 28),
    SheetColumn("sponsor", "Strategic sponsor", lambda row: owners_text(row.owners, "sponsor"), 24),
    SheetColumn("delivery_body", LAYERS["deliver"], _bodies("deliver"), 24),
    SheetColumn("monitoring_body", LAYERS["monitor"], _bodies("monitor"), 24),
    SheetColumn("scrutiny_body", LAYERS["scrutinise"], _bodies("scrutinise"), 24),
    SheetColumn("cross_scrutiny_body", LAYERS["cross-scrutinise"], _bodies("cross-scrutinise"), 24),
    SheetColumn("start", "Start", lambda row: row.start or row.start_raw, 17),
    SheetColumn("due", "Due", lambda row: row.due or row.due_raw, 17),
    SheetColumn("", "First due date", _plain("first_due"), 17),
    SheetColumn(
        "status",
        "Delivery status",
        lambda row: _words(DELIVERY, row.delivery) or row.status_printed,
        15,
        tuple(DELIVERY.values()),
    ),
    SheetColumn(
        "confidence",
        "Confidence",
        lambda row: _words(CONFIDENCE, row.confidence),
        13,
        tuple(CONFIDENCE.values()),
    ),
    SheetColumn("forecast", "Forecast date", _plain("forecast"), 17),
    SheetColumn("", "Impact judged", lambda row: _words(IMPACT, row.impact), 18),
    SheetColumn("", "Assurance", lambda row: _words(ASSURANCE, row.assurance), 14),
    SheetColumn(
        "priority",
        "Priority",
        lambda row: PRIORITY.get(row.priority or 0) or row.priority_raw,
        15,
        tuple(PRIORITY.values()),
    ),
    SheetColumn("success_measure", "Success measure", _plain("success_measure"), 40),
    SheetColumn("baseline", "Baseline", _figures("baseline"), 22),
    SheetColumn("target", "Target", _figures("target"), 22),
    SheetColumn("milestone", "Milestones", _figures("milestone"), 24),
    SheetColumn("", "Actual figures", _figures("actual"), 24),
    SheetColumn(
        "polarity",
        "Good direction",
        lambda row: _words(POLARITY, row.polarity),
        18,
        tuple(POLARITY.values()),
    ),
    SheetColumn("progress", "Latest update", lambda row: next(iter(row.updates), ""), 48),
    SheetColumn("", "Last updated", _plain("last_updated"), 17),
    SheetColumn("impact", "Outcome", _plain("outcome_notes"), 32),
    SheetColumn("evidence", "Evidence expected", _plain("evidence_expected"), 32),
    SheetColumn("resources", "Resources", _plain("resources"), 24),
    SheetColumn("cost", "Cost", _plain("cost"), 14),
    SheetColumn("voice", "Voice of children", _plain("voice"), 28),
    SheetColumn("judgement_area", "Judgement area", _plain("area"), 24),
    SheetColumn("target_grade", "Target grade", _plain("target_grade"), 16),
    SheetColumn("next_phase", "Next phase", _plain("next_phase"), 20),
    SheetColumn("embedded_date", "Embedded by", _plain("embedded_on"), 17),
    SheetColumn("indicator", "Linked indicators", _plain("linked_indicators"), 24),
    SheetColumn("risk", "Linked risks", _plain("linked_risks"), 24),
    SheetColumn("predecessor", "Predecessor action", _plain("predecessor_ref"), 16),
    SheetColumn("sign_off_body", "Signs off", _plain("sign_off_body"), 22),
)
BY_KEY: dict[str, SheetColumn] = {column.key: column for column in COLUMNS if column.key}
HEADERS: dict[str, str] = {column.header: column.key for column in COLUMNS} | {REASON_HEADER: "reason"}
"""How a file that Sightline wrote heads its columns; "" for those that only inform."""

LAYER_OF = {
    "delivery_body": "deliver",
    "monitoring_body": "monitor",
    "scrutiny_body": "scrutinise",
    "cross_scrutiny_body": "cross-scrutinise",
}


def own_headers(rows: Sequence[SheetRow]) -> list[str]:
    """The council's own columns that these actions have, in the order in which they come; never one of ours twice."""
    found = dict.fromkeys(name for row in rows for name in row.extra)
    return [name for name in found if name not in HEADERS]


def printed(value: Value) -> str:
    """A cell as text: a date in words, nothing for None."""
    if value is None:
        return ""
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else str(value)
