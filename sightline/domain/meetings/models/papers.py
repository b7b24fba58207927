"""The register of papers: what committees and boards were told, and what they made of it, as printed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from sightline.domain.governance.models import Body
from sightline.domain.governance.visibility import granted
from sightline.ground.files.models import StoredFile

from ..drafts import ATTENDANCE_ROLES, NOTE_ROLES, OUTCOME_KINDS, OWNERSHIPS, PAPER_KINDS


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, user: Any) -> PaperQuerySet:
        return self.filter(granted(user, "papers.see", {"paper": "pk", "body": "body_id"}))

    def standing(self) -> PaperQuerySet:
        """Not withdrawn."""
        return self.filter(withdrawn_on=None)


class Paper(models.Model):
    """One paper that a person accepted. Its parts keep the words, each with the page or the lines where they stand.

    number   the reference that people use, in addresses too; given once and never used again
    title    as printed, or named by kind, body and date where none is printed (`title_given`)
    date     as understood, beside `date_printed`; of a report the day of the meeting, of a decision the day it was made
    facts    what else stands at its head: {name: text, True/False/None, ISO date or list}; words.HEAD_FACTS names them
    places   {name of a fact: {"page", "first", "last", "boxes"}}
    as_read  {name of a fact: what the reader printed} where a person put another value in its place before accepting
    """

    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=20, choices=list(PAPER_KINDS.items()))
    title = models.CharField(max_length=500)
    title_given = models.BooleanField("the title was given here, none is printed", default=False)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    body_printed = models.CharField("the body, as printed", max_length=500, blank=True)
    date = models.DateField(null=True, blank=True)
    date_printed = models.CharField("the date, as printed", max_length=300, blank=True)
    reference = models.CharField("the paper’s own reference", max_length=200, blank=True)
    ownership = models.CharField(
        "whose paper it is", max_length=10, choices=list(OWNERSHIPS.items()), default="own"
    )
    facts = models.JSONField(default=dict, blank=True)
    places = models.JSONField(default=dict, blank=True)
    as_read = models.JSONField(default=dict, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="papers_registered"
    )
    registered_by_name = models.CharField(max_length=200)
    registered_at = models.DateTimeField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = [F("date").desc(nulls_last=True), "-number"]
        indexes: ClassVar = [
            models.Index(fields=["body", "-date"], name="meetings_paper_body"),
            models.Index(fields=["-date", "-number"], name="meetings_paper_date"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(PAPER_KINDS)), name="meetings_paper_kind_known"),
            models.CheckConstraint(
                condition=Q(ownership__in=list(OWNERSHIPS)), name="meetings_paper_ownership_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="meetings_paper_has_a_title"),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawn_reason=""),
                name="meetings_paper_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def scopes(self) -> list[tuple[str, int]]:
        return [("paper", self.pk)] + ([("body", self.body_id)] if self.body_id else [])

    @property
    def body_called(self) -> str:
        """The body's name in the register, else its words on the paper, else ""."""
        return self.body.name if self.body else self.body_printed


