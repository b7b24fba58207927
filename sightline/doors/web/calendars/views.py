"""The meetings of a month, and one meeting as a file for a calendar."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.meetings.queries_meetings import bodies_that_meet
from sightline.doors.web.papers.views import chip_links
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees
from sightline.ground.lib.working_days import england
from sightline.work.calendars import queries
from sightline.work.calendars.month import month_of, parse_month

from .feed import ICS
from .forms import OfMonth

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@require_safe
def month(request: SignedIn) -> HttpResponse:
    """The meetings of all bodies that the reader may see, month by month."""
    check_sees(request.user, "meetings.see")
    today, typed = timezone.localdate(), request.GET.get("month", "")
    first = parse_month(typed) if typed else today.replace(day=1)
    bodies = [(str(body.pk), body.name) for body in bodies_that_meet(request.user)]
    form = OfMonth(request.GET or None, bodies=bodies)
    form.is_valid()
    body = (form.cleaned_data.get("body") or "") if form.is_bound else ""
    context = {
        "shown": month_of(
            request.user, first or today.replace(day=1), today=today, holidays=england(), body=body
        ),
        "not_understood": typed if first is None else "",
        "weekdays": WEEKDAYS,
        "form": form,
        "body": body,
        "chosen": chip_links(request, form),
        "this_month": f"{today:%Y-%m}",
        "today": today,
    }
    return render(request, "calendars/month.html", context)


@require_safe
def meeting_file(request: SignedIn, number: int) -> HttpResponse:
    """One meeting as a file that a calendar takes in."""
    response = HttpResponse(queries.meeting_bytes(request.user, number), content_type=ICS)
    response["Content-Disposition"] = f'attachment; filename="meeting-{number}.ics"'
    response["Cache-Control"] = "private, no-cache"
    return response
