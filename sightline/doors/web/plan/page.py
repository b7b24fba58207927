"""The plan's own page: what it says, what it answers, its actions; now, or as at an earlier day."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.plans import queries
from sightline.domain.plans.queries import Filters, PlanPage
from sightline.doors.web.requests import SignedIn
from sightline.ground.ui.forms import parse_day

from . import showing
from .forms_plan import ActionFilters

SIZE = 50
NAMES = [field.name for field in fields(Filters)]


@require_safe
def plan(request: SignedIn, number: int) -> HttpResponse:
    today = timezone.localdate()
    day = past_day(request.GET, today)
    found = queries.plan_page(
        request.user,
        number,
        today=today,
        filters=filters_of(request.GET),
        page=page_number(request.GET),
        size=SIZE,
        as_at=day,
    )
    may_edit = (
        day is None
        and found.plan.state in ("draft", "adopted", "active")
        and request.user.may("plans.edit_plan", found.plan)
    )
    context = {
        "found": found,
        "plan": found.plan,
        "plans": found.others,
        "today": today,
        "day": day or today,
        "filter_form": ActionFilters(_chosen_words(found.filters), found.facets),
        "chosen": showing.chosen(found.filters, found.facets, request.GET, reverse("plan", args=[number])),
        "rows": Listed(found),
        "may_edit": may_edit,
        "files": files(number, request.GET),
        "delivered": delivered(found),
        "tiles": tiles(found, request.GET),
        "inspection_page": lambda key: (
            address("inspection", key) if request.user.may("inspections.see") else None
        ),
        "whole": request.user.may("plans.see", found.plan),
        "keep": [(name, value) for name, value in _chosen_words(found.filters).items() if value],
    }
    return render(request, "plan/plan.html", context)


class Listed(Paginator):
    """One page of rows that the database has cut already, for `ui.pages`."""

    def __init__(self, found: PlanPage) -> None:
        super().__init__(range(found.found), SIZE)
        self.shown = super().get_page(found.page)


def filters_of(query: QueryDict) -> Filters:
    """The filters and the sorting that an address names; what it does not know is left alone."""
    asked = {name: query.get(name, "").replace("\x00", "")[:200] for name in NAMES}
    return Filters(**(asked | {"sort": asked["sort"] or "order"}))


def _chosen_words(filters: Filters) -> dict[str, str]:
    return {name: getattr(filters, name) for name in NAMES}


def page_number(query: QueryDict) -> int:
    text = query.get("page", "")
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1


def past_day(query: QueryDict, today: date) -> date | None:
    """The earlier day that an address asks for; None for today, for days to come, and for what is no day."""
    try:
        day = parse_day(query.get("as-at", ""))
    except ValueError:
        return None
    return day if day < today else None


def address(name: str, *args: object) -> str | None:
    """The address of a page that another package brings; None while there is none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None


def files(number: int, query: QueryDict) -> list[tuple[str, str]]:
    """The plan as a file, as filtered: (words, address)."""
    asked = query.urlencode()
    home = reverse("plan", args=[number])
    kinds = (("Excel", "actions.xlsx"), ("CSV", "actions.csv"), ("Word", "plan.docx"))
    return [(words, f"{home}{name}{'?' + asked if asked else ''}") for words, name in kinds]


def delivered(found: PlanPage) -> list[tuple[int, str, str]]:
    """How many actions stand where, for the bar; what nobody is at is left out."""
    about = (
        ("done", "done", "good"),
        ("in-progress", "in progress", "info"),
        ("not-started", "not started", "quiet"),
        ("not-done", "not done", "bad"),
        (None, "not stated", "warn"),
    )
    return [(found.counts[key], words, tone) for key, words, tone in about if found.counts.get(key)]


def tiles(found: PlanPage, query: QueryDict) -> list[dict[str, object]]:
    """What wants attention, each leading to the list of it."""
    counts = found.counts

    def to(**asked: str) -> str:
        wanted = QueryDict(mutable=True)
        if day := query.get("as-at"):
            wanted["as-at"] = str(day)
        wanted.update(asked)
        return f"?{wanted.urlencode()}#actions"

    about = (
        ("overdue", "past their date", "bad", to(show="overdue")),
        ("off-track", "off track", "bad", to(confidence="off-track")),
        ("at-risk", "at risk", "warn", to(confidence="at-risk")),
        ("stale", "with no update for six weeks", "warn", to(show="stale")),
    )
    return [
        {
            "figure": counts.get(key, 0),
            "words": words,
            "href": href,
            "tone": tone if counts.get(key) else "good",
        }
        for key, words, tone, href in about
    ]
