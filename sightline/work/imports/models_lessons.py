"""What a council taught its readers, and on which readings each lesson was used."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

LESSON_KINDS = {
    "column": "Heading of a column",
    "heading": "Heading of a report",
    "verb": "Words that bring in a resolution",
    "body": "Name of a body",
}


class Lesson(models.Model):
    """What printed words mean here, as a person said it: until somebody takes it back, and never deleted.

    kind     LESSON_KINDS
    printed  the words as printed; key: as they are compared, lower case, blanks folded
    meaning  column: our field's key, "own" (a column of our own) or "" (leave it out); heading: the key of a report's section,
             or "" (begins none); verb: "yes" or "no"; body: its name when this was taught, beside `body`
    reading  the paper in whose review it was taught; None where it was taught apart from one
    """

    kind = models.CharField(max_length=10, choices=list(LESSON_KINDS.items()))
    printed = models.CharField(max_length=300)
    key = models.CharField(max_length=300)
    meaning = models.CharField(max_length=300, blank=True)
    body = models.ForeignKey(
        "governance.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="lessons"
    )
    reading = models.ForeignKey(
        "imports.Reading", null=True, blank=True, on_delete=models.SET_NULL, related_name="lessons_taught"
    )
    by_name = models.CharField(max_length=200)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    until_by_name = models.CharField(max_length=200, blank=True)
    until_reason = models.TextField(blank=True)

    class Meta:
        app_label = "imports"
        ordering: ClassVar = ["kind", "key", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "key"], condition=Q(until=None), name="imports_one_lesson_a_word"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(LESSON_KINDS)), name="imports_known_kind_of_lesson"
            ),
            models.CheckConstraint(
                condition=Q(kind="body", body__isnull=False) | (~Q(kind="body") & Q(body=None)),
                name="imports_lesson_names_its_body",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed} -> {self.meaning or 'left out'}"


class LessonUse(models.Model):
    """A lesson that was used when a paper was read, so that a wrong one can be traced."""

    not_audited = "made anew with each reading"

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="uses")
    reading = models.ForeignKey("imports.Reading", on_delete=models.CASCADE, related_name="lesson_uses")

    class Meta:
        app_label = "imports"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lesson", "reading"], name="imports_lesson_used_once")
        ]
