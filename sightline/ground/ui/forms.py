"""Forms that print themselves as GOV.UK components.

A form is an ordinary `django.forms.Form` that inherits `GovukForm` and uses the fields below:

    class MoveDueDate(GovukForm):
        due = DayField("New due date", hint="For example, 27 3 2026")
        reason = TextArea("Why is the date moved?", rows=4, draft="action-{number}-reason")

A page prints `{{ ui.field(form, "due") }}`, or `{{ ui.fields(form) }}` for all. In a view:

    form = MoveDueDate.of(request)
    if form.is_valid():
        try:
            move_due_date(by=request.user, ...)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect(...)
    return render(request, "...", {"form": form}, status=form.status)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from sightline.ground.lib.errors import Refused

Choice = tuple[str, str] | tuple[str, str, str]  # value, words, and perhaps a hint
Choices = Sequence[Choice] | Callable[[], Sequence[Choice]]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class GovukField(forms.Field):
    """What every field of ours has besides Django's: a hint, the macro that prints it, and its parameters.

    The label is the question as the person reads it. A missing answer is refused with `missing`, which says what to do
    ("Enter the new due date"). `optional=True` lets it be empty, and then it cleans to None.
    """

    macro = "govukInput"

    def __init__(
        self, label: str, *, hint: str = "", optional: bool = False, missing: str = "", **kwargs: Any
    ) -> None:
        kwargs.setdefault("required", not optional)
        super().__init__(label=label, help_text=hint, **kwargs)
        self.error_messages["required"] = missing or f"Answer “{label}”"
        if longest := getattr(self, "max_length", None):
            self.error_messages["max_length"] = f"“{label}” must be {longest:,} characters or fewer"

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        """The macro's parameters without what all fields share."""
        return {"value": "" if bound.value() is None else str(bound.value())}

    def anchor(self, bound: forms.BoundField) -> str:
        """The id of the part that an error leads to."""
        return bound.id_for_label or bound.auto_id


class TextField(GovukField, forms.CharField):
    """One line. width: of the box in characters (2, 3, 4, 5, 10, 20, 30); kind: "text", "email", "tel", "url", "search"."""

    def __init__(
        self,
        label: str,
        *,
        width: int | None = None,
        kind: str = "text",
        autocomplete: str = "",
        **kwargs: Any,
    ) -> None:
        self.width, self.kind, self.autocomplete = width, kind, autocomplete
        kwargs.setdefault("max_length", 500)
        kwargs.setdefault("empty_value", None if kwargs.get("optional") else "")
        super().__init__(label, **kwargs)
        self.error_messages["invalid"] = "Enter an answer without control characters"

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        extra = {"classes": f"govuk-input--width-{self.width}"} if self.width else {}
        if self.autocomplete:
            extra["autocomplete"] = self.autocomplete
        return super().params(bound) | {"type": self.kind} | extra


class EmailField(TextField):
    """An e-mail address."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, kind="email", autocomplete="email", **kwargs)
        from django.core.validators import EmailValidator

        self.error_messages["invalid"] = (
            "Enter an e-mail address in the correct format, like name@example.com"
        )
        self.validators.append(EmailValidator())


class PasswordField(GovukField, forms.CharField):
    """A password, with a button that shows it; never printed back."""

    macro = "govukPasswordInput"

    def __init__(self, label: str, *, autocomplete: str = "current-password", **kwargs: Any) -> None:
        self.autocomplete = autocomplete
        super().__init__(label, strip=False, **kwargs)

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        return {"autocomplete": self.autocomplete}


class WholeNumber(GovukField, forms.IntegerField):
    """A whole number; cleans to int or None."""

    def __init__(self, label: str, *, width: int = 5, **kwargs: Any) -> None:
        self.width = width
        super().__init__(label, **kwargs)
        self.error_messages |= {
            "invalid": f"“{label}” must be a whole number, like 12",
            "min_value": f"“{label}” must be {self.min_value} or more",
            "max_value": f"“{label}” must be {self.max_value} or less",
        }

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        return super().params(bound) | {
            "inputmode": "numeric",
            "spellcheck": False,
            "classes": f"govuk-input--width-{self.width}",
        }


class TextArea(GovukField, forms.CharField):
    """Several lines. count: the most characters, shown as they are used up; draft: the name under which the browser
    keeps what is typed until it is sent (it must differ for every thing: "update-of-action-12")."""

    def __init__(
        self, label: str, *, rows: int = 5, count: int | None = None, draft: str = "", **kwargs: Any
    ) -> None:
        self.rows, self.count, self.draft = rows, count, draft
        kwargs.setdefault("max_length", count or 20_000)
        kwargs.setdefault("empty_value", None if kwargs.get("optional") else "")
        super().__init__(label, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Lines end as people count them: one character, whatever the browser sends."""
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)

    @property
    def macro(self) -> str:  # type: ignore[override]
        return "govukCharacterCount" if self.count else "govukTextarea"

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        params: dict[str, Any] = super().params(bound) | {"rows": str(self.rows)}
        if self.count:
            params["maxlength"] = str(self.count)
        if self.draft:
            params["attributes"] = {"data-draft-key": self.draft}
        return params


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
        item = {"value": "on", "text": self.label, "checked": self.to_python(bound.value())}
        if self.help_text:
            item["hint"] = {"text": self.help_text}
        return {"items": [item], "classes": "govuk-checkboxes--small"}


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
        from .filters import day

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


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name) or []


