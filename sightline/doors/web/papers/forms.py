"""What people fill in about papers: the filters of the lists, and corrections of slips."""

from __future__ import annotations

from typing import Any

from sightline.domain.meetings.drafts import (
    ATTENDANCE_ROLES,
    OUTCOME_KINDS,
    OWNERSHIPS,
    PAPER_KINDS,
    QUESTIONS,
)
from sightline.domain.meetings.queries import NO_BODY
from sightline.domain.meetings.words import CORRECTABLE_PARTS, HEAD_FACTS, fact_name
from sightline.ground.ui.forms import (
    DayField,
    GovukForm,
    Radios,
    Select,
    TextArea,
    TextField,
    Tick,
    WholeNumber,
)

ANSWERS = (("yes", "Yes"), ("no", "No"), ("", "Not stated"))
ANSWER = {"yes": True, "no": False}
# Facts that a person corrects as one line; the others (lists, tables) are corrected in the review only.
TEXT_FACTS = frozenset(
    {
        "relevant_officer", "relevant_cabinet_member", "contact", "wards", "venue", "start", "finish",
        "status", "decision_maker", "effective", "version", "version_date", "risk",
    }
)  # fmt: skip
LABELS = {
    "text": "Words",
    "printed": "As printed",
    "printed_number": "Printed number",
    "verb": "The words that brought it in",
    "title": "Title",
    "intro": "Introduction",
    "noted": "What was noted",
    "mover": "Moved by",
    "seconder": "Seconded by",
    "role": "What part they took",
    "instead_of": "In whose place",
    "old": "The words that it replaces",
    "name": "Name",
    "owner": "Owner, as printed",
    "gross": "Gross score",
    "gross_from": "Gross score before",
    "net": "Net score",
    "net_from": "Net score before",
    "unspecified": "Score called neither gross nor net",
    "unspecified_from": "That score before",
    "column": "Column",
    "section": "Section",
}
LONG = ("text", "printed", "title", "intro", "noted", "old", "name")


class PaperFiltersForm(GovukForm):
    """The filters of the papers; made with request.GET."""

    text = TextField("Words in the title", optional=True, kind="search", width=20)
    kind = Select("Kind", optional=True, empty="Any kind", choices=list(PAPER_KINDS.items()))
    body = Select("Body", optional=True, empty="Any body")
    since = DayField("From", optional=True)
    until = DayField("Until", optional=True)
    promises = Tick("Holds resolutions, commitments or decisions", optional=True)
    undated = Tick("No date is stated", optional=True)
    out = Tick("Taken out of the register", optional=True)

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, bodies)


class OutcomeFiltersForm(GovukForm):
    """The filters of the resolutions and commitments; made with request.GET."""

    text = TextField("Words in it or in its item", optional=True, kind="search", width=20)
    kind = Select("What it is", optional=True, empty="Any", choices=list(OUTCOME_KINDS.items()))
    body = Select("Body", optional=True, empty="Any body")
    since = DayField(
        "Since", optional=True, hint="The day of the meeting or decision. For example, 27 3 2026"
    )
    until = DayField("Until", optional=True)

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, bodies)


class CorrectPaper(GovukForm):
    """The head of a paper: its own columns, and the facts that its kind has."""

    title = TextField("Title", max_length=500, missing="Enter the title")
    body = Select("Body", optional=True, empty="None of the bodies here")
    body_printed = TextField("The body, as printed", max_length=500, optional=True)
    date = DayField("Date", optional=True)
    date_printed = TextField("The date, as printed", max_length=300, optional=True)
    reference = TextField("The paper’s own reference", width=10, max_length=200, optional=True)
    ownership = Select("Whose paper it is", choices=list(OWNERSHIPS.items()), missing="Say whose paper it is")

    def __init__(self, *args: Any, kind: str, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, bodies)
        for name in facts_of(kind):
            if name in QUESTIONS:
                self.fields[name] = Radios(QUESTIONS[name], choices=list(ANSWERS), optional=True, inline=True)
                self.fields[name].initial = self.initial.get(name) or ""
            else:
                self.fields[name] = TextArea(fact_name(name), rows=2, optional=True)
        self.fields["reason"] = _why()


class CorrectPart(GovukForm):
    """One part of a paper: what of it may be corrected, by its sort."""

    def __init__(self, *args: Any, part: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in CORRECTABLE_PARTS[part]:
            self.fields[name] = _field(part, name)
        self.fields["reason"] = _why()


class Reason(GovukForm):
    reason = TextArea("Why?", rows=3, missing="Say why")


def facts_of(kind: str) -> tuple[str, ...]:
    """The facts at the head of a kind of paper that a form can correct."""
    return tuple(name for name in HEAD_FACTS.get(kind, ()) if name in QUESTIONS or name in TEXT_FACTS)


def body_choices(bodies: Any, *, none: bool = False) -> list[tuple[str, str]]:
    """(id, name) of bodies; none: with a choice of papers whose body is not known here."""
    return [(str(body.pk), body.name) for body in bodies] + (
        [(NO_BODY, "None of the bodies here")] if none else []
    )


def _offer(form: GovukForm, bodies: list[tuple[str, str]]) -> None:
    field: Any = form.fields["body"]
    field.options = bodies


def _field(part: str, name: str) -> Any:
    if name == "role":
        return Select(
            LABELS[name], choices=list(ATTENDANCE_ROLES.items()), missing="Choose what part they took"
        )
    if part == "score" and name.startswith(("gross", "net", "unspecified")):
        return WholeNumber(LABELS[name], width=3, optional=True, min_value=0, max_value=10_000)
    needed = name in ("text", "printed") and part in ("outcome", "recommendation", "attendance")
    said: dict[str, Any] = {"missing": "Enter the words"} if needed else {"optional": True}
    if name in LONG:
        return TextArea(LABELS[name], rows=4 if name in ("text", "printed") else 2, **said)
    return TextField(LABELS[name], max_length={"printed_number": 60, "verb": 500}.get(name), **said)


def _why() -> TextArea:
    return TextArea(
        "Why is it corrected?",
        rows=2,
        hint="It stays visible beside what it replaces.",
        missing="Say why it is corrected",
    )
