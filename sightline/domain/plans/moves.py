"""The moves of a plan's actions in a while, one by one, with who and why; and values as people read them. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from .comparing import ABSENT
from .governing_words import REVIEW_CYCLES
from .versions import ChangeRow, LinkRow, Rows
from .words import ASSURANCE, CONFIDENCE, DELIVERY, IMPACT, POLARITY, PRIORITY, STREAMS

VALUES: dict[str, Mapping[Any, str]] = {
    "delivery": DELIVERY, "impact": IMPACT, "assurance": ASSURANCE, "confidence": CONFIDENCE, "polarity": POLARITY,
    "priority": PRIORITY, "stream": STREAMS, "review_cycle": REVIEW_CYCLES,
    "state": {"open": "Open", "met": "Met", "superseded": "Superseded"},
}  # fmt: skip
DAYS = frozenset(
    {"due", "start", "forecast", "embedded_on", "starts", "ends", "version_date", "next_review", "as_at"}
)


@dataclass(frozen=True, slots=True)
class Step:
    """One move on the way: from, to, when, by whom and why."""

    on: date
    by: str
    why: str
    old: str | None = None
    new: str | None = None


def shown(name: str, value: Any) -> str | None:
    """A value as people read it."""
    if value is None or value is ABSENT:
        return None
    if name in VALUES:
        return VALUES[name].get(value, str(value))
    return day_words(value) if name in DAYS else str(value)


@lru_cache(maxsize=5000)
def day_words(iso: str | None) -> str:
    if not iso:
        return "not stated"
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {day:%B %Y}"


def steps_between(
    rows: Rows, began: Callable[[ChangeRow], bool], moved: Callable[[Any], bool]
) -> dict[tuple[str, str], list[Step]]:
    """Every move of every action in a while, by action number and field, oldest first.

    began: whether a row of history falls into the while; moved: whether a moment does.
    """
    numbers = {key: str(values["number"]) for key, values in rows.actions.items()}
    found: dict[tuple[str, str], list[Step]] = defaultdict(list)
    for change in rows.changes:
        if began(change):
            name = change.field
            step = Step(
                change.on,
                change.by,
                change.why,
                shown(name, _whole_number(name, change.old)),
                shown(name, _whole_number(name, change.new)),
            )
            found[numbers[change.action], name].append(step)
    for row in sorted(
        (r for r in rows.links if r.action and r.what in ("owners", "bodies", "findings", "evidence")),
        key=_when,
    ):
        _link_steps(row, found[numbers[row.action], row.what], moved)
    return found


def _whole_number(name: str, value: str | None) -> Any:
    return int(value) if name == "priority" and value and value.isdecimal() else value


def _when(row: LinkRow) -> Any:
    return row.until or row.since


def _link_steps(row: LinkRow, steps: list[Step], moved: Callable[[Any], bool]) -> None:
    title = str(row.values["title"])
    if row.since is not None and moved(row.since):
        steps.append(Step(_date(row.since), row.by, row.why, None, title))
    if row.until is not None and moved(row.until):
        steps.append(Step(_date(row.until), row.ended_by, row.ended_why, title, None))


def _date(when: datetime | date) -> date:
    return when.date() if isinstance(when, datetime) else when
