"""What was learnt from corrections: what holds now, what was taken back, and the papers that each was used on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .models import Reading
from .models_lessons import Lesson


@dataclass(frozen=True)
class LessonLine:
    """A lesson as the list shows it. sentence: what it says, in words; used: on how many readings."""

    lesson: Lesson
    sentence: str
    used: int


def lessons(user: Any, *, kind: str = "", also_taken_back: bool = False, text: str = "") -> list[LessonLine]:
    """What was learnt, by kind and printed words. NotFound for who may not read papers in."""
    raise NotImplementedError


def lesson_for(user: Any, pk: int) -> tuple[LessonLine, list[Reading]]:
    """One lesson and the readings that it was used on, newest first, without what was read of them."""
    raise NotImplementedError
