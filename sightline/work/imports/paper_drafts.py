"""The draft of a paper under review: what was read, as a person has corrected it so far. Plain Python.

It holds reports, minutes, decisions, risks, matrices and tables of indicators; `drafts.py` does the same for inspections. Every
entry that was read, placed or set aside by the reader, stands in it exactly once and is either taken or set aside, so that
read + added by hand = taken + set aside, whatever a person does to it. Words as read are never changed: they stay beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sightline.ground.lib.errors import Refused

from .draft_parts import Doubt, kept, last_number, made, one_of, put, reason_of
from .paper_fields import FACTS, FIELDS, GROUPS, LABELS, NEEDS_PARENT, PARENTS, Field
from .paper_values import is_day

BY_HAND = "hand-"  # how the key of an entry begins that a person added
MAIN = {
    "attendance": "name", "declaration": "nature", "correction": "new", "item": "title", "figure": "name", "appendix": "title",
    "score": "name", "level": "name",
}  # fmt: skip
HEAD = (
    "body_id",
    "date_printed",
)  # facts beside FACTS: the body that a person chose (0: none of ours), the date as printed


class _Same:
    """Stands for "as it was" where None means "none"."""


SAME = _Same()


@dataclass(frozen=True)
class Entry:
    """One thing that the paper says, or one that could not be placed (group "passage").

    key            "resolution-3": the third that was read; "passage-1": the reader set it aside; "hand-1": added by a person
    group          a key of FIELDS; parent: the key of the entry that it belongs to (a resolution's item), or None
    fields         {name of FIELDS[group]: value or None}
    taken          whether it goes into the register; otherwise `why` says why not
    by             who set it aside, took it up or added it; "" where it stands as read
    place          {"page", "first", "last", "boxes"}: where it is printed; None where that is not known
    as_read        what the reader printed, also what no field holds (a heading, say); None where a person added it
    group_as_read  the group in which the reader put it
    changed_in     the revision of the draft in which it was changed last; 0 as read
    """

    key: str
    group: str
    fields: Mapping[str, Any]
    taken: bool = True
    why: str = ""
    by: str = ""
    place: Mapping[str, Any] | None = None
    parent: str | None = None
    as_read: Mapping[str, Any] | None = None
    group_as_read: str = ""
    changed_in: int = 0

    @property
    def by_hand(self) -> bool:
        return self.as_read is None

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields in which it differs from what was read; () where it was added by hand or put into another group."""
        if self.as_read is None or self.group != self.group_as_read:
            return ()
        read = self.as_read
        return tuple(name for name, value in self.fields.items() if kept(read.get(name)) != kept(value))

    @property
    def words(self) -> str:
        """Its words in one text, to show it by."""
        return words_of(self.group, self.fields)

    @property
    def words_as_read(self) -> str | None:
        """The words as they were read, where a person put others in their place; None otherwise."""
        if self.as_read is None:
            return None
        read, now = words_of(self.group_as_read, self.as_read), self.fields.get(main_field(self.group))
        was = self.as_read.get(main_field(self.group_as_read))
        if self.group_as_read == "row":
            return read if self.changed else None
        return read if kept(was) != kept(now) else None

    @property
    def page(self) -> int | None:
        return (self.place or {}).get("page")

    @property
    def line(self) -> int | None:
        return (self.place or {}).get("first")


@dataclass(frozen=True)
class Counts:
    """read + by_hand = taken + set_aside, always. groups: how many of each group are taken."""

    read: int
    by_hand: int
    taken: int
    set_aside: int
    doubts: int
    groups: Mapping[str, int]


@dataclass(frozen=True)
class PaperDraft:
    """
    facts     {name of FACTS[kind], or of HEAD: value}; None: not stated. Days are ISO texts
    extra     what else the reader found at the paper's head, which is kept as it is
    columns   of a table of indicators, as printed
    places    {name of a fact: its place}
    sizes     the pages' widths and heights in points, where the paper has pages
    revision  counts the changes; facts_changed_in: the revision in which the facts were changed last
    """

    kind: str
    facts: Mapping[str, Any]
    facts_as_read: Mapping[str, Any]
    entries: tuple[Entry, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    places: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    sizes: tuple[tuple[float, float], ...] = ()
    revision: int = 0
    facts_changed_in: int = 0

    def entry(self, key: str) -> Entry:
        """NotFound where there is no such entry."""
        found: Entry = one_of(self.entries, key)
        return found

    @property
    def taken(self) -> tuple[Entry, ...]:
        return tuple(one for one in self.entries if one.taken)

    @property
    def aside(self) -> tuple[Entry, ...]:
        return tuple(one for one in self.entries if not one.taken)

    def of(self, group: str, parent: str | _Same | None = SAME) -> tuple[Entry, ...]:
        """What is taken of a group, in the order of the paper; with `parent`, only what hangs on that (None: on nothing)."""
        return tuple(
            one
            for one in self.entries
            if one.taken and one.group == group and (isinstance(parent, _Same) or one.parent == parent)
        )

    def below(self, key: str) -> tuple[Entry, ...]:
        """What is taken and hangs on an entry."""
        return tuple(one for one in self.entries if one.taken and one.parent == key)

    def doubts_about(self, about: str) -> tuple[Doubt, ...]:
        return tuple(doubt for doubt in self.doubts if doubt.about == about)

    @property
    def facts_changed(self) -> tuple[str, ...]:
        return tuple(
            name for name, value in self.facts.items() if kept(self.facts_as_read.get(name)) != kept(value)
        )


def main_field(group: str) -> str:
    """The name of the field that holds the words of a group."""
    return MAIN.get(group, "text")


def fields_of(draft: PaperDraft, group: str) -> tuple[Field, ...]:
    """The fields of a group; those of a row of a table are its printed columns."""
    if group == "row":
        return tuple(Field(name, name, "long") for name in draft.columns)
    return FIELDS[group]


def groups_to_take_as(draft: PaperDraft) -> tuple[str, ...]:
    """The groups that a passage can be taken as, and that can be added by hand where they have no columns of their own."""
    return tuple(group for group in GROUPS[draft.kind] if group != "row")


def parents_for(draft: PaperDraft, group: str) -> tuple[Entry, ...]:
    """The entries that one of this group can hang on."""
    return tuple(one for one in draft.entries if one.taken and one.group in PARENTS.get(group, ()))


def words_of(group: str, fields: Mapping[str, Any]) -> str:
    """The words of an entry in one text."""
    if group == "row":
        return " | ".join(str(value) for value in fields.values() if value)
    main = fields.get(main_field(group))
    if main and group not in ("correction", "figure"):
        return str(main)
    known = [field.name for field in FIELDS[group] if field.kind != "choice"] or [*fields]
    return " | ".join(str(fields[name]) for name in known if fields.get(name))


# What a person can do to a draft. Each answers the draft as it is then. ------------------------------------------------


def with_facts(draft: PaperDraft, **facts: Any) -> PaperDraft:
    """Facts at the head of the paper as the person states them; None: not stated. Days are ISO texts."""
    known = {one.name: one for one in FACTS[draft.kind]}
    if unknown := set(facts) - set(known) - set(HEAD):
        raise TypeError(f"no facts of a paper of the kind {draft.kind}: {sorted(unknown)}")
    for name, value in facts.items():
        if name in known:
            _check_value(known[name], value)
    plain = {name: kept(value) for name, value in facts.items()}
    return _next(draft, facts={**draft.facts, **plain}, facts_changed_in=draft.revision + 1)


def edit_entry(
    draft: PaperDraft, key: str, changes: Mapping[str, Any], *, parent: str | _Same | None = SAME
) -> PaperDraft:
    """Change any fields of an entry, or what it hangs on; what was read stays beside."""
    entry = draft.entry(key)
    changed = replace(entry, fields=_fields(draft, entry.group, {**entry.fields, **changes}, "changed"))
    if not isinstance(parent, _Same):
        changed = replace(changed, parent=parent)
    if changed.taken:
        _check_parent(draft, changed)
    return _put(draft, changed)


def set_aside(draft: PaperDraft, key: str, *, why: str, by: str, also_below: bool = False) -> PaperDraft:
    """Not to go into the register, for a reason. also_below: with all that hangs on it; Refused where something does."""
    why, entry = reason_of(why), draft.entry(key)
    if not entry.taken:
        raise Refused("This is set aside already. Nothing was changed.", field="why")
    hanging = _all_below(draft, key)
    if hanging and not also_below:
        raise Refused(
            f"{_number(len(hanging))} under it, so it cannot be set aside alone. Nothing was changed. Give those to another entry "
            "first, or set them aside with it.",
            rule="imports.nothing-hangs-in-the-air",
            field="also_below",
        )
    out = {key, *(one.key for one in hanging)}
    revision = draft.revision + 1
    entries = tuple(
        replace(one, taken=False, why=why, by=by, changed_in=revision) if one.key in out else one
        for one in draft.entries
    )
    return _next(draft, entries=entries)


def take(
    draft: PaperDraft,
    key: str,
    *,
    by: str,
    group: str | None = None,
    parent: str | _Same | None = SAME,
    fields: Mapping[str, Any] | None = None,
) -> PaperDraft:
    """Take an entry that was set aside, or take it as another group than before.

    fields  what it says there; what is not named comes from its words, or stays
    Raises Refused where it is taken as that already, or needs something to hang on.
    """
    entry = draft.entry(key)
    wanted = group or (entry.group if entry.group != "passage" else "")
    if entry.taken and wanted == entry.group:
        raise Refused("This is taken already. Nothing was changed.")
    _check_group(draft, wanted, entry.group)
    if draft.below(key) and wanted != entry.group:
        raise Refused(
            "Something hangs on it, so it cannot become something else. Nothing was changed. Give that to another entry first.",
            rule="imports.nothing-hangs-in-the-air",
        )
    held = _carried(entry, wanted) | dict(fields or {})
    on = entry.parent if isinstance(parent, _Same) else parent
    if (
        on is not None
        and isinstance(parent, _Same)
        and wanted != entry.group
        and not _may_hang(draft, wanted, on)
    ):
        on = None
    taken = replace(
        entry,
        group=wanted,
        fields=_fields(draft, wanted, held, "taken"),
        taken=True,
        why="",
        by=by,
        parent=on,
    )
    _check_parent(draft, taken)
    stays = entry.group == wanted and entry.parent == on
    return _put(draft, taken) if stays else _placed(draft, taken)


def add_by_hand(
    draft: PaperDraft,
    *,
    by: str,
    group: str,
    fields: Mapping[str, Any],
    parent: str | None = None,
    place: Mapping[str, Any] | None = None,
) -> tuple[PaperDraft, str]:
    """An entry that the reader missed; the draft and the new key. place: where it is printed, {"page", "first", "last"}."""
    _check_group(draft, group, group)
    key = f"{BY_HAND}{1 + last_number(draft.entries, BY_HAND)}"
    entry = Entry(key, group, _fields(draft, group, fields, "added"), by=by, place=place, parent=parent)
    _check_parent(draft, entry)
    return _placed(draft, entry), key


def _fields(draft: PaperDraft, group: str, given: Mapping[str, Any], done: str) -> dict[str, Any]:
    """All fields of a group, those not given as None. Refused where one that is needed is missing."""
    known = fields_of(draft, group)
    if unknown := set(given) - {one.name for one in known}:
        raise TypeError(f"no fields of {group}: {sorted(unknown)}")
    values = {one.name: kept(given.get(one.name)) for one in known}
    for one in known:
        _check_value(one, values[one.name], done)
    if not any(value is not None for value in values.values()):
        raise Refused(f"Enter what the paper says. Nothing was {done}.", field=main_field(group))
    return values


def _check_value(field: Field, value: Any, done: str = "changed") -> None:
    if field.needed and (value is None or value == ""):
        raise Refused(f"Enter “{field.label}”. Nothing was {done}.", field=field.name)
    if value is None:
        return
    if field.kind == "choice" and value not in dict(field.choices):
        raise Refused(
            f"Choose one of those offered for “{field.label}”. Nothing was {done}.", field=field.name
        )
    if field.kind == "day" and not is_day(str(value)):
        raise Refused(
            f"“{field.label}” is a date, such as 4 March 2024. Nothing was {done}.", field=field.name
        )
    if field.kind == "question" and not isinstance(value, bool):
        raise TypeError(f"{field.name} is True, False or None")
    if field.kind == "whole" and (isinstance(value, bool) or not isinstance(value, int)):
        raise Refused(f"“{field.label}” is a whole number, such as 16. Nothing was {done}.", field=field.name)


def _check_group(draft: PaperDraft, group: str, was: str) -> None:
    if group not in GROUPS[draft.kind] or (group == "row" and was != "row"):
        raise Refused("Say what it is: choose one of those offered. Nothing was changed.", field="group")


def _check_parent(draft: PaperDraft, entry: Entry) -> None:
    """What it hangs on is taken, and of a group that can bear it."""
    if entry.parent is None:
        if entry.group in NEEDS_PARENT:
            (bearer,) = PARENTS[entry.group]
            raise Refused(
                f"Say to which {LABELS[bearer][0].lower()} it belongs. Nothing was changed.", field="parent"
            )
        return
    if entry.parent == entry.key or not _may_hang(draft, entry.group, entry.parent):
        raise Refused(
            "What it should belong to is set aside, or cannot hold it. Nothing was changed. Choose another, or take that first.",
            rule="imports.nothing-hangs-in-the-air",
            field="parent",
        )


def _may_hang(draft: PaperDraft, group: str, parent: str) -> bool:
    found = next((one for one in draft.entries if one.key == parent), None)
    return found is not None and found.taken and found.group in PARENTS.get(group, ())


def _all_below(draft: PaperDraft, key: str) -> tuple[Entry, ...]:
    """What is taken and hangs on an entry, directly or on something that does."""
    found = draft.below(key)
    return tuple(one for child in found for one in (child, *_all_below(draft, child.key)))


def _carried(entry: Entry, group: str) -> dict[str, Any]:
    """The fields of an entry as another group has them: those of one name, and its words."""
    if group == entry.group:
        return dict(entry.fields)
    names = {one.name for one in FIELDS[group]}
    held = {name: value for name, value in entry.fields.items() if name in names and value is not None}
    return held | {main_field(group): held.get(main_field(group)) or entry.words}


def _placed(draft: PaperDraft, entry: Entry) -> PaperDraft:
    """The entry put among those of its group and parent, where it is printed."""
    others = [one for one in draft.entries if one.key != entry.key]
    spot = _spot(entry)
    before = [
        place
        for place, one in enumerate(others)
        if (one.group == entry.group and one.parent == entry.parent and _spot(one) <= spot)
        or (one.key == entry.parent)
    ]
    place = before[-1] + 1 if before else len(others)
    kept_entry = replace(entry, changed_in=draft.revision + 1)
    return _next(draft, entries=(*others[:place], kept_entry, *others[place:]))


def _spot(entry: Entry) -> tuple[float, float]:
    """Where an entry is printed, to compare by: what has no place stands last."""
    place = entry.place or {}
    page, line = place.get("page"), place.get("first")
    if page is None and line is None:
        return (float("inf"), float("inf"))
    return (page or 0, line or 0)


def _number(count: int) -> str:
    return "1 entry stands" if count == 1 else f"{count} entries stand"


def _put(draft: PaperDraft, entry: Entry) -> PaperDraft:
    return _next(draft, entries=put(draft.entries, replace(entry, changed_in=draft.revision + 1)))


def _next(draft: PaperDraft, **changes: Any) -> PaperDraft:
    return replace(draft, revision=draft.revision + 1, **changes)


# Counting, and to and from JSON ---------------------------------------------------------------------------------------


def counts(draft: PaperDraft) -> Counts:
    """read + by_hand = taken + set_aside."""
    groups: dict[str, int] = {}
    for one in draft.taken:
        groups[one.group] = groups.get(one.group, 0) + 1
    by_hand = sum(one.by_hand for one in draft.entries)
    return Counts(
        read=len(draft.entries) - by_hand,
        by_hand=by_hand,
        taken=len(draft.taken),
        set_aside=len(draft.aside),
        doubts=len(draft.doubts),
        groups=groups,
    )


def keeps_all(draft: PaperDraft, begun: Iterable[Entry]) -> bool:
    """Whether every entry with which the draft began stands in it once, none lost, none twice, its words as read unchanged."""
    read = sorted(
        ((one.key, one.as_read) for one in draft.entries if not one.by_hand), key=lambda row: row[0]
    )
    return read == sorted(((one.key, one.as_read) for one in begun), key=lambda row: row[0])


def to_json(draft: PaperDraft) -> dict[str, Any]:
    """As JSON keeps it. What is read-only in a draft is handed on and not copied: long papers are changed often."""
    entries = [dict(vars(one)) for one in draft.entries]
    return {**vars(draft), "entries": entries, "doubts": [dict(vars(one)) for one in draft.doubts]}


def from_json(held: Mapping[str, Any]) -> PaperDraft:
    values = {name: value for name, value in held.items() if name in PaperDraft.__dataclass_fields__}
    columns = tuple(held["columns"])
    return PaperDraft(
        **values
        | {
            "entries": tuple(_entry(one, columns) for one in held["entries"]),
            "doubts": tuple(made(Doubt, one) for one in held["doubts"]),
            "columns": columns,
            "sizes": tuple((float(w), float(h)) for w, h in held["sizes"]),
        }
    )


def _entry(held: Mapping[str, Any], columns: tuple[str, ...]) -> Entry:
    """An entry from its JSON, its fields in their order again: a database does not keep that of a mapping."""
    entry: Entry = made(Entry, held)
    names = columns if entry.group == "row" else tuple(one.name for one in FIELDS[entry.group])
    read = entry.as_read
    if entry.group == "row" and read is not None:
        read = {name: read[name] for name in columns if name in read}
    fields = {name: entry.fields[name] for name in names if name in entry.fields}
    return replace(entry, fields=fields, as_read=read)
