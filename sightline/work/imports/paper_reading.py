"""From what a reader printed (the read contract) to the draft with which a paper's review begins. Plain Python.

Every entry of the result becomes an entry of the draft; what the reader set aside stands there as set aside, and what cannot be an
entry (a recommendation without words) is set aside with the reason. The same result always gives the same draft.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sightline.domain.meetings.drafts import ATTENDANCE_ROLES, CONSIDERATIONS

from .draft_parts import Doubt, kept
from .paper_drafts import Entry, PaperDraft, keeps_all, main_field, words_of
from .paper_fields import FACTS, FIELDS, KINDS, OWN_NAMES, SECTION_OF, Field

PASSAGE = "passage"
NO_WORDS = "The reader found no words for it."
NO_ROLE = "“{role}” is no part that somebody takes in a meeting. Say which."
SCORES = ("gross", "gross_from", "net", "net_from")
# Keys of a result that are lists of texts (or of {"text", ...}), and the group that each of them makes.
LISTS = {
    "purpose": "purpose", "recommendations": "recommendation", "reasons": "reason", "alternatives": "alternative",
    "council_priorities": "priority", "plan_themes": "theme", "appendices": "appendix", "appendix_refs_in_body": "appendix_ref",
    "background_papers": "background", "decisions": "decision", "resolutions": "resolution", "commitments": "commitment",
    "figures": "figure", "footnotes": "footnote", "narrative": "section", "declarations": "declaration",
    "corrections": "correction", "other_sections": "section", "other_considerations": "section", "summary": "section",
}  # fmt: skip
_HEAD_OF_RESULT = frozenset({
    "kind", "file", "sha256", "pages", "error", "set_aside", "suspects", "places", "notes", "confidence", "mapping", "counts",
    "parsed", "lessons", "truncated", "date_printed", "headings", "layout",
})  # fmt: skip


def draft_of_paper(result: Mapping[str, Any], sizes: Iterable[Iterable[float]] = ()) -> PaperDraft:
    """The draft as it begins: just what was read. `kind` of the result is one of paper_fields.KINDS."""
    kind = result["kind"]
    if kind not in KINDS:
        raise ValueError(f"no kind of paper that is reviewed entry by entry: {kind}")
    taking = _Taking(kind, result)
    taking.all()
    facts = {
        **taking.facts,
        "body_id": None,
        "ownership": "own",
        "date_printed": kept(result.get("date_printed")),
    }
    draft = PaperDraft(
        kind=kind,
        facts=facts,
        facts_as_read=facts,
        entries=tuple(taking.entries),
        extra=taking.extra(),
        columns=tuple(result.get("columns") or ()) if kind == "indicators" else (),
        places={
            name: taking.places[path] for name, path in taking.fact_paths.items() if path in taking.places
        },
        sizes=tuple((float(w), float(h)) for w, h in sizes),
    )
    said = result.get("suspects") or ()
    doubts = [_doubt(one, draft, taking.places.get(f"suspects/{at}")) for at, one in enumerate(said)]
    return replace(draft, doubts=(*doubts, *taking.doubts))


def is_whole(draft: PaperDraft, result: Mapping[str, Any]) -> bool:
    """Whether everything that was read stands in the draft once, with its words as read."""
    return keeps_all(draft, draft_of_paper(result).entries)


class _Taking:
    """Goes through a result and makes entries of it, in the order of the paper; `seen` are the keys of it that were used."""

    def __init__(self, kind: str, result: Mapping[str, Any]) -> None:
        self.kind, self.result = kind, result
        self.places = _places(result.get("places"))
        self.headings = _headings(result.get("headings"))
        self.entries: list[Entry] = []
        self.doubts: list[Doubt] = []
        self.numbers: dict[str, int] = {}
        self.seen: set[str] = set()
        self.facts: dict[str, Any] = {}
        self.fact_paths: dict[str, str] = {}

    def all(self) -> None:
        self.head()
        self.attendees(self.use("attendees") or {})
        for key in ("declarations", "corrections"):
            self.listed(key)
        for place, item in enumerate(self.use("items") or ()):
            self.item(item, f"items/{place}")
        for key in _REST:
            self.listed(key)
        self.considerations(self.use("considerations") or {})
        self.risks(self.result, "", None)
        self.matrix()
        self.rows()
        for key in ("narrative", "footnotes"):
            self.listed(key)
        for place, one in enumerate(self.result.get("set_aside") or ()):
            path = f"set_aside/{place}"
            where = self.places.get(path) or _place(one)
            self.add(
                PASSAGE,
                {"text": one.get("text") or ""},
                path,
                read=one,
                why=one.get("why") or NO_WORDS,
                place=where,
            )

    def use(self, key: str) -> Any:
        self.seen.add(key)
        return self.result.get(key)

    def extra(self) -> dict[str, Any]:
        """What stands in the result beside all that was used: kept as it is."""
        left = self.result.keys() - self.seen - _HEAD_OF_RESULT
        return {key: self.result[key] for key in sorted(left) if self.result[key] not in (None, "", [], {})}

    # The head of the paper

    def head(self) -> None:
        for one in FACTS[self.kind]:
            if one.name == "ownership":
                continue
            names = OWN_NAMES[self.kind].get(one.name, (one.name,))
            self.seen.update(names)
            name = next((name for name in names if self.result.get(name) not in (None, "", [], {})), names[0])
            self.facts[one.name] = self.fact(one, self.result.get(name))
            self.fact_paths[one.name] = name

    def fact(self, one: Field, value: Any) -> Any:
        """A value of the head as the draft holds it. What is no day or no answer stays null, and is asked for."""
        if one.kind == "question":
            return value if isinstance(value, bool) else None
        text = kept(_text(value))
        if one.kind == "day" and text is not None and not _is_day(text):
            self.doubts.append(
                Doubt(text, f"“{text}” is no date that could be understood. State it.", about=one.name)
            )
            return None
        return text

    # Entries

    def add(
        self,
        group: str,
        values: Mapping[str, Any],
        path: str,
        *,
        read: Any = None,
        parent: str | None = None,
        why: str = "",
        place: Mapping[str, Any] | None = None,
    ) -> str:
        """One entry; its key. read: what the reader printed of it, of which `as_read` keeps also what no field holds."""
        self.numbers[group] = number = self.numbers.get(group, 0) + 1
        key = f"{group}-{number}"
        plain = {name: kept(value) for name, value in values.items()}
        beside = _beside(read, plain) if group != "row" else {}
        if (heading := self.headings.get(SECTION_OF.get(group, ""))) and "heading" not in plain:
            beside.setdefault("heading", heading)
        missing = "" if why or group in ("row", PASSAGE) else _missing(group, plain)
        self.entries.append(
            Entry(
                key=key,
                group=group,
                fields=plain,
                taken=not (why or missing),
                why=why or missing,
                place=place or self.places.get(path),
                parent=parent,
                as_read={**beside, **plain},
                group_as_read=group,
            )
        )
        return key

    def one(self, group: str, value: Any, path: str, parent: str | None = None) -> str:
        """An entry of a text, or of a mapping with the names of the group's fields."""
        names = [one.name for one in FIELDS[group]]
        if isinstance(value, Mapping):
            values = {name: _scalar(value.get(name)) for name in names}
            if group == "figure":
                values |= _figure(value)
            if group == "declaration":
                values["member"] = values["member"] or _scalar(value.get("name"))
        else:
            values = dict.fromkeys(names) | {main_field(group): _text(value)}
        return self.add(group, values, path, read=value, parent=parent)

    def listed(
        self, key: str, held: Mapping[str, Any] | None = None, path: str = "", parent: str | None = None
    ) -> None:
        value = self.use(key) if held is None else held.get(key)
        group = LISTS[key]
        if value in (None, "", [], {}):
            return
        if not isinstance(value, list):
            self.one(group, value, path + key, parent)
            return
        for place, one in enumerate(value):
            if one not in (None, "", {}):
                self.one(group, one, f"{path}{key}/{place}", parent)

    def attendees(self, given: Mapping[str, Any]) -> None:
        roles = {role: people for role, people in given.items() if role != "roles"}
        called: Mapping[str, Any] = given.get("roles") or {}
        for role in _in_order(roles, ATTENDANCE_ROLES):
            people = roles[role]
            several = isinstance(people, list)
            for place, who in enumerate(people if several else [people]):
                if who in (None, "", {}):
                    continue
                path = f"attendees/{role}/{place}" if several else f"attendees/{role}"
                values: dict[str, Any] = {"name": None, "role": role, "instead_of": None}
                if isinstance(who, Mapping):
                    values["name"] = _scalar(
                        who.get("name") or who.get("by") or who.get("printed") or who.get("text")
                    )
                    values["instead_of"] = _scalar(who.get("for") or who.get("instead_of"))
                else:
                    values["name"] = _text(who)
                said = called.get(str(values["name"]))
                read = {"called": said} if said else None  # the words beside the name: a post, "in the chair"
                why = "" if role in ATTENDANCE_ROLES else NO_ROLE.format(role=role)
                self.add("attendance", values, path, read=read, why=why)

    def item(self, item: Any, path: str) -> None:
        if not isinstance(item, Mapping):
            item = {"title": _text(item)}
        values = {one.name: _scalar(item.get(one.name)) for one in FIELDS["item"]}
        key = self.add("item", values, path, read=item)
        for name in ("resolutions", "commitments", "figures"):
            self.listed(name, item, f"{path}/", key)
        if isinstance(risk := item.get("risk"), Mapping):
            self.risks({"risk": risk.get("name"), **risk}, f"{path}/risk/", key)
        for name in ("declarations", "corrections"):
            self.listed(name, item, f"{path}/")

    def considerations(self, sections: Mapping[str, Any]) -> None:
        for section in _in_order(sections, CONSIDERATIONS, self.where):
            said = sections[section]
            for place, one in enumerate(said if isinstance(said, list) else [said]):
                if one in (None, "", {}):
                    continue
                path = f"considerations/{section}" + (f"/{place}" if isinstance(said, list) else "")
                text, heading = (
                    (one.get("text"), one.get("heading")) if isinstance(one, Mapping) else (one, None)
                )
                heading = heading or self.headings.get(section)
                if section in CONSIDERATIONS:
                    values = {"section": section, "heading": heading, "text": _text(text)}
                    self.add("consideration", values, path, read=one)
                else:
                    values = {"heading": heading or section.replace("_", " "), "text": _text(text)}
                    self.add("section", values, path, read=one)

    def where(self, section: str) -> tuple[float, float]:
        """Where a consideration is printed, to put them in the order of the paper."""
        for path in (f"considerations/{section}", f"considerations/{section}/0"):
            if place := self.places.get(path):
                return (place["page"] or 0, place["first"] or 0)
        return (float("inf"), 0)

    def risks(self, held: Mapping[str, Any], path: str, parent: str | None) -> None:
        """Sub-risks, each with its scores, and below it its controls and further actions."""
        if held is self.result:
            self.seen.add("sub_risks")
        for place, one in enumerate(held.get("sub_risks") or ()):
            here = f"{path}sub_risks/{place}"
            values = {name.name: _scalar(one.get(name.name)) for name in FIELDS["score"]}
            values["unspecified"] = one.get("unspecified", one.get("score_unspecified"))
            values["unspecified_from"] = one.get("unspecified_from", one.get("score_unspecified_from"))
            whole = (*SCORES, "unspecified", "unspecified_from")
            values |= {name: _whole(values.get(name, one.get(name))) for name in whole}
            key = self.add("score", values, here, read=one, parent=parent)
            for name, group in (("controls", "control"), ("further_actions", "further_action")):
                for at, said in enumerate(_list(one.get(name))):
                    self.one(group, said, f"{here}/{name}/{at}", key)

    def matrix(self) -> None:
        if self.kind != "risk_matrix":
            return
        for axis in ("impact", "likelihood"):
            for place, one in enumerate(self.use(axis) or ()):
                level, name = (one[0], one[1]) if isinstance(one, list) and len(one) == 2 else (None, one)
                values = {"axis": axis, "level": _text(level), "name": _text(name)}
                self.add("level", values, f"{axis}/{place}", read={"printed": one})
        for place, row in enumerate(self.use("scores") or ()):
            self.add("grid", {"text": grid_text(row)}, f"scores/{place}", read={"cells": row})

    def rows(self) -> None:
        if self.kind != "indicators":
            return
        columns, parsed = self.result.get("columns") or (), self.result.get("parsed") or ()
        for place, row in enumerate(self.use("rows") or ()):
            known = parsed[place] if place < len(parsed) else {}
            where: dict[str, Any] = {
                "page": known.get("page"),
                "first": known.get("row"),
                "last": known.get("row"),
                "boxes": [],
            }
            self.add("row", {name: row.get(name) for name in columns}, f"rows/{place}", place=where)


