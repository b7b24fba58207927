"""Bodies: who delivers, monitors and scrutinises, and what stands before each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.evidence.criteria import evidence_of_criteria
from sightline.domain.governance import commands, queries
from sightline.domain.governance import queries_bodies as bodies_at_work
from sightline.domain.governance.quorum import counts
from sightline.domain.governance.rules import BODY_KINDS
from sightline.domain.meetings.around import meetings_around
from sightline.domain.meetings.next_meetings import next_meetings
from sightline.domain.meetings.queries import papers_of_body
from sightline.doors.web.files import served_export
from sightline.doors.web.plan.page import address
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, check_sees, saved
from sightline.work.handover.queries import hand_over_of
from sightline.work.reports.about import about
from sightline.work.reports.spreadsheets import Column, Value, export

from .forms import BodyFilters, DescribeBody, NewBody, RenameBody

SEE, EDIT = "governance.see", "governance.edit"
BOTH = ["GET", "HEAD", "POST"]
PAGE = 100
PAPERS = 12  # the latest, on a body's own page
MEMBERS = (
    Column("Role", 18), Column("Seat", 28), Column("Held by", 40), Column("Who that is", 36), Column("From", 14),
    Column("Until", 14), Column("Vacant", 9), Column("Counts for the quorum", 12), Column("May stand in", 44),
)  # fmt: skip
SORTS = {
    "name": "name",
    "-name": "-name",
    "kind": "kind",
    "-kind": "-kind",
    "since": "since",
    "-since": "-since",
}


@require_safe
def bodies(request: SignedIn) -> HttpResponse:
    check_sees(request.user, SEE)
    today = timezone.localdate()
    chosen = {name: request.GET.get(name, "") for name in ("text", "kind", "show")}
    on = None if chosen["show"] == "all" else today
    kind = chosen["kind"] if chosen["kind"] in BODY_KINDS else ""
    found = queries.bodies(request.user, on=on, kind=kind, text=chosen["text"])
    sort = SORTS.get(request.GET.get("sort", ""), "name")
    page = Paginator(found.order_by(sort, "pk"), PAGE).get_page(request.GET.get("page"))
    context = {
        "bodies": page,
        "rows": bodies_at_work.body_rows(page, today),
        "meetings": next_meetings(request.user, [one.pk for one in page], today),
        "address": address,
        "filters": BodyFilters(initial=chosen),
        "chosen": _chips(chosen),
        "may_edit": request.user.may(EDIT),
        "today": today,
    }
    return render(request, "governance/bodies.html", context)


def _chips(chosen: dict[str, str]) -> list[tuple[str, str]]:
    words = {"text": chosen["text"], "kind": BODY_KINDS.get(chosen["kind"], "")}
    words["show"] = "All, ended ones too" if chosen["show"] == "all" else ""
    return [(text, name) for name, text in words.items() if text]


@require_safe
def lines(request: SignedIn) -> HttpResponse:
    """Who reports to whom, as it stands today."""
    check_sees(request.user, SEE)
    today = timezone.localdate()
    context = {"branches": bodies_at_work.reporting_tree(request.user, today), "today": today}
    return render(request, "governance/lines.html", context)


@require_safe
def body(request: SignedIn, key: int) -> HttpResponse:
    today = timezone.localdate()
    day = day_of(request.GET, today)
    found = bodies_at_work.body_page(request.user, key, day)
    around = meetings_around(request.user, key, today)
    context = {
        "shown": found,
        "body": found.body,
        "day": day,
        "around": around,
        "expected": found.expected(around.last.on if around.last else None),
        "papers": papers_of_body(request.user, found.body, most=PAPERS)
        if request.user.may_anywhere("papers.see")
        else (),
        "most_papers": PAPERS,
        "links": links_of(found.body),
        "evidence": evidence_of_criteria(request.user, found.criteria),
        "may_edit": request.user.may(EDIT, found.body) and not found.body.until,
        "may_show": request.user.may("evidence.add", found.body) and not found.body.until,
        "may_hand_over": request.user.may("governance.hand_over", found.body),
        "may_style": request.user.may("meetings.keep", found.body),
        "hand_over": hand_over_of(request.user, body=found.body) if found.body.until else None,
        "address": address,
        "today": today,
    }
    return render(request, "governance/body.html", context)


@require_safe
def history(request: SignedIn, key: int) -> HttpResponse:
    """What the body was called, who sat on it, what it delegated and decided, and what followed it."""
    today = timezone.localdate()
    found = bodies_at_work.body_history(request.user, key, today)
    context = {
        "found": found,
        "body": found.body,
        "most": bodies_at_work.DECISIONS_SHOWN,
        "hand_over": hand_over_of(request.user, body=found.body),
        "links": links_of(found.body),
        "address": address,
        "today": today,
    }
    return render(request, "governance/body_history.html", context)


@require_safe
def members(request: SignedIn, key: int, kind: str) -> HttpResponseBase:
    """Who sits on the body, as a file: seats of a day with who holds them and who may stand in."""
    today = timezone.localdate()
    found = bodies_at_work.body_page(request.user, key, day_of(request.GET, today))
    said = about(f"Members of {found.body.name}", as_at=found.day)
    return served_export(export(MEMBERS, _member_cells(found), said, kind), f"body-{key}-members", kind)


def _member_cells(page: bodies_at_work.BodyPage) -> Iterator[list[Value]]:
    for row in page.seats:
        seat = row.seat
        yield [
            seat.get_role_display(), seat.name or None, None if row.vacant else str(seat), "; ".join(row.holders) or None,
            seat.since, seat.until, "Yes" if row.vacant else "No", "Yes" if counts(seat) else "No",
            "; ".join(f"{one} until {one.until:%-d %B %Y}" for one in row.deputies) or None,
        ]  # fmt: skip


def day_of(query: QueryDict, today: date) -> date:
    """The day that an address names with "as-at"; today where it names none, or one that has not come."""
    try:
        return min(date.fromisoformat(query.get("as-at", "")), today)
    except ValueError:
        return today


def links_of(body: Any) -> list[tuple[str, str]]:
    """Pages about a body that other packages bring: (words, address), where they are there."""
    found = [
        ("Its work", address("body-work", body.pk)),
        ("Its meetings", address("meetings")),
        ("Its promises", address("body-promises", body.pk)),
        ("Its work programme", address("body-programme", body.pk)),
    ]
    return [(words, f"{at}?body={body.pk}" if words == "Its meetings" else at) for words, at in found if at]


@require_http_methods(BOTH)
def add(request: SignedIn) -> HttpResponse:
    check_sees(request.user, SEE)
    check_may(request.user, EDIT)
    form = NewBody.of(request)
    made: list[Any] = []
    if saved(form, lambda said: made.append(commands.add_body(by=request.user, **said))):
        messages.success(request, f"{made[0].name} was added.")
        return redirect("body", made[0].pk)
    return render(request, "governance/add_body.html", {"form": form}, status=form.status)


@require_http_methods(BOTH)
def describe(request: SignedIn, key: int) -> HttpResponse:
    found = to_change(request, key)
    form = DescribeBody.of(
        request, initial={"kind": found.kind, "purpose": found.purpose, "since": found.since}
    )
    if saved(form, lambda said: commands.edit_body(by=request.user, body=found, **said)):
        messages.success(request, "The changes were saved.")
        return redirect("body", key)
    return render(request, "governance/describe_body.html", {"form": form, "body": found}, status=form.status)


@require_http_methods(BOTH)
def rename(request: SignedIn, key: int) -> HttpResponse:
    found = to_change(request, key)
    context = {"key": key, "name": found.name}
    form = RenameBody.of(request, initial={"name": found.name, "short_name": found.short_name})
    today = timezone.localdate()
    if saved(form, lambda said: commands.rename_body(by=request.user, body=found, today=today, **said)):
        messages.success(request, f"The body is now called {found.name}.")
        return redirect("body", key)
    return render(request, "governance/rename_body.html", context | {"form": form}, status=form.status)


def to_change(request: SignedIn, key: int) -> Any:
    found = queries.body_for(request.user, key)
    check_may(request.user, EDIT, found)
    return found
