"""The list of interventions by stream, and one intervention: terms, conditions, officials, advice, history."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.inspections.interventions import queries, rules
from sightline.doors.web.files import served
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees
from sightline.ground.lib.errors import NotFound

from .forms import InterventionFilters

SEE, EDIT, ADVISE = "interventions.see", "interventions.edit", "interventions.advise"
FACTS = {
    "kind": "Kind",
    "stream": "Stream",
    "title": "Title",
    "issued_by": "Issued by",
    "issued": "Day of issue",
    "since": "In force from",
    "until": "Stated last day",
    "terms": "Terms",
    "link": "Address of the paper",
    "source": "Paper or letter",
    "body": "Board",
}


@require_safe
def interventions(request: SignedIn) -> HttpResponse:
    check_sees(request.user, SEE)
    today, chosen = timezone.localdate(), chosen_of(request)
    rows = list(queries.interventions(request.user, **chosen))
    states = {one.pk: one.state_on(today) for one in rows}
    context = {
        "groups": [
            (heading, by_stream(one for one in rows if (states[one.pk] == "ended") is past))
            for heading, past in (("In force or to come", False), ("Past", True))
        ],
        "rows": rows,
        "states": states,
        "words": rules.STATES,
        "form_of_filters": InterventionFilters(initial=chosen),
        "chosen": _chips(chosen),
        "may_add": request.user.may(EDIT),
        "today": today,
    }
    return render(request, "interventions/interventions.html", context)


@require_safe
def intervention(request: SignedIn, number: int) -> HttpResponse:
    page_of, today = queries.intervention_page(request.user, number), timezone.localdate()
    one = page_of.intervention
    context = {
        "one": one,
        "of": page_of,
        "state": one.state_on(today),
        "words": rules.STATES,
        "condition_words": rules.CONDITION_STATES,
        "history": [entry(step) for step in page_of.steps],
        "may_edit": request.user.may(EDIT, one),
        "may_advise": request.user.may(ADVISE, one),
        "today": today,
    }
    return render(request, "interventions/intervention.html", context)


@require_safe
def source_file(request: SignedIn, number: int) -> FileResponse:
    """The notice, direction or letter itself, as it was uploaded."""
    found = queries.intervention_for(request.user, number)
    if found.file is None:
        raise NotFound("The paper of this intervention is not kept here.")
    return served(found.file)


def chosen_of(request: SignedIn) -> dict[str, str]:
    """The filters that are in force; an unknown kind or stream is none."""
    asked = request.GET
    kind, stream = asked.get("kind", ""), asked.get("stream", "")
    return {
        "kind": kind if kind in rules.KINDS else "",
        "stream": stream if stream in rules.STREAMS else "",
        "text": asked.get("text", "").strip(),
    }


def by_stream(rows: Any) -> list[tuple[str, list[Any]]]:
    """The rows under the words of their streams, in the order of the streams; streams without any are left out."""
    every = list(rows)
    found = [(words, [one for one in every if one.stream == code]) for code, words in rules.STREAMS.items()]
    return [(words, some) for words, some in found if some]


def entry(step: Any) -> dict[str, Any]:
    """A step as `ui.history` shows it."""
    what = step.get_kind_display()
    if step.field:
        what = f"{what}: {FACTS.get(step.field, step.field).lower()}"
    old, new, text = step.old or None, step.new or None, step.text
    if step.kind == "ended":
        what, new = f"{what}: {step.new.lower()}", None
    if step.kind == "superseded":
        what, new = f"Superseded by intervention {step.new}", None
    if step.kind == "review-held":
        old, text = None, f"{text} (set for {step.old})"
    if step.kind in ("condition-met", "condition-reopened"):
        text, old, new = " ".join(filter(None, (text, new))), None, None
    reason = " ".join(filter(None, (text, f"Source: {step.source}." if step.source else "")))
    return {"when": step.on, "who": step.by_name, "what": what, "old": old, "new": new, "reason": reason}


def _chips(chosen: dict[str, str]) -> list[tuple[str, str]]:
    """What is in force, in words, with the name of its filter."""
    words = {"kind": rules.KINDS, "stream": rules.STREAMS, "text": {}}
    return [(words[name].get(value, value), name) for name, value in chosen.items() if value]
