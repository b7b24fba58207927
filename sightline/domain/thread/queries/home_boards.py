"""A body's next meeting and what stands before it: for those who chair it, sit on it, or keep its papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
from sightline.domain.meetings.agenda_rules import notice_of
from sightline.domain.meetings.models import Meeting
from sightline.domain.meetings.standing import minutes_to_approve, to_be_told
from sightline.domain.plans.models import Action, ActionBody, Change, Plan, PlanBody, SignOffRequest
from sightline.ground.accounts.models import User
from sightline.ground.accounts.queries import kinds_granted
from sightline.ground.lib.working_days import england

from .home_promises import Asked, Chase, asked_of, chase_of, promises_by_state

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
    """A body of mine. chairs: whether I chair it; ready, to_ratify, to_approve, off_track: how many; moved: since it last met.

    asked      its promises; signs_off: whether it monitors actions or signs them off, now or in what waits
    """

    body: Body
    chairs: bool
    next: Met | None
    last: Met | None
    ready: int
    to_ratify: int
    to_approve: int
    off_track: int
    moved: tuple[Moved, ...]
    asked: Asked
    signs_off: bool


@dataclass(frozen=True, slots=True)
class Coming:
    """A meeting to come. out_by: the last day on which its agenda gives notice, None where none is stated; late: that is past."""

    meeting: Meeting
    out_by: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class Keeping:
    """What the keeper of meetings looks at: those to come, those that should have been held, whose minutes want drafting,
    circulating or approving, and the promises to chase."""

    next: tuple[Coming, ...] = ()
    not_recorded: tuple[Meeting, ...] = ()
    minutes: tuple[Meeting, ...] = ()
    chase: Chase = field(default_factory=Chase)


def boards_of(user: User, today: date) -> tuple[Board, ...]:
    """The bodies on which this person sits, or over which a role was given, those they chair first; four statements."""
    bodies = list(_bodies(user, today))
    if not bodies:
        return ()
    facts = counts_of(user, [body.pk for body in bodies], today)
    met = {key: row["last"].on for key, row in facts.items() if row.get("last")}
    moved, asked = moved_of(user, met, today), asked_of(user, facts, today)
    ordered = sorted(bodies, key=lambda body: (not body.chairs, body.name))
    return tuple(
        _board(body, facts[body.pk], tuple(moved.get(body.pk, ())), asked[body.pk]) for body in ordered
    )


def keeping_of(user: User, today: date) -> Keeping:
    """The next meetings, the minutes that are not approved, and the promises to chase; two statements."""
    wanted = Q(state="planned", on__lte=today + AHEAD) | (Q(state="held") & ~Q(minutes="approved"))
    rows = (
        Meeting.objects.visible_to(user)
        .filter(wanted)
        .select_related("body")
        .with_notice_days()
        .annotate(versions=Count("minutes_versions"))
        .order_by("on", "number")[: 4 * MOST_MEETINGS]
    )
    found = list(rows)
    planned = [row for row in found if row.state == "planned"]
    return Keeping(
        next=tuple(_coming(row, today) for row in planned if row.on >= today)[:MOST_MEETINGS],
        not_recorded=tuple(row for row in planned if row.on < today)[:MOST_MEETINGS],
        minutes=tuple(row for row in found if row.state == "held")[:MOST_MEETINGS],
        chase=chase_of(user, today),
    )


def _coming(meeting: Any, today: date) -> Coming:
    notice = notice_of(
        meeting.body.kind, meeting.notice_days, meeting.on, meeting.agenda_sent_on, today, england()
    )
    return Coming(meeting, notice.out_by, notice.state == "late")


def _board(body: Any, facts: Mapping[str, Any], moved: tuple[Moved, ...], asked: Asked) -> Board:
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
        asked=asked,
        signs_off=body.signs_off or "ready" in facts,
    )


def _bodies(user: User, today: date) -> Any:
    held = Holding.objects.on(today).filter(person__user=user).values("post_id")
    seats = Seat.objects.on(today).filter(Q(person__user=user) | Q(post_id__in=held))
    of_body = seats.filter(body=OuterRef("pk"))
    theirs = Exists(of_body) | Q(pk__in=_granted(user))
    chairs = Exists(of_body.filter(role__in=CHAIRS))
    monitors = Exists(ActionBody.objects.filter(body=OuterRef("pk"), layer="monitor", until=None))
    named = Exists(PlanBody.objects.filter(body=OuterRef("pk"), role__in=["sign-off", "monitor"], until=None))
    rows = (
        Body.objects.visible_to(user)
        .on(today)
        .filter(theirs)
        .annotate(chairs=chairs, signs_off=monitors | named)
    )
    return rows.order_by("-chairs", "name", "pk")[:MOST_BODIES]


def _granted(user: User) -> Any:
    roles = dict(kinds_granted(user, "meetings.see")).get("body", ())
    return user.grants.filter(kind="body", role__in=roles).values("thing_id")


def counts_of(user: User, keys: Sequence[int], today: date) -> dict[int, dict[str, Any]]:
    """What was counted for each body: "next" and "last" as Met, all others as how many. One statement."""
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
            planned.filter(~Exists(sooner)),
            "next",
            number="number",
            day="on",
            sent="agenda_sent_on",
            place="place",
        ),
        _row(
            held.filter(~Exists(since)),
            "last",
            number="number",
            day="on",
            sent="agenda_sent_on",
            place="place",
        ),
        _row(SignOffRequest.objects.filter(body__in=keys, state="waiting"), "ready"),
        _row(Decision.objects.filter(to_be_told(list(keys))), "to-ratify"),
        _row(seen.filter(minutes_to_approve(list(keys)), on__lt=today), "to-approve"),
        _row(off, "off-track"),
        *(_row(rows, what) for what, rows in promises_by_state(user, keys, today)),
    ]


def _row(rows: QuerySet[Any], what: Any, number: str | None = None, **columns: str) -> QuerySet[Any, Any]:
    """A select of the union: a meeting by its number, or how many rows each body has. what: words, or an expression of them."""
    kinds: Mapping[str, Any] = {"day": DateField(), "sent": DateField(), "place": TextField()}
    said = Value(what, output_field=TextField()) if isinstance(what, str) else what
    values = {"c0": said, "c1": Cast(F("body_id"), BigIntegerField())} | {
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


def moved_of(user: User, met: Mapping[int, date], today: date) -> dict[int, list[Moved]]:
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
