"""One finding with its thread, and what may be done to it: correct, withdraw, supersede. It never vanishes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.inspections import commands, queries
from sightline.domain.thread import queries as thread
from sightline.doors.web.plan_talking.comments import talk_of
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, saved

from .changing import BOTH, EDIT, later_than
from .forms import CorrectFinding, FindingWords, Later, NewFinding, Reason

WORDS = tuple(FindingWords.base_fields)
FIELD_WORDS = {
    "text": "Words",
    "ref": "Printed reference",
    "category": "Category",
    "heading": "Heading",
    "page": "Page",
    "responsible": "Who must act",
}


@require_safe
def finding(request: SignedIn, number: int, finding: int) -> HttpResponse:
    found = thread.finding_thread(request.user, number, finding)
    context = {
        "thread": found,
        "finding": found.finding,
        "inspection": found.finding.inspection,
        "field_words": FIELD_WORDS,
        "may_edit": request.user.may(EDIT, found.finding),
        "today": timezone.localdate(),
        "sees_plans": request.user.may_anywhere("plans.see"),
        "talk": talk_of(request, "finding", found.finding, number, finding),
    }
    return render(request, "inspections/finding.html", context)


@require_http_methods(BOTH)
def add(request: SignedIn, number: int) -> HttpResponse:
    inspection = queries.inspection_for(request.user, number).inspection
    check_may(request.user, EDIT, inspection)
    form = NewFinding.of(request)
    made: list[Any] = []

    def write(said: dict[str, Any]) -> None:
        facts = commands.FindingFacts(**{name: said[name] for name in WORDS})
        today, place = timezone.localdate(), said["position"]
        made.append(
            commands.add_finding(
                by=request.user, inspection=inspection, facts=facts, today=today, position=place
            )
        )

    if saved(form, write):
        messages.success(request, "The finding was added.")
        return redirect("finding", number, made[0].number)
    context = {"form": form, "inspection": inspection}
    return render(request, "inspections/add_finding.html", context, status=form.status)


@require_http_methods(BOTH)
def correct(request: SignedIn, number: int, finding: int) -> HttpResponse:
    found = _to_change(request, number, finding)
    context = {"finding": found, "reference": found.spoken, "text_as_read": found.text_as_read}
    form = CorrectFinding.of(request, initial={name: getattr(found, name) for name in WORDS})
    if saved(form, lambda said: commands.correct_finding(by=request.user, finding=found, **said)):
        messages.success(request, "The correction was saved. What it replaces is kept with your reason.")
        return redirect("finding", number, finding)
    return render(request, "inspections/correct_finding.html", context | {"form": form}, status=form.status)


@require_http_methods(BOTH)
def withdraw(request: SignedIn, number: int, finding: int) -> HttpResponse:
    return _with_reason(request, number, finding, "withdraw", _withdraw, "The finding was withdrawn.")


@require_http_methods(BOTH)
def restore(request: SignedIn, number: int, finding: int) -> HttpResponse:
    return _with_reason(request, number, finding, "restore", _restore, "The finding stands again.")


@require_http_methods(BOTH)
def reopen(request: SignedIn, number: int, finding: int) -> HttpResponse:
    return _with_reason(request, number, finding, "reopen", _reopen, "The finding is open again.")


@require_http_methods(BOTH)
def supersede(request: SignedIn, number: int, finding: int) -> HttpResponse:
    found = _to_change(request, number, finding)
    later = later_than(request, found.inspection)
    form = Later.of(request, later=[(str(one.number), one.title) for one in later])

    def write(said: dict[str, Any]) -> None:
        by = next(one for one in later if str(one.number) == said["by_inspection"])
        commands.supersede_finding(
            by=request.user,
            finding=found,
            by_inspection=by,
            reason=said["reason"],
            today=timezone.localdate(),
        )

    if saved(form, write):
        messages.success(request, "The finding is superseded. Its thread stays as it is.")
        return redirect("finding", number, finding)
    context = {"form": form, "finding": found, "later": later}
    return render(request, "inspections/supersede_finding.html", context, status=form.status)


def _withdraw(by: Any, finding: Any, reason: str) -> None:
    commands.withdraw_finding(by=by, finding=finding, reason=reason, today=timezone.localdate())


def _restore(by: Any, finding: Any, reason: str) -> None:
    commands.restore_finding(by=by, finding=finding, reason=reason)


def _reopen(by: Any, finding: Any, reason: str) -> None:
    commands.reopen_finding(by=by, finding=finding, reason=reason, today=timezone.localdate())


def _with_reason(
    request: SignedIn, number: int, finding: int, what: str, write: Any, said: str
) -> HttpResponse:
    """A page that asks only why."""
    found = _to_change(request, number, finding)
    form = Reason.of(request)
    if saved(form, lambda answers: write(request.user, found, answers["reason"])):
        messages.success(request, said)
        return redirect("finding", number, finding)
    return render(request, f"inspections/{what}.html", {"form": form, "finding": found}, status=form.status)


def _to_change(request: SignedIn, number: int, finding: int) -> Any:
    found = queries.finding_for(request.user, number, finding)
    check_may(request.user, EDIT, found)
    return found
