"""What was learnt from corrections: what holds now, what was taken back, and the papers that each was used on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from sightline.ground.lib.errors import NotFound

from .models import LESSON_KINDS, Lesson, Reading
from .paper import choices
from .queries import check_may_import
from .teaching import sentence


@dataclass(frozen=True)
class LessonLine:
    """A lesson as the list shows it. sentence: what it says, in words; used: on how many readings."""

    lesson: Lesson
    sentence: str
    used: int


def lessons(user: Any, *, kind: str = "", also_taken_back: bool = False, text: str = "") -> list[LessonLine]:
    """What was learnt, by kind and printed words. NotFound for who may not read papers in."""
    check_may_import(user)
    rows = _rows()
    if kind:
        rows = rows.filter(kind=kind)
    if not also_taken_back:
        rows = rows.filter(until=None)
    if words := text.strip():
        rows = rows.filter(Q(printed__icontains=words) | Q(meaning__icontains=words))
    names = dict(choices())
    return [_line(row, names) for row in rows.order_by("kind", "key", "-since", "-pk")]


def lesson_for(user: Any, pk: int) -> tuple[LessonLine, list[Reading]]:
    """One lesson and the readings that it was used on, newest first, without what was read of them."""
    check_may_import(user)
    found = _rows().filter(pk=pk).first()
    if found is None:
        raise NotFound("Nothing of this number was learnt.")
    used = (
        Reading.objects.filter(lesson_uses__lesson=found)
        .select_related("upload", "inspection", "plan", "paper")
        .defer("result", "draft", "source")
        .order_by("-pk")
    )
    return _line(found, dict(choices())), list(used)


def kinds() -> dict[str, str]:
    """What can be learnt: {kind: its name}."""
    return dict(LESSON_KINDS)


def _rows() -> Any:
    """Lessons with the paper in whose review they were taught, and on how many readings each was used."""
    rows = Lesson.objects.select_related("body", "reading").annotate(used=Count("uses"))
    return rows.defer("reading__result", "reading__draft", "reading__source")


def _line(row: Any, names: dict[str, str]) -> LessonLine:
    meaning = names.get(row.meaning, row.meaning) if row.kind == "column" and row.meaning else row.meaning
    return LessonLine(row, sentence(row.kind, row.printed, meaning), row.used)
