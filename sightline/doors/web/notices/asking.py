"""Asking for updates: who owes one, how they are asked, and the links that are out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved
from sightline.ground.jobs.outbox_queries import check_may_look
from sightline.ground.lib.errors import NotPermitted, Refused
from sightline.work.notices import commands, queries
from sightline.work.notices.rules import LINK_STATES

from .forms import Reason

PAGE = 50


@require_safe
def asking(request: SignedIn) -> HttpResponse:
    page = queries.asking_page(request.user, timezone.localdate())
    now = timezone.now()
    links = Paginator(queries.links_sent(request.user), PAGE).get_page(request.GET.get("page"))
    context = {
        "asking": page,
        "links": [(link, link.state(now)) for link in links],
        "links_page": links,
        "words": LINK_STATES,
        "now": now,
        "today": timezone.localdate(),
    }
    return render(request, "notices/asking.html", context)


@require_POST
def send(request: SignedIn) -> HttpResponse:
    """Send links to the ticked people, or to all who owe an update."""
    check_may_look(request.user)
    people = sorted({int(key) for key in request.POST.getlist("chosen") if key.isdecimal()})
    if "all" in request.POST:
        page = queries.asking_page(request.user, timezone.localdate())
        people = [owes.person.pk for owes, _ in page.owing if owes.address]

    def write() -> str:
        sent, not_sent = commands.ask_for_updates(by=request.user, people=people, today=timezone.localdate())
        return " ".join(
            [f"{len(sent)} {'link waits' if len(sent) == 1 else 'links wait'} in the outbox.", *not_sent]
        )

    return _told(request, write)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedIn, key: int) -> HttpResponse:
    link = queries.link_for(request.user, key)
    form = Reason.of(request)

    def write(said: dict[str, Any]) -> None:
        commands.withdraw_link(by=request.user, link=link, reason=said["reason"])

    if saved(form, write):
        messages.success(request, f"The link of {link.person} was withdrawn. It opens nothing any more.")
        return redirect("update-links")
    context = {
        "form": form, "heading": f"Withdraw the link of {link.person}", "button": "Withdraw the link",
        "lead": "Whoever opens it reads that it was withdrawn, and the reason that you give here.",
        "back": ("update-links",), "back_text": "Asking for updates",
    }  # fmt: skip
    return render(request, "notices/reason.html", context, status=form.status)


@require_POST
def send_anew(request: SignedIn, key: int) -> HttpResponse:
    link = queries.link_for(request.user, key)

    def write() -> str:
        commands.send_link_anew(by=request.user, link=link, today=timezone.localdate())
        return f"A new link for {link.person} waits in the outbox. The old one cannot be used any more."

    return _told(request, write)


def _told(request: SignedIn, write: Any) -> HttpResponse:
    """Do it, and say on the page what came of it."""
    try:
        messages.success(request, write())
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("update-links")
