"""Every value that an action ever had."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Change(models.Model):
    """One value of one tracked field of an action giving way to another.

    field      a key of words.TRACKED, or "figure:target" and the like for figures
    old, new   as text: an ISO date, a status key, a title; None is "not stated"
    on         the day from which it holds; at, the moment it was recorded
    """

    action = models.ForeignKey("plans.Action", on_delete=models.PROTECT, related_name="changes")
    field = models.CharField(max_length=40)
    old = models.TextField(null=True)  # noqa: DJ001 - null is "not stated", which is not ""
    new = models.TextField(null=True)  # noqa: DJ001
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by_id_text = models.CharField(max_length=40, blank=True)
    by_name = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )

    class Meta:
        ordering: ClassVar = ["on", "pk"]
        indexes: ClassVar = [models.Index(fields=["action", "field", "on"]), models.Index(fields=["on"])]


class PlanChange(models.Model):
    """One value of the plan itself giving way to another: how often it is reviewed, when next, and the like.

    field      a name that queries know the words of: "review_cycle", "next_review"
    old, new   as in Change
    """

    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="changes")
    field = models.CharField(max_length=40)
    old = models.TextField(null=True)  # noqa: DJ001 - null is "not stated", which is not ""
    new = models.TextField(null=True)  # noqa: DJ001
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField(max_length=200)
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["on", "pk"]
        indexes: ClassVar = [models.Index(fields=["plan", "field", "on"])]

    def scopes(self) -> list[tuple[str, int]]:
        return [("plan", self.plan_id)]
