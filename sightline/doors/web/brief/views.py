"""A meeting on one page: what is asked, what is owed, and what one might ask. It prints on one sheet of A4."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.thread import queries as thread
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees


@require_safe
def brief(request: SignedIn, number: int) -> HttpResponse:
    check_sees(request.user, "meetings.see")
    today = timezone.localdate()
    found = thread.brief_for(request.user, number, today)
    context = {"found": found, "meeting": found.meeting, "today": today}
    return render(request, "brief/brief.html", context)
