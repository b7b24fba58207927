"""An auditor's random samples: drawn by a rule that anybody can follow again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.plans import commands
from sightline.domain.plans.homework_rules import POPULATIONS
from sightline.domain.plans.queries.samples import sample_page, samples_page
from sightline.domain.plans.words import ASSURANCE, DELIVERY
from sightline.doors.web.plan.page import address
from sightline.doors.web.plan.rights import plan_to
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved
from sightline.work.reports.spreadsheets import Column

from .files import listed
from .forms import DrawForm

CHANGES = ("GET", "HEAD", "POST")
COLUMNS = (
    Column("Place", 8), Column("Number", 9), Column("Reference", 12), Column("Action", 60), Column("Delivery", 14),
    Column("Assurance", 14), Column("Decision", 12), Column("Evidence", 60), Column("SHA-256 of seed:number", 66),
    Column("What I found", 40),
)  # fmt: skip


@require_safe
def samples(request: SignedIn, number: int) -> HttpResponse:
    found = samples_page(request.user, number)
    context = {
        "found": found,
        "plan": found.plan,
        "populations": POPULATIONS,
        "may_draw": request.user.may("plans.draw_sample", found.plan),
    }
    return render(request, "plan_deciding/samples.html", context)


@require_http_methods(CHANGES)
def draw(request: SignedIn, number: int) -> HttpResponse:
    plan = plan_to(request.user, number, "plans.draw_sample")
    sizes = samples_page(request.user, number).sizes
    form = DrawForm(request.POST if request.method == "POST" else None, sizes=sizes)
    made: list[Any] = []

    def write(said: dict[str, Any]) -> None:
        made.append(
            commands.draw_sample(
                by=request.user, plan=plan, of=said["population"], size=said["size"], seed=said["seed"] or "",
                today=timezone.localdate(),
            )
        )  # fmt: skip

    if saved(form, write):
        messages.success(request, f"Sample {made[0].number} was drawn and frozen.")
        return redirect("plan-sample", number, made[0].number)
    context = {
        "form": form, "heading": "Draw a sample", "caption": plan.title,
        "lead": "Actions are put in the order of SHA-256 of the seed, a colon and their number, and the first ones are taken.",
        "button": "Draw the sample", "back": ("plan-samples", number),
    }  # fmt: skip
    return render(request, "plan_deciding/form.html", context, status=form.status)


@require_safe
def sample(request: SignedIn, number: int, sample_number: int) -> HttpResponse:
    found = sample_page(request.user, number, sample_number)
    context = {
        "found": found,
        "plan": found.plan,
        "sample": found.sample,
        "decision_page": lambda decision: address("decision", decision.number),
        "sees_evidence": request.user.may_anywhere("evidence.see"),
        "files": [
            (words, reverse("plan-sample-file", args=[number, sample_number, kind]))
            for words, kind in (("Excel", "xlsx"), ("CSV", "csv"))
        ],
    }
    return render(request, "plan_deciding/sample.html", context)


@require_safe
def file(request: SignedIn, number: int, sample_number: int, kind: str) -> HttpResponseBase:
    found = sample_page(request.user, number, sample_number)
    kept = found.sample
    rows = (
        [
            drawn.place, drawn.number, drawn.action.label if drawn.action else None,
            drawn.action.title if drawn.action else "An action that you may not see",
            DELIVERY.get(drawn.action.delivery or "") if drawn.action else None,
            ASSURANCE.get(drawn.action.assurance or "") if drawn.action else None,
            drawn.action.settled_by.decision.number if drawn.action and drawn.action.settled_by else None,
            "\n".join(link.evidence.title for link in drawn.evidence), drawn.hash, None,
        ]
        for drawn in found.drawn
    )  # fmt: skip
    return listed(
        COLUMNS, rows, title=f"Sample {kept.number} of {found.plan.title}", name=f"plan-{number}-sample-{kept.number}",
        kind=kind, as_at=kept.on, filters=(found.of, f"seed {kept.seed}", f"SHA-256 {kept.sha256}"), version=found.plan.version,
    )  # fmt: skip
