"""The list of papers, and one paper from top to bottom: what it is, what it says, what it came to, where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.meetings import queries
from sightline.domain.meetings.drafts import (
    ATTENDANCE_ROLES,
    CONSIDERATIONS,
    NOTE_ROLES,
    OUTCOME_KINDS,
    PAPER_KINDS,
    QUESTIONS,
)
from sightline.domain.meetings.promises.queries import promises_of_paper
from sightline.domain.meetings.queries import PaperFilters, PaperPage, corrections_of
from sightline.domain.meetings.words import PARTS, fact_name, head_facts
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees
from sightline.ground.ui.addresses import link_with

from .forms import LABELS, PaperFiltersForm, body_choices

SEE, CORRECT, REGISTER = "papers.see", "papers.correct", "papers.register"
PAGE = 50
# Facts of which the page makes something of its own.
SHOWN_APART = ("impact", "likelihood", "scores", "columns", "sections", "answers")
# Roles of passages that a kind's own page shows; all others stand at its end.
NOTES_OF = {
    "minutes": ("declaration", "correction"),
    "report": (
        "purpose", "reason", "alternative", "priority", "theme", "consideration", "appendix", "appendix_ref", "background",
    ),
    "decision": ("reason", "alternative"),
}  # fmt: skip
COLUMN_NAMES = {
    "title": "Title",
    "body": "Body",
    "body_printed": "Body as printed",
    "date": "Date",
    "date_printed": "Date as printed",
    "reference": "Reference",
    "ownership": "Whose paper it is",
}


@require_safe
def papers(request: SignedIn) -> HttpResponse:
    check_sees(request.user, SEE)
    form, filters = filters_of(request)
    sort = request.GET.get("sort", "-date")
    page = Paginator(queries.papers(request.user, filters, sort=sort), PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": page,
        "papers": queries.paper_rows(page.object_list),
        "form_of_filters": form,
        "chosen": chip_links(request, form),
        "kinds": PAPER_KINDS,
        "sees_all": request.user.may(SEE),
        "today": timezone.localdate(),
    }
    return render(request, "papers/papers.html", context)


@require_safe
def paper(request: SignedIn, number: int) -> HttpResponse:
    found = queries.paper_for(request.user, number)
    context = {
        "found": found,
        "paper": found.paper,
        "kind": PAPER_KINDS[found.paper.kind],
        "facts": [(name, fact_name(name), found.paper.facts.get(name)) for name in _facts(found)],
        "roles": NOTE_ROLES | ATTENDANCE_ROLES,
        "considerations": CONSIDERATIONS,
        "outcome_kinds": OUTCOME_KINDS,
        "left": left_over(found),
        "history": history(found),
        "may_correct": request.user.may(CORRECT, found.paper),
        "may_register": request.user.may(REGISTER, found.paper),
        "may_decide": found.paper.withdrawn_on is None
        and request.user.may("meetings.record_outcome", found.paper),
        "promises": promises_of_paper(request.user, found.paper) if found.outcomes else {},
        "may_promise": found.paper.withdrawn_on is None and request.user.may("promises.keep", found.paper),
        "keeps_meetings": request.user.may("meetings.keep", found.paper),
        "sees_bodies": request.user.may_anywhere("governance.see"),
        "today": timezone.localdate(),
    }
    return render(request, "papers/paper.html", context)


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What a paper holds that its kind has no place of its own for on the page; it is shown all the same."""

    recommendations: bool
    outcomes: bool
    scores: list[Any]
    tables: bool
    notes: list[tuple[str, Any]]


def left_over(found: PaperPage) -> LeftOver:
    kind = found.paper.kind
    within = {one.pk for item in found.items for one in item.scores}
    return LeftOver(
        recommendations=bool(found.recommendations) and kind not in ("report", "decision"),
        outcomes=bool(found.outcomes) and kind in ("report", "risk_matrix", "indicators"),
        scores=[
            one
            for one in found.scores
            if kind != "risk" and (kind not in ("minutes", "decision") or one.pk not in within)
        ],
        tables=bool(found.tables) and kind != "indicators",
        notes=[(role, notes) for role, notes in found.notes.items() if role not in NOTES_OF.get(kind, ())],
    )


