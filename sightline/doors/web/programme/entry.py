"""One entry of a work programme: what it is, its history, and what people do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sightline.domain.meetings import commands
from sightline.domain.meetings.commands import EntryDraft
from sightline.domain.meetings.programme import queries
from sightline.domain.meetings.programme.queries import EntryPage
from sightline.domain.meetings.programme.timing import read_timing
from sightline.domain.meetings.programme.words import ASKS, SOURCES, STEP_KINDS
from sightline.domain.meetings.queries_agenda import posts_to_choose
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, saved
from sightline.ground.lib.errors import NotPermitted, Refused
from sightline.ground.ui.forms import GovukForm

from .forms import Add, Describe, Move, PlaceIt, Why
from .views import KEEP, source_words

BOTH = ["GET", "HEAD", "POST"]
WHO = "Democratic services"


@require_safe
def entry(request: SignedIn, number: int) -> HttpResponse:
    today = timezone.localdate()
    found = queries.entry_for(request.user, number, today)
    context = {
        "found": found,
        "entry": found.entry,
        "asks": ASKS,
        "sources": SOURCES,
        "timing": read_timing(found.entry.timing),
        "source_words": source_words(found.entry),
        "history": list(history(found)),
        "keeps": request.user.may(KEEP, found.entry),
        "sees_decisions": request.user.may_anywhere("governance.see"),
        "today": today,
    }
    return render(request, "programme/entry.html", context)


def history(found: EntryPage) -> Iterator[dict[str, Any]]:
    """The steps as the page shows them, latest first."""
    for step in reversed(found.steps):
        said: dict[str, Any] = {
            "when": step.on,
            "who": step.by_name,
            "what": STEP_KINDS[step.kind],
            "reason": step.reason or None,
        }
        if step.kind in ("added", "placed", "done"):
            said["reason"] = step.new or None
        elif step.old or step.new:
            said |= {"old": step.old or None, "new": step.new or None}
        yield said


@require_http_methods(BOTH)
def add(request: SignedIn, key: int) -> HttpResponse:
    """Put something on the programme of a body."""
    body = queries.programme_body(request.user, key)
    check_may(request.user, KEEP, body, who=WHO)
    form = Add.of(
        request,
        posts=posts_to_choose(timezone.localdate()),
        sources=queries.sources_to_choose(request.user, body),
    )
    made: list[Any] = []

    def write(said: dict[str, Any]) -> None:
        draft = _draft(
            said, timing=said["timing"] or "", source_words=said["source_words"] or "",
            source=queries.source_chosen(request.user, said["source"] or ""),
        )  # fmt: skip
        made.append(commands.add_entry(by=request.user, today=timezone.localdate(), body=body, draft=draft))

    if saved(form, write):
        messages.success(request, f"It is on the programme. {_read(made[0])}")
        return redirect("programme-entry", made[0].number)
    context = {
        "form": form, "caption": body.name, "heading": "Put something on the work programme", "button": "Put it on",
        "back": ("body-programme", body.pk, f"Work programme of {body.name}"),
    }  # fmt: skip
    return render(request, "programme/form.html", context, status=form.status)


@require_POST
def take_in(request: SignedIn, number: int) -> HttpResponse:
    """Put a promise on the programme of its body."""
    promise = queries.promise_proposed(request.user, number)
    check_may(request.user, KEEP, promise, who=WHO)
    try:
        made = commands.take_in_promise(by=request.user, today=timezone.localdate(), promise=promise)
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("promise", number)
    messages.success(request, f"Promise {number} is on the programme as entry {made.number}.")
    return redirect("body-programme", made.body_id)


@require_http_methods(BOTH)
def describe(request: SignedIn, number: int) -> HttpResponse:
    """Say better what an entry is."""
    found = _kept(request, number)
    posts = posts_to_choose(timezone.localdate())
    if found.owner is not None and str(found.owner_id) not in dict(posts):
        posts.append((str(found.owner_id), str(found.owner)))
    form = Describe.of(
        request, posts=posts,
        initial={
            "subject": found.subject, "asks": found.asks or "none", "owner": str(found.owner_id or ""), "reason": found.reason
        },
    )  # fmt: skip
    return _form(
        request, found, form, "Describe programme entry {}", "Save", "The entry was described.",
        lambda said: commands.describe_entry(by=request.user, today=timezone.localdate(), entry=found, draft=_draft(said)),
    )  # fmt: skip


@require_http_methods(BOTH)
def move(request: SignedIn, number: int) -> HttpResponse:
    """Give an entry another time."""
    found = _kept(request, number)
    return _form(
        request, found, Move.of(request, initial={"timing": found.timing}), "Move programme entry {}", "Move it",
        "The entry was moved. The time before stays in its history.",
        lambda said: commands.move_entry(
            by=request.user, entry=found, timing=said["timing"] or "", reason=said["reason"], today=timezone.localdate()
        ),
    )  # fmt: skip


@require_http_methods(BOTH)
def place(request: SignedIn, number: int) -> HttpResponse:
    """Put an entry on the agenda of a meeting."""
    found = _kept(request, number)
    places = queries.places_of(request.user, found, timezone.localdate())
    meetings = {str(one.meeting.number): one.meeting for one in places}
    fitting = [str(one.meeting.number) for one in places if one.fit == "in its time"]
    form = PlaceIt.of(request, places=places, initial={"meeting": fitting[0] if len(fitting) == 1 else ""})
    placed: list[Any] = []

    def write(said: dict[str, Any]) -> None:
        placed.append(
            commands.place_entry(
                by=request.user,
                entry=found,
                meeting=meetings[said["meeting"]],
                today=timezone.localdate(),
                urgency=said.get("urgency") or "",
            )
        )

    if saved(form, write):
        messages.success(request, f"It is item {placed[0].label} of this meeting.")
        return redirect("meeting", placed[0].meeting.number)
    context = {"form": form, "entry": found, "places": places}
    return render(request, "programme/place.html", context, status=form.status)


@require_POST
def considered(request: SignedIn, number: int) -> HttpResponse:
    """Say that the meeting considered an entry."""
    found = _kept(request, number)
    try:
        commands.consider_entry(by=request.user, today=timezone.localdate(), entry=found)
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "It was considered.")
    return redirect("programme-entry", number)


@require_http_methods(BOTH)
def back(request: SignedIn, number: int) -> HttpResponse:
    """Take an entry back from the agenda of a meeting that did not come to it."""
    found = _kept(request, number)
    return _form(
        request, found, Why.of(request), "Take programme entry {} back", "Take it back",
        "The entry can be placed again.",
        lambda said: commands.bring_entry_back(by=request.user, today=timezone.localdate(), entry=found, **said),
    )  # fmt: skip


@require_http_methods(BOTH)
def drop(request: SignedIn, number: int) -> HttpResponse:
    """Drop an entry."""
    found = _kept(request, number)
    return _form(
        request, found, Why.of(request), "Drop programme entry {}", "Drop it",
        "The entry was dropped. It stays to be seen with your reason.",
        lambda said: commands.drop_entry(by=request.user, today=timezone.localdate(), entry=found, **said),
    )  # fmt: skip


@require_http_methods(BOTH)
def again(request: SignedIn, number: int) -> HttpResponse:
    """Take up again what was dropped."""
    found = _kept(request, number)
    return _form(
        request, found, Why.of(request), "Take up programme entry {} again", "Take it up", "The entry can be placed again.",
        lambda said: commands.take_up_entry_again(by=request.user, today=timezone.localdate(), entry=found, **said),
    )  # fmt: skip


def _read(entry: Any) -> str:
    """What the time of an entry was read as, in a sentence."""
    if entry.range_words:
        return f"Its time is read as: {entry.range_words}."
    return read_timing(entry.timing).meaning


def _draft(said: dict[str, Any], **more: Any) -> EntryDraft:
    asks = said["asks"] or ""
    return EntryDraft(
        subject=said["subject"], asks="" if asks == "none" else asks, reason=said["reason"] or "",
        owner=int(said["owner"]) if said["owner"] else None, **more,
    )  # fmt: skip


def _kept(request: SignedIn, number: int) -> Any:
    """The entry, for who may keep it; who may only see it is told so."""
    found = queries.entry_for(request.user, number, timezone.localdate()).entry
    check_may(request.user, KEEP, found, who=WHO)
    return found


def _form(
    request: SignedIn,
    found: Any,
    form: GovukForm,
    heading: str,
    button: str,
    done: str,
    write: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    if saved(form, write):
        messages.success(request, done)
        return redirect("programme-entry", found.number)
    context = {
        "form": form, "caption": found.subject, "heading": heading.format(found.number), "button": button,
        "back": ("programme-entry", found.number, str(found)),
    }  # fmt: skip
    return render(request, "programme/form.html", context, status=form.status)
