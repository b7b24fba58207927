"""The forms of table imports."""

from __future__ import annotations

from typing import Any, cast

from sightline.ground.ui.forms import GovukForm, Select, TextArea, TextField, Tick
from sightline.work.imports.queries_tables import ColumnsPage

NEW = "new"


class IntoPlan(GovukForm):
    """Which plan a table goes into, and what becomes of what stands around it."""

    plan = Select(
        "Which plan does it go into?",
        empty="Choose a plan",
        missing="Choose the plan that the table goes into",
    )
    title = TextField("Title of the new plan", hint="Only for a new plan", optional=True, max_length=300)
    sections = Tick("Make a theme of each section heading", optional=True)
    narrative = Tick("Keep the text around the table as the plan’s narrative", optional=True)

    def __init__(self, *args: Any, found: ColumnsPage, may_start: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (str(plan.number), f"{plan.title} ({plan.get_state_display().lower()})") for plan in found.plans
        ]
        chosen = cast(Select, self.fields["plan"])
        chosen.options = [*choices, *([(NEW, "A new plan")] if may_start else [])]
        if not may_start:
            del self.fields["title"], self.fields["narrative"]
        elif not found.narrative:
            del self.fields["narrative"]
        if not found.sections:
            del self.fields["sections"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("plan") == NEW and not (given.get("title") or "").strip():
            self.add_error("title", "Enter the title of the new plan")
        return given


class PasteForm(GovukForm):
    """Text copied out of a mail, a page or a table."""

    text = TextArea(
        "The paper as text",
        rows=14,
        max_length=2_000_000,
        hint="A table with its headings, minutes, a report: copy it out of Word, Excel, a web page or a mail, and paste it here",
        missing="Paste the text of the paper",
    )


class WhyForm(GovukForm):
    """The reason for all dates and targets that a file moves."""

    reason = TextArea(
        "Why do dates, targets or priorities change?",
        rows=2,
        optional=True,
        max_length=2_000,
        hint="Kept with each of them. A reason in the file’s own column goes before this one",
    )
