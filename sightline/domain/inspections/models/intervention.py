"""Interventions: notices, directions, commissioners, advisers; their terms, conditions, officials, steps and advice."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from sightline.domain.governance.models import Body
from sightline.domain.governance.visibility import granted
from sightline.ground.files.models import StoredFile

from ..interventions.rules import (
    ADVISES,
    ANSWERS,
    CONDITION_STATES,
    ENDINGS,
    KINDS,
    OFFICIALS,
    STEPS,
    STREAMS,
    InterventionDates,
    state_on,
)
from .inspection import Inspection


def _in_order(start: str, end: str, name: str) -> models.CheckConstraint:
    """A period does not end before it begins; either day may be not stated."""
    return models.CheckConstraint(
        condition=Q(**{f"{start}__isnull": True})
        | Q(**{f"{end}__isnull": True})
        | Q(**{f"{end}__gte": F(start)}),
        name=name,
    )


class InterventionQuerySet(models.QuerySet["Intervention"]):
    def visible_to(self, user: Any) -> InterventionQuerySet:
        return self.filter(granted(user, "interventions.see", {"intervention": "pk"}))


class Intervention(models.Model):
    """One notice, direction or appointment, with its terms as its paper has them.

    number    the reference that people use, in addresses too; given once
    until     the last day as the paper states it; the day on which it did end is `ended`
    follows   the earlier one whose place this one takes; both stay with their own terms
    """

    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=20, choices=list(KINDS.items()))
    stream = models.CharField(max_length=20, choices=list(STREAMS.items()))
    title = models.CharField(max_length=300)
    issued_by = models.CharField(max_length=300, blank=True)
    issued = models.DateField("day of issue", null=True, blank=True)
    since = models.DateField("in force from", null=True, blank=True)
    until = models.DateField("stated last day", null=True, blank=True)
    ended = models.DateField("day on which it ended", null=True, blank=True)
    ended_how = models.CharField(max_length=20, choices=list(ENDINGS.items()), blank=True)
    terms = models.TextField("terms, in the paper's words", blank=True)
    follows = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="interventions"
    )
    inspections = models.ManyToManyField(
        Inspection, through="InterventionInspection", related_name="interventions"
    )
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="interventions"
    )
    link = models.URLField("address of the paper", max_length=1000, blank=True)
    source = models.CharField("paper or letter", max_length=300, blank=True)
    added_by_name = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    objects = InterventionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = [F("since").desc(nulls_last=True), "-number"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="inspections_intervention_kind"),
            models.CheckConstraint(
                condition=Q(stream__in=list(STREAMS)), name="inspections_intervention_stream"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="inspections_intervention_title"),
            _in_order("since", "until", "inspections_intervention_until_after_since"),
            _in_order("since", "ended", "inspections_intervention_ended_after_since"),
            models.CheckConstraint(
                condition=(Q(ended__isnull=True) & Q(ended_how=""))
                | (Q(ended__isnull=False) & Q(ended_how__in=list(ENDINGS))),
                name="inspections_intervention_ended_in_some_way",
            ),
            models.CheckConstraint(
                condition=~Q(follows=F("id")), name="inspections_intervention_not_after_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def scopes(self) -> list[tuple[str, int]]:
        return [("intervention", self.pk)]

    @property
    def dates(self) -> InterventionDates:
        return InterventionDates(self.issued, self.since, self.until, self.ended)

    @property
    def begins(self) -> date | None:
        return self.dates.begins

    @property
    def advises(self) -> bool:
        """Whether focus areas and an advice log belong to it."""
        return self.kind in ADVISES

    def state_on(self, day: date) -> str:
        return state_on(self.dates, day)


class _Of(models.Model):
    """What lies within one intervention is reached by a grant over that intervention."""

    intervention_id: int

    class Meta:
        abstract = True

    def scopes(self) -> list[tuple[str, int]]:
        return [("intervention", self.intervention_id)]


class InterventionInspection(_Of):
    """An inspection that led to the intervention, or looked at what became of it. A link that ended says so."""

    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="inspection_links")
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="intervention_links")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["intervention", "inspection"],
                condition=Q(until=None),
                name="inspections_intervention_linked_once",
            ),
            _in_order("since", "until", "inspections_intervention_link_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.intervention} and {self.inspection}"


class Condition(_Of):
    """Something that the intervention asks for, in its words. `carried_to`: its place in the one that followed."""

    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="conditions")
    number = models.PositiveIntegerField()
    text = models.TextField("condition, in the paper's words")
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=list(CONDITION_STATES.items()), default="open")
    met_on = models.DateField(null=True, blank=True)
    how = models.TextField("how it was met", blank=True)
    evidence = models.TextField("what shows it", blank=True)
    met_by_name = models.CharField(max_length=200, blank=True)
    carried_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_from"
    )

    class Meta:
        ordering: ClassVar = ["intervention_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["intervention", "number"], name="inspections_condition_number_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="inspections_condition_has_words"),
            models.CheckConstraint(
                condition=Q(state__in=list(CONDITION_STATES)), name="inspections_condition_state"
            ),
            models.CheckConstraint(
                condition=(Q(state="met") & Q(met_on__isnull=False) & ~Q(how=""))
                | (~Q(state="met") & Q(met_on__isnull=True)),
                name="inspections_condition_met_on_a_day_and_how",
            ),
            models.CheckConstraint(
                condition=~Q(state="carried") | Q(carried_to__isnull=False),
                name="inspections_condition_carried_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"Condition {self.number}"

    def overdue(self, today: date) -> bool:
        return self.state == "open" and self.due is not None and self.due < today


class Official(_Of):
    """An office or post that acts under the intervention: commissioner, adviser, lead official; from and to."""

    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="officials")
    title = models.CharField("office or post", max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, choices=list(OFFICIALS.items()))
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["intervention_id", F("since").asc(nulls_first=True), "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="inspections_official_has_a_title"),
            models.CheckConstraint(condition=Q(role__in=list(OFFICIALS)), name="inspections_official_role"),
            _in_order("since", "until", "inspections_official_in_order"),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.title, self.organisation)))


class ReviewDate(_Of):
    """A day on which progress is to be looked at; `held` once it was, with what was said."""

    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField("day of the review")
    what = models.CharField(max_length=300, blank=True)
    held = models.DateField(null=True, blank=True)
    outcome = models.TextField("what was said", blank=True)

    class Meta:
        ordering: ClassVar = ["intervention_id", "on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["intervention", "on"], name="inspections_review_date_once"),
            models.CheckConstraint(
                condition=Q(held__isnull=False) | Q(outcome=""), name="inspections_review_said_when_held"
            ),
        ]

    def __str__(self) -> str:
        return f"Review on {self.on:%-d %B %Y}"


class FocusArea(_Of):
    """What an adviser works on, from and to."""

    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="focus_areas")
    title = models.CharField("focus area", max_length=200)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["intervention_id", F("since").asc(nulls_first=True), "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="inspections_focus_area_has_words"),
            _in_order("since", "until", "inspections_focus_area_in_order"),
        ]

    def __str__(self) -> str:
        return self.title


class Advice(_Of):
    """One entry of the advice log. Never changed: what came of it stands in its answers."""

    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="advice")
    number = models.PositiveIntegerField()
    on = models.DateField("day of the advice")
    to = models.CharField("to whom", max_length=300, blank=True)
    focus = models.ForeignKey(
        FocusArea, null=True, blank=True, on_delete=models.PROTECT, related_name="advice"
    )
    text = models.TextField("advice")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["intervention_id", "-on", "-number"]
        verbose_name_plural = "advice"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["intervention", "number"], name="inspections_advice_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="inspections_advice_has_words"),
        ]

    def __str__(self) -> str:
        return f"Advice {self.number}"


class AdviceAnswer(models.Model):
    """What came of an advice, and who said so. The latest row counts; the earlier ones stay."""

    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="answers")
    answer = models.CharField(max_length=20, choices=list(ANSWERS.items()), blank=True)
    text = models.TextField("what came of it", blank=True)
    answered_by = models.CharField("who answered", max_length=300, blank=True)
    on = models.DateField("day of the answer")
    resolved = models.DateField(null=True, blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["advice_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer="") | Q(answer__in=list(ANSWERS)), name="inspections_advice_answer_known"
            ),
            models.CheckConstraint(
                condition=~Q(answer="") | ~Q(text=""), name="inspections_advice_answer_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.get_answer_display() or self.text

    def scopes(self) -> list[tuple[str, int]]:
        return self.advice.scopes()


class InterventionStep(_Of):
    """What happened to an intervention, on which day, in words. Never changed: this is the history that its page shows.

    field, old, new  of a correction or revision: what was replaced, and by what
    """

    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, choices=list(STEPS.items()))
    on = models.DateField()
    text = models.TextField(blank=True)
    field = models.CharField(max_length=40, blank=True)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["intervention_id", "on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=list(STEPS)), name="inspections_intervention_step_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind="corrected") | ~Q(text=""),
                name="inspections_intervention_corrected_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.on:%-d %B %Y}"
