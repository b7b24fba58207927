"""The tables of the audit. Only `sealing`, `redaction` and the triggers write to them; triggers refuse everyone else."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.db import models


class Event(models.Model):
    """What one command did, chained to the event before it. `mark` names the run of the command; changes carry it."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    mark = models.CharField(max_length=32, unique=True)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_name = models.TextField()
    command = models.CharField(max_length=200)
    entries_text = models.TextField(db_column="entries")
    salts = models.TextField()
    commitments = models.TextField()
    changes_digest = models.CharField(max_length=64)
    changes_count = models.BigIntegerField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.command}"

    @property
    def entries(self) -> list[dict[str, Any]]:
        """What was recorded: command, kind, id, what, facts."""
        return json.loads(self.entries_text)

    @property
    def said(self) -> str:
        """What was done, in the words of the last thing recorded: a command that calls others speaks last."""
        entries = self.entries
        return str(entries[-1]["what"]) if entries else self.command


class Change(models.Model):
    """A row that was inserted, updated or deleted, written by a trigger: of an update only the columns that changed.

    Operation "found": a migration left the row, or those of its columns, as `new_values` says. Without a mark the row was
    changed outside any command. Salts and commitments are filled when the command is sealed.
    """

    mark = models.CharField(max_length=32, null=True)  # noqa: DJ001  (no mark is not an empty mark)
    at = models.CharField(max_length=32)
    table_name = models.CharField(max_length=100)
    row_key = models.TextField()
    operation = models.CharField(max_length=10)
    old_values = models.TextField(null=True)  # noqa: DJ001
    new_values = models.TextField(null=True)  # noqa: DJ001
    salts = models.TextField(default="")
    commitments = models.TextField(default="")

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["mark", "id"], name="audit_change_of_event"),
            models.Index(fields=["table_name", "row_key", "id"], name="audit_change_of_row"),
        ]

    def __str__(self) -> str:
        return f"{self.operation} of {self.table_name} {self.row_key}"


class Load(models.Model):
    """A page of rows that were loaded in bulk: which keys, how many, and a digest over their values (loading.py)."""

    mark = models.CharField(max_length=32)
    table_name = models.CharField(max_length=100)
    first_key = models.BigIntegerField()
    last_key = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["mark", "id"], name="audit_load_of_event"),
            models.Index(fields=["table_name", "first_key", "last_key"], name="audit_load_of_rows"),
        ]

    def __str__(self) -> str:
        return f"{self.rows} rows of {self.table_name}"


class Replacement(models.Model):
    """A recorded value that a redaction replaced: which, and the commitment to what stands there now."""

    mark = models.CharField(max_length=32)
    kind = models.CharField(max_length=10)  # "change", "event" or "load"
    target = models.BigIntegerField()  # the id of the change or of the load, or the event's number
    path = models.CharField(max_length=200)
    commitment = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["mark", "id"], name="audit_replacement_of_event"),
            models.Index(fields=["kind", "target", "id"], name="audit_replacement_of_target"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target} {self.path}"
