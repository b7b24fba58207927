"""Background work: what waits, runs, is done or failed."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sightline.doors.web.requests import SignedIn
from sightline.ground.jobs import commands, queries
from sightline.ground.lib.errors import Refused

PAGE = 50


@require_safe
def jobs(request: SignedIn) -> HttpResponse:
    state = request.GET.get("state", "")
    page = Paginator(queries.jobs_list(request.user, state=state), PAGE).get_page(request.GET.get("page"))
    return render(request, "jobs/jobs.html", {"jobs": page, "state": state, "states": queries.states()})


@require_safe
def job(request: SignedIn, number: int) -> HttpResponse:
    found = queries.job_for(request.user, number)
    context = {"job": found, "may_start_again": request.user.may("jobs.see") and found.state == "failed"}
    return render(request, "jobs/job.html", context)


@never_cache
@require_safe
def progress(request: SignedIn, number: int) -> JsonResponse:
    """How far a job is, for a script that asks every second or two while the page is open."""
    found = queries.job_for(request.user, number)
    return JsonResponse(queries.progress_of(found))


@require_POST
def start_again(request: SignedIn, number: int) -> HttpResponse:
    found = queries.job_for(request.user, number)
    try:
        commands.start_again(by=request.user, job=found)
    except Refused as refusal:
        if not request.user.may("jobs.see"):
            raise
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "The work waits for its turn again.")
    return redirect("job", number)
