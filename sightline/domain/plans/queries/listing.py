"""A plan's actions as a list: filtered, sorted, now or as they stood at an earlier day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce
from django.utils import timezone

from sightline.ground.accounts.models import User

from .. import rules
from ..models import Action, ActionBody, ActionFinding, ActionOwner, Change, Figure, Plan, Update
from ..words import CONFIDENCE, DELIVERY

STATUSES = ("delivery", "impact", "assurance", "confidence", "priority")
AS_AT_FIELDS = (*STATUSES, "title", "forecast", "due", "theme", "workstream", "ref")
SHOWS = {
    "overdue": "Overdue",
    "stale": f"No update for {rules.STALE_AFTER_DAYS} days",
    "unlinked": "No source",
    "no-due": "No due date",
    "no-owner": "No owner",
    "no-target": "No target",
}
SORTS = ("order", "ref", "due", "updated", "priority", "delivery", "confidence")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of actions is narrowed to; "" leaves it alone, "none" asks for what is not stated.

    theme, workstream, owner (a post) and body are ids as text; show is a key of SHOWS; sort one of SORTS, with "-" before it
    for downwards.
    """

    q: str = ""
    theme: str = ""
    workstream: str = ""
    owner: str = ""
    body: str = ""
    delivery: str = ""
    impact: str = ""
    assurance: str = ""
    confidence: str = ""
    priority: str = ""
    show: str = ""
    sort: str = "order"

    @property
    def any(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__ if name != "sort")


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One line of the list. Dates, statuses, owners and links are those of the day asked for."""

    id: int
    number: int
    label: str
    title: str
    theme: str | None
    workstream: str | None
    owners: tuple[str, ...]
    due: date | None
    due_raw: str
    first_due: date | None
    delivery: str | None
    impact: str | None
    assurance: str | None
    confidence: str | None
    forecast: date | None
    priority: int | None
    last_updated: date | None
    stale: bool
    overdue: bool
    findings: int


def page_of_rows(
    user: User, plan: Plan, filters: Filters, today: date, page: int, size: int
) -> tuple[tuple[ActionRow, ...], int]:
    """One page of the rows that the filters leave, and how many they are in all; two statements.

    The page is cut among bare ids: sorting whole rows of a long plan costs four times as much.
    """
    first = (page - 1) * size
    chosen = filtered(user, plan, filters, today)
    in_all = Subquery(chosen.order_by().values("plan_id").annotate(n=Count("pk")).values("n"))
    shown = Action.objects.filter(pk__in=chosen.values("pk")[first : first + size])
    actions = list(_listed(shown.order_by(*_order(filters.sort))).annotate(found_in_all=in_all))
    found = actions[0].found_in_all if actions else chosen.count() if first else 0
    return tuple(row_of(action, today) for action in actions), found


def action_rows(
    user: User, plan: Plan, filters: Filters, today: date, as_at: date | None = None
) -> list[ActionRow]:
    """All rows that the filters leave, in order: what an export holds."""
    if as_at is not None:
        return rows_as_at(user, plan, filters, as_at)[0]
    return [row_of(action, today) for action in _listed(filtered(user, plan, filters, today))]


def action_choices(user: User, plan: Plan) -> list[tuple[int, str]]:
    """(number, label and title) of each live action, for a choice."""
    actions = Action.objects.visible_to(user).filter(plan=plan, ended_on=None).only("number", "ref", "title")
    return [(action.number, f"{action.label}: {action.title}"[:150]) for action in actions]


def filtered(user: User, plan: Plan, filters: Filters, today: date) -> QuerySet[Action]:
    """The plan's live actions that the filters leave, in order."""
    actions: QuerySet[Action] = Action.objects.visible_to(user).filter(plan=plan, ended_on=None)
    for word in filters.q.split()[:8]:
        actions = actions.filter(
            Q(title__icontains=word)
            | Q(ref__iexact=word)
            | Q(detail__icontains=word)
            | Q(owners_raw__icontains=word)
        )
    for name in ("theme", "workstream"):
        if value := getattr(filters, name):
            wanted = {f"{name}__isnull": True} if value == "none" else {f"{name}_id": _id(value)}
            actions = actions.filter(**wanted)
    for name in STATUSES:
        if value := getattr(filters, name):
            actions = actions.filter(**_stated(name, value))
    if filters.owner:
        mine = ActionOwner.objects.filter(until=None, post_id=_id(filters.owner)).values("action_id")
        actions = actions.filter(pk__in=mine)
    if filters.body:
        theirs = ActionBody.objects.filter(until=None, body_id=_id(filters.body)).values("action_id")
        actions = actions.filter(pk__in=theirs)
    return _show(actions, filters.show, today).order_by(*_order(filters.sort))


def _stated(name: str, value: str) -> dict[str, Any]:
    if value == "none":
        return {f"{name}__isnull": True}
    return {name: _id(value) if name == "priority" else value}


