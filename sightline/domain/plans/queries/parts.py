"""What a plan consists of besides actions, read in one statement: parts, strategies, inspections, and who can be chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

from sightline.ground.accounts.models import User
from sightline.ground.accounts.queries import everything, kinds_granted
from sightline.ground.lib.errors import NotFound

from ..models import (
    Action,
    ActionBody,
    ActionOwner,
    Aim,
    Funding,
    Plan,
    PlanInspection,
    PlanState,
    PlanStrategy,
    Theme,
    ThemeStrategy,
    Workstream,
)

ANY_PLAN = -7_031_994  # no plan has this id, and no other value of the statement is this number
COLUMNS = ("what", "key", "place", "name", "code", "lead_name", "lead_team", "printed", "more", "further")


@dataclass(frozen=True, slots=True)
class PartRow:
    """An aim, theme, driver, workstream or funding line. lead: the post's title, or the words as printed; None: not stated.

    body (workstreams), kind (workstreams: driver or workstream), amount_raw and amount (funding) are "" or None elsewhere.
    """

    pk: int
    ref: str
    title: str
    lead: str | None
    kind: str = ""
    body: str = ""
    amount_raw: str = ""
    amount: Decimal | None = None

    def __str__(self) -> str:
        return f"{self.ref} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class StateRow:
    """What a paper says became of the plan on a day."""

    state: str
    on: date
    source: str
    by: str


@dataclass(slots=True)
class Parts:
    """strategies: of the plan; theme_strategies: by theme id; inspections: (number, title); owners, bodies: (id, name)."""

    aims: list[PartRow] = field(default_factory=list)
    themes: list[PartRow] = field(default_factory=list)
    workstreams: list[PartRow] = field(default_factory=list)
    fundings: list[PartRow] = field(default_factory=list)
    strategies: list[str] = field(default_factory=list)
    theme_strategies: dict[int, list[str]] = field(default_factory=dict)
    inspections: list[tuple[int, str]] = field(default_factory=list)
    owners: list[tuple[str, str]] = field(default_factory=list)
    bodies: list[tuple[str, str]] = field(default_factory=list)
    states: list[StateRow] = field(default_factory=list)


def parts_of(plan: Plan, user: User | None = None) -> Parts:
    """Everything in one statement, in printed order. user: of owners and bodies only those of actions that the user may see."""
    found = Parts()
    rows = _rows(plan, user)
    for what, key, _place, name, code, lead, team, printed, more, further in sorted(
        rows, key=lambda row: (row[2], row[1])
    ):
        led = (f"{lead} ({team})" if team else lead) or printed or None
        match what:
            case "aim":
                found.aims.append(PartRow(key, code, name, led))
            case "theme":
                found.themes.append(PartRow(key, code, name, led))
            case "workstream":
                found.workstreams.append(PartRow(key, code, name, led, kind=more, body=further))
            case "funding":
                amount = Decimal(further) if further else None
                found.fundings.append(PartRow(key, code, name, led, amount_raw=more, amount=amount))
            case "strategy":
                found.strategies.append(name)
            case "theme-strategy":
                found.theme_strategies.setdefault(key, []).append(name)
            case "inspection":
                found.inspections.append((key, name))
            case "state":
                found.states.append(StateRow(code, date.fromisoformat(more), name, printed))
            case "owner":
                found.owners.append((str(key), f"{name} ({team})" if team else name))
            case "body":
                found.bodies.append((str(key), name))
    found.states.sort(key=lambda one: one.on)
    found.owners.sort(key=lambda one: one[1].casefold())
    found.bodies.sort(key=lambda one: one[1].casefold())
    return found


def _rows(plan: Plan, user: User | None) -> list[Any]:
    sql, parameters = _question(connection.vendor, _Rights(user))
    with connection.cursor() as cursor:
        cursor.execute(sql, [plan.pk if value == ANY_PLAN else value for value in parameters])
        return cursor.fetchall()


class _Rights:
    """The shape of what a person may see: whose grants, and of which kinds, never over which things."""

    def __init__(self, user: User | None) -> None:
        self.user = None if user is None or everything(user, "plans.see") else user
        self._key = self.user and (self.user.pk, kinds_granted(self.user, "plans.see"))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rights) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


@lru_cache(maxsize=500)
def _question(vendor: str, rights: _Rights) -> tuple[str, tuple[Any, ...]]:
    """The statement for a plan's parts, and its values, with ANY_PLAN for the plan's id.

    Writing it takes three times as long as answering it, so it is written once for each shape of rights; whose things
    they are, the statement itself asks of the grants as they are now.
    """
    first, *others = _selects(Plan(pk=ANY_PLAN), rights.user)
    sql, parameters = first.union(*others, all=True).query.get_compiler(connection=connection).as_sql()
    return sql, tuple(parameters)


def part_for(plan: Plan, kind: str, key: int) -> Any:
    """An aim, theme, workstream or funding line of the plan, for a page that changes it."""
    model: Any = {"aim": Aim, "theme": Theme, "workstream": Workstream, "funding": Funding}[kind]
    found = model.objects.filter(plan=plan, pk=key).first()
    if found is None:
        raise NotFound("That part is not in this plan.")
    return found


def left_scope(plan: Plan) -> list[PlanInspection]:
    """The inspections that were taken out of the plan's scope, the last first, with when, by whom and why."""
    rows = PlanInspection.objects.filter(plan=plan).exclude(until=None).select_related("inspection")
    return list(rows.order_by("-until", "-pk"))


