"""What changed in a plan between two versions, an earlier day and now, or since a body last met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.plans.changes import KINDS, Comparison, Line
from sightline.domain.plans.queries import plans_to_switch
from sightline.domain.plans.queries import versions as queries
from sightline.domain.thread.queries.since import since_last_met
from sightline.doors.web.files import served_export
from sightline.doors.web.requests import SignedIn
from sightline.ground.lib.errors import NotFound
from sightline.ground.ui.addresses import link_with
from sightline.work.reports.about import about
from sightline.work.reports.spreadsheets import Column, Value, export

from .forms import Choose

A_GROUP = 10  # changes of a kind that are shown where every kind is
A_PAGE = 60


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one kind that are shown. more: how many are not, and the address that shows all."""

    kind: str
    heading: str
    lines: Sequence[Line]
    count: int
    more: int
    href: str


def chooser(versions: Sequence[Any], **kwargs: Any) -> Choose:
    sides = [
        ("now", "Now"),
        *((f"v{one.number}", f"Version {one.number}, {_day(one.on)}") for one in versions),
    ]
    return Choose(sides=sides, **kwargs)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


@require_safe
def compare(request: SignedIn, number: int) -> HttpResponse:
    """What changed between two points; a form that chose them is answered by the address that says them."""
    given = request.GET
    if "old" in given:
        return _chosen(request, number)
    today = timezone.localdate()
    if "from" not in given:
        return _ask(request, number, today)
    found = queries.compared(request.user, number, given["from"], given.get("to", "now"), today)
    context = _shown(request, found) | {
        "plan": found.plan, "plans": plans_to_switch(request.user, number)[1], "found": found,
        "back": f"?from={found.new.key}&to={found.old.key}",
    }  # fmt: skip
    return render(request, "plan_versions/compare.html", context)


def _ask(request: SignedIn, number: int, today: date) -> HttpResponse:
    plan, plans, versions = queries.versions_to_switch(request.user, number)
    context = {
        "plan": plan,
        "plans": plans,
        "chooser": chooser(versions, initial={"day": today - timedelta(days=30)}),
    }
    return render(request, "plan_versions/choose.html", context)


def _chosen(request: SignedIn, number: int) -> HttpResponse:
    plan, plans, versions = queries.versions_to_switch(request.user, number)
    form = chooser(versions, data=request.GET)
    if form.is_valid():
        said = form.cleaned_data
        if said["old"] != "day" or said["day"]:
            old = said["day"].isoformat() if said["old"] == "day" else said["old"]
            return redirect(f"/plans/{number}/compare/?from={old}&to={said['new']}")
        form.add_error("day", "Enter the day")
    context = {"plan": plan, "plans": plans, "chooser": form, "form": form}
    return render(request, "plan_versions/choose.html", context, status=form.status)


@require_safe
def since(request: SignedIn, number: int, body: int) -> HttpResponse:
    """What changed since a body last met."""
    found = since_last_met(request.user, number, body, timezone.localdate())
    if found.compared is None or found.met is None:
        context: dict[str, Any] = {"body": found.body, "number": number}
        return render(request, "plan_versions/never_met.html", context)
    context = _shown(request, found.compared) | {
        "plan": found.compared.plan, "plans": found.plans, "found": found.compared, "body": found.body, "met": found.met,
    }  # fmt: skip
    return render(request, "plan_versions/since.html", context)


def _shown(request: SignedIn, found: queries.Compared) -> dict[str, Any]:
    """The tabs of kinds, and the changes of one kind, page by page, or the first ones of each."""
    kind, said = request.GET.get("kind", ""), found.comparison
    kind = kind if kind in KINDS else ""
    there = [name for name in KINDS if said.of(name)]
    tabs = [("All", link_with(request.GET, kind=None, page=None), not kind, len(said.lines))]
    tabs += [
        (KINDS[name], link_with(request.GET, kind=name, page=None), kind == name, len(said.of(name)))
        for name in there
    ]
    paged: Page[Line] | None = None
    if kind:
        paged = Paginator(said.of(kind), A_PAGE).get_page(request.GET.get("page"))
        groups = [Group(kind, KINDS[kind], list(paged), len(said.of(kind)), 0, "")]
    else:
        groups = [_group(request, name, said) for name in there]
    return {
        "tabs": tabs,
        "groups": groups,
        "paged": paged,
        "kind": kind,
        "said": said,
        "files": _files(found),
    }


def _group(request: SignedIn, name: str, said: Comparison) -> Group:
    lines = said.of(name)
    href = str(link_with(request.GET, kind=name, page=None))
    return Group(name, KINDS[name], lines[:A_GROUP], len(lines), max(0, len(lines) - A_GROUP), href)


def _files(found: queries.Compared) -> list[tuple[str, str]]:
    query = f"from={found.old.key}&to={found.new.key}"
    return [
        (words, f"/plans/{found.plan.number}/compare/changes.{kind}?{query}")
        for words, kind in (("Spreadsheet", "xlsx"), ("CSV", "csv"))
    ]


COLUMNS = (
    Column("Kind of change", 26), Column("Action", 14), Column("Words", 50), Column("What", 24), Column("Was", 44),
    Column("Is", 44), Column("Moves", 8), Column("Last moved", 14), Column("By", 26), Column("Reason", 44), Column("Note", 30),
)  # fmt: skip


@require_safe
def file(request: SignedIn, number: int, kind: str) -> HttpResponseBase:
    """Every change as a list."""
    if kind not in ("csv", "xlsx"):
        raise NotFound("There is no such file.")
    today = timezone.localdate()
    found = queries.compared(
        request.user, number, request.GET.get("from", ""), request.GET.get("to", "now"), today
    )
    words = (f"from {found.old.words} to {found.new.words}",)
    said = about(f"Changes of {found.plan.title}", as_at=today, filters=words)
    name = f"plan-{number}-changes-{found.old.key}-{found.new.key}"
    return served_export(export(COLUMNS, _rows(found.comparison), said, kind), name, kind)


def _rows(said: Comparison) -> Iterator[list[Value]]:
    for line in said.lines:
        last = line.steps[-1] if line.steps else None
        yield [
            KINDS[line.kind], line.label, line.title, line.words, line.old, line.new, len(line.steps) or None,
            last.on if last else None, last.by if last else None, line.why or None, line.note or None,
        ]  # fmt: skip
