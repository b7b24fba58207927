"""Letting a problem stand for a time, with a reason; and the list of what is let stand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.checks import commands, queries
from sightline.domain.checks.rules import Problem, rule_for
from sightline.domain.checks.rules.waiving import NEVER_WAIVED, note_for
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, saved
from sightline.ground.lib.errors import Refused
from sightline.ground.ui.filters import day

from .forms import EndWaiverForm, WaiveForm

SALT = "checks.seen"
SEEN_FOR = 24 * 60 * 60  # seconds for which a page that showed a problem is believed
WHO = "The programme office or the director"


@require_http_methods(["GET", "HEAD", "POST"])
def waive(request: SignedIn, number: int) -> HttpResponse:
    """Waive one problem: `code`, `kind` and `key` in the address say which."""
    today = timezone.localdate()
    plan = queries.checked_plan_for(request.user, number)
    check_may(request.user, "checks.waive", plan, who=WHO)
    identity = tuple(request.GET.get(name, "") for name in ("code", "kind", "key"))
    label, sentence, seen = _problem(request, plan, identity)
    form = WaiveForm.of(request, initial={"seen": seen})

    def write(said: dict) -> None:
        code, kind, key = identity
        commands.waive_check(
            by=request.user,
            plan=plan,
            code=code,
            kind=kind,
            key=key,
            label=label,
            reason=said["reason"],
            expires=said["expires"],
            today=today,
        )
        messages.success(request, f"{label}: {code} is waived until {day(said['expires'])}.")

    rule = rule_for(identity[0])
    if rule and rule.code in NEVER_WAIVED:
        raise Refused(f"{rule.code} cannot be waived. {NEVER_WAIVED[rule.code]}", rule="checks.never-waived")
    if request.method == "POST" and saved(form, write):
        return redirect(reverse("plan-check", args=[number]))
    context = {
        "plan": plan,
        "form": form,
        "rule": rule,
        "label": label,
        "sentence": sentence,
        "note": note_for(rule) if rule else "",
    }
    return render(request, "checks/waive.html", context, status=form.status)


def _problem(request: SignedIn, plan: Any, identity: tuple[str, ...]) -> tuple[str, str, str]:
    """Label and sentence of the problem, and the proof that this page has shown it.

    A form that comes back with the proof need not run every check again; without it the checks are asked.
    """
    try:
        said = signing.loads(request.POST.get("seen", ""), salt=SALT, max_age=SEEN_FOR)
        if said[:4] == [plan.number, *identity]:
            return said[4], said[5], request.POST["seen"]
    except signing.BadSignature:
        pass
    code, kind, key = identity
    problem: Problem = queries.problem_in(plan, (code, kind, key), timezone.localdate())
    seen = signing.dumps([plan.number, *identity, problem.label, problem.sentence], salt=SALT)
    return problem.label, problem.sentence, seen


@require_safe
def waivers(request: SignedIn, number: int) -> HttpResponse:
    """Every waiver of the plan, those in force first, with the day on which each ends."""
    today = timezone.localdate()
    plan, rows = queries.waivers_of(request.user, number, today)
    context = {
        "plan": plan,
        "rows": rows,
        "today": today,
        "may_waive": request.user.may("checks.waive", plan),
    }
    return render(request, "checks/waivers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignedIn, number: int, key: int) -> HttpResponse:
    """Take a waiver back before its day."""
    waiver = queries.waiver_for(request.user, number, key)
    check_may(request.user, "checks.waive", waiver.plan, who=WHO)
    form = EndWaiverForm.of(request)

    def write(said: dict) -> None:
        commands.end_waiver(by=request.user, waiver=waiver, reason=said["reason"] or "")
        messages.success(request, f"{waiver.label}: {waiver.code} is no longer waived.")

    if request.method == "POST" and saved(form, write):
        return redirect(reverse("plan-waivers", args=[number]))
    context = {"plan": waiver.plan, "waiver": waiver, "rule": rule_for(waiver.code), "form": form}
    return render(request, "checks/end_waiver.html", context, status=form.status)
