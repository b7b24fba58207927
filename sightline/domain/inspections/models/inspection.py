"""What inspectors said: inspections, judgements, findings in their words, and what became of each."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from sightline.domain.governance.models import Body, Dated, Decision
from sightline.domain.governance.visibility import granted
from sightline.ground.files.models import StoredFile

from ..rules import FINDING_STATES, STRATEGY_KINDS

DAYS = ("start", "end", "letter_date", "published", "report_received")


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, user: Any) -> InspectionQuerySet:
        return self.filter(granted(user, "inspections.see", {"inspection": "pk"}))


class Inspection(models.Model):
    """One inspection and its report or letter. Four dates are kept apart, because papers confuse them.

    number     the reference that people use, in addresses too; given once and never used again
    framework  a code of `frameworks/`, or "" where the report does not say
    """

    number = models.PositiveIntegerField(unique=True)
    authority = models.CharField(max_length=200)
    framework = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=300)
    start = models.DateField("fieldwork began", null=True, blank=True)
    end = models.DateField("fieldwork ended", null=True, blank=True)
    report_received = models.DateField(null=True, blank=True)
    published = models.DateField(null=True, blank=True)
    letter_date = models.DateField("date of the letter", null=True, blank=True)
    lead_inspector = models.CharField(max_length=200, blank=True)
    outcome = models.TextField("overall outcome, where the framework has one", blank=True)
    requires = models.TextField("what the inspectorate requires", blank=True)
    principal_authority = models.CharField(max_length=300, blank=True)
    response_due_stated = models.DateField(
        "response due, as the inspectorate states it", null=True, blank=True
    )
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="inspections"
    )
    source_name = models.CharField("name of the source file", max_length=300, blank=True)
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="inspections_added"
    )
    added_by_name = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = [F("start").desc(nulls_last=True), "-number"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="inspections_inspection_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(superseded_by=F("id")), name="inspections_inspection_not_superseded_by_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def scopes(self) -> list[tuple[str, int]]:
        return [("inspection", self.pk)]

    @property
    def day(self) -> date | None:
        """The day by which people speak of it: the first day of fieldwork, or the next date that is known."""
        return next((day for name in DAYS if (day := getattr(self, name))), None)


class Judgement(models.Model):
    """A grade for an area, in the report's own words and order."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="judgements")
    position = models.PositiveIntegerField()
    area = models.CharField(max_length=300)
    grade = models.CharField(max_length=200, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["inspection_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection", "position"], name="inspections_judgement_position_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.grade or 'not stated'}"

    def scopes(self) -> list[tuple[str, int]]:
        return [("inspection", self.inspection_id)]


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, user: Any) -> FindingQuerySet:
        return self.filter(granted(user, "inspections.see", {"finding": "pk", "inspection": "inspection_id"}))

    def standing(self) -> FindingQuerySet:
        """Not withdrawn: what the council has to answer, or had to."""
        return self.filter(withdrawn_on=None)

    def in_state(self, state: str, day: date | None = None) -> FindingQuerySet:
        """Findings that are in a state now, or were on a day."""
        rows = FindingState.objects.filter(state=state)
        rows = (
            rows.filter(until=None)
            if day is None
            else rows.filter(since__lte=day).filter(Q(until=None) | Q(until__gt=day))
        )
        return self.filter(pk__in=rows.values("finding"))


