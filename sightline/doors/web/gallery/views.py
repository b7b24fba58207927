"""Every component with its example, and every kind of field, for who writes or checks pages."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from sightline.ground.lib.errors import Refused
from sightline.ground.ui import components

from .forms import EveryField, ListFilters
from .rows import COLUMNS, TODAY, rows


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """All components on one page, in the order of the alphabet."""
    return render(request, "gallery/gallery.html", {"names": components.names()})


@require_safe
def example_list(request: HttpRequest) -> HttpResponse:
    """A list as a subject's page has it: filters, sorting, columns, bulk change, pages, all in the address."""
    filters = ListFilters(request.GET)
    filters.is_valid()
    found = rows(request.GET.get("sort", "ref"), filters.cleaned_data)
    shown = request.GET.getlist("columns") or ["owner", "due", "delivery", "confidence"]
    return render(
        request,
        "gallery/list.html",
        {
            "filters": filters,
            "chosen": filters.chosen(request.GET),
            "all_columns": [(name, column["text"]) for name, column in COLUMNS.items()],
            "columns": [
                {"text": "Ref", "sort": "ref", "narrow": True},
                {"text": "Action", "sort": "title"},
                *[column for name, column in COLUMNS.items() if name in shown],
            ],
            "shown": shown,
            "today": TODAY,
            "rows": Paginator(found, 20).get_page(request.GET.get("page")),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """Every kind of field; nothing that is sent is kept. A reason of "refuse" shows what a rule's refusal looks like."""
    form = EveryField.of(request)
    taken = form.is_valid()
    if taken and form.cleaned_data["reason"].strip().lower() == "refuse":
        form.refuse(
            Refused(
                "The date was not moved: the action is signed off, and only the board that signed it off can reopen it.",
                rule="gallery.example",
                who="the Improvement Board",
                field="due",
            )
        )
        taken = False
    return render(request, "gallery/form.html", {"form": form, "taken": taken}, status=form.status)
