"""One change to several actions of a plan, with what became of each."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.domain.plans import commands, queries
from sightline.domain.plans.drafts import ActionEdit
from sightline.doors.web.requests import SignedIn
from sightline.ground.lib.errors import NotPermitted, Refused

from .action import numbers, part_choices, post_choices
from .forms_action import BulkChange
from .rights import plan_to


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedIn, number: int) -> HttpResponse:
    plan = plan_to(request.user, number)
    asked = request.POST if request.method == "POST" else request.GET
    actions = queries.actions_numbered(request.user, plan, numbers(asked.getlist("action")))
    form = BulkChange(request.POST or None, parts=part_choices(plan), posts=post_choices(request.user))
    context: dict[str, Any] = {"plan": plan, "actions": actions, "form": form}
    if actions and form.is_valid():
        edits = [
            ActionEdit(
                action.pk, form.values(), owners=form.owners(), reason=form.cleaned_data["reason"] or ""
            )
            for action in actions
        ]
        try:
            outcome = commands.change_together(
                by=request.user, plan=plan, edits=edits, today=timezone.localdate()
            )
        except NotPermitted:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            rows = [(action, outcome[action.pk]) for action in actions]
            done = [(action, None if isinstance(said, Refused) else said, said) for action, said in rows]
            return render(request, "plan/changed.html", {"plan": plan, "rows": done})
    return render(request, "plan/change.html", context, status=form.status)
