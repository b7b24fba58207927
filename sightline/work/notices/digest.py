"""What changed for a user between two moments, and what was said: by plan and action, newest first, old and new values.

Three statements.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from sightline.domain.governance.models import Holding
from sightline.domain.plans.models import Action, ActionOwner, Change, Comment, Update
from sightline.domain.plans.words import (
    ASSURANCE,
    CONFIDENCE,
    DELIVERY,
    FIGURES,
    IMPACT,
    POLARITY,
    PRIORITY,
    TRACKED,
)
from sightline.ground.accounts.models import User

from .tokens import site
from .wording import count, day, title_of

MOST_ROWS = 2_000  # of changes, and as many of updates and of comments, read for one digest
MOST_ACTIONS = 60  # named in one mail; a digest that is too long is not read
STATUSES: dict[str, dict[str, str]] = {
    "delivery": DELIVERY,
    "impact": IMPACT,
    "assurance": ASSURANCE,
    "confidence": CONFIDENCE,
    "polarity": POLARITY,
    "priority": {str(key): word for key, word in PRIORITY.items()},
}
DAYS = frozenset({"forecast", "start", "due", "embedded_on"})


@dataclass(slots=True)
class Entry:
    """What changed of one action. moved: field -> (old, new), over the whole time; updates: (day, by whom); comments: the same,
    with whether it answers another."""

    action: Action
    latest: datetime
    moved: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    updates: list[tuple[date, str]] = field(default_factory=list)
    comments: list[tuple[date, str, bool]] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """What is said of it; nothing where all that moved has moved back."""
        said = [line_of(name, old, new) for name, (old, new) in self.moved.items() if old != new]
        said += [f"Update of {day(on)}, {who}" for on, who in self.updates]
        return said + [
            f"{'Answer' if answers else 'Comment'} of {day(on)}, {who}" for on, who, answers in self.comments
        ]


@dataclass(frozen=True, slots=True)
class Told:
    """The actions that changed, by plan, the newest first. cut: more changed than was read."""

    plans: list[tuple[Any, list[Entry]]]
    cut: bool

    @property
    def changes(self) -> int:
        return sum(len(entry.lines) for _, entries in self.plans for entry in entries)

    @property
    def actions(self) -> int:
        return sum(len(entries) for _, entries in self.plans)


def changed(user: User, *, scope: str, since: datetime, until: datetime, today: date) -> Told:
    """What changed after `since` and up to `until` of what the user may see; with scope "mine", of their posts' actions."""
    within = Q(at__gt=since, at__lte=until)
    theirs = _actions(user, scope, today)
    if theirs is not None:
        within &= Q(action__in=theirs.values("pk"))
    rows = [
        _read(Change.objects.filter(within)),
        _read(Update.objects.filter(within, corrects=None)),
        _read(Comment.objects.filter(within).exclude(action=None)),
    ]
    entries: dict[int, Entry] = {}
    for change in rows[0]:
        _add_change(entries, change)
    for update in rows[1]:
        entry = entries.setdefault(update.action_id, Entry(update.action, update.at))
        entry.latest = max(entry.latest, update.at)
        entry.updates.append((update.on, update.by_name))
    for comment in rows[2]:
        entry = entries.setdefault(comment.action_id, Entry(comment.action, comment.at))
        entry.latest = max(entry.latest, comment.at)
        entry.comments.append((comment.on, comment.by_name, comment.answers_id is not None))
    told = sorted(
        (entry for entry in entries.values() if entry.lines), key=lambda entry: entry.latest, reverse=True
    )
    return Told(_by_plan(told), cut=any(len(found) == MOST_ROWS for found in rows))


OF_ACTION = ("action__number", "action__ref", "action__title", "action__plan__number", "action__plan__title")
OF_ROW: dict[type[Any], tuple[str, ...]] = {
    Change: ("at", "field", "old", "new"),
    Update: ("at", "on", "by_name"),
    Comment: ("at", "on", "by_name", "answers"),
}


def _read(rows: QuerySet[Any]) -> list[Any]:
    """The newest rows, each with its action and plan, and none of the words that a mail does not tell."""
    told = rows.select_related("action__plan").only(*OF_ROW[rows.model], *OF_ACTION)
    return list(told.order_by("-at", "-pk")[:MOST_ROWS])


def _actions(user: User, scope: str, today: date) -> QuerySet[Action] | None:
    """The actions of which the digest tells; None where it is every one."""
    if scope == "all":
        return None if user.may("plans.see") else Action.objects.visible_to(user)
    posts = Holding.objects.on(today).filter(person__user=user).values("post_id")
    owned = ActionOwner.objects.filter(until=None, post__in=posts).values("action_id")
    return Action.objects.visible_to(user).filter(pk__in=owned)


def _add_change(entries: dict[int, Entry], change: Change) -> None:
    """Changes come newest first: the first one of a field says what it became, the last one what it was."""
    entry = entries.setdefault(change.action_id, Entry(change.action, change.at))
    _, new = entry.moved.get(change.field, (None, change.new))
    entry.moved[change.field] = (change.old, new)


def _by_plan(entries: Iterable[Entry]) -> list[tuple[Any, list[Entry]]]:
    plans: dict[int, tuple[Any, list[Entry]]] = {}
    for entry in entries:
        plans.setdefault(entry.action.plan_id, (entry.action.plan, []))[1].append(entry)
    return list(plans.values())


def line_of(name: str, old: str | None, new: str | None) -> str:
    """What a field was and is. Of long texts only that they changed: their words stay behind the sign-in."""
    kind = name.partition(":")[2]
    label = TRACKED.get(name) or FIGURES.get(kind) or name.replace("_", " ").capitalize()
    if name in STATUSES or name in DAYS:
        return f"{label}: {_value(name, old)} -> {_value(name, new)}"
    return f"{label}: changed"


def _value(name: str, value: str | None) -> str:
    if not value:
        return "not stated"
    if name in DAYS:
        try:
            return day(date.fromisoformat(value))
        except ValueError:
            return value
    return STATUSES[name].get(value, value)


def as_text(told: Told) -> str:
    """The changes as lines of a mail."""
    parts, left = [], MOST_ACTIONS
    for plan, entries in told.plans:
        shown = entries[:left]
        left -= len(shown)
        if shown:
            parts.append("\n\n".join([" ".join(plan.title.split()).upper(), *map(_block, shown)]))
    if (more := told.actions - MOST_ACTIONS) > 0 or told.cut:
        rest = f"{count(more, 'further action')} changed" if more > 0 else "More changed"
        parts.append(f"{rest}. The plans show {'it' if more == 1 else 'them'}: {site('plans')}")
    return "\n\n\n".join(parts)


def _block(entry: Entry) -> str:
    lines = [title_of(entry.action), *(f"  {line}" for line in entry.lines)]
    return "\n".join([*lines, f"  {site('action', entry.action.plan.number, entry.action.number)}"])
