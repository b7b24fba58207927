"""The minutes of a meeting: the draft as it is written, each version as it was circulated, the approved one and corrections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sightline.domain.meetings import commands, queries_figures, queries_room
from sightline.domain.meetings import queries_meetings as queries
from sightline.domain.meetings.commands.minutes import words_now
from sightline.domain.meetings.minuting import sha256_of
from sightline.doors.web.files import served_export
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, saved
from sightline.ground.lib.errors import NotFound, NotPermitted, Refused
from sightline.work.reports.about import about
from sightline.work.reports.minutes_word import minutes_document
from sightline.work.reports.word import write_word

from .calling import BOTH, WHO
from .calling import kept as kept_meeting
from .forms import Correct, Minute
from .views import KEEP


@require_safe
def minutes(request: SignedIn, number: int) -> HttpResponse:
    """The minutes as they stand: approved and locked, or as they are being drafted."""
    meeting = queries.meeting_alone(request.user, number)
    version = _locked(meeting)
    words = version.words if version else words_now(meeting) if meeting.state == "held" else None
    corrections = queries.corrections_of(meeting)
    keeps = request.user.may(KEEP, meeting)
    figures = queries_figures.sourced_figures(meeting) if version else []
    context = {
        "meeting": meeting,
        "words": words,
        "figures": figures,
        "proposed": queries_figures.proposed(request.user, meeting, version.words, figures)
        if version and keeps
        else [],
        "doubts": queries_room.doubtful_dates(meeting, words, corrections) if keeps else [],
        "version": version,
        "sound": version is None or sha256_of(version.words) == version.sha256 == meeting.minutes_sha256,
        "versions": list(meeting.minutes_versions.defer("words").order_by("number")),
        "in_draft": [one for one in corrections if not one.of_approved],
        "corrections": [one for one in corrections if one.of_approved],
        "numbers": {item.label: item.number for item in queries.items_of(meeting)},
        "keeps": keeps,
        "about": about("Minutes", as_at=timezone.localdate()),
        "today": timezone.localdate(),
    }
    return render(request, "meetings/minutes.html", context)


@require_safe
def version(request: SignedIn, number: int, version: int) -> HttpResponse:
    """One version, as it was circulated or approved."""
    meeting, found = queries.minutes_version(request.user, number, version)
    context = {
        "meeting": meeting,
        "version": found,
        "words": found.words,
        "sound": sha256_of(found.words) == found.sha256,
        "about": about("Minutes", as_at=timezone.localdate()),
    }
    return render(request, "meetings/version.html", context)


@require_safe
def word(request: SignedIn, number: int) -> HttpResponseBase:
    """The latest version as a Word file; the approved one, with what was corrected since, once there is one."""
    meeting, found = queries.minutes_version(request.user, number)
    agreed = [one for one in queries.corrections_of(meeting) if one.of_approved and one.agreed_at]
    said = about(
        f"Minutes of {meeting}", as_at=timezone.localdate(), version=f"{found.number}, SHA-256 {found.sha256}"
    )
    figures = [one for one in queries_figures.sourced_figures(meeting) if one.taken_back_at is None]
    document = minutes_document(meeting, found, agreed, figures if found.state == "approved" else ())
    return served_export(write_word(document, said), f"minutes-{meeting.number}", "docx")


@require_POST
def draft(request: SignedIn, number: int) -> HttpResponse:
    """Begin the minutes from what was recorded."""
    meeting = kept_meeting(request, number)
    return _do(request, number, "The minutes were drafted from what was recorded. Write what the data do not say.",
               lambda: commands.draft_minutes(by=request.user, meeting=meeting))  # fmt: skip


@require_POST
def circulate(request: SignedIn, number: int) -> HttpResponse:
    """Save the draft as a version for the members."""
    meeting = kept_meeting(request, number)
    return _do(request, number, "The draft was saved as a version for the members. From now on corrections quote.",
               lambda: commands.circulate_minutes(by=request.user, meeting=meeting))  # fmt: skip


@require_http_methods(BOTH)
def write(request: SignedIn, number: int, item: int) -> HttpResponse:
    """Write the minute of an item."""
    found = queries.item_alone(request.user, number, item)
    check_may(request.user, KEEP, found, who=WHO)
    form = Minute.of(request, initial={"text": found.minute})
    if saved(form, lambda said: commands.write_minute(by=request.user, item=found, text=said["text"] or "")):
        messages.success(request, f"The minute of item {found.label} was saved.")
        return redirect("meeting-minutes", number)
    context = {
        "form": form,
        "meeting": found.meeting,
        "heading": f"Write the minute of item {found.label}",
        "item": found,
    }
    return render(request, "meetings/write.html", context, status=form.status)


@require_http_methods(BOTH)
def correct(request: SignedIn, number: int, item: int) -> HttpResponse:
    """Correct the minute of an item: in the draft, or beside the approved words. item 0: the head and who was there."""
    meeting = kept_meeting(request, number)
    found = queries.item_alone(request.user, number, item) if item else None
    approved = meeting.minutes == "approved"
    if found is None and not approved:
        raise NotFound("There is no such item on the agenda.")

    def save(said: dict[str, Any]) -> None:
        given = {"by": request.user, "old": said["old"], "new": said["new"] or "", "reason": said["reason"]}
        if approved:
            commands.correct_approved(meeting=meeting, item=found, **given)
        elif found is not None:
            commands.correct_draft(item=found, **given)

    done = (
        "It waits until a meeting agrees it."
        if approved
        else "The draft has the new words; the old ones are kept beside."
    )
    called = f"item {found.label}" if found else "the head and who was there"
    return _correcting(request, meeting, save, f"Correct {called}", found, done)


@require_http_methods(BOTH)
def correct_again(request: SignedIn, number: int, key: int) -> HttpResponse:
    """Correct a correction that a meeting agreed: the new words of it are quoted."""
    meeting = kept_meeting(request, number)
    before = queries.correction_for(request.user, number, key)

    def save(said: dict[str, Any]) -> None:
        commands.correct_approved(
            by=request.user, meeting=meeting, item=before.item, old=said["old"], new=said["new"] or "",
            reason=said["reason"], corrects=before,
        )  # fmt: skip

    return _correcting(
        request,
        meeting,
        save,
        "Correct a correction",
        None,
        "It waits until a meeting agrees it.",
        before=before,
    )


def _correcting(
    request: SignedIn,
    meeting: Any,
    save: Callable[[dict[str, Any]], object],
    heading: str,
    item: Any,
    done: str,
    before: Any = None,
) -> HttpResponse:
    form = Correct.of(request, initial={"old": before.new if before else ""})
    if saved(form, save):
        messages.success(request, f"The correction was recorded. {done}")
        return redirect("meeting-minutes", meeting.number)
    context = {
        "form": form,
        "meeting": meeting,
        "heading": heading,
        "item": item,
        "approved": meeting.minutes == "approved",
    }
    return render(request, "meetings/correct.html", context, status=form.status)


def _do(request: SignedIn, number: int, done: str, write: Callable[[], object]) -> HttpResponse:
    try:
        write()
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, done)
    return redirect("meeting-minutes", number)


def _locked(meeting: Any) -> Any:
    """The approved version; None while the minutes are drafted."""
    return (
        meeting.minutes_versions.filter(state="approved").first() if meeting.minutes == "approved" else None
    )
