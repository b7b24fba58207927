"""Conditions, officials and reviews of one intervention."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.domain.inspections.interventions import commands, queries
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may

from . import forms
from .changing import BOTH, Sheet, editable, filled
from .views import EDIT


def _part(request: SignedIn, number: int, kind: str, key: int) -> Any:
    found = queries.part_of(request.user, number, kind, key)
    check_may(request.user, EDIT, found.intervention)
    return found


@require_http_methods(BOTH)
def add_condition(request: SignedIn, number: int) -> HttpResponse:
    one = editable(request, number)

    def write(said: dict[str, Any]) -> None:
        draft = commands.ConditionDraft(**said)
        commands.add_condition(by=request.user, intervention=one, draft=draft, today=timezone.localdate())

    sheet = Sheet("Add a condition", "Add the condition", "The condition was added.")
    return filled(request, one, forms.NewCondition.of(request), sheet, write)


@require_http_methods(BOTH)
def condition_met(request: SignedIn, number: int, key: int) -> HttpResponse:
    condition = _part(request, number, "conditions", key)

    def write(said: dict[str, Any]) -> None:
        said["evidence"] = said["evidence"] or ""
        commands.meet_condition(by=request.user, condition=condition, today=timezone.localdate(), **said)

    sheet = Sheet(f"Condition {key} was met", "Save", f"Condition {key} is met.", quote=condition.text)
    return filled(request, condition.intervention, forms.Met.of(request), sheet, write)


@require_http_methods(BOTH)
def condition_reopen(request: SignedIn, number: int, key: int) -> HttpResponse:
    condition = _part(request, number, "conditions", key)

    def write(said: dict[str, Any]) -> None:
        commands.reopen_condition(by=request.user, condition=condition, today=timezone.localdate(), **said)

    lead = "What was said of it before stays in the history."
    sheet = Sheet(
        f"Open condition {key} again",
        "Open it again",
        f"Condition {key} is open again.",
        lead,
        condition.text,
    )
    return filled(request, condition.intervention, forms.Why.of(request), sheet, write)


@require_http_methods(BOTH)
def add_official(request: SignedIn, number: int) -> HttpResponse:
    one = editable(request, number)

    def write(said: dict[str, Any]) -> None:
        draft = commands.OfficialDraft(**said)
        commands.add_official(by=request.user, intervention=one, draft=draft, today=timezone.localdate())

    sheet = Sheet("Add an official", "Add the official", "The official was added.")
    return filled(request, one, forms.NewOfficial.of(request), sheet, write)


@require_http_methods(BOTH)
def official_left(request: SignedIn, number: int, key: int) -> HttpResponse:
    official = _part(request, number, "officials", key)

    def write(said: dict[str, Any]) -> None:
        commands.official_left(by=request.user, official=official, today=timezone.localdate(), **said)

    sheet = Sheet("Record a last day", "Save the last day", "The last day was recorded.", quote=str(official))
    return filled(request, official.intervention, forms.Left.of(request), sheet, write)


@require_http_methods(BOTH)
def add_review(request: SignedIn, number: int) -> HttpResponse:
    one = editable(request, number)

    def write(said: dict[str, Any]) -> None:
        said["what"] = said["what"] or ""
        commands.add_review(by=request.user, intervention=one, today=timezone.localdate(), **said)

    sheet = Sheet("Set a day of review", "Set the day", "The day of review was set.")
    return filled(request, one, forms.NewReview.of(request), sheet, write)


@require_http_methods(BOTH)
def review_held(request: SignedIn, number: int, key: int) -> HttpResponse:
    review = _part(request, number, "reviews", key)

    def write(said: dict[str, Any]) -> None:
        commands.hold_review(by=request.user, review=review, today=timezone.localdate(), **said)

    sheet = Sheet("Record a review", "Save the review", "The review was recorded.", quote=str(review))
    return filled(
        request, review.intervention, forms.Held.of(request, initial={"held": review.on}), sheet, write
    )
