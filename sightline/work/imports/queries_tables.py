"""The readers of table imports: the columns of a paper, what a dry run showed, and the headings that are remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.domain.governance.queries import known_bodies, known_posts
from sightline.domain.plans.models import Plan
from sightline.ground.lib.errors import NotFound

from .models import Lesson, Reading, TableImport
from .outcomes import Outcome, OutcomeRow, from_json
from .paper import LABELS, WHY_HEADER, Column, choices, columns_of, is_ours

PAGE = 100
__all__ = [
    "LABELS",
    "ColumnsPage",
    "RowsPage",
    "choices",
    "columns_page",
    "names_page",
    "refused_rows",
    "remembered_choice",
    "remembered_columns",
    "rows_page",
    "table_for",
]


@dataclass(frozen=True)
class ColumnsPage:
    """A plan table that was read, with its columns and what each is taken for.

    headers    where each table's header stands: (sheet or "", row as the file counts; None where it has no such rows)
    first_row  where the first row below the header stands in the file, None where the format does not tell
    ours       it is a file that Sightline wrote, into plan `ours_plan`
    plans      those that it can go into
    """

    reading: Reading
    table: TableImport | None
    title: str
    columns: tuple[Column, ...]
    sections: tuple[str, ...]
    narrative: tuple[str, ...]
    set_aside: tuple[Mapping[str, Any], ...]
    suspects: tuple[Mapping[str, Any], ...]
    counts: Mapping[str, int]
    sheets: tuple[str, ...]
    headers: tuple[tuple[str, int | None], ...]
    first_row: int | None
    first_page: int | None
    ours: bool
    plans: tuple[Plan, ...]
    plan: int | None


@dataclass(frozen=True)
class RowsPage:
    """What a dry run showed, or an apply came to; `shown` are the rows of the kind asked for, one page of them."""

    table: TableImport
    outcome: Outcome
    applied: bool
    shown: tuple[OutcomeRow, ...]
    found: int
    page: int
    pages: int
    unmatched: int


def reading_with_table(user: Any, number: int) -> Reading:
    """A paper that holds a table of actions, for who may read papers in."""
    reading = (
        Reading.objects.visible_to(user).select_related("upload", "file", "plan").filter(pk=number).first()
    )
    if (
        reading is None
        or reading.kind not in ("plan", "indicators")
        or not (reading.result or {}).get("rows")
    ):
        raise NotFound("There is no such table among the imports.")
    return reading


def table_for(user: Any, number: int) -> TableImport:
    """The import of a paper whose columns were chosen."""
    table = (
        TableImport.objects.filter(reading__in=Reading.objects.visible_to(user), reading_id=number)
        .select_related("reading", "plan")
        .defer("reading__draft")
        .first()
    )
    if table is None:
        raise NotFound("The columns of this paper were not chosen yet.")
    return table


def columns_page(user: Any, number: int, today: date) -> ColumnsPage:
    """The columns of a paper: as chosen before, else as remembered, else as guessed."""
    reading = reading_with_table(user, number)
    table = TableImport.objects.filter(reading=reading).select_related("plan").first()
    result: Mapping[str, Any] = reading.result or {}
    parsed = result.get("parsed") or [{}]
    plans = _plans(user)
    return ColumnsPage(
        reading=reading,
        table=table,
        title=result.get("title") or "",
        columns=tuple(columns_of(result, _remembered(), table.mapping if table else None)),
        sections=tuple(result.get("sections") or ()),
        narrative=tuple(passage["text"] for passage in result.get("narrative") or ()),
        set_aside=tuple(result.get("set_aside") or ()),
        suspects=tuple(result.get("suspects") or ()),
        counts=result.get("counts") or {},
        sheets=tuple(dict.fromkeys(one["sheet"] for one in result.get("mapping") or () if one.get("sheet"))),
        headers=_headers(result),
        first_row=parsed[0].get("row") or None,
        first_page=parsed[0].get("page") or None,
        ours=is_ours(result),
        plans=plans,
        plan=_plan_of(table, result, plans),
    )


def _headers(result: Mapping[str, Any]) -> tuple[tuple[str, int | None], ...]:
    """Where the headers stand, each once, in the order of the paper."""
    found = ((one.get("sheet") or "", one.get("row")) for one in result.get("mapping") or ())
    return tuple(dict.fromkeys(found))


def _plans(user: Any) -> tuple[Plan, ...]:
    """The plans that a table can go into: those that the user may change and that are not history."""
    plans = Plan.objects.visible_to(user).filter(state__in=("draft", "adopted", "active")).order_by("-number")
    return tuple(plan for plan in plans if user.may("plans.edit_plan", plan))


def _plan_of(table: TableImport | None, result: Mapping[str, Any], plans: tuple[Plan, ...]) -> int | None:
    """The number of the plan that is offered first: the one chosen, or the one whose ids the file holds."""
    from sightline.domain.plans.sheet import ID_HEADER, read_code

    if table is not None and table.plan:
        return table.plan.number
    codes = (read_code(str(row.get(ID_HEADER) or "")) for row in result.get("rows") or ())
    number = next((code[0] for code in codes if code), None)
    return number if number in {plan.number for plan in plans} else None


def names_page(
    user: Any, number: int, today: date
) -> tuple[TableImport, list[tuple[int, str]], list[tuple[int, str]]]:
    """The import, and the posts and bodies that its printed names can mean: (id, name) each, those that ended left out."""
    table = table_for(user, number)
    posts = [(one.key, one.called) for one in known_posts(user, today=today) if not one.ended]
    bodies = [(one.key, one.called) for one in known_bodies(user, today=today) if not one.ended]
    return table, posts, bodies


def rows_page(user: Any, number: int, *, kind: str = "", page: int = 1) -> RowsPage:
    """What the dry run showed; after applying, what it came to. NotFound where nothing was tried."""
    table = table_for(user, number)
    kept = table.outcome or table.preview
    if kept is None:
        raise NotFound("This table was not tried yet, or a choice was changed since.")
    outcome = from_json(kept)
    rows = [row for row in outcome.rows if not kind or row.kind == kind]
    pages = max(1, -(-len(rows) // PAGE))
    page = min(max(page, 1), pages)
    return RowsPage(
        table=table,
        outcome=outcome,
        applied=table.applied_at is not None,
        shown=tuple(rows[(page - 1) * PAGE : page * PAGE]),
        found=len(rows),
        page=page,
        pages=pages,
        unmatched=sum(name.key is None for name in outcome.names),
    )


def refused_rows(
    user: Any, number: int
) -> tuple[TableImport, list[str], list[tuple[Mapping[str, Any], str]]]:
    """The import, the printed columns, and each row that was not taken with the reason, as it was printed."""
    found = rows_page(user, number, kind="refused")
    result: Mapping[str, Any] = found.table.reading.result or {}
    printed = result.get("rows") or []
    refused = [(printed[row.place - 1], row.reason) for row in found.outcome.rows if row.kind == "refused"]
    return found.table, [name for name in result.get("columns") or () if name != WHY_HEADER], refused


def remembered_columns(user: Any) -> list[tuple[Lesson, str]]:
    """The headings that are remembered now, each with what it is taken for in words, in the order of the alphabet."""
    _check_may_import(user)
    words = dict(choices())
    rows = Lesson.objects.filter(kind="column", until=None).order_by("key")
    return [(row, words.get(row.meaning, row.meaning)) for row in rows]


def remembered_choice(user: Any, pk: int) -> Lesson:
    _check_may_import(user)
    found = Lesson.objects.filter(kind="column", pk=pk).first()
    if found is None:
        raise NotFound("There is no such remembered column.")
    return found


def _remembered() -> dict[str, str]:
    return dict(Lesson.objects.filter(kind="column", until=None).values_list("key", "meaning"))


def _check_may_import(user: Any) -> None:
    if not user.may("imports.read"):
        raise NotFound("There is no such page.")
