"""The chain of events: its head, whether it is whole, what was done, and the removal of what must not exist."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may
from sightline.ground.audit import commands, queries
from sightline.ground.jobs.commands import enqueue
from sightline.ground.jobs.queries import latest_called
from sightline.ground.lib.errors import NotFound, Refused

from .forms import EventFilters, Redaction

PAGE = 50
JOB = "audit.verify"


@require_safe
def audit(request: SignedIn) -> HttpResponse:
    filters = EventFilters(request.GET or None)
    asked = filters.cleaned_data if filters.is_bound and filters.is_valid() else {}
    found = queries.events(
        request.user,
        who=asked.get("who") or "",
        what=asked.get("what") or "",
        since=asked.get("since"),
        until=asked.get("until"),
    )
    context = {
        "events": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "filters": filters,
        "chosen": _chips(asked),
        "head": queries.head(),
        "last": latest_called(JOB),
        "may_redact": request.user.may("audit.redact"),
    }
    return render(request, "audit/audit.html", context)


def _chips(asked: dict[str, Any]) -> list[tuple[str, Any, str]]:
    """What is in force: (words before, the value, the field)."""
    words = {"who": "By", "what": "What", "since": "From", "until": "Until"}
    return [(words[name], value, name) for name, value in asked.items() if value]


@require_safe
def event(request: SignedIn, number: int) -> HttpResponse:
    found = queries.event_for(request.user, number)
    entries = [entry | {"printed": _printed(entry["facts"])} for entry in found.entries]
    return render(request, "audit/event.html", {"event": found, "entries": entries})


def _printed(facts: dict[str, Any]) -> list[tuple[str, str | None]]:
    """Facts for people: words as they are, anything with parts as JSON."""
    plain = (str, int, type(None))
    return [
        (
            name.replace("_", " ").capitalize(),
            str(value) if isinstance(value, plain) and value is not None else None,
        )
        if isinstance(value, plain)
        else (name.replace("_", " ").capitalize(), json.dumps(value, ensure_ascii=False))
        for name, value in facts.items()
    ]


@require_POST
def verify(request: SignedIn) -> HttpResponse:
    _check_sees(request)
    last = latest_called(JOB)
    if last is not None and not last.finished:
        messages.info(request, "The chain is being verified already.")
    else:
        enqueue(JOB, by=request.user, about=("audit", 1))
        messages.success(
            request, "The chain will be verified in the background. The result stands on this page."
        )
    return redirect("audit")


@never_cache
@sensitive_variables("form", "said", "places")
@sensitive_post_parameters("text")
@require_http_methods(["GET", "HEAD", "POST"])
def redact(request: SignedIn) -> HttpResponse:
    """Two steps: say what and on whose authority; see where it stands; then confirm. The text never enters an address."""
    _check_sees(request)
    check_may(request.user, "audit.redact", who="An administrator")
    form, places = Redaction.of(request), None
    if form.is_valid():
        said = form.cleaned_data
        try:
            if said["sure"] == "yes":
                done = commands.redact(
                    by=request.user, text=said["text"], authority=said["authority"], reason=said["reason"]
                )
                messages.success(
                    request, f"The text was removed in {done.total} places. The chain still verifies."
                )
                return redirect("audit")
            commands.check_can_redact(request.user.name, said["text"], said["authority"], said["reason"])
            places = queries.where_is(said["text"])
            if not places.total:
                form.add_error(
                    "text", "The text was not found anywhere. Copy it exactly as it stands on the page."
                )
                places = None
        except Refused as refusal:
            form.refuse(refusal)
    template = "audit/redact_sure.html" if places else "audit/redact.html"
    return render(request, template, {"form": form, "places": places}, status=form.status)


def _check_sees(request: SignedIn) -> None:
    if not request.user.may("audit.see"):
        raise NotFound("There is no such page for you.")
