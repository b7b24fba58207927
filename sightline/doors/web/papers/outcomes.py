"""Every resolution, commitment and decision that was read, as one plain list."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.meetings import queries
from sightline.domain.meetings.drafts import OUTCOME_KINDS
from sightline.domain.meetings.queries import OutcomeFilters
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees

from .forms import OutcomeFiltersForm, body_choices
from .views import PAGE, SEE, chip_links


@require_safe
def outcomes(request: SignedIn) -> HttpResponse:
    check_sees(request.user, SEE)
    form, filters = filters_of(request)
    sort = request.GET.get("sort", "-date")
    found = queries.outcomes(request.user, filters, sort=sort)
    context = {
        "rows": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "form_of_filters": form,
        "chosen": chip_links(request, form),
        "kinds": OUTCOME_KINDS,
        "today": timezone.localdate(),
    }
    return render(request, "papers/outcomes.html", context)


def filters_of(request: SignedIn) -> tuple[OutcomeFiltersForm, OutcomeFilters]:
    """The form of the filters and what it asks."""
    bodies = body_choices(queries.bodies_with_papers(request.user), none=True)
    form = OutcomeFiltersForm(request.GET or None, bodies=bodies)
    form.is_valid()
    asked = form.cleaned_data if form.is_bound else {}
    return form, OutcomeFilters(**{name: value for name, value in asked.items() if value})
