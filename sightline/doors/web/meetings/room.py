"""The page of the room: one item at a time, for whoever clerks or chairs a meeting while it sits."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sightline.domain.meetings import commands, style_rules
from sightline.domain.meetings import queries_room as queries
from sightline.domain.meetings.commands import OutcomeDraft, RoomKey
from sightline.domain.meetings.commands.in_room import SavedAlready, mark_of
from sightline.domain.meetings.meeting_words import INTERESTS, RESULTS, ROOM_FORMS
from sightline.domain.meetings.queries_room import RoomPage
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may
from sightline.ground.lib.errors import NotFound, NotPermitted, Refused
from sightline.ground.ui.forms import GovukForm

from .calling import BOTH, WHO
from .outcomes import RECORDS_WHO, draft_of
from .room_forms import RoomInterest, RoomNotes, RoomOutcome, RoomPromise
from .views import KEEP, RECORD

BY_SCRIPT = "X-Sightline-Room"  # a save that the page's script sends; it is answered in JSON
PROMISE = "promises.keep"
NEEDED = {"outcome": RECORD, "promise": PROMISE, "minute": KEEP, "interest": KEEP}
SAVED = {
    "outcome": "The outcome was recorded.",
    "promise": "The promise was taken up.",
    "minute": "The notes were saved.",
    "interest": "The interest was recorded.",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What one save came to. words: what is told; key: for the next save; state: "saved", "already", "refused"."""

    state: str
    words: str


@require_safe
def begin(request: SignedIn, number: int) -> HttpResponse:
    """To the first item of which nothing is recorded yet."""
    first = queries.first_to_take(request.user, number)
    if first is None:
        raise NotFound("There is nothing on the agenda of this meeting yet.")
    _check_works_here(request.user, first.meeting)
    return redirect("meeting-room-item", number, first.number)


@require_http_methods(BOTH)
def room(request: SignedIn, number: int, item: int) -> HttpResponse:
    """One item in the room; what is sent is one of its forms."""
    found = queries.room_page(request.user, number, item)
    _check_works_here(request.user, found.meeting)
    which = request.POST.get("form", "") if request.method == "POST" else ""
    forms = _forms(request, found, which)
    if which in forms and not request.POST.get("phrase"):
        sent = _save(request, found, which, forms[which])
        if request.headers.get(BY_SCRIPT):
            return _told(request, found, sent)
        if sent.state != "refused":
            messages.success(request, sent.words)
            return redirect("meeting-room-item", number, item)
    return render(
        request, "meetings/room.html", _context(request, found, forms, which), status=_status(forms, which)
    )


@require_POST
def press(request: SignedIn, number: int, item: int) -> HttpResponse:
    """Who is here, came or left, in one press."""
    found = queries.room_page(request.user, number, item)
    check_may(request.user, KEEP, found.meeting, who=WHO)
    seat, _, pressed = request.POST.get("press", "").partition(":")
    try:
        made = commands.press_presence(
            by=request.user, item=found.item, seat=int(seat) if seat.isdecimal() else 0, press=pressed,
            today=timezone.localdate(),
        )  # fmt: skip
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"It was recorded. At this item {made.at(found.item.position).words}")
    return redirect(reverse("meeting-room-item", args=[number, item]) + "#here")


def _check_works_here(user: Any, meeting: Any) -> None:
    """The page is for who records what a meeting decides, or keeps it."""
    if not user.may(KEEP, meeting):
        check_may(user, RECORD, meeting, who=RECORDS_WHO)


def _forms(request: SignedIn, found: RoomPage, which: str) -> dict[str, GovukForm]:
    """The forms that this person may send, by name; the one that was sent is bound, unless a phrase was asked for."""
    may = {name: found.open and request.user.may(NEEDED[name], found.meeting) for name in ROOM_FORMS}
    waiting = [(row.key, row.words) for row in found.before]
    chosen = next((one for one in found.phrases if one.key == request.POST.get("phrase")), None)
    makers: dict[str, Any] = {
        "outcome": lambda data: RoomOutcome(
            data, prefix="outcome", waiting=waiting,
            initial={"words": chosen.words, "result": chosen.result, "about": chosen.about}
            if chosen else {"words": style_rules.begun(found.style), "result": "agreed"},
        ),
        "promise": lambda data: RoomPromise(data, prefix="promise"),
        "minute": lambda data: RoomNotes(data, prefix="minute", initial={"text": found.item.minute}),
        "interest": lambda data: RoomInterest(data, prefix="interest"),
    }  # fmt: skip
    return {
        name: make(request.POST if name == which and chosen is None else None)
        for name, make in makers.items()
        if may[name]
    }


