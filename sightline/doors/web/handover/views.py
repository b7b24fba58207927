"""One page that lists everything that somebody answers for, and one step that hands it over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.governance import queries as governance
from sightline.doors.web.files import served_export
from sightline.doors.web.plan.page import address
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, saved
from sightline.ground.lib.errors import Refused
from sightline.work.handover import commands, queries
from sightline.work.handover.rules import Seen, check_day
from sightline.work.reports.about import about
from sightline.work.reports.spreadsheets import Column, Value, export

from .forms import Begin, Choices, Settle, called, kinds_of

if TYPE_CHECKING:
    from sightline.work.handover.models import HandOver

BOTH = ["GET", "HEAD", "POST"]
FIND: dict[str, Any] = {
    "body": governance.body_for,
    "post": governance.post_for,
    "person": governance.person_for,
}
HEADINGS = {
    "body": ("End {}", "Which body follows it?", "Which other bodies take something over?"),
    "post": ("End the post {}", "Which post follows it?", "Which others take something over?"),
    "person": ("{} leaves", "Who follows?", "Who else takes something over?"),
}
COLUMNS = (
    Column("Kind", 40), Column("What", 70), Column("Part", 26), Column("Passed to", 40), Column("Why it ended", 60),
)  # fmt: skip


@require_http_methods(BOTH)
def begin(request: SignedIn, key: int, kind: str) -> HttpResponse:
    """The last day and who takes over; then the list. Nothing is changed here."""
    found, today = _found(request, key, kind), timezone.localdate()
    if getattr(found, "until", None) is not None:
        return redirect(kind, key)
    offered = queries.successors(request.user, kind, found, today)
    choices = [(value, called(value, one, kind)) for value, one in offered.items()]
    heading, to, also = HEADINGS[kind]
    form = Begin.of(request, initial={"until": today}, options={"to": choices, "also": choices})
    form.fields["to"].label, form.fields["also"].label = to, also
    if form.is_valid() and _has_come(form, found, today):
        said = form.cleaned_data
        asked = [("until", said["until"].isoformat()), ("to", said["to"] or "")]
        asked += [("also", value) for value in said["also"] if value != said["to"]]
        return redirect(f"{reverse(f'{kind}-hand-over', args=[key])}?{urlencode(asked)}")
    shown = queries.preview(kind, found, today)
    context = {
        "kind": kind, "key": key, "found": found, "form": form, "heading": heading.format(found), "shown": shown,
        "counts": kinds_of(shown.kinds),
    }  # fmt: skip
    return render(request, "handover/begin.html", context, status=form.status)


@require_http_methods(BOTH)
def hand_over(request: SignedIn, key: int, kind: str) -> HttpResponse:
    """Everything that is held, with a successor for each; sent, all of it passes on in one step or none of it."""
    found, today = _found(request, key, kind), timezone.localdate()
    if getattr(found, "until", None) is not None:
        return redirect(kind, key)
    until = _day(request.GET.get("until", ""), today)
    offered = queries.successors(request.user, kind, found, today)
    main = request.GET.get("to", "")
    named = [main, *request.GET.getlist("also")]
    successors = {value: offered[value] for value in dict.fromkeys(named) if value in offered}
    shown = queries.preview(kind, found, until)
    choices = Choices(kind, shown, successors, main, request.POST if request.method == "POST" else None)
    decisions = {str(one.pk): one for one in queries.decisions_to_end(found)} if kind == "body" else {}
    form = Settle.of(
        request, options={"decision": [(pk, f"{one}: {one.words}") for pk, one in decisions.items()]}
    )
    if kind != "body":
        form.fields.pop("decision")
    made: list[HandOver] = []

    def write(said: dict[str, Any]) -> None:
        more = {"decision": decisions.get(said.get("decision") or "")} if kind == "body" else {}
        more |= (
            {"successor": successors.get(main)} if kind != "person" and main.startswith(f"{kind}-") else {}
        )
        seen = Seen(request.POST.get("seen", ""), choices.ids())
        command = getattr(commands, f"hand_over_{kind}")
        made.append(
            command(
                by=request.user, until=until, today=today, reason=said["reason"], answers=choices.answers(), seen=seen,
                **{kind: found}, **more,
            )
        )  # fmt: skip

    if saved(form, write):
        messages.success(request, _told(made[0]))
        return redirect("hand-over", made[0].number)
    context = {
        "kind": kind, "key": key, "found": found, "form": form, "shown": shown, "choices": choices, "until": until,
        "heading": HEADINGS[kind][0].format(found), "address": address, "asked": request.GET.urlencode(),
        "against": queries.objections(found, shown, choices.answers(), _by_key(successors)),
        "successors": successors, "decisions": decisions,
        "may_decide": bool(shown.blocking) and request.user.may("meetings.record_outcome"),
    }  # fmt: skip
    return render(request, "handover/hand_over.html", context, status=form.status)


@require_safe
def done(request: SignedIn, number: int) -> HttpResponse:
    """What was handed over: the sum, and where each thing went."""
    found = queries.hand_over_for(request.user, number)
    context = {
        "found": found,
        "kinds": queries.by_kind(list(found.rows.all())),
        "stands": queries.hash_stands(found),
        "address": address,
    }
    return render(request, "handover/done.html", context)


@require_safe
def file(request: SignedIn, number: int, kind: str) -> HttpResponseBase:
    found = queries.hand_over_for(request.user, number)
    said = about(
        f"{found} of {found.called}: {found.held} held, {found.moved} passed on, {found.ended} ended",
        as_at=found.until,
    )
    return served_export(export(COLUMNS, _cells(found), said, kind), f"hand-over-{number}", kind)


def _cells(found: HandOver) -> Iterator[list[Value]]:
    for row in found.rows.all():
        yield [row.kind_words, row.words, row.part, row.to_words or None, row.reason or None]


def _has_come(form: Begin, found: Any, today: date) -> bool:
    """Whether the last day has come; a day to come is refused here, before anybody chooses successors for nothing."""
    try:
        check_day(form.cleaned_data["until"], today, str(found))
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


def _told(made: HandOver) -> str:
    """What a hand-over did, in numbers."""
    ended = f", {made.ended} ended with a reason" if made.ended else ""
    return f"Of {made.held} that were held, {made.moved} passed on{ended}. Nothing is left behind."


def _found(request: SignedIn, key: int, kind: str) -> Any:
    found = FIND[kind](request.user, key)
    check_may(request.user, "governance.hand_over", found)
    return found


def _by_key(successors: dict[str, Any]) -> dict[tuple[str, int], Any]:
    return {(value.partition("-")[0], one.pk): one for value, one in successors.items()}


def _day(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today
