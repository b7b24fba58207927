"""Who is to be reminded of what today, and was not yet: five statements, however many people there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sightline.domain.evidence.models import Evidence
from sightline.domain.evidence.queries import expiring
from sightline.domain.governance.models import Holding

from .models import Preference, Reminder
from .owed import OwedAction, Owes, address_of, is_gone, owed
from .rules import BEFORE, CARRIED, evidence_occasion, occasions


@dataclass(slots=True)
class Due:
    """What one person is reminded of today: actions and evidence, each with its occasion."""

    owes: Owes
    actions: list[tuple[OwedAction, str]] = field(default_factory=list)
    evidence: list[tuple[Evidence, str]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return address_of(self.owes.person)

    @property
    def named(self) -> list[OwedAction]:
        """The actions that the mail names: those with an occasion, and what else is owed, each once."""
        first = {one.action.pk: one for one, _ in self.actions}
        return [*first.values(), *(one for one in self.owes.asked if one.action.pk not in first)]

    @property
    def occasions(self) -> list[str]:
        return [occasion for _, occasion in [*self.actions, *self.evidence]]


def due_for(person: int, today: date) -> Due | None:
    """What one person is to be reminded of today; None where there is nothing new."""
    return next(iter(due_today(today, people=[person])), None)


def due_today(today: date, *, people: Iterable[int] | None = None) -> list[Due]:
    """Everybody who is to be reminded of something today and wants to be, by name."""
    keys = None if people is None else list(people)
    found = {owes.person.pk: Due(owes) for owes in owed(today, people=keys)}
    _with_evidence(found, today, keys)
    told = _told(today)
    silent = set(Preference.objects.filter(reminders=False).values_list("user_id", flat=True))
    for key, due in found.items():
        due.actions = [
            (one, occasion)
            for one in due.owes.actions
            for occasion in occasions(one.stand, today)
            if (one.action.pk, None, occasion) not in told[key]
        ]
        due.evidence = [pair for pair in due.evidence if (None, pair[0].pk, pair[1]) not in told[key]]
    return [due for due in found.values() if due.occasions and due.owes.person.user_id not in silent - {None}]


def _told(today: date) -> dict[int, set[tuple[int | None, int | None, str]]]:
    """For each person what they were told already. An occasion is made up for within CARRIED days, so older ones never matter."""
    told: dict[int, set[tuple[int | None, int | None, str]]] = defaultdict(set)
    rows = Reminder.objects.filter(on__gte=today - timedelta(days=CARRIED + 1))
    for person, action, evidence, occasion in rows.values_list(
        "person_id", "action_id", "evidence_id", "occasion"
    ):
        told[person].add((action, evidence, occasion))
    return told


def _with_evidence(found: dict[int, Due], today: date, people: list[int] | None) -> None:
    """Add evidence that has to be renewed, for whoever holds the post that owns it."""
    pieces: dict[int, list[tuple[Evidence, str]]] = defaultdict(list)
    for piece in expiring(today, BEFORE[0]):
        if piece.owner_id and piece.expires and (occasion := evidence_occasion(piece.expires, today)):
            pieces[piece.owner_id].append((piece, occasion))
    holdings = Holding.objects.on(today).filter(post__in=list(pieces)).select_related("person__user", "post")
    for holding in holdings if people is None else holdings.filter(person__in=people):
        if is_gone(holding.person, [holding.post]):
            continue
        due = found.setdefault(holding.person_id, Due(Owes(holding.person)))
        if holding.post not in due.owes.posts:
            due.owes.posts.append(holding.post)
        due.evidence += pieces[holding.post_id]
