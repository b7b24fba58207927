"""What people fill in about promises."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sightline.domain.meetings.promises.drafts import PromiseDraft
from sightline.domain.meetings.promises.queries import NO_DAY, NOBODY, STANDING
from sightline.domain.meetings.promises.rules import Prefill
from sightline.domain.meetings.promises.undecided import Candidate
from sightline.domain.meetings.promises.words import ANSWERS, PROMISE_KINDS, PROMISE_STATES
from sightline.ground.ui.forms import Checkboxes, DayField, GovukForm, Radios, Select, TextArea, TextField

Choices = Sequence[tuple[str, str]]
KINDS = list(PROMISE_KINDS.items())
PROMISE, NO_PROMISE = "promise", "none"
AS_PRINTED = "Exactly as it is printed. Leave it empty where it is not stated"
NO_CHILD = "Never anything that could identify a child"


class Filters(GovukForm):
    """The filters of the register; made with request.GET."""

    text = TextField("Words or number", optional=True, kind="search", width=20)
    body = Select("Made to", optional=True, empty="Any body")
    state = Select(
        "State", optional=True, empty="Any state",
        choices=[(STANDING, "Not discharged yet"), *PROMISE_STATES.items()],
    )  # fmt: skip
    kind = Select("What is asked", optional=True, empty="Anything", choices=[*KINDS, (NOBODY, "Not stated")])
    owner = Select("Owed by", optional=True, empty="Anybody")
    overdue = Select(
        "Date", optional=True, empty="Any date", choices=[("yes", "Overdue"), (NO_DAY, "No day is stated")]
    )

    def __init__(self, *args: Any, bodies: Choices, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "body", [*bodies, (NOBODY, "No body is stated")])
        _offer(self, "owner", [*owners, (NOBODY, "Not stated")])


class BodyFilter(GovukForm):
    """Of which body outcomes are shown, and whether those that were said to be no promise."""

    body = Select("Body", optional=True, empty="Any body")
    show = Select(
        "Show", optional=True, empty="What nobody has decided about",
        choices=[(NO_PROMISE, "What was said to be no promise")],
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "body", bodies)


def _asks(form: GovukForm) -> PromiseDraft:
    """What the fields say that all forms of a promise share."""
    said = form.cleaned_data
    kind, _, key = (said.get("owner") or "").partition(":")
    return PromiseDraft(
        words=said.get("words") or "",
        kind=said.get("kind") or "",
        owner=(kind, int(key)) if key.isdecimal() else None,
        owner_words=said.get("owner_words") or "",
        to_whom=said.get("to_whom") or "",
        due=said.get("due"),
        due_event=said.get("due_event") or "",
        due_printed=said.get("due_printed") or "",
    )


class Row(GovukForm):
    """One outcome among several: whether it is a promise, and what it says."""

    what = Radios(
        "What is it?", optional=True, inline=True,
        choices=[(PROMISE, "A promise"), (NO_PROMISE, "Not a promise")],
    )  # fmt: skip
    kind = Select("What is asked", optional=True, empty="Not stated", choices=KINDS)
    owner = Select("Who owes it", optional=True, empty="Not stated")
    owner_words = TextField("Who owes it, as printed", optional=True, max_length=300)
    to_whom = TextField("To whom, where it is not the body itself", optional=True, max_length=300)
    due = DayField("By which day", optional=True)
    due_event = TextField("Or on what event", optional=True, max_length=300)
    due_printed = TextField("The time, as printed", optional=True, max_length=300)
    reason = TextField("Where it is not a promise: why", optional=True, max_length=1000)

    def __init__(self, *args: Any, of: Candidate, says: Prefill, owners: Choices, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "kind": says.kind, "due": says.due, "due_event": says.due_event, "due_printed": says.due_printed,
        }  # fmt: skip
        super().__init__(*args, **kwargs | {"prefix": of.key})
        _offer(self, "owner", owners)
        self.candidate, self.says = of, says

    def draft(self) -> PromiseDraft:
        said = _asks(self)
        return PromiseDraft(
            **{name: getattr(said, name) for name in said.__slots__} | {"words": self.candidate.words}
        )

    @property
    def decided(self) -> str:
        return self.cleaned_data.get("what") or ""


class One(GovukForm):
    """One promise with everything that it says. An outcome may hold several: the words are those of this one."""

    words = TextArea(
        "The words of the promise", rows=4, missing="Enter the words of the promise",
        hint="Exactly as they stand. Where they hold several promises, keep those of one and take the others up after it",
    )  # fmt: skip
    kind = Select("What is asked", optional=True, empty="Not stated", choices=KINDS)
    owner = Select("Who owes it", optional=True, empty="Not stated")
    owner_words = TextField("Who owes it, as printed", optional=True, max_length=300, hint=AS_PRINTED)
    to_whom = TextField("To whom, where it is not the body itself", optional=True, max_length=300)
    due = DayField("By which day", optional=True, hint="Leave it empty where no day is stated")
    due_event = TextField(
        "Or on what event it falls due",
        optional=True,
        max_length=300,
        hint="For example, when the report is released",
    )
    due_printed = TextField("The time, as printed", optional=True, max_length=300, hint=AS_PRINTED)

    def __init__(self, *args: Any, owners: Callable[[], Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "owner", owners)

    def draft(self) -> PromiseDraft:
        return _asks(self)


class Added(One):
    """A promise that stands in no paper and no meeting held here."""

    body = Select("To which body was it made?", missing="Choose the body")
    place_words = TextField(
        "Where was it said?", missing="Say where it was said", max_length=500,
        hint="For example, letter to the chair of 4 June 2024",
    )  # fmt: skip
    made_on = DayField("On which day was it made?", optional=True)
    field_order = (
        "body", "place_words", "made_on", "words", "kind", "owner", "owner_words", "to_whom", "due", "due_event", "due_printed",
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "body", bodies)


class State(GovukForm):
    """Who owes a promise, what it asks, and to whom."""

    kind = Select("What is asked", optional=True, empty="Not stated", choices=KINDS)
    owner = Select("Who owes it", optional=True, empty="Not stated")
    owner_words = TextField("Who owes it, as printed", optional=True, max_length=300, hint=AS_PRINTED)
    to_whom = TextField("To whom, where it is not the body itself", optional=True, max_length=300)
    reason = TextArea(
        "Why is this changed?",
        rows=2,
        optional=True,
        hint="Needed where something that was stated is changed",
    )

    def __init__(self, *args: Any, owners: Callable[[], Choices], bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "owner", owners)
        if bodies:
            self.fields["body"] = Select(
                "To which body was it made?", optional=True, empty="Not stated", choices=bodies
            )
            self.order_fields(["body"])

    def draft(self) -> PromiseDraft:
        return _asks(self)


class Words(GovukForm):
    words = TextArea(
        "The words of the promise", rows=4, missing="Enter the words of the promise",
        hint="Exactly as they stand where it was promised. The old words stay in its history",
    )  # fmt: skip
    reason = TextArea("Why are they corrected?", rows=2, missing="Say why the words are corrected")


class Move(GovukForm):
    due = DayField("By which day", optional=True, hint="Leave it empty where it falls due on an event")
    due_event = TextField("Or on what event it falls due", optional=True, max_length=300)
    reason = TextArea("Why?", rows=3, missing="Say why the date is set or moved")


class Met(GovukForm):
    words = TextArea("How was it met?", rows=4, optional=True, hint=NO_CHILD)
    paper = Select("The paper that shows it", optional=True, empty="None")
    evidence = Select("The evidence that shows it", optional=True, empty="None")

    def __init__(
        self, *args: Any, papers: Callable[[], Choices], evidence: Callable[[], Choices], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "paper", papers)
        _offer(self, "evidence", evidence)


class Circulate(GovukForm):
    paper = Select("Which paper?", empty="Choose the paper", missing="Choose the paper")
    on = DayField("On which day was it circulated?", missing="Enter the day")
    to = Checkboxes("Who had it?", missing="Choose who had it")
    why_not = TextField(
        "Why did the others not have it?",
        optional=True,
        max_length=500,
        hint="Needed where somebody is left out",
    )

    def __init__(self, *args: Any, papers: Callable[[], Choices], members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "paper", papers)
        _offer(self, "to", members)


class Why(GovukForm):
    reason = TextArea("Why is it taken back?", rows=3, missing="Say why it is taken back")


class Notice(GovukForm):
    on = DayField(
        "On which day did the executive receive it?", missing="Enter the day",
        hint="The recommendation or, if later, the notice that asks for an answer",
    )  # fmt: skip


class Answer(GovukForm):
    answer = Radios(
        "What did the executive answer?", choices=list(ANSWERS.items()), missing="Choose the answer"
    )
    words = TextArea(
        "The words of the answer",
        rows=4,
        optional=True,
        hint="Needed where it is not accepted whole: what, and why",
    )
    on = DayField("On which day?", missing="Enter the day of the answer")


def _offer(form: GovukForm, name: str, choices: Any) -> None:
    field: Any = form.fields[name]
    field.options = choices
