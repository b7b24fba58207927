"""One form with every kind of field."""

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
