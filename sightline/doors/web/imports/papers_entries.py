"""What the forms of a paper under review are made with: fields, first values, what an entry can belong to, what is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from sightline.ground.ui.forms import GovukForm
from sightline.work.imports import queries_papers as queries
from sightline.work.imports.paper_drafts import (
    Entry,
    fields_of,
    groups_to_take_as,
    main_field,
    parents_for,
)
from sightline.work.imports.paper_fields import FACTS, LABELS, NEEDS_PARENT, PARENTS, field
from sightline.work.imports.queries_papers import PaperReview

from .papers_forms import BODY_NONE, EntryForm, initial_of, last_value
from .papers_source import words_of_lines

FIRST_GUESS = {
    "minutes": "resolution", "report": "recommendation", "decision": "decision", "risk": "score", "risk_matrix": "level",
    "indicators": "section",
}  # fmt: skip
LIKELY = {"minutes": ("resolution", "commitment", "item")}  # offered first
LONGEST_PARENT = 70
BODIES_SHOWN = 6  # as answers; the others stand in a list
LOOK_BACK = 6  # printed lines above a resolution in which the words that bring it in are looked for
MOST_LINES = 400  # no entry is longer; a form is not filled with a whole paper


@dataclass(frozen=True, slots=True)
class Adding:
    """What is being added or taken as something: group, the entry where there is one, else the lines or the page it stands in."""

    group: str
    key: str = ""
    line: int | None = None
    last: int | None = None
    page: int | None = None
    parent: str = ""


def edit(found: PaperReview, one: Entry) -> dict[str, Any]:
    """What EntryForm is made with to change an entry."""
    return _asked(found, one.group, one.fields, parent=one.parent, entry=one) | {
        "remembers": queries.what_it_teaches(found.draft, one, "edit")
    }


def take(found: PaperReview, one: Entry, group: str) -> dict[str, Any]:
    """What EntryForm is made with to take an entry as this group: fields of one name, and its words, are carried over."""
    held = _carried(found, one, group)
    parent = one.parent if one.parent and _may_hang(found, group, one.parent) else None
    if parent is None:
        parent = _nearest(found, group, one.page, one.line)
    return _asked(found, group, held, parent=parent, entry=one) | {
        "remembers": queries.what_it_teaches(found.draft, replace(one, group=group, fields=held), "take")
    }


def add(found: PaperReview, adding: Adding) -> dict[str, Any]:
    """What EntryForm is made with to add an entry: the words of its lines are filled in."""
    values: dict[str, Any] = {}
    if adding.line and found.lines:
        words = words_of_lines(found.lines, adding.line, adding.last or adding.line)
        values[main_field(adding.group)] = words
        values |= _marker(found, adding.group, main_field(adding.group), words)
        if field(adding.group, "verb"):
            values["verb"] = _verb_above(found, adding.line)
    parent = adding.parent or _nearest(found, adding.group, adding.page, adding.line)
    made = _asked(found, adding.group, values, parent=parent)
    made["remembers"] = queries.what_it_teaches(found.draft, Entry("new", adding.group, values), "take")
    made["placed"] = "line" if found.lines else "page" if found.reading.pages else ""
    made["initial"] |= {"first": adding.line, "last": adding.last or adding.line, "page": adding.page}
    return made


def _marker(found: PaperReview, group: str, words_field: str, words: str) -> dict[str, Any]:
    """The number before the words of a line, where the group has numbers: "1." or "(a)" goes where numbers go."""
    number = next((name for name in ("number", "ref") if field(group, name)), "")
    head, _, rest = words.partition(" ")
    bare = head.strip("().")
    looks = bool(rest) and len(head) <= 6 and head != bare and bare.replace(".", "").isalnum()
    if not number or not looks or not (bare[:1].isdigit() or len(bare) <= 4):
        return {}
    return {number: bare, words_field: rest}


def _verb_above(found: PaperReview, line: int) -> str | None:
    """The words of a line above that end in a colon: "The Panel concluded:" brings in what follows it."""
    above = [one.text.strip() for one in found.lines if line - LOOK_BACK <= one.number < line]
    for text in reversed(above):
        if text.endswith(":") and len(text) <= LONGEST_PARENT:
            return text.rstrip(": ")
    return None


def words_between(found: PaperReview, form: EntryForm, first: int, last: int) -> dict[str, Any]:
    """The words of these lines, under the name of the form's field for words."""
    words = words_of_lines(found.lines, first, min(last, first + MOST_LINES))
    name = next((name for name, asked in form.names.items() if asked.kind == "long"), "")
    return {name or next(iter(form.names)): words, "first": first, "last": last}