_REST = tuple(key for key in LISTS if key not in ("declarations", "corrections", "narrative", "footnotes"))


def _in_order(
    held: Mapping[str, Any], known: Iterable[str], where: Callable[[str], tuple[float, float]] | None = None
) -> list[str]:
    """The keys in an order that does not hang on that of the mapping, which a database does not keep."""
    order = [*known]
    at = {name: place for place, name in enumerate(order)}
    return sorted(held, key=lambda name: (where(name) if where else (0, 0), at.get(name, len(order)), name))


def grid_text(row: Any) -> str:
    """A row of a matrix in one text: "1 | 2 | 3"; an empty cell stays empty."""
    return (
        " | ".join("" if cell is None else str(cell) for cell in row) if isinstance(row, list) else str(row)
    )


def _missing(group: str, values: Mapping[str, Any]) -> str:
    """Why an entry as read cannot be taken: it lacks what its group needs; "" where it can."""
    lacking = [one.label for one in FIELDS[group] if one.needed and values.get(one.name) is None]
    if lacking:
        return NO_WORDS if len(lacking) == 1 else f"The reader did not find: {', '.join(lacking)}."
    return "" if any(value is not None for value in values.values()) or group == "item" else NO_WORDS


def _doubt(one: Mapping[str, Any], draft: PaperDraft, place: Mapping[str, Any] | None) -> Doubt:
    text = str(one.get("text") or "")
    where = place or _place(one)
    return Doubt(
        text,
        str(one.get("why") or ""),
        one.get("page"),
        str(one.get("of") or "") or _about(text, one, where, draft),
    )


