"""The form of a withdrawal."""

from sightline.ground.ui.forms import GovukForm, TextArea


class ReasonForm(GovukForm):
    reason = TextArea("Why is it withdrawn?", rows=4, missing="Say why it is withdrawn")
