"""Fields with answers to choose from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .base import GovukField

Choice = tuple[str, str] | tuple[str, str, str]  # value, words, and perhaps a hint
Choices = Sequence[Choice] | Callable[[], Sequence[Choice]]


class _Chosen(GovukField):
    """What the fields with choices share. `choices` may be a function, asked each time the form is made."""

    def __init__(self, label: str, *, choices: Choices = (), **kwargs: Any) -> None:
        self._given = choices
        super().__init__(label, **kwargs)

    @property
    def options(self) -> Sequence[Choice]:
        return self._given() if callable(self._given) else self._given

    @options.setter
    def options(self, choices: Choices) -> None:
        self._given = choices

    def _known(self) -> set[str]:
        return {choice[0] for choice in self.options}

    def _items(self, chosen: Iterable[str], mark: str) -> list[dict[str, Any]]:
        picked = set(chosen)
        items = []
        for value, text, *hint in self.options:
            item: dict[str, Any] = {"value": value, "text": text, mark: value in picked}
            if hint and hint[0]:
                item["hint"] = {"text": hint[0]}
            items.append(item)
        return items


class _One(_Chosen):
    def clean(self, value: Any) -> str | None:
        value = value or ""
        if value and value not in self._known():
            raise ValidationError("Choose one of the answers shown")
        if not value and self.required:
            raise ValidationError(self.error_messages["required"])
        return value or None


class Radios(_One):
    """One of a few answers; inline: side by side. Cleans to the value or None."""

    macro = "govukRadios"

    def __init__(self, label: str, *, inline: bool = False, **kwargs: Any) -> None:
        self.inline = inline
        super().__init__(label, **kwargs)

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        items = self._items([str(bound.value() or "")], "checked")
        return {
            "items": items,
            "classes": "govuk-radios--small" + (" govuk-radios--inline" if self.inline else ""),
        }

    def anchor(self, bound: forms.BoundField) -> str:
        return bound.auto_id


class Select(_One):
    """One of many answers, as a list that opens. empty: the words of no choice."""

    macro = "govukSelect"

    def __init__(self, label: str, *, empty: str = "Choose one", **kwargs: Any) -> None:
        self.empty = empty
        super().__init__(label, **kwargs)

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        items = self._items([str(bound.value() or "")], "selected")
        return {"items": [{"value": "", "text": self.empty}, *items]}


class Checkboxes(_Chosen):
    """Any number of answers; cleans to a list of values, in the order of the choices."""

    macro = "govukCheckboxes"
    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[str]:
        picked = set(value or [])
        if picked - self._known():
            raise ValidationError("Choose among the answers shown")
        if not picked and self.required:
            raise ValidationError(self.error_messages["required"])
        return [choice[0] for choice in self.options if choice[0] in picked]

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        items = self._items([str(each) for each in bound.value() or []], "checked")
        return {"items": items, "classes": "govuk-checkboxes--small"}


class Tick(GovukField):
    """One box that says yes; cleans to True or False. Required means that it must be ticked."""

    macro = "govukCheckboxes"
    widget = forms.CheckboxInput

    def to_python(self, value: Any) -> bool:
        return value in (True, "on", "true", "1", "yes")

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"])

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        item: dict[str, Any] = {"value": "on", "text": self.label, "checked": self.to_python(bound.value())}
        if self.help_text:
            item["hint"] = {"text": self.help_text}
        return {"items": [item], "classes": "govuk-checkboxes--small"}
