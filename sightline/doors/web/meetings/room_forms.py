"""The forms of the page of the room. Each has a prefix of its own, for they stand on one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sightline.domain.meetings.meeting_words import INTERESTS
from sightline.ground.ui.forms import GovukForm, Radios, Select, TextArea, TextField

RESULTS = (("agreed", "Agreed"), ("refused", "Not agreed"), ("deferred", "Put off"), ("noted", "Noted"))
LEFT = (("yes", "Left the room for it"), ("no", "Stayed"))


class RoomOutcome(GovukForm):
    """What came of the item. waiting: (key, words) of what waits for it."""

    about = Select("What is it about?", optional=True, empty="Nothing that waits: words only")
    result = Radios("What came of it?", choices=RESULTS, inline=True, missing="Say what came of it")
    words = TextArea(
        "In the body’s own words", rows=4, missing="Enter what was decided, in the body’s own words"
    )
    reason = TextField(
        "Why?", optional=True, max_length=1000, hint="Needed where it was not agreed or was put off"
    )

    def __init__(self, *args: Any, waiting: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if waiting:
            self.fields["about"].options = waiting  # type: ignore[attr-defined]
        else:
            del self.fields["about"]


class RoomPromise(GovukForm):
    line = TextField(
        "Who; what; by when",
        max_length=1000,
        hint="In one line, like: Head of Service; send the corrected plan; by 12 March 2027",
        missing="Say who promised what, by when",
    )


class RoomNotes(GovukForm):
    text = TextArea("What the minutes will say of this item", rows=6, optional=True)


class RoomInterest(GovukForm):
    name = TextField("Who declared it?", max_length=300, missing="Say who declared it")
    kind = Select(
        "What kind of interest?",
        choices=list(INTERESTS.items()),
        empty="Choose one",
        missing="Choose what kind it is",
    )
    words = TextField("What is the interest?", max_length=1000, missing="Say what the interest is")
    left = Select("Did they leave?", choices=LEFT, optional=True, empty="Not stated")
