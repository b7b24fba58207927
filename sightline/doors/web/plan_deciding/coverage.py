"""The coverage matrix: for each action who delivers, monitors, scrutinises, scrutinises the scrutiny and signs off."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.plans.coverage_rules import OnLayer
from sightline.domain.plans.queries.coverage import (
    COLUMNS,
    SHOWS,
    CoverageFilters,
    CoveragePage,
    CoverageRow,
)
from sightline.domain.plans.queries.coverage import coverage as read_coverage
from sightline.doors.web.plan.page import address
from sightline.doors.web.requests import SignedIn
from sightline.work.reports.spreadsheets import Column, Value

from .files import listed
from .forms import CoverageFilter

VIEWS = ("bodies",)


@require_safe
def coverage(request: SignedIn, number: int) -> HttpResponse:
    found = read_coverage(request.user, number, timezone.localdate(), filters_of(request.GET))
    context = {
        "found": found,
        "plan": found.plan,
        "columns": COLUMNS,
        "groups": [(theme, list(rows)) for theme, rows in groupby(found.rows, key=lambda row: row.theme)],
        "by_body": request.GET.get("view") in VIEWS,
        "filter_form": CoverageFilter(
            {"show": found.filters.show, "theme": found.filters.theme}, found.themes
        ),
        "chosen": chosen(found, reverse("plan-coverage", args=[number])),
        "body_page": (lambda key: address("body-work", key))
        if request.user.may_anywhere("governance.see")
        else (lambda key: None),
        "files": files(request, number),
        "today": timezone.localdate(),
    }
    return render(request, "plan_deciding/coverage.html", context)


def files(request: SignedIn, number: int) -> list[tuple[str, str]]:
    """The matrix as a file, as filtered: (words, address)."""
    asked = request.GET.urlencode()
    return [
        (words, f"{reverse('plan-coverage-file', args=[number, kind])}{'?' + asked if asked else ''}")
        for words, kind in (("Excel", "xlsx"), ("CSV", "csv"))
    ]


def filters_of(query: QueryDict) -> CoverageFilters:
    """The filters that an address names; what it does not know is left alone."""
    show, theme = query.get("show", ""), query.get("theme", "")
    known = theme == "none" or (theme.isdecimal() and len(theme) < 12)
    return CoverageFilters(theme=theme if known else "", show=show if show in SHOWS else "")


def chosen(found: CoveragePage, home: str) -> list[tuple[str, str]]:
    """The filters in force in words, each with the address of the list without it."""
    words = []
    if found.filters.show:
        words.append((SHOWS[found.filters.show], f"{home}?theme={found.filters.theme}"))
    if found.filters.theme:
        name = dict(found.themes).get(found.filters.theme, "Another theme")
        words.append((f"Theme: {name}", f"{home}?show={found.filters.show}"))
    return words


@require_safe
def file(request: SignedIn, number: int, kind: str) -> HttpResponseBase:
    """The matrix as filtered, one row an action; or, as the page is looked at, one row a body."""
    today = timezone.localdate()
    found = read_coverage(request.user, number, today, filters_of(request.GET))
    by_body = request.GET.get("view") in VIEWS
    return listed(
        BODY_COLUMNS if by_body else ACTION_COLUMNS,
        body_cells(found) if by_body else action_cells(found),
        title=f"Coverage of {found.plan.title}",
        name=f"plan-{number}-coverage",
        kind=kind,
        as_at=today,
        filters=[words for words, _ in chosen(found, "")],
        version=found.plan.version,
    )


ACTION_COLUMNS = (
    Column("Number", 9),
    Column("Reference", 12),
    Column("Action", 60),
    Column("Theme", 28),
    *(Column(words, 34) for words in COLUMNS.values()),
    Column("Gaps", 44),
    Column("Same people on two layers", 60),
)
BODY_COLUMNS = (
    Column("Body", 44),
    *(
        column
        for words in COLUMNS.values()
        for column in (Column(words, 14), Column(f"{words}: of these from the plan or its rules", 24))
    ),
)


def action_cells(found: CoveragePage) -> Iterator[list[Value]]:
    for row in found.rows:
        yield [
            row.number, row.label, row.title, row.theme, *(_in_words(row, row.on[column]) for column in COLUMNS),
            "\n".join(gap.words for gap in row.gaps), "\n".join(shared.words for shared in row.shared),
        ]  # fmt: skip


def _in_words(row: CoverageRow, on: OnLayer) -> str | None:
    if not on.bodies:
        return None
    source = row.signs_as if on is row.on["sign-off"] else "from the plan"
    return "\n".join(name for _, name in on.bodies) + (f"\n({source})" if on.inherited else "")


def body_cells(found: CoveragePage) -> Iterator[list[Value]]:
    for body in found.bodies:
        yield [
            body.name,
            *(
                number
                for column in COLUMNS
                for number in (body.on.get(column, 0), body.inherited.get(column, 0))
            ),
        ]
