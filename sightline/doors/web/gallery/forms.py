"""One form with every kind of field, and the filters of a list."""

from django.http import QueryDict

from sightline.ground.ui.addresses import link_with
from sightline.ground.ui.forms import (
    Checkboxes,
    DayField,
    EmailField,
    FileUpload,
    GovukForm,
    Hidden,
    PasswordField,
    Radios,
    Select,
    TextArea,
    TextField,
    Tick,
    WholeNumber,
)

from .rows import OWNERS

CONFIDENCE = {"on-track": "On track", "at-risk": "At risk", "off-track": "Off track"}


class EveryField(GovukForm):
    title = TextField("Title of the action", hint="As it will stand in the plan", missing="Enter a title")
    email = EmailField("E-mail address of the owner", optional=True)
    password = PasswordField("Your password", optional=True)
    priority = WholeNumber("Priority", optional=True, width=2, min_value=1, max_value=9)
    due = DayField("New due date", missing="Enter the new due date")
    reason = TextArea(
        "Why is the date moved?",
        rows=4,
        count=400,
        draft="gallery-reason",
        missing="Say why the date is moved",
    )
    notes = TextArea("Notes", rows=3, optional=True)
    confidence = Radios(
        "How confident are you?",
        missing="Say how confident you are",
        choices=[
            ("on-track", "On track", "It will be done by its date"),
            ("at-risk", "At risk", "It may not be done by its date"),
            ("off-track", "Off track", "It will not be done by its date"),
        ],
    )
    kind = Radios(
        "Kind of plan", optional=True, inline=True, choices=[("social-care", "Social care"), ("send", "SEND")]
    )
    theme = Select(
        "Theme", optional=True, choices=[("leaders", "Leadership"), ("front-door", "The front door")]
    )
    bodies = Checkboxes(
        "Bodies that deliver it",
        optional=True,
        choices=[("council", "Council"), ("icb", "Integrated care board"), ("police", "Police")],
    )
    sure = Tick("I have told the owner", optional=True)
    papers = FileUpload(
        "Evidence",
        multiple=True,
        optional=True,
        hint="PDF, Word or Excel",
        suffixes=[".pdf", ".docx", ".xlsx"],
    )
    back_to = Hidden(optional=True)


class ListFilters(GovukForm):
    """The filters of the example list, made with request.GET."""

    text = TextField("Words in the action", optional=True)
    owner = Select(
        "Owner", optional=True, empty="Any owner", choices=lambda: [(owner, owner) for owner in OWNERS]
    )
    confidence = Checkboxes(
        "Confidence",
        optional=True,
        choices=list(CONFIDENCE.items()),
    )

    def chosen(self, query: QueryDict) -> list[tuple[str, str]]:
        """What is in force, in words, each with the address of the list without it."""
        found = []
        if self.cleaned_data.get("text"):
            found.append((f"“{self.cleaned_data['text']}”", link_with(query, text=None)))
        if self.cleaned_data.get("owner"):
            found.append((self.cleaned_data["owner"], link_with(query, owner=None)))
        for value in self.cleaned_data.get("confidence", []):
            found.append((CONFIDENCE[value], link_with(query, without=("confidence", value))))
        return found
