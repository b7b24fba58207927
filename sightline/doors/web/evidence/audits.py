"""Practice audits: the list with grades over periods, a new one, a correction."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.evidence import commands, queries
from sightline.domain.evidence.commands import AuditFacts
from sightline.domain.evidence.rules_audits import grades_from
from sightline.domain.plans.commands.evidence import add_audit_to
from sightline.domain.plans.queries import action_for
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, check_sees, saved
from sightline.ground.lib.errors import NotFound
from sightline.ground.ui.addresses import link_with

from .forms import AuditFiltersForm, CorrectAudit, NewAudit
from .piece import BOTH, seen, to_change
from .register import ADD, SEE, WHO, pair


@require_safe
def audits(request: SignedIn) -> HttpResponse:
    check_sees(request.user, SEE)
    form, rows, chosen = asked(request)
    context = {
        "rows": rows,
        "labels": labels_of(rows),
        "form_of_filters": form,
        "chosen": [(words, link_with(request.GET, **{name: None})) for words, name in chosen],
        "may_add": request.user.may(ADD),
        "today": timezone.localdate(),
    }
    return render(request, "evidence/audits.html", context)


def asked(request: SignedIn) -> tuple[AuditFiltersForm, list[queries.AuditRow], list[tuple[str, str]]]:
    """The form of the filters, the audits that they leave, and each filter in words with its name in the address."""
    form = AuditFiltersForm(request.GET or None, topics=queries.audit_topics(request.user))
    form.is_valid()
    said = {name: value for name, value in (form.cleaned_data if form.is_bound else {}).items() if value}
    return (
        form,
        queries.practice_audits(request.user, **said),
        [(value, name) for name, value in said.items()],
    )


def labels_of(rows: list[queries.AuditRow]) -> list[str]:
    """The grades that these audits use, each once, in the order in which they are first given."""
    return list(dict.fromkeys(label for row in rows for label, _, _ in row.grades))


def facts_of(said: dict[str, Any]) -> AuditFacts:
    """What the form says. Raises Refused for grades that are not understood."""
    return AuditFacts(
        topic=said["topic"],
        period_from=said["period_from"],
        period_to=said["period_to"],
        cases=said["cases"],
        grades=grades_from(said["grades"] or ""),
        strengths=said["strengths"] or "",
        to_improve=said["to_improve"] or "",
        moderated_by=said["moderated_by"] or "",
    )


def file_of(said: dict[str, Any]) -> dict[str, Any]:
    """The report as the commands take it; nothing where none was chosen."""
    return {"stream": said["file"][0], "name": said["file"][0].name} if said["file"] else {}


@require_http_methods(BOTH)
def add(request: SignedIn) -> HttpResponse:
    """A new audit; with ?action=2.5 it supports that action, and the right over that action is enough."""
    check_sees(request.user, SEE)
    named = pair(request.GET.get("action", ""))
    action: Any = action_for(request.user, *named) if named else None
    check_may(request.user, ADD, action, who=WHO)
    today = timezone.localdate()
    posts = partial(queries.posts_to_own, request.user, today)
    form = NewAudit.of(request, posts=posts)
    made: list[Any] = []

    def write(said: dict[str, Any]) -> None:
        owner = queries.post_to_own(request.user, int(said["owner"]) if said["owner"] else None, today)
        about = {
            "by": request.user, "facts": facts_of(said), "today": today, "owner": owner, "expires": said["expires"],
            "override": said["override"] or "", **file_of(said),
        }  # fmt: skip
        if action is not None:
            made.append(add_audit_to(action=action, **about).evidence_id)
        else:
            add_it = commands.add_audit_with_file if "stream" in about else commands.add_audit
            made.append(add_it(**about).evidence_id)

    if saved(form, write):
        messages.success(request, "The practice audit was added.")
        return redirect("evidence-piece", made[0])
    return render(request, "evidence/audit_add.html", {"form": form, "action": action}, status=form.status)


@require_http_methods(BOTH)
def correct(request: SignedIn, key: int) -> HttpResponse:
    """The next version of an audit; the one before is kept word for word."""
    evidence, right = to_change(request, key)
    audit: Any = getattr(evidence, "audit", None)
    if audit is None:
        raise NotFound("There is no such practice audit.")
    names = ("topic", "period_from", "period_to", "cases", "strengths", "to_improve", "moderated_by")
    now = {name: getattr(audit, name) for name in names} | {"override": audit.overridden}
    now["grades"] = "\n".join(f"{one['label']}: {one['number']}" for one in audit.grades)
    form = CorrectAudit.of(request, initial=now | {"seen": str(evidence.current_version)})

    def write(said: dict[str, Any]) -> None:
        file = file_of(said)
        write_it = commands.correct_audit_with_file if file else commands.correct_audit
        write_it(
            by=request.user, audit=audit, facts=facts_of(said), reason=said["reason"], today=timezone.localdate(),
            override=said["override"] or "", seen=seen(said), within=right, **file,
        )  # fmt: skip

    if saved(form, write):
        messages.success(request, "The audit was corrected. The version before is kept word for word.")
        return redirect("evidence-piece", key)
    context = {"form": form, "evidence": evidence}
    return render(request, "evidence/audit_correct.html", context, status=form.status)
