"""What waits for one person, by reason, beside the updates that they owe: read together in one statement.

Each select of the union gives the same columns (`COLUMNS`); what a row means depends on its `group`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
    DateField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from sightline.domain.evidence.models import Evidence
from sightline.domain.governance.models import Holding
from sightline.domain.inspections.models import Finding, Intervention, ReviewDate
from sightline.domain.plans.models import (
    Action,
    ActionAcceptance,
    ActionBody,
    ActionOwner,
    Comment,
    SignOffRequest,
    UnsentUpdate,
    Update,
)
from sightline.domain.plans.queries.accepting import bodies_that_accept
from sightline.domain.plans.talking_rules import token
from sightline.ground.accounts.models import User

COLUMNS = ("group", "parent", "number", "key", "ref", "title", "words", "who", "day", "moment")
NUMBERS, DAYS, MOMENTS = {"parent", "number", "key"}, {"day"}, {"moment"}
MOST = 10  # lines of a group that is not bounded by a person's own actions
SOON = timedelta(days=30)  # evidence that has to be renewed within so many days
OPEN = ("draft", "adopted", "active")


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing that waits. group: a key of GROUPS; parent, number: of plan and action, or of inspection and finding.

    key    the id of what it is about: an action, a finding, a body, a piece of evidence
    label  how people call it; words: why it waits, in a sentence; count: how many actions, where it speaks of several
    """

    group: str
    parent: int
    number: int
    key: int
    label: str
    title: str
    words: str
    on: date | None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Typed:
    """Words of an update that are kept and not sent. saved_at: when; token: what a page that shows them knows them by."""

    parent: int
    number: int
    key: int
    label: str
    title: str
    values: Mapping[str, Any]
    saved_at: datetime
    token: str


@dataclass(frozen=True, slots=True)
class LastSaid:
    """The latest update of an action."""

    text: str
    on: date
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Mine:
    """waits: by group, in the order of GROUPS; typed, last: by the action's id; more: groups of which not all is listed.

    owns  whether a post of the person owns an open action at all
    """

    waits: Mapping[str, tuple[Waits, ...]] = field(default_factory=dict)
    more: frozenset[str] = frozenset()
    typed: Mapping[int, Typed] = field(default_factory=dict)
    last: Mapping[int, LastSaid] = field(default_factory=dict)
    owns: bool = False


# In the order of the page: the heading of each group.
GROUPS = {
    "refused": "Not signed off, or reopened",
    "commented": "Comments that wait for you",
    "accept": "Draft actions to accept",
    "proposed": "Actions that bodies propose",
    "verify": "To verify",
    "evidence": "Evidence running out",
    "ready": "Put before a body for sign-off",
    "review": "Reviews of interventions",
}
OF_FINDINGS = "finding"


def mine_of(user: User, today: date, *, directs: bool = False) -> Mine:
    """What waits for this person today, for a director the reviews of interventions too; one statement."""
    first, *others = _selects(user, today, directs)
    by_group: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in first.union(*others, all=True):
        named = dict(zip(COLUMNS, row, strict=True))
        by_group[named["group"]].append(named)
    waits = {group: _waits(group, by_group, today) for group in GROUPS}
    return Mine(
        waits={group: rows[:MOST] if group in ("verify",) else rows for group, rows in waits.items() if rows},
        more=frozenset(group for group in ("verify",) if len(waits[group]) > MOST),
        owns=bool(by_group["owns"]),
        typed={row["key"]: _typed(row) for row in by_group["typed"]},
        last={
            row["key"]: LastSaid(row["words"], row["day"], row["who"], row["moment"])
            for row in by_group["last"]
        },
    )


# Read ------------------------------------------------------------------------------------------------------------------


def _selects(user: User, today: date, directs: bool) -> Iterator[QuerySet[Any, Any]]:
    posts = Holding.objects.on(today).filter(person__user=user).values("post_id")
    owned = ActionOwner.objects.filter(until=None, post_id__in=posts).values("action_id")
    mine = Action.objects.filter(pk__in=owned, ended_on=None, plan__state__in=OPEN)
    yield _row(
        UnsentUpdate.objects.filter(user=user),
        "typed",
        **_of_action("action__"),
        words="values",
        moment="saved_at",
    )
    yield _row(Action.objects.filter(pk__in=mine.values("pk")[:1]), "owns", key="pk")
    yield _last(mine)
    asked = SignOffRequest.objects.filter(action__in=mine)
    yield _row(
        asked.filter(state="waiting"), "ready", **_of_action("action__"), who="body__name", day="asked_on"
    )
    later = SignOffRequest.objects.filter(action=OuterRef("action"), pk__gt=OuterRef("pk"))
    refused = asked.filter(~Exists(later), state="refused", action__assurance="verified")
    yield _row(
        refused, "refused", **_of_action("action__"), words="closed_reason", who="body__name", day="closed_on"
    )
    yield _row(
        mine.filter(assurance="reopened"), "reopened", **_of_action(""), words="settled_by__reason",
        who="settled_by__decision__body__name", day="settled_by__on",
    )  # fmt: skip
    yield from _commented(user, owned)
    if user.may_anywhere("plans.verify_action"):
        yield _row(_to_verify(user, owned), "verify", **_of_action(""), who=None, day="last_updated")
    if user.may_anywhere("plans.accept_action"):
        yield _to_accept(user, today)
    if user.may_anywhere("plans.edit_plan"):
        yield _proposed(user)
    expiring = Evidence.objects.visible_to(user).standing().filter(owner__in=posts, expires__lte=today + SOON)
    yield _row(expiring, "evidence", key="pk", title="title", day="expires")
    if directs:
        running = Intervention.objects.visible_to(user).filter(ended=None)
        reviews = ReviewDate.objects.filter(intervention__in=running, held=None)
        yield _row(
            reviews,
            "review",
            parent="intervention__number",
            key="pk",
            title="intervention__title",
            words="what",
            day="on",
        )


