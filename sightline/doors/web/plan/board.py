"""Findings and what answers them: the board on which people link. Suggestions are offered; a person accepts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sightline.domain.plans import commands, queries
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved
from sightline.ground.lib.errors import NotPermitted, Refused

from .forms_action import AcceptForm, LinkForm, ReasonForm, ThemeForm
from .page import address
from .rights import plan_to

CHANGES = ("GET", "HEAD", "POST")
SIZE = 25


@require_safe
def board(request: SignedIn, number: int) -> HttpResponse:
    show = request.GET.get("show", "")
    found = queries.board_page(
        request.user, number, show=show, page=request.GET.get("page", "1"), size=SIZE, suggest=True
    )
    context = {
        "found": found,
        "plan": found.plan,
        "plans": found.plans,
        "show": show,
        "rows": Paginator(range(found.count), SIZE).get_page(found.page),
        "may_edit": found.plan.state in ("draft", "adopted", "active")
        and request.user.may("plans.edit_plan", found.plan),
        "finding_page": lambda finding: (
            address("finding", finding.inspection.number, finding.number)
            if request.user.may("inspections.see", finding.inspection)
            else None
        ),
    }
    return render(request, "plan/board.html", context)


@require_safe
def finding(request: SignedIn, number: int, inspection: int, finding: int) -> HttpResponse:
    """One finding: what answers it, what might, and every other choice."""
    plan = plan_to(request.user, number)
    row = queries.board_row(request.user, plan, inspection, finding)
    linked = {link.action.number for link in row.links}
    under = {link.theme_id for link in row.themes}
    choices = [choice for choice in queries.action_choices(request.user, plan) if choice[0] not in linked]
    themes = [(str(p.pk), str(p)) for p in plan.themes.all() if p.pk not in under]
    context = {
        "plan": plan,
        "row": row,
        "finding": row.finding,
        "link_form": LinkForm(actions=choices, auto_id="link-%s"),
        "theme_form": ThemeForm(themes=themes, auto_id="theme-%s") if themes else None,
        "actions": bool(choices),
        "open": plan.state in ("draft", "adopted", "active"),
    }
    return render(request, "plan/finding.html", context)


@require_POST
def link(request: SignedIn, number: int, inspection: int, finding: int) -> HttpResponse:
    """Accept a suggestion, or link an action that was chosen from all."""
    plan = plan_to(request.user, number)
    found = queries.finding_in(plan, inspection, finding)
    form = AcceptForm(
        {
            "target": request.POST.get("action") or request.POST.get("target"),
            "reason": request.POST.get("reason", ""),
        }
    )
    if form.is_valid() and form.cleaned_data["target"].isdecimal() and len(form.cleaned_data["target"]) < 10:
        action = queries.action_for(request.user, number, int(form.cleaned_data["target"]))
        reason = form.cleaned_data["reason"]
        _said(
            request,
            f"{action.label} now answers {found.reference}.",
            lambda: commands.link_finding(
                by=request.user, plan=plan, action=action, finding=found, reason=reason
            ),
        )
    else:
        messages.error(request, "Choose the action that answers the finding. Nothing was linked.")
    return _back(request, number, found)


@require_http_methods(CHANGES)
def unlink(request: SignedIn, number: int, inspection: int, finding: int, action_number: int) -> HttpResponse:
    plan = plan_to(request.user, number)
    found = queries.finding_in(plan, inspection, finding)
    action = queries.action_for(request.user, number, action_number)
    form = ReasonForm(request.POST or None)

    def write(said: dict[str, Any]) -> None:
        commands.unlink_finding(
            by=request.user, plan=plan, action=action, finding=found, reason=said["reason"]
        )

    if saved(form, write):
        messages.success(
            request, f"{action.label} no longer answers {found.reference}. The history says why."
        )
        return redirect("plan-findings", number)
    context = {
        "form": form, "plan": plan, "back": ("plan-findings", number), "button": "End the link", "quote": found,
        "heading": f"End the link between {found.reference} and {action.label}",
        "lead": f"{action.label}: {action.title}",
    }  # fmt: skip
    return render(request, "plan/reason.html", context, status=form.status)


@require_POST
def put_under_theme(request: SignedIn, number: int, inspection: int, finding: int) -> HttpResponse:
    plan = plan_to(request.user, number)
    found = queries.finding_in(plan, inspection, finding)
    key = request.POST.get("theme") or request.POST.get("target") or ""
    theme = queries.part_for(plan, "theme", int(key) if key.isdecimal() and len(key) < 10 else 0)
    reason = request.POST.get("reason", "")[:500]
    _said(
        request,
        f"{found.reference} now stands under “{theme}”.",
        lambda: commands.link_theme(by=request.user, plan=plan, finding=found, theme=theme, reason=reason),
    )
    return _back(request, number, found)


@require_POST
def leave_theme(request: SignedIn, number: int, inspection: int, finding: int, key: int) -> HttpResponse:
    plan = plan_to(request.user, number)
    found = queries.finding_in(plan, inspection, finding)
    theme = queries.part_for(plan, "theme", key)
    _said(
        request,
        f"{found.reference} no longer stands under “{theme}”.",
        lambda: commands.unlink_theme(by=request.user, plan=plan, finding=found, theme=theme),
    )
    return _back(request, number, found)


@require_http_methods(CHANGES)
def reason(request: SignedIn, number: int, inspection: int, finding: int) -> HttpResponse:
    """Why no action answers a finding."""
    plan = plan_to(request.user, number)
    found = queries.finding_in(plan, inspection, finding)
    form = ReasonForm(request.POST or None)

    def write(said: dict[str, Any]) -> None:
        commands.give_reason(by=request.user, plan=plan, finding=found, reason=said["reason"])

    if saved(form, write):
        messages.success(request, f"The reason for {found.reference} was recorded.")
        return redirect("plan-findings", number)
    context = {
        "form": form, "plan": plan, "back": ("plan-findings", number), "button": "Record the reason", "quote": found,
        "heading": f"Why no action answers {found.reference}",
        "lead": "A finding without an action needs a reason before the plan can come into force. All who read the plan see it.",
    }  # fmt: skip
    return render(request, "plan/reason.html", context, status=form.status)


@require_POST
def withdraw_reason(request: SignedIn, number: int, inspection: int, finding: int) -> HttpResponse:
    plan = plan_to(request.user, number)
    found = queries.finding_in(plan, inspection, finding)
    _said(
        request,
        f"The reason was withdrawn. {found.reference} waits for an action again.",
        lambda: commands.take_reason_back(by=request.user, plan=plan, finding=found),
    )
    return _back(request, number, found)


def _said(request: HttpRequest, done: str, write: Any) -> None:
    """Run a command that has no form of its own; a refusal becomes a message."""
    try:
        write()
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, done[:1].upper() + done[1:])


def _back(request: HttpRequest, number: int, found: Any) -> HttpResponse:
    """To the board where the person was, at the finding."""
    if request.POST.get("from") == "finding":
        return redirect("plan-finding", number, found.inspection.number, found.number)
    show = "?show=unanswered" if request.POST.get("show") == "unanswered" else ""
    page = request.POST.get("page", "")
    if page.isdecimal() and page != "1":
        show += f"{'&' if show else '?'}page={page}"
    return redirect(
        f"{reverse('plan-findings', args=[number])}{show}#finding-{found.inspection.number}-{found.number}"
    )
