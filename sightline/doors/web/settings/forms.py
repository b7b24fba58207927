"""What the council says of itself."""

from __future__ import annotations

from sightline.ground.ui.forms import GovukForm, TextArea, TextField

HOW = "# and six figures or letters from a to f, such as {}. White words must be readable on it."


class CouncilSettings(GovukForm):
    name = TextField(
        "Name of the council", max_length=200, hint="As on its letters.", missing="Enter the council’s name"
    )
    short_name = TextField(
        "Short name",
        width=20,
        max_length=100,
        hint="As in a sentence: “Northmere”.",
        missing="Enter the short name",
    )
    colour_main = TextField(
        "Main colour", width=10, max_length=7, hint=HOW.format("#1d4f5f"), missing="Enter the main colour"
    )
    colour_accent = TextField(
        "Accent colour", width=10, max_length=7, hint=HOW.format("#8a5a00"), missing="Enter the accent colour"
    )
    front_note = TextArea(
        "Lines for a stranger on the front page",
        rows=4,
        optional=True,
        hint="Seen without signing in. May be empty.",
    )
