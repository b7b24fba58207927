"""Mending a slip of reading in a paper, and taking a paper out of the register. Nothing is overwritten."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.domain.governance.queries import bodies
from sightline.domain.meetings import commands, queries
from sightline.domain.meetings.drafts import QUESTIONS
from sightline.domain.meetings.words import CORRECTABLE_PAPER, CORRECTABLE_PARTS, PARTS
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, saved

from .forms import ANSWER, CorrectPaper, CorrectPart, Reason, body_choices, facts_of
from .views import CORRECT, REGISTER, history_of

BOTH = ["GET", "HEAD", "POST"]
KEPT = "The correction was saved. What it replaces is kept with your reason."


@require_http_methods(BOTH)
def correct(request: SignedIn, number: int) -> HttpResponse:
    """Mend what stands at the head of a paper."""
    paper = _paper(request, number, CORRECT)
    known = {str(body.pk): body for body in bodies(request.user)}
    if paper.body:
        known.setdefault(str(paper.body.pk), paper.body)
    title, facts = paper.title, facts_of(paper.kind)
    form = CorrectPaper.of(
        request, kind=paper.kind, bodies=body_choices(known.values()), initial=_head(paper, facts)
    )

    def write(said: dict[str, Any]) -> None:
        changes = {name: said[name] for name in CORRECTABLE_PAPER} | {name: said[name] for name in facts}
        changes["body"] = known.get(said["body"] or "")
        changes |= {name: ANSWER.get(said[name]) for name in QUESTIONS.keys() & set(facts)}
        commands.correct_paper(by=request.user, paper=paper, reason=said["reason"], **changes)

    if saved(form, write):
        messages.success(request, KEPT)
        return redirect("paper", number)
    context = {"form": form, "number": number, "title": title, "entries": history_of(paper, "", None)}
    return render(request, "papers/correct.html", context, status=form.status)


@require_http_methods(BOTH)
def correct_part(request: SignedIn, number: int, part: str, of: int) -> HttpResponse:
    """Mend one part of a paper: an item, an outcome, a score."""
    row: Any = queries.part_for(request.user, number, part, of)
    check_may(request.user, CORRECT, row.paper)
    names = CORRECTABLE_PARTS[part]
    form = CorrectPart.of(request, part=part, initial={name: getattr(row, name) for name in names})

    def write(said: dict[str, Any]) -> None:
        changes = {name: said[name] for name in names}
        commands.correct_part(
            by=request.user, paper=row.paper, part=part, number=of, reason=said["reason"], **changes
        )

    if saved(form, write):
        messages.success(request, KEPT)
        return redirect("paper", number)
    context = {
        "form": form,
        "number": number,
        "paper": row.paper,
        "row": row,
        "part": part,
        "called": f"{PARTS[part].lower()} {of}",
        "entries": history_of(row.paper, part, of),
    }
    return render(request, "papers/correct_part.html", context, status=form.status)


@require_http_methods(BOTH)
def take_out(request: SignedIn, number: int) -> HttpResponse:
    """Take a paper out that should not have been taken in."""
    paper = _paper(request, number, REGISTER)
    today, title, form = timezone.localdate(), paper.title, Reason.of(request)
    if saved(form, lambda said: commands.withdraw_paper(by=request.user, paper=paper, today=today, **said)):
        messages.success(
            request, "The paper was taken out. It stays to be seen under its number, with your reason."
        )
        return redirect("paper", number)
    context = {"form": form, "number": number, "title": title}
    return render(request, "papers/take_out.html", context, status=form.status)


@require_http_methods(BOTH)
def put_back(request: SignedIn, number: int) -> HttpResponse:
    """Put a paper back that was taken out by mistake."""
    paper = _paper(request, number, REGISTER)
    title, form = paper.title, Reason.of(request)
    if saved(form, lambda said: commands.restore_paper(by=request.user, paper=paper, **said)):
        messages.success(request, "The paper stands in the register again.")
        return redirect("paper", number)
    context = {"form": form, "number": number, "title": title}
    return render(request, "papers/put_back.html", context, status=form.status)


def _paper(request: SignedIn, number: int, permission: str) -> Any:
    paper = queries.paper_alone(request.user, number)
    check_may(request.user, permission, paper)
    return paper


def _head(paper: Any, facts: tuple[str, ...]) -> dict[str, Any]:
    """The values that the form begins with."""
    head = {name: getattr(paper, name) for name in CORRECTABLE_PAPER if name != "body"}
    head["body"] = str(paper.body_id or "")
    for name in facts:
        value = paper.facts.get(name)
        head[name] = {True: "yes", False: "no"}.get(value, "") if name in QUESTIONS else value
    return head
