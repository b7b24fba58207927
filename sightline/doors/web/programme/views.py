"""The forward work programme of all bodies and of one, on a page, in a spreadsheet, and as the appendix that committees publish."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.meetings.programme import queries
from sightline.domain.meetings.programme.queries import ALL, ProgrammeFilters, needs_words
from sightline.domain.meetings.programme.words import ASKS, ENTRY_STATES, SOURCES
from sightline.doors.web.files import served_export
from sightline.doors.web.papers.views import chips
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees
from sightline.ground.ui.addresses import link_with
from sightline.work.reports.about import about
from sightline.work.reports.programme_word import programme_document
from sightline.work.reports.spreadsheets import Column, Value, export
from sightline.work.reports.word import write_word

from .forms import Filters

SEE, KEEP = "meetings.see", "meetings.keep"
PAGE, SORT = 50, "when"
COLUMNS = (
    Column("Number", 9), Column("Body", 36), Column("What it is about", 60), Column("Asked for", 16),
    Column("When, as printed", 24), Column("First day", 12), Column("Last day", 12), Column("Who asked for it", 40),
    Column("Why", 60), Column("In the hands of", 36), Column("State", 16), Column("Meeting", 12), Column("Item", 10),
    Column("Passed over", 40), Column("Why it was dropped", 40),
)  # fmt: skip


@require_safe
def programme(request: SignedIn) -> HttpResponse:
    """The programmes of all bodies."""
    check_sees(request.user, SEE)
    bodies = [(str(one.pk), one.name) for one in queries.bodies_with_programme(request.user)]
    form, filters = _filters(request, bodies, queries.owners_of_entries(request.user))
    keeps = request.user.may_anywhere(KEEP)
    context = {
        **_rows(request, form, filters),
        "body": None,
        "proposals": (),
        "adds_to": queries.bodies_to_add_to(request.user, timezone.localdate()) if keeps else [],
    }
    return render(request, "programme/programme.html", context)


@require_safe
def of_body(request: SignedIn, key: int) -> HttpResponse:
    """The programme of one body, and what is proposed for it."""
    body = queries.programme_body(request.user, key)
    form, filters = _filters(request, None, queries.owners_of_entries(request.user, body), str(body.pk))
    keeps = request.user.may(KEEP, body)
    context = {
        **_rows(request, form, filters),
        "body": body,
        "keeps": keeps,
        "proposals": queries.proposals(request.user, body) if keeps else [],
    }
    return render(request, "programme/programme.html", context)


@require_safe
def listing(request: SignedIn, kind: str) -> HttpResponseBase:
    """The entries that the filters leave, in the order of the list."""
    check_sees(request.user, SEE)
    bodies = [(str(one.pk), one.name) for one in queries.bodies_with_programme(request.user)]
    form, filters = _filters(request, bodies, queries.owners_of_entries(request.user))
    today = timezone.localdate()
    found = queries.entries(request.user, filters, today=today, sort=request.GET.get("sort", SORT))
    said = about("Work programme", as_at=today, filters=[words for words, _, _ in chips(form)])
    return served_export(export(COLUMNS, _cells(found, today), said, kind), "work-programme", kind)


@require_safe
def word(request: SignedIn, key: int) -> HttpResponseBase:
    """The programme of a body as a Word file, as committees print it behind their agendas."""
    body, today = queries.programme_body(request.user, key), timezone.localdate()
    rows = list(queries.entries(request.user, ProgrammeFilters(body=str(body.pk), state=ALL), today=today))
    said = about(f"Work programme of {body.name}", as_at=today)
    return served_export(
        write_word(programme_document(body, rows, today), said), f"work-programme-{body.pk}", "docx"
    )


def _filters(
    request: SignedIn, bodies: list[tuple[str, str]] | None, owners: list[tuple[str, str]], body: str = ""
) -> tuple[Filters, ProgrammeFilters]:
    """The form of the filters and what it asks; what is not understood narrows nothing and is said in the form."""
    form = Filters(request.GET or None, bodies=bodies, owners=owners)
    form.is_valid()
    asked = {name: value for name, value in form.cleaned_data.items() if value} if form.is_bound else {}
    return form, ProgrammeFilters(**({"body": body} if body else {}) | asked)


def _rows(request: SignedIn, form: Filters, filters: ProgrammeFilters) -> dict[str, Any]:
    today = timezone.localdate()
    found = queries.entries(request.user, filters, today=today, sort=request.GET.get("sort", SORT))
    rows = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return {
        "rows": rows,
        "needs": {one.pk: needs_words(one, today) for one in rows.object_list},
        "form_of_filters": form,
        "chosen": [(words, link_with(request.GET, **{name: None})) for words, name, _ in chips(form)],
        "asks": ASKS,
        "sources": SOURCES,
        "today": today,
    }


def source_words(one: Any) -> str:
    """Who asked for an entry, in words for a list or a file."""
    thing = one.promise or one.decision or one.milestone
    said = {"promise": str(one.promise), "decision": str(one.decision)}.get(one.source, "")
    if one.source == "milestone" and thing is not None:
        said = f"Milestone of plan {thing.plan.number}: {thing.title}"
    return "; ".join(filter(None, [said or SOURCES[one.source], one.source_words]))


def _cells(found: Any, today: date) -> Iterator[list[Value]]:
    for one in found.iterator(chunk_size=500):
        meeting = one.item.meeting if one.item else None
        yield [
            one.number, one.body.name, one.subject, ASKS.get(one.asks), one.timing or None, one.first, one.last,
            source_words(one), one.reason or None, str(one.owner) if one.owner else None, ENTRY_STATES[one.state],
            meeting.on if meeting else None, one.item.label if one.item else None, needs_words(one, today) or None,
            one.ended_reason or None,
        ]  # fmt: skip
