"""The page of the room: one item at a time, for whoever clerks or chairs a meeting while it sits."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
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
from sightline.domain.meetings.commands.in_room import SavedAlready, mark_of, saved_before
from sightline.domain.meetings.meeting_words import INTERESTS, ROOM_FORMS
from sightline.domain.meetings.minuting import style_of
from sightline.domain.meetings.queries_meetings import Before, before_item, item_alone
from sightline.domain.meetings.queries_room import WAITING_KINDS, RoomPage
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
    which = request.POST.get("form", "") if request.method == "POST" else ""
    if which in ROOM_FORMS and not request.POST.get("phrase"):
        return _sent(request, number, item, which)
    found = queries.room_page(request.user, number, item)
    _check_works_here(request.user, found.meeting)
    return _page(request, found, _forms(request, found))


def _sent(request: SignedIn, number: int, item: int, which: str) -> HttpResponse:
    """Save one form. The whole page is read only where it has to be shown again."""
    taken = item_alone(request.user, number, item)
    _check_works_here(request.user, taken.meeting)
    before = before_item(taken) if which == "outcome" and taken.kind in WAITING_KINDS else []
    form = MAKERS[which](request.POST, before, {})
    state, words, stands = _save(request, taken, before, which, form)
    if request.headers.get(BY_SCRIPT):
        return _told(taken, state, words, stands)
    if state != "refused":
        messages.success(request, words)
        return redirect("meeting-room-item", number, item)
    found = queries.room_page(request.user, number, item)
    return _page(request, found, _forms(request, found) | {which: form}, which)


@require_POST
def press(request: SignedIn, number: int, item: int) -> HttpResponse:
    """Who is here, came or left, in one press."""
    found = item_alone(request.user, number, item)
    check_may(request.user, KEEP, found.meeting, who=WHO)
    seat, _, pressed = request.POST.get("press", "").partition(":")
    try:
        made = commands.press_presence(
            by=request.user, item=found, seat=_whole(seat), press=pressed,
            today=timezone.localdate(),
        )  # fmt: skip
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"It was recorded. At this item {made.at(found.position).words}")
    return redirect(reverse("meeting-room-item", args=[number, item]) + "#here")


def _check_works_here(user: Any, meeting: Any) -> None:
    """The page is for who records what a meeting decides, or keeps it."""
    if not user.may(KEEP, meeting):
        check_may(user, RECORD, meeting, who=RECORDS_WHO)


def _outcome_form(data: Any, before: Sequence[Before], initial: dict[str, Any]) -> GovukForm:
    waiting = [(row.key, row.words) for row in before]
    return RoomOutcome(data, prefix="outcome", waiting=waiting, initial=initial)


# Each form made from what was sent, None for none, what waits for the item, and what it begins with.
MAKERS: dict[str, Callable[[Any, Sequence[Before], dict[str, Any]], GovukForm]] = {
    "outcome": _outcome_form,
    "promise": lambda data, _, initial: RoomPromise(data, prefix="promise", initial=initial),
    "minute": lambda data, _, initial: RoomNotes(data, prefix="minute", initial=initial),
    "interest": lambda data, _, initial: RoomInterest(data, prefix="interest", initial=initial),
}


def _forms(request: SignedIn, found: RoomPage) -> dict[str, GovukForm]:
    """The forms that this person may send, by name, as they begin; that of the outcome with a phrase where one was asked for."""
    chosen = next((one for one in found.phrases if one.key == request.POST.get("phrase")), None)
    begun: dict[str, dict[str, Any]] = {
        "outcome": {"words": style_rules.begun(found.style), "result": "agreed"},
        "minute": {"text": found.item.minute},
    }
    if chosen is not None:
        begun["outcome"] = {"words": chosen.words, "result": chosen.result, "about": chosen.about}
    return {
        name: make(None, found.before, begun.get(name, {}))
        for name, make in MAKERS.items()
        if found.open and request.user.may(NEEDED[name], found.meeting)
    }


def _save(
    request: SignedIn, item: Any, before: Sequence[Before], which: str, form: GovukForm
) -> tuple[str, str, dict[str, Any]]:
    """What became of it ("saved", "already" or "refused"), the words for it, and what stands now where it was saved.

    A refusal goes into the form too.
    """
    if not form.is_valid():
        # What was decided does not wait any more, so the same form sent again does not fit; it was saved all the same.
        first = saved_before(request.user, request.POST.get("key", ""))
        return ("already", SavedAlready(first).sentence, {}) if first else ("refused", _errors(form), {})
    once = RoomKey(
        key=request.POST.get("key", ""),
        outcomes=_whole(request.POST.get("outcomes", "")),
        minute=request.POST.get("mark", ""),
    )
    try:
        stands = _write(request, item, before, which, form.cleaned_data, once)
    except SavedAlready as again:
        return "already", again.sentence, {}
    except NotPermitted:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return "refused", _errors(form), {}
    return "saved", SAVED[which], stands


def _errors(form: GovukForm) -> str:
    return " ".join(entry["text"] for entry in form.error_list)


def _write(
    request: SignedIn, item: Any, before: Sequence[Before], which: str, said: dict[str, Any], once: RoomKey
) -> dict[str, Any]:
    """Save it; what stands now: the number of the newest outcome, or the mark of the notes."""
    given: dict[str, Any] = {"by": request.user, "item": item, "once": once}
    today = timezone.localdate()
    if which == "outcome":
        made = commands.record_in_room(**given, draft=_draft(item, before, said), today=today)
        return {"outcomes": made.number}
    if which == "promise":
        promise = commands.note_promise(**given, line=said["line"], today=today)
        return {"outcomes": promise.meeting_outcome.number if promise.meeting_outcome else 0}
    if which == "minute":
        return {"mark": mark_of(commands.take_notes(**given, text=said["text"] or "", today=today).minute)}
    left = {"yes": True, "no": False}.get(said["left"] or "")
    commands.declare_interest(
        **given, name=said["name"], kind=said["kind"], words=said["words"], left=left, today=today
    )
    return {}


def _draft(item: Any, before: Sequence[Before], said: dict[str, Any]) -> OutcomeDraft:
    words, reason = said["words"], said["reason"] or ""
    row = next((one for one in before if one.key == said.get("about")), None)
    if row is None:
        return OutcomeDraft(result=said["result"], words=words, reason=reason)
    as_offered = words == style_rules.in_style(row.draft, style_of(item.meeting.body))
    return draft_of(
        row, said["result"], row.draft if as_offered and said["result"] != "agreed" else words, reason
    )


def _told(item: Any, state: str, words: str, stands: dict[str, Any]) -> JsonResponse:
    """The answer to the page's script. From now on the page knows what others saved meanwhile, as its words say it."""
    if state != "saved":
        newest, minute = queries.stands_now(item)
        stands = {"outcomes": newest, "mark": mark_of(minute)}
    facts = {"state": state, "words": words, "key": str(uuid.uuid4()), **stands}
    return JsonResponse(facts, status=422 if state == "refused" else 200)


def _page(request: SignedIn, found: RoomPage, forms: dict[str, GovukForm], which: str = "") -> HttpResponse:
    status = forms[which].status if which else 200
    return render(request, "meetings/room.html", _context(request, found, forms, which), status=status)


def _context(request: SignedIn, found: RoomPage, forms: dict[str, GovukForm], which: str) -> dict[str, Any]:
    sent = {"form": forms[which]} if which else {}
    key = request.POST.get("key", "") if which else ""
    return sent | {
        "found": found,
        "meeting": found.meeting,
        "item": found.item,
        "forms": forms,
        "keys": {name: key if name == which and key else str(uuid.uuid4()) for name in forms},
        "seen": {"outcomes": found.newest, "mark": mark_of(found.item.minute)},
        "keeps": request.user.may(KEEP, found.meeting),
        "open": found.open,
        "sees_decisions": request.user.may_anywhere("governance.see"),
        "interests": INTERESTS,
        "draft_key": f"{request.user.pk}-{found.meeting.number}-{found.item.number}",
        "today": timezone.localdate(),
    }


def _whole(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 10 else 0
