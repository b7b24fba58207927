"""What bodies asked for and what came of it, for the first pages of those who sit on them and of who keeps the promises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, TextField, Value, Window
from django.db.models.functions import Concat, RowNumber

from sightline.domain.meetings.models import Meeting, Promise, PromiseStep
from sightline.domain.meetings.promises.facts import facts_of
from sightline.domain.meetings.promises.queries import by_day_owed
from sightline.domain.meetings.promises.rules import Lateness, lateness
from sightline.ground.accounts.models import User
from sightline.ground.lib.working_days import england

MOST_LATE, MOST_CHASED = 3, 8
# What happens to a promise that a member wants to hear of, in words that follow a number.
TOLD = {
    "taken-up": "taken up",
    "said-met": "said to be met",
    "discharged": "discharged",
    "cancelled": "cancelled",
    "not-met": "sent back as not met",
    "answer": "answered by the executive",
    "date": "given another date",
    "passed": "passed on",
}


@dataclass(frozen=True, slots=True)
class Late:
    """A promise that is overdue, and how late it is."""

    promise: Promise
    late: Lateness


@dataclass(frozen=True, slots=True)
class Asked:
    """What one body asked for. counts: how many promises by state, and `late` of those that are overdue.

    late   the latest three that are overdue, the longest overdue first
    since  what happened to its promises since it last met, as (words, how many)
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    late: tuple[Late, ...] = ()
    since: tuple[tuple[str, int], ...] = ()

    def of(self, state: str) -> int:
        return self.counts.get(state, 0)

    @property
    def all(self) -> int:
        return sum(count for state, count in self.counts.items() if state != "late")

    @property
    def sentence(self) -> str:
        """What was asked for and what came of it; "" where nothing was."""
        said = [
            (self.of("discharged"), "discharged"),
            (self.of("said-met"), "said to be met"),
            (self.of("open"), f"outstanding, {self.of('late')} of them overdue" if self.of("late") else "outstanding"),
            (self.of("cancelled"), "cancelled"),
        ]  # fmt: skip
        words = ", ".join(f"{count} {word}" for count, word in said if count)
        return f"Of {_promises(self.all)}: {words}." if self.all else ""

    @property
    def since_sentence(self) -> str:
        """What happened to its promises since it last met; "" where nothing did."""
        return ", ".join(f"{count} {words}" for words, count in self.since)


@dataclass(frozen=True, slots=True)
class Chase:
    """The promises that are overdue, the longest first, and how many more there are."""

    rows: tuple[Late, ...] = ()
    more: int = 0


def promises_by_state(user: User, keys: Sequence[int], today: date) -> list[tuple[Any, QuerySet[Any]]]:
    """What is counted for these bodies, each with what it is called: "promise-open", "promise-late", "step-answer"."""
    seen = Promise.objects.visible_to(user).filter(body__in=keys)
    met = Meeting.objects.visible_to(user).filter(body=OuterRef("promise__body"), state="held", on__lt=today)
    after = Subquery(met.order_by("-on").values("on")[:1])
    steps = PromiseStep.objects.filter(promise__in=seen, kind__in=list(TOLD), on__gt=after)
    state = Concat(Value("promise-"), F("state"), output_field=TextField())
    kind = Concat(Value("step-"), F("kind"), output_field=TextField())
    return [
        (state, seen),
        ("promise-late", seen.overdue(today)),
        (kind, steps.annotate(body_id=F("promise__body"))),
    ]


def asked_of(
    user: User, facts: Mapping[int, Mapping[str, Any]], today: date, *, name_late: bool = True
) -> dict[int, Asked]:
    """What each body asked for. facts: what was counted for it (`promises_by_state`); one statement, none where none is late.

    name_late  False: only the counts
    """
    counts = {key: _named(row, "promise-") for key, row in facts.items()}
    wanted = [key for key, row in counts.items() if row.get("late") and name_late]
    late = _late_of(user, wanted, today)
    steps = {key: _named(row, "step-") for key, row in facts.items()}
    return {
        key: Asked(row, tuple(late.get(key, ())), tuple((TOLD[kind], steps[key][kind]) for kind in TOLD if kind in steps[key]))
        for key, row in counts.items()
    }  # fmt: skip


def _named(row: Mapping[str, Any], prefix: str) -> dict[str, int]:
    return {what.removeprefix(prefix): number for what, number in row.items() if what.startswith(prefix)}


def chase_of(user: User, today: date) -> Chase:
    """The overdue promises that the user may see; one statement."""
    rows = by_day_owed(Promise.objects.visible_to(user).overdue(today)).annotate(of=Window(Count("pk")))
    found = list(rows[:MOST_CHASED])
    return Chase(tuple(_late(found, today)), found[0].of - len(found) if found else 0)


def _late_of(user: User, keys: Sequence[int], today: date) -> dict[int, list[Late]]:
    """The first few overdue promises of each body; one statement, none where no body has any."""
    if not keys:
        return {}
    rows = by_day_owed(Promise.objects.visible_to(user).overdue(today).filter(body__in=keys))
    place = Window(RowNumber(), partition_by=["body"], order_by=[F("owed_on").asc(), F("number").asc()])
    found: dict[int, list[Late]] = defaultdict(list)
    for one in _late(rows.annotate(place=place).filter(place__lte=MOST_LATE), today):
        found[one.promise.body_id or 0].append(one)
    return found


def _late(rows: Iterable[Promise], today: date) -> list[Late]:
    return [Late(one, lateness(facts_of(one), today, england())) for one in rows]


def _promises(number: int) -> str:
    return "1 promise" if number == 1 else f"{number} promises"
