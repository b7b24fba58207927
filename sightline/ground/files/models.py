"""What is kept of a stored file. The bytes lie in the data folder under their hash."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact


class Kind(models.TextChoices):
    """What the bytes are, found out from the bytes and never from the name."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word document"
    XLSX = "xlsx", "Excel workbook"
    CSV = "csv", "CSV table"
    HTML = "html", "web page"
    TEXT = "text", "plain text"
    UNKNOWN = "unknown", "a kind that is not read here"


class StoredFile(models.Model):
    """Some bytes, once. The same bytes stored again are the same row, under the name that they first had."""

    sha256 = models.CharField("fingerprint", max_length=64, unique=True)
    size = models.PositiveBigIntegerField("bytes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField("name it first came with", max_length=255)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.CharField("who added it", max_length=200)

    class Meta:
        ordering: ClassVar = ["-added_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Exact(Length("sha256"), 64), name="files_sha256_in_full"),
        ]

    def __str__(self) -> str:
        return self.name
