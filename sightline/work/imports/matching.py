"""Which action a row of a paper is, and what it would change: new, changed, same, or refused with the reason. Pure.

A row is found by Sightline's own id, else by the printed reference, else by the same words; what could be two actions is
none. What a paper does not say changes nothing; only in a file that Sightline wrote does an empty cell take a value back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sightline.domain.plans import rules
from sightline.domain.plans.drafts import ActionDraft, ActionEdit
from sightline.domain.plans.sheet import SheetRow, read_code
from sightline.ground.lib.errors import Refused
from sightline.work.imports.comparing import Comparison
from sightline.work.imports.drafting import Names, read_row
from sightline.work.imports.paper import PaperRow

KINDS = ("new", "changed", "same", "refused")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, as it says now and as it would say."""

    label: str
    old: str
    new: str


@dataclass(slots=True)
class Found:
    """What becomes of one row.

    parts   titles of theme, workstream and aim that the row asks for; the command turns them into ids
    number  of the action that it is, where it is one
    """

    row: PaperRow
    kind: str
    label: str
    title: str
    number: int | None = None
    reason: str = ""
    changes: tuple[FieldChange, ...] = ()
    remarks: tuple[str, ...] = ()
    parts: dict[str, str | None] = field(default_factory=dict)
    draft: ActionDraft | None = None
    edit: ActionEdit | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """
    plan_number  of the plan that the paper goes into, None for a new one
    ours         the file is an export of ours: an empty cell takes a value back
    sections     section headings become themes
    reason       why dates and targets move, for the whole import
    paper_day    the day that undated notes of progress count as said on
    """

    mapping: Mapping[str, str]
    today: date
    paper_day: date
    plan_number: int | None = None
    ours: bool = False
    sections: bool = True
    reason: str = ""


def match_rows(
    rows: Sequence[PaperRow], existing: Sequence[SheetRow], names: Names, settings: Settings
) -> list[Found]:
    """Every row with what becomes of it, in the order of the paper."""
    finder = _Finder(rows, existing, settings)
    return [_found(row, finder, names, settings) for row in rows]


def _found(row: PaperRow, finder: _Finder, names: Names, settings: Settings) -> Found:
    title = " ".join(row.text("action").split())
    label = row.text("ref") or row.text("id") or (f"Row {row.number}" if row.number else f"Row {row.place}")
    found = Found(row, "refused", " ".join(label.split())[:60], title)
    try:
        action = finder.find(row)
        if action is None:
            _as_new(found, names, settings)
        else:
            found.number = action.number
            _as_edit(found, action, names, settings)
    except Refused as refusal:
        found.kind, found.reason = "refused", refusal.sentence
    return found


def _as_new(found: Found, names: Names, settings: Settings) -> None:
    row = found.row
    if not found.title:
        raise Refused(
            "The row does not say what the action is. Fill in the action, or take the row out.",
            rule="imports.says-what",
        )
    said = read_row(row, settings.mapping, names, paper_day=settings.paper_day, today=settings.today)
    parts: dict[str, str | None] = dict(said.parts)
    _section(row, settings, parts, said.extra)
    found.kind, found.parts, found.remarks = "new", parts, tuple(said.remarks)
    found.draft = ActionDraft(
        values=said.values, owners=said.owners, figures=said.figures, bodies=said.bodies, updates=said.updates, extra=said.extra,
    )  # fmt: skip


def _section(row: PaperRow, settings: Settings, parts: dict[str, str | None], extra: dict[str, str]) -> None:
    """The heading that the row stands under: its theme where it has no other, else kept as printed."""
    heading = row.parsed.get("section_title")
    if not heading:
        return
    if settings.sections and not parts.get("theme"):
        parts["theme"] = " ".join(str(heading).split())[:400]
    elif " ".join(str(heading).split()) != parts.get("theme"):
        extra.setdefault("Section", str(heading))


def _as_edit(found: Found, action: SheetRow, names: Names, settings: Settings) -> None:
    if settings.ours and not found.title:
        raise Refused(
            "The action’s words were taken out. Write them again, or delete the whole row.",
            rule="imports.says-what",
        )
    compared = Comparison(found.row, action, names, clears=settings.ours and bool(found.row.text("id")))
    compared.everything(
        settings.mapping, sections=settings.sections, paper_day=settings.paper_day, today=settings.today
    )
    found.remarks = tuple(compared.remarks)
    reason = found.row.text("reason") or settings.reason
    if not compared.changes:
        found.kind = "same"
        return
    _check_reason(compared.need_reason, reason)
    found.kind, found.parts = "changed", compared.parts
    found.changes = tuple(FieldChange(*change) for change in compared.changes)
    found.title = found.title or action.title
    found.edit = ActionEdit(
        action.id,
        values=compared.values,
        owners=compared.owners,
        figures=tuple(compared.figures) if compared.figure_roles else None,
        figure_roles=tuple(compared.figure_roles),
        bodies=compared.bodies,
        updates=compared.updates,
        extra=compared.extra,
        reason=reason,
    )


