"""Uploads and readings: the list, a new upload, how far it is, and several papers accepted at once."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sightline.doors.web.files import served_export
from sightline.doors.web.requests import SignedIn
from sightline.ground.lib.errors import NotFound, NotPermitted, Refused
from sightline.work.imports import commands, queries, queries_uploads, rules
from sightline.work.imports.commands import Paper
from sightline.work.imports.commands.papers import accept_paper
from sightline.work.imports.queries import Line
from sightline.work.reports.about import about
from sightline.work.reports.spreadsheets import export

from .forms import ListFilters, UploadForm
from .links import address, rows_with_links
from .quality_sheet import COLUMNS, cells, shown_in_words

PAGE = 50


@require_safe
def imports(request: SignedIn) -> HttpResponse:
    queries.check_may_import(request.user)
    filters = ListFilters(request.GET)
    filters.is_valid()
    found = {name: value for name, value in filters.cleaned_data.items() if value}
    sort = request.GET.get("sort", "")
    page = Paginator(queries.readings(request.user, sort=sort, **found), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "filters": filters,
        "chosen": filters.chosen(request.GET),
        "rows": page,
        "lines": rows_with_links(queries.lines(page.object_list)),
        "count": queries.states_count(request.user),
    }
    return render(request, "imports/imports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: SignedIn) -> HttpResponse:
    queries.check_may_import(request.user)
    form = UploadForm.of(request)
    if form.is_valid():
        papers = [Paper(file.name, file, file.size) for file in form.cleaned_data["papers"]]
        try:
            made = commands.upload_papers(by=request.user, papers=papers)
        except NotPermitted:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect("import-uploaded", made.pk)
    context = {"form": form, "paste": address("imports:paste")}
    return render(request, "imports/upload.html", context, status=form.status)


@never_cache
@require_safe
def uploaded(request: SignedIn, number: int) -> HttpResponse:
    show = request.GET.get("show", "")
    found = queries_uploads.upload_for(request.user, number, show=show, page=request.GET.get("page"))
    context = {
        "found": found,
        "lines": rows_with_links(found.lines),
        "kinds": dict(rules.KINDS),
        "shown": shown_in_words(show),
        "files": [
            (words, reverse("import-quality", args=[number, kind]))
            for words, kind in (("Excel", "xlsx"), ("CSV", "csv"))
        ],
    }
    return render(request, "imports/uploaded.html", context)


@require_safe
def quality(request: SignedIn, number: int, kind: str) -> HttpResponseBase:
    """The report on an upload as a file: one line for each file that was given."""
    if kind not in ("csv", "xlsx"):
        raise NotFound("There is no such file.")
    upload = queries_uploads.upload_alone(request.user, number)
    papers, left = queries_uploads.papers_of(upload)
    said = about(f"Papers of the upload of {upload.at:%-d %B %Y}", as_at=timezone.localdate())
    return served_export(
        export(COLUMNS, cells(papers, left, request), said, kind), f"upload-{number}-papers", kind
    )


@require_POST
def accept_several(request: SignedIn, number: int) -> HttpResponse:
    """Accept the ticked papers, each in a transaction of its own; whatever stops one is said and the others go on."""
    ticked = [int(one) for one in request.POST.getlist("reading") if one.isdecimal() and len(one) < 19]
    chosen = queries_uploads.lines_of(request.user, number, ticked)
    if not chosen:
        messages.error(request, "No paper was ticked. Nothing was accepted.")
    accepted = {"inspection": 0, "paper": 0}
    for line in chosen:
        try:
            _accept(request, line)
        except NotPermitted:
            raise
        except Refused as refusal:
            messages.error(request, f"{line.reading.shown_name}: {refusal.sentence}")
        else:
            accepted["paper" if line.is_paper else "inspection"] += 1
    if made := accepted["inspection"]:
        what = "1 inspection was accepted. Its" if made == 1 else f"{made} inspections were accepted. Their"
        messages.success(request, f"{what} findings are open and can be answered in a plan.")
    if made := accepted["paper"]:
        what = "1 paper was accepted. It stands" if made == 1 else f"{made} papers were accepted. They stand"
        messages.success(request, f"{what} in the register of papers.")
    show = request.POST.get("show", "")
    return redirect(
        reverse("import-uploaded", args=[number]) + (f"?{urlencode({'show': show})}" if show else "")
    )


def _accept(request: SignedIn, line: Line) -> None:
    """Accept one paper as it was seen in the list. Raises Refused where it wants a closer look, or was changed since."""
    if not line.can_be_accepted:
        raise Refused("It needs a closer look before it is accepted. Open it.")
    revision, today = _sent(request, f"seen-{line.reading.pk}"), timezone.localdate()
    if not line.is_paper:
        commands.accept_inspection(by=request.user, reading=line.reading, today=today, revision=revision)
        return
    assert line.body is not None
    if _sent(request, f"body-{line.reading.pk}") != line.body[0]:
        raise Refused(
            f"Its body is now understood as {line.body[1]}, which was not so when the page was made. Nothing was accepted. "
            "Look at the list again."
        )
    accept_paper(by=request.user, reading=line.reading, today=today, revision=revision, body_id=line.body[0])


def _sent(request: SignedIn, name: str) -> int:
    """A number that the page sent; -1, which nothing has, where it sent none."""
    sent = request.POST.get(name, "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else -1
