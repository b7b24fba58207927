"""Freeze a version; choose what to compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sightline.ground.ui.forms import Choice, DayField, GovukForm, Select, TextArea, TextField


class Freeze(GovukForm):
    note = TextArea(
        "What this version is for", rows=2, optional=True, hint="For example, sent to the board of 3 March"
    )
    approver = TextField(
        "Who approved it",
        optional=True,
        max_length=300,
        hint="Leave it empty for a version that nobody approved yet",
    )


class Choose(GovukForm):
    """Two sides of a comparison. sides: (key, words) of versions, and of now."""

    old = Select("From", hint="A version, or the end of an earlier day")
    day = DayField("Day", optional=True, hint="Only for “As at a day”")
    new = Select("To")

    def __init__(self, data: Any = None, *, sides: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        versions = [side for side in sides if side[0] != "now"]
        self.fields["old"].options = [*versions, ("day", "As at a day")]  # type: ignore[attr-defined]
        self.fields["new"].options = sides  # type: ignore[attr-defined]
