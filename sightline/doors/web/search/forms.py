"""The filters of a search; the words themselves stand in a box of their own."""

from __future__ import annotations

from typing import Any

from sightline.ground.search.offers import GROUPS
from sightline.ground.ui.forms import DayField, GovukForm, Select


class Filters(GovukForm):
    """Made with request.GET. bodies: those that the reader may see, as (key, name)."""

    kind = Select("Kind", optional=True, empty="Everything", choices=list(GROUPS.items()))
    body = Select("Body", optional=True, empty="Any body")
    since = DayField("From", optional=True)
    until = DayField("Until", optional=True)

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["body"]
        field.options = bodies


class HistoryFilters(Filters):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "since", "until"):
            del self.fields[name]
