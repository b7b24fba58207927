"""The list of papers, and that of resolutions and commitments, as files; filtered and sorted as the pages are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.meetings import queries
from sightline.doors.web.files import served_export
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees
from sightline.work.reports.about import about
from sightline.work.reports.spreadsheets import Column, Value, export

from . import outcomes as of_outcomes
from .views import SEE, chips, filters_of

AT_ONCE = 500
PAPERS = (
    Column("Number", 9), Column("Kind", 22), Column("Date", 12), Column("Date as printed", 26), Column("Body", 36),
    Column("Body as printed", 36), Column("Title", 60), Column("Reference", 14), Column("Resolutions and decisions", 14),
    Column("Commitments", 14), Column("Recommendations", 16), Column("Whose paper", 18),
)  # fmt: skip
OUTCOMES = (
    Column("Reference", 12), Column("What it is", 14), Column("Date", 12), Column("Body", 36), Column("Item", 10),
    Column("Title of the item", 40), Column("Printed number", 12), Column("Verb as printed", 24), Column("Words", 80),
    Column("Page", 8), Column("Line", 8), Column("Paper", 50),
)  # fmt: skip


@require_safe
def papers(request: SignedIn, kind: str) -> HttpResponseBase:
    """The papers that the filters leave, in the order of the list."""
    check_sees(request.user, SEE)
    form, filters = filters_of(request)
    found = queries.papers(request.user, filters, sort=request.GET.get("sort", "-date"))
    said = about("Papers", as_at=timezone.localdate(), filters=[words for words, _, _ in chips(form)])
    return served_export(export(PAPERS, _paper_cells(found), said, kind), "papers", kind)


@require_safe
def outcomes(request: SignedIn, kind: str) -> HttpResponseBase:
    """The resolutions, commitments and decisions that the filters leave."""
    check_sees(request.user, SEE)
    form, filters = of_outcomes.filters_of(request)
    found = queries.outcomes(request.user, filters, sort=request.GET.get("sort", "-date"))
    said = about(
        "Resolutions and commitments",
        as_at=timezone.localdate(),
        filters=[words for words, _, _ in chips(form)],
    )
    return served_export(
        export(OUTCOMES, _outcome_cells(found), said, kind), "resolutions-and-commitments", kind
    )


def _paper_cells(found: Any) -> Iterator[list[Value]]:
    rows = iter(found)
    while some := list(islice(rows, AT_ONCE)):
        for row in queries.paper_rows(some):
            paper = row.paper
            yield [
                paper.number, paper.get_kind_display(), paper.date, paper.date_printed, paper.body.name if paper.body else None,
                paper.body_printed, paper.title, paper.reference, row.resolutions, row.commitments, row.recommendations,
                paper.get_ownership_display(),
            ]  # fmt: skip


def _outcome_cells(found: Iterable[Any]) -> Iterator[list[Value]]:
    for one in found:
        yield [
            one.reference, one.get_kind_display(), one.paper.date, one.paper.body_called,
            one.item.printed_number if one.item else None, one.item.title if one.item else None, one.printed_number, one.verb,
            one.text, one.page, one.first, one.paper.title,
        ]  # fmt: skip
