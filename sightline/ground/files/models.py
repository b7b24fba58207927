"""What is kept of a stored file. The bytes lie in the data folder under their hash."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from sightline.ground.lib.documents.sniff import WORDS


class StoredFile(models.Model):
    """Some bytes, once. The same bytes stored again are the same row, under the name that they first had."""

    sha256 = models.CharField("fingerprint", max_length=64, unique=True)
    size = models.PositiveBigIntegerField("bytes")
    kind = models.CharField("what the bytes are, as `lib.documents.sniff` names it", max_length=20)
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

    @property
    def kind_in_words(self) -> str:
        """What it is, with its article: "a PDF"."""
        return WORDS.get(self.kind, "an empty file" if self.kind == "empty" else WORDS["unknown"])
