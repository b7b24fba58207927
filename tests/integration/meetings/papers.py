"""Papers for the tests of the register: made up, one of each kind, as a person would have accepted them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from sightline.domain.meetings.commands import register_paper
from sightline.domain.meetings.drafts import (
    AsideFacts,
    AttendanceFacts,
    FigureFacts,
    ItemFacts,
    NoteFacts,
    OutcomeFacts,
    PaperFacts,
    Place,
    RecommendationFacts,
    ScoreFacts,
)
from sightline.domain.meetings.models import Paper
from sightline.ground.audit.commands import command
from sightline.ground.files.commands import store
from sightline.ground.files.models import StoredFile
from tests.factories import SYSTEM, TODAY

MINUTES_TEXT = """Children’s Scrutiny Committee
Minutes of the meeting held on Thursday 6 June 2024

Present: Councillor in the Chair
Apologies: Vice-Chair

1 DECLARATIONS OF INTEREST
There were none.

2 CHILDREN’S SOCIAL CARE UPDATE
The Director presented the report. She would send Members the audit summary by the end of June.

Resolved:
1. To note the report.
2. To receive the placement strategy in September 2024.
"""
MINUTES = PaperFacts(
    kind="minutes",
    body_printed="Children’s Scrutiny Committee",
    date=date(2024, 6, 6),
    date_printed="Thursday 6 June 2024",
    facts={"venue": "Town Hall, Northmere", "status": None},
    places={"date": Place(first=2, last=2)},
    items=(
        ItemFacts(number="1", title="DECLARATIONS OF INTEREST", text="There were none.", place=Place(first=7, last=8)),
        ItemFacts(
            number="2",
            title="CHILDREN’S SOCIAL CARE UPDATE",
            text="The Director presented the report. She would send Members the audit summary by the end of June.",
            place=Place(first=10, last=11),
        ),
    ),
    outcomes=(
        OutcomeFacts(
            "commitment",
            "She would send Members the audit summary by the end of June.",
            item=1,
            place=Place(first=11, last=11),
        ),
        OutcomeFacts("resolution", "To note the report.", 1, "1", "Resolved", Place(first=14, last=14)),
        OutcomeFacts(
            "resolution",
            "To receive the placement strategy in September 2024.",
            1,
            "2",
            "Resolved",
            Place(first=15, last=15),
        ),
    ),
    attendance=(
        AttendanceFacts("present", "Councillor in the Chair", place=Place(first=4, last=4)),
        AttendanceFacts("apologies", "Vice-Chair", place=Place(first=5, last=5)),
    ),
    asides=(AsideFacts("There were none.", "It names no interest.", place=Place(first=8, last=8)),),
)  # fmt: skip
REPORT = PaperFacts(
    kind="report",
    title="Sufficiency of homes for children in care",
    body_printed="CHILDREN’S SCRUTINY COMMITTEE",
    date=date(2024, 3, 7),
    date_printed="7 March 2024",
    reference="6",
    facts={
        "relevant_officer": "Director of Children’s Services",
        "contrary_to_plan": False,
        "in_budget": True,
        "exempt": None,
    },
    recommendations=(RecommendationFacts("To note the report.", "2.1", Place(first=9, last=9)),),
    notes=(
        NoteFacts("purpose", "To say how many homes there are.", place=Place(first=6, last=6)),
        NoteFacts("consideration", "None.", key="financial", place=Place(first=20, last=20)),
        NoteFacts("appendix", number="6(a)", title="Sufficiency strategy", place=Place(first=18, last=18)),
        NoteFacts("background", "None.", place=Place(first=30, last=30)),
    ),
)
DECISION = PaperFacts(
    kind="decision",
    title="Foster carers’ fees",
    date=date(2024, 4, 2),
    date_printed="2 April 2024",
    reference="CB/24/11",
    facts={"decision_maker": "Lead Member for Children", "key_decision": True, "call_in": None},
    outcomes=(OutcomeFacts("decision", "That fees rise by 4 per cent from May.", place=Place(page=1)),),
    notes=(
        NoteFacts("reason", "Neighbours pay more."),
        NoteFacts("alternative", "To leave fees as they are."),
    ),
)
RISK = PaperFacts(
    kind="risk",
    title="Strategic risk: people",
    body_printed="Audit Committee",
    date=date(2024, 1, 18),
    date_printed="18 January 2024",
    facts={"risk": "People"},
    scores=(
        ScoreFacts(
            "Not enough social workers",
            "a",
            owner="Director of Children’s Services",
            gross=15,
            gross_from=25,
            net=12,
            controls=("A retention payment",),
            further_actions=({"text": "Recruitment abroad", "target": "April 2024"},),
            place=Place(first=12, last=14),
        ),
        ScoreFacts("Loss of key managers", "b", unspecified=12),
        ScoreFacts("Sickness absence", "c"),
    ),
)
MATRIX = PaperFacts(
    kind="risk_matrix",
    title="Risk matrix",
    facts={
        "impact": [[1, "Minor"], [2, "Major"]],
        "likelihood": [[1, "Rare"], [2, "Likely"]],
        "scores": [[1, 2], [2, 4]],
    },
)
INDICATORS = PaperFacts(
    kind="indicators",
    title="Indicators of the plan",
    date=date(2024, 5, 1),
    facts={"columns": ["Indicator", "Baseline", "Target"], "sections": ["Front door"]},
    figures=(
        FigureFacts(
            "Decisions within 24 hours",
            "78%",
            "Baseline",
            "Front door",
            Decimal(78),
            "%",
            row=0,
            place=Place(first=3),
        ),
        FigureFacts("Decisions within 24 hours", None, "Target", "Front door", row=0, place=Place(first=3)),
    ),
)
EVERY_KIND = {one.kind: one for one in (MINUTES, REPORT, DECISION, RISK, MATRIX, INDICATORS)}


def a_paper(facts: PaperFacts = MINUTES, *, text: str = "", name: str = "paper.txt", **changes: Any) -> Paper:
    """A registered paper, with a stored text as its source where there is one."""
    file = a_file(text, name) if text else None
    return register_paper(by=SYSTEM, paper=replace(facts, **changes), file=file, today=TODAY)


def a_file(text: str, name: str = "paper.txt") -> StoredFile:
    return _stored(by=SYSTEM, data=text.encode(), name=name)


def a_pdf(paper: Any, name: str = "paper.pdf") -> StoredFile:
    """A stored PDF, printed by the tests' builder of papers."""
    return _stored(by=SYSTEM, data=paper.pdf(), name=name)


@command("papers.register")
def _stored(*, by: Any, data: bytes, name: str) -> StoredFile:
    """Keep a file for a test."""
    return store(by=by, stream=BytesIO(data), name=name)
