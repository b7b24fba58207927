"""Strategies and council priorities, from and to: what plans and themes say they serve."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.governance import queries as governance
from sightline.domain.inspections import commands, queries
from sightline.domain.inspections.rules import STRATEGY_KINDS
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, check_sees, saved

from .changing import BOTH, EDIT
from .forms import EndStrategy, NewStrategy, StrategyFilters


@require_safe
def strategies(request: SignedIn) -> HttpResponse:
    check_sees(request.user, "inspections.see")
    today = timezone.localdate()
    asked = request.GET.get("kind", "")
    kind = asked if asked in STRATEGY_KINDS else ""
    found = list(queries.strategies(request.user, kind=kind))
    context = {
        "holding": [one for one in found if one.until is None or one.until >= today],
        "ended": [one for one in found if one.until is not None and one.until < today],
        "kind": kind,
        "filters": StrategyFilters(initial={"kind": kind}),
        "kinds": STRATEGY_KINDS,
        "may_edit": request.user.may(EDIT),
        "today": today,
    }
    return render(request, "inspections/strategies.html", context)


@require_http_methods(BOTH)
def add(request: SignedIn) -> HttpResponse:
    check_sees(request.user, "inspections.see")
    check_may(request.user, EDIT)
    bodies = {str(one.pk): one for one in governance.bodies(request.user, on=timezone.localdate())}
    form = NewStrategy.of(request, owners=[(key, one.name) for key, one in bodies.items()])

    def write(said: dict[str, Any]) -> None:
        owner = bodies.get(said.pop("owner") or "")
        commands.add_strategy(by=request.user, **(said | {"owner": owner, "source": said["source"] or ""}))

    if saved(form, write):
        messages.success(request, f"{form.cleaned_data['title']} was added.")
        return redirect("strategies")
    return render(request, "inspections/add_strategy.html", {"form": form}, status=form.status)


@require_http_methods(BOTH)
def end(request: SignedIn, key: int) -> HttpResponse:
    found = queries.strategy_for(request.user, key)
    check_may(request.user, EDIT, found)
    title = found.title
    form = EndStrategy.of(request)
    if saved(form, lambda said: commands.end_strategy(by=request.user, strategy=found, **said)):
        messages.success(request, f"{title} has an end now.")
        return redirect("strategies")
    return render(
        request, "inspections/end_strategy.html", {"form": form, "title": title}, status=form.status
    )
