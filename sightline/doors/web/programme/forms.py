"""What people fill in about work programmes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sightline.domain.meetings.programme.queries import ALL, NOBODY, PASSED, Place
from sightline.domain.meetings.programme.words import ASKS, ENTRY_STATES, SOURCES
from sightline.ground.ui.forms import GovukForm, Radios, Select, TextArea, TextField

Choices = Sequence[tuple[str, str]]
WHEN = "As it was said or printed, like “early 2026”, “the June 2026 meeting” or “when released”. The words stay as they are"


def _offer(form: GovukForm, name: str, choices: Choices) -> None:
    field: Any = form.fields[name]
    field.options = list(choices)


class Filters(GovukForm):
    """The filters of a programme; made with request.GET. bodies None: it is that of one body."""

    text = TextField("Words or number", optional=True, kind="search", width=20)
    body = Select("Body", optional=True, empty="Any body")
    state = Select(
        "State", optional=True, empty="Still to come",
        choices=[(PASSED, "Passed over"), *ENTRY_STATES.items(), (ALL, "All, considered and dropped too")],
    )  # fmt: skip
    asks = Select(
        "Asked for", optional=True, empty="Anything", choices=[*ASKS.items(), (NOBODY, "Not stated")]
    )
    source = Select("Who asked for it", optional=True, empty="Anybody", choices=list(SOURCES.items()))
    owner = Select("In the hands of", optional=True, empty="Anybody")

    def __init__(self, *args: Any, bodies: Choices | None, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if bodies is None:
            del self.fields["body"]
        else:
            _offer(self, "body", bodies)
        _offer(self, "owner", [*owners, (NOBODY, "Not stated")])


class Describe(GovukForm):
    subject = TextField("What is it about?", missing="Enter what it is about", max_length=400)
    asks = Radios(
        "What is asked for?", optional=True, choices=[*ASKS.items(), ("none", "Not stated")], inline=True
    )
    owner = Select("Who has it in hand?", optional=True, empty="Not stated")
    reason = TextArea("Why is it on the programme?", rows=3, optional=True)

    def __init__(self, *args: Any, posts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "owner", posts)


class Add(Describe):
    timing = TextField("When?", optional=True, max_length=300, hint=WHEN)
    source = Select(
        "Who asked for it?", optional=True, empty="The body itself",
        hint="A promise to the body, a decision of it, or a milestone of a plan",
    )  # fmt: skip
    source_words = TextField(
        "Who asked for it, in words", optional=True, max_length=500, hint="Where it was none of these"
    )
    field_order = ("subject", "asks", "timing", "source", "source_words", "owner", "reason")

    def __init__(self, *args: Any, sources: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "source", sources)


class Move(GovukForm):
    timing = TextField("When now?", optional=True, max_length=300, hint=WHEN)
    reason = TextArea("Why is it moved?", rows=3, missing="Say why it is moved")


class PlaceIt(GovukForm):
    """On the agenda of which planned meeting of the body; a late one says why."""

    meeting = Radios("On the agenda of which meeting?", choices=[], missing="Choose the meeting")
    urgency = TextArea(
        "Why can it not wait, where the agenda has gone out?", rows=3, optional=True,
        hint="It becomes a late item then, and renumbers nothing",
    )  # fmt: skip

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["meeting"]
        field.options = [(str(one.meeting.number), one.words, _said(one)) for one in places]
        if not any(one.late for one in places):
            del self.fields["urgency"]


def _said(place: Place) -> str:
    """What is said of a meeting under its day."""
    fit = place.fit.capitalize() + "." if place.fit else ""
    return " ".join(filter(None, [fit, "Its agenda has gone out." if place.late else ""]))


class Why(GovukForm):
    reason = TextArea("Why?", rows=3, missing="Say why")
