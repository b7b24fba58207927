"""Words of an update that are not sent yet: kept as they are typed, gone when the update is sent or they are thrown away.

They are nobody's record: only their author sees them, and no audit event holds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from sightline.ground.accounts.models import User
from sightline.ground.lib.errors import NotPermitted

from .. import rules, talking_rules
from ..models import Action, UnsentUpdate, Update
from .updates import record_update, record_update_with_evidence

UPDATES = "plans.update_action"


def keep_unsent(
    *, user: User, action: Action, typed: Mapping[str, Any], seen: str | None = None
) -> UnsentUpdate | None:
    """Keep what this person has typed of an update and not sent; None where nothing is left of it.

    seen  the token of what the page knew to be kept (talking_rules.token). Where something else was kept since, nothing is
          written over and Refused says so; None: whatever is kept gives way, for who saw both
    """
    if not user.may(UPDATES, action):
        raise NotPermitted(
            f"You may not say how {action.label} stands any more. What you typed was not kept.",
            rule=UPDATES,
            who="the action’s owner or the programme office",
        )
    rules.check_can_change(action.plan.state, action.plan.title)
    values = talking_rules.kept_values(typed)
    with transaction.atomic():
        held = UnsentUpdate.objects.select_for_update().filter(user=user, action=action).first()
        if seen is not None and held is not None:
            when = f"at {timezone.localtime(held.saved_at):%H:%M on %-d %B %Y}"
            talking_rules.check_not_kept_elsewhere(
                held.values, talking_rules.token(held.saved_at), seen, values, when
            )
        if not values:
            throw_away(user=user, actions=[action])
            return None
        if held is not None and held.values == values:
            return held
        kept, _ = UnsentUpdate.objects.update_or_create(user=user, action=action, defaults={"values": values})
    return kept


def throw_away(*, user: User, actions: Iterable[Action]) -> int:
    """Forget what this person has typed about these actions and not sent; how many actions that were."""
    return UnsentUpdate.objects.filter(user=user, action__in=list(actions)).delete()[0]


def send_update(
    *, by: User, action: Action, today: date, evidence: Mapping[str, Any] | None = None, **update: Any
) -> Update:
    """Record an update as `record_update` does, and let go of what was kept of it: both or neither."""
    with transaction.atomic():
        if evidence is not None:
            recorded = record_update_with_evidence(
                by=by, action=action, today=today, evidence=evidence, **update
            )
        else:
            recorded = record_update(by=by, action=action, today=today, **update)
        throw_away(user=by, actions=[action])
    return recorded
