"""How many problems the checks find in a plan, kept for a few minutes: for pages that only say the number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import cache
from django.utils import timezone

from sightline.domain.plans.models import Plan

from .queries import judge

KEPT_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Counted:
    """Problems of a plan by severity, as the checks found them at a moment."""

    errors: int
    warnings: int
    advice: int
    at: datetime


def counts(plans: Sequence[Plan], today: date) -> dict[int, Counted]:
    """Plan id -> its counts, at most five minutes old. For callers that have authorised the whole of each plan."""
    keys = {f"checks-count-{plan.pk}-{today:%Y%m%d}": plan for plan in plans}
    known: dict[str, Counted] = cache.get_many(list(keys)) if keys else {}
    fresh = {key: _count(plan, today) for key, plan in keys.items() if key not in known}
    if fresh:
        cache.set_many(fresh, KEPT_SECONDS)
    return {keys[key].pk: counted for key, counted in (known | fresh).items()}


def _count(plan: Plan, today: date) -> Counted:
    found = Counter(problem.severity for problem in judge(plan, today).problems)
    return Counted(found["error"], found["warning"], found["advice"], timezone.now())
