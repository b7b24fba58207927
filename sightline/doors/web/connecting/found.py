"""What was asked and what came: the log of each turn, and the meetings as the committee system tells of them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sightline.doors.web.requests import SignedIn
from sightline.work.connecting import queries, rules

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
    found = queries.meeting_for(request.user, key)
    return render(request, "connecting/meeting.html", {"meeting": found})
