"""Forms of a plan's making: milestones, coming into force, sending it, the reply."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sightline.domain.plans.governing_words import REPLIES
from sightline.ground.ui.forms import (
    Choice,
    DayField,
    FileUpload,
    GovukForm,
    Radios,
    Select,
    TextArea,
    TextField,
)


class NewMilestone(GovukForm):
    title = TextField("What is to be reached", max_length=300, missing="Say what is to be reached")
    due = DayField("By when", optional=True)
    owner = Select("Who answers for it", optional=True, empty="Not stated")
    note = TextArea("Note", rows=2, optional=True)

    def __init__(
        self, data: Any = None, files: Any = None, *, posts: Sequence[Choice], **kwargs: Any
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.fields["owner"].options = posts  # type: ignore[attr-defined]


class MoveMilestone(GovukForm):
    due = DayField("New date", optional=True, hint="Leave it empty if no date is known any more")
    reason = TextArea("Why is it moved?", rows=3, missing="Say why the date is moved")


class Reached(GovukForm):
    on = DayField("On what day", missing="Enter the day")

    def __init__(self, data: Any = None, files: Any = None, *, today: date, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.fields["on"].latest = today  # type: ignore[attr-defined]


class Why(GovukForm):
    reason = TextArea("Why?", rows=3, missing="Say why")


class Submit(GovukForm):
    """versions: (number, words); clocks: (key, words) of what was due."""

    version = Select("Which version", missing="Choose the version that was sent")
    to_whom = TextField(
        "To whom",
        max_length=300,
        missing="Say to whom the plan was sent",
        hint="For example, the inspectorate’s regional director",
    )
    on = DayField("On what day", missing="Enter the day on which it was sent")
    how = TextField("How", optional=True, max_length=300, hint="For example, by email with a receipt")
    clock = Select("What it was due for", optional=True, empty="No date was set")

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        versions: Sequence[Choice],
        clocks: Sequence[Choice],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.fields["version"].options = versions  # type: ignore[attr-defined]
        self.fields["clock"].options = clocks  # type: ignore[attr-defined]
        self.fields["on"].latest = today  # type: ignore[attr-defined]
        if not clocks:
            del self.fields["clock"]


class Answer(GovukForm):
    says = Radios("What was the reply?", choices=list(REPLIES.items()), missing="Say what the reply was")
    on = DayField(
        "On what day", missing="Enter the day of the reply", hint="For no reply, the day on which you say so"
    )
    words = TextArea("In its own words", rows=4, optional=True)
    letter = FileUpload("The letter", optional=True)

    def __init__(self, data: Any = None, files: Any = None, *, today: date, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.fields["on"].latest = today  # type: ignore[attr-defined]
