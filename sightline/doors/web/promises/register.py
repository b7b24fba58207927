"""The register of promises, and the same as a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.meetings.promises import queries, undecided
from sightline.domain.meetings.promises.facts import facts_of
from sightline.domain.meetings.promises.queries import PromiseFilters
from sightline.domain.meetings.promises.rules import Lateness, lateness, unsaid
from sightline.domain.meetings.promises.words import ANSWERS, PROMISE_KINDS, PROMISE_STATES
from sightline.doors.web.files import served_export
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees
from sightline.ground.lib.working_days import england
from sightline.ground.ui.addresses import link_with
from sightline.work.reports.about import about
from sightline.work.reports.spreadsheets import Column, Value, export

from .forms import Filters

SEE, KEEP, REPORT = "meetings.see", "promises.keep", "promises.report"
PAGE = 50
SORT = "due"
COLUMNS = (
    Column("Number", 9), Column("State", 16), Column("What is asked", 20), Column("Words", 80), Column("Made to", 36),
    Column("Made on", 12), Column("Where it stands", 50), Column("Owed by", 36), Column("Owed by, as printed", 36),
    Column("To whom", 24), Column("Due", 12), Column("Due on", 30), Column("Time as printed", 24),
    Column("Working days late", 10), Column("What it does not say", 24), Column("Answer", 16), Column("Answer in words", 50),
    Column("Said to be met", 12), Column("How it was met", 50), Column("Decision", 12),
)  # fmt: skip


class Sorted(Paginator[Any]):
    """Reads the rows of one page only: a page of many would otherwise sort all that it joins."""

    def page(self, number: int | str) -> Any:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        found: Any = self.object_list
        return Page(queries.part_of(found, first, first + self.per_page), number, self)


@require_safe
def promises(request: SignedIn) -> HttpResponse:
    check_sees(request.user, SEE)
    today, (form, filters) = timezone.localdate(), filters_of(request)
    found = queries.promises(request.user, filters, today=today, sort=request.GET.get("sort", SORT))
    rows = Sorted(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": rows,
        "late": lateness_of(rows.object_list, today),
        "form_of_filters": form,
        "chosen": [(words, link_with(request.GET, **{name: None})) for words, name in chips(form)],
        "kinds": PROMISE_KINDS,
        "may_keep": request.user.may_anywhere(KEEP),
        "undecided": undecided.undecided_count(request.user) if request.user.may_anywhere(KEEP) else 0,
        "today": today,
    }
    return render(request, "promises/promises.html", context)


@require_safe
def listing(request: SignedIn, kind: str) -> HttpResponseBase:
    """The promises that the filters leave, in the order of the list."""
    check_sees(request.user, SEE)
    today, (form, filters) = timezone.localdate(), filters_of(request)
    found = queries.promises(request.user, filters, today=today, sort=request.GET.get("sort", SORT))
    said = about("Promises", as_at=today, filters=[words for words, _ in chips(form)])
    return served_export(export(COLUMNS, _cells(found, today), said, kind), "promises", kind)


def filters_of(request: SignedIn) -> tuple[Filters, PromiseFilters]:
    """The form of the filters and what it asks; what is not understood narrows nothing and is said in the form."""
    made_to, owners = queries.made_to_and_owed_by(request.user)
    bodies = [(str(body.pk), body.name) for body in made_to]
    form = Filters(request.GET or None, bodies=bodies, owners=owners)
    form.is_valid()
    asked = form.cleaned_data if form.is_bound else {}
    return form, PromiseFilters(**{name: value for name, value in asked.items() if value})


def chips(form: Any) -> list[tuple[str, str]]:
    """The filters in force, each in words with its name in the address."""
    if not form.is_bound:
        return []
    return [
        (str(dict(getattr(form.fields[name], "options", ())).get(value, value)), name)
        for name, value in form.cleaned_data.items()
        if value
    ]


def lateness_of(rows: Any, today: date) -> dict[int, Lateness]:
    """How late each is, by its id."""
    return {one.pk: lateness(facts_of(one), today, england()) for one in rows}


def _cells(found: Any, today: date) -> Iterator[list[Value]]:
    for one in found.iterator(chunk_size=500):
        facts = facts_of(one)
        late = lateness(facts, today, england())
        yield [
            one.number, PROMISE_STATES[one.state], PROMISE_KINDS.get(one.kind), one.words, one.body.name if one.body else None,
            one.made_on, one.place_words, str(one.owner_post or one.owner_body or "") or None, one.owner_words, one.to_whom,
            one.due, one.due_event, one.due_printed, late.days if late.late else None, ", ".join(gap.what for gap in unsaid(facts)),
            ANSWERS.get(one.answer), one.answer_words, one.said_on, one.met_words,
            str(one.decision) if one.decision else None,
        ]  # fmt: skip
