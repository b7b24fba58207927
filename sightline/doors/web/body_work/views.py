"""Everything that a body has to do with, on one page: what waits for it, what it watches, what it delivers and checks."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.meetings.around import Around, meetings_around
from sightline.domain.plans.governing_words import PLAN_ROLES
from sightline.domain.plans.queries.body_work import SHOWS, BodyWork, WorkFilters, body_work
from sightline.domain.plans.queries.coverage import COLUMNS
from sightline.domain.plans.words import ASSURANCE, DELIVERY
from sightline.doors.web.plan.page import address
from sightline.doors.web.plan_deciding.files import listed
from sightline.doors.web.requests import SignedIn
from sightline.ground.ui.addresses import link_with
from sightline.work.reports.spreadsheets import Column, Value

from .forms import WorkFilter

MOST = 100  # actions shown at once; the file has all


@require_safe
def work(request: SignedIn, key: int) -> HttpResponse:
    found, around = _found(request, key)
    context = {
        "found": found,
        "body": found.body,
        "around": around,
        "columns": COLUMNS,
        "roles": PLAN_ROLES,
        "rows": found.rows[:MOST],
        "most": MOST,
        "filter_form": WorkFilter(_words(found.filters), found.plans),
        "chosen": [(words, link_with(request.GET, **{name: None})) for name, words in _chosen(found)],
        "since_page": _since(found, key),
        "decision_page": lambda decision: address("decision", decision.number),
        "meeting_page": lambda meeting: address("meeting", meeting.number),
        "files": [
            (words, f"{reverse('body-work-file', args=[key, kind])}?{request.GET.urlencode()}".rstrip("?"))
            for words, kind in (("Excel", "xlsx"), ("CSV", "csv"))
        ],
        "today": timezone.localdate(),
    }
    return render(request, "body_work/work.html", context)


def _found(request: SignedIn, key: int) -> tuple[BodyWork, Around]:
    today = timezone.localdate()
    around = meetings_around(request.user, key, today)
    met = around.last.on if around.last else None
    return body_work(request.user, key, today, filters_of(request.GET), met), around


def filters_of(query: QueryDict) -> WorkFilters:
    """The filters that an address names; what it does not know is left alone."""
    role, plan, show = (query.get(name, "") for name in ("role", "plan", "show"))
    return WorkFilters(
        role=role if role in COLUMNS else "",
        plan=plan if plan.isdecimal() and len(plan) < 10 else "",
        show=show if show in SHOWS else "",
        q=query.get("q", "").replace("\x00", "")[:200],
    )


def _words(filters: WorkFilters) -> dict[str, str]:
    return {name: getattr(filters, name) for name in ("q", "role", "plan", "show")}


def _chosen(found: BodyWork) -> list[tuple[str, str]]:
    """The filters in force: (name, words)."""
    chosen, titles = found.filters, {str(plan.number): plan.title for plan in found.plans}
    words = {
        "q": f"“{chosen.q}”" if chosen.q.strip() else "",
        "role": COLUMNS.get(chosen.role, ""),
        "plan": titles.get(chosen.plan, "Another plan") if chosen.plan else "",
        "show": SHOWS.get(chosen.show, ""),
    }
    return [(name, text) for name, text in words.items() if text]


def _since(found: BodyWork, key: int) -> list[tuple[str, str]]:
    """For each plan the page of what changed since the body last met: (title, address); none while there is no such page."""
    pages = ((plan.title, address("plan-since", plan.number, key)) for plan in found.plans)
    return [(title, href) for title, href in pages if href]


@require_safe
def file(request: SignedIn, key: int, kind: str) -> HttpResponseBase:
    """The actions as filtered, one row each, with what the body is to them."""
    found, _ = _found(request, key)
    return listed(
        FILE_COLUMNS,
        cells(found),
        title=f"Work of {found.body.name}",
        name=f"body-{key}-work",
        kind=kind,
        as_at=timezone.localdate(),
        filters=[words for _, words in _chosen(found)],
    )


FILE_COLUMNS = (
    Column("Plan", 40), Column("Number", 9), Column("Reference", 12), Column("Action", 60), Column("What the body does", 34),
    Column("From the plan", 24), Column("Due", 18), Column("Overdue", 10), Column("Delivery", 14), Column("Assurance", 14),
)  # fmt: skip


def cells(found: BodyWork) -> Iterator[list[Value]]:
    for row in found.rows:
        action = row.action
        yield [
            action.plan.title, action.number, action.label, action.title,
            "\n".join(COLUMNS[role] for role in row.roles),
            "\n".join(COLUMNS[role] for role in row.roles if role in row.inherited) or None,
            action.due, row.overdue, DELIVERY.get(action.delivery or ""), ASSURANCE.get(action.assurance or ""),
        ]  # fmt: skip