def _last(mine: QuerySet[Action]) -> QuerySet[Any, Any]:
    said = Update.objects.filter(action__in=mine, corrected_by=None)
    later = Update.objects.filter(action=OuterRef("action"), corrected_by=None).filter(
        Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), pk__gt=OuterRef("pk"))
    )
    return _row(
        said.filter(~Exists(later)),
        "last",
        key="action_id",
        words="text",
        who="by_name",
        day="on",
        moment="at",
    )


def _commented(user: User, owned: Any) -> Iterator[QuerySet[Any, Any]]:
    """Talk that is not settled, in which somebody else had the last word: about my actions, or in which I wrote."""
    latest = Comment.objects.filter(Q(pk=OuterRef("pk")) | Q(answers=OuterRef("pk"))).order_by("-at", "-pk")
    wrote = Comment.objects.filter(answers=OuterRef("pk"), by=user)
    open_talk = Comment.objects.filter(answers=None, settled_at=None).annotate(
        last_by=Subquery(latest.values("by_id")[:1]),
        last_name=Subquery(latest.values("by_name")[:1]),
        last_on=Subquery(latest.values("on")[:1]),
        last_text=Subquery(latest.values("text")[:1]),
    )
    not_mine = ~Q(last_by=user.pk) | Q(last_by=None)
    talk = {"words": "last_text", "who": "last_name", "day": "last_on"}
    about_me = Q(by=user) | Exists(wrote)
    actions = open_talk.filter(
        not_mine, Q(action__in=owned) | about_me, action__in=Action.objects.visible_to(user)
    )
    yield _row(actions, "commented", **_of_action("action__"), **talk)
    findings = open_talk.filter(not_mine, about_me, finding__in=Finding.objects.visible_to(user))
    yield _row(
        findings, OF_FINDINGS, parent="finding__inspection__number", number="finding__number", key="finding_id",
        ref="finding__ref", title="finding__text", **talk,
    )  # fmt: skip


def _to_verify(user: User, owned: Any) -> QuerySet[Action]:
    """Evidenced actions of others that this person may look at: whoever said how it stands does not verify it."""
    said = Update.objects.filter(action=OuterRef("pk"), by_id_text=str(user.pk))
    rows = (
        Action.objects.visible_to(user, "plans.verify_action")
        .filter(~Exists(said), assurance="evidenced", ended_on=None, plan__state="active")
        .exclude(pk__in=owned)
        .order_by("last_updated", "pk")
    )
    return Action.objects.filter(pk__in=rows.values("pk")[: MOST + 1])


def _to_accept(user: User, today: date) -> QuerySet[Any, Any]:
    said = ActionAcceptance.objects.filter(action=OuterRef("action"), body=OuterRef("body"))
    links = ActionBody.objects.filter(
        ~Exists(said), layer="deliver", until=None, action__ended_on=None, action__plan__state="draft",
        body__in=bodies_that_accept(user, today),
    )  # fmt: skip
    return _counted(
        links,
        "accept",
        parent="action__plan__number",
        key="body_id",
        ref="body__name",
        title="action__plan__title",
    )


def _proposed(user: User) -> QuerySet[Any, Any]:
    later = ActionAcceptance.objects.filter(action=OuterRef("action"), pk__gt=OuterRef("pk"))
    rows = ActionAcceptance.objects.filter(
        ~Exists(later), says="proposed", action__plan__state="draft",
        action__in=Action.objects.visible_to(user, "plans.edit_plan"),
    )  # fmt: skip
    return _counted(
        rows,
        "proposed",
        parent="action__plan__number",
        key="body_id",
        ref="body__name",
        title="action__plan__title",
    )


