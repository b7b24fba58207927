"""Calling a meeting, describing, moving and cancelling it; its agenda: items put on, worded, ordered, taken off, sent out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from sightline.domain.meetings import commands
from sightline.domain.meetings import queries_meetings as queries
from sightline.domain.meetings.moving_rules import about_the_day
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, check_sees, saved
from sightline.ground.lib.errors import NotPermitted, Refused
from sightline.ground.lib.working_days import england
from sightline.ground.ui.forms import GovukForm

from .forms import AddItem, Call, Describe, EditItem, Join, Move, Order, Reason
from .views import KEEP, SEE

BOTH = ["GET", "HEAD", "POST"]
WHO = "Democratic services"


@require_http_methods(BOTH)
def call(request: SignedIn) -> HttpResponse:
    """Call a meeting."""
    check_sees(request.user, SEE)
    known = {str(body.pk): body for body in queries.bodies_to_call(request.user, today=timezone.localdate())}
    if not known and not request.user.may(KEEP):
        raise NotPermitted(f"You can see meetings, and you cannot call one. {WHO} can.", rule=KEEP)
    chosen = request.GET.get("body", "")
    form = Call.of(
        request,
        bodies=[(key, body.name) for key, body in known.items()],
        initial={"body": chosen if chosen in known else ""},
    )
    made: list[Any] = []

    def write(said: dict[str, Any]) -> None:
        body = known[said.pop("body")]
        texts = {name: said[name] or "" for name in ("place", "title")}
        made.append(
            commands.call_meeting(by=request.user, body=body, on=said["on"], starts=said["starts"], **texts)
        )

    if saved(form, write):
        messages.success(
            request, "The meeting was called. Its agenda begins with the items that always stand on it."
        )
        _say_about_the_day(request, made[0].on)
        return redirect("meeting", made[0].number)
    return render(request, "meetings/call.html", {"form": form, "bodies": known}, status=form.status)


@require_http_methods(BOTH)
def describe(request: SignedIn, number: int) -> HttpResponse:
    """Say better where and when a planned meeting is."""
    meeting = kept(request, number)
    form = Describe.of(
        request, initial={"title": meeting.title, "place": meeting.place, "starts": _clock(meeting.starts)}
    )
    return _change(
        request, meeting, form, "Describe the meeting", "Save", "The meeting was described.",
        lambda said: commands.describe_meeting(
            by=request.user, meeting=meeting, title=said["title"] or "", place=said["place"] or "", starts=said["starts"]
        ),
    )  # fmt: skip


@require_http_methods(BOTH)
def cancel(request: SignedIn, number: int) -> HttpResponse:
    """Cancel a planned meeting."""
    meeting = kept(request, number)
    return _change(
        request, meeting, Reason.of(request), "Cancel the meeting", "Cancel the meeting",
        "The meeting was cancelled. It stays to be seen with your reason.",
        lambda said: commands.cancel_meeting(by=request.user, meeting=meeting, **said),
    )  # fmt: skip


@require_http_methods(BOTH)
def move(request: SignedIn, number: int) -> HttpResponse:
    """Move a planned meeting to another day."""
    meeting, moved = kept(request, number), []

    def write(said: dict[str, Any]) -> None:
        place = said.pop("place") or ""
        moved.append(commands.move_meeting(by=request.user, meeting=meeting, place=place, **said))

    sent = meeting.agenda_sent_on is not None
    form = Move.of(request, initial={"place": meeting.place, "starts": _clock(meeting.starts)})
    if saved(form, write):
        again = " The agenda has to go out again; its items keep their numbers." if sent else ""
        messages.success(request, f"The meeting was moved. This is the new one, with the same agenda.{again}")
        _say_about_the_day(request, moved[0].on)
        return redirect("meeting", moved[0].number)
    note = "The agenda has gone out. The new meeting takes it over with its numbers, and it goes out again for the new day."
    return _form(request, meeting, form, "Move the meeting", "Move the meeting", note if sent else "")


@require_http_methods(BOTH)
def join(request: SignedIn, number: int) -> HttpResponse:
    """Join a planned meeting with another of the same body."""
    meeting = kept(request, number)
    others = {str(one.number): one for one in queries.others_planned(request.user, meeting)}
    form = Join.of(request, others=[(key, one.words) for key, one in others.items()])
    joined: list[Any] = []

    def write(said: dict[str, Any]) -> None:
        into = others[said["into"]]
        joined.append(
            commands.join_meetings(by=request.user, meeting=meeting, into=into, reason=said["reason"])
        )

    if saved(form, write):
        messages.success(request, "The meetings were joined. This one took over what only the other had.")
        return redirect("meeting", joined[0].number)
    note = (
        "The other meeting takes over the items that only this one has. Both keep their numbers."
        if others
        else f"No other meeting of {meeting.body} is planned, so there is none to join this one with."
    )
    return _form(request, meeting, form, "Join it with another meeting", "Join the meetings", note)


@require_POST
def send(request: SignedIn, number: int) -> HttpResponse:
    """Record that the agenda went out."""
    meeting = kept(request, number)
    try:
        commands.send_agenda(by=request.user, meeting=meeting, today=timezone.localdate())
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(
            request, "The agenda went out. From now on it keeps its numbers; what comes late says why."
        )
    return redirect("meeting", number)


@require_http_methods(BOTH)
def add_item(request: SignedIn, number: int) -> HttpResponse:
    """Put an item on the agenda."""
    meeting = kept(request, number)
    late = meeting.agenda_sent_on is not None or meeting.state == "held"
    form = AddItem.of(request, late=late, initial={"kind": "urgent" if late else "business"})
    return _change(
        request, meeting, form, "Put an item on the agenda", "Put it on", "The item stands on the agenda.",
        lambda said: commands.add_item(by=request.user, meeting=meeting, **{**said, "purpose": said["purpose"] or ""}),
        note="The agenda has gone out. This item gets a label of its own, “Late …”, and renumbers nothing." if late else "",
    )  # fmt: skip


@require_http_methods(BOTH)
def edit_item(request: SignedIn, number: int, item: int) -> HttpResponse:
    """Word an item better."""
    found = _item(request, number, item)
    form = EditItem.of(request, initial={"title": found.title, "purpose": found.purpose})
    return _change(
        request, found.meeting, form, f"Word item {found.label}", "Save", "The item was worded.",
        lambda said: commands.edit_item(by=request.user, item=found, title=said["title"], purpose=said["purpose"] or ""),
    )  # fmt: skip


@require_http_methods(BOTH)
def take_off(request: SignedIn, number: int, item: int) -> HttpResponse:
    """Take an item off the agenda."""
    found = _item(request, number, item)
    return _change(
        request, found.meeting, Reason.of(request), f"Take item {found.label} off the agenda", "Take it off",
        "The item was taken off. It stays to be seen with your reason.",
        lambda said: commands.take_item_off(by=request.user, item=found, **said),
        note=found.title,
    )  # fmt: skip


@require_http_methods(BOTH)
def order(request: SignedIn, number: int) -> HttpResponse:
    """Put the items in another order."""
    meeting = kept(request, number)
    items = queries.items_of(meeting)
    form = Order.of(request, items=items)
    return _change(
        request, meeting, form, "Put the agenda in order", "Save the order", "The agenda is in its new order.",
        lambda _: commands.order_items(by=request.user, meeting=meeting, order=form.order()),
        note="Give each item its place. Items of the same number keep their order.",
    )  # fmt: skip


def _clock(at: time | None) -> str:
    """A time as the form takes it; "" where none is stated."""
    return f"{at:%H:%M}" if at else ""


def _say_about_the_day(request: SignedIn, on: date) -> None:
    """Say where a meeting was put on a day that is no working day: that is allowed, and seldom meant."""
    if words := about_the_day(on, england()):
        messages.warning(request, f"{words} Move the meeting if that was not meant.")


def kept(request: SignedIn, number: int) -> Any:
    """The meeting, for who may keep it; who may only see it is told so."""
    meeting = queries.meeting_alone(request.user, number)
    check_may(request.user, KEEP, meeting, who=WHO)
    return meeting


def _item(request: SignedIn, number: int, item: int) -> Any:
    found = queries.item_alone(request.user, number, item)
    check_may(request.user, KEEP, found, who=WHO)
    return found


def _change(
    request: SignedIn,
    meeting: Any,
    form: GovukForm,
    heading: str,
    button: str,
    done: str,
    write: Callable[[dict[str, Any]], object],
    note: str = "",
) -> HttpResponse:
    """Save what one plain form of a meeting asks and go back to the meeting, or show the form."""
    if saved(form, write):
        messages.success(request, done)
        return redirect("meeting", meeting.number)
    return _form(request, meeting, form, heading, button, note)


def _form(
    request: SignedIn, meeting: Any, form: GovukForm, heading: str, button: str, note: str = ""
) -> HttpResponse:
    context = {"form": form, "meeting": meeting, "heading": heading, "button": button, "note": note}
    return render(request, "meetings/form.html", context, status=form.status)
