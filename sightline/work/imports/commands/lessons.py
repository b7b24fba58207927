"""What a council teaches its readers, said by a person and taken back by a person; nothing is learnt silently."""

from __future__ import annotations

from django.utils import timezone

from sightline.domain.governance.models import Body
from sightline.domain.governance.wording import reason_given
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from ..memory import KEYS, NO, YES
from ..models import Lesson, Reading

LONGEST = 300
RULE = "imports.remember"


@command("imports.read")
def remember_lesson(
    *,
    by: Actor,
    kind: str,
    printed: str,
    meaning: str = "",
    body: Body | None = None,
    reading: Reading | None = None,
) -> Lesson:
    """From now on these printed words mean this; what was remembered of them before ends.

    kind     a key of LESSON_KINDS
    meaning  column: a field's key, "own" or "" (leave it out); heading: a section's key, or "" (begins none);
             verb: "yes" or "no"; body: nothing, the body says it
    reading  the paper in whose review it was taught
    """
    words = " ".join(printed.split())[:LONGEST]
    if not (key := KEYS[kind](words)[:LONGEST]):
        raise Refused("There are no printed words that could be remembered. Nothing was changed.", rule=RULE)
    if kind == "verb" and meaning not in (YES, NO):
        raise ValueError("whether words bring in a resolution is said with yes or no")
    said = body.name if body is not None else meaning
    held = Lesson.objects.select_for_update().filter(kind=kind, key=key, until=None).first()
    if held is not None and (held.meaning, held.body_id) == (said, body.pk if body else None):
        record(held, "taught again", words=words)
        return held
    if held is not None:
        _end(by, held, "Something else was taught of these words.")
    lesson = Lesson.objects.create(
        kind=kind, printed=words, key=key, meaning=said, body=body, reading=reading, by_name=by.name[:200]
    )
    record(lesson, "taught", kind=kind, words=words, meaning=said, paper=reading.name if reading else None)
    return lesson


@command("imports.read")
def take_back_lesson(*, by: Actor, lesson: Lesson, reason: str) -> Lesson:
    """Papers read from now on are read without it. It stays in the list of what was taught, with the reason."""
    reason = reason_given(reason, "it is taken back")
    kept = Lesson.objects.select_for_update(of=("self",)).get(pk=lesson.pk)
    if kept.until is not None:
        raise Refused("This was taken back already. Nothing was changed.", rule=RULE)
    _end(by, kept, reason)
    record(kept, "taken back", kind=kept.kind, words=kept.printed, meaning=kept.meaning, reason=reason)
    return kept


def _end(by: Actor, lesson: Lesson, reason: str) -> None:
    lesson.until, lesson.until_by_name, lesson.until_reason = timezone.now(), by.name[:200], reason
    lesson.save(update_fields=["until", "until_by_name", "until_reason"])
