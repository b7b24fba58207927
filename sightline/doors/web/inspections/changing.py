"""Adding and correcting an inspection; nothing is ever overwritten."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.domain.inspections import commands, queries
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, check_sees, saved

from .forms import CorrectInspection, InspectionFacts, LaterWithFindings, NewInspection, Received

EDIT = "inspections.edit"
BOTH = ["GET", "HEAD", "POST"]
FACTS = tuple(InspectionFacts.base_fields)


@require_http_methods(BOTH)
def add(request: SignedIn) -> HttpResponse:
    check_sees(request.user, "inspections.see")
    check_may(request.user, EDIT)
    form = NewInspection.of(request)
    made: list[Any] = []

    def write(said: dict[str, Any]) -> None:
        facts = commands.InspectionFacts(**{name: said[name] for name in FACTS})
        known = said["although_known"]
        today = timezone.localdate()
        made.append(commands.add_inspection(by=request.user, facts=facts, today=today, although_known=known))

    if saved(form, write):
        messages.success(request, f"{made[0].title} was added. Now add its findings.")
        return redirect("inspection", made[0].number)
    return render(request, "inspections/add.html", {"form": form}, status=form.status)


@require_http_methods(BOTH)
def correct(request: SignedIn, number: int) -> HttpResponse:
    found = queries.inspection_for(request.user, number).inspection
    check_may(request.user, EDIT, found)
    title = found.title
    form = CorrectInspection.of(request, initial={name: getattr(found, name) for name in FACTS})
    if saved(form, lambda said: commands.correct_inspection(by=request.user, inspection=found, **said)):
        messages.success(request, "The correction was saved. What it replaces is kept with your reason.")
        return redirect("inspection", number)
    context = {"form": form, "number": number, "title": title}
    return render(request, "inspections/correct.html", context, status=form.status)


@require_http_methods(BOTH)
def received(request: SignedIn, number: int) -> HttpResponse:
    found = queries.inspection_for(request.user, number).inspection
    check_may(request.user, EDIT, found)
    before, title, today = found.report_received, found.title, timezone.localdate()
    form = Received.of(request, initial={"received": before})

    def write(said: dict[str, Any]) -> None:
        reason = said["reason"] or ""
        day = said["received"]
        commands.set_received_date(
            by=request.user, inspection=found, received=day, today=today, reason=reason
        )

    if saved(form, write):
        messages.success(request, "The day of receipt was saved. The clocks below count from it.")
        return redirect("inspection", number)
    context = {"form": form, "number": number, "title": title, "before": before}
    return render(request, "inspections/received.html", context, status=form.status)


@require_http_methods(BOTH)
def supersede(request: SignedIn, number: int) -> HttpResponse:
    page = queries.inspection_for(request.user, number)
    check_may(request.user, EDIT, page.inspection)
    later = later_than(request, page.inspection)
    form = LaterWithFindings.of(request, later=[(str(one.number), one.title) for one in later])

    def write(said: dict[str, Any]) -> None:
        by = next(one for one in later if str(one.number) == said["by_inspection"])
        commands.supersede_inspection(
            by=request.user,
            inspection=page.inspection,
            by_inspection=by,
            reason=said["reason"],
            with_findings=said["findings"],
            today=timezone.localdate(),
        )

    if saved(form, write):
        messages.success(request, "The later inspection takes the place of this one.")
        return redirect("inspection", number)
    context = {"form": form, "inspection": page.inspection, "later": later, "still_open": page.count("open")}
    return render(request, "inspections/supersede.html", context, status=form.status)


def later_than(request: SignedIn, inspection: Any) -> list[Any]:
    """The inspections that may take the place of one: those of a later day."""
    if inspection.day is None:
        return []
    return [one for one in queries.inspections(request.user) if one.day and one.day > inspection.day]
