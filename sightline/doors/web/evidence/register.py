"""The register of evidence: what there is, what supports nothing, what has to be renewed. And a new piece of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.evidence import commands, queries
from sightline.domain.plans.queries.evidence import SOON, EvidenceFilters, evidence_register
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, check_sees, saved
from sightline.ground.ui.addresses import link_with

from .forms import EvidenceFiltersForm, NewEvidence

SEE, ADD = "evidence.see", "evidence.add"
BOTH = ["GET", "HEAD", "POST"]
WHO = "The programme office, and from an action’s page its owner,"
PAGE = 50
SORT = "-added"


@require_safe
def evidence(request: SignedIn) -> HttpResponse:
    check_sees(request.user, SEE)
    today = timezone.localdate()
    form, filters, chosen = asked(request)
    rows = evidence_register(request.user, filters, today=today, sort=request.GET.get("sort", SORT))
    context = {
        "rows": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "form_of_filters": form,
        "chosen": [(words, link_with(request.GET, **{name: None})) for words, name in chosen],
        "soon": today + SOON,
        "may_add": request.user.may(ADD),
        "sees_all": request.user.may(SEE),
        "today": today,
    }
    return render(request, "evidence/register.html", context)


def asked(request: SignedIn) -> tuple[EvidenceFiltersForm, EvidenceFilters, list[tuple[str, str]]]:
    """The form of the filters, what it asks, and each filter in words with its name in the address."""
    owners = [(str(key), name) for key, name in queries.owners_of_evidence(request.user)]
    form = EvidenceFiltersForm(request.GET or None, owners=owners)
    form.is_valid()
    said = form.cleaned_data if form.is_bound else {}
    action, finding = pair(request.GET.get("action", "")), pair(request.GET.get("finding", ""))
    filters = EvidenceFilters(
        text=said.get("text") or "",
        kind=said.get("kind") or "",
        state=said.get("state") or "",
        owner=int(said["owner"]) if said.get("owner") else None,
        action=action,
        finding=finding,
    )
    chosen = [
        (str(dict(getattr(form.fields[name], "options", ())).get(value, value)), name)
        for name, value in said.items()
        if value
    ]
    if action:
        chosen.append((f"Supports action {action[1]} of plan {action[0]}", "action"))
    if finding:
        chosen.append((f"Supports an action for finding {finding[1]} of inspection {finding[0]}", "finding"))
    return form, filters, chosen


def pair(text: str) -> tuple[int, int] | None:
    """Two numbers joined by a full stop, as addresses name an action ("2.5") or a finding; None for anything else."""
    first, _, second = text.partition(".")
    sound = all(one.isascii() and one.isdecimal() and len(one) < 10 for one in (first, second))
    return (int(first), int(second)) if sound else None


@require_http_methods(BOTH)
def add(request: SignedIn) -> HttpResponse:
    """A piece that supports no action yet; from an action's page it is added there."""
    check_sees(request.user, SEE)
    check_may(request.user, ADD, who=WHO)
    today = timezone.localdate()
    posts = partial(queries.posts_to_own, request.user, today)
    form = NewEvidence.of(request, posts=posts)
    made: list[Any] = []

    def write(said: dict[str, Any]) -> None:
        content = form.content()
        write_it = commands.add_file_as_evidence if "stream" in content else commands.add_evidence
        owner = queries.post_to_own(request.user, int(said["owner"]) if said["owner"] else None, today)
        made.append(
            write_it(
                by=request.user,
                title=said["title"],
                today=today,
                owner=owner,
                expires=said["expires"],
                **content,
            )
        )

    if saved(form, write):
        messages.success(request, "The evidence was added. Now say which action it supports.")
        return redirect("evidence-support", made[0].pk)
    return render(request, "evidence/add.html", {"form": form}, status=form.status)
