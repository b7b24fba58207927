"""What people fill in about meetings: when and where, the agenda, who was there, what came of an item, the minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError

from sightline.domain.meetings.closing_rules import FORBIDDEN, PARAGRAPHS
from sightline.domain.meetings.meeting_words import ITEM_KINDS, MEETING_STATES, MINUTES_STATES
from sightline.domain.meetings.queries_meetings import Before
from sightline.domain.meetings.room import Chair, Room
from sightline.doors.web.decisions.fields import add_about, add_extra
from sightline.ground.ui.forms import (
    Checkboxes,
    DayField,
    GovukForm,
    Radios,
    Select,
    TextArea,
    TextField,
    Tick,
    WholeNumber,
)

_TIME = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$")


class TimeField(TextField):
    """A time of day as people type it: "14:00", "2.30pm", "2 pm". Cleans to a time or None."""

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        found = _TIME.match(typed.strip().lower())
        if found is None:
            raise ValidationError(f"“{self.label}” must be a time, like 14:00 or 2pm")
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        if hour > 23 or minute > 59:
            raise ValidationError(f"“{self.label}” must be a time, like 14:00 or 2pm")
        return time(hour, minute)


def _time(label: str) -> TimeField:
    return TimeField(label, width=5, optional=True, hint="For example, 14:00", max_length=10)


class Filters(GovukForm):
    """The filters of the list; made with request.GET."""

    body = Select("Body", optional=True, empty="Any body")
    state = Select("State", optional=True, empty="Any state", choices=list(MEETING_STATES.items()))
    minutes = Select("Minutes", optional=True, empty="Any", choices=list(MINUTES_STATES.items()))
    since = DayField("From", optional=True)
    until = DayField("Until", optional=True)

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["body"]
        field.options = bodies


class Call(GovukForm):
    body = Select("Which body meets?", missing="Choose the body")
    on = DayField("On which day?", missing="Enter the day of the meeting")
    starts = _time("From what time?")
    place = TextField("Where?", optional=True, max_length=300)
    title = TextField(
        "Title",
        optional=True,
        max_length=300,
        hint="Only where it has one of its own, like “Extraordinary meeting”",
    )

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["body"]
        field.options = bodies


class Describe(GovukForm):
    title = TextField("Title", optional=True, max_length=300)
    starts = _time("From what time?")
    place = TextField("Where?", optional=True, max_length=300)


class Move(GovukForm):
    on = DayField("To which day?", missing="Enter the new day")
    starts = _time("From what time?")
    place = TextField("Where?", optional=True, max_length=300)
    reason = TextArea("Why is it moved?", rows=3, missing="Say why the meeting is moved")


class Join(GovukForm):
    """Which other planned meeting of the body takes this one in. others: (number, words)."""

    into = Select("With which meeting?", missing="Choose the meeting")
    reason = TextArea("Why are they joined?", rows=3, missing="Say why the meetings are joined")

    def __init__(self, *args: Any, others: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["into"]
        field.options = others


class Reason(GovukForm):
    reason = TextArea("Why?", rows=3, missing="Say why")


class AddItem(GovukForm):
    title = TextField("Title", missing="Enter the title of the item", max_length=400)
    kind = Radios(
        "What kind of item is it?", choices=list(ITEM_KINDS.items()), missing="Choose what kind of item it is"
    )
    purpose = TextArea("What is asked of the body?", rows=3, optional=True)

    def __init__(self, *args: Any, late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if late:
            self.fields["urgency"] = TextArea(
                "Why can it not wait for the next meeting?", rows=3, missing="Say why it cannot wait"
            )


class EditItem(GovukForm):
    title = TextField("Title", missing="Enter the title of the item", max_length=400)
    purpose = TextArea("What is asked of the body?", rows=3, optional=True)


class CloseItem(GovukForm):
    """Why the public is kept out of an item. ways: {key: words} of how this body may close one."""

    kind = Radios("How is it closed?", choices=[], missing="Say how it is closed")
    paragraphs = Checkboxes(
        "Which paragraphs of Schedule 12A?",
        choices=[(str(number), f"{number}. {words}") for number, words in PARAGRAPHS.items()],
        optional=True,
        hint="Of an exempt item: those that hold for councils in England since 1 March 2006",
    )
    public_interest = TextArea(
        "Why does keeping it back serve the public more than disclosing it?", rows=3, optional=True,
        hint="Of an exempt item: the public-interest test",
    )  # fmt: skip
    forbidden = Radios(
        "Who forbids to disclose it?", choices=list(FORBIDDEN.items()), optional=True, hint="Of a confidential item"
    )  # fmt: skip
    because = TextArea("Why is it restricted?", rows=3, optional=True)

    def __init__(self, *args: Any, ways: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "restricted" in ways:
            for name in ("kind", "paragraphs", "public_interest", "forbidden"):
                del self.fields[name]
        else:
            self.fields["kind"].options = list(ways.items())  # type: ignore[attr-defined]
            del self.fields["because"]


class Order(GovukForm):
    """One number for each item; items are put in the order of the numbers."""

    def __init__(self, *args: Any, items: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, item in enumerate(items, start=1):
            self.fields[f"item-{item.pk}"] = WholeNumber(
                f"Place of “{item.title}”", width=2, min_value=1, max_value=999, initial=place,
                missing=f"Enter the place of “{item.title}”",
            )  # fmt: skip

    def order(self) -> list[int]:
        keys = [(self.cleaned_data[name], int(name.partition("-")[2])) for name in self.fields]
        return [key for _, key in sorted(keys, key=lambda one: one[0])]


SEAT_ANSWERS = (
    ("present", "Present"),
    ("substitute", "Somebody else stood in"),
    ("apologies", "Apologies"),
    ("absent", "Absent"),
)


class Attendance(GovukForm):
    """One form for the whole room: each seat of the day, who stood in, who came and left; and who was there without a seat."""

    def __init__(self, *args: Any, room: Room, items: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.room = room
        labels = [(str(item.pk), f"Item {item.label}") for item in items]
        for chair in room.chairs:
            self._add_seat(chair, labels)
        self.fields["others"] = TextArea(
            "Who else was there?",
            rows=4,
            optional=True,
            hint="In attendance without a seat: one on each line",
        )
        sitting = [
            (str(chair.seat.pk), f"{chair.seat.get_role_display()}: {chair.facts.words}")
            for chair in room.chairs
        ]
        self.fields["chaired_by"] = Select(
            "Who took the chair?", choices=sitting, optional=True, empty="Not stated"
        )
        self.fields["starts"] = _time("When did it begin?")
        self.fields["ends"] = _time("When did it end?")

    def _add_seat(self, chair: Chair, items: list[tuple[str, str]]) -> None:
        key, called = chair.seat.pk, chair.facts.words
        deputies = [(f"deputy:{deputy.pk}", f"Deputy: {deputy}") for deputy in chair.deputies]
        answers = [SEAT_ANSWERS[0], *deputies, *SEAT_ANSWERS[1:]]
        self.fields[f"seat-{key}"] = Select(
            f"Attendance of {called}", choices=answers, optional=True, empty="Not stated"
        )
        self.fields[f"name-{key}"] = TextField(
            f"Who stood in for {called}", optional=True, max_length=300, width=20
        )
        self.fields[f"from-{key}"] = Select(
            f"The item at which {called} came", choices=items, optional=True, empty="The start"
        )
        self.fields[f"until-{key}"] = Select(
            f"The last item for which {called} stayed", choices=items, optional=True, empty="The end"
        )


class Outcome(GovukForm):
    """What came of an item, for one kind of decision. effect "": words only."""

    def __init__(
        self,
        *args: Any,
        effect: str,
        user: Any,
        posts: Any,
        bodies: Any,
        results: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        add_about(self, user, effect)
        self.fields["result"] = Radios("What came of it?", choices=results, missing="Say what came of it")
        self.fields["words"] = TextArea(
            "In the body’s own words", rows=4, hint="As the minutes will have it, like “RESOLVED: That …”",
            missing="Enter what was decided, in the body’s own words",
        )  # fmt: skip
        add_extra(self, effect, posts, bodies)
        needed = effect in ("reopen", "end-action")
        self.fields["reason"] = TextArea(
            "Why?", rows=2, optional=not needed, missing="Say why",
            hint="" if needed else "Needed where it was not agreed or was put off",
        )  # fmt: skip


ROW_RESULTS = (("agreed", "Agreed"), ("refused", "Not agreed"), ("deferred", "Put off"))


class Several(GovukForm):
    """What came of each thing that waits: an answer, the words and, where it was not agreed, why."""

    agree_all = Tick("Agreed, for every row that is not answered below", optional=True)

    def __init__(self, *args: Any, rows: Sequence[Before], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in rows:
            self.fields[f"result-{row.key}"] = Radios(
                f"What came of it: {row.words}", choices=ROW_RESULTS, optional=True, inline=True
            )
            self.fields[f"words-{row.key}"] = TextArea(
                f"Words of the resolution: {row.words}", rows=2, initial=row.draft, optional=True
            )
            self.fields[f"reason-{row.key}"] = TextField(
                f"Why it was not agreed or put off: {row.words}", optional=True, max_length=1000
            )


class Minute(GovukForm):
    text = TextArea("What the minutes say of this item", rows=12, optional=True)


class Correct(GovukForm):
    old = TextArea(
        "The words that are wrong",
        rows=3,
        hint="Copy them exactly as they stand",
        missing="Quote the words that are wrong",
    )
    new = TextArea("The words that should stand there", rows=3, optional=True)
    reason = TextArea("Why?", rows=2, missing="Say why the minutes are corrected")
