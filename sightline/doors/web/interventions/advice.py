"""An adviser's log: focus areas, advice, and what came of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.domain.inspections.interventions import commands, queries
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may
from sightline.ground.lib.errors import NotFound

from . import forms
from .changing import BOTH, Sheet, filled
from .views import ADVISE

WHO = "The adviser or the programme office"


def _advised(request: SignedIn, number: int) -> Any:
    """The intervention, for who may write in its log. One that has no log has no such pages."""
    one = queries.intervention_for(request.user, number)
    if not one.advises:
        raise NotFound("This intervention has no advice log.")
    check_may(request.user, ADVISE, one, who=WHO)
    return one


def _part(request: SignedIn, number: int, kind: str, key: int) -> Any:
    found = queries.part_of(request.user, number, kind, key)
    check_may(request.user, ADVISE, found.intervention, who=WHO)
    return found


@require_http_methods(BOTH)
def add_focus(request: SignedIn, number: int) -> HttpResponse:
    one = _advised(request, number)

    def write(said: dict[str, Any]) -> None:
        commands.add_focus_area(by=request.user, intervention=one, today=timezone.localdate(), **said)

    sheet = Sheet("Add a focus area", "Add the focus area", "The focus area was added.")
    return filled(request, one, forms.NewFocus.of(request), sheet, write)


@require_http_methods(BOTH)
def end_focus(request: SignedIn, number: int, key: int) -> HttpResponse:
    focus = _part(request, number, "focus_areas", key)

    def write(said: dict[str, Any]) -> None:
        commands.end_focus_area(by=request.user, focus=focus, today=timezone.localdate(), **said)

    sheet = Sheet("End a focus area", "Save the end", "The focus area has an end now.", quote=focus.title)
    return filled(request, focus.intervention, forms.EndFocus.of(request), sheet, write)


@require_http_methods(BOTH)
def add(request: SignedIn, number: int) -> HttpResponse:
    one = _advised(request, number)
    focuses = {str(each.pk): each for each in one.focus_areas.all()}
    form = forms.NewAdvice.of(request, focuses=[(key, each.title) for key, each in focuses.items()])

    def write(said: dict[str, Any]) -> None:
        said |= {"focus": focuses.get(said["focus"] or ""), "to": said["to"] or ""}
        commands.add_advice(by=request.user, intervention=one, today=timezone.localdate(), **said)

    return filled(
        request, one, form, Sheet("Add advice", "Add it to the log", "The advice is in the log."), write
    )


@require_http_methods(BOTH)
def answer(request: SignedIn, number: int, key: int) -> HttpResponse:
    advice = _part(request, number, "advice", key)

    def write(said: dict[str, Any]) -> None:
        texts = {name: said[name] or "" for name in ("answer", "text", "answered_by")}
        commands.answer_advice(by=request.user, advice=advice, today=timezone.localdate(), **(said | texts))

    lead = "An earlier answer stays in the log below the new one."
    sheet = Sheet(f"What came of advice {key}", "Save", "What came of it is in the log.", lead, advice.text)
    return filled(request, advice.intervention, forms.Answer.of(request), sheet, write)
