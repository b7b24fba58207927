"""What the examples of some components need: a form of filters and a page of a list."""

from __future__ import annotations

from django.core.paginator import Page, Paginator

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
