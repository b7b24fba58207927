"""What Sightline knows of each inspection framework, with where it knows it from."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.inspections.frameworks import all_frameworks
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees
from sightline.ground.lib.errors import NotFound


@require_safe
def frameworks(request: SignedIn) -> HttpResponse:
    check_sees(request.user, "inspections.see")
    today = timezone.localdate()
    every = all_frameworks()
    context = {
        "now": [one for one in every if one.valid_on(today)],
        "before": [one for one in every if not one.valid_on(today)],
    }
    return render(request, "inspections/frameworks.html", context)


@require_safe
def framework(request: SignedIn, edition: str) -> HttpResponse:
    check_sees(request.user, "inspections.see")
    found = next((one for one in all_frameworks() if one.edition == edition), None)
    if found is None:
        raise NotFound("There is no such framework.")
    return render(request, "inspections/framework.html", {"framework": found})
