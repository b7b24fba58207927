"""Forms of the ledger: what becomes of one action, and which plan a draft follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from sightline.domain.plans.governing_words import DISPOSITIONS
from sightline.ground.ui.forms import GovukForm, Radios, Select, TextArea, TextField

HINTS = {
    "carried": "One action of the new plan takes it over",
    "merged": "One action of the new plan takes it over together with others",
    "split": "Several actions of the new plan take it over",
    "signed-off": "The body entitled has signed it off",
    "ended": "The body entitled has decided that it is no longer asked for",
}


class DispositionForm(GovukForm):
    """What becomes of one action of the plan before."""

    kind = Radios(
        "What becomes of it?",
        choices=[(key, words, HINTS[key]) for key, words in DISPOSITIONS.items()],
        missing="Choose what becomes of it",
    )
    targets = TextField(
        "Taken over by",
        optional=True,
        width=20,
        hint="References of actions in the new plan as printed there, with commas between them: 2.3, 2.4",
    )
    decision = Select(
        "Decision", optional=True, empty="None", hint="Needed for “signed off” and “ended by a decision”"
    )
    reason = TextArea("Why", rows=3, optional=True, hint="Needed when it is merged, split or ended")

    def __init__(
        self, *args: Any, takers: Sequence[tuple[int, str, str]], decisions: Sequence[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._takers = takers
        self.fields["decision"].options = [  # type: ignore[attr-defined]
            (str(one.pk), f"Decision {one.number}, {one.body}, {one.on:%-d %B %Y}: {one.words[:80]}")
            for one in decisions
        ]

    def clean_targets(self) -> list[int]:
        """The numbers of the actions that were named by reference, label or number; refused where one is none or two."""
        return [
            self._one(words)
            for words in re.split(r"[,;]", self.cleaned_data["targets"] or "")
            if words.strip()
        ]

    def _one(self, words: str) -> int:
        asked = words.strip().casefold()
        found = [number for number, label, _ in self._takers if label.casefold() == asked]
        found = found or [number for number, _, _ in self._takers if str(number) == asked]
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(
                f"“{words.strip()}” is the reference of {len(found)} actions of the new plan. Use their numbers: "
                + ", ".join(map(str, found))
            )
        raise ValidationError(f"There is no action “{words.strip()}” in the new plan")


class FollowsForm(GovukForm):
    before = Select(
        "The plan that it follows", empty="Choose a plan", missing="Choose the plan that it follows"
    )

    def __init__(self, *args: Any, plans: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["before"].options = [(str(one.number), one.title) for one in plans]  # type: ignore[attr-defined]
