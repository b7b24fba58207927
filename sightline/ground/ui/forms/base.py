"""What every field of ours has besides Django's."""

from __future__ import annotations

from typing import Any

from django import forms


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


class Hidden(GovukField, forms.CharField):
    """A value that travels with the form and is not shown."""

    macro = ""
    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("", **kwargs)
