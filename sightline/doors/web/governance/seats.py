"""The seats of a body and who may stand in for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.domain.governance import commands
from sightline.domain.governance import queries_bodies as bodies_at_work
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, saved
from sightline.ground.ui.forms import GovukForm

from .bodies import BOTH, EDIT, to_change
from .forms_seats import AddDeputy, AddSeat, ChangeSeat, FillSeat, LeaveSeat

Write = Callable[[dict[str, Any]], object]


@require_http_methods(BOTH)
def add(request: SignedIn, key: int) -> HttpResponse:
    found = to_change(request, key)
    form = AddSeat.of(request, options={"holder": _choices(request)})

    def write(said: dict[str, Any]) -> None:
        holder = bodies_at_work.holder_of(request.user, said.pop("holder"))
        commands.add_seat(by=request.user, body=found, **said, **holder)

    return _page(request, found, form, write, "Add a seat", "Add seat", "The seat was added.")


@require_http_methods(BOTH)
def fill(request: SignedIn, key: int, seat: int) -> HttpResponse:
    found = _seat(request, key, seat)
    form = FillSeat.of(request, options={"holder": _choices(request)})

    def write(said: dict[str, Any]) -> None:
        holder = bodies_at_work.holder_of(request.user, said.pop("holder"))
        commands.fill_seat(by=request.user, seat=found, **said, **holder)

    return _page(request, found.body, form, write, f"Fill the seat of {found}", "Save", "The seat is filled.")


@require_http_methods(BOTH)
def change(request: SignedIn, key: int, seat: int) -> HttpResponse:
    found = _seat(request, key, seat)
    form = ChangeSeat.of(request, initial={"role": found.role, "name": found.name})

    def write(said: dict[str, Any]) -> None:
        commands.change_seat(by=request.user, seat=found, **said)

    return _page(
        request, found.body, form, write, f"Change the seat of {found}", "Save", "The seat was changed."
    )


@require_http_methods(BOTH)
def vacate(request: SignedIn, key: int, seat: int) -> HttpResponse:
    found = _seat(request, key, seat)

    def write(said: dict[str, Any]) -> None:
        commands.vacate_seat(by=request.user, seat=found, **said)

    heading = f"{found} leaves the seat"
    return _page(
        request, found.body, LeaveSeat.of(request), write, heading, "Save", "The seat falls vacant and stays."
    )


@require_http_methods(BOTH)
def end(request: SignedIn, key: int, seat: int) -> HttpResponse:
    found = _seat(request, key, seat)

    def write(said: dict[str, Any]) -> None:
        commands.end_seat(by=request.user, seat=found, **said)

    heading = f"Take the seat of {found} off the body"
    said = "The body has one seat fewer from then on."
    return _page(request, found.body, LeaveSeat.of(request), write, heading, "Take the seat off", said)


@require_http_methods(BOTH)
def add_deputy(request: SignedIn, key: int, seat: int) -> HttpResponse:
    found = _seat(request, key, seat)
    form = AddDeputy.of(
        request, initial={"since": timezone.localdate()}, options={"holder": _choices(request)}
    )

    def write(said: dict[str, Any]) -> None:
        holder = bodies_at_work.holder_of(request.user, said.pop("holder"))
        commands.add_deputy(by=request.user, seat=found, **said, **holder)

    return _page(
        request, found.body, form, write, f"Name a deputy for {found}", "Save", "The deputy was named."
    )


@require_http_methods(BOTH)
def end_deputy(request: SignedIn, key: int, deputy: int) -> HttpResponse:
    found = bodies_at_work.deputy_for(request.user, key, deputy)
    check_may(request.user, EDIT, found)

    def write(said: dict[str, Any]) -> None:
        commands.end_deputy(by=request.user, deputy=found, **said)

    heading = f"{found} stands in no longer"
    return _page(
        request,
        found.seat.body,
        LeaveSeat.of(request),
        write,
        heading,
        "Save",
        "The deputy’s time was ended.",
    )


def _page(
    request: SignedIn, body: Any, form: GovukForm, write: Write, heading: str, button: str, done: str
) -> HttpResponse:
    if saved(form, write):
        messages.success(request, done)
        return redirect("body", body.pk)
    context = {"form": form, "body": body, "heading": heading, "button": button}
    return render(request, "governance/change_body.html", context, status=form.status)


def _choices(request: SignedIn) -> list[Any]:
    return list(bodies_at_work.may_hold(request.user, timezone.localdate()))


def _seat(request: SignedIn, key: int, seat: int) -> Any:
    found = bodies_at_work.seat_for(request.user, key, seat)
    check_may(request.user, EDIT, found)
    return found
