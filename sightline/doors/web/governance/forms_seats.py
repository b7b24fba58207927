"""What people fill in about the terms, seats, deputies and exit criteria of a body."""

from __future__ import annotations

from sightline.domain.governance.words import FREQUENCIES, SEAT_ROLES
from sightline.ground.ui.forms import DayField, GovukForm, Select, TextArea, TextField, WholeNumber

from .forms import Choosing

ROLES = list(SEAT_ROLES.items())
SHARES = [
    ("2", "Half of the seats"),
    ("3", "A third of the seats"),
    ("4", "A quarter of the seats"),
    ("5", "A fifth"),
]
WHO = "A post keeps the seat whoever holds the post; choose a person only where the seat is theirs in person."


class Terms(Choosing):
    since = DayField("From which day do they hold?", missing="Enter the first day of these terms")
    terms = TextArea("Terms of reference", rows=6, optional=True)
    quorum_number = WholeNumber("How many must be there?", optional=True)
    quorum_share_of = Select(
        "What share of its seats must be there?",
        choices=SHARES,
        optional=True,
        empty="Not stated",
        hint="Vacant seats count. Where a number and a share are both stated, the larger holds.",
    )
    quorum_words = TextArea("The quorum in the words of the terms", rows=2, optional=True)
    frequency = Select(
        "How often does it meet?", choices=list(FREQUENCIES.items()), optional=True, empty="Not stated"
    )
    reports_to = Select("Which body does it report to?", optional=True, empty="None, or not stated")
    earliest_end = DayField("Earliest day on which it may end", optional=True)
    exit_words = TextArea(
        "What has to be so before it ends, in the words of the terms",
        rows=2,
        optional=True,
        hint="For example, “until the department is assured”. Add each thing as an exit criterion too.",
    )
    reason = TextArea(
        "Why do the terms change?", rows=2, optional=True, hint="Needed when something stated changes."
    )


class AddCriterion(GovukForm):
    words = TextArea("What has to be so?", rows=3, missing="Enter what has to be so before the body may end")
    since = DayField("Asked for since", missing="Enter the day")


class MeetCriterion(GovukForm):
    on = DayField("On which day was it met?", missing="Enter the day on which it was met")
    words = TextArea("What shows that it is met?", rows=3, missing="Say what shows that it is met")


class DropCriterion(GovukForm):
    until = DayField("Last day on which it is asked for", missing="Enter the last day")
    reason = TextArea("Why is it no longer asked for?", rows=2, missing="Say why it is no longer asked for")


class AddSeat(Choosing):
    role = Select("What is the seat?", choices=ROLES, missing="Choose what the seat is")
    name = TextField(
        "What do the terms call it?",
        max_length=200,
        optional=True,
        width=30,
        hint="For example, Health. Needed when vacant.",
    )
    holder = Select("Who holds it?", optional=True, empty="Nobody: it is vacant", hint=WHO)
    since = DayField("From", optional=True)


class FillSeat(Choosing):
    holder = Select("Who takes the seat?", missing="Choose who takes the seat", hint=WHO)
    since = DayField(
        "From", missing="Enter the first day", hint="Whoever holds it now holds it until the day before."
    )
    reason = TextArea(
        "Why does it change hands?", rows=2, optional=True, hint="Needed when somebody holds it now."
    )


class ChangeSeat(GovukForm):
    role = Select("What is the seat?", choices=ROLES, missing="Choose what the seat is")
    name = TextField("What do the terms call it?", max_length=200, optional=True, width=30)
    since = DayField("From", missing="Enter the first day")
    reason = TextArea("Why does it change?", rows=2, missing="Say why it changes")


class LeaveSeat(GovukForm):
    """For a seat that falls vacant, one that ends, and a deputy who stands down."""

    until = DayField("Last day", missing="Enter the last day")
    reason = TextArea("Why?", rows=2, missing="Say why")


class AddDeputy(Choosing):
    holder = Select("Who may stand in?", missing="Choose who may stand in")
    since = DayField("From", missing="Enter the first day")
    until = DayField("Until", missing="Enter the last day: a deputy always has an end")
    reason = TextArea("Why?", rows=2, optional=True)
