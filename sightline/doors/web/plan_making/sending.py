"""The plan sent to the inspectorate or another, and what came back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.plans import commands
from sightline.domain.plans.clocks_answered import how_due
from sightline.domain.plans.queries import making as queries
from sightline.doors.web.files import served
from sightline.doors.web.plan.rights import must
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved

from .forms import Answer, Submit
from .making import CHANGES, EDITS, asked


@require_http_methods(CHANGES)
def submit(request: SignedIn, number: int) -> HttpResponse:
    """Record that a version was sent, and for what it was due."""
    today = timezone.localdate()
    page = queries.making_page(request.user, number, today)
    must(request.user, EDITS, page.plan)
    due = {
        f"{inspection}-{place}": (inspection, clock)
        for place, (_, inspection, clock) in enumerate(page.clocks)
    }
    form = Submit.of(
        request,
        versions=[(str(row.number), f"Version {row.number}, {_day(row.on)}") for row in page.versions],
        clocks=[
            (f"{inspection}-{place}", _words(title, clock))
            for place, (title, inspection, clock) in enumerate(page.clocks)
            if clock.due_used
        ],
        today=today,
    )

    def write(said: dict[str, Any]) -> None:
        inspection, clock = due.get(said.get("clock") or "", (None, None))
        commands.submit_plan(
            by=request.user, plan=page.plan, version=int(said["version"]), to_whom=said["to_whom"], on=said["on"],
            how=said["how"] or "", due=clock.due_used if clock else None, due_words=how_due(clock) if clock else "",
            inspection=queries.inspection_in_scope(page.plan, inspection) if inspection else None, today=today,
        )  # fmt: skip

    if saved(form, write):
        messages.success(request, "The submission was recorded.")
        return redirect("plan-making", number)
    lead = "Which version went to whom, and when. Freeze the version first if it is not in the list."
    return asked(request, page.plan, form, "Record that the plan was sent", "Record it", lead)


def _words(inspection: str, clock: Any) -> str:
    return f"{clock.name}, due {_day(clock.due_used)} ({inspection})"


def _day(day: Any) -> str:
    return f"{day.day} {day:%B %Y}" if day else "a day that is not stated"


@require_http_methods(CHANGES)
def reply(request: SignedIn, number: int, key: int) -> HttpResponse:
    plan, submission = queries.submission_for(request.user, number, key)
    must(request.user, EDITS, plan)
    today = timezone.localdate()
    form = Answer.of(request, today=today)

    def write(said: dict[str, Any]) -> None:
        letter = said["letter"][0] if said["letter"] else None
        commands.record_reply(
            by=request.user, plan=plan, submission=submission, says=said["says"], on=said["on"], words=said["words"] or "",
            stream=letter, name=letter.name if letter else "", today=today,
        )  # fmt: skip

    if saved(form, write):
        messages.success(request, "The reply was recorded.")
        return redirect("plan-making", number)
    lead = f"Version {submission.version.number} was sent to {submission.to_whom} on {_day(submission.on)}."
    return asked(request, plan, form, "Record the reply", "Record it", lead)


@require_safe
def letter(request: SignedIn, number: int, key: int) -> FileResponse:
    return served(queries.letter_of(request.user, number, key))
