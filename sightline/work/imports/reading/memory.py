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


class Noted(dict[str, Any]):
    """What was taught of one sort, noting the words that a reader asked for and found: so a wrong lesson can be traced."""

    def __init__(self, held: Mapping[str, Any]) -> None:
        super().__init__(held)
        self.found: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        try:
            return self[key]
        except KeyError:
            return default

    def __getitem__(self, key: str) -> Any:
        value = super().__getitem__(key)
        self.found.add(key)
        return value


# Which of what was taught can have led a reader to a result of this kind: other readers were only asked how sure they are.
LED_BY = {"plan": ("columns",), "indicators": ("columns",), "report": ("headings",)}
OTHERS_LED_BY = ("verbs",)


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

    def used(self, kind: str) -> dict[str, list[str]]:
        """The words of this memory that a paper read as this kind was read with: {"headings": [key]}. {} where there are none."""
        parts = {part: getattr(self, part) for part in LED_BY.get(kind, OTHERS_LED_BY)}
        return {
            part: sorted(held.found) for part, held in parts.items() if isinstance(held, Noted) and held.found
        }

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
        return cls(Noted(columns), Noted(headings), Noted(verbs))


EMPTY = Memory()
