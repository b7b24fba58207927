"""What a plan says, as one set of facts that can be frozen, hashed and compared. Pure: rows in, facts out.

The facts are nested mappings of text to text, whole numbers, true, false or null: no lists, so that two sets of facts differ in
named places only (`comparing.py`). Everything stands under a key that stays what it is while its words change: an action under
its number, a finding under inspection and number, a body, theme or piece of evidence under its key. What became of the plan (its
state) is not what it says and is not here: the hash of a plan is the same before and after it is adopted.

The facts as at an earlier day are what the plan says now, wound back by the rows of history: fields of actions by their changes,
links by when they stood, what the plan says of itself by its own changes, updates and versions of evidence by their day. What
history does not cover shows as it is now: strategies, the words of aims, themes, drivers, workstreams, money and findings, the
names of posts and bodies, and what was printed on paper beside a value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sightline.ground.lib.canonical import canonical, digest, plain

from .words import FIGURES, TRACKED

FORMAT = "sightline plan 1"
Facts = dict[str, Any]

PARTS = ("aims", "themes", "workstreams", "funding")
PART_FIELDS = {"theme": "themes", "workstream": "workstreams", "aim": "aims"}
TRACKED_TEXT = tuple(name for name in TRACKED if name not in PART_FIELDS)
AS_PRINTED = (
    "due_raw", "start_raw", "priority_raw", "source_kind", "source_text", "source_printed", "status_printed", "owners_raw",
    "bodies_raw", "category",
)  # fmt: skip
COLLECTIONS = ("owners", "bodies", "figures", "findings", "evidence", "extra")
PLAN_COLLECTIONS = ("bodies", "inspections", "findings", "strategies", *PARTS, "actions")
FIGURE_FIELDS = ("raw", "what", "comparator", "value", "unit", "denominator", "as_at", "due")


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link or part as it was read. what: which kind; action: id, or 0 for one of the plan itself.

    key     its stable key among its kind; values: what it says
    since, until   when it stood, as moments or days; since None: always
    """

    what: str
    action: int
    key: str
    values: Mapping[str, Any]
    place: int = 0
    since: datetime | date | None = None
    until: datetime | date | None = None
    by: str = ""
    why: str = ""
    ended_by: str = ""
    ended_why: str = ""

    def stood(self, day: date | None, end: datetime | None) -> bool:
        """Whether it stood at the end of a day (`end` is its last moment); None: whether it stands now."""
        if day is None or end is None:
            return self.until is None
        return _began(self.since, day, end) and not _over(self.until, day, end)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A row of history of one field of an action. on: the day from which it holds; at: when it was recorded."""

    action: int
    field: str
    old: str | None
    new: str | None
    on: date
    at: datetime
    by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class UpdateRow:
    """What was said of an action. corrects: it mends another's words, and counts from the moment at which it was recorded."""

    action: int
    pk: int
    on: date
    at: datetime
    by: str
    text: str
    corrects: bool = False


@dataclass(slots=True)
class Rows:
    """Everything that was read of a plan, now and before.

    plan     what it says of itself, ready as facts
    actions  for each id its values: those of TRACKED and AS_PRINTED, and number, position, first_due, added_on, ended_on,
             ended_reason, extra, signs_off; theme, workstream and aim are keys
    changes  in the order in which they took effect
    """

    plan: Facts
    actions: dict[int, dict[str, Any]] = field(default_factory=dict)
    links: list[LinkRow] = field(default_factory=list)
    changes: list[ChangeRow] = field(default_factory=list)
    updates: list[UpdateRow] = field(default_factory=list)


def text_of(facts: Facts) -> str:
    """The one text of the facts: what the downloaded file holds, and what is hashed."""
    return canonical(facts)


def sha256_of(facts: Facts) -> str:
    return digest(facts)


def facts_of(rows: Rows, day: date | None = None, end: datetime | None = None) -> Facts:
    """What the plan says now, or said at the end of a day. end: the first moment after that day, with its time zone."""
    facts: Facts = {"format": FORMAT, "plan": _plan(rows, day)} | {name: {} for name in PLAN_COLLECTIONS}
    standing = [row for row in rows.links if row.stood(day, end)]
    _of_the_plan(facts, [row for row in standing if not row.action])
    linked: dict[int, list[LinkRow]] = defaultdict(list)
    for row in standing:
        if row.action:
            linked[row.action].append(row)
    versions = _versions(standing)
    said = _latest(rows.updates, day, end)
    then, dated = _wound_back(rows.changes, day)
    titles = _keys_by_title(facts)
    for key, values in rows.actions.items():
        if day is None or values["added_on"] <= day:
            old = then.get(key, {})
            one = _action(values, old, titles, day, dated=key in dated)
            _linked(one, linked[key], versions)
            _said(one, said.get(key))
            facts["actions"][str(values["number"])] = one
    return facts


def _plan(rows: Rows, day: date | None) -> Facts:
    """What the plan says of itself, wound back by its own history."""
    said: Facts = plain(rows.plan)
    later = [
        row
        for row in rows.links
        if row.what == "plan-change" and day is not None and row.since and row.since > day
    ]
    for row in sorted(later, key=lambda row: (row.since, row.place), reverse=True):
        if row.values["field"] in said:
            said[row.values["field"]] = row.values["old"]
    return said


def _began(since: datetime | date | None, day: date, end: datetime) -> bool:
    if since is None:
        return True
    return since < end if isinstance(since, datetime) else since <= day


def _over(until: datetime | date | None, day: date, end: datetime) -> bool:
    if until is None:
        return False
    return until < end if isinstance(until, datetime) else until <= day


