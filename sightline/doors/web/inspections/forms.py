"""What people fill in about inspections, findings and strategies."""

from __future__ import annotations

from typing import Any

from sightline.domain.inspections import frameworks
from sightline.domain.inspections.rules import STRATEGY_KINDS
from sightline.ground.ui.forms import DayField, GovukForm, Select, TextArea, TextField, Tick, WholeNumber

WHY = "It stays visible beside what it replaces."


def framework_choices() -> list[tuple[str, str]]:
    """Each code once, with the name of its latest edition."""
    latest = {one.code: one.name.split(" (")[0] for one in frameworks.all_frameworks()}
    return [(code, code if code == name else f"{code}: {name}") for code, name in latest.items()]


class InspectionFacts(GovukForm):
    """The head of an inspection. The four dates are kept apart; each may be not stated."""

    authority = TextField("Authority inspected", width=30, max_length=200, missing="Enter the authority")
    framework = Select("Framework", optional=True, empty="Not stated", choices=framework_choices)
    title = TextField(
        "Title",
        max_length=300,
        optional=True,
        hint="As the report has it. Left empty, it is made of framework and date.",
    )
    start = DayField("First day of fieldwork", optional=True)
    end = DayField("Last day of fieldwork", optional=True)
    report_received = DayField(
        "Report received by the council",
        optional=True,
        hint="The statutory clock counts from the day after this.",
    )
    letter_date = DayField("Date of the letter", optional=True, hint="Where the inspectorate wrote a letter.")
    published = DayField("Report published", optional=True)
    response_due_stated = DayField(
        "Response due, as the inspectorate states it",
        optional=True,
        hint="Where stated, it is used instead of the date worked out.",
    )
    lead_inspector = TextField("Lead inspector", width=30, max_length=200, optional=True)
    outcome = TextArea(
        "Overall outcome", rows=3, optional=True, hint="In the report’s words, where the framework has one."
    )
    requires = TextArea(
        "What the inspectorate requires", rows=3, optional=True, hint="In the report’s words."
    )
    principal_authority = TextField(
        "Who must answer, as the report names them", max_length=300, optional=True
    )


class NewInspection(InspectionFacts):
    although_known = Tick(
        "Add it although an inspection of the same authority, framework and days is here", optional=True
    )


class CorrectInspection(InspectionFacts):
    reason = TextArea("Why is it corrected?", rows=2, hint=WHY, missing="Say why it is corrected")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"] = TextField("Title", max_length=300, missing="Enter the title")
        self.order_fields(["authority", "framework", "title"])


class Received(GovukForm):
    received = DayField(
        "When was the report received?", missing="Enter the day on which the report was received"
    )
    reason = TextArea(
        "Why is the day changed?",
        rows=2,
        optional=True,
        hint="Needed only where another day was stated before.",
    )


class Later(GovukForm):
    """Which later inspection takes the place of this, and why."""

    by_inspection = Select("Which later inspection takes its place?", missing="Choose the later inspection")
    reason = TextArea(
        "Why?",
        rows=3,
        hint="For example: the later inspection looked at the same practice and found it good.",
        missing="Say why",
    )

    def __init__(self, *args: Any, later: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["by_inspection"]
        field.options = later


class LaterWithFindings(Later):
    findings = Tick(
        "Supersede its open findings as well",
        optional=True,
        hint="Each open finding then shows the later inspection and this reason.",
    )


class FindingWords(GovukForm):
    text = TextArea(
        "The inspector’s words", rows=6, hint="Exactly as printed.", missing="Enter the inspector’s words"
    )
    category = TextField(
        "Category",
        max_length=200,
        optional=True,
        hint="The heading over the findings, as the report has it: “What needs to improve”.",
    )
    heading = TextField(
        "Heading", max_length=300, optional=True, hint="The service or subject that it stands under, if any."
    )
    ref = TextField(
        "Printed reference", width=5, max_length=60, optional=True, hint="The number printed beside it."
    )
    page = WholeNumber("Page", width=3, optional=True, min_value=1, max_value=9999)
    responsible = TextField("Who must act, as printed", max_length=500, optional=True)


class NewFinding(FindingWords):
    position = WholeNumber(
        "Place among the findings",
        width=3,
        optional=True,
        min_value=1,
        max_value=9999,
        hint="1 is the first. Left empty, it comes last.",
    )


class CorrectFinding(FindingWords):
    reason = TextArea("Why is it corrected?", rows=2, hint=WHY, missing="Say why it is corrected")


class Reason(GovukForm):
    reason = TextArea("Why?", rows=3, missing="Say why")


class NewStrategy(GovukForm):
    title = TextField("Title", max_length=300, missing="Enter the title")
    kind = Select(
        "What is it?",
        choices=list(STRATEGY_KINDS.items()),
        missing="Say whether it is a strategy or a council priority",
    )
    owner = Select("Whose is it?", optional=True, empty="Not stated")
    since = DayField("From", optional=True)
    until = DayField(
        "Until",
        optional=True,
        hint="The last day on which it holds, where one is set. For example, 31 3 2029",
    )
    source = TextArea(
        "Where is it written?", rows=2, optional=True, hint="The paper or page that sets it out."
    )

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.options = owners


class StrategyFilters(GovukForm):
    """The filters of the list; made with request.GET."""

    kind = Select("Kind", optional=True, empty="Any kind", choices=list(STRATEGY_KINDS.items()))


class EndStrategy(GovukForm):
    until = DayField("Last day", missing="Enter the last day on which it holds")
    reason = TextArea("Why does it end?", rows=2, missing="Say why it ends")


class InspectionFilters(GovukForm):
    """The filters of the list; made with request.GET."""

    text = TextField("Words in a title or finding", optional=True, kind="search", width=20)
    framework = Select("Framework", optional=True, empty="Any framework", choices=framework_choices)
    authority = Select("Authority", optional=True, empty="Any authority")

    def __init__(self, *args: Any, authorities: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["authority"]
        field.options = [(name, name) for name in authorities]
