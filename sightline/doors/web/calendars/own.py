"""A user's own calendar addresses: which there are, making one, withdrawing one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved
from sightline.work.calendars import commands, queries

from .forms import Make


@require_safe
def calendars(request: SignedIn) -> HttpResponse:
    """The addresses that there are, and a form to make another."""
    found = queries.calendars_of(request.user)
    form = Make(which=queries.choices_of(found), initial={"which": request.GET.get("for", "")})
    return render(request, "calendars/calendars.html", {"form": form, "found": found})


@sensitive_variables("token", "made", "address")
@never_cache
@require_POST
def make(request: SignedIn) -> HttpResponse:
    """Make an address and show it, this once: only its hash is kept."""
    found = queries.calendars_of(request.user)
    form = Make(request.POST, which=queries.choices_of(found))
    bodies = {f"body-{body.pk}": body for body in found.bodies}
    made: list[Any] = []

    def write(said: dict[str, Any]) -> None:
        body = bodies.get(said["which"])
        covers = "body" if body else said["which"]
        made.append(commands.make_feed(by=request.user, user=request.user, covers=covers, body=body))

    if not saved(form, write):
        return render(request, "calendars/calendars.html", {"form": form, "found": found}, status=form.status)
    feed, token = made[0]
    address = queries.address_of(reverse("calendar-feed", args=[token]))
    return render(request, "calendars/made.html", {"feed": feed, "address": address})


@require_POST
def withdraw(request: SignedIn, key: int) -> HttpResponse:
    """Withdraw one of one's own addresses."""
    feed = queries.own_feed(request.user, key)
    commands.withdraw_feed(by=request.user, user=request.user, feed=feed)
    messages.success(
        request,
        "The address was withdrawn. Calendars that ask for it get nothing more; what they keep, they keep.",
    )
    return redirect("calendars")