def _id(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 10 else -1


def old_before(today: date) -> Q:
    """Actions about which nothing was said for longer than the council allows."""
    before = today - timedelta(days=rules.STALE_AFTER_DAYS)
    return Q(last_updated__lt=before) | Q(last_updated=None, added_on__lt=before)


def not_done() -> Q:
    return Q(delivery=None) | ~Q(delivery="done")


def _show(actions: QuerySet[Action], show: str, today: date) -> QuerySet[Action]:
    match show:
        case "overdue":
            return actions.filter(not_done(), due__lt=today)
        case "stale":
            return actions.filter(not_done()).filter(old_before(today))
        case "unlinked":
            linked = ActionFinding.objects.filter(until=None).values("action_id")
            return actions.exclude(pk__in=linked).filter(source_kind="", source_text="")
        case "no-due":
            return actions.filter(due=None)
        case "no-owner":
            return actions.exclude(pk__in=ActionOwner.objects.filter(until=None).values("action_id"))
        case "no-target":
            targets = Figure.objects.filter(role="target", until=None)
            return actions.exclude(pk__in=targets.values("action_id"))
    return actions


def _order(sort: str) -> list[str | OrderBy]:
    name, down = sort.removeprefix("-"), sort.startswith("-")
    by: Any = {
        "ref": F("ref"),
        "due": F("due"),
        "updated": F("last_updated"),
        "priority": F("priority"),
        "delivery": _in_order("delivery", DELIVERY),
        "confidence": _in_order("confidence", CONFIDENCE),
    }.get(name, F("position"))
    first = by.desc(nulls_last=True) if down else by.asc(nulls_last=True)
    return [first, "position", "number"]


def _in_order(field: str, words: Iterable[str]) -> Case:
    return Case(*(When(**{field: word}, then=Value(place)) for place, word in enumerate(words)), default=None)


def _listed(actions: QuerySet[Action]) -> QuerySet[Action]:
    owners = ActionOwner.objects.filter(until=None).select_related("post")
    links = ActionFinding.objects.filter(action=OuterRef("pk"), until=None).order_by().values("action")
    counted = actions.annotate(
        n_findings=Coalesce(Subquery(links.annotate(n=Count("pk")).values("n")), Value(0))
    )
    return counted.select_related("theme", "workstream").prefetch_related(
        Prefetch("owners", owners, to_attr="live_owners")
    )


def row_of(action: Any, today: date, findings: int | None = None) -> ActionRow:
    """A row of an action that has its `live_owners` (and its `n_findings`, unless they are given)."""
    return ActionRow(
        id=action.pk,
        number=action.number,
        label=action.label,
        title=action.title,
        theme=str(action.theme) if action.theme else None,
        workstream=str(action.workstream) if action.workstream else None,
        owners=tuple(owner.label for owner in action.live_owners),
        due=action.due,
        due_raw=action.due_raw,
        first_due=action.first_due,
        delivery=action.delivery,
        impact=action.impact,
        assurance=action.assurance,
        confidence=action.confidence,
        forecast=action.forecast,
        priority=action.priority,
        last_updated=action.last_updated,
        stale=action.delivery != "done" and rules.stale(action.last_updated, action.added_on, today),
        overdue=action.overdue(today),
        findings=action.n_findings if findings is None else findings,
    )


# As at a day ---------------------------------------------------------------------------------------------------------


def end_of(day: date) -> datetime:
    """The first moment that is no longer of that day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def standing_at(day: date) -> Q:
    """Links that stood at the end of a day."""
    end = end_of(day)
    return Q(since__lt=end) & (Q(until=None) | Q(until__gte=end))


def rows_as_at(
    user: User, plan: Plan, filters: Filters, day: date
) -> tuple[list[ActionRow], list[ActionRow], dict[int, list[int]]]:
    """The list as it stood at the end of a day: rows that the filters leave, all rows, and finding -> ids of its actions.

    Everything is read from the rows of history, so it says what was recorded for that day.
    """
    owners = ActionOwner.objects.filter(standing_at(day)).select_related("post")
    actions = (
        Action.objects.visible_to(user)
        .filter(Q(ended_on=None) | Q(ended_on__gt=day), plan=plan, added_on__lte=day)
        .select_related("theme", "workstream")
        .prefetch_related(Prefetch("owners", owners, to_attr="live_owners"))
        .order_by("position", "number")
    )
    links = ActionFinding.objects.filter(standing_at(day), action__plan=plan)
    answers: dict[int, list[int]] = {}
    for action_id, finding_id in links.values_list("action_id", "finding_id"):
        answers.setdefault(action_id, []).append(finding_id)
    (later, dated), latest = _later_changes(plan, day), _last_updates(plan, day)
    pairs = [
        (action, _as_it_stood(action, len(answers.get(action.pk, ())), later, latest, dated, day))
        for action in actions
    ]
    kept = _Kept(plan, filters, day)
    rows = _sorted([row for action, row in pairs if kept(action, row)], filters.sort)
    by_finding: dict[int, list[int]] = {}
    for action, _ in pairs:
        for finding_id in answers.get(action.pk, ()):
            by_finding.setdefault(finding_id, []).append(action.pk)
    return rows, [row for _, row in pairs], by_finding


def _later_changes(plan: Plan, day: date) -> tuple[dict[int, dict[str, str | None]], set[int]]:
    """For each action the value that a field gave way to first after the day: what it was at the day's end.

    And the actions whose due date had been changed by then: they had one at some time, even where it was taken back.
    """
    changes = Change.objects.filter(Q(on__gt=day) | Q(field="due"), action__plan=plan, field__in=AS_AT_FIELDS)
    then: dict[int, dict[str, str | None]] = {}
    dated: set[int] = set()
    for action_id, field, old, on in changes.order_by("on", "pk").values_list(
        "action_id", "field", "old", "on"
    ):
        if on > day:
            then.setdefault(action_id, {}).setdefault(field, old)
        else:
            dated.add(action_id)
    return then, dated


def _last_updates(plan: Plan, day: date) -> dict[int, date]:
    rows = Update.objects.filter(action__plan=plan, on__lte=day).order_by("action_id", "on")
    return dict(rows.values_list("action_id", "on"))


def _as_it_stood(
    action: Any,
    findings: int,
    later: dict[int, dict[str, str | None]],
    latest: dict[int, date],
    dated: set[int],
    day: date,
) -> ActionRow:
    then: dict[str, Any] = dict(later.get(action.pk, {}))
    for name in ("due", "forecast"):
        if then.get(name):
            then[name] = date.fromisoformat(then[name])
    if "due" in then:
        then["due_raw"] = "" if then["due"] else action.due_raw
        then["first_due"] = action.first_due if then["due"] or action.pk in dated else None
    if then.get("priority"):
        then["priority"] = int(then["priority"])
    if "ref" in then:
        then["label"] = then.pop("ref") or f"Action {action.number}"
    updated = latest.get(action.pk)
    stood = replace(row_of(action, day, findings), last_updated=updated, **then)
    done = stood.delivery == "done"
    return replace(
        stood,
        overdue=not done and stood.due is not None and stood.due < day,
        stale=not done and rules.stale(updated, action.added_on, day),
    )


class _Kept:
    """Whether a row of an earlier day passes the filters, by what it said then."""

    def __init__(self, plan: Plan, filters: Filters, day: date) -> None:
        self._filters, self._words = filters, [word.casefold() for word in filters.q.split()[:8]]
        self._parts = {name: _titles(plan, name, getattr(filters, name)) for name in ("theme", "workstream")}
        bodies = ActionBody.objects.filter(standing_at(day), action__plan=plan, body_id=_id(filters.body))
        targets = Figure.objects.filter(standing_at(day), action__plan=plan, role="target")
        self._of_body = set(bodies.values_list("action_id", flat=True)) if filters.body else set()
        wanted = filters.show == "no-target"
        self._with_target = set(targets.values_list("action_id", flat=True)) if wanted else set()

    def __call__(self, action: Any, row: ActionRow) -> bool:
        asked = self._filters
        return (
            all(self._said(row, word) for word in self._words)
            and all(self._status(row, name) for name in STATUSES)
            and all(not getattr(asked, n) or getattr(row, n) in titles for n, titles in self._parts.items())
            and (not asked.owner or any(o.post_id == _id(asked.owner) for o in action.live_owners))
            and (not asked.body or action.pk in self._of_body)
            and self._shown(action, row)
        )

    @staticmethod
    def _said(row: ActionRow, word: str) -> bool:
        return any(word in text.casefold() for text in (row.title, row.label, *row.owners))

    def _status(self, row: ActionRow, name: str) -> bool:
        value, says = getattr(self._filters, name), getattr(row, name)
        return not value or (says is None if value == "none" else str(says) == value)

    def _shown(self, action: Any, row: ActionRow) -> bool:
        match self._filters.show:
            case "overdue":
                return row.overdue
            case "stale":
                return row.stale
            case "no-due":
                return row.due is None
            case "no-owner":
                return not row.owners
            case "unlinked":
                return not row.findings and not action.source_kind and not action.source_text
            case "no-target":
                return action.pk not in self._with_target
        return True


def _titles(plan: Plan, name: str, value: str) -> set[str | None]:
    """How rows name the part that a filter asks for."""
    if not value:
        return set()
    if value == "none":
        return {None}
    parts: Any = plan.themes if name == "theme" else plan.workstreams
    return {str(part) for part in parts.filter(pk=_id(value))}


def _sorted(rows: Sequence[ActionRow], sort: str) -> list[ActionRow]:
    """Rows come in the plan's order; what is not stated stands last, whichever way."""
    name, down = sort.removeprefix("-"), sort.startswith("-")
    places = {"delivery": list(DELIVERY), "confidence": list(CONFIDENCE)}
    field = {"updated": "last_updated", "ref": "label"}.get(name, name)
    if name not in SORTS or name == "order":
        return list(reversed(rows)) if down and name == "order" else list(rows)

    def value(row: ActionRow) -> Any:
        said = getattr(row, field)
        return places[name].index(said) if name in places else said

    stated = [row for row in rows if getattr(row, field) is not None]
    return [*sorted(stated, key=value, reverse=down), *(r for r in rows if getattr(r, field) is None)]