def _counted(rows: QuerySet[Any], group: str, **columns: str) -> QuerySet[Any, Any]:
    """A line for each plan and body, with how many actions in `number`."""
    values = {f"c{place}": _value(name, columns.get(name), group) for place, name in enumerate(COLUMNS)}
    place = f"c{COLUMNS.index('number')}"
    rows = rows.order_by().annotate(**{name: value for name, value in values.items() if name != place})
    kept = [name for name in values if name != place]
    counted = rows.values(*kept).annotate(**{place: Cast(Count("action", distinct=True), BigIntegerField())})
    return counted.values_list(*values)


def _row(rows: QuerySet[Any], group: str, **columns: str | None) -> QuerySet[Any, Any]:
    values = {f"c{place}": _value(name, columns.get(name), group) for place, name in enumerate(COLUMNS)}
    return rows.order_by().annotate(**values).values_list(*values)


def _value(name: str, column: str | None, group: str) -> Any:
    """A column as all selects of the union have it."""
    if name == "group":
        return Value(group, output_field=TextField())
    kind: Any = TextField()
    if name in NUMBERS:
        kind = BigIntegerField()
    elif name in DAYS:
        kind = DateField()
    elif name in MOMENTS:
        kind = DateTimeField()
    return Cast(F(column) if column else Value(None), kind)


def _of_action(to: str) -> dict[str, str]:
    key = "pk" if not to else "action_id"
    return {
        "parent": f"{to}plan__number",
        "number": f"{to}number",
        "key": key,
        "ref": f"{to}ref",
        "title": f"{to}title",
    }


# Said ------------------------------------------------------------------------------------------------------------------


def _typed(row: dict[str, Any]) -> Typed:
    return Typed(
        row["parent"], row["number"], row["key"], _label(row), row["title"], json.loads(row["words"]), row["moment"],
        token(row["moment"]),
    )  # fmt: skip


def _waits(group: str, rows: Mapping[str, list[dict[str, Any]]], today: date) -> tuple[Waits, ...]:
    if group == "refused":
        found = [_one("refused", row, _refused(row)) for row in rows["refused"]]
        found += [_one("refused", row, _reopened(row)) for row in rows["reopened"]]
    elif group == "commented":
        found = [_one("commented", row, _asked(row)) for row in rows["commented"]]
        found += [_one(OF_FINDINGS, row, _asked(row, finding=True)) for row in rows[OF_FINDINGS]]
    else:
        found = [_one(group, row, SAYS[group](row, today)) for row in rows[group]]
    return tuple(sorted(found, key=lambda one: (one.on or date.max, one.parent or 0, one.number or 0)))


def _one(group: str, row: dict[str, Any], words: str) -> Waits:
    counted = group in ("accept", "proposed")
    return Waits(
        group, row["parent"] or 0, 0 if counted else row["number"] or 0, row["key"],
        (row["ref"] or "") if counted else _label(row), row["title"] or "", words, row["day"], row["number"] if counted else 1,
    )  # fmt: skip


def _label(row: dict[str, Any]) -> str:
    return row["ref"] or (f"Action {row['number']}" if row["number"] else "")


def _day(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else "a day that is not stated"


def _refused(row: dict[str, Any]) -> str:
    return f"{row['who']} did not sign it off on {_day(row['day'])}: {row['words']}"


def _reopened(row: dict[str, Any]) -> str:
    return f"{row['who'] or 'A body'} reopened it on {_day(row['day'])}: {row['words'] or 'no reason is recorded'}"


def _asked(row: dict[str, Any], *, finding: bool = False) -> str:
    about = f"finding {row['ref'] or row['number']}" if finding else _about(_label(row))
    text = " ".join(row["words"].split())
    return f"{row['who']} wrote about {about} on {_day(row['day'])}: “{text[:200]}{'…' if len(text) > 200 else ''}”"


def _about(label: str) -> str:
    return label.lower() if label.startswith("Action ") else f"action {label}"


def _actions(count: int) -> str:
    return "1 action" if count == 1 else f"{count} actions"


SAYS: dict[str, Any] = {
    "ready": lambda row, today: f"Before {row['who']} since {_day(row['day'])}, with its evidence frozen.",
    "verify": lambda row, today: (
        "Evidence is on record; nobody has verified it."
        + (f" Last update on {_day(row['day'])}." if row["day"] else "")
    ),
    "accept": lambda row, today: (
        f"{row['ref']} is to deliver {_actions(row['number'])} of a draft plan: accept, or say why not."
    ),
    "proposed": lambda row, today: (
        f"{row['ref']} proposes {_actions(row['number'])} for the draft: take them in, or decline."
    ),
    "review": lambda row, today: (
        f"{'Was due' if row['day'] < today else 'Due'} on {_day(row['day'])}"
        + (f": {row['words']}" if row["words"] else ".")
    ),
    "evidence": lambda row, today: (
        f"It had to be renewed by {_day(row['day'])}."
        if row["day"] < today
        else f"It has to be renewed by {_day(row['day'])}."
    ),
}
