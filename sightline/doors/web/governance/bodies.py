"""Bodies: who delivers, monitors and scrutinises, and what stands before each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.governance import commands, queries
from sightline.domain.governance.rules import BODY_KINDS
from sightline.domain.meetings.queries import papers_of_body
from sightline.domain.plans.queries.answering import actions_of_body
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, check_sees, saved

from .forms import BodyFilters, DescribeBody, EndBody, NewBody, RenameBody

SEE, EDIT = "governance.see", "governance.edit"
BOTH = ["GET", "HEAD", "POST"]
PAGE = 100
PAPERS = 12  # the latest, on a body's own page
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
def body(request: SignedIn, key: int) -> HttpResponse:
    found = queries.body_for(request.user, key)
    context = {
        "body": found,
        "layers": actions_of_body(request.user, found) if request.user.may_anywhere("plans.see") else (),
        "papers": papers_of_body(request.user, found, most=PAPERS)
        if request.user.may_anywhere("papers.see")
        else (),
        "most_papers": PAPERS,
        "may_edit": request.user.may(EDIT, found),
        "today": timezone.localdate(),
    }
    return render(request, "governance/body.html", context)


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
    found = _to_change(request, key)
    form = DescribeBody.of(
        request, initial={"kind": found.kind, "purpose": found.purpose, "since": found.since}
    )
    if saved(form, lambda said: commands.edit_body(by=request.user, body=found, **said)):
        messages.success(request, "The changes were saved.")
        return redirect("body", key)
    return render(request, "governance/describe_body.html", {"form": form, "body": found}, status=form.status)


@require_http_methods(BOTH)
def rename(request: SignedIn, key: int) -> HttpResponse:
    found = _to_change(request, key)
    context = {"key": key, "name": found.name}
    form = RenameBody.of(request, initial={"name": found.name, "short_name": found.short_name})
    today = timezone.localdate()
    if saved(form, lambda said: commands.rename_body(by=request.user, body=found, today=today, **said)):
        messages.success(request, f"The body is now called {found.name}.")
        return redirect("body", key)
    return render(request, "governance/rename_body.html", context | {"form": form}, status=form.status)


@require_http_methods(BOTH)
def end(request: SignedIn, key: int) -> HttpResponse:
    found = _to_change(request, key)
    others = {str(one.pk): one for one in queries.bodies(request.user) if one.pk != key}
    form = EndBody.of(request, options={"successor": [(pk, one.name) for pk, one in others.items()]})

    def write(said: dict[str, Any]) -> None:
        successor = others.get(said.pop("successor") or "")
        commands.end_body(by=request.user, body=found, successor=successor, **said)

    if saved(form, write):
        messages.success(request, f"{found.name} has an end now.")
        return redirect("body", key)
    return render(request, "governance/end_body.html", {"form": form, "body": found}, status=form.status)


def _to_change(request: SignedIn, key: int) -> Any:
    found = queries.body_for(request.user, key)
    check_may(request.user, EDIT, found)
    return found
