"""What an agenda is made of beside its items: the papers of each item in their order, and what always stands on a body's agenda."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sightline.domain.governance.models import Body, Post
from sightline.ground.files.models import StoredFile

from .meeting import AgendaItem
from .papers import Paper

HOLDS_ONE_THING = (
    Q(paper__isnull=False, file=None, url="")
    | Q(paper=None, file__isnull=False, url="")
    | (Q(paper=None, file=None) & ~Q(url=""))
)


class ItemPaper(models.Model):
    """One paper of an item, in its order. Once the agenda went out it keeps its label; what comes after says why it is late.

    number      within the item, given once, for addresses
    label       as printed: "1", "2", or "Late 1" for one that came after the agenda went out
    paper, file, url  what it is: an accepted paper, a file that was put here, or an address; exactly one of them
    sha256      of the file, or of the paper's first source as the agenda went out; "" for an address
    late        why it came after the agenda went out; "" where it came in time
    removed_reason  why it was taken off; it stays to be seen, struck through
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="papers")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    label = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    author = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_papers"
    )
    paper = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="on_agendas"
    )
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_papers"
    )
    file_name = models.CharField(max_length=300, blank=True)
    url = models.URLField("address", max_length=1000, blank=True)
    sha256 = models.CharField("hash of the bytes", max_length=64, blank=True)
    late = models.TextField("why it came late", blank=True)
    removed_reason = models.TextField("why it was taken off", blank=True)
    removed_by_name = models.CharField(max_length=200, blank=True)
    by_name = models.CharField(max_length=200)
    on = models.DateField("put on the agenda on")

    class Meta:
        ordering: ClassVar = ["item_id", "position", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "number"], name="meetings_item_paper_number_once"),
            models.UniqueConstraint(
                fields=["item", "label"],
                condition=Q(removed_reason=""),
                name="meetings_item_paper_label_once",
            ),
            models.CheckConstraint(condition=HOLDS_ONE_THING, name="meetings_item_paper_is_one_thing"),
            models.CheckConstraint(condition=~Q(title=""), name="meetings_item_paper_has_a_title"),
            models.CheckConstraint(
                condition=~Q(url="") | ~Q(sha256=""), name="meetings_item_paper_is_frozen"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def scopes(self) -> list[tuple[str, int]]:
        return self.item.scopes()


class StandingAgenda(models.Model):
    """What always stands on the agendas of a body, and its rules of notice and public speaking. The latest row holds.

    items          in order: [[kind, title, "always" or "waits"], ...]; "waits": only where something of that kind waits
    notice_days    clear working days between agenda and meeting by its own terms; None: not stated
    speak_days     working days before the meeting until whose end people register to speak; None: not stated
    speak_minutes  how long each may speak; None: not stated
    speak_words    what else its rules say of public speaking
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="standing_agendas")
    items = models.JSONField()
    notice_days = models.PositiveSmallIntegerField(null=True, blank=True)
    speak_days = models.PositiveSmallIntegerField(null=True, blank=True)
    speak_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    speak_words = models.TextField("rules of public speaking", blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["body_id", "-id"]

    def __str__(self) -> str:
        return f"What always stands on the agenda of {self.body}"

    def scopes(self) -> list[tuple[str, int]]:
        return [("body", self.body_id)]


class PublicSpeaking(models.Model):
    """That people registered to speak: how many, and about what. Never who they are.

    late  they registered after the time that the body's rules set; the chair decides
    withdrawn_reason  why nobody speaks after all; "" while they mean to
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="speaking")
    subject = models.CharField(max_length=300)
    people = models.PositiveSmallIntegerField()
    on = models.DateField("registered on")
    late = models.BooleanField(default=False)
    withdrawn_reason = models.TextField("why nobody speaks", blank=True)
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["item_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(people__gte=1), name="meetings_somebody_speaks"),
            models.CheckConstraint(condition=~Q(subject=""), name="meetings_speaks_about_something"),
        ]

    def __str__(self) -> str:
        return self.subject

    def scopes(self) -> list[tuple[str, int]]:
        return self.item.scopes()
