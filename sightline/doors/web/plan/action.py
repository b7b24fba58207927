"""One action: its page, and the pages that change what it states."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.governance import queries as governance
from sightline.domain.plans import commands, queries
from sightline.domain.plans.drafts import ActionDraft, ActionEdit
from sightline.domain.plans.queries import ActionPage
from sightline.domain.plans.queries.comments import talks_of
from sightline.domain.plans.queries.deciding import action_deciding
from sightline.domain.plans.words import FIGURES, LAYERS, PRIORITY
from sightline.domain.thread.queries import owed_next
from sightline.doors.web.plan_talking.comments import talk_of
from sightline.doors.web.requests import SignedIn
from sightline.ground.lib.errors import NotPermitted, Refused
from sightline.ground.ui.filters import short_day
from sightline.ground.ui.forms import FormsTogether, GovukForm

from . import showing
from .forms_action import COMPARATORS, ActionDetails, BodiesForm, FigureRow, OwnerRow, WhyForm
from .page import address
from .rights import action_to, plan_to
from .seen import not_over_others

CHANGES = ("GET", "HEAD", "POST")
BLANK_ROWS = 2


@require_safe
def action(request: SignedIn, number: int, action_number: int) -> HttpResponse:
    today = timezone.localdate()
    found = queries.action_page(request.user, number, action_number, today)
    context = {
        "found": found,
        "action": found.action,
        "plan": found.action.plan,
        "plans": found.plans,
        "today": today,
        "steps": thread(found),
        "history": showing.history(found),
        "layers": LAYERS,
        "figure_names": FIGURES,
        "open": found.action.plan.state in ("draft", "adopted", "active"),
        "me": str(request.user.pk),
        "finding_addresses": {
            link.pk: address("finding", link.finding.inspection.number, link.finding.number)
            if request.user.may("inspections.see", link.finding.inspection)
            else None
            for link in found.findings
        },
        "priorities": PRIORITY,
        "comparators": dict(COMPARATORS),
        "deciding": action_deciding(found),
        **talking(request, found),
        "decision_page": lambda decision: address("decision", decision.number),
        "owed": owed_next(request.user, found.action, today) if request.GET.get("sent") else None,
    }
    return render(request, "plan/action.html", context)


def talking(request: SignedIn, found: ActionPage) -> dict[str, Any]:
    """Comments on the action, and while the plan is a draft what delivering bodies say of it."""
    action = found.action
    draft = action.plan.state == "draft"
    return {
        "talk": talk_of(
            request,
            "action",
            action,
            action.plan.number,
            action.number,
            talks=talks_of(found.beside.comments, "plans.comment" in found.may),
        ),
        "accepted": found.beside.said,
        "accepts": [
            link.body
            for link in found.bodies["deliver"]
            if draft and request.user.may("plans.accept_action", link.body)
        ],
    }


def thread(found: ActionPage) -> list[dict[str, Any]]:
    """Where the action stands from inspection to decision; missing links are named."""
    inspections = list(dict.fromkeys(link.finding.inspection.title for link in found.findings))
    answers = ", ".join(link.finding.reference for link in found.findings[:3])
    other = found.action.get_source_kind_display() or found.action.source_text
    no_source = "Another source" if other else "None linked"
    decided = found.action.assurance in ("signed-off", "embedded")
    steps: list[tuple[str, str, str, str]] = [
        ("Inspection", inspections[0] if inspections else "", no_source, "#why"),
        ("Finding", answers if found.findings else other, "None linked", "#why"),
        ("Action", found.action.label, "", "#what"),
        (
            "Update",
            short_day(found.action.last_updated) if found.action.last_updated else "",
            "None yet",
            "#update",
        ),
        ("Evidence", f"{len(found.evidence)} on record" if found.evidence else "", "None yet", "#evidence"),
        ("Decision", "Signed off" if decided else "", "Not signed off", "#decisions"),
    ]
    return [
        {"name": name, "text": text, "href": href} if text else {"name": name, "missing": missing}
        for name, text, missing, href in steps
    ]


@require_http_methods(CHANGES)
def add(request: SignedIn, number: int) -> HttpResponse:
    plan = plan_to(request.user, number)
    form = ActionDetails(request.POST or None, parts=part_choices(plan), extra={})
    form.fields.pop("reason")
    if form.is_valid():
        values = form.values()
        parts = {name: values.pop(name) for name in ("theme_id", "workstream_id", "aim_id")}
        draft = ActionDraft(values=values, **parts)
        try:
            made = commands.add_action(by=request.user, plan=plan, draft=draft, today=timezone.localdate())
        except NotPermitted:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{made.label} was added. Name its owners, bodies and figures next.")
            return redirect("action", number, made.number)
    context = {"form": form, "plan": plan, "heading": "Add an action", "button": "Add the action"}
    return render(request, "plan/action_form.html", context, status=form.status)


@require_http_methods(CHANGES)
def edit(request: SignedIn, number: int, action_number: int) -> HttpResponse:
    action = action_to(request.user, number, action_number, "plans.edit_plan")
    form = ActionDetails(
        request.POST or None, parts=part_choices(action.plan), extra=action.extra, initial=stated(action)
    )
    not_over_others(form, [stated(action), action.extra])
    if form.is_valid():
        change = ActionEdit(
            action.pk, form.values(), extra=form.extra_values(), reason=form.cleaned_data["reason"] or ""
        )
        if _changed(request, action, change, form):
            return redirect("action", number, action_number)
    context = {
        "form": form, "plan": action.plan, "action": action, "heading": f"Change {action.label}", "button": "Save the changes",
    }  # fmt: skip
    return render(request, "plan/action_form.html", context, status=form.status)


def stated(action: Any) -> dict[str, Any]:
    """What an action states, as the form shows it."""
    names = [name for name in ActionDetails.base_fields if name != "reason"]
    said = {name: getattr(action, name) for name in names}
    return said | {"theme": action.theme_id, "workstream": action.workstream_id, "aim": action.aim_id}


def part_choices(plan: Any) -> dict[str, list[tuple[str, str]]]:
    found = queries.plan_parts(plan)
    return {
        "theme": [(str(part.pk), str(part)) for part in found.themes],
        "workstream": [(str(part.pk), str(part)) for part in found.workstreams],
        "aim": [(str(part.pk), str(part)) for part in found.aims],
    }


def post_choices(user: Any) -> list[tuple[str, str]]:
    return [(str(post.pk), str(post)) for post in governance.posts(user, on=timezone.localdate())]


@require_http_methods(CHANGES)
def owners(request: SignedIn, number: int, action_number: int) -> HttpResponse:
    action = action_to(request.user, number, action_number, "plans.edit_plan")
    posts = post_choices(request.user)
    held = [
        {"kind": owner.kind, "post": owner.post_id, "printed": owner.printed}
        for owner in action.owners.all()
        if owner.until is None
    ]
    initials = [*held, *({"kind": "owner" if held else "lead"} for _ in range(BLANK_ROWS))]
    rows = [
        OwnerRow(request.POST or None, posts=posts, prefix=f"owner-{place}", initial=initial)
        for place, initial in enumerate(initials)
    ]
    why = WhyForm(request.POST or None)
    not_over_others(why, held)
    form = FormsTogether([*rows, why])
    if request.method == "POST" and form.is_valid():
        drafts = tuple(draft for row in rows if (draft := row.draft()))
        change = ActionEdit(action.pk, owners=drafts, reason=why.cleaned_data["reason"] or "")
        if _changed(request, action, change, why):
            return redirect("action", number, action_number)
    context = {"form": form, "rows": rows, "why": why, "plan": action.plan, "action": action}
    return render(request, "plan/owners.html", context, status=form.status)


@require_http_methods(CHANGES)
def bodies(request: SignedIn, number: int, action_number: int) -> HttpResponse:
    action = action_to(request.user, number, action_number, "plans.edit_plan")
    known = governance.bodies(request.user, on=timezone.localdate())
    initial: dict[str, list[str]] = {layer: [] for layer in LAYERS}
    for link in action.bodies.all():
        if link.until is None:
            initial[link.layer].append(str(link.body_id))
    form = BodiesForm(
        request.POST or None, bodies=[(str(body.pk), body.name) for body in known], initial=initial
    )
    not_over_others(form, {layer: sorted(keys) for layer, keys in initial.items()})
    if form.is_valid():
        change = ActionEdit(action.pk, bodies=form.wanted(), reason=form.cleaned_data["reason"] or "")
        if _changed(request, action, change, form):
            return redirect("action", number, action_number)
    context = {"form": form, "plan": action.plan, "action": action, "layers": LAYERS}
    return render(request, "plan/bodies.html", context, status=form.status)


@require_http_methods(CHANGES)
def figures(request: SignedIn, number: int, action_number: int) -> HttpResponse:
    action = action_to(request.user, number, action_number, "plans.edit_plan")
    held = queries.figures_of(action)
    initials = [*(_figure_said(figure) for figure in held), *({"read": True} for _ in range(BLANK_ROWS))]
    rows = [
        FigureRow(request.POST or None, prefix=f"figure-{place}", initial=initial)
        for place, initial in enumerate(initials)
    ]
    why = WhyForm(request.POST or None)
    not_over_others(why, [_figure_said(figure) for figure in held])
    form = FormsTogether([*rows, why])
    if request.method == "POST" and form.is_valid():
        drafts = tuple(draft for row in rows if (draft := row.draft()))
        change = ActionEdit(
            action.pk, figures=drafts, figure_roles=tuple(FIGURES), exact_figures=True, reason=why.cleaned_data["reason"] or ""
        )  # fmt: skip
        if _changed(request, action, change, why):
            return redirect("action", number, action_number)
    context = {
        "form": form,
        "rows": rows,
        "why": why,
        "plan": action.plan,
        "action": action,
        "held": len(held),
    }
    return render(request, "plan/figures.html", context, status=form.status)


def _figure_said(figure: Any) -> dict[str, Any]:
    names = ("role", "raw", "label", "comparator", "unit", "denominator", "as_at", "what", "due")
    value = None if figure.value is None else f"{figure.value.normalize():f}"
    return {name: getattr(figure, name) for name in names} | {"value": value}


def _changed(request: SignedIn, action: Any, change: ActionEdit, form: GovukForm) -> bool:
    """Whether the change was made; a refusal stands in the form."""
    try:
        commands.edit_action(by=request.user, plan=action.plan, edit=change, today=timezone.localdate())
    except NotPermitted:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, "The changes were saved. What was said before stays in the history.")
    return True


def numbers(texts: Iterable[str]) -> list[int]:
    """The whole numbers among texts of an address."""
    return [int(text) for text in texts if text.isdecimal() and len(text) < 10]
