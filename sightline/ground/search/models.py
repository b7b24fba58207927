"""Copies of words for searching, and how far the copying has come."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Document(models.Model):
    """The words of one row of the register, as the search finds them. Never the place where anything is kept.

    source     the name of the offer that wrote it (`offers.Source`): "action", "agenda-item"
    thing_id   the key of the row
    anchor_*   the thing whose readers may see it: ("action", 7) for an update of that action
    title      what a result is called; found words in it count for more
    context    where it stands, for the line above the title: "Plan 2, action 1.3"
    body_id    the body that it belongs to, where there is exactly one; without a foreign key, as it is a copy
    same_as    of an outcome the key of the decision that it made: who may see both is shown the decision only
    address    the name of its page, with "#item-3" for a place on it; `parts`: the values in that page's address
    """

    not_audited = "a copy of words that stand elsewhere, written anew from them"

    source = models.CharField(max_length=30)
    thing_id = models.BigIntegerField()
    anchor_kind = models.CharField(max_length=30)
    anchor_id = models.BigIntegerField()
    title = models.TextField()
    text = models.TextField(blank=True)
    context = models.TextField(blank=True)
    day = models.DateField(null=True, blank=True)
    body_id = models.BigIntegerField(null=True, blank=True)
    same_as = models.BigIntegerField(null=True, blank=True)
    address = models.CharField(max_length=60)
    parts = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "thing_id"], name="search_document_once")
        ]

    def __str__(self) -> str:
        return self.title


class Progress(models.Model):
    """One row: the number of the last audit event whose changes the documents show. No row: they were never written."""

    not_audited = "how far the copies for searching have come; made anew after a restore"

    event = models.BigIntegerField()

    def __str__(self) -> str:
        return f"up to event {self.event}"
