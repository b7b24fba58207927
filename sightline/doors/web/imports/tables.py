"""A plan table in: which columns are which, whom names mean, what would change, and then the change itself."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sightline.domain.plans.queries import plan_for
from sightline.doors.web.files import served_export
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees, saved
from sightline.ground.lib.errors import NotFound, NotPermitted, Refused
from sightline.work.imports import queries_tables as queries
from sightline.work.imports.commands import Paper, tables, upload_papers
from sightline.work.imports.outcomes import Name
from sightline.work.reports.about import about
from sightline.work.reports.plan_sheets import refused_table
from sightline.work.reports.spreadsheets import xlsx

from .tables_forms import NEW, IntoPlan, PasteForm, WhyForm

CHANGES = ("GET", "HEAD", "POST")
KINDS = (("new", "New"), ("changed", "Changed"), ("same", "Same"), ("refused", "Refused"))


@require_http_methods(CHANGES)
def columns(request: SignedIn, number: int) -> HttpResponse:
    """Which table was found, what each column is, and which plan it goes into."""
    today = timezone.localdate()
    found = queries.columns_page(request.user, number, today)
    if found.table is not None and found.table.applied_at:
        return redirect("imports:table-rows", number)
    form = IntoPlan.of(
        request, found=found, may_start=request.user.may("plans.propose_plan"), initial=_first(found)
    )
    chosen = _chosen_columns(request, found)
    if saved(form, lambda given: _choose(request, found, given, chosen)):
        return _try(request, number)
    context = {
        "found": found,
        "form": form,
        "choices": queries.choices(),
        "chosen": chosen,
        "ticked": set(request.POST),
        "new": NEW,
    }
    return render(request, "imports/tables_columns.html", context, status=form.status)


def _first(found: queries.ColumnsPage) -> dict[str, Any]:
    options = found.table.options if found.table else {}
    new = bool(found.table and found.table.new_title)
    only_new = not found.plans
    return {
        "plan": str(found.plan) if found.plan else NEW if new or only_new else "",
        "title": found.table.new_title if new and found.table else found.title,
        "sections": options.get("sections", True),
        "narrative": options.get("narrative", True),
    }


def _chosen_columns(request: SignedIn, found: queries.ColumnsPage) -> dict[str, str]:
    """{printed column: field} as it was sent, else as it is offered."""
    return {
        column.name: request.POST.get(f"field-{place}", column.field)
        for place, column in enumerate(found.columns)
    }


def _choose(
    request: SignedIn, found: queries.ColumnsPage, given: dict[str, Any], chosen: dict[str, str]
) -> None:
    into_new = given["plan"] == NEW
    tables.choose_columns(
        by=request.user,
        reading=found.reading,
        mapping=chosen,
        plan=None if into_new else plan_for(request.user, int(given["plan"]), "plans.edit_plan"),
        new_title=given.get("title") or "" if into_new else "",
        options={name: given[name] for name in ("sections", "narrative") if name in given},
        remember=[
            column.name for place, column in enumerate(found.columns) if f"remember-{place}" in request.POST
        ],
    )


def _try(request: SignedIn, number: int) -> HttpResponse:
    """Make the dry run, here or in the background, and go to its page."""
    tables.try_table(
        by=request.user, table=queries.table_for(request.user, number), today=timezone.localdate()
    )
    return redirect("imports:table-rows", number)


@require_http_methods(CHANGES)
def names(request: SignedIn, number: int) -> HttpResponse:
    """Which posts and bodies the printed owners and bodies mean."""
    table, posts, bodies = queries.names_page(request.user, number, timezone.localdate())
    outcome = queries.rows_page(request.user, number).outcome
    if request.method == "POST":
        tables.choose_names(
            by=request.user,
            table=table,
            posts=_chosen_names(request, outcome.names, "post", {key for key, _ in posts}),
            bodies=_chosen_names(request, outcome.names, "body", {key for key, _ in bodies}),
        )
        return _try(request, number)
    context = {
        "table": table,
        "reading": table.reading,
        "groups": [
            (
                "Owners",
                "post",
                [(place, name) for place, name in enumerate(outcome.names) if name.what == "post"],
                posts,
            ),
            (
                "Bodies",
                "body",
                [(place, name) for place, name in enumerate(outcome.names) if name.what == "body"],
                bodies,
            ),
        ],
        "open": table.applied_at is None,
    }
    return render(request, "imports/tables_names.html", context)


def _chosen_names(request: SignedIn, found: tuple[Name, ...], what: str, known: set[int]) -> dict[str, int]:
    """{printed: id, or 0 for "as printed"} of those that a person set otherwise than they were found."""
    chosen = {}
    for place, name in enumerate(found):
        sent = request.POST.get(f"name-{place}", "")
        if name.what != what or not sent.isdecimal() or (int(sent) and int(sent) not in known):
            continue
        if int(sent) != (name.key or 0) or name.how == "chosen":
            chosen[name.printed] = int(sent)
    return chosen


@never_cache
@require_safe
def rows(request: SignedIn, number: int) -> HttpResponse:
    """What would become of each row; after applying, what became of it."""
    table = queries.table_for(request.user, number)
    kind = request.GET.get("kind", "")
    page = request.GET.get("page", "1")
    try:
        found = queries.rows_page(
            request.user, number, kind=kind, page=int(page) if page.isdecimal() and len(page) < 6 else 1
        )
    except NotFound:
        waiting = {"table": table, "reading": table.reading, "work": tables.work_on(table)}
        return render(request, "imports/tables_waiting.html", waiting)
    counts = found.outcome.counts
    context = {
        "found": found,
        "table": found.table,
        "reading": found.table.reading,
        "plan": found.table.plan,
        "counts": counts,
        "kind": kind,
        "tabs": [("All", "?", kind == "")]
        + [(f"{words} ({counts[k]})", f"?kind={k}", kind == k) for k, words in KINDS],
        "kinds": KINDS,
        "why": WhyForm(initial={"reason": found.table.options.get("reason", "")}),
        "work": tables.work_on(table),
        "nothing": not counts["new"] and not counts["changed"],
    }
    return render(request, "imports/tables_rows.html", context)


@require_POST
def reason(request: SignedIn, number: int) -> HttpResponse:
    """Give one reason for all dates and targets that move, and try again."""
    table = queries.table_for(request.user, number)
    form = WhyForm(request.POST)
    if saved(
        form, lambda given: tables.choose_names(by=request.user, table=table, reason=given["reason"] or "")
    ):
        return _try(request, number)
    messages.error(request, " ".join(error["text"] for error in form.error_list))
    return redirect("imports:table-rows", number)


@require_POST
def apply(request: SignedIn, number: int) -> HttpResponse:
    """Take the rows into the plan as the dry run showed them."""
    table = queries.table_for(request.user, number)
    try:
        outcome = tables.take_in(
            by=request.user, table=table, today=timezone.localdate(), seen=request.POST.get("seen", "")[:64]
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        if table.applied_at is None:
            return _try(request, number)
        return redirect("imports:table-rows", number)
    if outcome is not None:
        counts = outcome.counts
        messages.success(
            request,
            f"{counts['new']} added, {counts['changed']} changed, {counts['same']} the same, {counts['refused']} refused.",
        )
    return redirect("imports:table-rows", number)


@require_safe
def refused(request: SignedIn, number: int) -> HttpResponseBase:
    """The rows that were not taken as a spreadsheet to mend and upload again."""
    table, printed, found = queries.refused_rows(request.user, number)
    if not found:
        raise NotFound("No row of this table was refused.")
    said = about(
        f"Rows of {table.reading.name} that were not taken",
        as_at=timezone.localdate(),
        how_to="Mend each row by what its first column says, save the file, and upload it under Imports.",
    )
    return served_export(xlsx(*refused_table(printed, found), said), "rows-to-mend", "xlsx")


@require_http_methods(CHANGES)
def paste(request: SignedIn) -> HttpResponse:
    """Text instead of a file."""
    check_sees(request.user, "imports.read")
    form = PasteForm.of(request)
    made: list[Any] = []
    name = f"Pasted text, {timezone.localtime():%-d %B %Y %H.%M}.txt"

    def take(given: dict[str, Any]) -> None:
        data = given["text"].encode("utf-8", "replace")
        made.append(upload_papers(by=request.user, papers=[Paper(name, io.BytesIO(data), len(data))]))

    if saved(form, take):
        return redirect("import-uploaded", made[0].pk)
    return render(request, "imports/tables_paste.html", {"form": form}, status=form.status)


@require_POST
def forget(request: SignedIn, key: int) -> HttpResponse:
    choice = queries.remembered_choice(request.user, key)
    tables.forget_column(by=request.user, choice=choice)
    messages.success(
        request,
        f"“{choice.printed}” is guessed again from now on. Papers that were taken in stay as they are.",
    )
    return redirect("imports:columns")
