"""The bodies of a plan: who stands in which role for the whole of it, who signs one action off, and when it is reviewed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.governance import queries as governance
from sightline.domain.plans import commands
from sightline.domain.plans.governing_words import PLAN_ROLES, REVIEW_CYCLES
from sightline.domain.plans.queries.coverage import plan_bodies_page, plan_body_for
from sightline.domain.plans.words import LAYERS
from sightline.doors.web.plan.forms_action import ReasonForm
from sightline.doors.web.plan.page import address
from sightline.doors.web.plan.rights import action_to, plan_to
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved

from .forms import PlanBodyForm, ReviewForm, SignsOffForm

CHANGES = ("GET", "HEAD", "POST")
OPEN = ("draft", "adopted", "active")
FIELDS = {"review_cycle": "How often it is reviewed", "next_review": "Next review"}


@require_safe
def bodies(request: SignedIn, number: int) -> HttpResponse:
    today = timezone.localdate()
    found = plan_bodies_page(request.user, number, today)
    context = {
        "found": found,
        "plan": found.plan,
        "roles": PLAN_ROLES,
        "layers": LAYERS,
        "may_edit": found.plan.state in OPEN and request.user.may("plans.edit_plan", found.plan),
        "history": _history(found),
        "body_page": (lambda key: address("body-work", key))
        if request.user.may_anywhere("governance.see")
        else (lambda key: None),
        "today": today,
    }
    return render(request, "plan_deciding/bodies.html", context)


def _history(found: Any) -> list[dict[str, Any]]:
    """What changed in the review and the roles, the last first."""
    entries = [
        {
            "when": change.on, "at": change.at, "who": change.by_name, "what": FIELDS.get(change.field, change.field),
            "old": _shown(change.field, change.old), "new": _shown(change.field, change.new), "reason": change.reason,
        }
        for change in found.changes
    ]  # fmt: skip
    standing = [link for links in found.by_role.values() for link in links]
    for link in (*standing, *found.past):
        what = f"{PLAN_ROLES[link.role]}: {link.body.name}"
        began = timezone.localtime(link.since)
        entries.append(
            {
                "when": began.date(),
                "at": link.since,
                "who": link.by_name,
                "what": f"{what} began",
                "reason": link.reason,
            }
        )
        if link.until is not None:
            ended = timezone.localtime(link.until)
            entries.append(
                {
                    "when": ended.date(), "at": link.until, "who": link.ended_by_name, "what": f"{what} ended",
                    "reason": link.ended_reason,
                }
            )  # fmt: skip
    return sorted(entries, key=lambda entry: (entry["when"], entry["at"]), reverse=True)


def _shown(field: str, value: str | None) -> str | None:
    return REVIEW_CYCLES.get(value or "", value) if field == "review_cycle" else value


@require_http_methods(CHANGES)
def add(request: SignedIn, number: int) -> HttpResponse:
    plan, today = plan_to(request.user, number), timezone.localdate()
    choices = {str(body.pk): body for body in governance.bodies(request.user, on=today)}
    form = PlanBodyForm(
        request.POST if request.method == "POST" else None,
        bodies=[(key, body.name) for key, body in choices.items()],
        initial={"role": request.GET.get("role", "")},
    )

    def write(said: dict[str, Any]) -> None:
        commands.set_plan_body(
            by=request.user, plan=plan, body=choices[said["body"]], role=said["role"], today=today,
            reason=said["reason"] or "",
        )  # fmt: skip

    if saved(form, write):
        messages.success(
            request, f"{choices[form.cleaned_data['body']].name} now has that role for the plan."
        )
        return redirect("plan-bodies", number)
    context = {
        "form": form, "heading": "Give a body a role for the plan", "caption": plan.title,
        "lead": "An action that names a body of its own on a layer keeps it. The others have the plan’s, and say so.",
        "button": "Give it the role", "back": ("plan-bodies", number),
    }  # fmt: skip
    return render(request, "plan_deciding/form.html", context, status=form.status)


@require_http_methods(CHANGES)
def end(request: SignedIn, number: int, key: int) -> HttpResponse:
    plan = plan_to(request.user, number)
    link = plan_body_for(plan, key)
    form = ReasonForm.of(request)

    def write(said: dict[str, Any]) -> None:
        commands.end_plan_body(
            by=request.user, plan=plan, link=link, today=timezone.localdate(), reason=said["reason"]
        )

    if saved(form, write):
        messages.success(request, f"{link.body.name} no longer has that role. The history says so.")
        return redirect("plan-bodies", number)
    context = {
        "form": form, "heading": f"End the role of {link.body.name}", "caption": plan.title,
        "lead": f"Its role: {PLAN_ROLES[link.role].lower()}. Actions that name no body of their own for this lose it.",
        "button": "End the role", "back": ("plan-bodies", number),
    }  # fmt: skip
    return render(request, "plan_deciding/form.html", context, status=form.status)


@require_http_methods(CHANGES)
def review(request: SignedIn, number: int) -> HttpResponse:
    plan = plan_to(request.user, number)
    form = ReviewForm.of(
        request, initial={"review_cycle": plan.review_cycle, "next_review": plan.next_review}
    )

    def write(said: dict[str, Any]) -> None:
        commands.set_review(
            by=request.user, plan=plan, review_cycle=said["review_cycle"], next_review=said["next_review"],
            today=timezone.localdate(), reason=said["reason"] or "",
        )  # fmt: skip

    if saved(form, write):
        messages.success(request, "The review of the plan was recorded.")
        return redirect("plan-bodies", number)
    context = {
        "form": form, "heading": "Review of the plan", "caption": plan.title,
        "lead": "What was stated before stays visible in the history.", "button": "Save", "back": ("plan-bodies", number),
    }  # fmt: skip
    return render(request, "plan_deciding/form.html", context, status=form.status)


@require_http_methods(CHANGES)
def signs_off(request: SignedIn, number: int, action_number: int) -> HttpResponse:
    action = action_to(request.user, number, action_number, "plans.edit_plan")
    today = timezone.localdate()
    choices = {str(body.pk): body for body in governance.bodies(request.user, on=today)}
    named = str(action.signs_off_id) if action.signs_off_id else ""
    form = SignsOffForm(
        request.POST if request.method == "POST" else None,
        bodies=[(key, body.name) for key, body in choices.items()],
        initial={"body": named},
    )

    def write(said: dict[str, Any]) -> None:
        commands.set_signs_off(
            by=request.user, action=action, body=choices.get(said["body"] or ""), today=today, reason=said["reason"] or ""
        )  # fmt: skip

    if saved(form, write):
        messages.success(request, f"Who signs {action.label} off was recorded.")
        return redirect("action", number, action_number)
    context = {
        "form": form, "heading": f"Who signs {action.label} off", "caption": action.title,
        "lead": "A body named here takes the place of those that sign off for the whole plan. Who delivers cannot sign off.",
        "button": "Save", "back": ("action", number, action_number),
    }  # fmt: skip
    return render(request, "plan_deciding/form.html", context, status=form.status)
