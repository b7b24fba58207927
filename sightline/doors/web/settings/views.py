"""The council's name and colours."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.governance import commands, queries
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees, saved
from sightline.work.keeping import told

from .forms import CouncilSettings

FIELDS = tuple(CouncilSettings.base_fields)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: SignedIn) -> HttpResponse:
    check_sees(request.user, "settings.edit")
    council = queries.council()
    form = CouncilSettings.of(request, initial={name: getattr(council, name) for name in FIELDS})

    def write(said: dict[str, Any]) -> None:
        changed = {name: value or "" for name, value in said.items()}
        commands.edit_council(by=request.user, **changed)

    if saved(form, write):
        messages.success(request, "The settings were saved. Every page shows them from now on.")
        return redirect("settings")
    return render(request, "settings/settings.html", {"form": form, "council": council}, status=form.status)


@require_safe
def backups(request: SignedIn) -> HttpResponse:
    return render(request, "settings/backups.html", {"kept": told.kept(request.user)})
