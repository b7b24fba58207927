"""Prepare for a visit: choose an inspection, a plan and a day; wait while the pack is made; fetch it."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.inspections.queries import inspections
from sightline.domain.plans.queries import plans_list
from sightline.doors.web.files import served_export
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees, saved
from sightline.ground.jobs.queries import job_for
from sightline.ground.lib.errors import NotFound
from sightline.work.reports.visit import packs

from .forms import VisitForm
from .register import SEE


@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: SignedIn) -> HttpResponse:
    check_sees(request.user, SEE)
    today = timezone.localdate()
    offered = [(str(one.number), one.title) for one in inspections(request.user)]
    plans = [(str(row.plan.number), row.plan.title) for row in plans_list(request.user, today)]
    begins = {
        "as_at": today,
        "inspection": request.GET.get("inspection", ""),
        "plan": request.GET.get("plan", ""),
    }
    form = VisitForm.of(request, inspections=offered, plans=plans, initial=begins)
    asked: list[Any] = []

    def write(said: dict[str, Any]) -> None:
        asked.append(
            packs.ask_for_pack(
                by=request.user, inspection=int(said["inspection"]), plan=int(said["plan"]), as_at=said["as_at"], today=today
            )
        )  # fmt: skip

    if saved(form, write):
        return redirect(f"{reverse('visit')}?made={asked[0].pk}")
    context = {"form": form, "offered": bool(offered and plans), "job": made(request)}
    return render(request, "evidence/visit.html", context, status=form.status)


def made(request: SignedIn) -> Any:
    """The job that the address names, of this person's own packs; None where it names none."""
    number = request.GET.get("made", "")
    if not (number.isascii() and number.isdecimal()):
        return None
    job = job_for(request.user, int(number[:18]))
    if job.name != packs.JOB or job.asked_by_id != request.user.pk:
        raise NotFound("There is no such pack of yours.")
    return job


@require_safe
def pack(request: SignedIn) -> FileResponse | StreamingHttpResponse:
    """The pack, as a download."""
    check_sees(request.user, SEE)
    job = made(request)
    if job is None:
        raise NotFound("Say which pack: have it made, and follow the link of its page.")
    day = job.arguments["as_at"]
    return served_export(packs.fetched(request.user, job), f"visit-inspection-{job.about_id}-{day}", "zip")