def _selects(plan: Plan, user: User | None) -> Iterator[QuerySet[Any, Any]]:
    parts: tuple[tuple[str, Any, Any, Any], ...] = (
        ("aim", Aim, _text(""), _text("")),
        ("theme", Theme, _text(""), _text("")),
        ("workstream", Workstream, F("kind"), Coalesce(F("body__name"), _text(""))),
        ("funding", Funding, F("amount_raw"), Coalesce(Cast("amount", CharField()), _text(""))),
    )
    for what, model, more, further in parts:
        yield _columns(
            model.objects.filter(plan=plan).order_by(), what, F("pk"), F("title"),
            place=F("position"), code=F("ref"), lead="lead__", printed=F("lead_raw"), more=more, further=further,
        )  # fmt: skip
    named = (
        ("strategy", PlanStrategy.objects.filter(plan=plan), F("strategy_id"), F("strategy__title")),
        (
            "theme-strategy",
            ThemeStrategy.objects.filter(theme__plan=plan),
            F("theme_id"),
            F("strategy__title"),
        ),
        (
            "inspection",
            PlanInspection.objects.filter(plan=plan, until=None),
            F("inspection__number"),
            F("inspection__title"),
        ),
        ("body", _live(ActionBody, plan, user).distinct(), F("body_id"), F("body__name")),
    )
    for what, rows, key, name in named:
        yield _columns(rows.order_by(), what, key, name)
    yield _columns(
        PlanState.objects.filter(plan=plan).order_by(), "state", F("pk"), F("source"),
        code=F("state"), printed=F("by_name"), more=Cast("on", CharField()),
    )  # fmt: skip
    owners = _live(ActionOwner, plan, user).exclude(post=None).distinct().order_by()
    yield _columns(owners, "owner", F("post_id"), F("post__title"), lead_team=F("post__team"))


def _live(model: Any, plan: Plan, user: User | None) -> Any:
    links = model.objects.filter(action__plan=plan, action__ended_on=None, until=None)
    if user is None:
        return links
    return links.filter(Exists(Action.objects.visible_to(user).filter(pk=OuterRef("action_id"))))


def _text(words: str) -> Value:
    return Value(words, output_field=CharField())


def _columns(
    rows: QuerySet[Any],
    what: str,
    key: F,
    name: F,
    *,
    place: Any = None,
    code: Any = None,
    lead: str = "",
    lead_team: Any = None,
    printed: Any = None,
    more: Any = None,
    further: Any = None,
) -> QuerySet[Any, Any]:
    """One select of the union, with every column of COLUMNS as whole number or text."""
    nothing = _text("")
    values = {
        "what": _text(what),
        "key": Cast(key, BigIntegerField()),
        "place": Cast(place if place is not None else Value(0), BigIntegerField()),
        "name": name,
        "code": code or nothing,
        "lead_name": Coalesce(F(f"{lead}title"), nothing) if lead else nothing,
        "lead_team": Coalesce(F(f"{lead}team"), nothing) if lead else lead_team or nothing,
        "printed": printed or nothing,
        "more": more or nothing,
        "further": further or nothing,
    }
    aliased = {
        f"c_{name}": Concat(value, nothing, output_field=CharField()) if isinstance(value, F) else value
        for name, value in values.items()
    }
    return rows.annotate(**aliased).values_list(*(f"c_{name}" for name in COLUMNS))
