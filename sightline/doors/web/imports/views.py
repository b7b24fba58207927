"""Uploads and readings: the list, a new upload, how far it is, and several papers accepted at once."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sightline.doors.web.requests import SignedIn
from sightline.ground.lib.errors import NotPermitted, Refused
from sightline.work.imports import commands, queries
from sightline.work.imports.commands import Paper

from .forms import ListFilters, UploadForm
from .links import address, rows_with_links

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
    found = queries.upload_for(request.user, number)
    context = {"found": found, "lines": rows_with_links(found.lines)}
    return render(request, "imports/uploaded.html", context)


@require_POST
def accept_several(request: SignedIn, number: int) -> HttpResponse:
    """Accept the ticked papers, each in a transaction of its own; whatever stops one is said and the others go on."""
    found = queries.upload_for(request.user, number)
    ticked = set(request.POST.getlist("reading"))
    chosen = [line for line in found.lines if str(line.reading.pk) in ticked]
    if not chosen:
        messages.error(request, "No paper was ticked. Nothing was accepted.")
    accepted = 0
    for line in chosen:
        try:
            if not line.can_be_accepted:
                raise Refused("It needs a closer look before it is accepted. Open it.")
            seen = request.POST.get(f"seen-{line.reading.pk}", "")
            revision = int(seen) if seen.isdecimal() and len(seen) < 10 else -1
            commands.accept_inspection(
                by=request.user, reading=line.reading, today=timezone.localdate(), revision=revision
            )
            accepted += 1
        except NotPermitted:
            raise
        except Refused as refusal:
            messages.error(request, f"{line.reading.name}: {refusal.sentence}")
    if accepted:
        what = "1 inspection was accepted." if accepted == 1 else f"{accepted} inspections were accepted."
        whose = "Its" if accepted == 1 else "Their"
        messages.success(request, f"{what} {whose} findings are open and can be answered in a plan.")
    return redirect("import-uploaded", number)
