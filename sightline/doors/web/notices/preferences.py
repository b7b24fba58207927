"""What a user gets by mail, by their own choice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved
from sightline.work.notices import commands, queries

from .forms import Notices


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: SignedIn) -> HttpResponse:
    """The choice, what was sent last, when the next is due, and what it would say now."""
    page = queries.notices_page(request.user, timezone.now())
    chosen = page.choice
    current = {
        "digest": chosen.digest,
        "weekday": str(chosen.weekday),
        "scope": chosen.scope,
        "reminders": chosen.reminders,
    }
    form = Notices.of(request, initial=current)

    def write(said: dict[str, Any]) -> None:
        commands.choose_notices(
            by=request.user, user=request.user, digest=said["digest"], weekday=int(said["weekday"] or 0),
            scope=said["scope"], reminders=said["reminders"],
        )  # fmt: skip

    if saved(form, write):
        messages.success(request, "Your choice was saved.")
        return redirect("notices")
    return render(request, "notices/notices.html", {"form": form, "notices": page}, status=form.status)