def _about(text: str, one: Mapping[str, Any], place: Mapping[str, Any] | None, draft: PaperDraft) -> str:
    """The entry or fact that a doubt concerns: of its words, or printed where it is; "" where that is not plain."""
    words = " ".join(text.split())
    for entry in draft.entries:
        printed = " ".join(words_of(entry.group, entry.fields).split())
        if words and entry.group != PASSAGE and (words == printed or (len(words) > 20 and words in printed)):
            return entry.key
    if named := _fact_named(f"{text} {one.get('why') or ''}", draft):
        return named
    for entry in draft.entries:
        if entry.group != PASSAGE and _same_place(entry.place, place):
            return entry.key
    return ""


def _fact_named(said: str, draft: PaperDraft) -> str:
    """The fact at the head that a doubt speaks of: it quotes the day, or names the fact; "" where it speaks of none."""
    folded = said.casefold()
    day = draft.facts.get("date")
    if day:
        stated = date.fromisoformat(day)
        if f"{stated.day} {stated:%B} {stated.year}".casefold() in folded:
            return "date"
    if "date of the meeting" in folded or "meeting's date" in folded or "meeting’s date" in folded:
        return "date"
    if "body" in folded and not draft.facts.get("body"):
        return "body"
    return ""


def _same_place(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    """Whether two places share a line."""
    if not one or not other or one.get("page") != other.get("page"):
        return False
    first, last, at, end = one.get("first"), one.get("last"), other.get("first"), other.get("last")
    if first is None or at is None:
        return False
    return bool(first <= (end or at) and at <= (last or first))


def _headings(printed: Any) -> dict[str, str]:
    """{key of a section: its heading} of the sections of a report that stand under one heading."""
    found: dict[str, set[str]] = {}
    for one in printed if isinstance(printed, list) else ():
        found.setdefault(str(one.get("section")), set()).add(str(one.get("printed") or ""))
    return {section: next(iter(names)) for section, names in found.items() if len(names) == 1}


def _places(printed: Any) -> dict[str, Any]:
    """{path: place} of the places that the readers of papers print; those of inspections have another shape."""
    if not isinstance(printed, list):
        return {}
    return {one["of"]: _place(one) for one in printed}


def _place(one: Mapping[str, Any]) -> dict[str, Any] | None:
    """{"page", "first", "last", "boxes"} of what names any of them; None where nothing does."""
    line = one.get("line")
    first = one.get("first", line if isinstance(line, int) else None)
    found = {
        "page": one.get("page"),
        "first": first,
        "last": one.get("last", first),
        "boxes": list(one.get("boxes") or ()),
    }
    return found if found["page"] is not None or first is not None else None


def _beside(read: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a reader printed of an entry beside its fields, where that is short and plain: a heading, a role, a page."""
    if not isinstance(read, Mapping):
        return {}
    return {
        name: value
        for name, value in read.items()
        if name not in values and isinstance(value, str | int | float | bool | list) and name not in LISTS
    }


def _figure(value: Mapping[str, Any]) -> dict[str, Any]:
    name = value.get("name") or value.get("what") or value.get("label") or value.get("text")
    printed = value.get("printed", value.get("raw", value.get("value")))
    return {"name": _text(name), "printed": None if printed is None else _text(printed)}


def _scalar(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else _text(value)


def _text(value: Any) -> str:
    """Words of a value: texts of a list each on its own line; "" for None."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "\n".join(filter(None, (_text(one) for one in value)))
    if isinstance(value, Mapping):
        return (
            str(value["text"])
            if "text" in value
            else "\n".join(f"{name}: {_text(held)}" for name, held in value.items())
        )
    return str(value)


def _whole(value: Any) -> Any:
    """A whole number of one that is printed as such; what is none stays as it is printed, for a person to look at."""
    if isinstance(value, str) and value.strip().isdecimal():
        return int(value)
    return value


def _list(value: Any) -> list[Any]:
    return [one for one in (value if isinstance(value, list) else [value]) if one not in (None, "", {})]


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10
