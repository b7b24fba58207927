"""What was promised to the committees on which somebody sits, and is not discharged."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.meetings.promises import queries
from sightline.domain.meetings.promises.words import PROMISE_KINDS
from sightline.domain.thread.queries import boards_of
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees

from .register import PAGE, SEE, lateness_of


@require_safe
def promises(request: SignedIn) -> HttpResponse:
    check_sees(request.user, SEE)
    today = timezone.localdate()
    boards = boards_of(request.user, today)
    found = queries.promises_to(request.user, [board.body.pk for board in boards])
    rows = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "boards": boards,
        "rows": rows,
        "late": lateness_of(rows.object_list, today),
        "kinds": PROMISE_KINDS,
        "today": today,
    }
    return render(request, "promises/mine.html", context)
