"""The filters of a body's work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.domain.plans.queries.body_work import SHOWS
from sightline.domain.plans.queries.coverage import COLUMNS
from sightline.ground.ui.forms import GovukForm, Select, TextField


class WorkFilter(GovukForm):
    """plans: those in which the body has a part."""

    q = TextField("Words", optional=True, kind="search", max_length=200)
    role = Select("What the body does", optional=True, empty="Anything", choices=list(COLUMNS.items()))
    plan = Select("Plan", optional=True, empty="Any")
    show = Select("Show only", optional=True, empty="All actions", choices=list(SHOWS.items()))

    def __init__(self, data: Any, plans: Iterable[Any]) -> None:
        super().__init__(data)
        self.fields["plan"].options = [(str(plan.number), plan.title) for plan in plans]  # type: ignore[attr-defined]
