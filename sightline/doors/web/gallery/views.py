"""Every component with its example, and every kind of field, for who writes or checks pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from sightline.ground.lib.errors import Refused
from sightline.ground.ui import components

from .forms import EveryField


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """All components on one page, in the order of the alphabet."""
    return render(request, "gallery/gallery.html", {"names": components.names()})


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
