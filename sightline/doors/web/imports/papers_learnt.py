"""What the council taught its readers: a list of everything, and each with the papers it was used on and the way back."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved
from sightline.work.imports import queries_lessons as queries
from sightline.work.imports.commands import lessons as commands

from .papers_forms import LearntFilters, TakeBackForm

PAGE = 100


@require_safe
def lessons(request: SignedIn, kind: str = "") -> HttpResponse:
    """Everything that was taught, what holds now and what was taken back. kind: only these, whatever the filter says."""
    filters = LearntFilters(request.GET if not kind else request.GET | {"kind": kind})
    filters.is_valid()
    asked = {name: value for name, value in filters.cleaned_data.items() if value}
    rows = queries.lessons(request.user, also_taken_back=True, **asked)
    holding = [row for row in rows if row.lesson.until is None]
    page = Paginator(holding, PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "chosen": filters.chosen(request.GET),
        "rows": page,
        "holding": len(holding),
        "ended": [row for row in rows if row.lesson.until is not None],
        "kinds": queries.kinds(),
        "only_columns": asked.get("kind") == "column",
    }
    return render(request, "imports/papers_learnt.html", context)


@require_safe
def columns(request: SignedIn) -> HttpResponse:
    """The headings of columns among what was learnt."""
    return lessons(request, kind="column")


@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: SignedIn, key: int) -> HttpResponse:
    """One thing that was taught, with the papers that it was used on; it is taken back here."""
    line, used_on = queries.lesson_for(request.user, key)
    form = TakeBackForm.of(request)
    if saved(
        form,
        lambda given: commands.take_back_lesson(by=request.user, lesson=line.lesson, reason=given["reason"]),
    ):
        messages.success(
            request, f"“{line.lesson.printed}” is taken back. Papers that are read from now on go without it."
        )
        return redirect("import-lessons")
    context = {
        "line": line,
        "lesson": line.lesson,
        "used_on": used_on,
        "form": form,
        "kinds": queries.kinds(),
    }
    return render(request, "imports/papers_lesson.html", context, status=form.status)
