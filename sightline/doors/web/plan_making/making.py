"""One page that shows where a plan stands, and the two steps on it that need no decision: certify, bring into force."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sightline.domain.checks.commands import certify_readiness
from sightline.domain.plans import commands
from sightline.domain.plans.governing_words import CERTIFICATES, ENDORSEMENTS, REPLIES
from sightline.domain.plans.queries import making as queries
from sightline.domain.plans.queries import plan_for
from sightline.doors.web.plan.page import address
from sightline.doors.web.plan.rights import must
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved

from .forms import Reached

EDITS = "plans.edit_plan"
CHANGES = ("GET", "HEAD", "POST")
MANY = 5
# Where what stands in the way of adoption can be mended: a name of the URL conf for each `Reason.about`.
MENDED = {
    "findings": ("plan-findings", "Answer the findings"),
    "carry-over": ("plan-carry-over", "Say what becomes of them"),
    "bodies": ("plan-bodies", "Name the body"),
    "checks": ("plan-check", "See what the checks found"),
}


@require_safe
def making(request: SignedIn, number: int) -> HttpResponse:
    today = timezone.localdate()
    page = queries.making_page(request.user, number, today)
    found = [one.sentence for one in page.reasons if one.about == "checks"]
    together = found if len(found) > MANY else []  # many of one kind stand under one line
    listed = [one for one in page.reasons if not together or one.about != "checks"]
    reasons = [(reason, _mended(reason.about, number)) for reason in listed]
    context = {
        "plan": page.plan, "plans": page.plans, "found": page,
        "today": today, "reasons": reasons, "may_edit": request.user.may(EDITS, page.plan),
        "endorsements": ENDORSEMENTS, "replies": REPLIES, "certificates": CERTIFICATES, "meetings": address("meetings"),
        "steps": _steps(page), "errors": together, "errors_page": _mended("checks", number), "acceptance": page.acceptance,
    }  # fmt: skip
    return render(request, "plan_making/making.html", context)


def _mended(about: str, number: int) -> tuple[str, str] | None:
    """Address and words of the page on which a reason can be mended."""
    name, words = MENDED.get(about, ("", ""))
    found = address(name, number) if name else None
    return (found, words) if found else None


def _steps(page: queries.MakingPage) -> list[dict[str, str]]:
    """The way of a plan: each step with what is known of it, or what is missing."""

    def when(state: str) -> str:
        row = page.entered(state)
        return f"{row.on.day} {row.on:%B %Y}" if row else ""

    endorsed = ", ".join(dict.fromkeys(row.body for row in page.endorsements if row.says != "not-endorsed"))
    last = page.submissions[-1] if page.submissions else None
    reply = last.replies[-1] if last and last.replies else None
    ended = when("closed") or when("superseded")
    steps = [
        ("Drafted", "The plan is written here", ""),
        ("Endorsed", endorsed, "" if endorsed else "By no body yet"),
        ("Adopted", when("adopted"), "Not yet"),
        ("In force", when("active"), "Not yet"),
        ("Submitted", f"{last.on.day} {last.on:%B %Y}, {last.to_whom}" if last else "", "Not recorded"),
        ("Answered", REPLIES[reply.says] if reply else "", "No reply recorded"),
    ]
    if ended:
        steps.append((page.plan.get_state_display(), ended, ""))
    return [{"name": name, "text": text, "missing": "" if text else missing} for name, text, missing in steps]


@require_POST
def certify(request: SignedIn, number: int) -> HttpResponse:
    """Certify what the checks find in the plan as it stands now."""
    plan = plan_for(request.user, number, "plans.see")
    must(request.user, EDITS, plan)
    made = certify_readiness(by=request.user, plan=plan, today=timezone.localdate())
    standing = sum(not error["waived_by"] for error in made.facts["errors"])
    said = (
        "no error stands"
        if not standing
        else f"{standing} {'error' if standing == 1 else 'errors'} to mend or waive"
    )
    messages.success(request, f"Certificate {made.number} was issued: {said}.")
    return redirect(f"{reverse('plan-making', args=[number])}#readiness")


@require_http_methods(CHANGES)
def into_force(request: SignedIn, number: int) -> HttpResponse:
    plan = plan_for(request.user, number, "plans.see")
    must(request.user, EDITS, plan)
    today = timezone.localdate()
    form = Reached.of(request, today=today)

    def write(said: dict[str, Any]) -> None:
        commands.bring_into_force(by=request.user, plan=plan, on=said["on"], today=today)

    if saved(form, write):
        messages.success(request, "The plan is in force.")
        return redirect("plan-making", number)
    return asked(
        request, plan, form, "Record that the plan came into force", "Record it",
        "A plan that a body has adopted is in force from a day that you record here.",
    )  # fmt: skip


def asked(request: SignedIn, plan: Any, form: Any, heading: str, button: str, lead: str = "") -> HttpResponse:
    """A page with one form."""
    context = {"plan": plan, "form": form, "heading": heading, "button": button, "lead": lead}
    return render(request, "plan_making/form.html", context, status=form.status)