class PaperSource(models.Model):
    """A file that holds the paper. The first is the one that was read: places of the paper's parts are places in it.

    differences  where this source has other words: [{"what", "kept", "there", "page", "line"}]
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="sources")
    position = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="papers")
    name = models.CharField("name of the file", max_length=300)
    since = models.DateField()
    differences = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["paper_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "file"], name="meetings_source_once"),
            models.UniqueConstraint(fields=["paper", "position"], name="meetings_source_position_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def scopes(self) -> list[tuple[str, int]]:
        return [("paper", self.paper_id)]


class Part(models.Model):
    """What every part of a paper has.

    number     its place in addresses, unique among the parts of its sort in the paper and never used again
    position   its place in the paper
    page       of the first source; None for text. `first` and `last`: printed lines on that page, or in the file
    boxes      where the words stand on the picture of a page: [{"page", "left", "top", "right", "bottom"}]
    as_read    what the reader printed, where other words stand here now; None where the words are as read
    """

    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    page = models.PositiveIntegerField(null=True, blank=True)
    first = models.PositiveIntegerField("first line", null=True, blank=True)
    last = models.PositiveIntegerField("last line", null=True, blank=True)
    boxes = models.JSONField(default=list, blank=True)
    as_read = models.TextField("as read", null=True, blank=True)  # noqa: DJ001  (None: the words are as read)
    by_hand = models.BooleanField("added by a person", default=False)

    class Meta:
        abstract = True

    paper: Any  # a foreign key of each sort of part, under a name of its own

    def scopes(self) -> list[tuple[str, int]]:
        return self.paper.scopes()

    @property
    def where(self) -> str:
        """Where it stands, for a link: "page 3", "line 12"; "" where it was added by hand."""
        if self.page is not None:
            return f"page {self.page}"
        return f"line {self.first}" if self.first is not None else ""


def _once(name: str) -> list[models.BaseConstraint]:
    return [models.UniqueConstraint(fields=["paper", "number"], name=f"meetings_{name}_number_once")]


class Item(Part):
    """An item of minutes. `text` is its narrative in full, `intro` what stands under its title before the minutes."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="items")
    printed_number = models.CharField(max_length=60, blank=True)
    title = models.TextField(blank=True)
    intro = models.TextField("introduction", blank=True)
    text = models.TextField(blank=True)
    noted = models.TextField("what was noted", blank=True)
    mover = models.TextField("moved by", blank=True)
    seconder = models.TextField("seconded by", blank=True)
    extra = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering: ClassVar = ["paper_id", "position", "number"]
        constraints: ClassVar = _once("item")

    def __str__(self) -> str:
        return " ".join(filter(None, [self.printed_number, self.title])) or f"Item {self.number}"

    @property
    def called(self) -> str:
        """Its name within a sentence: the printed number, or its place where none is printed."""
        return f"item {self.printed_number or self.number}"


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def visible_to(self, user: Any) -> OutcomeQuerySet:
        return self.filter(
            granted(user, "papers.see", {"paper": "paper_id", "body": "paper__body_id"}),
            paper__withdrawn_on=None,
        )


class Outcome(Part):
    """What a meeting came to: a resolution, a commitment said in the prose, or the decision of a decision record.

    verb  the words that brought it in, as printed ("The Committee agreed"); "" where the page has none or lost it
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="outcomes")
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=12, choices=list(OUTCOME_KINDS.items()))
    printed_number = models.CharField(max_length=60, blank=True)
    verb = models.CharField(max_length=500, blank=True)
    text = models.TextField("words")

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["paper_id", "position", "number"]
        indexes: ClassVar = [models.Index(fields=["kind"], name="meetings_outcome_kind")]
        constraints: ClassVar = [
            *_once("outcome"),
            models.CheckConstraint(
                condition=Q(kind__in=list(OUTCOME_KINDS)), name="meetings_outcome_kind_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="meetings_outcome_has_words"),
        ]

    def __str__(self) -> str:
        return self.text

    def scopes(self) -> list[tuple[str, int]]:
        return [("outcome", self.pk), *self.paper.scopes()]

    @property
    def reference(self) -> str:
        """How people refer to it, wherever it is printed: "12/3", the third outcome of paper 12. Reads `paper`."""
        return f"{self.paper.number}/{self.number}"


class Recommendation(Part):
    """What a report asks of its body."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="recommendations")
    printed_number = models.CharField(max_length=60, blank=True)
    text = models.TextField("words")

    class Meta:
        ordering: ClassVar = ["paper_id", "position", "number"]
        constraints: ClassVar = [
            *_once("recommendation"),
            models.CheckConstraint(condition=~Q(text=""), name="meetings_recommendation_has_words"),
        ]

    def __str__(self) -> str:
        return self.text