def filters_of(request: SignedIn) -> tuple[PaperFiltersForm, PaperFilters]:
    """The form of the filters and what it asks; what is not understood narrows nothing and is said in the form."""
    bodies = body_choices(queries.bodies_with_papers(request.user), none=True)
    form = PaperFiltersForm(request.GET or None, bodies=bodies)
    form.is_valid()
    asked = form.cleaned_data if form.is_bound else {}
    return form, PaperFilters(**{name: value for name, value in asked.items() if value})


def chips(form: Any) -> list[tuple[str, str, Any]]:
    """The filters in force: (words, field, its value)."""
    if not form.is_bound:
        return []
    named = {"since": "From", "until": "Until"}
    found: list[tuple[str, str, Any]] = []
    for name, value in form.cleaned_data.items():
        if isinstance(value, date):
            found.append((f"{named[name]} {value.day} {value:%B %Y}", name, value))
        elif value is True:
            found.append((str(form.fields[name].label), name, value))
        elif value:
            options = dict(getattr(form.fields[name], "options", ()))
            found.append((str(options.get(value, value)), name, value))
    return found


def chip_links(request: SignedIn, form: Any) -> list[tuple[str, str]]:
    """The filters in force, each with the address of the list without it."""
    ends = ("", "-day", "-month", "-year")
    return [
        (words, link_with(request.GET, **{f"{name}{end}": None for end in ends}))
        for words, name, _ in chips(form)
    ]


def history(found: PaperPage) -> list[dict[str, Any]]:
    """What happened to the paper since it was taken in, newest first."""
    paper = found.paper
    called = {one.number: f"{one.get_kind_display()} {one.printed_number}".strip() for one in found.outcomes}
    entries = [_mended(one, called) for one in found.corrections]
    taken = found.sources[0].since if found.sources else paper.registered_at
    for source in found.sources[1:]:
        differ = len(source.differences)
        what = f"{source.name} was added as another source" + (
            f", with {differ} differences" if differ > 1 else ""
        )
        entries.append({"when": source.since, "who": source.by_name, "what": what})
    entries.append({"when": taken, "who": paper.registered_by_name, "what": "Taken into the register"})
    return sorted(entries, key=_moment, reverse=True)


def history_of(paper: Any, part: str, number: int | None) -> list[dict[str, Any]]:
    """The slips that were mended in one part, or at the head, newest first."""
    return [_mended(one) for one in reversed(corrections_of(paper, part, number))]


def _mended(one: Any, outcomes: dict[int, str] | None = None) -> dict[str, Any]:
    """A correction as history shows it; of running words the change stands word by word. outcomes: their names by number."""
    thing = _thing(one, outcomes or {})
    entry = {"when": one.at, "who": one.by_name, "reason": one.reason, "what": f"{thing} corrected"}
    if len(one.old) + len(one.new) > 80 and one.old and one.new:
        return entry | {"changes": (one.old, one.new)}
    return entry | {"old": one.old or None, "new": one.new or None}


def _thing(one: Any, outcomes: dict[int, str]) -> str:
    """What was corrected, in words: "Resolution 2, words"."""
    if not one.part:
        return COLUMN_NAMES.get(one.field) or fact_name(one.field)
    named = outcomes.get(one.part_number) if one.part == "outcome" else None
    return f"{named or f'{PARTS[one.part]} {one.part_number}'}, {LABELS.get(one.field, one.field).lower()}"


def _moment(entry: dict[str, Any]) -> str:
    return str(entry["when"].isoformat())


def _facts(found: PaperPage) -> list[str]:
    """The facts at the head, without those that have a place of their own and one that only repeats the body."""
    paper = found.paper
    names = [
        name
        for name in head_facts(paper.kind, paper.facts)
        if name not in SHOWN_APART and name not in QUESTIONS
    ]
    bodies = {paper.body_printed.casefold(), paper.body_called.casefold()}
    return [
        name for name in names if name != "report_to_raw" or str(paper.facts[name]).casefold() not in bodies
    ]
