"""The parts of a plan: aims, themes, drivers and workstreams, funding."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.governance import queries as governance
from sightline.domain.inspections import queries as inspections
from sightline.domain.plans import commands, queries
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved
from sightline.ground.lib.errors import NotFound

from .forms_plan import Part
from .rights import plan_to

CHANGES = ("GET", "HEAD", "POST")
KINDS = {
    "aim": ("aim", "Aims", "What the plan wants to be true for children."),
    "theme": ("theme", "Themes", "How the actions are grouped."),
    "workstream": (
        "driver or workstream",
        "Drivers and workstreams",
        "What moves the aims, and who works together.",
    ),
    "funding": ("funding line", "Funding", "Money for the plan, and who answers for it."),
}


@require_safe
def parts(request: SignedIn, number: int) -> HttpResponse:
    plan = plan_to(request.user, number)
    found = queries.plan_parts(plan)
    groups = {
        "aim": found.aims,
        "theme": found.themes,
        "workstream": found.workstreams,
        "funding": found.fundings,
    }
    context = {"plan": plan, "kinds": KINDS, "groups": groups, "strategies": found.theme_strategies}
    return render(request, "plan/parts.html", context)


@require_http_methods(CHANGES)
def add(request: SignedIn, number: int, kind: str) -> HttpResponse:
    plan = plan_to(request.user, number)
    form = _form(request, kind, {"kind": "workstream"})

    def write(_: dict[str, Any]) -> None:
        commands.add_part(by=request.user, plan=plan, part=kind, **form.values())

    if saved(form, write):
        messages.success(request, f"The {KINDS[kind][0]} was added.")
        return redirect("plan-parts", number)
    name = KINDS[kind][0]
    heading = f"Add {'an' if name[0] in 'aeiou' else 'a'} {name}"
    context = {"form": form, "plan": plan, "heading": heading, "button": "Add"}
    return render(request, "plan/part.html", context, status=form.status)


@require_http_methods(CHANGES)
def edit(request: SignedIn, number: int, kind: str, key: int) -> HttpResponse:
    plan = plan_to(request.user, number)
    _known(kind)
    part = queries.part_for(plan, kind, key)
    form = _form(request, kind, _said(part))

    def write(_: dict[str, Any]) -> None:
        commands.edit_part(by=request.user, plan=plan, part=kind, key=key, **form.values())

    if saved(form, write):
        messages.success(request, "The change was saved.")
        return redirect("plan-parts", number)
    context = {"form": form, "plan": plan, "heading": f"Change “{part.title}”", "button": "Save the change"}
    return render(request, "plan/part.html", context, status=form.status)


def _known(kind: str) -> None:
    if kind not in KINDS:
        raise NotFound("A plan has no such part.")


def _said(part: Any) -> dict[str, Any]:
    names = ("title", "ref", "lead_raw", "kind", "amount_raw")
    said = {name: getattr(part, name) for name in names if hasattr(part, name)}
    amount = getattr(part, "amount", None)
    said |= {
        "lead": part.lead_id,
        "body": getattr(part, "body_id", None),
        "amount": f"{amount:f}" if amount else None,
    }
    if hasattr(part, "strategies"):
        said["strategies"] = [str(strategy.pk) for strategy in part.strategies.all()]
    return said


def _form(request: SignedIn, kind: str, initial: dict[str, Any]) -> Part:
    _known(kind)
    today = timezone.localdate()
    return Part(
        request.POST or None,
        part=kind,
        posts=[(str(post.pk), str(post)) for post in governance.posts(request.user, on=today)],
        bodies=[(str(body.pk), body.name) for body in governance.bodies(request.user, on=today)],
        strategies=[(str(one.pk), one.title) for one in inspections.strategies(request.user, on=today)],
        initial=initial,
    )
