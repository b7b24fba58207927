"""What a person has typed of updates and not sent, beside what was said last; and the actions of which they may say something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sightline.ground.accounts.models import User

from .. import talking_rules
from ..models import Action, UnsentUpdate, Update

MOST = 100  # actions of one form


@dataclass(frozen=True, slots=True)
class Unsent:
    """values: of text, no_change, delivery, confidence, forecast as typed; elsewhere: an update sent since these were kept."""

    action: Action
    values: Mapping[str, Any] = field(default_factory=dict)
    saved_at: datetime | None = None
    last: Update | None = None

    @property
    def token(self) -> str:
        return talking_rules.token(self.saved_at)

    @property
    def elsewhere(self) -> Update | None:
        return self.last if self.last and self.saved_at and self.last.at > self.saved_at else None


def to_update(user: User, keys: Iterable[int]) -> list[Action]:
    """The actions of these ids of which the user may say how they stand, in the order of their plans; one statement."""
    wanted = list(dict.fromkeys(keys))[:MOST]
    if not wanted:
        return []
    rows = Action.objects.visible_to(user).filter(
        pk__in=Action.objects.visible_to(user, "plans.update_action").filter(pk__in=wanted).values("pk")
    )
    return list(
        rows.select_related("plan")
        .prefetch_related("bodies", "owners")
        .order_by("plan__number", "position", "number")
    )


def unsent_updates(user: User, actions: Sequence[Action] = (), *, others: bool = False) -> list[Unsent]:
    """For each action what is kept and what was said last, in two statements.

    others: then also those of which words are kept, and which are not among the actions.
    """
    kept = UnsentUpdate.objects.filter(user=user).select_related("action__plan").order_by("saved_at", "pk")
    if not others:
        kept = kept.filter(action__in=actions)
    by_action = {row.action_id: row for row in kept[:MOST]}
    shown = [*actions, *(row.action for pk, row in by_action.items() if pk not in {a.pk for a in actions})]
    last = last_updates(shown)
    return [
        Unsent(action, row.values if row else {}, row.saved_at if row else None, last.get(action.pk))
        for action in shown
        for row in (by_action.get(action.pk),)
    ]


def last_updates(actions: Sequence[Action]) -> dict[int, Update]:
    """The latest update of each action, corrected words in place of the first ones; one statement."""
    if not actions:
        return {}
    rows = Update.objects.filter(action__in=actions, corrected_by=None).order_by("on", "pk")
    return {update.action_id: update for update in rows}
