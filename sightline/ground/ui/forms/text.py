"""Fields that are typed into."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import EmailValidator

from .base import GovukField


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
