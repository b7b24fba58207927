"""The versions of a plan: the list, freezing one, reading one as the plan was, and its files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.plans import commands
from sightline.domain.plans.governing_words import PLAN_ROLES
from sightline.domain.plans.queries import plan_parts
from sightline.domain.plans.queries import versions as queries
from sightline.domain.plans.words import ASSURANCE, CONFIDENCE, DELIVERY, FIGURES, IMPACT, LAYERS, OWNER_KINDS
from sightline.doors.web.files import served_export
from sightline.doors.web.plan.rights import must
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved
from sightline.work.reports.about import about
from sightline.work.reports.spreadsheets import Column, Value, export

from .comparing import chooser
from .forms import Freeze

EDITS = "plans.edit_plan"


@require_http_methods(("GET", "HEAD", "POST"))
def versions(request: SignedIn, number: int) -> HttpResponse:
    """The list, with ways to compare; sent, it freezes the plan as it stands."""
    plan, plans, rows = queries.versions_to_switch(request.user, number)
    if request.method == "POST":
        must(request.user, EDITS, plan)
    form = Freeze.of(request)

    def write(said: dict[str, Any]) -> None:
        made = commands.freeze_version(
            by=request.user, plan=plan, note=said["note"] or "", approver=said["approver"] or "", today=timezone.localdate()
        )  # fmt: skip
        messages.success(request, f"The plan was frozen as version {made.number}.")

    if saved(form, write):
        return redirect("plan-versions", number)
    context = {
        "plan": plan, "plans": plans, "versions": rows, "form": form, "may_freeze": request.user.may(EDITS, plan),
        "chooser": chooser(rows), "bodies": plan_parts(plan).bodies,
    }  # fmt: skip
    return render(request, "plan_versions/versions.html", context, status=form.status)


@require_safe
def version(request: SignedIn, number: int, version: int) -> HttpResponse:
    """A version, read as the plan was."""
    page = queries.version_page(request.user, number, version)
    context = {
        "plan": page.plan, "version": page.version, "versions": page.versions, "facts": page.facts, "same": page.same,
        "groups": _by_theme(page.facts), "layers": LAYERS, "kinds": OWNER_KINDS, "roles": PLAN_ROLES, "figures": FIGURES,
        "file": file_name(number, version, "json"),
    }  # fmt: skip
    return render(request, "plan_versions/version.html", context)


def _by_theme(facts: queries.Facts) -> list[tuple[str, list[dict[str, Any]]]]:
    """The actions in the order of the plan, under their themes; those that had ended by then come last."""
    themes = sorted(facts["themes"].items(), key=lambda pair: (pair[1]["place"], pair[0]))
    names = {key: f"{theme['ref'] or ''} {theme['title']}".strip() for key, theme in themes}
    live = [one for one in _in_order(facts) if one["ended_on"] is None]
    groups = [(name, [one for one in live if one["theme"] == key]) for key, name in names.items()]
    groups.append(
        ("Without a theme" if names else "Actions", [one for one in live if one["theme"] not in names])
    )
    groups.append(
        ("Ended before this version", [one for one in _in_order(facts) if one["ended_on"] is not None])
    )
    return [(name, actions) for name, actions in groups if actions]


def _in_order(facts: queries.Facts) -> list[dict[str, Any]]:
    return sorted(facts["actions"].values(), key=lambda one: (one["position"], one["number"]))


@require_safe
def text(request: SignedIn, number: int, version: int) -> HttpResponse:
    """The one text of the version: its SHA-256 is the version's hash."""
    _, words = queries.version_text(request.user, number, version)
    response = HttpResponse(words.encode(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{file_name(number, version, "json")}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def file_name(number: int, version: int, kind: str) -> str:
    return f"plan-{number}-version-{version}.{kind}"


COLUMNS = (
    Column("Number", 9), Column("Reference", 12), Column("Action", 60), Column("How", 40), Column("Theme", 26),
    Column("Owners", 32), Column("Delivers", 26), Column("Monitors", 26), Column("Scrutinises", 26),
    Column("Scrutinises the scrutiny", 26), Column("Due", 14), Column("First due", 14), Column("Due as printed", 16),
    Column("Delivery", 16), Column("Impact", 18), Column("Assurance", 16), Column("Confidence", 14), Column("Priority", 9),
    Column("Success measure", 40), Column("Targets", 36), Column("Answers findings", 20), Column("Evidence", 36),
    Column("Latest update", 50), Column("Ended", 14),
)  # fmt: skip


@require_safe
def sheet(request: SignedIn, number: int, version: int) -> HttpResponseBase:
    page = queries.version_page(request.user, number, version)
    said = about(
        f"{page.plan.title}, version {version}",
        as_at=page.version.on,
        version=f"{version}, sha256 {page.version.sha256}",
    )
    return served_export(
        export(COLUMNS, _rows(page.facts), said, "xlsx"), f"plan-{number}-version-{version}", "xlsx"
    )


def _rows(facts: queries.Facts) -> Iterator[list[Value]]:
    for one in _in_order(facts):
        theme = facts["themes"].get(one["theme"])
        bodies = [
            "\n".join(name for key, name in one["bodies"].items() if key.startswith(f"{layer} "))
            for layer in LAYERS
        ]
        targets = "\n".join(figure["raw"] for figure in one["figures"].values() if figure["role"] == "target")
        yield [
            one["number"], one["ref"], one["title"], one["detail"], theme and f"{theme['ref'] or ''} {theme['title']}".strip(),
            "\n".join(one["owners"].values()), *bodies, one["due"], one["first_due"], one["due_raw"],
            DELIVERY.get(one["delivery"]), IMPACT.get(one["impact"]), ASSURANCE.get(one["assurance"]),
            CONFIDENCE.get(one["confidence"]), one["priority"], one["success_measure"], targets,
            "\n".join(one["findings"].values()), "\n".join(piece["title"] for piece in one["evidence"].values()), one["said"],
            one["ended_on"],
        ]  # fmt: skip