class FileUpload(GovukField):
    """One file, or several with multiple=True; cleans to a list of uploaded files.

    suffixes: what the file chooser offers first (".pdf", ".xlsx"); what a file is is decided by reading it, never by this.
    largest: bytes of one file.
    """

    macro = "govukFileUpload"
    widget = ManyFiles

    def __init__(
        self,
        label: str,
        *,
        multiple: bool = False,
        suffixes: Sequence[str] = (),
        largest: int | None = None,
        **kwargs: Any,
    ) -> None:
        self.multiple, self.suffixes, self.largest = multiple, tuple(suffixes), largest
        super().__init__(label, **kwargs)

    def clean(self, value: Any, initial: Any = None) -> list[Any]:
        files = list(value or [])
        if not files and self.required:
            raise ValidationError(self.error_messages["required"])
        if len(files) > 1 and not self.multiple:
            raise ValidationError("Choose one file")
        for file in files:
            if self.largest and file.size > self.largest:
                raise ValidationError(
                    f"“{file.name}” is larger than {self.largest // 1_000_000} MB. It was not uploaded. "
                    "Save it with smaller pictures, or split it."
                )
        return files

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        attributes: dict[str, str] = {}
        if self.suffixes:
            attributes["accept"] = ",".join(self.suffixes)
        return {"multiple": self.multiple, "attributes": attributes}


class Hidden(GovukField, forms.CharField):
    """A value that travels with the form and is not shown."""

    macro = ""
    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("", **kwargs)


class GovukForm(forms.Form):
    """A form of the fields above. `status` is what its page answers: 422 when it has errors, else 200."""

    use_required_attribute = False

    @classmethod
    def of(cls, request: HttpRequest, **kwargs: Any) -> Self:
        """The form as it was sent, or, when the page is only looked at, as it begins. An empty one counts as sent."""
        if request.method == "POST":
            return cls(request.POST, request.FILES, **kwargs)
        return cls(**kwargs)

    @property
    def status(self) -> int:
        return 422 if self.is_bound and self.errors else 200

    @property
    def error_list(self) -> list[dict[str, str]]:
        """The error summary's entries, in the order of the fields; errors of no field come first."""
        found = [{"text": str(text)} for text in self.non_field_errors()] if self.is_bound else []
        for bound in self:
            found += [{"text": str(text), "href": f"#{bound.field.anchor(bound)}"} for text in bound.errors]
        return found

    def refuse(self, refusal: Refused) -> None:
        """Show a rule's refusal at its field when it names one of ours, else above the form, with who can act."""
        text = refusal.sentence
        if refusal.who:
            text = f"{text.rstrip()} {refusal.who[:1].upper()}{refusal.who[1:]} can."
        self.add_error(refusal.field if refusal.field in self.fields else None, text)

    def govuk(self, name: str, **changes: Any) -> tuple[str, dict[str, Any]]:
        """The macro's name and all its parameters for one field; `changes` win."""
        bound = self[name]
        field = bound.field
        params: dict[str, Any] = {"id": bound.auto_id, "idPrefix": bound.auto_id, "name": bound.html_name}
        words = {"text": field.label, "classes": "govuk-label--s"}
        if isinstance(field, Radios | Checkboxes | DayField):
            params["fieldset"] = {"legend": words | {"classes": "govuk-fieldset__legend--s"}}
        elif not isinstance(field, Tick):
            params["label"] = words
        if field.help_text and not isinstance(field, Tick):
            params["hint"] = {"text": str(field.help_text)}
        if bound.errors:
            params["errorMessage"] = {"text": " ".join(str(error) for error in bound.errors)}
        return field.macro, params | field.params(bound) | changes
