"""What a council teaches its readers, said by a person and taken back by a person; nothing is learnt silently."""

from __future__ import annotations

from sightline.domain.governance.models import Body
from sightline.ground.audit.actors import Actor

from ..models_lessons import Lesson


def remember_lesson(
    *, by: Actor, kind: str, printed: str, meaning: str = "", body: Body | None = None, reading: object = None
) -> Lesson:
    """From now on these printed words mean this; what was remembered of them before ends.

    kind     a key of models_lessons.LESSON_KINDS
    meaning  column: a field's key, "own" or "" (leave it out); heading: a section's key, or "" (begins none);
             verb: "yes" or "no"; body: nothing, the body says it
    """
    raise NotImplementedError


def take_back_lesson(*, by: Actor, lesson: Lesson, reason: str) -> Lesson:
    """Papers read from now on are read without it. It stays in the list of what was taught, with the reason."""
    raise NotImplementedError
