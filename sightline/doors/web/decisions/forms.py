"""What people fill in about decisions: the filters of the register, and decisions that no item of a meeting took."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sightline.domain.governance.words import AUTHORITIES, DECISION_STATES, DECISIONS
from sightline.domain.meetings.queries_decisions import UNTOLD
from sightline.ground.ui.forms import DayField, GovukForm, Radios, Select, TextArea, TextField

from .fields import add_about, add_extra

STATES = [*DECISION_STATES.items(), (UNTOLD, "To be ratified or reported")]
YES_NO = (("yes", "Yes"), ("no", "No: the decision waits for ratification"))


class Filters(GovukForm):
    """The filters of the register; made with request.GET."""

    text = TextField("Words in it or in what it is about", optional=True, kind="search", width=20)
    body = Select("Body", optional=True, empty="Any body")
    kind = Select("Kind", optional=True, empty="Any kind", choices=list(DECISIONS.items()))
    authority = Select("Authority", optional=True, empty="Any", choices=list(AUTHORITIES.items()))
    state = Select("State", optional=True, empty="Any state", choices=STATES)
    since = DayField("From", optional=True)
    until = DayField("Until", optional=True)

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["body"]
        field.options = bodies


class Which(GovukForm):
    """Where a decision between meetings comes from: a body's urgency, or a delegation. Sent by GET."""

    source = Radios("On whose authority?", missing="Choose on whose authority it was decided")

    def __init__(self, *args: Any, sources: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["source"]
        field.options = sources


class _Deciding(GovukForm):
    """What the ways to decide outside an item share."""

    def __init__(self, *args: Any, effect: str, user: Any, posts: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_about(self, user, effect)
        add_extra(self, effect, posts, bodies)


class Between(_Deciding):
    """A decision in urgency or under a delegation. chairs: the seats that may act in urgency; none for a delegation."""

    def __init__(
        self, *args: Any, chairs: Sequence[tuple[str, str]] = (), urgent: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = DayField("On which day?", missing="Enter the day on which it was decided")
        self.fields["words"] = TextArea(
            "What was decided?", rows=3, missing="Enter what was decided, in words"
        )
        if urgent:
            self.fields["taken_by"] = Select(
                "Who decided?", choices=chairs, missing="Choose the chair’s seat"
            )
            self.fields["reason"] = TextArea(
                "Why could it not wait for a meeting?", rows=3, missing="Say why it could not wait"
            )


class ByPaper(_Deciding):
    """An outcome of an accepted paper as the body's decision."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quorate"] = Radios(
            "Does the paper show that the meeting was quorate?", choices=YES_NO,
            missing="Say whether the meeting was quorate",
        )  # fmt: skip
        self.fields["quorum_words"] = TextArea(
            "What in the paper shows it?", rows=2, hint="For example, “9 of 12 members are listed as present”",
            missing="Say what in the paper shows it",
        )  # fmt: skip


class EndDelegation(GovukForm):
    until = DayField("Last day", missing="Enter the last day on which it can be used")
    reason = TextArea("Why?", rows=3, missing="Say why the delegation ends")
