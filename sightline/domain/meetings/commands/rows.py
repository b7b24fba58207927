"""From what a person accepted to rows, part by part. Only `papers` uses it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from ..drafts import PaperFacts
from ..models import (
    Attendance,
    Item,
    Outcome,
    Paper,
    PaperAside,
    PaperNote,
    Part,
    PrintedFigure,
    PrintedScore,
    Recommendation,
)
from ..rules import kept, kept_json

# Names under which a fact is kept where they differ from the draft's.
_RENAMED = {"number": "printed_number", "ref": "printed_number", "by": "by_name"}
_NOT_COLUMNS = {"place", "as_read", "by_hand", "item"}


def add_parts(paper: Paper, facts: PaperFacts) -> dict[str, int]:
    """Write every part of the paper, in its order; answers how many of each sort."""
    items = _add(Item, paper, facts.items)
    held = {
        "items": items,
        "outcomes": _add(Outcome, paper, facts.outcomes, items),
        "recommendations": _add(Recommendation, paper, facts.recommendations),
        "attendance": _add(Attendance, paper, facts.attendance),
        "notes": _add(PaperNote, paper, facts.notes),
        "scores": _add(PrintedScore, paper, facts.scores),
        "figures": _add(PrintedFigure, paper, facts.figures, items),
        "set_aside": _add(PaperAside, paper, facts.asides),
    }
    return {name: len(rows) for name, rows in held.items() if rows}


def _add(model: type[Part], paper: Paper, facts: Iterable[Any], items: list[Any] | None = None) -> list[Any]:
    rows = [_row(model, paper, place, one, items) for place, one in enumerate(facts, start=1)]
    return model._default_manager.bulk_create(rows) if rows else []


def _row(model: type[Part], paper: Paper, number: int, facts: Any, items: list[Any] | None) -> Part:
    values: dict[str, Any] = {"paper": paper, "number": number, "position": number}
    for name in facts.__slots__:
        if name not in _NOT_COLUMNS:
            column = _RENAMED.get(name, name)
            values[column] = fitting(model, column, getattr(facts, name))
    if items is not None:
        values["item"] = None if facts.item is None else items[facts.item]
    place = facts.place
    values |= {"page": place.page, "first": place.first, "last": place.last, "boxes": kept_json(place.boxes)}
    as_read = getattr(facts, "as_read", None)
    values |= {
        "as_read": None if as_read is None else kept(as_read),
        "by_hand": getattr(facts, "by_hand", False),
    }
    return model(**values)


def fitting(model: type[models.Model], column: str, value: Any) -> Any:
    """The value as its column takes it: "" for words that are not stated, words fit to keep and not longer than can be kept."""
    field = model._meta.get_field(column)
    if isinstance(field, models.JSONField):
        return kept_json(value)
    if not isinstance(field, models.CharField | models.TextField):
        return value
    if value is None:
        return None if field.null else ""
    words = kept(value)
    return (
        words
        if not field.max_length or len(words) <= field.max_length
        else words[: field.max_length - 1] + "…"
    )
