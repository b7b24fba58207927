"""One piece of evidence: its versions, what it supports, and the pages that change it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.evidence import commands, queries
from sightline.domain.evidence.queries import EvidencePage
from sightline.domain.plans.commands import attach_evidence
from sightline.domain.plans.queries.evidence import actions_to_support
from sightline.doors.web.files import served
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved
from sightline.ground.lib.errors import NotFound, NotPermitted

from .forms import EditEvidence, NextVersion, SupportForm
from .reason import ReasonForm

BOTH = ["GET", "HEAD", "POST"]
FIELDS = {"title": "Title", "owner": "Owner", "expires": "Day of renewal"}


@require_safe
def piece(request: SignedIn, key: int) -> HttpResponse:
    found = queries.evidence_page(request.user, key)
    today = timezone.localdate()
    context = {
        "found": found,
        "evidence": found.evidence,
        "stands": found.versions[0],
        "audit": queries.audit_row(found.audit) if found.audit else None,
        "groups": grouped(found),
        "history": history(found),
        "may_support": request.user.may_anywhere("evidence.add"),
        "overdue": found.evidence.expired(today),
        "today": today,
    }
    return render(request, "evidence/piece.html", context)


def grouped(found: EvidencePage) -> list[tuple[str, list[Any]]]:
    """What it supports now, under its headings."""
    groups: dict[str, list[Any]] = {}
    for one in found.standing:
        groups.setdefault(one.what, []).append(one)
    return list(groups.items())


def history(found: EvidencePage) -> list[dict[str, Any]]:
    """What happened to the piece, newest first."""
    evidence = found.evidence
    entries: list[dict[str, Any]] = [
        {
            "when": one.at, "who": one.by_name, "what": f"{FIELDS.get(one.field, one.field)} changed",
            "old": shown(one.old), "new": shown(one.new), "reason": one.reason,
        }
        for one in found.changes
    ]  # fmt: skip
    for one in found.versions:
        what = (
            "Added" if one.number == 1 else f"Version {one.number} took the place of version {one.number - 1}"
        )
        entries.append({"when": one.at, "who": one.by_name, "what": what, "reason": one.reason})
    entries.sort(key=lambda entry: entry["when"], reverse=True)
    if evidence.withdrawn_on:
        gone = {"when": evidence.withdrawn_on, "what": "Withdrawn", "reason": evidence.withdrawn_reason}
        entries.insert(0, gone)
    return entries


def shown(kept: str) -> str | None:
    """A value as history shows it: days in words, None for not stated."""
    try:
        day = date.fromisoformat(kept)
    except ValueError:
        return kept or None
    return f"{day.day} {day:%B %Y}"


@require_safe
def file(request: SignedIn, key: int, version: int) -> FileResponse:
    """The file of a version, as a download."""
    found = queries.version_for(request.user, key, version)
    if found.file is None:
        raise NotFound("This version holds no file.")
    return served(found.file)


def to_change(request: SignedIn, key: int) -> tuple[Any, Any]:
    """The piece, for a page that changes it, and the thing whose right is used. Raises NotFound, NotPermitted."""
    evidence, right = queries.evidence_to_change(request.user, key)
    if right is None:
        raise NotPermitted(
            "You can see this evidence and cannot change it, because it supports things over which you hold no right. "
            "Nothing was changed.",
            rule="evidence.others-rely-on-it",
            who="the owner of the evidence or the programme office",
        )
    return evidence, right


@require_http_methods(BOTH)
def replace(request: SignedIn, key: int) -> HttpResponse:
    """A newer file, link or note in the place of what stands."""
    evidence, right = to_change(request, key)
    if evidence.kind == "audit":
        return redirect("practice-audit-correct", key)
    form = NextVersion.of(request, initial={"kind": evidence.kind, "seen": str(evidence.current_version)})

    def write(said: dict[str, Any]) -> None:
        content = form.content()
        write_it = commands.add_file_as_version if "stream" in content else commands.add_version
        write_it(
            by=request.user, evidence=evidence, reason=said["reason"], expires=said["expires"],
            today=timezone.localdate(), seen=seen(said), within=right, **content,
        )  # fmt: skip

    if saved(form, write):
        messages.success(
            request, "The new version stands. What it replaces is kept below, and all links follow."
        )
        return redirect("evidence-piece", key)
    stands = queries.version_for(request.user, key, evidence.current_version)
    context = {"form": form, "evidence": evidence, "stands": stands}
    return render(request, "evidence/replace.html", context, status=form.status)


def seen(said: dict[str, Any]) -> int | None:
    """The version that the form was made for."""
    text = str(said["seen"])
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


@require_http_methods(BOTH)
def edit(request: SignedIn, key: int) -> HttpResponse:
    """Another title, owner or day of renewal."""
    evidence, right = to_change(request, key)
    owner, today = evidence.owner, timezone.localdate()
    posts = partial(queries.posts_to_own, request.user, today, beside=owner)
    now = {"title": evidence.title, "owner": str(evidence.owner_id or ""), "expires": evidence.expires}
    form = EditEvidence.of(request, posts=posts, initial=now)

    def write(said: dict[str, Any]) -> None:
        chosen = int(said["owner"]) if said["owner"] else None
        commands.edit_evidence(
            by=request.user, evidence=evidence, title=said["title"], expires=said["expires"], reason=said["reason"],
            owner=queries.post_to_own(request.user, chosen, today, beside=owner), today=today, within=right,
        )  # fmt: skip

    if saved(form, write):
        messages.success(request, "The change was saved. What it was stands in the history.")
        return redirect("evidence-piece", key)
    return render(request, "evidence/edit.html", {"form": form, "evidence": evidence}, status=form.status)


@require_http_methods(BOTH)
def withdraw(request: SignedIn, key: int) -> HttpResponse:
    evidence, right = to_change(request, key)
    form = ReasonForm.of(request)

    def write(said: dict[str, Any]) -> None:
        commands.withdraw_evidence(
            by=request.user, evidence=evidence, reason=said["reason"], today=timezone.localdate(), within=right
        )  # fmt: skip

    if saved(form, write):
        messages.success(request, "The evidence was withdrawn. It stays on record with your reason.")
        return redirect("evidence-piece", key)
    standing = queries.evidence_page(request.user, key).standing
    context = {"form": form, "evidence": evidence, "standing": standing}
    return render(request, "evidence/withdraw.html", context, status=form.status)


@require_http_methods(BOTH)
def support(request: SignedIn, key: int) -> HttpResponse:
    """Say that the piece supports another action; the right over that action is enough."""
    evidence = queries.evidence_for(request.user, key)
    if not request.user.may_anywhere("evidence.add"):
        raise NotPermitted("You can see this evidence and cannot link it. Nothing was changed.", rule="evidence.add",
                           who="an action’s owner or the programme office")  # fmt: skip
    offered = {str(action.pk): action for action in actions_to_support(request.user, evidence)}
    choices = [(pk, f"{one.plan.title}: {one.label}, {one.title}"[:160]) for pk, one in offered.items()]
    form = SupportForm.of(request, actions=choices)

    def write(said: dict[str, Any]) -> None:
        action = offered[said["action"]]
        attach_evidence(by=request.user, action=action, evidence=evidence, today=timezone.localdate())

    if saved(form, write):
        messages.success(request, f"The evidence now supports {offered[form.cleaned_data['action']].label}.")
        return redirect("evidence-piece", key)
    context = {"form": form, "evidence": evidence, "offered": offered}
    return render(request, "evidence/support.html", context, status=form.status)
