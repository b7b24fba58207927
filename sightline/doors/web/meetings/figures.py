"""A figure of approved minutes beside what its source says: marked by a person, or taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.domain.meetings import commands
from sightline.domain.meetings import queries_figures as queries
from sightline.domain.meetings.figure_rules import Held, said_period
from sightline.domain.meetings.promises.queries import evidence_of
from sightline.domain.meetings.queries_meetings import item_alone
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, saved
from sightline.ground.lib.errors import Refused
from sightline.ground.ui.forms import GovukForm, Hidden, Select, TextArea, TextField, WholeNumber

from .calling import BOTH, WHO
from .forms import Reason
from .views import KEEP


class MarkForm(GovukForm):
    quoted = TextArea(
        "The words of the minutes with the figure in them", rows=3, hint="Copy them exactly as they stand",
        missing="Quote the words of the minutes",
    )  # fmt: skip
    printed = TextField(
        "The figure as approved", width=10, max_length=60, missing="Enter the figure, like 47%"
    )
    measure = TextField("What is counted?", max_length=400, missing="Say what is counted")
    value = TextField(
        "What does the source say?", width=10, max_length=60, missing="Enter the figure of the source"
    )
    period = TextField(
        "Of which period or day?", width=20, max_length=120, missing="Say of which period or day it is",
        hint="As the source has it, like 31 March 2026 or 2025/26",
    )  # fmt: skip
    paper = WholeNumber("Number of the paper that says so", optional=True, width=5, min_value=1)
    evidence = Select("Or the piece of evidence that says so", optional=True, empty="None")
    figure = Hidden(required=False)

    def __init__(self, *args: Any, evidence: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].options = evidence  # type: ignore[attr-defined]


@require_http_methods(BOTH)
def mark(request: SignedIn, number: int, item: int) -> HttpResponse:
    """Put the sourced figure beside one of approved minutes; `?figure=` begins with a figure that a paper holds."""
    found = item_alone(request.user, number, item)
    check_may(request.user, KEEP, found, who=WHO)
    form = MarkForm.of(request, evidence=queries.evidence_to_name(request.user), initial=_begun(request))

    def write(said: dict[str, Any]) -> None:
        paper = queries.paper_numbered(request.user, said["paper"]) if said["paper"] else None
        if said["paper"] and paper is None:
            raise Refused(f"There is no paper {said['paper']}. Nothing was changed.", field="paper")
        held = queries.printed_figure(request.user, said["figure"] or "")
        commands.mark_figure(
            by=request.user, item=found, quoted=said["quoted"], printed=said["printed"], measure=said["measure"],
            value=said["value"], period=said["period"], paper=paper,
            evidence=evidence_of(request.user, said["evidence"] or ""),
            figure=held if held and paper and held.paper_id == paper.pk else None,
        )  # fmt: skip

    if saved(form, write):
        messages.success(
            request, "The sourced figure stands beside the minutes. The approved words are as they were."
        )
        return redirect("meeting-minutes", number)
    context = {"form": form, "meeting": found.meeting, "item": found}
    return render(request, "meetings/figure.html", context, status=form.status)


@require_http_methods(BOTH)
def take_back(request: SignedIn, number: int, key: int) -> HttpResponse:
    """Take back what was put beside a figure, with the reason."""
    found = queries.figure_for(request.user, number, key)
    check_may(request.user, KEEP, found.meeting, who=WHO)
    form = Reason.of(request)
    if saved(
        form, lambda said: commands.take_figure_back(by=request.user, figure=found, reason=said["reason"])
    ):
        messages.success(request, "The sourced figure was taken back. That it stood there stays to be seen.")
        return redirect("meeting-minutes", number)
    context = {"form": form, "meeting": found.meeting, "figure": found}
    return render(request, "meetings/figure_back.html", context, status=form.status)


def _begun(request: SignedIn) -> dict[str, Any]:
    """What the form begins with: the words that were proposed, and the figure of the paper."""
    began: dict[str, Any] = {name: request.GET.get(name, "")[:2000] for name in ("quoted", "printed")}
    held = queries.printed_figure(request.user, request.GET.get("figure", ""))
    if held is not None and held.value is not None:
        facts = Held(held.pk, held.name, held.value, held.unit, held.column, held.as_at)
        began |= {
            "measure": held.name,
            "value": held.printed or str(held.value.normalize()),
            "period": said_period(facts),
            "paper": held.paper.number,
            "figure": str(held.pk),
        }
    return began
