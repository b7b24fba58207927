"""Several forms on one page that are sent together: valid together, one summary of errors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from .form import GovukForm

F = TypeVar("F", bound=GovukForm)


class FormsTogether(Generic[F]):
    """What a page and its error summary ask of one form, asked of several.

    forms  in the order of the page
    own    entries of the error summary that belong to none of them: {"text", and perhaps "href"}
    """

    def __init__(self, forms: Sequence[F], own: Sequence[dict[str, str]] = ()) -> None:
        self.forms: list[F] = list(forms)
        self.own: list[dict[str, str]] = list(own)

    def is_valid(self) -> bool:
        """Whether every form is. Each is looked at, so that all errors show at once."""
        judged = [form.is_valid() for form in self.forms]
        return all(judged)

    @property
    def error_list(self) -> list[dict[str, str]]:
        return self.own + [entry for form in self.forms for entry in form.error_list]

    @property
    def errors(self) -> list[dict[str, str]]:
        return self.error_list

    @property
    def status(self) -> int:
        return 422 if self.error_list else 200