def aside(found: PaperReview, one: Entry) -> dict[str, Any]:
    return {
        "below": len(found.draft.below(one.key)),
        "remembers": queries.what_it_teaches(found.draft, one, "aside"),
    }


def _asked(
    found: PaperReview,
    group: str,
    values: Mapping[str, Any],
    *,
    parent: str | None,
    entry: Entry | None = None,
) -> dict[str, Any]:
    asks = fields_of(found.draft, group)
    parents = [one for one in parents_for(found.draft, group) if entry is None or one.key != entry.key]
    bearer = next(iter(PARENTS.get(group, ())), "")
    return {
        "asks": asks,
        "initial": initial_of(asks, values) | {"parent": parent or ""},
        "parents": [(one.key, _short(one)) for one in parents],
        "parent_word": f"Belongs to the {LABELS[bearer][0].lower()}" if bearer else "",
        "needs_parent": group in NEEDS_PARENT,
    }


def _short(one: Entry) -> str:
    number = str(one.fields.get("number") or one.fields.get("ref") or "").strip(" .")
    words = str(
        one.fields.get(main_field(one.group)) or one.fields.get("intro") or one.words or "without a title"
    )
    text = f"{number} {words}".strip()
    return text if len(text) <= LONGEST_PARENT else text[:LONGEST_PARENT].rsplit(" ", 1)[0] + " …"


def _carried(found: PaperReview, one: Entry, group: str) -> dict[str, Any]:
    if group == one.group:
        return dict(one.fields)
    names = {asked.name for asked in fields_of(found.draft, group)}
    held = {name: value for name, value in one.fields.items() if name in names and value is not None}
    return held | {main_field(group): held.get(main_field(group)) or one.words}


def _may_hang(found: PaperReview, group: str, parent: str) -> bool:
    return any(one.key == parent for one in parents_for(found.draft, group))


def _nearest(found: PaperReview, group: str, page: int | None, line: int | None) -> str | None:
    """The last entry that it could belong to which is printed before it."""
    spot = (page or 0, line or 0)
    before = [one for one in parents_for(found.draft, group) if ((one.page or 0), (one.line or 0)) <= spot]
    return before[-1].key if before and (page or line) else None


def group_asked(found: PaperReview, asked: str, one: Entry | None = None) -> str:
    """The group that the address names, else what it most likely is."""
    known = groups_to_take_as(found.draft)
    if asked in known:
        return asked
    if one is not None and one.group in known and not one.taken:
        return one.group
    guess = FIRST_GUESS[found.draft.kind]
    if one is not None and one.taken and one.group == guess:
        return next((group for group in known if group not in (guess, *PARENTS.get(guess, ()))), guess)
    return guess


def adding(found: PaperReview, query: Mapping[str, str]) -> Adding:
    """What the address asks to add."""
    line, last = whole(query.get("line", "")), whole(query.get("last", ""))
    numbers = {one.number for one in found.lines}
    line = line if line in numbers else None
    last = min(last, line + MOST_LINES) if line and last and last > line else None
    parent = query.get("parent", "")
    known = any(one.key == parent for one in found.draft.taken)
    return Adding(
        group_asked(found, query.get("as", "")),
        line=line,
        last=last,
        page=whole(query.get("page", "")),
        parent=parent if known else "",
    )


