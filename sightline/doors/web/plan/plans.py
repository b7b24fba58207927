"""The list of plans, three ways to start one, and what a plan says of itself and answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.governance import queries as governance
from sightline.domain.inspections import queries as inspections
from sightline.domain.plans import commands, queries
from sightline.domain.plans.drafts import ActionDraft
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees, saved

from .forms_action import ReasonForm
from .forms_plan import DraftActions, NewPlan, PlanDetails, TakeIntoScope
from .forms_plan import number as whole
from .page import address
from .rights import must, plan_to
from .seen import not_over_others

CHANGES = ("GET", "HEAD", "POST")


@require_safe
def plans(request: SignedIn) -> HttpResponse:
    check_sees(request.user, "plans.see")
    rows = queries.plans_list(request.user, timezone.localdate())
    context = {"rows": rows, "may_start": request.user.may("plans.propose_plan")}
    return render(request, "plan/plans.html", context)


@require_safe
def new(request: SignedIn) -> HttpResponse:
    check_sees(request.user, "plans.see")
    must(request.user, "plans.propose_plan")
    context = {"upload": address("imports-upload") or address("import-upload") or address("imports")}
    return render(request, "plan/new.html", context)


@require_http_methods(CHANGES)
def new_empty(request: SignedIn) -> HttpResponse:
    form = _new_plan(request, request.POST or None)
    if saved(form, lambda _: None):
        return _start(request, form, [])
    return render(request, "plan/new_empty.html", {"form": form}, status=form.status)


@require_http_methods(CHANGES)
def new_from_findings(request: SignedIn) -> HttpResponse:
    """First the inspections, then a draft action for each finding, of which the person takes what they want."""
    form = _new_plan(request, request.POST or None)
    form.fields.get("inspections") and _need_inspections(form)  # type: ignore[func-returns-value]
    second = request.POST.get("step") == "actions"
    if not form.is_valid():
        return render(request, "plan/new_findings.html", {"form": form}, status=form.status)
    findings = list(inspections.findings_for_choice(request.user, inspections=_chosen(form)))
    drafts = DraftActions(request.POST if second else None, findings=findings)
    if second and drafts.is_valid():
        return _start(request, form, [_draft(finding, text) for finding, text in drafts.taken()])
    context = {"form": drafts, "plan_form": form, "findings": findings}
    return render(request, "plan/new_actions.html", context, status=drafts.status)


def _need_inspections(form: NewPlan) -> None:
    form.fields["inspections"].required = True
    form.fields["inspections"].error_messages["required"] = "Choose at least one inspection"


def _draft(finding: Any, text: str) -> ActionDraft:
    values = {"title": text, "category": (finding.category or "")[:200]}
    return ActionDraft(values=values, findings=(finding.pk,))


def _chosen(form: NewPlan) -> list[int]:
    return [int(key) for key in form.cleaned_data.get("inspections") or []]


def _new_plan(request: SignedIn, data: Any) -> NewPlan:
    check_sees(request.user, "plans.see")
    must(request.user, "plans.propose_plan")
    known = inspections.inspections(request.user)
    return NewPlan(
        data,
        plans=[
            (str(row.plan.pk), row.plan.title)
            for row in queries.plans_list(request.user, timezone.localdate())
        ],
        inspections=[(str(one.pk), one.title, _open(one)) for one in known],
    )


def _open(inspection: Any) -> str:
    return "1 open finding" if inspection.findings_open == 1 else f"{inspection.findings_open} open findings"


def _start(request: SignedIn, form: NewPlan, drafts: list[ActionDraft]) -> HttpResponse:
    said = form.cleaned_data
    follows = next(
        (
            row.plan
            for row in queries.plans_list(request.user, timezone.localdate())
            if str(row.plan.pk) == said.get("follows")
        ),
        None,
    )
    plan = commands.start_plan(
        by=request.user, title=said["title"], stream=said["stream"], follows=follows, today=timezone.localdate(),
        inspection_ids=_chosen(form), drafts=drafts,
    )  # fmt: skip
    messages.success(request, f"“{plan.title}” was started as a draft.")
    return redirect("plan", plan.number)


@require_http_methods(CHANGES)
def edit(request: SignedIn, number: int) -> HttpResponse:
    plan = plan_to(request.user, number)
    held = [str(strategy.pk) for strategy in plan.strategies.all()]
    names = ("title", "stream", "vision", "narrative", "starts", "ends", "version", "version_date")
    said_now = {name: getattr(plan, name) for name in names} | {"owner": plan.owner_id, "strategies": held}
    form = PlanDetails(
        request.POST or None,
        posts=[(str(post.pk), str(post)) for post in governance.posts(request.user, on=timezone.localdate())],
        strategies=[(str(one.pk), one.title) for one in inspections.strategies(request.user)],
        initial=said_now,
    )
    not_over_others(form, said_now)

    def write(said: dict[str, Any]) -> None:
        owner = governance.post_for(request.user, int(said["owner"])) if said["owner"] else None
        chosen = [int(key) for key in said["strategies"]] if "strategies" in said else None
        commands.edit_plan(by=request.user, plan=plan, strategy_ids=chosen, owner=owner, **form.values())

    if saved(form, write):
        messages.success(request, "The plan was changed.")
        return redirect("plan", number)
    return render(request, "plan/edit.html", {"form": form, "plan": plan}, status=form.status)


@require_http_methods(CHANGES)
def scope(request: SignedIn, number: int) -> HttpResponse:
    """The inspections whose findings the plan answers."""
    plan = plan_to(request.user, number)
    held = queries.plan_parts(plan).inspections
    known = inspections.inspections(request.user)
    numbers = {key for key, _ in held}
    form = TakeIntoScope(
        request.POST or None,
        inspections=[(str(one.pk), one.title) for one in known if one.number not in numbers],
    )

    def write(said: dict[str, Any]) -> None:
        commands.add_to_scope(
            by=request.user,
            plan=plan,
            inspection_id=whole(said["inspection"]) or 0,
            today=timezone.localdate(),
        )

    if saved(form, write):
        messages.success(request, "The inspection’s findings are in the plan’s scope now.")
        return redirect("plan-scope", number)
    more = bool(form.fields["inspection"].options)  # type: ignore[attr-defined]
    context = {"form": form, "plan": plan, "held": held, "left": queries.left_scope(plan), "more": more}
    return render(request, "plan/scope.html", context, status=form.status)


@require_http_methods(CHANGES)
def leave_scope(request: SignedIn, number: int, inspection: int) -> HttpResponse:
    plan = plan_to(request.user, number)
    found = inspections.inspection_for(request.user, inspection).inspection
    form = ReasonForm(request.POST or None)

    def write(said: dict[str, Any]) -> None:
        commands.remove_from_scope(
            by=request.user,
            plan=plan,
            inspection_id=found.pk,
            reason=said["reason"],
            today=timezone.localdate(),
        )

    if saved(form, write):
        messages.success(request, "The inspection is no longer in the plan’s scope.")
        return redirect("plan-scope", number)
    context = {
        "form": form, "plan": plan, "back": ("plan-scope", number), "button": "Take it out of scope",
        "heading": f"Take {found.title} out of the plan’s scope",
        "lead": "Its findings are no longer counted in this plan. What was linked stays in the history.",
    }  # fmt: skip
    return render(request, "plan/reason.html", context, status=form.status)
