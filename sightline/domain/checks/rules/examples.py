"""Small plans for the cases that stand beside each check."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from ..facts import ActionFacts, BodyFacts, OwnerFacts, PartFacts, PlanFacts, QuantityFacts
from .registry import Example

TODAY = date(2026, 6, 1)
"""The day on which every example is looked at."""

OWNER = OwnerFacts("Head of Service, Front Door", lead=True)
PERCENT = QuantityFacts("95% of assessments", Decimal(95), "%", ">=", "assessments", as_at=date(2026, 12, 31))
BASELINE = QuantityFacts(
    "82% of assessments (31 March 2026)", Decimal(82), "%", None, "assessments", date(2026, 3, 31)
)
BODIES = (
    BodyFacts("deliver", "front-door", "Front Door Service", chair="The head of service"),
    BodyFacts("monitor", "board", "Improvement Board", chair="The independent chair"),
    BodyFacts("scrutinise", "committee", "Children’s Scrutiny Committee", chair="The chair of scrutiny"),
    BodyFacts(
        "cross-scrutinise", "partnership", "Safeguarding Partnership", chair="The independent scrutineer"
    ),
)

ACTION = ActionFacts(
    key=1,
    number="1.1",
    what="Complete 95% of assessments within 45 working days",
    source_count=1,
    owners=(OWNER,),
    due=date(2026, 12, 31),
    first_due=date(2026, 12, 31),
    start=date(2026, 1, 5),
    delivery="in progress",
    confidence="on track",
    impact="no evidence yet",
    priority="high",
    success_measure="Percentage of assessments completed within 45 working days",
    baseline=BASELINE,
    target=PERCENT,
    polarity="higher is better",
    bodies=BODIES,
    signs_off=("Improvement Board",),
    last_update=date(2026, 5, 20),
    updates=2,
    evidence_count=1,
    theme="Assessment",
)
"""An action with which no check finds fault."""


def action(**facts: Any) -> ActionFacts:
    """The faultless action with some facts changed."""
    return replace(ACTION, **facts)


def plan(*actions: ActionFacts, **facts: Any) -> PlanFacts:
    """A plan of these actions (of the faultless one where none is given)."""
    stated: dict[str, Any] = {
        "title": "Improvement plan",
        "starts": date(2026, 1, 1),
        "ends": date(2027, 3, 31),
        "actions": actions or (ACTION,),
        "themes": (PartFacts(1, "Assessment", lead="Assistant Director", actions=1),),
        **facts,
    }
    return PlanFacts(**stated)


def case(words: str, **facts: Any) -> Example:
    """A case with one action: the faultless one with some facts changed."""
    return Example(words, plan(action(**facts)))