class Attendance(Part):
    """Somebody at a meeting, as printed; or who sent apologies, or left. Nobody is matched to a person here."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="attendance")
    role = models.CharField(max_length=20, choices=list(ATTENDANCE_ROLES.items()))
    printed = models.TextField("as printed")
    instead_of = models.TextField("in whose place", blank=True)

    class Meta:
        ordering: ClassVar = ["paper_id", "position", "number"]
        constraints: ClassVar = [
            *_once("attendance"),
            models.CheckConstraint(
                condition=Q(role__in=list(ATTENDANCE_ROLES)), name="meetings_attendance_role_known"
            ),
        ]

    def __str__(self) -> str:
        return self.printed


class PaperNote(Part):
    """A passage with a role of its own: a purpose, a consideration, an appendix, a declaration, a correction of minutes."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="notes")
    role = models.CharField(max_length=20, choices=list(NOTE_ROLES.items()))
    key = models.TextField("which", blank=True)
    printed_number = models.CharField(max_length=60, blank=True)
    title = models.TextField(blank=True)
    text = models.TextField("words", blank=True)
    old = models.TextField("the words that it replaces", blank=True)
    extra = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering: ClassVar = ["paper_id", "position", "number"]
        constraints: ClassVar = [
            *_once("note"),
            models.CheckConstraint(condition=Q(role__in=list(NOTE_ROLES)), name="meetings_note_role_known"),
        ]

    def __str__(self) -> str:
        return self.text or self.title


class PrintedScore(Part):
    """A risk or sub-risk with its scores as printed; `gross` and `net` are where they stand, `_from` where they came from."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="scores")
    printed_number = models.CharField(max_length=60, blank=True)
    risk = models.TextField("the risk that it is part of", blank=True)
    name = models.TextField(blank=True)
    owner = models.TextField("owner, as printed", blank=True)
    gross = models.IntegerField("gross score", null=True, blank=True)
    gross_from = models.IntegerField("gross score before", null=True, blank=True)
    net = models.IntegerField("net score", null=True, blank=True)
    net_from = models.IntegerField("net score before", null=True, blank=True)
    unspecified = models.IntegerField("score called neither gross nor net", null=True, blank=True)
    unspecified_from = models.IntegerField("that score before", null=True, blank=True)
    controls = models.JSONField(default=list, blank=True)
    further_actions = models.JSONField(default=list, blank=True)
    text = models.TextField(blank=True)
    extra = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering: ClassVar = ["paper_id", "position", "number"]
        constraints: ClassVar = _once("score")

    def __str__(self) -> str:
        return self.name or self.risk


class PrintedFigure(Part):
    """One figure as printed: a cell of a table of indicators, or a figure in the prose of an item.

    printed  the words of the cell; None where it is empty
    value    only where it is certain, with unit and day
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="figures")
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="figures")
    section = models.TextField(blank=True)
    name = models.TextField("what is counted", blank=True)
    column = models.TextField(blank=True)
    row = models.PositiveIntegerField(null=True, blank=True)
    printed = models.TextField("as printed", null=True, blank=True)  # noqa: DJ001  (None: an empty cell)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    unit = models.CharField(max_length=100, blank=True)
    as_at = models.DateField(null=True, blank=True)
    extra = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering: ClassVar = ["paper_id", "position", "number"]
        constraints: ClassVar = _once("figure")

    def __str__(self) -> str:
        return f"{self.name}: {self.printed or 'not stated'}"


class PaperAside(Part):
    """A passage that was not placed, or (`doubt`) one that is kept as printed and worth a question; always with the reason."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="asides")
    doubt = models.BooleanField(default=False)
    text = models.TextField("words", blank=True)
    why = models.TextField()
    by_name = models.CharField("who set it aside", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["paper_id", "position", "number"]
        constraints: ClassVar = [
            *_once("aside"),
            models.CheckConstraint(condition=~Q(why=""), name="meetings_aside_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.text


class PaperCorrection(models.Model):
    """A slip of reading, mended after the paper was registered: the old words and the new, who and why. Never changed itself.

    part, part_number  which part ("outcome", 3); "" and None for the paper's own facts
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="corrections")
    part = models.CharField(max_length=20, blank=True)
    part_number = models.PositiveIntegerField(null=True, blank=True)
    field = models.CharField(max_length=60)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["paper_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="meetings_paper_corrected_with_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.old} → {self.new}"

    def scopes(self) -> list[tuple[str, int]]:
        return [("paper", self.paper_id)]
