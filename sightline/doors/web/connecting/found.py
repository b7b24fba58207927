"""What was asked and what came: the log of each turn, and the meetings as the committee system tells of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from sightline.doors.web.requests import SignedIn
from sightline.ground.lib.errors import NotPermitted, Refused
from sightline.work.connecting import agendas, queries, rules

PAGE = 50


@require_safe
def log(request: SignedIn) -> HttpResponse:
    found = Paginator(queries.turns(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "connecting/log.html", {"turns": found})


@require_safe
def turn(request: SignedIn, number: int) -> HttpResponse:
    found = queries.turn_for(request.user, number)
    kind = request.GET.get("kind", "")
    kind = kind if kind in rules.LINE_KINDS else ""
    counts = queries.line_counts(found)
    context = {
        "turn": found,
        "lines": Paginator(queries.lines_of(found, kind), PAGE).get_page(request.GET.get("page")),
        "kind": kind,
        "kinds": [
            (value, words, counts[value]) for value, words in rules.LINE_KINDS.items() if value in counts
        ],
        "all": sum(counts.values()),
    }
    return render(request, "connecting/turn.html", context)


@require_safe
def meetings(request: SignedIn) -> HttpResponse:
    minutes = request.GET.get("minutes", "")
    minutes = minutes if minutes in queries.MINUTES else ""
    found = queries.meetings(request.user, minutes=minutes)
    context = {
        "meetings": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "minutes": minutes,
        "states": list(queries.MINUTES.items()),
    }
    return render(request, "connecting/meetings.html", context)


@require_safe
def meeting(request: SignedIn, key: int) -> HttpResponse:
    return _page(request, queries.meeting_for(request.user, key))


@require_POST
def take_agenda(request: SignedIn, key: int) -> HttpResponse:
    """Take the agenda of a listed meeting in, as a meeting of ours."""
    found = queries.meeting_for(request.user, key)
    try:
        made = agendas.take_in(by=request.user, meeting=found, today=timezone.localdate())
    except NotPermitted:
        raise
    except Refused as refusal:
        return _page(request, found, refusal)
    messages.success(request, "The agenda was taken in.")
    return redirect("meeting", made.number)


def _page(request: SignedIn, found: Any, refusal: Refused | None = None) -> HttpResponse:
    held = agendas.held_here(request.user, found)
    to_come = found.day is not None and found.day >= timezone.localdate()
    context = {
        "meeting": found,
        "held": held,
        "may_take": held is None and to_come and found.committee.body is not None and bool(found.items),
        "refusal": refusal,
    }
    return render(request, "connecting/meeting.html", context, status=422 if refusal else 200)
