"""Papers on their way in: uploaded, read, looked at by a person, applied. Nothing here is a fact of the domain yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from sightline.ground.accounts.queries import everything

from .models_lessons import LESSON_KINDS, Lesson, LessonUse

if TYPE_CHECKING:
    from sightline.ground.accounts.models import User

__all__ = [
    "LESSON_KINDS", "NOT_TAKEN_WHY", "READING_STATES", "Archive", "Lesson", "LessonUse", "NotTaken", "Reading", "SameKey",
    "TableImport", "Upload",
]  # fmt: skip

READING_STATES = {
    "waiting": "Waiting to be read",
    "reading": "Being read",
    "read": "Read, waiting for you",
    "failed": "Could not be read",
    "accepted": "Accepted",
    "put-aside": "Put aside",
}


NOT_TAKEN_WHY = {
    "refused": "Not taken",
    "known": "Known already",
    "left-out": "Left out: no paper",
}


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, user: User) -> UploadQuerySet:
        """Imports are seen by those who may read papers in."""
        return self if everything(user, "imports.read") else self.none()


class Upload(models.Model):
    """Files that one person gave at one moment. Each became a reading, a row that says why it did not, or an archive of such."""

    by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="uploads")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]

    def scopes(self) -> list[tuple[str, int]]:
        return [("upload", self.pk)]


class Archive(models.Model):
    """A ZIP archive of an upload, whose papers are taken out one by one in the background.

    members  files in it; None until it was opened
    done     how many of them became a reading or a row of NotTaken: where the work goes on after a kill
    problem  why nothing of it was taken, or nothing more
    """

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="archives")
    position = models.PositiveIntegerField(default=0)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="archives")
    name = models.CharField(max_length=255)
    state = models.CharField(
        max_length=12,
        choices=[("waiting", "Being unpacked"), ("done", "Unpacked"), ("failed", "Not unpacked")],
        default="waiting",
    )
    members = models.PositiveIntegerField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["upload_id", "position", "pk"]

    def __str__(self) -> str:
        return self.name

    def scopes(self) -> list[tuple[str, int]]:
        return [("upload", self.upload_id)]


class NotTaken(models.Model):
    """A file of an upload that made no reading, and why.

    why      "refused", "known" (read before, or twice in the upload) or "left-out" (what an operating system adds)
    reading  the earlier reading of a file that is known
    """

    # Names and sentences stand in the event of the command that left them out.
    not_audited = "a note about a file that was not taken"

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="not_taken")
    archive = models.ForeignKey(
        Archive, null=True, blank=True, on_delete=models.CASCADE, related_name="not_taken"
    )
    position = models.PositiveIntegerField(default=0)
    folder = models.CharField(max_length=500, blank=True)
    name = models.CharField(max_length=255)
    why = models.CharField(max_length=12, choices=list(NOT_TAKEN_WHY.items()), default="refused")
    sentence = models.TextField()
    reading = models.ForeignKey(
        "imports.Reading", null=True, blank=True, on_delete=models.SET_NULL, related_name="given_again"
    )

    class Meta:
        ordering: ClassVar = ["upload_id", "position", "pk"]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name with the folders that it lay in."""
        return f"{self.folder}/{self.name}" if self.folder else self.name


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, user: User) -> ReadingQuerySet:
        """Imports are seen by those who may read papers in."""
        return self if everything(user, "imports.read") else self.none()


class Reading(models.Model):
    """One file of an upload, and what was read in it.

    result  what the reader printed (the contract of `sightline read`, with `places` and `mapping`), never changed
    draft   the same as a person has corrected it so far; what `accept` applies
    source  the printed lines of a text, web page or Word file: [[sheet or None, number, text], ...]; None for other files
    kind    "inspection", "plan", "indicators" or "unknown" as read; a person may say otherwise
    counts  read, taken, set aside: read = taken + set aside, always
    folder  the folders that the file lay in, in its archive or where the command line was pointed at
    sureness  how sure the reader was of the kind, 0 to 1; None where it did not say
    quality  what to look at first, and which papers held are the same (quality.py, sameness.py), as it was when read
    """

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="readings")
    position = models.PositiveIntegerField(default=0)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="readings")
    folder = models.CharField(max_length=500, blank=True)
    name = models.CharField(max_length=255)
    state = models.CharField(max_length=12, choices=list(READING_STATES.items()), default="waiting")
    kind = models.CharField(max_length=20, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    error = models.TextField(blank=True)
    result = models.JSONField(null=True, blank=True)
    draft = models.JSONField(null=True, blank=True)
    source = models.JSONField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    sureness = models.FloatField(null=True, blank=True)
    quality = models.JSONField(default=dict, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_reason = models.TextField(blank=True)
    inspection = models.ForeignKey(
        "inspections.Inspection", null=True, blank=True, on_delete=models.PROTECT, related_name="readings"
    )
    plan = models.ForeignKey(
        "plans.Plan", null=True, blank=True, on_delete=models.PROTECT, related_name="readings"
    )
    paper = models.ForeignKey(
        "meetings.Paper", null=True, blank=True, on_delete=models.PROTECT, related_name="readings"
    )

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-upload_id", "position", "pk"]
        indexes: ClassVar = [models.Index(fields=["state", "-upload"], name="imports_reading_state")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=list(READING_STATES)), name="imports_known_state")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """The name with the folders that it lay in."""
        return f"{self.folder}/{self.name}" if self.folder else self.name

    def scopes(self) -> list[tuple[str, int]]:
        return [("upload", self.upload_id)]


class SameKey(models.Model):
    """A key that papers of the same words or the same day have in common, to find the few that are worth comparing."""

    not_audited = "made anew from what was read"

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="same_keys")
    key = models.CharField(max_length=60, db_index=True)

    def __str__(self) -> str:
        return self.key


class TableImport(models.Model):
    """A plan table on its way into a plan: the columns as matched, what the dry run showed, and how it ended.

    mapping   {printed column: field key, "own" (kept as the council's own column) or "" (left out)}
    options   {"sections": make a theme of each section heading, "narrative": keep the text around the table,
              "reason": why dates and targets move, "posts" and "bodies": {printed name: id, or 0 for "as printed"}}
    preview   what the dry run showed (commands.tables.Outcome as JSON); None when columns or choices changed since
    outcome   the same after applying
    """

    # The paper is kept whole in its file, and what is taken into a plan is audited there.
    not_audited = "a step of reading a paper"

    reading = models.OneToOneField(Reading, on_delete=models.CASCADE, related_name="table")
    plan = models.ForeignKey(
        "plans.Plan", null=True, blank=True, on_delete=models.PROTECT, related_name="table_imports"
    )
    new_title = models.CharField(max_length=300, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    options = models.JSONField(default=dict, blank=True)
    preview = models.JSONField(null=True, blank=True)
    outcome = models.JSONField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by_name = models.CharField(max_length=200, blank=True)

    def scopes(self) -> list[tuple[str, int]]:
        return self.reading.scopes()
