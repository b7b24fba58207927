"""Invented rows for the example of a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

TODAY = date(2026, 3, 3)
OWNERS = (
    "Head of Service, Front Door",
    "Principal Social Worker",
    "Head of SEND",
    "Service Manager, Fostering",
)
COLUMNS: dict[str, dict[str, Any]] = {
    "owner": {"text": "Owner", "sort": "owner"},
    "due": {"text": "Due", "sort": "due"},
    "delivery": {"text": "Delivery"},
    "confidence": {"text": "Confidence"},
    "impact": {"text": "Impact"},
    "updates": {"text": "Updates", "number": True},
}
TITLES = (
    "Agree one threshold document with all partners, and train everyone who refers in using it",
    "Audit 20 assessments a month and report what was learned",
    "Recruit 14 permanent social workers to the assessment teams",
    "Give every child in care a named advocate",
    "Finish every education, health and care plan within 20 weeks",
    "Visit each foster home within the first week of a placement",
)


@dataclass(frozen=True)
class Row:
    ref: str
    title: str
    owner: str | None
    due: date | None
    delivery: str | None
    confidence: str | None
    impact: str
    updates: int


def _row(number: int) -> Row:
    """The same row for a number every time, with something not stated here and there."""
    return Row(
        ref=f"{number // 8 + 1}.{number % 8 + 1}",
        title=TITLES[number % len(TITLES)],
        owner=OWNERS[number % len(OWNERS)] if number % 7 else None,
        due=TODAY + timedelta(days=number * 9 - 120) if number % 5 else None,
        delivery=("not-started", "in-progress", "done", "in-progress", "not-done")[number % 5],
        confidence=("on-track", "at-risk", "off-track", None)[number % 4],
        impact=("no-evidence", "no-signal", "better", "worse", "sustained")[number % 5],
        updates=number * 7 % 23,
    )


def rows(sort: str, wanted: dict[str, Any]) -> list[Row]:
    """The rows that were asked for, in the order that was asked for; what is not stated stands last either way."""
    found = [row for row in map(_row, range(47)) if _matches(row, wanted)]
    name = sort.removeprefix("-")
    if name not in ("title", "owner", "due"):
        return found[::-1] if sort == "-ref" else found
    stated = [row for row in found if getattr(row, name) is not None]
    missing = [row for row in found if getattr(row, name) is None]
    return sorted(stated, key=lambda row: getattr(row, name), reverse=sort.startswith("-")) + missing


def _matches(row: Row, wanted: dict[str, Any]) -> bool:
    text, owner, confidence = (wanted.get(name) for name in ("text", "owner", "confidence"))
    return (
        (not text or text.lower() in row.title.lower())
        and (not owner or row.owner == owner)
        and (not confidence or row.confidence in confidence)
    )
