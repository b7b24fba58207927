"""The printed pages of a report, beside what was taken from each."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sightline.domain.inspections.queries import InspectionPage, inspection_for
from sightline.doors.web.files import served_picture
from sightline.doors.web.requests import SignedIn
from sightline.ground.lib.errors import NotFound
from sightline.work.imports.pictures import picture_of


@require_safe
def page(request: SignedIn, number: int, page: int) -> HttpResponse:
    """One page: its findings and judgements as text, and its picture. Pages from which nothing was taken are not offered."""
    found, _ = _with_pages(request, number)
    pages = [each.page for each in found.findings] + [each.page for each in found.judgements]
    numbers = sorted({each for each in pages if each})
    if page not in numbers:
        raise NotFound("Nothing was taken from such a page.")
    place = numbers.index(page)
    context = {
        "inspection": found.inspection,
        "number_of_page": page,
        "findings": [each for each in found.findings if each.page == page],
        "judgements": [each for each in found.judgements if each.page == page],
        "previous": numbers[place - 1] if place else None,
        "following": numbers[place + 1] if place + 1 < len(numbers) else None,
    }
    return render(request, "inspections/page_of_report.html", context)


@require_safe
def picture(request: SignedIn, number: int, page: int) -> FileResponse:
    """The picture alone, drawn in the sandbox when somebody first looks and kept."""
    _, file = _with_pages(request, number)
    return served_picture(picture_of(file, page), f"inspection-{number}-page-{page}.png")


def _with_pages(request: SignedIn, number: int) -> tuple[InspectionPage, Any]:
    """The inspection and its file, where that is a PDF."""
    found = inspection_for(request.user, number)
    if found.inspection.file is None or found.inspection.file.kind != "pdf":
        raise NotFound("The pages of this inspection’s report are not kept here.")
    return found, found.inspection.file
