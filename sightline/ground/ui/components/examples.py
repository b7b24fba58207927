"""What the examples of some components need: a form of filters and a page of a list."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Page, Paginator
from markupsafe import Markup

from sightline.ground.lib.timeline import Colours, Item, Lane, Part, svg, wide
from sightline.ground.lib.timeline import tall as downwards
from sightline.ground.ui.forms import Checkboxes, GovukForm, Select, TextField


class ListFilters(GovukForm):
    """As a list's page would have it, made with request.GET."""

    text = TextField("Words", optional=True, width=20)
    theme = Select(
        "Theme", optional=True, empty="Any", choices=[("leaders", "Leadership"), ("front", "The front door")]
    )
    confidence = Checkboxes(
        "Confidence",
        optional=True,
        choices=[("on-track", "On track"), ("at-risk", "At risk"), ("off-track", "Off track")],
    )


def filters() -> ListFilters:
    return ListFilters({"confidence": ["off-track"]})


def page() -> Page:
    """The third page of 312 rows."""
    return Paginator(range(312), 25).page(3)


def time_line(*, tall: bool = False) -> Markup:
    """An inspection, a direction that was lifted, a plan that goes on."""
    items = (
        Item(
            "inspection",
            "Inspection, November 2018",
            (Part("bar", date(2018, 11, 5), date(2018, 11, 16)), Part("diamond", date(2019, 1, 8))),
            when="5 to 16 November 2018",
        ),
        Item(
            "direction",
            "Direction (lifted)",
            (Part("bar", date(2019, 3, 5), date(2023, 6, 27)),),
            when="2019 to 2023",
        ),
        Item("plan", "Plan (in force)", (Part("bar", date(2023, 9, 12)),), when="from 12 September 2023"),
    )
    first, last, today = date(2018, 1, 1), date(2027, 12, 31), date(2026, 3, 3)
    if tall:
        drawn = downwards(items, first=first, last=last, today=today)
    else:
        titles = ("Inspections", "Interventions", "Plans")
        lanes = [Lane(title, (item,)) for title, item in zip(titles, items, strict=True)]
        drawn = wide(lanes, first=first, last=last, today=today)
    name = "example-down" if tall else "example-across"
    said = "An inspection in 2018, a direction from 2019 to 2023, a plan from 2023 on"
    return Markup(svg(drawn, title="An example", description=said, name=name, colours=Colours()))  # noqa: S704
