"""Meetings known from their published minutes: their page, of which meeting a paper tells, and what is to be completed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.meetings import commands
from sightline.domain.meetings import queries_meetings as meetings
from sightline.domain.meetings.printed import queries
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, check_sees, saved
from sightline.ground.lib.errors import NotFound

from .forms_printed import NO_ITEM, Complete, NotThatMeeting, WhichMeeting

SEE, KEEP, CORRECT = "meetings.see", "meetings.keep", "papers.correct"
PAGE = 50
BOTH = ["GET", "HEAD", "POST"]
WHO = "Democratic services"


@require_safe
def minutes(request: SignedIn, number: int) -> HttpResponse:
    """What the published minutes say of a meeting, beside what is held of it."""
    return page(request, meetings.meeting_alone(request.user, number))


def page(request: SignedIn, meeting: Any) -> HttpResponse:
    """The page of the published minutes of a meeting; of one that is known from them only, its own page."""
    found = queries.papers_of_meeting(request.user, meeting)
    if not found and meeting.state != "printed":
        raise NotFound("No published minutes of this meeting are here.")
    context = {
        "meeting": meeting,
        "papers": found,
        "corrects": request.user.may(CORRECT, meeting),
        "promises_kept": request.user.may("promises.keep", meeting),
        "today": timezone.localdate(),
    }
    return render(request, "meetings/printed.html", context)


@require_safe
def to_complete(request: SignedIn) -> HttpResponse:
    """The minutes of which something is asked: their meeting, titles and verbs that a page lost, items in doubt."""
    check_sees(request.user, SEE)
    check_sees(request.user, "papers.see")
    rows = Paginator(queries.to_complete(request.user), PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": rows,
        "keeps": request.user.may_anywhere(KEEP),
        "corrects": request.user.may_anywhere(CORRECT),
        "today": timezone.localdate(),
    }
    return render(request, "meetings/to_complete.html", context)


@require_http_methods(BOTH)
def say(request: SignedIn, number: int) -> HttpResponse:
    """Say of which meeting a paper of minutes tells."""
    paper, today = queries.minutes_for(request.user, number), timezone.localdate()
    check_may(request.user, KEEP, paper, who=WHO)
    row = getattr(paper, "of_meeting", None)
    if row is not None and row.meeting is not None:
        return _said(request, paper, row.meeting)
    question = queries.meeting_question(
        request.user, body=paper.body, on=paper.date, printed=paper.date_printed, today=today
    )
    form = WhichMeeting.of(request, question=question)
    made: list[Any] = []

    def write(_: dict[str, Any]) -> None:
        choice = form.choice()
        if choice is not None:
            made.append(commands.say_meeting(by=request.user, paper=paper, choice=choice, today=today))

    if saved(form, write):
        told = made[0].meeting
        messages.success(
            request,
            f"Paper {number} tells of {told}." if told else f"Paper {number} is left without a meeting.",
        )
        return redirect("meeting", told.number) if told else redirect("meetings-to-complete")
    context = {"form": form, "paper": paper, "question": question}
    return render(request, "meetings/printed_say.html", context, status=form.status)


def _said(request: SignedIn, paper: Any, meeting: Any) -> HttpResponse:
    """The meeting was said already: it can be taken back, with a reason."""
    form = NotThatMeeting.of(request)
    if saved(
        form, lambda given: commands.take_back_meeting(by=request.user, paper=paper, reason=given["reason"])
    ):
        messages.success(request, f"Paper {paper.number} does not tell of meeting {meeting.number} any more.")
        return redirect("paper-meeting", paper.number)
    context = {"form": form, "paper": paper, "meeting": meeting}
    return render(request, "meetings/printed_said.html", context, status=form.status)


@require_http_methods(BOTH)
def complete(request: SignedIn, number: int) -> HttpResponse:
    """State the titles and verbs that a page lost, and say which items are held already."""
    found = queries.paper_to_complete(request.user, number)
    check_may(request.user, CORRECT, found.paper)
    form = Complete.of(request, of=found)

    def write(given: dict[str, Any]) -> None:
        _complete(request, found, form, given)

    if saved(form, write):
        messages.success(request, "It was saved. What is printed stays beside it, with your name.")
        told = found.row.meeting if found.row else None
        return redirect("meeting-printed", told.number) if told else redirect("meetings-to-complete")
    context = {"form": form, "found": found, "paper": found.paper, "asks": len(form.fields) > 0}
    return render(request, "meetings/complete.html", context, status=form.status)


def _complete(request: SignedIn, found: queries.ToComplete, form: Complete, given: dict[str, Any]) -> None:
    titles, verbs, items = (form.stated(kind) for kind in ("title", "verb", "item"))
    commands.complete_minutes(
        by=request.user,
        paper=found.paper,
        titles=titles,
        verbs=verbs,
        items={pk: "" if key == NO_ITEM else key for pk, key in items.items()},
        not_known=bool(given.get("not_known")),
        asked=([one.number for one in found.titles], [one.number for one in found.verbs]),
        reason=given.get("reason") or "",
    )
