"""Promises are taken up: several from what was resolved or said, one with everything that it says, or one said elsewhere."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.domain.meetings import commands
from sightline.domain.meetings.commands import Taken, TakenUp
from sightline.domain.meetings.promises import queries, undecided
from sightline.domain.meetings.promises.rules import prefilled
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, check_sees, saved
from sightline.ground.lib.errors import NotPermitted, Refused
from sightline.ground.ui.addresses import link_with
from sightline.ground.ui.forms.together import FormsTogether

from .forms import NO_PROMISE, Added, BodyFilter, Choices, One, Row
from .register import KEEP, SEE

BOTH = ["GET", "HEAD", "POST"]
WHO = "The programme office, or democratic services,"
AT_ONCE = 10


@require_http_methods(BOTH)
def several(request: SignedIn) -> HttpResponse:
    """What nobody has decided about yet: each is a promise, or it is not and why; what is left open is asked again."""
    check_sees(request.user, SEE)
    _check_keeps(request.user)
    bodies = [(str(body.pk), body.name) for body in undecided.bodies_undecided(request.user)]
    asked = BodyFilter(request.GET or None, bodies=bodies)
    asked.is_valid()
    said = asked.cleaned_data if asked.is_bound else {}
    none = said.get("show") == NO_PROMISE
    owners = queries.owners_to_choose(request.user, timezone.localdate())
    if request.method == "POST":
        forms, result = _taken(request, owners)
        if result is not None and not forms.error_list:
            messages.success(request, _said(result))
            return redirect(f"{request.path}{link_with(request.GET)}")
    else:
        found = undecided.undecided(request.user, body=said.get("body") or "", none=none, most=AT_ONCE)
        forms = FormsTogether(
            [Row(of=one, says=prefilled(one.words, one.verb), owners=owners) for one in found]
        )
    context = {
        "form": forms,
        "form_of_filters": asked,
        "chosen": [
            (
                str(dict(getattr(asked.fields[name], "options", ())).get(value, value)),
                link_with(request.GET, **{name: None}),
            )
            for name, value in said.items()
            if value
        ],
        "left": undecided.undecided_count(request.user),
        "said_none": none,
        "today": timezone.localdate(),
    }
    return render(request, "promises/take_up.html", context, status=forms.status)


def _taken(request: SignedIn, owners: Choices) -> tuple[FormsTogether[Row], TakenUp | None]:
    """The rows that were sent, and what became of them; a row that is refused stays with its sentence."""
    keys = [name.removesuffix("-row") for name in request.POST if name.endswith("-row")][:AT_ONCE]
    found = undecided.candidates(request.user, keys)
    forms = FormsTogether(
        [
            Row(request.POST, of=found[key], says=prefilled(found[key].words, found[key].verb), owners=owners)
            for key in keys
            if key in found
        ]
    )
    if not forms.is_valid():
        return forms, None
    rows = {
        form.prefix: Taken(form.candidate.source, None if form.decided == NO_PROMISE else form.draft(),
                           form.cleaned_data["reason"] or "")
        for form in forms.forms if form.decided
    }  # fmt: skip
    try:
        result = commands.take_up_several(
            by=request.user, rows=list(rows.values()), today=timezone.localdate()
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        forms.own.append({"text": refusal.sentence})
        return forms, None
    if result.refused:
        keys_of = {id(row): key for key, row in rows.items()}
        by_key = {keys_of[id(row)]: refusal for row, refusal in result.refused}
        forms.forms = [form for form in forms.forms if form.prefix in by_key]
        for form in forms.forms:
            form.refuse(by_key[form.prefix])
        if result.promises or result.none:
            messages.success(request, _said(result))
    return forms, result


@require_http_methods(BOTH)
def one(request: SignedIn, key: str) -> HttpResponse:
    """One outcome with everything that it says; an outcome that holds several promises is taken up once for each."""
    found = undecided.candidate(request.user, key)
    check_may(request.user, KEEP, found.source, who=WHO)
    today, says = timezone.localdate(), prefilled(found.words, found.verb)
    form = One.of(
        request, owners=partial(queries.owners_to_choose, request.user, today),
        initial={
            "words": found.words, "kind": says.kind, "due": says.due, "due_event": says.due_event, "due_printed": says.due_printed,
        },
    )  # fmt: skip
    made: list[Any] = []

    def write(_: dict[str, Any]) -> None:
        made.append(
            commands.take_up_promise(by=request.user, source=found.source, draft=form.draft(), today=today)
        )

    if saved(form, write):
        messages.success(request, f"Promise {made[0].number} was taken up.")
        return redirect("promise", made[0].number)
    context = {"form": form, "found": found, "heading": "Take up a promise"}
    return render(request, "promises/take_up_one.html", context, status=form.status)


@require_http_methods(BOTH)
def add(request: SignedIn) -> HttpResponse:
    """A promise that stands in no paper and in no meeting held here: the place is said in words."""
    check_sees(request.user, SEE)
    _check_keeps(request.user)
    today = timezone.localdate()
    bodies = [(str(body.pk), body.name) for body in queries.bodies_to_promise(request.user, today)]
    form = Added.of(request, owners=partial(queries.owners_to_choose, request.user, today), bodies=bodies)
    made: list[Any] = []

    def write(said: dict[str, Any]) -> None:
        made.append(
            commands.take_up_promise(
                by=request.user, source=queries.body_of(request.user, said["body"]), draft=form.draft(), today=today,
                place_words=said["place_words"], made_on=said["made_on"],
            )
        )  # fmt: skip

    if saved(form, write):
        messages.success(request, f"Promise {made[0].number} was added.")
        return redirect("promise", made[0].number)
    context = {"form": form, "found": None, "heading": "Add a promise"}
    return render(request, "promises/take_up_one.html", context, status=form.status)


def _check_keeps(user: Any) -> None:
    if not user.may_anywhere(KEEP):
        raise NotPermitted(f"You can see this, and you cannot change it. {WHO} can.", rule=KEEP)


def _said(result: TakenUp) -> str:
    """What just happened, in a sentence."""
    taken, none = len(result.promises), result.none
    words = []
    if taken:
        words.append("1 promise was taken up." if taken == 1 else f"{taken} promises were taken up.")
    if none:
        words.append("1 was said to be no promise." if none == 1 else f"{none} were said to be no promise.")
    return " ".join(words) or "Nothing was taken up."