def _of_the_plan(facts: Facts, rows: Sequence[LinkRow]) -> None:
    """Parts, bodies, scope and findings; only findings of inspections in scope are the plan's."""
    for row in rows:
        if row.what in PLAN_COLLECTIONS and row.what != "findings":
            extra: Facts = {"strategies": {}} if row.what == "themes" else {}
            facts[row.what][row.key] = plain(dict(row.values)) | extra
    for row in rows:
        if row.what == "findings" and row.values["inspection"] in facts["inspections"]:
            facts["findings"][row.key] = plain(dict(row.values)) | {
                "state": None,
                "reason": None,
                "themes": {},
            }
    for row in rows:
        if row.what == "theme-strategy" and row.key in facts["themes"]:
            facts["themes"][row.key]["strategies"][row.values["strategy_id"]] = row.values["strategy__title"]
        finding = facts["findings"].get(row.key)
        if finding is None:
            continue
        if row.what == "finding-theme" and row.values["theme_id"] in facts["themes"]:
            finding["themes"][row.values["theme_id"]] = True
        elif row.what in ("state", "reason"):
            finding[row.what] = row.values[row.what]


def _keys_by_title(facts: Facts) -> dict[str, dict[str, str]]:
    """For theme, workstream and aim: how history names it -> its key. Two of one name are neither."""
    found: dict[str, dict[str, str]] = {}
    for name, collection in PART_FIELDS.items():
        keys: dict[str, list[str]] = defaultdict(list)
        for key, part in facts[collection].items():
            keys[f"{part['ref'] or ''} {part['title']}".strip()].append(key)
        found[name] = {title: same[0] for title, same in keys.items() if len(same) == 1}
    return found


def _wound_back(
    changes: Iterable[ChangeRow], day: date | None
) -> tuple[dict[int, dict[str, str | None]], set[int]]:
    """For each action what a field said at the end of the day, where it was changed since; and those dated by then."""
    then: dict[int, dict[str, str | None]] = {}
    dated: set[int] = set()
    for change in changes:
        if day is not None and change.on > day:
            then.setdefault(change.action, {}).setdefault(change.field, change.old)
        elif change.field == "due":
            dated.add(change.action)
    return then, dated


def _action(
    values: Mapping[str, Any],
    then: Mapping[str, str | None],
    titles: Mapping[str, Mapping[str, str]],
    day: date | None,
    *,
    dated: bool,
) -> Facts:
    names = (*TRACKED_TEXT, *AS_PRINTED, "number", "position", "signs_off", "first_due")
    one: Facts = {name: _value(values[name]) for name in names}
    for name in PART_FIELDS:
        one[name] = _value(values[name])
    for name, old in then.items():
        if name in PART_FIELDS:
            one[name] = titles[name].get(old, old) if old else None
        elif name in one:
            one[name] = int(old) if name == "priority" and old else old
    if "due" in then and not (one["due"] or dated):
        one["first_due"] = None
    ended = values["ended_on"]
    over = ended is not None and (day is None or ended <= day)
    one |= {"added_on": values["added_on"].isoformat(), "ended_on": ended.isoformat() if over else None}
    one["ended_reason"] = (values["ended_reason"] or None) if over else None
    one |= {name: {} for name in COLLECTIONS}
    one["extra"] = {str(name): str(text) for name, text in values["extra"].items()}
    return one


def _value(value: Any) -> Any:
    """As history keeps it: nothing stated is null, days are ISO text."""
    return None if value == "" else plain(value)


def _linked(one: Facts, rows: Sequence[LinkRow], versions: Mapping[str, Facts]) -> None:
    figures: dict[str, int] = defaultdict(int)
    for row in sorted(rows, key=_order):
        if row.what == "figures":
            name = f"{row.values['role']} {row.values['label'] or ''}".strip()
            figures[name] += 1
            key = name if figures[name] == 1 else f"{name} #{figures[name]}"
            one["figures"][key] = plain(dict(row.values)) | {"place": len(one["figures"])}
        elif row.what == "evidence":
            one["evidence"][row.key] = plain(dict(row.values)) | versions.get(row.key, {})
        elif row.what in COLLECTIONS:
            one[row.what][row.key] = row.values["title"]


def _order(row: LinkRow) -> tuple[Any, ...]:
    """Figures by role, then as they were given; everything else as it was given."""
    if row.what == "figures":
        return (row.what, list(FIGURES).index(row.values["role"]), row.place, int(row.key))
    return (row.what, 0, row.place, 0)


def _versions(rows: Sequence[LinkRow]) -> dict[str, Facts]:
    """For each piece of evidence the version that stood: its number, the hash of what it holds, the day it speaks as at."""
    found: dict[str, Facts] = {}
    withdrawn = {row.key: row.since for row in rows if row.what == "withdrawn"}
    for row in sorted((row for row in rows if row.what == "version"), key=lambda row: row.place):
        found[row.key] = plain(dict(row.values)) | {
            "version": row.place,
            "withdrawn_on": plain(withdrawn.get(row.key)),
        }
    return found


def _latest(updates: Iterable[UpdateRow], day: date | None, end: datetime | None) -> dict[int, UpdateRow]:
    found: dict[int, UpdateRow] = {}
    for update in sorted(updates, key=lambda update: (update.on, update.pk)):
        later = day is not None and update.on > day
        if not later and not (end is not None and update.corrects and update.at >= end):
            found[update.action] = update
    return found


def _said(one: Facts, update: UpdateRow | None) -> None:
    one["said_on"] = update.on.isoformat() if update else None
    one["said_by"] = update.by if update else None
    one["said"] = (update.text or None) if update else None
