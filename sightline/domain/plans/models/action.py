"""The action: what is done about a finding, who answers for it, by when, and how one will know."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from sightline.ground.accounts.queries import everything, granted

from ..words import ASSURANCE, CONFIDENCE, DELIVERY, FIGURES, IMPACT, LAYERS, OWNER_KINDS, POLARITY, SOURCES
from .plan import Aim, Plan, Theme, Workstream

if TYPE_CHECKING:
    from sightline.ground.accounts.models import User


def _choice(words: dict[str, str], **options: object) -> models.CharField:
    """A status: null is "not stated"."""
    return models.CharField(max_length=20, choices=list(words.items()), null=True, blank=True, **options)  # type: ignore[arg-type]


class ActionQuerySet(models.QuerySet["Action"]):
    def visible_to(self, user: User, permission: str = "plans.see") -> ActionQuerySet:
        """Actions of plans that the user may see, of bodies granted, and those granted one by one."""
        if everything(user, permission):
            return self
        of_bodies = ActionBody.objects.filter(
            action=OuterRef("pk"), body_id__in=granted(user, permission, "body"), until=None
        )
        of_posts = ActionOwner.objects.filter(
            action=OuterRef("pk"), post_id__in=granted(user, permission, "post"), until=None
        )
        return self.filter(
            Q(plan_id__in=granted(user, permission, "plan"))
            | Q(pk__in=granted(user, permission, "action"))
            | Q(Exists(of_bodies))
            | Q(Exists(of_posts))
        )

    def open(self) -> ActionQuerySet:
        """Not done, not ended: still owed."""
        return self.filter(ended_on=None).exclude(delivery="done")


class Action(models.Model):
    """An action of one plan.

    number      its number in the plan; stands in addresses and never changes
    ref         the reference as printed; a plan's next version may use it for something else, so it is only text
    due_raw     the date as printed ("Q1 14/15", "Ongoing"); `due` only where it names a day
    first_due   the first date ever stated; stays beside the last
    ended_on    the day on which a plan stopped asking for it (never deleted)
    extra       columns of the council's own that have no field here: {printed column: text}
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="actions")
    number = models.PositiveIntegerField()
    ref = models.CharField(max_length=60, blank=True)
    position = models.PositiveIntegerField(default=0)
    title = models.TextField("what")
    detail = models.TextField("how", blank=True)
    aim = models.ForeignKey(Aim, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    workstream = models.ForeignKey(
        Workstream, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    source_kind = models.CharField("other source", max_length=20, choices=list(SOURCES.items()), blank=True)
    source_text = models.TextField("other source in words", blank=True)
    source_printed = models.TextField("source as printed in the plan", blank=True)

    delivery = _choice(DELIVERY)
    impact = _choice(IMPACT)
    assurance = _choice(ASSURANCE)
    confidence = _choice(CONFIDENCE)
    status_printed = models.CharField(max_length=200, blank=True)
    forecast = models.DateField(null=True, blank=True)
    start = models.DateField(null=True, blank=True)
    start_raw = models.CharField(max_length=200, blank=True)
    due = models.DateField(null=True, blank=True)
    due_raw = models.CharField(max_length=200, blank=True)
    first_due = models.DateField(null=True, blank=True)
    priority = models.PositiveSmallIntegerField(null=True, blank=True)
    priority_raw = models.CharField(max_length=100, blank=True)

    success_measure = models.TextField(blank=True)
    polarity = _choice(POLARITY)
    owners_raw = models.TextField("owners as printed", blank=True)
    bodies_raw = models.TextField("bodies as printed", blank=True)
    resources = models.TextField(blank=True)
    cost = models.CharField(max_length=200, blank=True)
    voice = models.TextField("voice of children", blank=True)
    area = models.CharField("judgement area", max_length=200, blank=True)
    target_grade = models.CharField(max_length=100, blank=True)
    category = models.CharField("inspectorate's category as printed", max_length=200, blank=True)
    next_phase = models.CharField(max_length=200, blank=True)
    embedded_on = models.DateField(null=True, blank=True)
    linked_indicators = models.TextField(blank=True)
    linked_risks = models.TextField(blank=True)
    predecessor_ref = models.CharField(max_length=60, blank=True)
    sign_off_body = models.CharField("who signs it off, as printed", max_length=200, blank=True)
    signs_off = models.ForeignKey(
        "governance.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="actions_to_sign_off"
    )
    evidence_expected = models.TextField(blank=True)
    outcome_notes = models.TextField(blank=True)
    extra = models.JSONField(default=dict, blank=True)

    last_updated = models.DateField(
        null=True, blank=True
    )  # day of the latest update, kept beside it for lists
    added_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)
    # What a decision did last: no action stands as signed off, embedded, reopened or ended without one.
    settled_by = models.ForeignKey(
        "plans.SignOff", null=True, blank=True, on_delete=models.PROTECT, related_name="settles"
    )

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="plans_action_number_once"),
            models.CheckConstraint(
                condition=Q(delivery=None) | Q(delivery__in=list(DELIVERY)), name="plans_known_delivery"
            ),
            models.CheckConstraint(
                condition=Q(impact=None) | Q(impact__in=list(IMPACT)), name="plans_known_impact"
            ),
            models.CheckConstraint(
                condition=Q(assurance=None) | Q(assurance__in=list(ASSURANCE)), name="plans_known_assurance"
            ),
            models.CheckConstraint(
                condition=Q(confidence=None) | Q(confidence__in=list(CONFIDENCE)),
                name="plans_known_confidence",
            ),
            models.CheckConstraint(
                condition=Q(due=None) | Q(first_due__isnull=False), name="plans_first_due_kept"
            ),
            models.CheckConstraint(
                condition=(Q(assurance=None) | ~Q(assurance__in=["signed-off", "embedded", "reopened"]))
                | Q(settled_by__isnull=False),
                name="plans_only_a_decision_decides",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["plan", "position"]), models.Index(fields=["due"])]

    def __str__(self) -> str:
        return f"{self.label}: {self.title}"

    @property
    def label(self) -> str:
        """How people call it: the printed reference, else its number."""
        return self.ref or f"Action {self.number}"

    def overdue(self, today: date) -> bool:
        return self.due is not None and self.due < today and self.delivery != "done" and self.ended_on is None

    def scopes(self) -> list[tuple[str, int]]:
        """Itself, its plan, its bodies and the posts that own it."""
        bodies = [("body", link.body_id) for link in self.bodies.all() if link.until is None]
        posts = [("post", link.post_id) for link in self.owners.all() if link.until is None and link.post_id]
        return [("action", self.pk), ("plan", self.plan_id), *bodies, *posts]


