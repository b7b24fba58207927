"""From which actions an auditor's sample is drawn: one condition for the command and the pages."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from .models import Action

SETTLED = ("signed-off", "embedded")


def population_of(actions: QuerySet[Action], of: str) -> QuerySet[Action]:
    """The live ones among these actions that belong to a population of homework_rules.POPULATIONS."""
    live = actions.filter(ended_on=None)
    if of == "declared":  # as homework_rules.homework counts them: reopened is not done
        return live.filter(Q(assurance__in=SETTLED) | Q(delivery="done")).exclude(assurance="reopened")
    if of == "signed-off":
        return live.filter(assurance__in=SETTLED)
    return live.filter(assurance="embedded") if of == "embedded" else live
