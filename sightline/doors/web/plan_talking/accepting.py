"""Before adoption: a body accepts the actions that it is to deliver, or says why not, and proposes others."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.plans import commands
from sightline.domain.plans.commands.accepting import Said
from sightline.domain.plans.queries import accepting as queries
from sightline.domain.plans.queries import plan_for
from sightline.doors.web.plan.rights import action_to, must
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved
from sightline.ground.lib.errors import NotPermitted

from .forms import AnswerForm, ProposeForm, SayTogether

CHANGES = ("GET", "HEAD", "POST")


@require_http_methods(CHANGES)
def acceptance(request: SignedIn, number: int, body: int) -> HttpResponse:
    """What a body is to deliver, and what it says of it: several actions at once."""
    page = queries.accept_page(request.user, number, body)
    if request.method == "POST" and not page.may:
        raise _not_for_you(page.body.name)
    asked = [row for row in page.rows if row.says != "proposed"]
    sent = request.method == "POST"
    form = SayTogether(asked, request.POST if sent else None)
    if sent and form.is_valid():
        said = [
            Said(one.row.action, one.cleaned_data["says"], one.cleaned_data["words"] or "")
            for one in form.forms
            if not one.blank
        ]
        if said and _recorded(request, page, form, said):
            return redirect("plan-acceptance", number, body)
        if said:  # what was recorded stands now as recorded, what was refused as it was sent
            page = queries.accept_page(request.user, number, body)
            form = form.over([row for row in page.rows if row.says != "proposed"])
        if not said:
            form.own.append(
                {"text": "Say of at least one action whether the body accepts it. Nothing was recorded."}
            )
    context = {
        "page_": page,
        "plan": page.plan,
        "form": form,
        "may": page.may and page.plan.state == "draft",
        "proposed": [row for row in page.rows if row.says == "proposed"],
        "today": timezone.localdate(),
    }
    return render(request, "plan_talking/acceptance.html", context, status=form.status)


def _recorded(request: SignedIn, page: queries.AcceptPage, form: SayTogether, said: list[Said]) -> bool:
    """Whether all of it was recorded; what was refused stands in the form with its sentence."""
    recorded, refused = commands.accept_together(
        by=request.user, body=page.body, said=said, today=timezone.localdate()
    )
    for action, sentence in refused:
        form.refuse(action.pk, sentence)
    if recorded:
        count = len(recorded)
        messages.success(
            request, f"What {page.body.name} says of {count} action{'' if count == 1 else 's'} was recorded."
        )
    return not refused


@require_http_methods(CHANGES)
def propose(request: SignedIn, number: int, body: int) -> HttpResponse:
    page = queries.accept_page(request.user, number, body)
    if not page.may:
        raise _not_for_you(page.body.name)
    form = ProposeForm(request.POST if request.method == "POST" else None)
    made: list[Any] = []

    def write(said: dict[str, Any]) -> None:
        words = {name: said[name] or "" for name in ("title", "detail", "success_measure")}
        made.append(
            commands.propose_action(
                by=request.user,
                body=page.body,
                plan=page.plan,
                due=said["due"],
                today=timezone.localdate(),
                **words,
            )
        )

    if saved(form, write):
        messages.success(
            request, f"{made[0].label} was proposed. The programme office takes it in or says why not."
        )
        return redirect("plan-acceptance", number, body)
    context = {
        "form": form, "back": ("plan-acceptance", number, body), "caption": page.plan.title,
        "heading": f"Propose an action for {page.body.name}", "button": "Propose it",
        "lead": "It stands in the draft as proposed by the body until the programme office takes it in or declines it.",
    }  # fmt: skip
    return render(request, "plan_deciding/form.html", context, status=form.status)


@require_safe
def proposals(request: SignedIn, number: int) -> HttpResponse:
    """The actions that bodies propose for a draft, for who may take them in."""
    plan = plan_for(request.user, number)
    must(request.user, "plans.edit_plan", plan)
    context = {"plan": plan, "rows": queries.proposals(request.user, plan), "today": timezone.localdate()}
    return render(request, "plan_talking/proposals.html", context)


@require_http_methods(CHANGES)
def answer_proposal(request: SignedIn, number: int, action_number: int) -> HttpResponse:
    action = action_to(request.user, number, action_number, "plans.edit_plan")
    form = AnswerForm(request.POST if request.method == "POST" else None)

    def write(said: dict[str, Any]) -> None:
        today, reason = timezone.localdate(), said["reason"] or ""
        if said["taken"] == "taken":
            commands.take_proposal(by=request.user, action=action, words=reason, today=today)
        else:
            commands.decline_proposal(by=request.user, action=action, reason=reason, today=today)

    if saved(form, write):
        taken = form.cleaned_data["taken"] == "taken"
        messages.success(request, f"{action.label} was {'taken into the draft' if taken else 'declined'}.")
        return redirect("plan-proposals", number)
    context = {
        "form": form, "back": ("plan-proposals", number), "caption": action.title, "button": "Record it",
        "heading": f"{action.label}: a proposal", "lead": action.source_text or "Proposed by a body.",
    }  # fmt: skip
    return render(request, "plan_deciding/form.html", context, status=form.status)


def _not_for_you(body: str) -> NotPermitted:
    return NotPermitted(
        f"You cannot speak for {body}. Nothing was recorded.",
        rule="plans.accept_action",
        who=f"those who were given the right over {body}, or the programme office",
    )