class Link(models.Model):
    """What links share: from when, until when, who, why. A link is ended, never deleted."""

    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    by_name = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        abstract = True


class ActionFinding(Link):
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="finding_links")
    finding = models.ForeignKey("inspections.Finding", on_delete=models.PROTECT, related_name="action_links")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["action", "finding"], condition=Q(until=None), name="plans_action_finding_once"
            )
        ]


class ActionBody(Link):
    """A body on one of the four layers of an action (guarantee 3). A body never checks itself."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="bodies")
    body = models.ForeignKey("governance.Body", on_delete=models.PROTECT, related_name="action_links")
    layer = models.CharField(max_length=20, choices=list(LAYERS.items()))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["action", "body", "layer"], condition=Q(until=None), name="plans_action_body_once"
            ),
            models.CheckConstraint(condition=Q(layer__in=list(LAYERS)), name="plans_known_layer"),
        ]


class ActionOwner(Link):
    """Who answers for an action: a post where one was matched, and always the words as printed."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="owners")
    post = models.ForeignKey(
        "governance.Post", null=True, blank=True, on_delete=models.PROTECT, related_name="action_links"
    )
    printed = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10, choices=list(OWNER_KINDS.items()), default="owner")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(post__isnull=False) | ~Q(printed=""), name="plans_owner_named")
        ]

    @property
    def label(self) -> str:
        return str(self.post) if self.post else self.printed


class ActionEvidence(Link):
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="evidence_links")
    evidence = models.ForeignKey("evidence.Evidence", on_delete=models.PROTECT, related_name="action_links")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["action", "evidence"], condition=Q(until=None), name="plans_action_evidence_once"
            )
        ]


class Figure(Link):
    """A baseline, target, milestone or actual: the printed text, and beside it what was understood.

    what         what the figure is of, where the text says so ("45 days")
    comparator   "=", ">=", "<=", ">", "<", "range", "like" (like another's average), or ""
    value        the number; None where the text holds none that is certain
    unit         "%", "per 10,000", "days", "count", ... or ""
    denominator  what a rate or share is of, where stated
    as_at        the day or period end that it belongs to
    """

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="figures")
    role = models.CharField(max_length=10, choices=list(FIGURES.items()))
    label = models.CharField("name of the column or milestone", max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)
    raw = models.TextField("as printed")
    what = models.CharField(max_length=300, blank=True)
    comparator = models.CharField(max_length=10, blank=True)
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    denominator = models.CharField(max_length=200, blank=True)
    as_at = models.DateField(null=True, blank=True)
    due = models.DateField("milestone's date", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        indexes: ClassVar = [models.Index(fields=["action", "role"])]


class Update(models.Model):
    """What an owner said on a day. "No change" is a valid, dated update."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by_id_text = models.CharField(max_length=40, blank=True)
    by_name = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    no_change = models.BooleanField(default=False)
    delivery = _choice(DELIVERY)
    confidence = _choice(CONFIDENCE)
    forecast = models.DateField(null=True, blank=True)
    copied = models.BooleanField("same words as last time", default=False)
    via = models.CharField(
        max_length=20,
        choices=[("page", "Page"), ("import", "Spreadsheet"), ("link", "Mailed link")],
        default="page",
    )
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(no_change=True) | ~Q(text=""), name="plans_update_says_something"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["action", "-on"]), models.Index(fields=["on"])]