class Finding(models.Model):
    """What inspectors asked for, in their words.

    number        its place in addresses, unique within the inspection and never used again
    position      its place in the report
    ref           the number printed beside it, as text; "" where none is printed
    text          the inspector's wording as it stands; a correction keeps the words that it replaced
    text_as_read  the wording as it was first accepted, never changed
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    ref = models.CharField("printed reference", max_length=60, blank=True)
    category = models.CharField(max_length=200, blank=True)
    heading = models.CharField(max_length=300, blank=True)
    text = models.TextField("the inspector's words")
    text_as_read = models.TextField()
    page = models.PositiveIntegerField(null=True, blank=True)
    responsible = models.CharField("who must act, as printed", max_length=500, blank=True)
    added_by_hand = models.BooleanField(default=False)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["inspection_id", "position", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "number"], name="inspections_finding_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="inspections_finding_has_words"),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawn_reason=""),
                name="inspections_finding_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.text[:80]}"

    def scopes(self) -> list[tuple[str, int]]:
        return [("finding", self.pk), ("inspection", self.inspection_id)]

    @property
    def reference(self) -> str:
        """How people refer to it within its report: the printed number, or "finding 3" where none is printed."""
        return self.ref or f"finding {self.number}"

    @property
    def spoken(self) -> str:
        """Its name within a sentence: "finding 4", or the printed reference where that is a word of its own."""
        return self.ref if re.search(r"[^\W\d_]{4}", self.ref) else f"finding {self.ref or self.number}"

    @property
    def state(self) -> str:
        """open, met or superseded. Reads `states`; load them beforehand."""
        return next(row.state for row in self.states.all() if row.until is None)

    def state_on(self, day: date) -> str | None:
        """Its state on a day; None before it was known. Reads `states`; load them beforehand."""
        rows = [
            row for row in self.states.all() if row.since <= day and (row.until is None or day < row.until)
        ]
        return rows[-1].state if rows else None


class FindingState(models.Model):
    """Open, met or superseded: from a day, for a reason. `until` is the day on which the next state begins.

    decision  the body's decision that it is met, or that it is open again; met only by one (design, guarantee 5)
    """

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="states")
    state = models.CharField(max_length=20, choices=list(FINDING_STATES.items()))
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    by_inspection = models.ForeignKey(
        Inspection, null=True, blank=True, on_delete=models.PROTECT, related_name="supersessions"
    )
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="finding_states"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["finding_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="inspections_finding_state_since_before_until",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(FINDING_STATES)), name="inspections_finding_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="superseded") | Q(by_inspection__isnull=False),
                name="inspections_finding_superseded_by_an_inspection",
            ),
            models.CheckConstraint(
                condition=~Q(state="met") | Q(decision__isnull=False),
                name="inspections_finding_met_by_a_decision",
            ),
            models.UniqueConstraint(
                fields=["finding"], condition=Q(until=None), name="inspections_finding_one_state_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} since {self.since}"

    def scopes(self) -> list[tuple[str, int]]:
        return [("finding", self.finding_id)]


class Correction(models.Model):
    """A slip in what was read, mended: the field, the old words and the new, who and why. Never changed itself."""

    field = models.CharField(max_length=40)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.field}: {self.old} → {self.new}"


class InspectionCorrection(Correction):
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="corrections")

    class Meta:
        ordering: ClassVar = ["inspection_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="inspections_inspection_corrected_with_a_reason"
            )
        ]

    def scopes(self) -> list[tuple[str, int]]:
        return [("inspection", self.inspection_id)]


class FindingCorrection(Correction):
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="corrections")

    class Meta:
        ordering: ClassVar = ["finding_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="inspections_finding_corrected_with_a_reason"
            )
        ]

    def scopes(self) -> list[tuple[str, int]]:
        return [("finding", self.finding_id)]


class StrategyQuerySet(Dated):
    def visible_to(self, user: Any) -> StrategyQuerySet:
        return self.filter(granted(user, "inspections.see", {"strategy": "pk"}))


class Strategy(models.Model):
    """A strategy or a priority of the council, from and to: what plans and themes say they serve."""

    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=list(STRATEGY_KINDS.items()))
    owner = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="strategies"
    )
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    source = models.TextField("where it is written", blank=True)

    objects = StrategyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["kind", "title", "id"]
        verbose_name_plural = "strategies"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="inspections_strategy_since_before_until",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(STRATEGY_KINDS)), name="inspections_strategy_kind_known"
            ),
            models.UniqueConstraint(
                Lower("title"), "kind", condition=Q(until=None), name="inspections_strategy_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def scopes(self) -> list[tuple[str, int]]:
        return [("strategy", self.pk)]