def whole(text: str | None) -> int | None:
    """A whole number of an address or a box, or None."""
    text = (text or "").strip()
    return int(text) if text.isdecimal() and len(text) < 8 else None


def offered(found: PaperReview, what: Adding) -> tuple[tuple[str, str | None], ...]:
    """What else it could be: (words, address with that chosen; None for what is chosen now)."""
    number, one = found.reading.pk, None
    if what.key:
        one = found.draft.entry(what.key)
        start = reverse("import-entry-take", args=[number, what.key]) + "?"
        end = f"#{what.key}"
    else:
        held = {"line": what.line, "last": what.last, "page": what.page}
        start = reverse("import-entry-add", args=[number]) + "?"
        start += "".join(f"{name}={value}&" for name, value in held.items() if value)
        end = "#new"
    likely = LIKELY.get(found.draft.kind, ())
    groups = [*likely, *(group for group in groups_to_take_as(found.draft) if group not in likely)]
    groups = [group for group in groups if not (one and one.taken and group == one.group)]
    return tuple(
        (LABELS[group][0], None if group == what.group else f"{start}as={group}{end}") for group in groups
    )


def place_given(given: Mapping[str, Any]) -> dict[str, Any] | None:
    """Where the person says that it is printed."""
    if given.get("first"):
        return {
            "page": None,
            "first": given["first"],
            "last": given.get("last") or given["first"],
            "boxes": [],
        }
    if given.get("page"):
        return {"page": given["page"], "first": None, "last": None, "boxes": []}
    return None


def one_of(group: str) -> str:
    """ "a resolution", "an item" """
    word = LABELS[group][0].lower()
    if word.startswith("other "):
        return f"an{word}"
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def bodies(found: PaperReview) -> dict[str, Any]:
    """What PaperFactsForm is made with: the suggestion with its reason, and all other bodies."""
    body = found.body
    order = sorted(body.choices, key=lambda one: one[0] != body.body_id)
    answers = [(str(key), name, body.reason if key == body.body_id else "") for key, name in order]
    suggested, others = answers[:BODIES_SHOWN], [one[:2] for one in answers[BODIES_SHOWN:]]
    remembers = f"“{body.printed}” will be the body chosen here, in every paper." if body.printed else ""
    return {"kind": found.draft.kind, "suggested": suggested, "bodies": others, "remembers": remembers}


def first_facts(found: PaperReview) -> dict[str, Any]:
    """How the form of the facts begins: as they are stated now, with the body that was chosen or is suggested."""
    body = found.body
    if body.body_id in dict(body.choices):
        chosen = str(body.body_id)
    else:
        chosen = BODY_NONE if body.stated else ""
    return initial_of(FACTS[found.draft.kind], found.draft.facts) | {"body_id": chosen}


def candidates(found: PaperReview) -> list[tuple[str, str, str]]:
    """The papers that this one may be, as answers with their reasons."""
    return [
        (str(one.paper.number), f"It is paper {one.paper.number}, {one.paper.title}", one.reason)
        for one in found.same
    ]


def saved_meanwhile(form: GovukForm, one: Entry, request: Any) -> tuple[tuple[str, str], ...]:
    """What is saved now where it differs from what was sent, when somebody else saved since the page was made: (label, value)."""
    sent = whole(request.POST.get("revision"))
    names = getattr(form, "names", None)
    if request.method != "POST" or not names or not form.is_bound or sent is None or one.changed_in <= sent:
        return ()
    found = []
    for name, asked in names.items():
        typed = last_value(asked, form.cleaned_data.get(name)) if hasattr(form, "cleaned_data") else None
        now = one.fields.get(asked.name)
        if now != typed:
            found.append((asked.label, "not stated" if now in (None, "") else str(now)))
    return tuple(found)
