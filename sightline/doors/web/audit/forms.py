"""Finding events, and removing a text that must not exist."""

from __future__ import annotations

from sightline.ground.ui.forms import DayField, GovukForm, Hidden, TextArea, TextField


class EventFilters(GovukForm):
    """The filters of the events; made with request.GET."""

    who = TextField("Who did it", optional=True, kind="search", width=20)
    what = TextField(
        "What was done", optional=True, kind="search", width=20, hint="A word of it, such as “corrected”."
    )
    since = DayField("From", optional=True)
    until = DayField("Until", optional=True)


class Redaction(GovukForm):
    """What is removed, on whose authority, why. `sure` is sent by the page that shows where the text stands."""

    text = TextArea(
        "The text that must not exist", rows=3, hint="Exactly as it stands on the page, and no more than must go.",
        missing="Enter the text that must not exist",
    )  # fmt: skip
    authority = TextField(
        "On whose authority?", hint="For example, Director of Children’s Services, 3 March 2026",
        missing="Say on whose authority the text is removed",
    )  # fmt: skip
    reason = TextArea(
        "Why?",
        rows=2,
        hint="Without repeating the text: this is kept.",
        missing="Say why the text is removed",
    )
    sure = Hidden(required=False)
