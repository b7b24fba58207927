"""Evidence beside an exit criterion of a body: chosen from what is on record, added new, taken away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.domain.evidence import commands, queries
from sightline.domain.evidence.criteria import evidence_of_criteria, evidence_to_choose
from sightline.domain.governance.queries_bodies import criterion_for
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, saved
from sightline.ground.lib.errors import NotFound

from .forms import ChooseEvidence, NewEvidence, NoLongerShows

if TYPE_CHECKING:
    from sightline.domain.governance.models import ExitCriterion

BOTH = ["GET", "HEAD", "POST"]
ADD, WHO = "evidence.add", "The programme office"


@require_http_methods(BOTH)
def choose(request: SignedIn, key: int, criterion: int) -> HttpResponse:
    """What stands beside the criterion, and a piece on record to put there."""
    found = _criterion(request, key, criterion)
    offered = {str(one.pk): one for one in evidence_to_choose(request.user, found)}
    form = ChooseEvidence.of(request, pieces=[(pk, one.title[:160]) for pk, one in offered.items()])
    if saved(
        form,
        lambda said: commands.show_criterion(
            by=request.user, criterion=found, evidence=offered[said["evidence"]]
        ),
    ):
        messages.success(request, "The evidence stands beside the exit criterion.")
        return redirect("body", key)
    there = evidence_of_criteria(request.user, [found])[found.pk]
    context = {"form": form, "criterion": found, "body": found.body, "there": there, "offered": offered}
    return render(request, "evidence/criterion.html", context, status=form.status)


@require_http_methods(BOTH)
def add(request: SignedIn, key: int, criterion: int) -> HttpResponse:
    """A new piece of evidence for the criterion."""
    found = _criterion(request, key, criterion)
    today = timezone.localdate()
    form = NewEvidence.of(request, posts=partial(queries.posts_to_own, request.user, today))

    def write(said: dict[str, Any]) -> None:
        owner = queries.post_to_own(request.user, int(said["owner"]) if said["owner"] else None, today)
        commands.add_evidence_for_criterion(
            by=request.user, criterion=found, title=said["title"], today=today, owner=owner, expires=said["expires"],
            **form.content(),
        )  # fmt: skip

    if saved(form, write):
        messages.success(request, "The evidence was added and stands beside the exit criterion.")
        return redirect("body", key)
    context = {"form": form, "criterion": found, "body": found.body}
    return render(request, "evidence/criterion_add.html", context, status=form.status)


@require_http_methods(BOTH)
def take_away(request: SignedIn, key: int, criterion: int, piece: int) -> HttpResponse:
    found = _criterion(request, key, criterion)
    there = evidence_of_criteria(request.user, [found])[found.pk]
    evidence = next((one for one in there if one.pk == piece), None)
    if evidence is None:
        raise NotFound("This evidence does not stand beside the exit criterion.")
    form = NoLongerShows.of(request)

    def write(said: dict[str, Any]) -> None:
        commands.no_longer_shows(by=request.user, criterion=found, evidence=evidence, reason=said["reason"])

    if saved(form, write):
        messages.success(request, "It was taken away. Both stay on record with your reason.")
        return redirect("body", key)
    context = {
        "form": form, "body": found.body, "heading": f"Take {evidence.title} away", "quote": found.words,
        "button": "Take it away",
    }  # fmt: skip
    return render(request, "governance/change_body.html", context, status=form.status)


def _criterion(request: SignedIn, key: int, criterion: int) -> ExitCriterion:
    found = criterion_for(request.user, key, criterion)
    check_may(request.user, ADD, found, who=WHO)
    return found
