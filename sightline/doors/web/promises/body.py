"""What a body asked for and what came of it, over time."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.meetings.promises import queries
from sightline.domain.meetings.promises.words import ANSWERS, PROMISE_KINDS
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees

from .register import KEEP, PAGE, SEE, lateness_of


@require_safe
def promises(request: SignedIn, key: int) -> HttpResponse:
    check_sees(request.user, SEE)
    today = timezone.localdate()
    found = queries.body_promises(request.user, key, today)
    rows = Paginator(found.rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "found": found,
        "body": found.body,
        "rows": rows,
        "late": lateness_of(rows.object_list, today),
        "kinds": PROMISE_KINDS,
        "answers": ANSWERS,
        "may_keep": request.user.may(KEEP, found.body),
        "sees_decisions": request.user.may_anywhere("governance.see"),
        "today": today,
    }
    return render(request, "promises/body.html", context)
