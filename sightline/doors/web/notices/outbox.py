"""The outbox: every mail of the product, before and after it is sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sightline.domain.governance.queries import council
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved
from sightline.ground.jobs import outbox as commands
from sightline.ground.jobs import outbox_queries as queries
from sightline.ground.lib.errors import Refused

from .forms import OutboxFilters, Reason, TestMail

PAGE = 50
CHANGES = ("GET", "HEAD", "POST")


@require_safe
def outbox(request: SignedIn) -> HttpResponse:
    filters = OutboxFilters(request.GET)
    said = filters.cleaned_data if filters.is_valid() else {}
    chosen = {name: said.get(name) or "" for name in ("state", "kind", "text")}
    found = queries.outbox(request.user, **chosen)
    context = {
        "mails": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "filters": filters,
        "chosen": [(_word(name, value), name) for name, value in chosen.items() if value],
        "counts": queries.counts(request.user),
        "states": queries.states(),
        "kinds": queries.KINDS,
        "to_console": queries.goes_to_console(),
        "sender": queries.sender(),
    }
    return render(request, "notices/outbox.html", context)


@require_safe
def message(request: SignedIn, key: int) -> HttpResponse:
    """One mail as it will look, or looked."""
    found = queries.message_for(request.user, key)
    context = {
        "mail": found,
        "kind": queries.KINDS.get(found.kind, found.kind),
        "identity": queries.identity(found),
        "sender": queries.sender(),
    }
    return render(request, "notices/message.html", context)


@require_http_methods(CHANGES)
def withdraw(request: SignedIn, key: int) -> HttpResponse:
    found = queries.message_for(request.user, key)
    form = Reason.of(request)

    def write(said: dict[str, Any]) -> None:
        commands.withdraw_message(by=request.user, message=found, reason=said["reason"])

    if saved(form, write):
        messages.success(request, "The mail was withdrawn. It will not be sent.")
        return redirect("outbox-message", key)
    context = {
        "form": form, "heading": "Withdraw this mail", "lead": f"“{found.subject}”, to {found.to}.", "button": "Withdraw the mail",
        "back": ("outbox-message", key), "back_text": "The mail",
    }  # fmt: skip
    return render(request, "notices/reason.html", context, status=form.status)


@require_POST
def send_again(request: SignedIn, key: int) -> HttpResponse:
    found = queries.message_for(request.user, key)
    try:
        commands.send_again(by=request.user, message=found)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "The mail waits to be sent again.")
    return redirect("outbox-message", key)


@require_http_methods(CHANGES)
def test(request: SignedIn) -> HttpResponse:
    """Send a mail that says nothing."""
    queries.check_may_look(request.user)
    form = TestMail.of(request, initial={"to": request.user.email})

    def write(said: dict[str, Any]) -> None:
        commands.send_test(by=request.user, to=said["to"], from_name=council().name)

    if saved(form, write):
        messages.success(
            request, "The test waits in the outbox. Load the page again to see whether it was sent."
        )
        return redirect("outbox")
    context = {"form": form, "to_console": queries.goes_to_console(), "sender": queries.sender()}
    return render(request, "notices/test.html", context, status=form.status)


def _word(name: str, value: str) -> str:
    if name == "text":
        return f"“{value}”"
    return dict(queries.states())[value] if name == "state" else queries.KINDS[value]
