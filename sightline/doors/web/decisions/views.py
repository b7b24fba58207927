"""The register of decisions, and one decision: its words, its authority, what it is about, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.governance.words import AUTHORITIES, DECISION_STATES, DECISIONS
from sightline.domain.meetings import queries_decisions as queries
from sightline.domain.meetings.queries_decisions import DecisionFilters
from sightline.doors.web.files import served_export
from sightline.doors.web.papers.views import chip_links, chips
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees
from sightline.work.reports.about import about
from sightline.work.reports.spreadsheets import Column, Value, export

from .forms import Filters

SEE, RECORD = "governance.see", "meetings.record_outcome"
PAGE = 50
COLUMNS = (
    Column("Number", 9), Column("Date", 12), Column("Body", 36), Column("Kind", 28), Column("Words", 80), Column("About", 50),
    Column("Authority", 22), Column("Taken by", 30), Column("Why it was urgent", 40), Column("Quorate", 10),
    Column("How the quorum was worked out", 60), Column("State", 20), Column("Ratified or reported by", 20),
    Column("Where the words stand", 50), Column("Recorded by", 30),
)  # fmt: skip


@require_safe
def decisions(request: SignedIn) -> HttpResponse:
    check_sees(request.user, SEE)
    form, filters = filters_of(request)
    found = queries.decisions(request.user, filters, sort=request.GET.get("sort", "-date"))
    context = {
        "rows": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "form_of_filters": form,
        "chosen": chip_links(request, form),
        "kinds": DECISIONS,
        "authorities": AUTHORITIES,
        "states": DECISION_STATES,
        "records": request.user.may_anywhere(RECORD),
        "today": timezone.localdate(),
    }
    return render(request, "decisions/decisions.html", context)


@require_safe
def listing(request: SignedIn, kind: str) -> HttpResponseBase:
    """The decisions that the filters leave, as a file."""
    check_sees(request.user, SEE)
    form, filters = filters_of(request)
    found = queries.decisions(request.user, filters, sort=request.GET.get("sort", "-date"))
    said = about("Decisions", as_at=timezone.localdate(), filters=[words for words, _, _ in chips(form)])
    return served_export(export(COLUMNS, _cells(found), said, kind), "decisions", kind)


@require_safe
def decision(request: SignedIn, number: int) -> HttpResponse:
    found = queries.decision_for(request.user, number)
    context = {
        "found": found,
        "decision": found.decision,
        "kinds": DECISIONS,
        "authorities": AUTHORITIES,
        "said": getattr(found.decision, "ratification", None),
        "gave": getattr(found.decision, "delegates", None),
        "records": request.user.may(RECORD, found.decision),
        "today": timezone.localdate(),
    }
    return render(request, "decisions/decision.html", context)


def filters_of(request: SignedIn) -> tuple[Filters, DecisionFilters]:
    """The form of the filters and what it asks; what is not understood narrows nothing and is said in the form."""
    bodies = [(str(body.pk), body.name) for body in queries.bodies_that_decided(request.user)]
    form = Filters(request.GET or None, bodies=bodies)
    form.is_valid()
    asked = form.cleaned_data if form.is_bound else {}
    return form, DecisionFilters(**{name: value for name, value in asked.items() if value})


def _cells(found: Iterable[Any]) -> Iterator[list[Value]]:
    for one in found:
        said = getattr(one, "ratification", None)
        yield [
            one.number, one.on, one.body.name, DECISIONS[one.kind], one.words, one.about_words, AUTHORITIES[one.authority],
            one.taken_by_words, one.urgency_reason, one.quorate, one.quorum_words, DECISION_STATES[one.state],
            str(said.by) if said else None, one.place_words, one.recorded_by_name,
        ]  # fmt: skip
