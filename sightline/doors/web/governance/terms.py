"""The terms of a body and its exit criteria: set, added, met, taken out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.domain.governance import commands, queries
from sightline.domain.governance import queries_bodies as bodies_at_work
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, saved

from .bodies import BOTH, EDIT, to_change
from .forms_seats import AddCriterion, DropCriterion, MeetCriterion, Terms

SAID = (
    "terms", "quorum_number", "quorum_share_of", "quorum_words", "frequency", "earliest_end", "exit_words",
)  # fmt: skip


@require_http_methods(BOTH)
def set_terms(request: SignedIn, key: int) -> HttpResponse:
    found = to_change(request, key)
    now = bodies_at_work.standing_terms(found)
    today = timezone.localdate()
    others = {str(one.pk): one for one in queries.bodies(request.user, on=today) if one.pk != key}
    initial = {name: getattr(now, name) for name in SAID} if now else {}
    if now and now.reports_to_id:
        initial["reports_to"] = str(now.reports_to_id)
    form = Terms.of(
        request, initial=initial, options={"reports_to": [(pk, one.name) for pk, one in others.items()]}
    )

    def write(said: dict[str, Any]) -> None:
        share = said.pop("quorum_share_of")
        commands.set_terms(
            by=request.user, body=found, quorum_share_of=int(share) if share else None,
            **(said | {"reports_to": others.get(said["reports_to"] or ""), "reason": said["reason"] or ""}),
        )  # fmt: skip

    if saved(form, write):
        messages.success(request, "The terms were saved. Those before stay on its history.")
        return redirect("body", key)
    context = {"form": form, "body": found, "now": now}
    return render(request, "governance/terms.html", context, status=form.status)


@require_http_methods(BOTH)
def add_criterion(request: SignedIn, key: int) -> HttpResponse:
    found = to_change(request, key)
    form = AddCriterion.of(request, initial={"since": timezone.localdate()})
    if saved(form, lambda said: commands.add_exit_criterion(by=request.user, body=found, **said)):
        messages.success(request, "The exit criterion was added.")
        return redirect("body", key)
    context = {
        "form": form,
        "body": found,
        "heading": "Add an exit criterion",
        "button": "Add exit criterion",
    }
    return render(request, "governance/change_body.html", context, status=form.status)


@require_http_methods(BOTH)
def meet_criterion(request: SignedIn, key: int, criterion: int) -> HttpResponse:
    found = bodies_at_work.criterion_for(request.user, key, criterion)
    check_may(request.user, EDIT, found)
    today = timezone.localdate()
    form = MeetCriterion.of(request)

    def write(said: dict[str, Any]) -> None:
        commands.meet_exit_criterion(by=request.user, criterion=found, today=today, **said)

    if saved(form, write):
        messages.success(request, "It is recorded as met.")
        return redirect("body", key)
    context = {
        "form": form, "body": found.body, "heading": "Record that an exit criterion is met", "quote": found.words,
        "button": "Save",
    }  # fmt: skip
    return render(request, "governance/change_body.html", context, status=form.status)


@require_http_methods(BOTH)
def drop_criterion(request: SignedIn, key: int, criterion: int) -> HttpResponse:
    found = bodies_at_work.criterion_for(request.user, key, criterion)
    check_may(request.user, EDIT, found)
    form = DropCriterion.of(request)
    if saved(form, lambda said: commands.drop_exit_criterion(by=request.user, criterion=found, **said)):
        messages.success(request, "It is no longer asked for. It stays on the body’s history.")
        return redirect("body", key)
    context = {
        "form": form, "body": found.body, "heading": "Take an exit criterion out", "quote": found.words, "button": "Take it out",
    }  # fmt: skip
    return render(request, "governance/change_body.html", context, status=form.status)
