"""From what a reader printed (the read contract) to the draft with which a paper's review begins. Plain Python.

Every entry of the result becomes an entry of the draft; what the reader set aside stands there as set aside, and what cannot be an
entry (a recommendation without words) is set aside with the reason. The same result always gives the same draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sightline.domain.meetings.drafts import ATTENDANCE_ROLES, CONSIDERATIONS, QUESTIONS

from .draft_parts import Doubt, kept
from .paper_drafts import Entry, PaperDraft, keeps_all, main_field, words_of
from .paper_fields import FACTS, FIELDS, KINDS, OWN_NAMES, SECTION_OF, Field
from .paper_values import (
    as_list,
    beside_of,
    figure_of,
    grid_text,
    headings_of,
    in_order,
    is_day,
    place_of,
    places_of,
    scalar_of,
    text_of,
    whole_of,
)

PASSAGE = "passage"
NO_WORDS = "The reader found no words for it."
NO_ROLE = "“{role}” is no part that somebody takes in a meeting. Say which."
TAKEN_OF_RISKS = frozenset({
    "controls", "further_actions", "rows", "gross_to", "net_to", "score_unspecified", "score_unspecified_from", "score_words",
})  # fmt: skip
SCORES = ("gross", "gross_from", "net", "net_from")
# Keys of a result that are lists of texts (or of {"text", ...}), and the group that each of them makes.
LISTS = {
    "purpose": "purpose", "recommendations": "recommendation", "reasons": "reason", "alternatives": "alternative",
    "council_priorities": "priority", "plan_themes": "theme", "appendices": "appendix", "appendix_refs_in_body": "appendix_ref",
    "background_papers": "background", "decisions": "decision", "resolutions": "resolution", "commitments": "commitment",
    "figures": "figure", "footnotes": "footnote", "narrative": "section", "declarations": "declaration",
    "corrections": "correction", "other_sections": "section", "other_considerations": "section", "summary": "section",
    "documents": "background",
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
        self.places = places_of(result.get("places"))
        self.headings = headings_of(result.get("headings"))
        self.beside: dict[str, Any] = {}
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
        self.records()
        for key in _REST:
            self.listed(key)
        self.considerations(self.use("considerations") or {})
        self.risks(self.result, "", None)
        self.matrix()
        self.rows()
        for heading, text in sorted((self.use("other") or {}).items()):
            self.add("section", {"heading": heading, "text": text_of(text)}, f"other/{heading}")
        for key in ("narrative", "footnotes"):
            self.listed(key)
        for place, one in enumerate(self.result.get("set_aside") or ()):
            path = f"set_aside/{place}"
            where = self.places.get(path) or place_of(one)
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
        said = {key: self.result[key] for key in sorted(left) if self.result[key] not in (None, "", [], {})}
        answers = {f"{key}_printed": said.pop(key) for key in QUESTIONS if key in said}
        return {**said, **answers, **self.beside}

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
            if value not in (None, "") and not isinstance(value, bool):
                self.beside[f"{one.name}_printed"] = value
            return value if isinstance(value, bool) else None
        text = kept(text_of(value))
        if one.kind == "day" and text is not None and not is_day(text):
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
        beside = beside_of(read, plain, LISTS) if group != "row" else {}
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
            values = {name: scalar_of(value.get(name)) for name in names}
            if group == "figure":
                values |= figure_of(value)
            if group == "declaration":
                values["member"] = values["member"] or scalar_of(value.get("name"))
        else:
            values = dict.fromkeys(names) | {main_field(group): text_of(value)}
        return self.add(group, values, path, read=value, parent=parent)

    def listed(
        self, key: str, held: Mapping[str, Any] | None = None, path: str = "", parent: str | None = None
    ) -> None:
        if held is None and key in self.seen:
            return
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
        for role in in_order(roles, ATTENDANCE_ROLES):
            people = roles[role]
            several = isinstance(people, list)
            for place, who in enumerate(people if several else [people]):
                if who in (None, "", {}):
                    continue
                path = f"attendees/{role}/{place}" if several else f"attendees/{role}"
                values: dict[str, Any] = {"name": None, "role": role, "instead_of": None}
                if isinstance(who, Mapping):
                    values["name"] = scalar_of(
                        who.get("name") or who.get("by") or who.get("printed") or who.get("text")
                    )
                    values["instead_of"] = scalar_of(who.get("for") or who.get("instead_of"))
                else:
                    values["name"] = text_of(who)
                said = called.get(str(values["name"]))
                read = {"called": said} if said else None  # the words beside the name: a post, "in the chair"
                why = "" if role in ATTENDANCE_ROLES else NO_ROLE.format(role=role)
                self.add("attendance", values, path, read=read, why=why)

    def item(self, item: Any, path: str) -> None:
        if not isinstance(item, Mapping):
            item = {"title": text_of(item)}
        values = {one.name: scalar_of(item.get(one.name)) for one in FIELDS["item"]}
        key = self.add("item", values, path, read=item)
        for name in ("resolutions", "commitments", "figures"):
            self.listed(name, item, f"{path}/", key)
        if isinstance(risk := item.get("risk"), Mapping):
            self.risks({"risk": risk.get("name"), **risk}, f"{path}/risk/", key)
        for name in ("declarations", "corrections"):
            self.listed(name, item, f"{path}/")

    def records(self) -> None:
        """A register of several decisions: each record is an item, and its decisions hang on it."""
        for number, record in enumerate(self.use("records") or ()):
            path = f"records/{number}/"
            values = {
                "number": record.get("ref"),
                "title": record.get("title"),
                "intro": record.get("purpose"),
            }
            place = self.places.get(f"{path}title") or self.places.get(f"{path}decisions/0")
            key = self.add("item", values, path, read=record, place=place)
            self.listed("decisions", record, path, key)
            self.seen.add("decisions")

    def considerations(self, sections: Mapping[str, Any]) -> None:
        for section in in_order(sections, CONSIDERATIONS, self.where):
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
                    values = {"section": section, "heading": heading, "text": text_of(text)}
                    self.add("consideration", values, path, read=one)
                else:
                    values = {"heading": heading or section.replace("_", " "), "text": text_of(text)}
                    self.add("section", values, path, read=one)

    def where(self, section: str) -> tuple[float, float]:
        """Where a consideration is printed, to put them in the order of the paper."""
        for path in (f"considerations/{section}", f"considerations/{section}/0"):
            if place := self.places.get(path):
                return (place["page"] or 0, place["first"] or 0)
        return (float("inf"), 0)

    def risks(self, held: Mapping[str, Any], path: str, parent: str | None) -> None:
        """Sub-risks, each with its scores, and below it its controls and further actions."""
        rows = held.get("rows") or ()
        if held is self.result and self.kind == "risk":
            self.seen |= {"sub_risks", "rows", "columns", "sections"}
        for place, one in enumerate(held.get("sub_risks") or ()):
            cells = [rows[at] for at in one.get("rows") or () if at < len(rows)]
            read = {name: value for name, value in one.items() if name not in TAKEN_OF_RISKS}
            here = f"{path}sub_risks/{place}"
            values = {name.name: scalar_of(one.get(name.name)) for name in FIELDS["score"]}
            values["unspecified"] = one.get("unspecified", one.get("score_unspecified"))
            values["unspecified_from"] = one.get("unspecified_from", one.get("score_unspecified_from"))
            whole = (*SCORES, "unspecified", "unspecified_from")
            for score in ("gross", "net"):
                values[score] = one.get(f"{score}_to") if one.get(score) is None else one[score]
            values |= {name: whole_of(values[name]) for name in whole}
            if cells:
                read["cells"] = cells
            key = self.add("score", values, here, read=read, parent=parent)
            for name, group in (("controls", "control"), ("further_actions", "further_action")):
                for at, said in enumerate(as_list(one.get(name))):
                    self.one(group, said, f"{here}/{name}/{at}", key)

    def matrix(self) -> None:
        if self.kind != "risk_matrix":
            return
        for axis in ("impact", "likelihood"):
            for place, one in enumerate(self.use(axis) or ()):
                level, name = (one[0], one[1]) if isinstance(one, list) and len(one) == 2 else (None, one)
                values = {"axis": axis, "level": text_of(level), "name": text_of(name)}
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


def _missing(group: str, values: Mapping[str, Any]) -> str:
    """Why an entry as read cannot be taken: it lacks what its group needs; "" where it can."""
    lacking = [one.label for one in FIELDS[group] if one.needed and values.get(one.name) is None]
    if lacking:
        return NO_WORDS if len(lacking) == 1 else f"The reader did not find: {', '.join(lacking)}."
    return "" if any(value is not None for value in values.values()) or group == "item" else NO_WORDS


def _doubt(one: Mapping[str, Any], draft: PaperDraft, place: Mapping[str, Any] | None) -> Doubt:
    text = str(one.get("text") or "")
    where = place or place_of(one)
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
