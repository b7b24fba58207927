"""The list of meetings, and one meeting with its agenda, who was there, what came of it, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.meetings import queries_agenda
from sightline.domain.meetings import queries_meetings as queries
from sightline.domain.meetings.meeting_words import ITEM_KINDS, MEETING_STATES, MINUTES_STATES, RESULTS
from sightline.domain.meetings.queries_meetings import MeetingFilters, MeetingPage
from sightline.doors.web.files import served_export
from sightline.doors.web.papers.views import chip_links, chips
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees
from sightline.ground.lib.working_days import england
from sightline.work.reports.about import about
from sightline.work.reports.spreadsheets import Column, Value, export

from . import printed
from .forms import Filters

SEE, KEEP, RECORD = "meetings.see", "meetings.keep", "meetings.record_outcome"
PAGE = 50
COLUMNS = (
    Column("Number", 9), Column("Date", 12), Column("Body", 40), Column("Title", 30), Column("State", 12), Column("Place", 30),
    Column("Quorate", 10), Column("How the quorum was worked out", 60), Column("Decisions", 10), Column("Minutes", 16),
    Column("Approved on", 12), Column("SHA-256 of the approved minutes", 66),
)  # fmt: skip


@require_safe
def meetings(request: SignedIn) -> HttpResponse:
    check_sees(request.user, SEE)
    today, (form, filters) = timezone.localdate(), filters_of(request)
    sort = request.GET.get("sort", "-date")
    rows = Paginator(queries.meetings(request.user, filters, sort=sort), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "rows": rows,
        "form_of_filters": form,
        "chosen": chip_links(request, form),
        "may_call": request.user.may_anywhere(KEEP),
        "minutes_words": MINUTES_STATES,
        "today": today,
    }
    return render(request, "meetings/meetings.html", context)


@require_safe
def listing(request: SignedIn, kind: str) -> HttpResponseBase:
    """The meetings that the filters leave, as a file."""
    check_sees(request.user, SEE)
    form, filters = filters_of(request)
    found = queries.meetings(request.user, filters, sort=request.GET.get("sort", "-date"))
    said = about("Meetings", as_at=timezone.localdate(), filters=[words for words, _, _ in chips(form)])
    return served_export(export(COLUMNS, _cells(found), said, kind), "meetings", kind)


@require_safe
def meeting(request: SignedIn, number: int) -> HttpResponse:
    found, today = queries.meeting_for(request.user, number), timezone.localdate()
    if found.meeting.state == "printed":
        return printed.page(request, found.meeting)
    keeps = request.user.may(KEEP, found.meeting)
    records = request.user.may(RECORD, found.meeting)
    context = {
        "found": found,
        "meeting": found.meeting,
        "keeps": keeps,
        "records": records,
        "next": list(steps(found, today, keeps, records)),
        "kinds": ITEM_KINDS,
        "results": RESULTS,
        "papers": queries_agenda.papers_of_meeting(found.meeting),
        "notice": queries_agenda.notice_for(found.meeting, today, england())
        if found.meeting.state == "planned"
        else None,
        "open": found.meeting.minutes != "approved" and found.meeting.state in ("planned", "held"),
        "sees_decisions": request.user.may_anywhere("governance.see"),
        "today": today,
    }
    return render(request, "meetings/meeting.html", context)


@require_safe
def changes(request: SignedIn, number: int) -> HttpResponse:
    """What happened to a meeting after it was called: described, sent, moved, joined, cancelled, held."""
    found = queries.meeting_alone(request.user, number)
    context = {"meeting": found, "changes": queries.changes_of(found), "today": timezone.localdate()}
    return render(request, "meetings/changes.html", context)


def steps(
    found: MeetingPage, today: date, keeps: bool, records: bool
) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """What to do next about a meeting: (words, name of the address, what stands in it), the first first."""
    meeting, number = found.meeting, found.meeting.number
    if meeting.state == "planned" and keeps:
        if meeting.agenda_sent_on is None and meeting.on >= today:
            yield "Record that the agenda went out", "meeting-send", (number,)
        if meeting.on <= today:
            yield "Record who was there", "meeting-attendance", (number,)
    if meeting.state != "held":
        return
    if records and meeting.minutes != "approved":
        yield from _waiting(found)
    if not keeps:
        return
    if meeting.minutes == "none":
        yield "Draft the minutes from what was recorded", "meeting-minutes", (number,)
    elif meeting.minutes == "draft" and not found.versions:
        yield "Finish the draft minutes and circulate them", "meeting-minutes", (number,)


def _waiting(found: MeetingPage) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    number = found.meeting.number
    sign_off, told = found.of_kind("sign-off"), found.of_kind("ratify")
    if sign_off is not None and found.waiting:
        words = "1 action waits" if found.waiting == 1 else f"{found.waiting} actions wait"
        yield (
            f"{words} for sign-off: record what the body decided",
            "meeting-several",
            (number, sign_off.number),
        )
    promised = found.of_kind("promises")
    if promised is not None and found.promised:
        words = "1 promise is" if found.promised == 1 else f"{found.promised} promises are"
        yield (
            f"{words} outstanding: record what the body discharged",
            "meeting-item",
            (number, promised.number),
        )
    if told is not None and found.told:
        words = "1 decision has" if found.told == 1 else f"{found.told} decisions have"
        yield (
            f"{words} to be ratified or reported: record what the body said",
            "meeting-several",
            (number, told.number),
        )


def filters_of(request: SignedIn) -> tuple[Filters, MeetingFilters]:
    """The form of the filters and what it asks; what is not understood narrows nothing and is said in the form."""
    bodies = [(str(body.pk), body.name) for body in queries.bodies_that_meet(request.user)]
    form = Filters(request.GET or None, bodies=bodies)
    form.is_valid()
    asked = form.cleaned_data if form.is_bound else {}
    return form, MeetingFilters(**{name: value for name, value in asked.items() if value})


def _cells(found: Iterable[Any]) -> Iterator[list[Value]]:
    for one in found:
        yield [
            one.number, one.on, one.body.name, one.title, MEETING_STATES[one.state], one.place, one.quorate, one.quorum_words,
            one.decided, MINUTES_STATES[one.minutes], one.approved_on, one.minutes_sha256,
        ]  # fmt: skip
