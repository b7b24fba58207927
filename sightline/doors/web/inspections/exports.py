"""An inspection's findings as a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.inspections import queries
from sightline.doors.web.files import served_export
from sightline.doors.web.requests import SignedIn
from sightline.work.reports.about import about
from sightline.work.reports.spreadsheets import Column, Value, export

COLUMNS = (
    Column("Number", 9), Column("Printed reference", 14), Column("Category", 30), Column("Heading", 28), Column("Finding", 80),
    Column("Page", 8), Column("Who must act", 28), Column("State", 14),
)  # fmt: skip


@require_safe
def findings(request: SignedIn, number: int, kind: str) -> HttpResponseBase:
    """Every finding in printed order, in the inspector's words."""
    found = queries.inspection_for(request.user, number)
    said = about(f"Findings of {found.inspection.title}", as_at=timezone.localdate())
    made = export(COLUMNS, _cells(found.findings), said, kind)
    return served_export(made, f"inspection-{number}-findings", kind)


def _cells(findings: Iterable[Any]) -> Iterator[list[Value]]:
    for finding in findings:
        yield [
            finding.number, finding.ref, finding.category, finding.heading, finding.text, finding.page, finding.responsible,
            finding.state,
        ]  # fmt: skip
