"""Check this plan: what is missing, what contradicts itself, what has gone quiet; like a linter's list."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.checks import queries
from sightline.doors.web.files import served_export
from sightline.doors.web.requests import SignedIn
from sightline.ground.lib.errors import NotFound
from sightline.work.reports.about import about
from sightline.work.reports.spreadsheets import Column, export

from . import listing
from .forms import ProblemFilters

THINGS = 40  # on one page of the list by action
LINES = 100  # on one page of one check
WIDTHS = {
    "In words": 50,
    "What is wrong": 50,
    "Why it matters": 50,
    "How to mend it": 50,
    "Check": 32,
    "Code": 8,
}
COLUMNS = tuple(Column(header, WIDTHS.get(header, 18)) for header in listing.COLUMNS)


@require_safe
def check(request: SignedIn, number: int) -> HttpResponse:
    """The problems of one plan, by check or by what they are about."""
    today = timezone.localdate()
    found = queries.problems(request.user, number, today)
    filters = ProblemFilters(request.GET, found)
    wanted = filters.wanted()
    lines = listing.lines_of(found, wanted)
    by_thing = request.GET.get("by") == "action"
    pages: Page[Any] | None = None
    if by_thing:
        pages = Paginator(listing.by_thing(lines), THINGS).get_page(request.GET.get("page"))
        groups = list(pages)
    elif wanted.get("code"):
        pages = Paginator(lines, LINES).get_page(request.GET.get("page"))
        groups = listing.by_rule(found, list(pages), request.GET, whole=True)
    else:
        groups = listing.by_rule(found, lines, request.GET, whole=False)
    context = {
        "found": found,
        "plan": found.plan,
        "today": today,
        "filters": filters,
        "chosen": filters.chosen(request.GET),
        "lines": lines,
        "counts": listing.counts(lines),
        "groups": groups,
        "pages": pages,
        "by_thing": by_thing,
        "chosen_code": wanted.get("code"),
        "files": _files(number, request.GET.urlencode()),
    }
    return render(request, "checks/check.html", context)


def _files(number: int, query: str) -> list[tuple[str, str]]:
    kinds = (("Excel", "xlsx"), ("CSV", "csv"))
    return [
        (words, reverse("plan-check-file", args=[number, kind]) + (f"?{query}" if query else ""))
        for words, kind in kinds
    ]


@require_safe
def download(request: SignedIn, number: int, kind: str) -> HttpResponseBase:
    """The problems as filtered, as a file."""
    if kind not in ("csv", "xlsx"):
        raise NotFound("There is no such file.")
    today = timezone.localdate()
    found = queries.problems(request.user, number, today)
    filters = ProblemFilters(request.GET, found)
    lines = listing.lines_of(found, filters.wanted())
    said = about(
        f"Problems of {found.plan.title}",
        as_at=today,
        filters=[words for words, _ in filters.chosen(request.GET)],
        version=found.plan.version,
    )
    rows = ([*row[:-1], request.build_absolute_uri(row[-1])] for row in listing.rows(lines))
    return served_export(export(COLUMNS, rows, said, kind), f"plan-{number}-problems", kind)
