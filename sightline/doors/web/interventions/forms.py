"""What people fill in about interventions."""

from __future__ import annotations

from typing import Any

from sightline.domain.inspections.interventions.rules import (
    ANSWERS,
    CHOSEN_ENDINGS,
    KINDS,
    OFFICIALS,
    STREAMS,
)
from sightline.ground.ui.forms import (
    Checkboxes,
    DayField,
    FileUpload,
    GovukForm,
    Radios,
    Select,
    TextArea,
    TextField,
    Tick,
)

KEPT = "It stays in the history."


class Facts(GovukForm):
    """What the paper says. Each day may be not stated."""

    kind = Select("What is it?", choices=list(KINDS.items()), missing="Choose what it is")
    stream = Select(
        "Stream",
        choices=list(STREAMS.items()),
        hint="Social care and special educational needs are separate: ending one ends nothing in the other.",
        missing="Choose the stream",
    )
    title = TextField(
        "Title",
        max_length=300,
        optional=True,
        hint="As the paper has it. Left empty, it is made of kind and stream.",
    )
    issued_by = TextField("Issued by", max_length=300, optional=True, hint="The office, not a person’s name.")
    issued = DayField("Day of issue", optional=True, hint="The day on the paper.")
    since = DayField(
        "In force from", optional=True, hint="Left empty, it counts as in force from the day of issue."
    )
    until = DayField(
        "Last day, as the paper states it",
        optional=True,
        hint="Leave it empty where the paper sets none. That it ended is recorded when it does.",
    )
    terms = TextArea("Terms", rows=8, optional=True, hint="In the paper’s own words.")
    source = TextField("Paper or letter", max_length=300, optional=True, hint="What it is called.")
    link = TextField("Address of the paper", kind="url", max_length=1000, optional=True)


class NewIntervention(Facts):
    body = Select("Board that oversees it", optional=True, empty="None, or not stated")
    inspections = Checkboxes("Inspections that it is about", optional=True)
    conditions = TextArea(
        "Conditions",
        rows=6,
        optional=True,
        hint="One a line, in the paper’s own words. Days are added afterwards.",
    )
    file = FileUpload("The paper itself", optional=True)

    def __init__(
        self, *args: Any, bodies: list[tuple[str, str]], inspections: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].options = bodies  # type: ignore[attr-defined]
        self.fields["inspections"].options = inspections  # type: ignore[attr-defined]


class CorrectIntervention(Facts):
    body = Select("Board that oversees it", optional=True, empty="None, or not stated")
    reason = TextArea(
        "Why is it corrected?",
        rows=2,
        hint="Only for a slip in what was typed. New terms are a revision.",
        missing="Say why it is corrected",
    )

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].options = bodies  # type: ignore[attr-defined]


class Revision(Facts):
    reason = TextArea("Why is it revised?", rows=2, hint=KEPT, missing="Say why it is revised")
    carry_conditions = Tick(
        "The conditions not yet met go on in the revised one",
        optional=True,
        hint="Without the tick they end here without being met, and say so.",
    )
    carry_officials = Tick("The officials in office act under the revised one as well", optional=True)
    file = FileUpload("The revised paper itself", optional=True)


class End(GovukForm):
    how = Radios("How did it end?", choices=list(CHOSEN_ENDINGS.items()), missing="Say how it ended")
    on = DayField(
        "On which day?", hint="On this day it holds no longer.", missing="Enter the day on which it ended"
    )
    reason = TextArea("Why, and in whose words?", rows=3, hint=KEPT, missing="Say why it ended")
    source = TextField("Paper or letter that says so", max_length=300, optional=True)


class Report(GovukForm):
    on = DayField("When was it reported on?", missing="Enter the day of the report")
    text = TextArea("What was reported?", rows=5, missing="Say what was reported")
    source = TextField("Paper or letter", max_length=300, optional=True)


class Paper(GovukForm):
    file = FileUpload("The notice, direction or letter", missing="Choose the file")


class Linked(GovukForm):
    inspections = Checkboxes("Inspections that it is about", optional=True)

    def __init__(self, *args: Any, inspections: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inspections"].options = inspections  # type: ignore[attr-defined]


class NewCondition(GovukForm):
    text = TextArea("Condition", rows=4, hint="In the paper’s own words.", missing="Enter the condition")
    due = DayField("By when?", optional=True)


class Met(GovukForm):
    on = DayField("When was it met?", missing="Enter the day on which it was met")
    how = TextArea("How was it met?", rows=4, missing="Say how it was met")
    evidence = TextArea("What shows it?", rows=2, optional=True)


class Why(GovukForm):
    reason = TextArea("Why?", rows=3, hint=KEPT, missing="Say why")


class NewOfficial(GovukForm):
    title = TextField(
        "Office or post", max_length=200, hint="Not a person’s name.", missing="Enter the office or post"
    )
    organisation = TextField("Organisation", max_length=200, optional=True)
    role = Select("What do they do?", choices=list(OFFICIALS.items()), missing="Choose what they do")
    since = DayField("From", optional=True)
    until = DayField("Until", optional=True)


class Left(GovukForm):
    until = DayField("Last day", missing="Enter the last day")
    reason = TextArea("Why?", rows=2, hint=KEPT, missing="Say why")


class NewReview(GovukForm):
    on = DayField("When is progress looked at?", missing="Enter the day of the review")
    what = TextField("What is looked at?", max_length=300, optional=True)


class Held(GovukForm):
    held = DayField("When was it held?", missing="Enter the day on which it was held")
    outcome = TextArea("What was said?", rows=5, missing="Say what was said")


class NewFocus(GovukForm):
    title = TextField("Focus area", max_length=200, missing="Enter the focus area")
    since = DayField("From", optional=True)


class EndFocus(GovukForm):
    until = DayField("Last day", missing="Enter the last day")


class NewAdvice(GovukForm):
    on = DayField("When was it given?", missing="Enter the day of the advice")
    to = TextField("To whom?", max_length=300, optional=True, hint="The post or body.")
    focus = Select("Focus area", optional=True, empty="None of them")
    text = TextArea(
        "Advice",
        rows=6,
        hint="It cannot be changed afterwards. Leave out anything that could identify a child.",
        missing="Enter the advice",
    )

    def __init__(self, *args: Any, focuses: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["focus"].options = focuses  # type: ignore[attr-defined]


class Answer(GovukForm):
    answer = Radios("What came of it?", optional=True, choices=list(ANSWERS.items()))
    text = TextArea("In words", rows=4, optional=True)
    answered_by = TextField("Who answered?", max_length=300, optional=True, hint="The post or body.")
    on = DayField("On which day?", missing="Enter the day of the answer")
    resolved = DayField("Settled on", optional=True, hint="Leave it empty while it is open.")


class InterventionFilters(GovukForm):
    """The filters of the list; made with request.GET."""

    text = TextField("Words", optional=True, kind="search", width=20)
    kind = Select("Kind", optional=True, empty="Any kind", choices=list(KINDS.items()))
    stream = Select("Stream", optional=True, empty="Any stream", choices=list(STREAMS.items()))
