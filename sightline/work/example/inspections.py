"""The inspections of the fictional council, over ten years."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sightline.domain.inspections.commands import (
    FindingFacts,
    InspectionFacts,
    JudgementFacts,
    add_inspection,
    supersede_inspection,
)
from sightline.domain.inspections.models import Finding, Inspection

from .council import Cast
from .happenings import Happening

DATED = (
    "framework", "start", "end", "letter_date", "report_received", "published", "outcome", "requires", "principal_authority",
    "response_due_stated", "source_name",
)  # fmt: skip


@dataclass
class Shelf:
    """Inspections by key, and their findings by key and number: "jtai 2"."""

    inspections: dict[str, Inspection] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)


def happenings(paper: dict[str, Any], cast: Cast, shelf: Shelf) -> list[Happening]:
    """What inspections.toml tells: each inspection is added when it is published, or superseded later."""
    return [
        *(Happening(row["published"], 0, partial(_add, row, cast, shelf)) for row in paper["inspections"]),
        *(Happening(row["on"], 1, partial(_supersede, row, cast, shelf)) for row in paper["superseded"]),
    ]


def _add(row: dict[str, Any], cast: Cast, shelf: Shelf) -> None:
    day = row["start"]
    facts = InspectionFacts(
        authority="Northmere",
        title=f"{row['title']}, {day:%B %Y} (fictional)",
        judgements=tuple(JudgementFacts(*judgement) for judgement in row.get("judgements", ())),
        findings=tuple(_finding(*finding) for finding in row["findings"]),
        **{name: row[name] for name in DATED if name in row},
    )
    made = add_inspection(by=cast.office, facts=facts, today=row["published"])
    shelf.inspections[row["key"]] = made
    for finding in made.findings.all():
        shelf.findings[f"{row['key']} {finding.number}"] = finding


def _finding(
    category: str, heading: str, ref: str, page: int, text: str, responsible: str | None = None
) -> FindingFacts:
    return FindingFacts(
        text=text,
        ref=ref or None,
        category=category,
        heading=heading or None,
        page=page,
        responsible=responsible,
    )


def _supersede(row: dict[str, Any], cast: Cast, shelf: Shelf) -> None:
    supersede_inspection(
        by=cast.office,
        inspection=shelf.inspections[row["key"]],
        by_inspection=shelf.inspections[row["by"]],
        reason=row["reason"],
        with_findings=True,
        today=row["on"],
    )
