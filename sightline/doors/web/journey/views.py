"""The journey as a page, and its picture as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from markupsafe import Markup

from sightline.domain.governance.queries import council
from sightline.domain.inspections.interventions.rules import STREAMS
from sightline.domain.thread import queries as thread
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees
from sightline.ground.lib.errors import NotFound
from sightline.ground.lib.timeline import Colours, Drawing, svg
from sightline.ground.ui.colours import palette
from sightline.ground.ui.forms import GovukForm, Select, WholeNumber

SEE = "inspections.see"
OLDEST, NEWEST = 1970, 2100
LINKS = {
    "Inspection": "inspection",
    "Judgement": "inspection",
    "Intervention": "intervention",
    "Plan": "plan",
    "Board": "body",
}


class JourneyFilters(GovukForm):
    """What is drawn; made with request.GET."""

    stream = Select("Stream", optional=True, empty="All streams", choices=list(STREAMS.items()))
    first = WholeNumber("From the year", width=4, optional=True, min_value=OLDEST, max_value=NEWEST)
    last = WholeNumber("To the year", width=4, optional=True, min_value=OLDEST, max_value=NEWEST)


@require_safe
def journey(request: SignedIn) -> HttpResponse:
    told, chosen = _told(request)
    colours = _colours()
    context = {
        "told": told,
        "across": _printed(told.wide, told, colours, "journey-across"),
        "down": _printed(told.tall, told, colours, "journey-down"),
        "form_of_filters": JourneyFilters(initial=chosen),
        "chosen": _chips(chosen),
        "links": LINKS,
        "today": timezone.localdate(),
    }
    return render(request, "journey/journey.html", context)


@require_safe
def picture(request: SignedIn) -> HttpResponse:
    """The wide picture as a file of its own. Downloaded, never shown in our own address space."""
    told, _ = _told(request)
    if told.wide is None:
        raise NotFound("Nothing of the journey has a date yet, so there is no picture.")
    response = HttpResponse(
        _printed(told.wide, told, _colours(), "journey", alone=True), content_type="image/svg+xml"
    )
    response["Content-Disposition"] = 'attachment; filename="journey.svg"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _told(request: SignedIn) -> tuple[thread.Journey, dict[str, Any]]:
    check_sees(request.user, SEE)
    asked = request.GET
    stream = asked.get("stream", "") if asked.get("stream", "") in STREAMS else ""
    first, last = _year(asked.get("first", "")), _year(asked.get("last", ""))
    told = thread.journey(
        request.user, today=timezone.localdate(), stream=stream, first_year=first, last_year=last
    )
    return told, {"stream": stream, "first": first, "last": last}


def _year(said: str) -> int | None:
    """A year that can be drawn; anything else counts as not asked for."""
    text = said.strip()
    return (
        int(text)
        if len(text) == 4 and text.isascii() and text.isdigit() and OLDEST <= int(text) <= NEWEST
        else None
    )


def _chips(chosen: dict[str, Any]) -> list[tuple[str, str]]:
    words = {"stream": STREAMS.get(chosen["stream"]), "first": chosen["first"] and f"From {chosen['first']}"}
    words["last"] = chosen["last"] and f"To {chosen['last']}"
    return [(text, name) for name, text in words.items() if text]


def _colours() -> Colours:
    whose = council()
    named = palette(whose.colour_main, whose.colour_accent)
    return Colours(main=named["sl-main"], tint=named["sl-main-tint"], line=named["sl-main-line"])


def _printed(
    drawing: Drawing | None, told: thread.Journey, colours: Colours, name: str, *, alone: bool = False
) -> Markup:
    """The picture as markup: every word in it went through the escaping of `svg`."""
    if drawing is None:
        return Markup()
    counts: dict[str, int] = {}
    for row in told.shown:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    said = ", ".join(f"{count} {kind.lower()}{'' if count == 1 else 's'}" for kind, count in counts.items())
    description = f"A time line with {said or 'nothing in these years'}. All of it stands in the table below the picture."
    years = f"{told.first.year} to {told.last.year}" if told.first and told.last else ""
    title = f"The journey, {years}"
    return Markup(svg(drawing, title=title, description=description, name=name, colours=colours, alone=alone))  # noqa: S704