def _check_reason(fields: Iterable[str], reason: str) -> None:
    try:
        rules.check_reason(fields, reason)
    except Refused as refusal:
        raise Refused(
            f"{refusal.sentence} Write it in the column “Reason for the change”, or once for the whole import.",
            rule=refusal.rule,
        ) from None


class _Finder:
    """Finds the action that a row is."""

    def __init__(self, rows: Sequence[PaperRow], existing: Sequence[SheetRow], settings: Settings) -> None:
        self._plan = settings.plan_number
        self._by_number = {action.number: action for action in existing}
        live = [action for action in existing if not action.ended]
        self._by_ref = _by(live, lambda action: _plain(action.ref))
        self._by_title = _by(live, lambda action: _plain(action.title))
        self._printed_refs = Counter(_plain(row.text("ref")) for row in rows if row.text("ref"))
        self._printed_titles = Counter(_plain(row.text("action")) for row in rows if row.text("action"))
        self._taken: dict[int, int] = {}

    def find(self, row: PaperRow) -> SheetRow | None:
        """The action, or None for a new one. Raises Refused where that is not certain."""
        action = self._by_id(row) if row.text("id") else self._by_words(row)
        if action is None:
            return None
        if action.ended:
            raise Refused(
                "This action has ended, so it cannot be changed. Take the row out.", rule="imports.ended"
            )
        if action.number in self._taken:
            raise Refused(
                f"This is the same action as in row {self._taken[action.number]} of the file. Leave one of the two rows.",
                rule="imports.one-row-an-action",
            )
        self._taken[action.number] = row.number or row.place
        return action

    def _by_id(self, row: PaperRow) -> SheetRow | None:
        code = read_code(row.text("id"))
        if code is None:
            raise Refused(
                f"“{row.text('id')}” is not an id that Sightline gave. Empty that cell to add the row as a new action.",
                rule="imports.known-id",
            )
        if code[0] != self._plan:
            raise Refused(
                f"The id {row.text('id')} belongs to plan {code[0]}. Import the file into that plan, or empty the cell to add "
                "the row as a new action.",
                rule="imports.known-id",
            )
        if code[1] not in self._by_number:
            raise Refused(
                f"There is no action with the id {row.text('id')} in this plan.", rule="imports.known-id"
            )
        return self._by_number[code[1]]

    def _by_words(self, row: PaperRow) -> SheetRow | None:
        ref, title = _plain(row.text("ref")), _plain(row.text("action"))
        if ref and self._by_ref.get(ref):
            return self._of_ref(row, ref, title)
        same = self._by_title.get(title, []) if title else []
        if len(same) > 1 or (same and self._printed_titles[title] > 1):
            raise Refused(
                "Several actions have these words, and nothing tells which one is meant. Give the row its reference, or change "
                "the action on its own page.",
                rule="imports.one-action",
            )
        return same[0] if same else None

    def _of_ref(self, row: PaperRow, ref: str, title: str) -> SheetRow:
        held = self._by_ref[ref]
        printed = row.text("ref")
        if len(held) > 1:
            raise Refused(
                f"{len(held)} actions of the plan have the reference {printed}. Nothing tells which one is meant.",
                rule="imports.one-action",
            )
        if self._printed_refs[ref] > 1:
            raise Refused(
                f"The reference {printed} stands on {self._printed_refs[ref]} rows of the file, and on one action of the plan. "
                "Nothing tells which row is meant. Give the others references of their own.",
                rule="imports.one-action",
            )
        if title and not _alike(title, _plain(held[0].title)):
            raise Refused(
                f"{printed} is another action in the plan: “{held[0].title[:120]}”. Give this row another reference, or change "
                "the action on its own page.",
                rule="imports.one-action",
            )
        return held[0]


def _by(actions: Iterable[SheetRow], key: Callable[[SheetRow], str]) -> dict[str, list[SheetRow]]:
    groups: dict[str, list[SheetRow]] = defaultdict(list)
    for action in actions:
        if name := key(action):
            groups[name].append(action)
    return groups


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _alike(one: str, other: str) -> bool:
    """Whether two wordings of an action share enough words to be the same action reworded."""
    mine, theirs = ({word.strip(".,;:()") for word in text.split() if len(word) > 3} for text in (one, other))
    return one == other or len(mine & theirs) * 4 >= min(len(mine), len(theirs)) > 0


def with_parts(found: Found, ids: Mapping[str, Mapping[str, int]]) -> Found:
    """The same with its themes, workstreams and aims as ids. ids: {part: {title as asked for: id}}."""
    values: dict[str, Any] = {
        f"{part}_id": ids[part][title] if title else None for part, title in found.parts.items()
    }
    if found.draft is not None:
        return replace(found, draft=replace(found.draft, **values))
    if found.edit is not None:
        return replace(found, edit=replace(found.edit, values={**found.edit.values, **values}))
    return found
