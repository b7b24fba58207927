"""Sign-off of a plan's actions: what is declared, verified and decided, what waits for which body, and how an action gets there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.plans import commands
from sightline.domain.plans.entitled import entitled_bodies
from sightline.domain.plans.queries.deciding import (
    SignOffPage,
    lacks_for_sign_off,
    request_for,
    sign_off_page,
)
from sightline.domain.plans.words import ASSURANCE, DELIVERY
from sightline.doors.web.plan.forms_action import ReasonForm
from sightline.doors.web.plan.page import address
from sightline.doors.web.plan.rights import action_to
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved
from sightline.work.reports.spreadsheets import Column, Value

from .files import listed
from .forms import AskForm

CHANGES = ("GET", "HEAD", "POST")


@require_safe
def sign_off(request: SignedIn, number: int) -> HttpResponse:
    found = sign_off_page(request.user, number)
    context = {
        "found": found,
        "plan": found.plan,
        "whole": request.user.may("plans.see", found.plan),
        "may_ask": request.user.may("plans.ask_sign_off", found.plan),
        "decision_page": lambda decision: address("decision", decision.number),
        "body_page": (lambda key: address("body-work", key))
        if request.user.may_anywhere("governance.see")
        else (lambda key: None),
        "files": [
            (words, reverse("plan-sign-off-file", args=[number, kind]))
            for words, kind in (("Excel", "xlsx"), ("CSV", "csv"))
        ],
        "today": timezone.localdate(),
    }
    return render(request, "plan_deciding/sign_off.html", context)


@require_http_methods(CHANGES)
def ask(request: SignedIn, number: int, action_number: int) -> HttpResponse:
    """Put an action before the body that signs it off, or be told what it still lacks."""
    action = action_to(request.user, number, action_number, "plans.ask_sign_off")
    today = timezone.localdate()
    entitled, delivering = entitled_bodies("sign-off", action)
    barred = {body.pk for body in delivering}
    bodies = {str(body.pk): body for body in entitled if body.pk not in barred}
    form = AskForm(
        request.POST if request.method == "POST" else None,
        bodies=[(key, body.name) for key, body in bodies.items()],
    )

    def write(said: dict[str, Any]) -> None:
        commands.ask_sign_off(
            by=request.user, action=action, words=said["words"] or "", today=today,
            body=bodies.get(said.get("body") or ""),
        )  # fmt: skip

    if saved(form, write):
        messages.success(
            request, f"{action.label} now waits for the body that signs it off. Its evidence is frozen."
        )
        return redirect("action", number, action_number)
    context = {
        "form": form,
        "plan": action.plan,
        "action": action,
        "bodies": list(bodies.values()),
        "lacks": lacks_for_sign_off(action, today),
    }
    return render(request, "plan_deciding/ask.html", context, status=form.status)


@require_http_methods(CHANGES)
def take_back(request: SignedIn, number: int, action_number: int) -> HttpResponse:
    action = action_to(request.user, number, action_number, "plans.ask_sign_off")
    asked = request_for(action)
    form = ReasonForm.of(request)

    def write(said: dict[str, Any]) -> None:
        commands.take_request_back(
            by=request.user, request=asked, reason=said["reason"], today=timezone.localdate()
        )

    if saved(form, write):
        messages.success(request, f"{action.label} no longer waits for {asked.body.name}.")
        return redirect("action", number, action_number)
    context = {
        "form": form, "heading": f"Take {action.label} back", "caption": action.title,
        "lead": f"It waits for {asked.body.name}. It stays verified, and can be put before the body again.",
        "button": "Take it back", "back": ("action", number, action_number),
    }  # fmt: skip
    return render(request, "plan_deciding/form.html", context, status=form.status)


@require_safe
def file(request: SignedIn, number: int, kind: str) -> HttpResponseBase:
    """Every live action with how far it is declared, verified and decided."""
    found = sign_off_page(request.user, number)
    return listed(
        COLUMNS,
        cells(found),
        title=f"Sign-off of {found.plan.title}",
        name=f"plan-{number}-sign-off",
        kind=kind,
        as_at=timezone.localdate(),
        filters=(found.index.sentence,),
        version=found.plan.version,
    )


COLUMNS = (
    Column("Number", 9), Column("Reference", 12), Column("Action", 60), Column("Theme", 28), Column("Delivery", 14),
    Column("Declared done since", 18), Column("Assurance", 14), Column("Waits for", 34), Column("Waits since", 18),
    Column("Evidence put before it (SHA-256)", 66), Column("Decision", 12), Column("Decided by", 34), Column("Decided on", 18),
    Column("Kept watch over by", 34), Column("Until", 18), Column("Would reopen it", 44),
)  # fmt: skip


def cells(found: SignOffPage) -> Iterator[list[Value]]:
    waits = {one.request.action_id: one.request for one in found.ready}
    for action in found.actions:
        asked, settled = waits.get(action.pk), action.settled_by
        decision = settled.decision if settled else None
        watch = settled if settled and action.assurance == "embedded" else None
        yield [
            action.number, action.label, action.title, str(action.theme) if action.theme else None,
            DELIVERY.get(action.delivery or ""),
            action.done_on if action.delivery == "done" else None,  # type: ignore[attr-defined]
            ASSURANCE.get(action.assurance or ""),
            asked.body.name if asked else None, asked.asked_on if asked else None,
            asked.evidence_sha256 if asked else None, decision.number if decision else None,
            decision.body.name if decision else None, decision.on if decision else None,
            str(watch.watcher_post or watch.watcher_body) if watch else None, watch.watch_until if watch else None,
            watch.reopen_if if watch else None,
        ]  # fmt: skip
