"""A plan's lists as files: its actions and findings as spreadsheets, the whole as a paper; filtered as the page is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.plans import queries
from sightline.domain.plans.queries.sheet import sheet_rows
from sightline.doors.web.files import served_export
from sightline.doors.web.requests import SignedIn
from sightline.ground.jobs.commands import enqueue
from sightline.ground.jobs.queries import job_for
from sightline.work.reports import papers, plan_sheets
from sightline.work.reports.about import about
from sightline.work.reports.spreadsheets import Column, Value, export

from .page import filters_of, past_day
from .showing import chosen

MOST_AT_ONCE = 100  # actions of a paper that is made while the person waits


@require_safe
def actions(request: SignedIn, number: int, kind: str) -> HttpResponseBase:
    """The actions that the filters leave, in the order of the list; as at an earlier day, what is known of that day."""
    today = timezone.localdate()
    plan = queries.plan_for(request.user, number)
    filters, day = filters_of(request.GET), past_day(request.GET, today)
    words = _words(request, number, today)
    name = f"plan-{number}-actions"
    if day is not None:
        then = queries.action_rows(request.user, plan, filters, today, as_at=day)
        said = about(f"Actions of {plan.title}", as_at=day, filters=words, version=plan.version)
        return served_export(
            export(plan_sheets.THEN, plan_sheets.then_cells(then), said, kind), f"{name}-{day}", kind
        )
    rows = sheet_rows(request.user, plan, filters, today)
    said = about(
        f"Actions of {plan.title}",
        as_at=today,
        filters=words,
        version=plan.version,
        how_to=plan_sheets.HOW_TO,
    )
    made = export(plan_sheets.action_columns(rows), plan_sheets.action_cells(rows), said, kind)
    return served_export(made, name, kind)


def _words(request: SignedIn, number: int, today: Any) -> tuple[str, ...]:
    """The filters in force, in words."""
    filters = filters_of(request.GET)
    if not filters.any:
        return ()
    facets = queries.plan_page(request.user, number, today=today, filters=filters, size=1).facets
    return tuple(words for words, _ in chosen(filters, facets, request.GET, ""))


@require_safe
def findings(request: SignedIn, number: int, kind: str) -> HttpResponseBase:
    """Every finding in the plan's scope with the actions that answer it."""
    plan, board = queries.link_board(request.user, number, suggest=False)
    said = about(f"Findings of {plan.title}", as_at=timezone.localdate(), version=plan.version)
    return served_export(export(FINDINGS, _finding_cells(board), said, kind), f"plan-{number}-findings", kind)


FINDINGS = (
    Column("Inspection", 40), Column("Reference", 14), Column("Category", 26), Column("Heading", 28), Column("Finding", 70),
    Column("Page", 8), Column("Answered", 12), Column("Answered by", 44), Column("Themes", 28), Column("Reason for no action", 36),
)  # fmt: skip


def _finding_cells(board: list[queries.FindingLinks]) -> Iterator[list[Value]]:
    for row in board:
        finding = row.finding
        yield [
            finding.inspection.title, finding.reference, finding.category, finding.heading, finding.text, finding.page,
            row.answered, "\n".join(str(link.action) for link in row.links), "\n".join(str(link.theme) for link in row.themes),
            row.reason.reason if row.reason else None,
        ]  # fmt: skip


@require_safe
def paper(request: SignedIn, number: int) -> HttpResponseBase:
    """The whole plan as a Word document: a short one at once, a long one where the worker made it."""
    if (made := request.GET.get("made", "")).isdecimal():
        job = job_for(request.user, int(made[:18]))
        plan = queries.plan_for(request.user, number)
        return served_export(papers.fetched(request.user, job, plan.number), f"plan-{number}", "docx")
    today = timezone.localdate()
    _, filters, found, words = _asked(request, number, today)
    if found.found > MOST_AT_ONCE:
        return redirect(f"{reverse('plan-paper', args=[number])}?{request.GET.urlencode()}")
    made_now = papers.paper_of(request.user, found, filters=filters, words=words, today=today)
    return served_export(made_now, f"plan-{number}", "docx")


@require_http_methods(("GET", "HEAD", "POST"))
def long_paper(request: SignedIn, number: int) -> HttpResponse:
    """A long plan as a Word document: ask for it, see that it is being made, fetch it."""
    today = timezone.localdate()
    day, filters, found, words = _asked(request, number, today)
    if request.method == "POST":
        job = enqueue(
            "reports.plan_paper",
            by=request.user,
            about=("plan paper", number),
            what=f"Making {found.plan.title} as a Word document",
            plan=number,
            by_id=request.user.pk,
            filters=asdict(filters),
            words=list(words),
            today=today.isoformat(),
            as_at=day.isoformat() if day else None,
        )
        return redirect(f"{reverse('plan-paper', args=[number])}?made={job.pk}")
    made = request.GET.get("made", "")
    context = {
        "plan": found.plan,
        "count": found.found,
        "words": words,
        "query": request.GET.urlencode(),
        "job": job_for(request.user, int(made[:18])) if made.isdecimal() else None,
    }
    return render(request, "plan/paper.html", context)


def _asked(
    request: SignedIn, number: int, today: date
) -> tuple[date | None, queries.Filters, queries.PlanPage, tuple[str, ...]]:
    """The earlier day, the filters, the plan with its first actions, and the filters in words."""
    day, filters = past_day(request.GET, today), filters_of(request.GET)
    found = queries.plan_page(
        request.user, number, today=today, filters=filters, size=MOST_AT_ONCE, as_at=day
    )
    return day, filters, found, tuple(said for said, _ in chosen(filters, found.facets, request.GET, ""))
