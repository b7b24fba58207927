"""What this council means by a column heading, as people chose it and have not taken back."""

from __future__ import annotations

from .models import ColumnChoice


def columns_remembered() -> dict[str, str | None]:
    """{heading as compared: our field's key, or None for "leave it out"}, as the readers take it."""
    rows = ColumnChoice.objects.filter(until=None).values_list("header", "field")
    return {header: field or None for header, field in rows}
