"""A tier for measuring: one event, whole, and as true to the rules as what people enter."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db.models import Count

from sightline.domain.plans.models import Action, ActionBody, Change, Plan, Update
from sightline.ground.audit.models import Event
from sightline.ground.audit.queries import verify
from sightline.ground.lib.errors import Refused
from sightline.work.scale.commands import load_tier
from tests.factories import SYSTEM, TODAY, a_council

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_tier_is_one_event_and_keeps_the_rules() -> None:
    load_tier(by=SYSTEM, tier="S", seed=1, today=TODAY)
    event = Event.objects.get()
    (loaded,) = [entry for entry in event.entries if entry["what"] == "rows loaded"]
    assert loaded["facts"]["rows"]["plans_action"] == Action.objects.count() == 200
    assert loaded["facts"]["rows"]["plans_update"] == Update.objects.count() == 2_400
    assert verify().problems == []
    twice = ActionBody.objects.values("action", "body").annotate(n=Count("pk")).filter(n__gt=1)
    assert not twice.exists()
    last: dict[tuple[int, str], str | None] = {}
    for change in Change.objects.order_by("on", "pk"):
        last[change.action_id, change.field] = change.new
    actions = Action.objects.in_bulk()
    assert last and all(str(getattr(actions[key], name)) == value for (key, name), value in last.items())
    assert Counter(action.first_due != action.due for action in actions.values())[True] > 20
    with pytest.raises(Refused, match="never mixed"):
        load_tier(by=SYSTEM, tier="S", seed=1, today=TODAY)


def test_nothing_is_loaded_beside_a_councils_data() -> None:
    a_council()
    with pytest.raises(Refused, match="never mixed"):
        load_tier(by=SYSTEM, tier="S", seed=1, today=TODAY)
    assert not Plan.objects.exists()