def _save(request: SignedIn, found: RoomPage, which: str, form: GovukForm) -> Sent:
    """Save one form. A refusal goes into the form, beside what was typed."""
    if not form.is_valid():
        return Sent("refused", " ".join(entry["text"] for entry in form.error_list))
    once = RoomKey(
        key=request.POST.get("key", ""),
        outcomes=_whole(request.POST.get("outcomes", "")),
        minute=request.POST.get("mark", ""),
    )
    try:
        _write(request, found, which, form.cleaned_data, once)
    except SavedAlready as before:
        return Sent("already", before.sentence)
    except NotPermitted:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return Sent("refused", " ".join(entry["text"] for entry in form.error_list))
    return Sent("saved", SAVED[which])


def _write(request: SignedIn, found: RoomPage, which: str, said: dict[str, Any], once: RoomKey) -> None:
    given: dict[str, Any] = {"by": request.user, "item": found.item, "once": once}
    today = timezone.localdate()
    if which == "outcome":
        commands.record_in_room(**given, draft=_draft(found, said), today=today)
    elif which == "promise":
        commands.note_promise(**given, line=said["line"], today=today)
    elif which == "minute":
        commands.take_notes(**given, text=said["text"] or "")
    else:
        left = {"yes": True, "no": False}.get(said["left"] or "")
        commands.declare_interest(
            **given, name=said["name"], kind=said["kind"], words=said["words"], left=left
        )


def _draft(found: RoomPage, said: dict[str, Any]) -> OutcomeDraft:
    row = next((one for one in found.before if one.key == said.get("about")), None)
    if row is not None:
        as_offered = said["words"] == style_rules.in_style(row.draft, found.style)
        words = row.draft if as_offered and said["result"] != "agreed" else said["words"]
        return draft_of(row, said["result"], words, said["reason"] or "")
    return OutcomeDraft(result=said["result"], words=said["words"], reason=said["reason"] or "")


def _told(request: SignedIn, found: RoomPage, sent: Sent) -> JsonResponse:
    """The answer to the page's script. What others saved meanwhile is known to the page from now on, as its words say it."""
    if sent.state != "refused":
        messages.success(request, sent.words)
    facts = {"state": sent.state, "words": sent.words, "key": str(uuid.uuid4()), **_seen(found)}
    return JsonResponse(facts, status=422 if sent.state == "refused" else 200)


def _seen(found: RoomPage) -> dict[str, str]:
    return {"outcomes": str(found.newest), "mark": mark_of(found.item.minute)}


def _status(forms: dict[str, GovukForm], which: str) -> int:
    return forms[which].status if which in forms else 200


def _context(request: SignedIn, found: RoomPage, forms: dict[str, GovukForm], which: str) -> dict[str, Any]:
    sent = {"form": forms[which]} if which in forms and forms[which].is_bound else {}
    keys = {name: request.POST.get("key", "") if name == which else str(uuid.uuid4()) for name in forms}
    return sent | {
        "found": found,
        "meeting": found.meeting,
        "item": found.item,
        "forms": forms,
        "keys": {name: key or str(uuid.uuid4()) for name, key in keys.items()},
        "seen": _seen(found),
        "keeps": request.user.may(KEEP, found.meeting),
        "open": found.open,
        "may_promise": "promise" in forms,
        "sees_decisions": request.user.may_anywhere("governance.see"),
        "results": RESULTS,
        "interests": INTERESTS,
        "draft_key": f"{request.user.pk}-{found.meeting.number}-{found.item.number}",
        "today": timezone.localdate(),
    }


def _whole(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 10 else 0
