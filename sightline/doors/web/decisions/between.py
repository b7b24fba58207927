"""Decisions between meetings: in urgency, under a delegation, or by an outcome of an accepted paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.domain.governance.commands.decisions import end_delegation
from sightline.domain.governance.queries import body_for
from sightline.domain.governance.words import DECISIONS, NEVER_DELEGATED
from sightline.domain.meetings import commands
from sightline.domain.meetings import queries_decisions as queries
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, check_sees, saved
from sightline.ground.lib.errors import NotFound, NotPermitted

from .fields import OFFERED, ChooseKind, about_of, extra_of, holders
from .forms import Between, ByPaper, EndDelegation, Which
from .views import RECORD, SEE

BOTH = ["GET", "HEAD", "POST"]
WHO = "The chair, or democratic services,"


@require_http_methods(["GET", "HEAD"])
def between(request: SignedIn) -> HttpResponse:
    """Choose on whose authority something was decided between meetings."""
    check_sees(request.user, SEE)
    today = timezone.localdate()
    bodies = queries.bodies_to_decide_for(request.user, today=today)
    if not bodies and not request.user.may(RECORD):
        raise NotPermitted(f"You can see decisions, and you cannot record one. {WHO} can.", rule=RECORD)
    known = {body.pk for body in bodies}
    given = [one for one in queries.delegations(request.user, on=today) if one.body_id in known]
    sources = [
        *(
            (f"delegation:{one.number}", f"{one} of {one.body}, to {one.to_post or one.to_body}", one.words)
            for one in given
        ),
        *((f"body:{body.pk}", f"{body.name}, in urgency by its chair", "") for body in bodies),
    ]
    form = Which(request.GET or None, sources=sources)
    if form.is_valid():
        kind, _, key = (form.cleaned_data["source"] or "").partition(":")
        return redirect("delegation-use" if kind == "delegation" else "decision-urgent", int(key))
    context = {"form": form, "sources": sources}
    return render(request, "decisions/between.html", context, status=form.status)


@require_http_methods(BOTH)
def urgent(request: SignedIn, key: int) -> HttpResponse:
    """Record what the chair of a body decided in urgency."""
    body = body_for(request.user, key)
    check_may(request.user, RECORD, body, who=WHO)
    chairs = {str(seat.pk): seat for seat in queries.chairs_of(body, on=timezone.localdate())}

    def write(said: dict[str, Any], effect: str) -> Any:
        return commands.act_urgently(
            by=request.user, body=body, kind=effect, about=about_of(said), words=said["words"], reason=said["reason"],
            on=said["on"], taken_by=chairs[said["taken_by"]], today=timezone.localdate(), **extra_of(effect, said),
        )  # fmt: skip

    kinds = [kind for kind in OFFERED if kind not in NEVER_DELEGATED]
    words = [(pk, f"{seat.get_role_display()}: {seat}") for pk, seat in chairs.items()]
    note = f"It has its effect at once, and the next meeting of {body} is told of it."
    return _decide(
        request,
        "Record an urgent decision",
        str(body),
        note,
        kinds,
        write,
        Between,
        {"urgent": True, "chairs": words},
    )


@require_http_methods(BOTH)
def use(request: SignedIn, number: int) -> HttpResponse:
    """Record what was decided under a delegation."""
    delegation = queries.delegation_for(request.user, number)
    check_may(request.user, RECORD, delegation, who=WHO)

    def write(said: dict[str, Any], effect: str) -> Any:
        return commands.use_delegation(
            by=request.user, delegation=delegation, kind=effect, about=about_of(said), words=said["words"], on=said["on"],
            taken_by=delegation.to_post, today=timezone.localdate(), **extra_of(effect, said),
        )  # fmt: skip

    note = f"Taken by {delegation.to_post or delegation.to_body}. The next meeting of {delegation.body} is told of it."
    return _decide(
        request,
        f"Use delegation {number}",
        str(delegation.body),
        note,
        list(delegation.kinds),
        write,
        Between,
        {"urgent": False},
    )


@require_http_methods(BOTH)
def end(request: SignedIn, number: int) -> HttpResponse:
    """Take a delegated power back."""
    delegation = queries.delegation_for(request.user, number)
    check_may(request.user, RECORD, delegation, who=WHO)
    form = EndDelegation.of(request)
    if saved(form, lambda said: end_delegation(by=request.user, delegation=delegation, **said)):
        messages.success(request, "The delegation ends. What was decided under it stays.")
        return redirect("decision", delegation.decision.number)
    context = {"form": form, "delegation": delegation}
    return render(request, "decisions/end_delegation.html", context, status=form.status)


@require_http_methods(BOTH)
def by_paper(request: SignedIn, number: int, outcome: int) -> HttpResponse:
    """Use an outcome of an accepted paper as the body's decision."""
    found = queries.paper_outcome(request.user, number, outcome)
    check_may(request.user, RECORD, found, who=WHO)

    def write(said: dict[str, Any], effect: str) -> Any:
        return commands.decide_by_paper(
            by=request.user, outcome=found, effect=effect, about=about_of(said), quorate=said["quorate"] == "yes",
            quorum_words=said["quorum_words"], today=timezone.localdate(), **extra_of(effect, said),
        )  # fmt: skip

    return _decide(
        request,
        "Use as a decision",
        f"{found.paper.title}, {found.reference}",
        "",
        OFFERED,
        write,
        ByPaper,
        {},
        found,
    )


def _decide(
    request: SignedIn,
    heading: str,
    caption: str,
    note: str,
    kinds: Any,
    write: Any,
    form_class: Any,
    more: Any,
    outcome: Any = None,
) -> HttpResponse:
    """First what kind of decision it is, then what it needs, then the decision."""
    context: dict[str, Any] = {"heading": heading, "caption": caption, "note": note, "outcome": outcome}
    effect, today = request.GET.get("effect", ""), timezone.localdate()
    if effect not in kinds:
        if request.method == "POST":
            raise NotFound("There is no such kind of decision here.")
        form = ChooseKind(request.GET or None, kinds=kinds)
        return render(request, "decisions/choose.html", {**context, "form": form}, status=form.status)
    posts, bodies = holders(request.user, today) if effect in ("embed", "delegate") else ((), ())
    form = form_class.of(request, effect=effect, user=request.user, posts=posts, bodies=bodies, **more)
    made: list[Any] = []
    if saved(form, lambda said: made.append(write(said, effect))):
        state = (
            "It has taken effect."
            if made[0].has_effect
            else "It waits for ratification by a quorate meeting."
        )
        messages.success(request, f"{made[0]} was recorded. {state}")
        return redirect("decision", made[0].number)
    return render(
        request,
        "decisions/decide.html",
        {**context, "form": form, "kind": DECISIONS[effect]},
        status=form.status,
    )
