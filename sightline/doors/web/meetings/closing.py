"""Closing an item to the public, with what the law or the body says of it, and opening it again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.domain.meetings import closing_rules, commands
from sightline.domain.meetings import queries_meetings as queries
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, saved

from .calling import BOTH, WHO
from .forms import CloseItem, Reason
from .views import KEEP


@require_http_methods(BOTH)
def close(request: SignedIn, number: int, item: int) -> HttpResponse:
    """Say that an item is exempt, confidential or restricted, and why."""
    found = _item(request, number, item)
    ways, there = closing_rules.ways_to_close(found.meeting.body.kind), found.closing
    initial: dict[str, Any] = {"kind": next(iter(ways)) if len(ways) == 1 else ""}
    if there is not None:
        initial = {name: getattr(there, name) for name in ("kind", "public_interest", "forbidden", "because")}
        initial["paragraphs"] = [str(one) for one in there.paragraphs]
    form = CloseItem.of(request, ways=ways, initial=initial)

    def write(said: dict[str, Any]) -> None:
        commands.close_item(
            by=request.user, item=found, kind=said.get("kind") or next(iter(ways)),
            paragraphs=[int(one) for one in said.get("paragraphs") or ()],
            **{name: said.get(name) or "" for name in ("public_interest", "forbidden", "because")},
        )  # fmt: skip

    return _changed(
        request,
        found,
        form,
        f"Close item {found.label}",
        "Close it",
        "The item is closed to the public.",
        write,
    )


@require_http_methods(BOTH)
def open_again(request: SignedIn, number: int, item: int) -> HttpResponse:
    """Say that the item is open to the public after all."""
    found = _item(request, number, item)
    return _changed(
        request, found, Reason.of(request), f"Open item {found.label}", "Open it", "The item is open to the public.",
        lambda said: commands.open_item(by=request.user, item=found, **said),
    )  # fmt: skip


def _item(request: SignedIn, number: int, item: int) -> Any:
    found = queries.item_alone(request.user, number, item)
    check_may(request.user, KEEP, found, who=WHO)
    return found


def _changed(
    request: SignedIn, item: Any, form: Any, heading: str, button: str, done: str, write: Any
) -> HttpResponse:
    if saved(form, write):
        messages.success(request, done)
        return redirect("meeting-item", item.meeting.number, item.number)
    context = {
        "form": form,
        "meeting": item.meeting,
        "heading": heading,
        "button": button,
        "note": item.title,
    }
    return render(request, "meetings/form.html", context, status=form.status)
