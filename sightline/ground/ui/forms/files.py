"""Files to upload."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .base import GovukField


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
