"""Searching: what a reader may see of what was asked for, ranked, counted and shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import OperationalError, connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from sightline.ground.accounts.queries import everything

from . import engines
from .asking import Asked
from .indexing import catch_up_a_little
from .jobs import ask_for_it
from .models import Document
from .offers import ANCHORS, GROUPS, SOURCES, Became, Source

MOST = 2_000  # results that are ranked and counted
PAGE = 20
MOST_KEPT = 500  # conditions, each of a few thousand characters

_conditions: dict[tuple[Any, ...], tuple[str, tuple[Any, ...]]] = {}


@dataclass(frozen=True)
class Narrowed:
    """The filters: a key of GROUPS, the key of a body, the first and the last day."""

    group: str = ""
    body: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Hit:
    """A result in short: enough to count, to order and to fetch it."""

    key: int
    source: Source
    body: int | None
    day: date | None


@dataclass(frozen=True)
class Result:
    """A result as it is shown. title, snippet: with engines.BEGIN and END around the words found."""

    document: Document
    source: Source
    title: str
    snippet: str
    became: tuple[Became, ...] = ()


@dataclass(frozen=True)
class Found:
    """hits  all that the filters leave, the best first, at most MOST
    groups  how many of each kind, whatever kind is chosen; in the order of GROUPS
    bodies  how many of each body's, whatever body is chosen
    more    there are more than MOST
    fresh   whether everything saved so far was looked at
    """

    asked: Asked
    hits: tuple[Hit, ...] = ()
    groups: tuple[tuple[str, int], ...] = ()
    bodies: dict[int, int] = field(default_factory=dict)
    more: bool = False
    fresh: bool = True


def search(user: Any, asked: Asked, narrowed: Narrowed | None = None) -> Found:
    """What the user may see of what was asked for; the best first. Four statements or fewer."""
    if asked.is_empty:
        return Found(asked)
    by = narrowed or Narrowed()
    fresh = bring_up_to_date()
    hits, more = _hits(_between(visible_documents(user), by), asked)
    of_body = [hit for hit in hits if by.body in (None, hit.body)]
    of_group = [hit for hit in hits if by.group in ("", hit.source.group)]
    if more and (by.body is not None or by.group):  # the best of all may hold few of what was chosen
        rows = _between(visible_documents(user), by).filter(_chosen(by))
        chosen, more = _hits(rows, asked)
    else:
        chosen = [hit for hit in of_body if by.group in ("", hit.source.group)]
    counts = Counter(hit.source.group for hit in of_body)
    return Found(
        asked,
        tuple(chosen),
        tuple((group, counts[group]) for group in GROUPS if counts[group] or group == by.group),
        dict(Counter(hit.body for hit in of_group if hit.body is not None)),
        more,
        fresh,
    )


def history(user: Any, asked: Asked, body: int | None = None) -> Found:
    """All that happened about a subject and that the user may see, from the first day to the last."""
    if asked.is_empty:
        return Found(asked)
    fresh = bring_up_to_date()
    happenings = [source.name for source in SOURCES.values() if source.happens]
    rows = visible_documents(user).filter(source__in=happenings, day__isnull=False)
    hits, more = _hits(rows, asked)
    bodies = dict(Counter(hit.body for hit in hits if hit.body is not None))
    places = {name: place for place, name in enumerate(SOURCES)}
    kept = [hit for hit in hits if body in (None, hit.body)]
    kept.sort(key=lambda hit: (hit.day or date.max, places[hit.source.name], hit.key))
    return Found(asked, tuple(kept), (), bodies, more, fresh)


def results(found: Found, hits: Iterable[Hit], user: Any = None) -> list[Result]:
    """One page of hits as they are shown, in their order. user: to be told what became of each; one more read a kind."""
    keys = [hit.key for hit in hits]
    rows = {row.pk: row for row in Document.objects.filter(pk__in=keys).defer("text")}
    words = engines.shown(keys, found.asked)
    there = [rows[key] for key in keys if key in rows]  # one may have gone since it was found
    became = _became(there, user) if user is not None else {}
    return [
        Result(row, SOURCES[row.source], *words.get(row.pk, (row.title, "")), tuple(became.get(row.pk, ())))
        for row in there
    ]


def bring_up_to_date() -> bool:
    """Whether a search now finds everything; what is too much for now is left to the background."""
    if fresh := catch_up_a_little():
        return fresh
    try:
        ask_for_it()
    except OperationalError:  # another program writes: the next search asks again
        pass
    return False


def visible_documents(user: Any) -> QuerySet[Document]:
    """The documents that the user may see: those of things that the lists of the packages would show them.

    The condition is the packages' own `visible_to`, asked within the same statement, so it cannot say anything else.
    """
    sql, values = _rights(user)
    return Document.objects.filter(source__in=list(SOURCES)).extra(where=[sql], params=values)  # noqa: S610


def _rights(user: Any) -> tuple[str, tuple[Any, ...]]:
    """The condition as SQL with its values. Putting it together takes thirty times as long as asking it, so it is kept.

    It reads the grants themselves when it is asked; only its shape depends on the user, and on the kinds and roles granted.
    """
    whole = tuple(kind for kind, anchor in ANCHORS.items() if everything(user, anchor.permission))
    over_things = getattr(user, "roles_over_things", {})
    parts = tuple(sorted((kind, tuple(sorted(roles))) for kind, roles in over_things.items()))
    key = (connection.vendor, type(user).__name__, getattr(user, "pk", None), whole, parts)
    if key not in _conditions:
        if len(_conditions) >= MOST_KEPT:
            _conditions.clear()
        rows = Document.objects.filter(_seen(user, whole))
        try:
            sql, values = rows.query.get_compiler(connection=connection).compile(rows.query.where)
        except EmptyResultSet:
            sql, values = "1 = 0", ()
        except FullResultSet:
            sql, values = "1 = 1", ()
        _conditions[key] = (sql, tuple(values))
    return _conditions[key]


def _seen(user: Any, whole: tuple[str, ...]) -> Q:
    seen = Q(anchor_kind__in=whole) if whole else Q(pk__in=[])
    for kind, anchor in ANCHORS.items():
        if kind not in whole:
            seen |= Q(anchor_kind=kind) & Q(Exists(anchor.visible(user).filter(pk=OuterRef("anchor_id"))))
    return seen


def _between(rows: QuerySet[Document], by: Narrowed) -> QuerySet[Document]:
    if by.since:
        rows = rows.filter(day__gte=by.since)
    return rows.filter(day__lte=by.until) if by.until else rows


def _chosen(by: Narrowed) -> Q:
    chosen = Q(body_id=by.body) if by.body is not None else Q()
    if by.group:
        names = [source.name for source in SOURCES.values() if source.group == by.group]
        chosen &= Q(source__in=names)
    return chosen


def _hits(rows: QuerySet[Document], asked: Asked) -> tuple[list[Hit], bool]:
    found = list(
        engines.matching(rows, asked)
        .order_by("rank", "-pk")  # type: ignore[misc]  # of engines.matching
        .values_list("pk", "source", "body_id", "day", "thing_id", "same_as")[: MOST + 1]
    )
    decisions = {thing for _, source, _, _, thing, _ in found if source == "decision"}
    hits = [
        Hit(key, SOURCES[source], body, day)
        for key, source, body, day, _, same_as in found[:MOST]
        if same_as not in decisions
    ]
    return hits, len(found) > MOST


def _became(rows: Sequence[Document], user: Any) -> dict[int, list[Became]]:
    became: dict[int, list[Became]] = {}
    for name in sorted({row.source for row in rows}):
        source = SOURCES[name]
        if source.became:
            ours = {row.thing_id: row.pk for row in rows if row.source == name}
            for key, said in source.became(user, list(ours)).items():
                became[ours[key]] = said
    return became
