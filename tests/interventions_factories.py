"""Interventions to test with, through the real commands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from sightline.domain.inspections.interventions.commands import (
    ConditionDraft,
    InterventionFacts,
    OfficialDraft,
    Paper,
    add_advice,
    add_focus_area,
    add_intervention,
    add_official,
    add_review,
)
from sightline.domain.inspections.models import Advice, FocusArea, Intervention, Official, ReviewDate
from tests.factories import SYSTEM, TODAY

FROM = date(2023, 7, 3)
NAMED = frozenset(InterventionFacts.__dataclass_fields__)


def an_intervention(
    title: str = "", *, conditions: Sequence[str | ConditionDraft] = (), today: date = TODAY, **changes: Any
) -> Intervention:
    """A statutory direction from July 2023; `changes` are fields of InterventionFacts or arguments of the command."""
    facts = {
        "kind": "direction",
        "stream": "social-care",
        "issued": FROM,
        "since": FROM,
        "title": title or None,
    }
    facts |= {name: value for name, value in changes.items() if name in NAMED}
    rest = {name: value for name, value in changes.items() if name not in NAMED}
    asked = [one if isinstance(one, ConditionDraft) else ConditionDraft(one) for one in conditions]
    return add_intervention(
        by=SYSTEM, facts=InterventionFacts(**facts), today=today, conditions=asked, **rest
    )


def a_paper(words: bytes = b"Direction under the Education Act 1996") -> Paper:
    return Paper(BytesIO(words), "direction.txt")


def an_official(intervention: Intervention, title: str = "Improvement Adviser", **changes: Any) -> Official:
    draft = OfficialDraft(**({"title": title, "role": "adviser", "since": FROM} | changes))
    return add_official(by=SYSTEM, intervention=intervention, draft=draft, today=TODAY)


def a_review(intervention: Intervention, today: date = TODAY, on: date | None = None) -> ReviewDate:
    return add_review(
        by=SYSTEM, intervention=intervention, on=on or today + timedelta(30), today=today, what="Progress"
    )


def a_focus_area(intervention: Intervention, title: str = "The front door") -> FocusArea:
    return add_focus_area(by=SYSTEM, intervention=intervention, title=title, since=FROM, today=TODAY)


def some_advice(intervention: Intervention, text: str = "Audit forty cases.", **changes: Any) -> Advice:
    given = {"on": date(2023, 9, 1), "to": "Director", "today": TODAY} | changes
    return add_advice(by=SYSTEM, intervention=intervention, text=text, **given)
