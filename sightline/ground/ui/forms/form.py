"""The form itself: its errors, its refusals, its fields as parameters of macros."""

from __future__ import annotations

from typing import Any, Self, cast

from django import forms
from django.http import HttpRequest

from sightline.ground.lib.errors import Refused

from .base import GovukField
from .choices import Checkboxes, Radios, Tick
from .days import DayField


def _ours(bound: forms.BoundField) -> GovukField:
    """The field behind a bound field; a form of ours holds no others."""
    return cast(GovukField, bound.field)


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
            found += [{"text": str(text), "href": f"#{_ours(bound).anchor(bound)}"} for text in bound.errors]
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
        field = _ours(bound)
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
