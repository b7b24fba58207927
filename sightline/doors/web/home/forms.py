"""The small form of one update, as it stands inline on My work and in the rows of a list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from sightline.domain.plans.rules import same_words
from sightline.domain.plans.words import CONFIDENCE, DELIVERY
from sightline.ground.lib.errors import Refused
from sightline.ground.ui.filters import day
from sightline.ground.ui.forms import GovukForm, Select, TextArea, TextField, Tick, parse_day

PARTS = ("day", "month", "year")


class OneBoxDay(TextField):
    """A day typed into one box; cleans to a date or None."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_day(text)
        except ValueError:
            raise ValidationError(f"“{self.label}” must be a real date, like 27 3 2026") from None


class InlineUpdate(GovukForm):
    """What is said of one action. Left empty it says nothing, and the action stays due.

    last  the latest update, with .text and .on, or None: its words are asked about before they are taken again
    """

    text = TextArea("What has been done since?", rows=3, optional=True, max_length=8000)
    still = Tick("Yes, it is still so", optional=True)
    no_change = Tick("No change since the last update", optional=True)
    delivery = Select("Delivery", choices=list(DELIVERY.items()), optional=True)
    confidence = Select("How sure are you of the date?", choices=list(CONFIDENCE.items()), optional=True)
    forecast = OneBoxDay("Expected to be done by", optional=True, width=10, max_length=60)

    def __init__(
        self, action: Any, last: Any, data: Any = None, kept: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, prefix=prefix_of(action.pk), initial=dict(kept or {}))
        self.action, self.last, self.kept = action, last, kept or {}
        self.fields["text"].draft = f"update-of-action-{action.pk}"  # type: ignore[attr-defined]
        if last is not None:
            self.fields["no_change"].label = f"No change since {day(last.on)}"
        now = {
            "delivery": DELIVERY.get(action.delivery or ""),
            "confidence": CONFIDENCE.get(action.confidence or ""),
        }
        for name, word in now.items():
            self.fields[name].empty = f"Stays: {word or 'not stated'}"  # type: ignore[attr-defined]
        self.copied = self._same(self.kept.get("text") or "")

    def clean(self) -> dict[str, Any]:
        """Something said needs words, or the tick for no change; the words of last time are asked about once."""
        said = self.cleaned_data
        if not self.errors and not said.get("text") and not said.get("no_change"):
            self.add_error(
                "text", f"{self.called}say what has been done, or tick “{self.fields['no_change'].label}”"
            )
        self.copied = self._same(said.get("text") or "")
        if self.copied and not said.get("still"):
            self.add_error(
                "still",
                f"{self.called}these are the words of {day(self.last.on)}. Tick “Yes, it is still so”, or say what is new",
            )
        return said

    @property
    def called(self) -> str:
        return f"{self.action.label}: "

    @property
    def begun(self) -> bool:
        """Whether the rarer questions were answered, so that the page shows them open."""
        names = ("delivery", "confidence", "forecast")
        return any(name in self.errors for name in names) or any(self[name].value() for name in names)

    def says(self) -> dict[str, Any]:
        """Arguments of record_update; what was left empty stays as it was."""
        said = self.cleaned_data
        fields = {name: said[name] for name in ("delivery", "confidence", "forecast") if said[name]}
        return {"text": said["text"] or "", "no_change": said["no_change"], **fields}

    def refuse(self, refusal: Refused) -> None:
        """The page shows many of these: a refusal says of which action it speaks."""
        sentence = (
            refusal.sentence if self.action.label in refusal.sentence else f"{self.called}{refusal.sentence}"
        )
        super().refuse(Refused(sentence, rule=refusal.rule, who=refusal.who, field=refusal.field or "text"))

    def _same(self, text: str) -> bool:
        return self.last is not None and same_words(self.last.text, text)


def prefix_of(key: int) -> str:
    return f"u{key}"


def typed_in(data: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """What stands in the fields of an update as they were sent, a day in three boxes as one text."""
    start = f"{prefix}-" if prefix else ""
    typed = {
        name: data.get(f"{start}{name}", "")
        for name in ("text", "no_change", "delivery", "confidence", "forecast")
    }
    if not typed["forecast"]:
        typed["forecast"] = " ".join(
            str(data.get(f"{start}forecast-{part}", "")).strip() for part in PARTS
        ).strip()
    return typed


def day_typed(text: str | None) -> date | str:
    """A kept day for a field of three boxes: the day where it is one, else as it was typed."""
    try:
        return parse_day(text or "")
    except ValueError:
        return text or ""
