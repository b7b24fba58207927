"""What people fill in about evidence, practice audits and a visit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sightline.domain.evidence.rules import ALL_KINDS, KINDS
from sightline.domain.plans.queries.evidence import STATES
from sightline.ground.ui.forms import (
    DayField,
    FileUpload,
    GovukForm,
    Hidden,
    Radios,
    Select,
    TextArea,
    TextField,
    WholeNumber,
)

Posts = Callable[[], list[tuple[int, str]]]
NO_CHILD = "Never anything that could identify a child"


class EvidenceFiltersForm(GovukForm):
    """The filters of the register; made with request.GET. action and finding come from links: "2.5" and "1.3"."""

    text = TextField("Words in the title or note", optional=True, kind="search", width=20)
    kind = Select("Kind", optional=True, empty="Any kind", choices=list(ALL_KINDS.items()))
    state = Select("State", optional=True, empty="All that stands", choices=list(STATES.items()))
    owner = Select("Owner", optional=True, empty="Any owner")

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].options = owners  # type: ignore[attr-defined]


class Content(GovukForm):
    """A file, a link or a note."""

    kind = Radios(
        "What is it?",
        choices=list(KINDS.items()),
        missing="Say whether it is a file, a link or a note",
        inline=True,
    )
    file = FileUpload("File", optional=True)
    url = TextField("Link", optional=True, kind="url", max_length=1000, hint="Beginning with https://")
    note = TextArea("Note", rows=4, optional=True, hint=NO_CHILD)
    as_at = DayField("As at what day it speaks", optional=True, hint="Leave it empty where none is stated")

    def content(self) -> dict[str, Any]:
        """As the commands take it: with `stream` and `name` for a file, else with `kind`."""
        said = self.cleaned_data
        about = {"note": said["note"] or "", "as_at": said["as_at"]}
        if said["kind"] == "file" and said["file"]:
            return about | {"stream": said["file"][0], "name": said["file"][0].name}
        return about | {"kind": said["kind"], "url": (said["url"] or "") if said["kind"] == "link" else ""}


def offer_posts(form: GovukForm, posts: Posts) -> None:
    """Posts are asked for only where the page is shown or one was chosen."""
    form.fields["owner"].options = lambda: [(str(key), name) for key, name in posts()]  # type: ignore[attr-defined]


class NewEvidence(Content):
    title = TextField("What it shows, in a few words", missing="Say what it shows", max_length=300)
    owner = Select("Post that owns it", optional=True, empty="Not stated")
    expires = DayField(
        "To be renewed by", optional=True, hint="Its owner is reminded. Leave it empty where it need not be"
    )

    field_order = ("title", "kind", "file", "url", "note", "as_at", "owner", "expires")

    def __init__(self, *args: Any, posts: Posts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_posts(self, posts)


class NextVersion(Content):
    seen = Hidden()
    expires = DayField(
        "To be renewed by", optional=True, hint="Of the new version. Leave it empty where it need not be"
    )
    reason = TextArea("Why does it replace what stands?", rows=3, missing="Say why it replaces what stands")


class EditEvidence(GovukForm):
    title = TextField("What it shows, in a few words", missing="Say what it shows", max_length=300)
    owner = Select("Post that owns it", optional=True, empty="Not stated")
    expires = DayField("To be renewed by", optional=True, hint="Leave it empty where it need not be")
    reason = TextArea("Why is this changed?", rows=3, missing="Say why this is changed")

    def __init__(self, *args: Any, posts: Posts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_posts(self, posts)


class SupportForm(GovukForm):
    action = Select("Action that it supports", empty="Choose an action", missing="Choose an action")

    def __init__(self, *args: Any, actions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].options = actions  # type: ignore[attr-defined]


class ChooseEvidence(GovukForm):
    evidence = Select("Evidence on record", empty="Choose evidence", missing="Choose evidence")

    def __init__(self, *args: Any, pieces: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].options = pieces  # type: ignore[attr-defined]


class NoLongerShows(GovukForm):
    reason = TextArea("Why does it not show it?", rows=3, missing="Say why it does not show it")


class AuditForm(GovukForm):
    """A practice audit; `because` is asked when one is corrected."""

    topic = TextField(
        "Topic",
        missing="Enter the topic",
        max_length=200,
        hint="For example, supervision in assessment teams",
    )
    period_from = DayField("First day of the period", optional=True)
    period_to = DayField("Last day of the period", optional=True)
    cases = WholeNumber(
        "How many cases were audited?",
        optional=True,
        hint="A number, never a case. Leave it empty where it is not stated",
        width=5,
    )
    grades = TextArea(
        "Grades",
        rows=5,
        optional=True,
        hint="One a line, with its number, for example Good: 12. Together at most the number of cases",
    )
    strengths = TextArea("What is strong", rows=4, optional=True, hint=NO_CHILD, max_length=8000)
    to_improve = TextArea("What needs to improve", rows=4, optional=True, hint=NO_CHILD, max_length=8000)
    moderated_by = TextField(
        "Moderated by",
        optional=True,
        max_length=300,
        hint="A post or body. Leave it empty where it is not stated",
    )
    file = FileUpload(
        "The audit’s report", optional=True, hint="An overview only, with nothing about one child"
    )
    override = TextArea(
        "If it looks like a case and is none: why it is kept", rows=2, optional=True,
        hint="Only needed where Sightline says that something looks like a case",
    )  # fmt: skip


class NewAudit(AuditForm):
    owner = Select("Post that owns it", optional=True, empty="Not stated")
    expires = DayField("To be repeated by", optional=True, hint="Its owner is reminded")

    field_order = ("topic", "period_from", "period_to", "cases", "grades", "strengths", "to_improve", "moderated_by", "file",
                   "owner", "expires", "override")  # fmt: skip

    def __init__(self, *args: Any, posts: Posts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_posts(self, posts)


class CorrectAudit(AuditForm):
    seen = Hidden()
    reason = TextArea("Why is it corrected?", rows=3, missing="Say why it is corrected")


class AuditFiltersForm(GovukForm):
    text = TextField("Words in the topic or themes", optional=True, kind="search", width=20)
    topic = Select("Topic", optional=True, empty="Any topic")

    def __init__(self, *args: Any, topics: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].options = [(one, one) for one in topics]  # type: ignore[attr-defined]


class VisitForm(GovukForm):
    inspection = Select(
        "Inspection whose findings it goes by", empty="Choose an inspection", missing="Choose an inspection"
    )
    plan = Select("Plan that answers them", empty="Choose a plan", missing="Choose a plan")
    as_at = DayField(
        "As at",
        hint="What stood at the end of that day. It is today unless you change it",
        missing="Enter a day",
    )

    def __init__(
        self, *args: Any, inspections: list[tuple[str, str]], plans: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inspection"].options = inspections  # type: ignore[attr-defined]
        self.fields["plan"].options = plans  # type: ignore[attr-defined]
