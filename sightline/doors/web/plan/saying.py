"""What people say of an action: updates, evidence, judgements, corrections."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.plans import commands, queries
from sightline.domain.plans.queries.unsent import Unsent, unsent_updates
from sightline.domain.plans.rules import ASSURANCE_MOVES
from sightline.domain.plans.words import ASSURANCE
from sightline.doors.web.files import served
from sightline.doors.web.home.forms import day_typed, typed_in
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved
from sightline.ground.lib.errors import NotFound, NotPermitted, Refused

from .forms_action import ReasonForm
from .forms_saying import AddEvidence, CorrectUpdate, Judge, UpdateForm
from .rights import action_to, must
from .seen import not_over_others

CHANGES = ("GET", "HEAD", "POST")


@require_http_methods(CHANGES)
def update(request: SignedIn, number: int, action_number: int) -> HttpResponse:
    """The owner's two minutes."""
    action = action_to(request.user, number, action_number, "plans.update_action")
    draft = f"update-of-action-{action.pk}"
    current = {name: getattr(action, name) for name in ("delivery", "confidence", "forecast")}
    kept = None if request.method == "POST" else unsent_updates(request.user, [action])[0]
    typed = _typed(kept) if kept else {}
    form = UpdateForm(request.POST or None, request.FILES or None, draft=draft, initial=current | typed)
    if not request.user.may("evidence.add", action):
        form.without_evidence()

    def write(_: dict[str, Any]) -> None:
        commands.send_update(
            by=request.user,
            action=action,
            today=timezone.localdate(),
            evidence=form.evidence(),
            **form.says(current),
        )

    if request.POST.get("do") in ("keep", "drop"):
        if done := _kept_or_dropped(request, action, form):
            return done
    elif saved(form, write):
        messages.success(request, f"Your update of {action.label} was recorded.")
        response = redirect("action", number, action_number)
        response["Location"] += f"?sent={draft}"
        return response
    kept = kept or unsent_updates(request.user, [action])[0]
    context = {
        "form": form,
        "plan": action.plan,
        "action": action,
        "last": kept.last,
        "kept": kept,
        "today": timezone.localdate(),
    }
    return render(request, "plan/update.html", context, status=form.status)


def _typed(kept: Unsent) -> dict[str, Any]:
    """The words that are kept, for the fields of the form."""
    day = {"forecast": day_typed(kept.values["forecast"])} if "forecast" in kept.values else {}
    return dict(kept.values) | day


def _kept_or_dropped(request: SignedIn, action: Any, form: UpdateForm) -> HttpResponse | None:
    """Keep what was typed without sending it, or throw it away; files are not kept. None: it was refused, and the form says why."""
    if request.POST.get("do") == "drop":
        commands.throw_away(user=request.user, actions=[action])
        messages.info(request, "What you typed was thrown away. Nothing was sent.")
        response = redirect("action", action.plan.number, action.number)
        response["Location"] += f"?sent=update-of-action-{action.pk}"
        return response
    typed, seen = typed_in(request.POST), request.POST.get("seen", "")
    try:
        commands.keep_unsent(user=request.user, action=action, typed=typed, seen=seen)
    except NotPermitted:
        raise
    except Refused as refusal:
        form.is_valid()
        form.refuse(refusal)
        return None
    messages.info(request, "What you typed is kept and was not sent. My work shows it too.")
    return redirect("action-update", action.plan.number, action.number)


@require_http_methods(CHANGES)
def correct(request: SignedIn, number: int, action_number: int, key: int) -> HttpResponse:
    action = action_to(request.user, number, action_number, "plans.update_action")
    found = queries.update_of(action, key)
    form = CorrectUpdate(request.POST or None, initial={"text": found.text})

    def write(said: dict[str, Any]) -> None:
        commands.correct_update(
            by=request.user, action=action, update=found, text=said["text"], today=timezone.localdate()
        )

    if saved(form, write):
        messages.success(
            request, "The update was corrected. Its first words stay visible beside the new ones."
        )
        return redirect("action", number, action_number)
    context = {"form": form, "plan": action.plan, "action": action, "update": found}
    return render(request, "plan/correct.html", context, status=form.status)


@require_http_methods(CHANGES)
def judge(request: SignedIn, number: int, action_number: int) -> HttpResponse:
    action = action_to(request.user, number, action_number, "plans.verify_action")
    reachable = {action.assurance, *ASSURANCE_MOVES.get(action.assurance, ())}
    moves = [(key, word) for key, word in ASSURANCE.items() if key in reachable]
    current = {"assurance": action.assurance, "impact": action.impact}
    form = Judge(request.POST or None, moves=moves, initial=current)
    not_over_others(form, current)

    def write(said: dict[str, Any]) -> None:
        commands.judge_action(
            by=request.user, action=action, today=timezone.localdate(), reason=said["reason"],
            assurance=said["assurance"] or action.assurance, impact=said["impact"] or action.impact,
        )  # fmt: skip

    if saved(form, write):
        messages.success(request, f"The judgement on {action.label} was recorded.")
        return redirect("action", number, action_number)
    context = {
        "form": form,
        "plan": action.plan,
        "action": action,
        "decided": not moves or action.assurance in ("signed-off", "embedded"),
    }
    return render(request, "plan/judge.html", context, status=form.status)


@require_http_methods(CHANGES)
def add_evidence(request: SignedIn, number: int, action_number: int) -> HttpResponse:
    action = action_to(request.user, number, action_number, "evidence.add")
    form = AddEvidence(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and form.evidence() is None:
        form.add_error("evidence_kind", "Choose a file, enter a link, or write a note")

    def write(_: dict[str, Any]) -> None:
        evidence = form.evidence()
        assert evidence is not None
        commands.add_evidence_to(by=request.user, action=action, today=timezone.localdate(), **evidence)

    if saved(form, write):
        messages.success(request, f"The evidence now supports {action.label}.")
        return redirect("action", number, action_number)
    context = {"form": form, "plan": action.plan, "action": action}
    return render(request, "plan/add_evidence.html", context, status=form.status)


@require_safe
def evidence_file(request: SignedIn, number: int, action_number: int, key: int) -> FileResponse:
    """The file of a piece of evidence of this action, as a download."""
    action = queries.action_for(request.user, number, action_number)
    must(request.user, "evidence.see", action)
    link = queries.evidence_of(action, key)
    if link.evidence.file is None:
        raise NotFound("There is no file.")
    return served(link.evidence.file)


@require_http_methods(CHANGES)
def detach_evidence(request: SignedIn, number: int, action_number: int, key: int) -> HttpResponse:
    action = action_to(request.user, number, action_number, "evidence.add")
    link = queries.evidence_of(action, key)
    form = ReasonForm(request.POST or None)

    def write(said: dict[str, Any]) -> None:
        commands.detach_evidence(
            by=request.user, action=action, evidence=link.evidence, reason=said["reason"]
        )

    if saved(form, write):
        messages.success(request, "The evidence no longer supports this action. The history says so.")
        return redirect("action", number, action_number)
    context = {
        "form": form, "plan": action.plan, "back": ("action", number, action_number),
        "heading": f"Take “{link.evidence.title}” away from {action.label}",
        "lead": "The evidence stays on record. Only its link to this action ends.", "button": "End the link",
    }  # fmt: skip
    return render(request, "plan/reason.html", context, status=form.status)
