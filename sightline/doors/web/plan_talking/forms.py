"""Forms of comments and of what bodies say before a plan is adopted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sightline.domain.plans.talking_rules import LONGEST
from sightline.ground.lib.errors import Refused
from sightline.ground.ui.forms import DayField, FormsTogether, GovukForm, Radios, TextArea


class CommentForm(GovukForm):
    text = TextArea(
        "Your comment",
        rows=4,
        max_length=LONGEST,
        missing="Write what you want to say",
        hint="Whoever may see this reads it. Never name a child, and nothing by which one could be known.",
    )

    def __init__(self, data: Any = None, *, draft: str, label: str = "") -> None:
        super().__init__(data)
        self.fields["text"].draft = draft  # type: ignore[attr-defined]
        if label:
            self.fields["text"].label = label


class SettleForm(GovukForm):
    words = TextArea(
        "How was it settled?",
        rows=3,
        max_length=LONGEST,
        missing="Say how it was settled",
        hint="The words stay under the comment. A new comment opens it again.",
    )


class ProposeForm(GovukForm):
    title = TextArea("What is to be done?", rows=2, max_length=2000, missing="Say what is to be done")
    detail = TextArea("How?", rows=4, optional=True, max_length=LONGEST)
    success_measure = TextArea(
        "How will one know that children are better off?", rows=3, optional=True, max_length=2000
    )
    due = DayField("By when?", optional=True)


class AnswerForm(GovukForm):
    taken = Radios(
        "What becomes of it?",
        choices=[
            ("taken", "Take it into the draft", "The body has accepted it by proposing it"),
            ("declined", "Decline it", "It leaves the draft; the body reads why"),
        ],
        missing="Say what becomes of it",
    )
    reason = TextArea("Why?", rows=3, optional=True, max_length=LONGEST, hint="Needed where it is declined")


class SayForm(GovukForm):
    """What a body says of one action."""

    says = Radios(
        "What does the body say?",
        choices=[("accepted", "Accepts it"), ("not-accepted", "Does not accept it")],
        optional=True,
        inline=True,
    )
    words = TextArea(
        "In words", rows=2, optional=True, max_length=LONGEST, hint="Needed where it is not accepted"
    )

    def __init__(self, row: Any, data: Any = None) -> None:
        super().__init__(data, prefix=f"a{row.action.pk}")
        self.row = row

    @property
    def blank(self) -> bool:
        return not self.cleaned_data.get("says") and not self.cleaned_data.get("words")

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("words") and not self.cleaned_data.get("says"):
            self.add_error("says", f"{self.row.action.label}: say whether the body accepts it")
        return self.cleaned_data


class SayTogether(FormsTogether[SayForm]):
    """What a body says of several actions at once."""

    def __init__(self, rows: Sequence[Any], data: Mapping[str, Any] | None = None) -> None:
        super().__init__([SayForm(row, data) for row in rows])
        self.bound = data is not None

    def is_valid(self) -> bool:
        return super().is_valid() and self.bound

    def over(self, rows: Sequence[Any]) -> SayTogether:
        """The same over rows that were read again: only what was refused is as it was sent."""
        fresh = SayTogether(rows)
        refused = {form.row.action.pk: form for form in self.forms if form.errors}
        fresh.forms = [refused.get(form.row.action.pk, form) for form in fresh.forms]
        fresh.own = self.own
        return fresh

    def refuse(self, key: int, sentence: str) -> None:
        form = next(form for form in self.forms if form.row.action.pk == key)
        form.refuse(Refused(sentence, field="words"))
