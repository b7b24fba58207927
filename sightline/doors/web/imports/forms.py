"""The forms of imports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.http import QueryDict

from sightline.domain.inspections import frameworks
from sightline.ground.ui.addresses import link_with
from sightline.ground.ui.forms import (
    DayField,
    FileUpload,
    GovukForm,
    Radios,
    Select,
    TextArea,
    TextField,
    Tick,
    WholeNumber,
)
from sightline.work.imports import queries

MEGABYTES = settings.LARGEST_UPLOAD // (1024 * 1024)
ARCHIVE_MEGABYTES = settings.LARGEST_ARCHIVE // (1024 * 1024)
ENDINGS = (".pdf", ".docx", ".xlsx", ".csv", ".html", ".txt", ".zip")


class UploadForm(GovukForm):
    """The files are not judged here: each that is not taken is named with its reason, and the others go on."""

    papers = FileUpload(
        "Files",
        multiple=True,
        suffixes=ENDINGS,
        hint=f"Choose as many as you like: PDF, Word, Excel, CSV, web pages or text, up to {MEGABYTES} MB each. "
        f"Or a ZIP archive of up to {settings.ARCHIVE_PAPERS:,} papers and {ARCHIVE_MEGABYTES} MB",
        missing="Choose at least one file",
    )


class ListFilters(GovukForm):
    """The filters of the list, made with request.GET."""

    text = TextField("Words", hint="In the file’s name, the council, or who uploaded it", optional=True)
    state = Select("How it stands", optional=True, empty="Any", choices=queries.states)
    kind = Select("What it is", optional=True, empty="Any", choices=queries.kinds)
    mine = Tick("Only what I uploaded", optional=True)

    def chosen(self, query: QueryDict) -> list[tuple[str, str]]:
        """What is in force, each with the address of the list without it."""
        found = []
        for name, value in self.cleaned_data.items():
            if value:
                words = dict((queries.states if name == "state" else queries.kinds)()).get(value, value)
                text = "Uploaded by me" if name == "mine" else f"{self.fields[name].label}: {words}"
                found.append((text, link_with(query, **{name: None})))
        return found


class FactsForm(GovukForm):
    """What the inspection is. Names as in work.imports.drafts.FACTS."""

    authority = TextField(
        "Council that was inspected", max_length=200, missing="Say which council was inspected"
    )
    framework = Select("Framework", optional=True, empty="Not stated")
    title = TextField(
        "Title",
        hint="Leave it empty and one is made: framework, council and month",
        optional=True,
        max_length=300,
    )
    start = DayField("Fieldwork began", optional=True)
    end = DayField("Fieldwork ended", optional=True, hint="")
    report_received = DayField(
        "Report received", optional=True, hint="The statutory clock counts from this day"
    )
    published = DayField("Report published", optional=True, hint="")
    letter_date = DayField("Date of the letter", optional=True, hint="")
    lead_inspector = TextField("Lead inspector", optional=True, max_length=200)
    outcome = TextArea("Overall outcome, in the paper’s words", rows=3, optional=True)
    requires = TextArea("What the inspectorate requires", rows=3, optional=True)
    principal_authority = TextField("Principal authority", optional=True, max_length=300)
    response_due = DayField("Response due, as the inspectorate states it", optional=True, hint="")

    def __init__(self, *args: Any, stated: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(frameworks.codes())
        self.fields["framework"].options = [(code, code) for code in known]  # type: ignore[attr-defined]


def facts_initial(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a draft as the form begins; a framework by its code where that is known."""
    initial = dict(facts)
    for name in ("start", "end", "report_received", "published", "letter_date", "response_due"):
        initial[name] = date.fromisoformat(facts[name]) if facts.get(name) else None
    initial["framework"] = frameworks.code_for(facts.get("framework") or "")
    return initial


class FindingForm(GovukForm):
    """A finding under review. Names as in work.imports.drafts.FINDING_FIELDS."""

    text = TextArea(
        "The inspector’s words", rows=6, missing="Enter the inspector’s words, or set the passage aside"
    )
    ref = TextField("Printed number", optional=True, width=5, max_length=60)
    page = WholeNumber("Page", optional=True, min_value=1, width=3)
    category = TextField(
        "Category", hint="The heading over the list, as printed", optional=True, max_length=200
    )
    heading = TextField("Heading", hint="The heading over this group, if any", optional=True, max_length=300)
    responsible = TextField("Who must act, as printed", optional=True)


class AsideForm(GovukForm):
    """Why a passage is not taken."""

    why = TextField("Why is it set aside?", missing="Say why it is set aside")


class JudgementForm(GovukForm):
    area = TextField("What was judged", max_length=300, missing="Enter what was judged")
    grade = TextField("Grade, in the paper’s words", optional=True, max_length=200)
    page = WholeNumber("Page", optional=True, min_value=1, width=3)


class PutAsideForm(GovukForm):
    reason = TextField("Why is this paper put aside?", missing="Say why the paper is put aside")


class KindForm(GovukForm):
    kind = Radios(
        "What is this paper?",
        missing="Say what this paper is",
        choices=[
            ("minutes", "Minutes", "Of a committee, board or partnership; one item of them too"),
            ("report", "A report to a committee"),
            ("decision", "A record of one decision"),
            ("inspection", "An inspection report or letter"),
            ("plan", "An improvement plan", "A table of actions"),
            ("indicators", "A table of indicators", "Figures with targets"),
            ("risk", "A risk register, or a deep dive into a risk"),
            ("risk_matrix", "A risk matrix", "Levels of impact and likelihood"),
        ],
    )
