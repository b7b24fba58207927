"""What the review of a paper shows: its entries in groups, as the paper has them, each with number, words and place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sightline.domain.meetings.drafts import ATTENDANCE_ROLES, CONSIDERATIONS
from sightline.work.imports.paper_drafts import Entry, fields_of, main_field
from sightline.work.imports.paper_fields import FACTS, FIELDS, GROUPS, LABELS, PARENTS, Field
from sightline.work.imports.queries_papers import PaperReview
from sightline.work.imports.rules_papers import CORE

from .papers_source import Source

NUMBERS = ("number", "ref", "level")
LEADS = {
    "consideration": "section", "section": "heading", "declaration": "member", "score": "name", "figure": "name",
    "item": "title",
}  # fmt: skip
PLAIN = (
    "attendance",
    "priority",
    "theme",
    "appendix_ref",
    "footnote",
    "level",
    "grid",
)  # a line each, without a number
SCORES = (
    ("Gross", "gross_from", "gross"),
    ("Net", "net_from", "net"),
    ("Gross or net not said", "unspecified_from", "unspecified"),
)
OF_KIND = {
    "report": "The report", "minutes": "The meeting", "decision": "The decision", "risk": "About the paper",
    "risk_matrix": "About the paper", "indicators": "The table",
}  # fmt: skip
SHOWN_AT_ONCE = 300  # characters of a narrative


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry as the page shows it.

    number    as printed, None where none is printed; numbered: whether its group has numbers at all
    verb      as printed; with_verb: whether its group has one
    lead      what stands in bold above the words: whose declaration, which section, which risk
    more      other fields that say something: (label, value)
    scores    (which, from, to) of a risk
    where     (words, address on this page) of the place in the paper
    doubts    sentences of what is not certain
    below     what hangs on it, by group: (heading, entries)
    called    what it is called where it stands alone: "resolution 2"
    """

    entry: Entry
    number: str | None
    numbered: bool
    verb: str | None
    with_verb: bool
    lead: str
    words: str
    more: tuple[tuple[str, str], ...]
    scores: tuple[tuple[str, int | None, int | None], ...]
    changed: tuple[str, ...]
    where: tuple[str, str] | None
    doubts: tuple[str, ...]
    below: tuple[tuple[str, tuple[Shown, ...]], ...]
    called: str

    @property
    def key(self) -> str:
        return self.entry.key


@dataclass(frozen=True, slots=True)
class Section:
    """A group of entries under its heading. parts: (subheading, entries), with one subheading "" where there are no parts."""

    group: str
    title: str
    count: int
    parts: tuple[tuple[str, tuple[Shown, ...]], ...]
    plain: bool


@dataclass(frozen=True, slots=True)
class FactShown:
    """A fact at the head. answer: of a question, "Yes", "No" or ""; was: what was read, where a person changed it."""

    name: str
    label: str
    value: Any
    kind: str
    was: Any
    changed: bool
    where: tuple[str, str] | None
    doubts: tuple[str, ...]


