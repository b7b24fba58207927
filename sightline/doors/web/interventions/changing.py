"""Adding an intervention, and what becomes of it as a whole. One template for all these forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.domain.governance import queries as governance
from sightline.domain.inspections import queries as inspected
from sightline.domain.inspections.interventions import commands, queries
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, check_sees, saved
from sightline.ground.ui.forms import GovukForm

from . import forms
from .views import EDIT, SEE

BOTH = ["GET", "HEAD", "POST"]
FACTS = tuple(forms.Facts.base_fields)


@dataclass(frozen=True)
class Sheet:
    """What a page with one form says. quote: words of the intervention that the form is about."""

    heading: str
    button: str
    done: str
    lead: str = ""
    quote: str = ""


def filled(
    request: SignedIn, one: Any, form: GovukForm, sheet: Sheet, write: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Show the form, or save what was sent and go to the intervention's page."""
    number, title = one.number, one.title
    if saved(form, write):
        messages.success(request, sheet.done)
        return redirect("intervention", number)
    context = {"form": form, "sheet": sheet, "number": number, "title": title}
    return render(request, "interventions/form.html", context, status=form.status)


def editable(request: SignedIn, number: int) -> Any:
    """The intervention, for who may change it."""
    found = queries.intervention_for(request.user, number)
    check_may(request.user, EDIT, found)
    return found


@require_http_methods(BOTH)
def add(request: SignedIn) -> HttpResponse:
    check_sees(request.user, SEE)
    check_may(request.user, EDIT)
    bodies, seen = _bodies(request), _inspections(request)
    form = forms.NewIntervention.of(request, bodies=_named(bodies), inspections=_titled(seen))
    made: list[Any] = []

    def write(said: dict[str, Any]) -> None:
        asked = [
            commands.ConditionDraft(line) for line in (said["conditions"] or "").splitlines() if line.strip()
        ]
        made.append(
            commands.add_intervention(
                by=request.user,
                facts=_facts(said),
                today=timezone.localdate(),
                body=bodies.get(said["body"] or ""),
                inspections=[seen[key] for key in said["inspections"]],
                conditions=asked,
                paper=_paper(said),
            )
        )

    if saved(form, write):
        messages.success(
            request, f"{made[0].title} was added. Now add its officials and the days of its reviews."
        )
        return redirect("intervention", made[0].number)
    return render(request, "interventions/add.html", {"form": form}, status=form.status)


@require_http_methods(BOTH)
def correct(request: SignedIn, number: int) -> HttpResponse:
    one, bodies = editable(request, number), _bodies(request)
    if one.body_id:
        bodies.setdefault(str(one.body_id), one.body)
    begin = {name: getattr(one, name) for name in FACTS} | {"body": str(one.body_id or "")}
    form = forms.CorrectIntervention.of(request, initial=begin, bodies=_named(bodies))

    def write(said: dict[str, Any]) -> None:
        said["body"] = bodies.get(said["body"] or "")
        commands.correct_intervention(by=request.user, intervention=one, today=timezone.localdate(), **said)

    sheet = Sheet(
        "Correct a fact", "Save the correction", "The correction was saved. What it replaces is kept."
    )
    return filled(request, one, form, sheet, write)


@require_http_methods(BOTH)
def revise(request: SignedIn, number: int) -> HttpResponse:
    one = editable(request, number)
    begin = {name: getattr(one, name) for name in ("kind", "stream", "title", "issued_by", "terms")}
    form = forms.Revision.of(request, initial=begin | {"carry_conditions": True, "carry_officials": True})
    made: list[Any] = []

    def write(said: dict[str, Any]) -> None:
        made.append(
            commands.revise_intervention(
                by=request.user,
                intervention=one,
                facts=_facts(said),
                reason=said["reason"],
                today=timezone.localdate(),
                carry_conditions=said["carry_conditions"],
                carry_officials=said["carry_officials"],
                paper=_paper(said),
            )
        )

    sheet = Sheet(
        "Revise it",
        "Save the revised one",
        "",
        lead="The revised one takes the place of this on the day from which it holds. Both stay, each with its own terms.",
    )
    title = one.title
    if saved(form, write):
        messages.success(
            request, "The revised one stands. The earlier one stays below, with its terms and its end."
        )
        return redirect("intervention", made[0].number)
    context = {"form": form, "sheet": sheet, "number": number, "title": title}
    return render(request, "interventions/form.html", context, status=form.status)


@require_http_methods(BOTH)
def end(request: SignedIn, number: int) -> HttpResponse:
    one = editable(request, number)
    form = forms.End.of(request)

    def write(said: dict[str, Any]) -> None:
        said["source"] = said["source"] or ""
        commands.end_intervention(by=request.user, intervention=one, today=timezone.localdate(), **said)

    lead = "Conditions that are not yet met end with it, and say that they were not met."
    return filled(
        request, one, form, Sheet("Record its end", "Save the end", "Its end was recorded.", lead), write
    )


@require_http_methods(BOTH)
def report(request: SignedIn, number: int) -> HttpResponse:
    one = editable(request, number)
    form = forms.Report.of(request)

    def write(said: dict[str, Any]) -> None:
        said["source"] = said["source"] or ""
        commands.report_on(by=request.user, intervention=one, today=timezone.localdate(), **said)

    return filled(
        request,
        one,
        form,
        Sheet("Record that it was reported on", "Save the report", "The report was recorded."),
        write,
    )


@require_http_methods(BOTH)
def paper(request: SignedIn, number: int) -> HttpResponse:
    one = editable(request, number)
    form = forms.Paper.of(request)

    def write(said: dict[str, Any]) -> None:
        given = _paper(said)
        assert given is not None
        commands.keep_paper(by=request.user, intervention=one, paper=given, today=timezone.localdate())

    return filled(request, one, form, Sheet("Keep the paper itself", "Keep it", "The paper is kept."), write)


@require_http_methods(BOTH)
def inspections(request: SignedIn, number: int) -> HttpResponse:
    one, seen = editable(request, number), _inspections(request)
    linked = inspected.inspections(request.user).filter(
        intervention_links__intervention=one, intervention_links__until=None
    )
    form = forms.Linked.of(
        request, initial={"inspections": [str(each.number) for each in linked]}, inspections=_titled(seen)
    )

    def write(said: dict[str, Any]) -> None:
        chosen = [seen[key] for key in said["inspections"]]
        commands.link_inspections(
            by=request.user, intervention=one, inspections=chosen, today=timezone.localdate()
        )

    sheet = Sheet("Say which inspections it is about", "Save", "The inspections were linked.")
    return filled(request, one, form, sheet, write)


def _facts(said: dict[str, Any]) -> commands.InterventionFacts:
    return commands.InterventionFacts(**{name: said[name] for name in FACTS})


def _paper(said: dict[str, Any]) -> commands.Paper | None:
    return commands.Paper(said["file"][0], said["file"][0].name) if said["file"] else None


def _bodies(request: SignedIn) -> dict[str, Any]:
    return {str(one.pk): one for one in governance.bodies(request.user, on=timezone.localdate())}


def _inspections(request: SignedIn) -> dict[str, Any]:
    return {str(one.number): one for one in inspected.inspections(request.user)}


def _named(bodies: dict[str, Any]) -> list[tuple[str, str]]:
    return [(key, one.name) for key, one in bodies.items()]


def _titled(seen: dict[str, Any]) -> list[tuple[str, str]]:
    return [(key, one.title) for key, one in seen.items()]
