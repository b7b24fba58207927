"""A body's next meeting and what stands before it: for those who chair it, sit on it, or keep its papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from sightline.domain.governance.models import Body, Decision, Holding, Seat
from sightline.domain.governance.words import CHAIRS
from sightline.domain.meetings.models import Meeting
from sightline.domain.meetings.standing import minutes_to_approve, to_be_told
from sightline.domain.plans.models import Action, ActionBody, Change, Plan, PlanBody, SignOffRequest
from sightline.ground.accounts.models import User
from sightline.ground.accounts.queries import kinds_granted

MOST_BODIES = 6
MOST_MEETINGS = 12
AHEAD = timedelta(days=60)
OPEN = ("draft", "adopted", "active")
COLUMNS = ("what", "body", "number", "day", "sent", "place")


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting. sent: the day on which its agenda went out, None while it did not; or how many, in the other rows."""

    number: int
    on: date
    sent: date | None
    place: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What changed in a plan since a body last met: how many actions, dates and statuses; added: new actions."""

    plan: int
    title: str
    actions: int
    dates: int
    delivery: int
    added: int

    @property
    def sentence(self) -> str:
        """In a sentence, beginning with how many actions changed."""
        parts = [
            (self.dates, "due date moved", "due dates moved"),
            (self.delivery, "change of delivery", "changes of delivery"),
            (self.added, "action added", "actions added"),
        ]
        more = ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in parts if count)
        first = f"{self.actions} action{'' if self.actions == 1 else 's'} changed"
        return f"{first}: {more}" if more else first


@dataclass(frozen=True, slots=True)
class Board:
    """A body of mine. chairs: whether I chair it; ready, to_ratify, to_approve, off_track: how many; moved: since it last met."""

    body: Body
    chairs: bool
    next: Met | None
    last: Met | None
    ready: int
    to_ratify: int
    to_approve: int
    off_track: int
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Keeping:
    """What the keeper of meetings looks at: those to come, and those whose minutes want drafting, circulating or approving."""

    next: tuple[Meeting, ...]
    minutes: tuple[Meeting, ...]


def boards_of(user: User, today: date) -> tuple[Board, ...]:
    """The bodies on which this person sits, or over which a role was given, those they chair first; three statements."""
    bodies = list(_bodies(user, today))
    if not bodies:
        return ()
    facts = _facts(user, [body.pk for body in bodies], today)
    moved = _moved(user, {key: row["last"].on for key, row in facts.items() if row.get("last")}, today)
    ordered = sorted(bodies, key=lambda body: (not body.chairs, body.name))
    return tuple(_board(body, facts[body.pk], tuple(moved.get(body.pk, ()))) for body in ordered)


def keeping_of(user: User, today: date) -> Keeping:
    """The next meetings and the minutes that are not approved; one statement."""
    wanted = Q(state="planned", on__gte=today, on__lte=today + AHEAD) | (
        Q(state="held") & ~Q(minutes="approved")
    )
    rows = (
        Meeting.objects.visible_to(user)
        .filter(wanted)
        .select_related("body")
        .annotate(versions=Count("minutes_versions"))
        .order_by("on", "number")[: 4 * MOST_MEETINGS]
    )
    found = list(rows)
    return Keeping(
        tuple(row for row in found if row.state == "planned")[:MOST_MEETINGS],
        tuple(row for row in found if row.state == "held")[:MOST_MEETINGS],
    )


def _board(body: Any, facts: Mapping[str, Any], moved: tuple[Moved, ...]) -> Board:
    return Board(
        body=body,
        chairs=body.chairs,
        next=facts.get("next"),
        last=facts.get("last"),
        ready=facts.get("ready", 0),
        to_ratify=facts.get("to-ratify", 0),
        to_approve=facts.get("to-approve", 0),
        off_track=facts.get("off-track", 0),
        moved=moved,
    )


def _bodies(user: User, today: date) -> Any:
    held = Holding.objects.on(today).filter(person__user=user).values("post_id")
    seats = Seat.objects.on(today).filter(Q(person__user=user) | Q(post_id__in=held))
    of_body = seats.filter(body=OuterRef("pk"))
    theirs = Exists(of_body) | Q(pk__in=_granted(user))
    chairs = Exists(of_body.filter(role__in=CHAIRS))
    rows = Body.objects.visible_to(user).on(today).filter(theirs).annotate(chairs=chairs)
    return rows.order_by("-chairs", "name", "pk")[:MOST_BODIES]


def _granted(user: User) -> Any:
    roles = dict(kinds_granted(user, "meetings.see")).get("body", ())
    return user.grants.filter(kind="body", role__in=roles).values("thing_id")


def _facts(user: User, keys: Sequence[int], today: date) -> dict[int, dict[str, Any]]:
    first, *others = _selects(user, keys, today)
    found: dict[int, dict[str, Any]] = {key: {} for key in keys}
    for row in first.union(*others, all=True):
        what, body, number, day, sent, place = row
        is_meeting = what in ("next", "last")
        found[body][what] = Met(number, day, sent, place or "") if is_meeting else number
    return found


def _selects(user: User, keys: Sequence[int], today: date) -> list[QuerySet[Any, Any]]:
    seen = Meeting.objects.visible_to(user).filter(body__in=keys)
    planned = seen.filter(state="planned", on__gte=today)
    sooner = planned.filter(body=OuterRef("body")).filter(
        Q(on__lt=OuterRef("on")) | Q(on=OuterRef("on"), number__lt=OuterRef("number"))
    )
    held = seen.filter(state="held", on__lt=today)
    since = held.filter(body=OuterRef("body")).filter(
        Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), number__gt=OuterRef("number"))
    )
    off = ActionBody.objects.filter(
        body__in=keys, layer="monitor", until=None, action__confidence="off-track", action__ended_on=None,
        action__plan__state="active", action__in=Action.objects.visible_to(user),
    ).exclude(action__delivery="done")  # fmt: skip
    return [
        _row(
            planned.filter(~Exists(sooner)), "next", "number", day="on", sent="agenda_sent_on", place="place"
        ),
        _row(held.filter(~Exists(since)), "last", "number", day="on", sent="agenda_sent_on", place="place"),
        _row(SignOffRequest.objects.filter(body__in=keys, state="waiting"), "ready"),
        _row(Decision.objects.filter(to_be_told(list(keys))), "to-ratify"),
        _row(seen.filter(minutes_to_approve(list(keys)), on__lt=today), "to-approve"),
        _row(off, "off-track"),
    ]


def _row(rows: QuerySet[Any], what: str, number: str | None = None, **columns: str) -> QuerySet[Any, Any]:
    """A select of the union: a meeting by its number, or how many rows each body has."""
    kinds: Mapping[str, Any] = {"day": DateField(), "sent": DateField(), "place": TextField()}
    values = {"c0": Value(what, output_field=TextField()), "c1": Cast(F("body_id"), BigIntegerField())} | {
        f"c{place}": Cast(F(columns[name]) if name in columns else Value(None), kinds[name])
        for place, name in enumerate(COLUMNS)
        if name in kinds
    }
    rows = rows.order_by().annotate(**values)
    if number:
        rows = rows.annotate(c2=Cast(F(number), BigIntegerField()))
    else:
        rows = rows.values(*values).annotate(c2=Cast(Count("pk"), BigIntegerField()))
    return rows.values_list(*(f"c{place}" for place in range(len(COLUMNS))))


def _moved(user: User, met: Mapping[int, date], today: date) -> dict[int, list[Moved]]:
    """For each body that met, what changed since in the plans in which it has a part; one statement."""
    if not met:
        return {}
    plans = Plan.objects.visible_to(user).filter(state__in=OPEN).values("pk")
    rows = Change.objects.filter(action__plan__in=plans, on__gt=min(met.values()))
    counts: dict[str, Any] = {}
    for key, last in met.items():
        within = Q(on__gt=last) & (Q(action__plan__in=_part(key)))
        counts[f"actions{key}"] = Count("action", filter=within, distinct=True)
        counts[f"dates{key}"] = Count("pk", filter=within & Q(field="due"))
        counts[f"delivery{key}"] = Count("pk", filter=within & Q(field="delivery"))
        counts[f"added{key}"] = Count("action", filter=within & Q(action__added_on__gt=last), distinct=True)
    found: dict[int, list[Moved]] = defaultdict(list)
    grouped: Any = rows.order_by().values("action__plan__number", "action__plan__title").annotate(**counts)
    for row in sorted(grouped, key=lambda row: -row["action__plan__number"]):
        for key in met:
            if row[f"actions{key}"]:
                numbers = (row[f"{name}{key}"] for name in ("actions", "dates", "delivery", "added"))
                found[key].append(Moved(row["action__plan__number"], row["action__plan__title"], *numbers))
    return found


def _part(body: int) -> Any:
    """The plans in which a body has a part, for the whole or on an action."""
    whole = PlanBody.objects.filter(body=body, until=None).values("plan_id")
    single = ActionBody.objects.filter(body=body, until=None).values("action__plan_id")
    return Plan.objects.filter(Q(pk__in=whole) | Q(pk__in=single)).values("pk")