class Showing:
    """Makes the parts of the page out of a draft; everything is gone through once."""

    def __init__(self, found: PaperReview, source: Source) -> None:
        self.found, self.source, self.draft = found, source, found.draft
        self.doubts: dict[str, list[str]] = {}
        for problem in found.problems:
            self.doubts.setdefault(problem.about, []).append(problem.sentence)
        self.hanging: dict[str, list[Entry]] = {}
        for one in self.draft.taken:
            if one.parent:
                self.hanging.setdefault(one.parent, []).append(one)
        self.columns = fields_of(self.draft, "row") if self.draft.columns else ()

    def facts(self) -> tuple[FactShown, ...]:
        """The facts worth showing: stated ones, those that papers of this kind have, and whatever is doubtful."""
        draft = self.draft
        shown = []
        for field in FACTS[draft.kind]:
            value, was = draft.facts.get(field.name), draft.facts_as_read.get(field.name)
            doubts = tuple(self.doubts.get(field.name, ()))
            needed = field.kind == "question" or field.name in ("title", "body", "date")
            if value in (None, "", []) and not needed and not doubts:
                continue
            changed = field.name in draft.facts_changed
            where = self.source.where(draft.places.get(field.name))
            shown.append(
                FactShown(
                    field.name,
                    field.label,
                    _plain(field, value),
                    field.kind,
                    _plain(field, was),
                    changed,
                    where,
                    doubts,
                )
            )
        return tuple(shown)

    def sections(self) -> tuple[Section, ...]:
        """The groups in the order of the kind; a group that hangs on others shows here only what hangs on nothing."""
        return tuple(
            section for group in GROUPS[self.draft.kind] if (section := self._section(group)) is not None
        )

    def _section(self, group: str) -> Section | None:
        taken = self.draft.of(group)
        loose = [one for one in taken if not one.parent]
        hangs = bool(PARENTS.get(group)) and any(
            one in GROUPS[self.draft.kind] for one in PARENTS.get(group, ())
        )
        if not loose and (hangs or group != CORE[self.draft.kind]):
            return None
        title = LABELS[group][1]
        if hangs and group != "score":
            title = f"{title} that belong to no {LABELS[PARENTS[group][0]][0].lower()}"
        return Section(group, title, len(loose), self._parts(group, loose), group in PLAIN)

    def _parts(self, group: str, entries: list[Entry]) -> tuple[tuple[str, tuple[Shown, ...]], ...]:
        by = {
            "attendance": ("role", ATTENDANCE_ROLES),
            "level": ("axis", {"impact": "Impact", "likelihood": "Likelihood"}),
        }
        if group not in by:
            return (("", tuple(self.shown(one) for one in entries)),)
        name, words = by[group]
        parted: dict[str, list[Shown]] = {key: [] for key in words}
        for one in entries:
            parted.setdefault(str(one.fields.get(name) or ""), []).append(self.shown(one))
        return tuple((words.get(key, "Role not stated"), tuple(rows)) for key, rows in parted.items() if rows)

    def aside(self) -> tuple[Shown, ...]:
        return tuple(self.shown(one) for one in self.draft.aside)

    def shown(self, entry: Entry) -> Shown:
        fields, group = entry.fields, entry.group
        asks = self.columns if group == "row" else FIELDS[group]
        names = {field.name for field in asks}
        number = next((name for name in NUMBERS if name in names and group != "row"), "")
        lead = self.columns[0].name if group == "row" and self.columns else LEADS.get(group, "")
        words = _words_name(group, names, lead)
        shown_lead = _lead(group, fields.get(lead)) if lead else ""
        told = {number, lead, words, "verb", "role", "axis", *(name for row in SCORES for name in row[1:])}
        if group == "correction":
            told |= {"old", "new"}
        if group == "consideration" and shown_lead.casefold() in str(fields.get("heading") or "").casefold():
            told.add("heading")
        printed = fields.get(number) if number else None
        return Shown(
            entry=entry,
            number=None if printed is None else str(printed),
            numbered=bool(number),
            verb=fields.get("verb"),
            with_verb="verb" in names,
            lead=shown_lead,
            words=str(fields.get(words) or "") if entry.group != "row" else "",
            more=tuple(
                (field.label, str(fields.get(field.name) or ""))
                for field in asks
                if field.name not in told and (group == "row" or fields.get(field.name) not in (None, ""))
            ),
            scores=_scores(fields) if group == "score" else (),
            changed=tuple(_label(asks, name) for name in entry.changed),
            where=self.source.where_of(entry),
            doubts=tuple(self.doubts.get(entry.key, ())),
            below=self._below(entry),
            called=called(entry),
        )

    def _below(self, entry: Entry) -> tuple[tuple[str, tuple[Shown, ...]], ...]:
        groups: dict[str, list[Entry]] = {}
        for one in self.hanging.get(entry.key, ()) if entry.taken else ():
            groups.setdefault(one.group, []).append(one)
        order = [group for group in GROUPS[self.draft.kind] if group in groups]
        return tuple(
            (
                LABELS[group][1 if len(groups[group]) > 1 else 0],
                tuple(self.shown(one) for one in groups[group]),
            )
            for group in order
        )


def _words_name(group: str, names: set[str], lead: str) -> str:
    main = main_field(group)
    if group == "item":
        return "intro"
    if group == "score":
        return "text"
    if group == "figure":
        return "printed"
    return main if main in names and main != lead else ""


def _lead(group: str, value: Any) -> str:
    if group == "consideration":
        return CONSIDERATIONS.get(str(value), str(value or ""))
    return str(value or "")


def _scores(fields: Mapping[str, Any]) -> tuple[tuple[str, int | None, int | None], ...]:
    return tuple(
        (words, fields.get(was), fields.get(now))
        for words, was, now in SCORES
        if fields.get(was) is not None or fields.get(now) is not None
    )


def _plain(field: Field, value: Any) -> Any:
    if field.kind == "question":
        return {True: "Yes", False: "No"}.get(value)
    if field.kind == "choice":
        return dict(field.choices).get(value, value)
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value) or None
    return value


def _label(asks: Iterable[Field], name: str) -> str:
    label = next((field.label for field in asks if field.name == name), name)
    return label[:1].lower() + label[1:]


def called(entry: Entry) -> str:
    """What an entry is called in a sentence: "resolution 2", "the commitment “it was agreed that ...”"."""
    word = LABELS[entry.group][0].lower()
    number = str(entry.fields.get("number") or entry.fields.get("ref") or "").strip(" .")
    if number:
        return f"{word} {number}"
    words = entry.words
    short = words if len(words) <= 40 else words[:40].rsplit(" ", 1)[0] + " …"
    return f"{word} “{short}”" if short else word


def following(sections: Iterable[Section], key: str) -> str | None:
    """The key of the entry after this one, in the order of the page."""
    keys: list[str] = []

    def note(rows: Iterable[Shown]) -> None:
        for row in rows:
            keys.append(row.key)
            for _, below in row.below:
                note(below)

    for section in sections:
        for _, rows in section.parts:
            note(rows)
    if key == "facts":
        return keys[0] if keys else None
    return keys[keys.index(key) + 1] if key in keys[:-1] else None
