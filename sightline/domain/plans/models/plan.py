"""The plan and its order: aims, themes, drivers and workstreams, money, and the inspections that it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from sightline.ground.accounts.queries import everything, granted

from ..governing_words import REVIEW_CYCLES
from ..words import STATES, STREAMS

if TYPE_CHECKING:
    from sightline.ground.accounts.models import User


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: User) -> PlanQuerySet:
        """Plans that the user may see: all, those granted one by one, and those that hold an action the user may see."""
        if everything(user, "plans.see"):
            return self
        from .action import Action

        return self.filter(
            Q(pk__in=granted(user, "plans.see", "plan"))
            | Q(Exists(Action.objects.filter(plan=OuterRef("pk")).visible_to(user)))
        )


class Plan(models.Model):
    """An improvement plan. `number` is its public number; `follows` the plan that it takes over from."""

    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=300)
    stream = models.CharField(max_length=20, choices=list(STREAMS.items()), default="social-care")
    state = models.CharField(max_length=20, choices=list(STATES.items()), default="draft")
    vision = models.TextField(blank=True)
    narrative = models.TextField(blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    version = models.CharField(max_length=60, blank=True)
    version_date = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        "governance.Post", null=True, blank=True, on_delete=models.PROTECT, related_name="plans_owned"
    )
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    status_key = models.JSONField(
        default=dict, blank=True
    )  # a printed key of colours, as read; shown, never acted on
    review_cycle = models.CharField(max_length=20, choices=list(REVIEW_CYCLES.items()), null=True, blank=True)  # noqa: DJ001
    next_review = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    inspections = models.ManyToManyField(
        "inspections.Inspection", through="PlanInspection", related_name="plans"
    )
    strategies = models.ManyToManyField("inspections.Strategy", through="PlanStrategy", related_name="plans")

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(starts=None) | Q(ends__gte=models.F("starts")),
                name="plans_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="plans_known_state"),
        ]

    def __str__(self) -> str:
        return self.title

    def scopes(self) -> list[tuple[str, int]]:
        return [("plan", self.pk)]


class PlanState(models.Model):
    """What a paper says became of a plan, from a day on. Never changed: the latest row is what `Plan.state` says."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="states")
    state = models.CharField(max_length=20, choices=list(STATES.items()))
    on = models.DateField()
    source = models.TextField("the paper or minute that says so")
    decision = models.ForeignKey(
        "governance.Decision", null=True, blank=True, on_delete=models.PROTECT, related_name="plan_states"
    )
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="plans_state_known"),
            models.CheckConstraint(condition=~Q(source=""), name="plans_state_has_a_source"),
        ]


class PlanInspection(models.Model):
    """An inspection whose findings are in the plan's scope; once taken out, it says who did so and why."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "inspection"], condition=Q(until=None), name="plans_inspection_once"
            )
        ]


class PlanStrategy(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT)
    strategy = models.ForeignKey("inspections.Strategy", on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "strategy"], name="plans_strategy_once")
        ]


class PlanPart(models.Model):
    """What aims, themes, workstreams and money share: a plan, a place in its order, a lead."""

    position = models.PositiveIntegerField(default=0)
    ref = models.CharField("printed reference", max_length=40, blank=True)
    title = models.CharField(max_length=400)
    lead_raw = models.CharField("lead as printed", max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}".strip()


class Aim(PlanPart):
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="aims")
    lead = models.ForeignKey(
        "governance.Post", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Theme(PlanPart):
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="themes")
    lead = models.ForeignKey(
        "governance.Post", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    strategies = models.ManyToManyField(
        "inspections.Strategy", through="ThemeStrategy", related_name="themes"
    )


class ThemeStrategy(models.Model):
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT)
    strategy = models.ForeignKey("inspections.Strategy", on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["theme", "strategy"], name="plans_theme_strategy_once")
        ]


class Workstream(PlanPart):
    """A driver (what moves the aims) or a workstream (who works together), in the council's own word."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="workstreams")
    lead = models.ForeignKey(
        "governance.Post", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(
        max_length=12, choices=[("driver", "Driver"), ("workstream", "Workstream")], default="workstream"
    )
    body = models.ForeignKey(
        "governance.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="workstreams_led"
    )


class Funding(PlanPart):
    """Money for the plan. amount_raw is as printed; amount in pounds where it is certain."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="fundings")
    lead = models.ForeignKey(
        "governance.Post", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    amount_raw = models.CharField(max_length=120, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)


class FindingTheme(models.Model):
    finding = models.ForeignKey("inspections.Finding", on_delete=models.PROTECT, related_name="theme_links")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="finding_links")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    by_name = models.CharField(max_length=200)
    reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["finding", "theme"], condition=Q(until=None), name="plans_finding_theme_once"
            )
        ]


class FindingReason(models.Model):
    """Why a finding in a plan's scope has no action."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="finding_reasons")
    finding = models.ForeignKey("inspections.Finding", on_delete=models.PROTECT, related_name="reasons")
    reason = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "finding"], condition=Q(until=None), name="plans_reason_once"
            )
        ]
