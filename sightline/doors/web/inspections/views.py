"""The list of inspections, and one inspection: dates kept apart, judgements, findings and who answers them, clocks."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.inspections import queries
from sightline.domain.inspections.interventions.queries import interventions_of
from sightline.domain.thread import queries as thread
from sightline.doors.web.files import served
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees
from sightline.ground.lib.errors import NotFound

from .forms import InspectionFilters

PAGE = 50


@require_safe
def inspections(request: SignedIn) -> HttpResponse:
    check_sees(request.user, "inspections.see")
    today, asked = timezone.localdate(), request.GET
    chosen = {name: asked.get(name, "") for name in ("framework", "authority", "text")}
    found = thread.inspections_chosen(request.user, sort=asked.get("sort", "-date"), **chosen)
    page = Paginator(found, PAGE).get_page(asked.get("page"))
    context = {
        "rows": page,
        "inspections": thread.inspection_rows(request.user, page.object_list, today),
        "form_of_filters": InspectionFilters(initial=chosen, authorities=thread.authorities(request.user)),
        "chosen": [(words, name) for name, words in chosen.items() if words],
        "may_add": request.user.may("inspections.edit"),
        "sees_all": request.user.may("inspections.see"),
        "today": today,
    }
    return render(request, "inspections/inspections.html", context)


@require_safe
def inspection(request: SignedIn, number: int) -> HttpResponse:
    answers = thread.inspection_answers(request.user, number)
    context = {
        "answers": answers,
        "inspection": answers.page.inspection,
        "groups": grouped(answers.page.findings),
        "interventions": interventions_of(request.user, answers.page.inspection),
        "may_edit": request.user.may("inspections.edit", answers.page.inspection),
        "may_pack": request.user.may_anywhere("evidence.see") and request.user.may_anywhere("plans.see"),
        "today": timezone.localdate(),
    }
    return render(request, "inspections/inspection.html", context)


@require_safe
def source_file(request: SignedIn, number: int) -> FileResponse:
    """The report or letter itself, as it was uploaded."""
    found = queries.inspection_for(request.user, number).inspection
    if found.file is None:
        raise NotFound("The file of this inspection is not kept here.")
    return served(found.file, found.source_name)


def grouped(findings: Any) -> list[tuple[str, str, list[Any]]]:
    """Findings in the report's order under their category and heading; "" where none is printed."""
    under = groupby(findings, key=lambda finding: (finding.category, finding.heading))
    return [(category, heading, list(each)) for (category, heading), each in under]
