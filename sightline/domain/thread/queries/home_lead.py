"""What who leads looks at first: actions off track, contradictions, and what changed lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from sightline.domain.plans.models import Action, Change, Update
from sightline.domain.plans.words import TRACKED
from sightline.ground.accounts.models import User

from .. import rules

LATELY = timedelta(days=14)
MOST_LINES = 10


@dataclass(frozen=True, slots=True)
class Trouble:
    """An action that is off track, or whose statuses contradict each other (`why` is then not empty)."""

    action: Action
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lately:
    """Something that happened to an action: an update, or a value of a tracked field (`what_field`) that gave way."""

    on: date
    at: datetime
    who: str
    action: Action
    what: str
    what_field: str = ""
    old: str | None = None
    new: str | None = None
    text: str = ""


def stands_of(action: Action) -> rules.Stands:
    return rules.Stands(
        action.delivery, action.impact, action.confidence, action.due, action.forecast, action.last_updated,
        action.added_on,
    )  # fmt: skip


def troubles_of(user: User, today: date) -> list[Trouble]:
    """Open actions off track and contradictions, in force and draft plans, worst first."""
    done = Q(delivery="done")
    suspect = (
        Q(confidence="off-track")
        | done & (Q(impact=None) | Q(impact__in=["worse", "no-evidence"]))
        | Q(confidence="on-track", due__isnull=False) & (Q(due__lt=today) | Q(forecast__isnull=False))
    )
    actions = (
        Action.objects.visible_to(user)
        .filter(suspect, ended_on=None, plan__state="active")
        .select_related("plan")
        .order_by("due", "plan__number", "number")
    )
    found = [Trouble(action, rules.contradictions(stands_of(action), today)) for action in actions[:2000]]
    kept = [
        one
        for one in found
        if one.why or (one.action.confidence == "off-track" and one.action.delivery != "done")
    ]
    return sorted(kept, key=lambda one: (one.action.confidence != "off-track", one.action.due or date.max))


def lately_of(user: User, today: date) -> tuple[Lately, ...]:
    """What changed in the last two weeks, latest first, in two statements."""
    since = today - LATELY
    # Row by row, latest first: only as many are looked at as it takes to find ten that the reader may see.
    seen = Exists(Action.objects.visible_to(user).filter(pk=OuterRef("action_id"), ended_on=None))
    corrected = Update.objects.filter(corrects__isnull=False).values(
        "corrects"
    )  # few: a join would read all updates
    updates = (
        Update.objects.filter(seen, on__gte=since).exclude(pk__in=corrected).select_related("action__plan")
    )
    changes = Change.objects.filter(seen, on__gte=since, field__in=TRACKED).select_related("action__plan")
    rows = [
        Lately(u.on, u.at, u.by_name, u.action, "Update", text=u.text or "No change since the last one")
        for u in updates.order_by("-on", "-pk")[:MOST_LINES]
    ]
    rows += [
        Lately(c.on, c.at, c.by_name, c.action, TRACKED[c.field], c.field, c.old, c.new)
        for c in changes.order_by("-on", "-pk")[:MOST_LINES]
    ]
    return tuple(sorted(rows, key=lambda row: (row.on, row.at), reverse=True)[:MOST_LINES])
