"""What is kept while a meeting sits, how a body words its resolutions, and figures of minutes beside their source."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sightline.domain.evidence.models import Evidence
from sightline.domain.governance.models import Body

from ..meeting_words import INTERESTS, ITEM_KINDS, RESULTS, ROOM_FORMS
from ..style_rules import LONGEST_OPENING, NUMBERINGS
from .meeting import AgendaItem, Meeting
from .papers import Paper, PrintedFigure


class BodyStyle(models.Model):
    """How minutes print a body's resolutions. A body without a row has none: its words stand as they were recorded."""

    body = models.OneToOneField(Body, on_delete=models.PROTECT, related_name="resolution_style")
    opening = models.CharField("words before a resolution", max_length=LONGEST_OPENING, blank=True)
    numbering = models.CharField(max_length=4, choices=list(NUMBERINGS.items()), blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(numbering="") | ~Q(opening=""), name="meetings_numbers_under_an_opening"
            )
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.opening} {self.numbering}".strip()

    def scopes(self) -> list[tuple[str, int]]:
        return [("body", self.body_id)]


class BodyPhrase(models.Model):
    """A standard phrase of a body for the outcomes of one kind of item, "" for every kind. until: when it was taken away."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="phrases")
    item_kind = models.CharField(max_length=12, choices=list(ITEM_KINDS.items()), blank=True)
    result = models.CharField(max_length=10, choices=list(RESULTS.items()))
    words = models.CharField(max_length=600)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["body_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="meetings_phrase_has_words"),
            models.UniqueConstraint(
                fields=["body", "item_kind", "result", "words"],
                condition=Q(until=None),
                name="meetings_phrase_once",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def scopes(self) -> list[tuple[str, int]]:
        return [("body", self.body_id)]


class Declared(models.Model):
    """An interest that somebody declared at an item. left: whether they left for it; None: not stated."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="declared")
    name = models.CharField("name of who declared it", max_length=300)
    kind = models.CharField(max_length=12, choices=list(INTERESTS.items()))
    words = models.TextField("nature of the interest")
    left = models.BooleanField(null=True, blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["item_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(INTERESTS)), name="meetings_interest_known"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(words=""), name="meetings_interest_says_whose_and_what"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {INTERESTS[self.kind].lower()}"

    def scopes(self) -> list[tuple[str, int]]:
        return self.item.scopes()


class RoomSave(models.Model):
    """One save from the page of the room. Its key comes from the page: what is sent again with the same key is saved once.

    key    given by the page and told apart by who sent it (`by_key`, the id of the account as text)
    form   a key of ROOM_FORMS; words: what was saved, as the next person is told
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="saves")
    form = models.CharField(max_length=10, choices=list(ROOM_FORMS.items()))
    key = models.CharField(max_length=64)
    by_key = models.CharField(max_length=40, blank=True)
    words = models.TextField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["item_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["by_key", "key"], name="meetings_saved_once"),
            models.CheckConstraint(condition=~Q(key=""), name="meetings_save_has_a_key"),
        ]

    def __str__(self) -> str:
        return f"{ROOM_FORMS[self.form]}: {self.words}"

    def scopes(self) -> list[tuple[str, int]]:
        return self.item.scopes()


class SourcedFigure(models.Model):
    """What the source says where a figure in approved minutes differs. The approved words stay; this stands beside them.

    quoted   the words of the minutes with the figure in them, exactly as approved; printed: the figure, "47%"
    value    what the source says, "45%"; measure and period in words
    figure   the figure of a paper that it was proposed from; paper, evidence: where it stands; at least one source
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="sourced_figures")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="sourced_figures")
    quoted = models.TextField("words of the minutes")
    printed = models.CharField("figure as approved", max_length=60)
    measure = models.CharField("what is counted", max_length=400)
    value = models.CharField("figure of the source", max_length=60)
    period = models.CharField("period or day that it is of", max_length=120)
    paper = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="sourced_figures"
    )
    figure = models.ForeignKey(
        PrintedFigure, null=True, blank=True, on_delete=models.PROTECT, related_name="sourced_figures"
    )
    evidence = models.ForeignKey(
        Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="sourced_figures"
    )
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.CharField(max_length=200, blank=True)
    taken_back_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["meeting_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(paper__isnull=False) | Q(evidence__isnull=False),
                name="meetings_figure_has_a_source",
            ),
            models.CheckConstraint(
                condition=~Q(quoted="") & ~Q(printed="") & ~Q(value="") & ~Q(measure="") & ~Q(period=""),
                name="meetings_figure_says_all",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | ~Q(taken_back_reason=""),
                name="meetings_figure_taken_back_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.period}: {self.printed} as approved, {self.value} in the source"

    def scopes(self) -> list[tuple[str, int]]:
        return self.meeting.scopes()
