"""A day, however it is typed."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from sightline.ground.ui.filters import day

from .base import GovukField

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def parse_day(text: str) -> date:
    """A day that someone typed: "5 March 2024", "5 mar 24", "05/03/2024", "5.3.2024", "2024-03-05"; ValueError otherwise.

    Day before month, as in Britain. A year of two figures is of this century.
    """
    words = [word for word in re.split(r"[\s/.,\-]+", text.strip().lower()) if word]
    if len(words) != 3:
        raise ValueError("A day has three parts")
    if len(words[0]) == 4 and words[0].isdecimal():
        words.reverse()
    return _day_of(*words)


def _day_of(day: str, month: str, year: str) -> date:
    day = re.sub(r"(?<=\d)(st|nd|rd|th)$", "", day)
    if not month.isdecimal():
        if len(month) < 3 or month[:3] not in MONTHS:
            raise ValueError("There is no such month")
        month = str(MONTHS.index(month[:3]) + 1)
    if len(year) not in (2, 4):
        raise ValueError("A year has two or four figures")
    return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))


class DayWidget(forms.Widget):
    """Reads name-day, name-month, name-year, or one text under the name itself (a link, a pasted "5 March 2024")."""

    parts: ClassVar[tuple[str, ...]] = ("day", "month", "year")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str] | str | None:
        if any(f"{name}-{part}" in data for part in self.parts):
            return {part: str(data.get(f"{name}-{part}", "")).strip() for part in self.parts}
        return data.get(name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}-{part}" in data for part in self.parts)


class DayField(GovukField):
    """A day in three boxes; the month may be a word, and a whole date typed into the first box is understood too.

    Cleans to a date or None. earliest and latest, when given, are refused in words.
    """

    macro = "govukDateInput"
    widget = DayWidget

    def __init__(
        self, label: str, *, earliest: date | None = None, latest: date | None = None, **kwargs: Any
    ) -> None:
        kwargs.setdefault("hint", "For example, 27 3 2026")
        self.earliest, self.latest = earliest, latest
        super().__init__(label, **kwargs)

    def clean(self, value: Any) -> date | None:
        text = self._text(value)
        if not text:
            if self.required:
                raise ValidationError(self.error_messages["required"])
            return None
        try:
            found = parse_day(text)
        except ValueError:
            raise ValidationError(self._what_is_wrong(value)) from None
        self._check_within(found)
        return found

    def _text(self, value: Any) -> str:
        if isinstance(value, dict):
            return " ".join(value[part] for part in DayWidget.parts if value[part])
        if isinstance(value, date):
            return value.isoformat()
        return str(value or "").strip()

    def _what_is_wrong(self, value: Any) -> str:
        gone = [part for part in DayWidget.parts if not value[part]] if isinstance(value, dict) else []
        if 0 < len(gone) < 3:
            return f"“{self.label}” must include a {' and a '.join(gone)}"
        return f"“{self.label}” must be a real date, like 27 3 2026"

    def _check_within(self, found: date) -> None:
        if self.earliest and found < self.earliest:
            raise ValidationError(f"“{self.label}” must be {day(self.earliest)} or later")
        if self.latest and found > self.latest:
            raise ValidationError(f"“{self.label}” must be {day(self.latest)} or earlier")

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        typed = self._typed(bound.value())
        problem = " govuk-input--error" if bound.errors else ""
        return {
            "namePrefix": bound.html_name,
            "items": [
                {
                    "name": part,
                    "value": typed[part],
                    "inputmode": "text" if part == "month" else "numeric",
                    "classes": f"govuk-input--width-{4 if part == 'year' else 3 if part == 'month' else 2}{problem}",
                }
                for part in DayWidget.parts
            ],
        }

    @staticmethod
    def _typed(value: Any) -> dict[str, str]:
        if isinstance(value, dict):
            return value
        if isinstance(value, datetime | date):
            return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
        return {"day": str(value or ""), "month": "", "year": ""}

    def anchor(self, bound: forms.BoundField) -> str:
        return f"{bound.auto_id}-day"
