"""What an administrator sets about the council's committee system."""

from __future__ import annotations

from sightline.ground.ui.forms import Checkboxes, GovukForm, Select, TextField, WholeNumber
from sightline.work.connecting.rules import DAYS_AHEAD, DAYS_BACK, MOST_DAYS


class Address(GovukForm):
    address = TextField(
        "Address of the committee system",
        max_length=500,
        hint="As in a browser, for example https://meetings.example. It is the only place that is ever asked.",
        missing="Enter the address of the committee system",
    )
    days_back = WholeNumber(
        "Meetings of how many days back?",
        width=4,
        min_value=0,
        max_value=MOST_DAYS,
        initial=DAYS_BACK,
        hint="Minutes often come weeks after a meeting.",
        missing="Enter how many days back",
    )
    days_ahead = WholeNumber(
        "Meetings of how many days ahead?",
        width=4,
        min_value=0,
        max_value=MOST_DAYS,
        initial=DAYS_AHEAD,
        missing="Enter how many days ahead",
    )


class Committees(GovukForm):
    """`options` are set by the view."""

    chosen = Checkboxes(
        "Which committees are asked about?",
        optional=True,
        hint="Choose those that matter to the improvement of children’s services. Others are left in peace.",
    )


class Match(GovukForm):
    """`options` are set by the view."""

    body = Select("Which of our bodies is it?", optional=True, empty="None of ours")
