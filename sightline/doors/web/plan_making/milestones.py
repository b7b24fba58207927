"""The milestones of a plan's own making."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.domain.governance import queries as governance
from sightline.domain.plans import commands
from sightline.domain.plans.queries import making as queries
from sightline.domain.plans.queries import plan_for
from sightline.doors.web.plan.rights import must
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved

from .forms import MoveMilestone, NewMilestone, Reached, Why
from .making import CHANGES, EDITS, asked


@require_http_methods(CHANGES)
def add(request: SignedIn, number: int) -> HttpResponse:
    plan = plan_for(request.user, number, "plans.see")
    must(request.user, EDITS, plan)
    today = timezone.localdate()
    posts = [(str(post.pk), str(post)) for post in governance.posts(request.user, on=today)]
    form = NewMilestone.of(request, posts=posts)

    def write(said: dict[str, Any]) -> None:
        owner = governance.post_for(request.user, int(said["owner"])) if said["owner"] else None
        commands.add_milestone(
            by=request.user, plan=plan, title=said["title"], due=said["due"], owner=owner, note=said["note"] or "", today=today
        )  # fmt: skip

    if saved(form, write):
        messages.success(request, "The milestone was added.")
        return redirect("plan-making", number)
    lead = "A step of the plan itself, such as a draft for consultation, the day of adoption, or a review."
    return asked(request, plan, form, "Add a milestone", "Add it", lead)


@require_http_methods(CHANGES)
def move(request: SignedIn, number: int, key: int) -> HttpResponse:
    plan, milestone = _found(request, number, key)
    today = timezone.localdate()
    form = MoveMilestone.of(request, initial={"due": milestone.due})

    def write(said: dict[str, Any]) -> None:
        commands.move_milestone(
            by=request.user,
            plan=plan,
            milestone=milestone,
            due=said["due"],
            reason=said["reason"],
            today=today,
        )

    if saved(form, write):
        messages.success(request, "The date was moved. The first date stays visible.")
        return redirect("plan-making", number)
    return asked(request, plan, form, f"Move “{milestone.title}”", "Move it")


@require_http_methods(CHANGES)
def reach(request: SignedIn, number: int, key: int) -> HttpResponse:
    plan, milestone = _found(request, number, key)
    today = timezone.localdate()
    form = Reached.of(request, today=today)

    def write(said: dict[str, Any]) -> None:
        commands.reach_milestone(by=request.user, plan=plan, milestone=milestone, on=said["on"], today=today)

    if saved(form, write):
        messages.success(request, "The milestone was reached.")
        return redirect("plan-making", number)
    return asked(request, plan, form, f"“{milestone.title}” was reached", "Record it")


@require_http_methods(CHANGES)
def take_out(request: SignedIn, number: int, key: int) -> HttpResponse:
    plan, milestone = _found(request, number, key)
    today = timezone.localdate()
    form = Why.of(request)

    def write(said: dict[str, Any]) -> None:
        commands.take_milestone_out(
            by=request.user, plan=plan, milestone=milestone, reason=said["reason"], today=today
        )

    if saved(form, write):
        messages.success(request, "The milestone was taken out. It stays on record.")
        return redirect("plan-making", number)
    return asked(request, plan, form, f"Take “{milestone.title}” out", "Take it out")


def _found(request: SignedIn, number: int, key: int) -> tuple[Any, Any]:
    plan, milestone = queries.milestone_for(request.user, number, key)
    must(request.user, EDITS, plan)
    return plan, milestone
