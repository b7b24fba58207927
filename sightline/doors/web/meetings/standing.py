"""What always stands on the agendas of a body, its days of notice, and its rules of public speaking."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.domain.meetings import commands, queries_agenda
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, saved

from .calling import BOTH, WHO
from .forms_agenda import StandingItems
from .views import KEEP


@require_http_methods(BOTH)
def standing(request: SignedIn, key: int) -> HttpResponse:
    found = queries_agenda.standing_for(request.user, key)
    check_may(request.user, KEEP, found.body, who=WHO)
    names = ("notice_days", "speak_days", "speak_minutes", "speak_words")
    form = StandingItems.of(
        request, items=found.items, initial={name: getattr(found.settings, name) for name in names}
    )

    def write(said: dict[str, Any]) -> None:
        commands.set_standing_agenda(
            by=request.user, body=found.body, items=form.items(), notice_days=said["notice_days"],
            speak_days=said["speak_days"], speak_minutes=said["speak_minutes"], speak_words=said["speak_words"] or "",
        )  # fmt: skip

    if saved(form, write):
        messages.success(
            request, "It was saved. It holds for the agendas of meetings that are called from now on."
        )
        return redirect("body-standing", key)
    context = {"found": found, "body": found.body, "form": form, "today": timezone.localdate()}
    return render(request, "meetings/standing.html", context, status=form.status)
