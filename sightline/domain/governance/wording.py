"""What people type, made fit to keep: trimmed, of the right length, without characters that no reader can see."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db import models

from sightline.ground.lib.errors import Refused

_ALLOWED = {"\n", "\t"}


def cleaned(model: type[models.Model], *required: str, **values: Any) -> dict[str, Any]:
    """The values for the model's fields, trimmed; None for a text means not stated and becomes "".

    required  names of the texts that may not be empty
    Raises Refused, naming the field, for an empty required text, one that is too long, and control characters.
    """
    kept = {name: _cleaned(model, name, value) for name, value in values.items()}
    for name in required:
        if not kept[name]:
            raise Refused(f"Enter the {_called(model, name)}. Nothing was changed.", field=name)
    return kept


def _cleaned(model: type[models.Model], name: str, value: Any) -> Any:
    field = model._meta.get_field(name)
    if not isinstance(field, models.CharField | models.TextField):
        return value
    text = (value or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    if any(unicodedata.category(sign) == "Cc" and sign not in _ALLOWED for sign in text):
        raise Refused(
            f"The {_called(model, name)} holds characters that cannot be shown. Type it again instead of pasting. "
            "Nothing was changed.",
            field=name,
        )
    if field.max_length and len(text) > field.max_length:
        raise Refused(
            f"The {_called(model, name)} is {len(text)} characters long; at most {field.max_length} can be kept. "
            "Nothing was changed.",
            field=name,
        )
    return text


def _called(model: type[models.Model], name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def reason_given(reason: str, what: str) -> str:
    """The reason, trimmed. Raises Refused where there is none: `what` completes "Say why ..."."""
    if not (kept := reason.strip()):
        raise Refused(f"Say why {what}. Nothing was changed.", field="reason")
    if "\x00" in kept:
        raise Refused(
            "The reason holds characters that cannot be shown. Nothing was changed.", field="reason"
        )
    return kept
