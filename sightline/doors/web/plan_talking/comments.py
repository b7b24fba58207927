"""Comments on an action or a finding: add, answer, settle. They are read on the page of the thing itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.domain.inspections import queries as inspections
from sightline.domain.plans import commands
from sightline.domain.plans.queries import action_for
from sightline.domain.plans.queries.comments import Talks, comment_of, talks_about
from sightline.doors.web.plan.rights import must
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved
from sightline.ground.lib.errors import NotPermitted

from .forms import CommentForm, SettleForm

CHANGES = ("GET", "HEAD", "POST")
COMMENTS = "plans.comment"


def talk_of(
    request: SignedIn, kind: str, about: Any, *numbers: int, talks: Talks | None = None
) -> dict[str, Any]:
    """What `plan_talking/comments.html` shows on the page of an action or a finding; kind: "action" or "finding"."""
    talks = talks if talks is not None else talks_about(request.user, about)
    return {
        "talks": talks,
        "add": reverse(f"{kind}-comment", args=numbers),
        "answer": lambda key: reverse(f"{kind}-comment-answer", args=[*numbers, key]),
        "settle": lambda key: reverse(f"{kind}-comment-settle", args=[*numbers, key]),
        "form": CommentForm(draft=f"comment-on-{kind}-{about.pk}"),
    }


@require_http_methods(CHANGES)
def of_action(request: SignedIn, number: int, action_number: int, key: int | None = None) -> HttpResponse:
    about = action_for(request.user, number, action_number)
    must(request.user, COMMENTS, about)
    back = reverse("action", args=[number, action_number])
    return _comment(request, about, f"action-{about.pk}", about.label, back, key)


@require_http_methods(CHANGES)
def of_finding(request: SignedIn, number: int, finding: int, key: int | None = None) -> HttpResponse:
    about = _finding(request, number, finding)
    back = reverse("finding", args=[number, finding])
    return _comment(request, about, f"finding-{about.pk}", about.spoken, back, key)


@require_http_methods(CHANGES)
def settle_of_action(request: SignedIn, number: int, action_number: int, key: int) -> HttpResponse:
    about = action_for(request.user, number, action_number)
    must(request.user, COMMENTS, about)
    return _settle(request, about, reverse("action", args=[number, action_number]), key)


@require_http_methods(CHANGES)
def settle_of_finding(request: SignedIn, number: int, finding: int, key: int) -> HttpResponse:
    about = _finding(request, number, finding)
    return _settle(request, about, reverse("finding", args=[number, finding]), key)


def _comment(
    request: SignedIn, about: Any, name: str, called: str, back: str, key: int | None
) -> HttpResponse:
    first = comment_of(about, key) if key is not None else None
    draft = f"answer-{first.pk}" if first else f"comment-on-{name}"
    form = CommentForm(
        request.POST if request.method == "POST" else None, draft=draft, label="Your answer" if first else ""
    )

    def write(said: dict[str, Any]) -> None:
        commands.add_comment(
            by=request.user, about=about, text=said["text"], today=timezone.localdate(), answers=first
        )

    if saved(form, write):
        messages.success(request, "Your answer was added." if first else "Your comment was added.")
        return _to(back, draft)
    context = {
        "form": form, "first": first, "back": back, "called": called, "button": "Answer" if first else "Add the comment",
        "heading": "Answer a comment" if first else f"Comment on {called}",
    }  # fmt: skip
    return render(request, "plan_talking/comment.html", context, status=form.status)


def _settle(request: SignedIn, about: Any, back: str, key: int) -> HttpResponse:
    first = comment_of(about, key)
    form = SettleForm(request.POST if request.method == "POST" else None)

    def write(said: dict[str, Any]) -> None:
        commands.settle_comment(
            by=request.user, comment=first, words=said["words"], today=timezone.localdate()
        )

    if saved(form, write):
        messages.success(request, "The comment is settled. It stays on record, with how it was settled.")
        return _to(back, "")
    context = {
        "form": form,
        "first": first,
        "back": back,
        "heading": "Settle a comment",
        "button": "Settle it",
    }
    return render(request, "plan_talking/comment.html", context, status=form.status)


def _finding(request: SignedIn, number: int, finding: int) -> Any:
    about = inspections.finding_for(request.user, number, finding)
    if not request.user.may(COMMENTS, about):
        raise NotPermitted(
            "Your role does not include this: comment on findings. Nothing was changed.",
            rule=COMMENTS,
            who="the programme office, owners, and members of boards",
        )
    return about


def _to(back: str, draft: str) -> HttpResponse:
    response = HttpResponse(status=302)
    response["Location"] = f"{back}{f'?sent={draft}' if draft else ''}#comments"
    return response
