"""What people choose about calendars: which meetings an address shows, and which body the page of a month shows."""

from __future__ import annotations

from typing import Any

from sightline.ground.ui.forms import GovukForm, Select


class Make(GovukForm):
    """which: (value, words) of what there is to choose."""

    which = Select("Which meetings?", missing="Choose which meetings the calendar shows")

    def __init__(self, *args: Any, which: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["which"]
        field.options = which


class OfMonth(GovukForm):
    """The filter of the month; made with request.GET."""

    body = Select("Body", optional=True, empty="All bodies")

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["body"]
        field.options = bodies
