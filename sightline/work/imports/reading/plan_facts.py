"""A plan paper that was read, as the facts that the checks look at. Nothing is stored and nothing is guessed.

The paper is what `sightline read` prints for it: `columns`, `rows` (by printed column name), `parsed` (one object a
row). Which column is which of ours is guessed as the upload page guesses it. What the paper has no column for is not
in `known`, so that the checks say so once and not for each row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast, get_args

from sightline.domain.checks.facts import (
    ActionFacts,
    BodyFacts,
    Confidence,
    Delivery,
    Impact,
    Layer,
    OwnerFacts,
    PartFacts,
    PlanFacts,
    Polarity,
    QuantityFacts,
)
from sightline.domain.checks.rules.words import is_initials
from sightline.ground.lib.dates import read_date
from sightline.ground.lib.quantities import read_quantities

from .plans.columns import guess_columns
from .plans.people import read_bodies

STATES: dict[str, tuple[str, ...]] = {
    "number": ("ref",),
    "source": ("finding",),
    "owner": ("owner",),
    "due": ("due", "revised_due"),
    "start": ("start",),
    "status": ("status",),
    "delivery": ("status",),
    "confidence": ("confidence",),
    "forecast": ("forecast",),
    "impact": ("impact",),
    "updates": ("progress", "quarter"),
    "update_dates": ("last_updated",),
    "success_measure": ("success_measure", "indicator"),
    "baseline": ("baseline",),
    "target": ("target",),
    "polarity": ("polarity",),
    "bodies": ("monitoring_body", "scrutiny_body", "cross_scrutiny_body"),
    "evidence": ("evidence",),
    "priority": ("priority",),
    "theme": ("theme", "aim"),
    "due_changes": ("revised_due",),
}
"""What a paper can state (names of `facts.COLUMNS`), and the fields any of which says it."""

LAYER_OF: dict[str, Layer] = {
    "delivery_body": "deliver",
    "monitoring_body": "monitor",
    "scrutiny_body": "scrutinise",
    "cross_scrutiny_body": "cross-scrutinise",
}


@dataclass(frozen=True)
class Row:
    """One row by our field names; where several columns give one field, in their order."""

    cells: Mapping[str, tuple[str, ...]]
    parsed: Mapping[str, Any]
    place: int  # from 1, in the paper
    number: int  # as the file counts its rows; two sheets may both have a row 2

    def all(self, *fields: str) -> tuple[str, ...]:
        return tuple(text for field in fields for text in self.cells.get(field, ()))

    def first(self, *fields: str) -> str | None:
        return next(iter(self.all(*fields)), None)

    def date(self, field: str) -> date | None:
        """The day of a field: as the reader understood it, else read from the printed text."""
        understood = self.parsed.get(field)
        if isinstance(understood, Mapping) and understood.get("date"):
            return date.fromisoformat(understood["date"])
        return read_date(self.first(field)).date


def plan_facts(paper: Mapping[str, Any]) -> PlanFacts:
    """The facts of a paper of kind "plan", as `sightline read --json` prints it."""
    fields = _fields(paper)
    rows = _rows(paper, fields)
    actions = tuple(_action(row, source) for row, source in zip(rows, _sources(rows), strict=True))
    return PlanFacts(
        title=paper.get("title") or paper.get("file") or "The plan",
        key="file",
        actions=actions,
        themes=_themes(actions),
        from_file=True,
        known=_known(set(fields.values()), rows, actions),
    )


def _fields(paper: Mapping[str, Any]) -> dict[str, str]:
    """Printed column name to our field, for the columns that were recognised."""
    if paper.get("mapping"):
        return {one["column"]: one["field"] for one in paper["mapping"] if one.get("field")}
    names = list(paper.get("columns") or ())
    samples = [[str(row[name]) for row in (paper.get("rows") or ())[:40] if row.get(name)] for name in names]
    return {guess.name: guess.field for guess in guess_columns(names, samples) if guess.field}


def _rows(paper: Mapping[str, Any], fields: Mapping[str, str]) -> list[Row]:
    parsed: Sequence[Mapping[str, Any]] = paper.get("parsed") or ()
    found = []
    for place, printed in enumerate(paper.get("rows") or ()):
        cells: dict[str, tuple[str, ...]] = {}
        for name, field in fields.items():
            if text := str(printed.get(name) or "").strip():
                cells[field] = (*cells.get(field, ()), text)
        understood = parsed[place] if place < len(parsed) else {}
        found.append(Row(cells, understood, place + 1, int(understood.get("row") or place + 1)))
    return found


def _known(fields: set[str], rows: list[Row], actions: Sequence[ActionFacts]) -> frozenset[str]:
    known = {name for name, states in STATES.items() if fields.intersection(states)}
    if any(action.theme for action in actions):
        known.add("theme")
    if any(action.delivery for action in actions):
        known.add("delivery")
    if any(action.confidence for action in actions):
        known.add("confidence")
    if any(action.last_update for action in actions):
        known.add("update_dates")
    if any(action.target for action in actions):
        known.add("target")
    if any(action.first_due and action.first_due != action.due for action in actions):
        known.add("due_changes")
    return frozenset(known)


def _action(row: Row, source: str | None) -> ActionFacts:
    due, first_due = _due(row)
    delivery = _delivery(row)
    impact = row.first("impact")
    confidence = row.parsed.get("confidence") or row.first("confidence")
    return ActionFacts(
        key=row.place,
        number=row.first("ref"),
        what=row.first("action", "how", "indicator") or "",
        other_source=source,
        owners=_owners(row),
        due=due,
        due_raw=row.first("revised_due", "due"),
        first_due=first_due,
        due_changes=int(bool(due and first_due and first_due < due)),
        start=row.date("start"),
        forecast=row.date("forecast"),
        delivery=delivery,
        delivery_raw=row.first("status", "rag"),
        done_at=row.date("completed_on") if delivery == "done" else None,
        impact=cast(Impact | None, _one_of(Impact, impact)),
        impact_raw=impact,
        assurance="reported" if row.parsed.get("done_awaiting_sign_off") else None,
        confidence=cast(Confidence | None, _one_of(Confidence, confidence)),
        priority=row.first("priority"),
        success_measure=" ".join(row.all("success_measure", "indicator")) or None,
        baseline=_quantity(row.first("baseline"), row),
        target=_quantity(row.first("target"), row),
        polarity=cast(Polarity | None, _one_of(Polarity, row.first("polarity"))),
        bodies=_bodies(row),
        last_update=_last_update(row),
        updates=len(row.all("progress", "quarter")),
        evidence_count=len(row.all("evidence")),
        theme=row.first("theme", "aim") or row.parsed.get("section_title") or row.parsed.get("section"),
        row=row.number,
    )


def _delivery(row: Row) -> Delivery | None:
    """The status as the reader understood it; a colour alone is none."""
    if row.parsed.get("done_awaiting_sign_off") and not row.parsed.get("status"):
        return "done"
    return cast(Delivery | None, _one_of(Delivery, row.parsed.get("status") or row.first("status")))


def _last_update(row: Row) -> date | None:
    """The latest day that a note of progress is dated, or that the row says it was updated."""
    dated = [date.fromisoformat(note["date"]) for note in row.parsed.get("updates") or () if note.get("date")]
    stated = row.date("last_updated")
    return max([*dated, *([stated] if stated else [])], default=None)


def _sources(rows: Sequence[Row]) -> list[str | None]:
    """The source of each row; a blank one under "R1.2" is that of "R1", where R1 stands above and has one."""
    stated: dict[str, str] = {}
    found: list[str | None] = []
    for row in rows:
        number, source = (row.first("ref") or "").rstrip("."), row.first("finding", "category")
        parts = number.split(".")
        above = (".".join(parts[:length]) for length in range(len(parts) - 1, 0, -1))
        source = source or next((stated[one] for one in above if one in stated), None)
        if source and number:
            stated.setdefault(number, source)
        found.append(source)
    return found


def _owners(row: Row) -> tuple[OwnerFacts, ...]:
    texts = row.parsed.get("owners")
    if texts is None:
        texts = [row.first("owner")] if row.first("owner") else []
    printed = [str(text).strip() for text in texts if str(text).strip()]
    if not printed and row.first("owner"):
        printed = [row.first("owner") or ""]  # "TBC": no owner was understood, and the words are judged
    marked = re.compile(r"\(\s*lead\s*\)|^lead\s*[:–-]", re.IGNORECASE)
    return tuple(
        OwnerFacts(text, lead=len(printed) == 1 or bool(marked.search(text)), initials_only=is_initials(text))
        for text in printed
    )


def _due(row: Row) -> tuple[date | None, date | None]:
    """The due date as it is now, and as it was first."""
    if isinstance(understood := row.parsed.get("due"), Mapping):
        due, first = (
            date.fromisoformat(text) if (text := understood.get(name)) else None
            for name in ("date", "original")
        )
        return due, first or due
    read = read_date(row.first("due"))
    revised = row.date("revised_due")
    return revised or read.date, read.original or read.date or revised


def _quantity(raw: str | None, row: Row) -> QuantityFacts | None:
    """The first quantity of a cell, with the whole of the cell as its words."""
    if not raw:
        return None
    found = next(iter(read_quantities(raw)), None)
    stated = row.first("denominator")
    if found is None:
        return QuantityFacts(raw, denominator=stated)
    of = found.what if found.what.lower().startswith("of ") else None
    return QuantityFacts(
        raw, found.value, found.unit or row.first("unit"), found.comparator, stated or of, found.as_at
    )


def _bodies(row: Row) -> tuple[BodyFacts, ...]:
    return tuple(
        BodyFacts(layer, body=name.casefold(), name=name)
        for field, layer in LAYER_OF.items()
        for name in row.parsed.get(field) or read_bodies("\n".join(row.all(field)))
    )


def _themes(actions: Sequence[ActionFacts]) -> tuple[PartFacts, ...]:
    counts: dict[str, int] = {}
    for action in actions:
        if action.theme:
            counts[action.theme] = counts.get(action.theme, 0) + 1
    return tuple(
        PartFacts(place, title, actions=count) for place, (title, count) in enumerate(counts.items())
    )


def _one_of(vocabulary: Any, text: object) -> str | None:
    """A word of a vocabulary as printed ("In Progress", "not-started"), or None."""
    plain = " ".join(str(text or "").replace("-", " ").replace("_", " ").casefold().split()).rstrip(".")
    words = {word.replace("-", " "): word for word in get_args(vocabulary)}
    return words.get(plain)
