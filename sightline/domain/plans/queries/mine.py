"""What a person owes: the actions of the posts that they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from sightline.domain.governance.models import Holding
from sightline.ground.accounts.models import User

from .. import rules
from ..models import Action, ActionOwner


@dataclass(frozen=True, slots=True)
class MyAction:
    """An open action of mine, and why it is on my list: "overdue", "due soon", "not updated" or ""."""

    action: Action
    reason: str
    days: int | None  # days until due; negative when overdue; None when no date is stated


def my_actions(user: User, today: date, soon: int = 30) -> list[MyAction]:
    """Open actions that a post of this person owns, those that want something first."""
    holdings = Holding.objects.on(today).filter(person__user=user)
    owned = ActionOwner.objects.filter(until=None, post_id__in=holdings.values("post_id")).values("action_id")
    actions = (
        Action.objects.filter(pk__in=owned, ended_on=None, plan__state__in=["draft", "adopted", "active"])
        .filter(Q(delivery=None) | ~Q(delivery="done"))
        .select_related("plan", "theme")
    )
    rows = [_why(action, today, soon) for action in actions]
    order = {"overdue": 0, "not updated": 1, "due soon": 2, "": 3}
    return sorted(rows, key=lambda row: (order[row.reason], row.action.due or date.max, row.action.number))


def _why(action: Action, today: date, soon: int) -> MyAction:
    days = (action.due - today).days if action.due else None
    if action.overdue(today):
        return MyAction(action, "overdue", days)
    if rules.stale(action.last_updated, action.added_on, today):
        return MyAction(action, "not updated", days)
    return MyAction(action, "due soon" if days is not None and days <= soon else "", days)
