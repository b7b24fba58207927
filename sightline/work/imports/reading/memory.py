"""What a council taught the readers: data that people chose, can look at and can take back. Pure, so that it can travel."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_BLANKS = re.compile(r"\s+")


def normal(printed: str) -> str:
    """A heading or verb as it is compared: lower case, one blank between words, no colon or blank at its end."""
    return _BLANKS.sub(" ", printed).strip().rstrip(":").strip().casefold()


@dataclass(frozen=True, slots=True)
class Memory:
    """
    columns   {heading of a plan's column, as `plans.normal` gives it: our field's key, or None for "leave it out"}
    headings  {heading of a report: key of the section that it begins, or "" for "begins no section"}
    verbs     {words before a resolution: True, or False for "these never bring in a resolution"}

    The keys of headings and verbs are as `normal` gives them.
    """

    columns: Mapping[str, str | None] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    verbs: Mapping[str, bool] = field(default_factory=dict)

    def heading(self, printed: str) -> str | None:
        """The section that a printed heading begins, "" where it begins none, None where nothing was taught."""
        return self.headings.get(normal(printed)) if self.headings else None

    def verb(self, printed: str) -> bool | None:
        """Whether printed words bring in resolutions; None where nothing was taught."""
        return self.verbs.get(normal(printed)) if self.verbs else None

    def to_json(self) -> dict[str, Any]:
        """As `from_json` reads it."""
        return {"columns": dict(self.columns), "headings": dict(self.headings), "verbs": dict(self.verbs)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any] | None) -> Memory:
        """From `to_json`, or from the columns alone: {heading: field key or None}. None and {} are an empty memory."""
        if not kept:
            return EMPTY
        if not set(kept) <= {"columns", "headings", "verbs"} or not all(
            isinstance(part, Mapping) for part in kept.values()
        ):
            kept = {"columns": kept}
        columns = dict(kept.get("columns") or {})
        headings = {normal(name): str(value) for name, value in (kept.get("headings") or {}).items()}
        verbs = {normal(name): bool(value) for name, value in (kept.get("verbs") or {}).items()}
        return cls(columns, headings, verbs)


EMPTY = Memory()
