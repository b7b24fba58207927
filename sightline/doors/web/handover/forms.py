"""What people fill in when something is handed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from sightline.domain.governance.responsibilities import Held, Responsibility
from sightline.doors.web.governance.forms import Choosing
from sightline.ground.ui.forms import Checkboxes, DayField, Select, TextArea
from sightline.work.handover.queries import Preview
from sightline.work.handover.rules import Answer

NOBODY = "none"


class Begin(Choosing):
    """Who ends or leaves, when, and who takes over."""

    until = DayField(
        "Last day",
        missing="Enter the last day",
        hint="Today or before: a hand-over is recorded on the day or after it.",
    )
    to = Select(
        "Who follows?",
        optional=True,
        empty="Nobody, or not known",
        hint="Takes everything, unless you choose another.",
    )
    also = Checkboxes("Who else takes something over?", optional=True)


class Settle(Choosing):
    """The reason of the whole, and the decision where one is needed."""

    reason = TextArea("Why?", rows=2, missing="Say why", hint="Kept with everything that passes on.")
    decision = Select("Which decision ends it?", optional=True, empty="No decision")


class Choices:
    """What was chosen for each kind and each thing: what was sent, else what is offered at first.

    kind        "body", "post" or "person": what ends or leaves
    successors  "body-4" -> the Body, those chosen on the page before; main: which one of them takes everything at first
    """

    def __init__(
        self, kind: str, shown: Preview, successors: Mapping[str, Any], main: str, sent: QueryDict | None
    ) -> None:
        self.holder = kind
        self.shown, self.successors, self.main, self.sent = shown, successors, main, sent

    def options(self, responsibility: Responsibility) -> list[tuple[str, str]]:
        """To whom things of a kind may pass: (value, words)."""
        found = [
            (key, called(key, one, self.holder))
            for key, one in self.successors.items()
            if key.partition("-")[0] in responsibility.to
        ]
        return [*found, *([(NOBODY, "Nobody: it ends")] if responsibility.may_end else [])]

    def kind(self, responsibility: Responsibility) -> str:
        """The choice for all of a kind."""
        if self.sent is not None:
            return self.sent.get(f"kind-{responsibility.kind}", "")
        if self.main.partition("-")[0] in responsibility.to:
            return self.main
        fitting = [value for value, _ in self.options(responsibility) if value != NOBODY]
        if fitting:
            return fitting[0] if len(fitting) == 1 else ""
        return NOBODY if responsibility.end_words else ""

    def reason(self, responsibility: Responsibility) -> str:
        """Why those of a kind that pass to nobody end."""
        if self.sent is not None:
            return self.sent.get(f"reason-{responsibility.kind}", "").strip()
        return responsibility.end_words

    def row(self, held: Held) -> str:
        """The choice for one thing; "" is as for its kind."""
        return self.sent.get(f"row-{held.id}", "") if self.sent is not None else ""

    def ids(self) -> frozenset[str]:
        """What stood in the list that was sent."""
        names = self.sent or ()
        return frozenset(name.removeprefix("row-") for name in names if name.startswith("row-"))

    def answers(self) -> dict[str, Answer]:
        """The answer for each thing that has one. One that names no successor of the page before counts as none."""
        found = {}
        for responsibility, rows in self.shown.kinds:
            allowed = {value for value, _ in self.options(responsibility)}
            whole, reason = self.kind(responsibility), self.reason(responsibility)
            for one in rows:
                value = self.row(one) or whole
                if value in allowed:
                    found[one.id] = Answer(None, reason) if value == NOBODY else Answer(_key(value))
        return found


def called(value: str, one: Any, holder: str) -> str:
    """A successor by name; one of another kind than who hands over says so: a person may be called as their post is."""
    kind = value.partition("-")[0]
    return str(one) if kind == holder else f"{one} ({kind})"


def kinds_of(rows: Sequence[tuple[Responsibility, Sequence[Held]]]) -> list[tuple[str, int]]:
    """How many there are of each kind: (words, count)."""
    return [(one.words, len(held)) for one, held in rows]


def _key(value: str) -> tuple[str, int]:
    kind, _, key = value.partition("-")
    return kind, int(key)
