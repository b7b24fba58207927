"""What this council taught its readers, as people said it and have not taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sightline.domain.governance.rules import plain

from .models import Lesson
from .reading.memory import Memory, normal
from .reading.plans.columns import normal as normal_column

YES, NO = "yes", "no"
# How the printed words of each kind of lesson are compared.
KEYS: dict[str, Callable[[str], str]] = {
    "column": normal_column,
    "heading": normal,
    "verb": normal,
    "body": plain,
}
# The part of a Memory that holds the lessons of a kind; names of bodies are for the matching, not for the readers.
PARTS = {"columns": "column", "headings": "heading", "verbs": "verb"}


@dataclass(frozen=True)
class Taught:
    """What the readers are given, and which lesson each word of it comes from: {(kind, key): Lesson's id}."""

    memory: Memory
    lessons: Mapping[tuple[str, str], int]

    def used(self, words: Mapping[str, Any]) -> list[int]:
        """The lessons that a reader says it used: {"columns": [key], "headings": [key], "verbs": [key]}."""
        found = ((PARTS[part], key) for part, keys in words.items() if part in PARTS for key in keys)
        return sorted({self.lessons[one] for one in found if one in self.lessons})


def taught() -> Taught:
    """All that holds now, in one statement."""
    rows = list(
        Lesson.objects.filter(until=None, kind__in=PARTS.values()).values_list("kind", "key", "meaning", "pk")
    )
    held = {kind: {key: meaning for what, key, meaning, _ in rows if what == kind} for kind in PARTS.values()}
    memory = Memory(
        columns={key: meaning or None for key, meaning in held["column"].items()},
        headings=held["heading"],
        verbs={key: meaning == YES for key, meaning in held["verb"].items()},
    )
    return Taught(memory, {(kind, key): pk for kind, key, _, pk in rows})


def body_taught(printed: str) -> Lesson | None:
    """What a printed name of a body was said to mean."""
    key = plain(printed)
    held = Lesson.objects.filter(kind="body", key=key, until=None).select_related("body")
    return held.first() if key else None
