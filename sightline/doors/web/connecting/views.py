"""Setting the connection: its address, its committees, when it is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved
from sightline.ground.lib.errors import NotPermitted, Refused
from sightline.work.connecting import commands, queries, rules

from .forms import Address, Committees, Match

CHANGES = ("GET", "HEAD", "POST")
LOAD_AGAIN = "Load this page again to see how far it is."


@require_safe
def connection(request: SignedIn) -> HttpResponse:
    shown = queries.overview(request.user, timezone.now())
    return render(request, "connecting/connection.html", {"shown": shown, "states": rules.STATES})


@require_http_methods(CHANGES)
def address(request: SignedIn) -> HttpResponse:
    held = queries.current_connection(request.user)
    initial = (
        {"address": held.address, "days_back": held.days_back, "days_ahead": held.days_ahead} if held else {}
    )
    form = Address.of(request, initial=initial)

    def write(said: dict[str, Any]) -> None:
        commands.set_connection(by=request.user, **said)

    if saved(form, write):
        messages.success(request, "The address was saved. Nothing was asked yet.")
        return redirect("committee-system")
    return render(request, "connecting/address.html", {"form": form, "held": held}, status=form.status)


@require_http_methods(CHANGES)
def committees(request: SignedIn) -> HttpResponse:
    held = queries.connection_for(request.user)
    rows = queries.committees_of(held)
    form = Committees.of(request, initial={"chosen": [str(row.key) for row in rows if row.chosen]})
    field: Any = form.fields["chosen"]
    field.options = [(str(row.key), row.title, _hint(row)) for row in rows]

    def write(said: dict[str, Any]) -> None:
        commands.choose_committees(
            by=request.user, connection=held, keys=[int(key) for key in said["chosen"]]
        )

    if saved(form, write):
        messages.success(request, "The choice of committees was saved.")
        return redirect("committee-system")
    context = {"form": form, "count": len(rows), "connection": held}
    return render(request, "connecting/committees.html", context, status=form.status)


def _hint(row: Any) -> str:
    gone = "No longer listed by the committee system" if row.gone else ""
    return ". ".join(filter(None, [row.category, gone]))


@require_http_methods(CHANGES)
def match(request: SignedIn, key: int) -> HttpResponse:
    shown = queries.matching_for(request.user, key)
    first = shown.committee.body_id or shown.suggested
    form = Match.of(request, initial={"body": str(first) if first else ""})
    field: Any = form.fields["body"]
    field.options = [(str(pk), name) for pk, name in shown.choices]

    def write(said: dict[str, Any]) -> None:
        body = queries.body_of(request.user, int(said["body"]) if said["body"] else None)
        commands.match_committee(by=request.user, committee=shown.committee, body=body)

    if saved(form, write):
        messages.success(request, f"{shown.committee.title} was matched.")
        return redirect("committee-system")
    return render(request, "connecting/match.html", {"form": form, "shown": shown}, status=form.status)


@require_POST
def list_committees(request: SignedIn) -> HttpResponse:
    held = queries.connection_for(request.user)
    return _done(
        request,
        lambda: commands.ask(by=request.user, connection=held, what="committees", today=timezone.localdate()),
        f"The list of committees is asked for. {LOAD_AGAIN}",
    )


@require_POST
def ask(request: SignedIn) -> HttpResponse:
    held = queries.connection_for(request.user)
    return _done(
        request,
        lambda: commands.ask(by=request.user, connection=held, what="meetings", today=timezone.localdate()),
        f"The committee system is asked now. {LOAD_AGAIN}",
    )


@require_POST
def pause(request: SignedIn) -> HttpResponse:
    held = queries.connection_for(request.user)
    return _done(
        request,
        lambda: commands.pause_asking(by=request.user, connection=held),
        "Asking is paused. Nothing is asked until you start it again.",
    )


@require_POST
def start(request: SignedIn) -> HttpResponse:
    held = queries.connection_for(request.user)
    return _done(
        request,
        lambda: commands.start_asking(by=request.user, connection=held),
        "The committee system is asked every night from now on.",
    )


def _done(request: SignedIn, write: Callable[[], object], sentence: str) -> HttpResponse:
    """Do it and go back to the first page, which says what was done or why it was not."""
    try:
        write()
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, sentence)
    return redirect("committee-system")
