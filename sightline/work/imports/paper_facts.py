"""From the draft of a paper, as a person accepted it, to what the register takes (domain.meetings.drafts.PaperFacts). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sightline.domain.meetings.drafts import (
    CONSIDERATIONS,
    NOWHERE,
    AsideFacts,
    AttendanceFacts,
    FigureFacts,
    ItemFacts,
    NoteFacts,
    OutcomeFacts,
    PaperFacts,
    Place,
    RecommendationFacts,
    ScoreFacts,
)
from sightline.domain.meetings.promises.deferred import put_off

from .draft_parts import kept
from .paper_drafts import HEAD, Entry, PaperDraft, main_field, words_of
from .paper_fields import FIELDS

SCORES = ("gross", "gross_from", "net", "net_from", "unspecified", "unspecified_from")
OUTCOMES = ("resolution", "commitment", "decision")
NOTES = (
    "purpose", "reason", "alternative", "priority", "theme", "consideration", "appendix", "appendix_ref", "background",
    "declaration", "correction", "section", "footnote",
)  # fmt: skip
OWN_COLUMNS = ("title", "body", "date", "reference", "ownership", *HEAD)
# The register's names of facts that the draft has under another.
REGISTER_NAMES = {"body": "body_printed"}


def paper_facts(draft: PaperDraft, *, body_id: int | None, result: Mapping[str, Any]) -> PaperFacts:
    """The whole paper. body_id: the body of ours that a person confirmed, None for none; result: what was read, for the
    figures of a table that the reader was certain of."""
    stated = draft.facts
    items = draft.of("item")
    at = {entry.key: place for place, entry in enumerate(items)}
    return PaperFacts(
        kind=draft.kind,
        title=stated.get("title") or "",
        body_id=body_id,
        body_printed=stated.get("body") or "",
        date=date.fromisoformat(stated["date"]) if stated.get("date") else None,
        date_printed=stated.get("date_printed") or "",
        reference=stated.get("reference") or "",
        ownership=stated.get("ownership") or "own",
        facts=_head(draft),
        places={REGISTER_NAMES.get(name, name): _place(place) for name, place in draft.places.items()},
        as_read={
            REGISTER_NAMES.get(name, name): draft.facts_as_read.get(name)
            for name in draft.facts_changed
            if name not in ("body_id", "ownership")
        },
        items=tuple(_item(entry) for entry in items),
        outcomes=(
            *(_outcome(entry, at) for entry in draft.taken if entry.group in OUTCOMES),
            *_deferred(draft, at),
        ),
        recommendations=tuple(_recommendation(entry) for entry in draft.of("recommendation")),
        attendance=tuple(_attendance(entry) for entry in draft.of("attendance")),
        notes=tuple(_note(entry) for entry in draft.taken if entry.group in NOTES),
        scores=tuple(_score(draft, entry, at) for entry in draft.of("score")),
        figures=(*(_figure(entry, at) for entry in draft.of("figure")), *_cells(draft, result)),
        asides=(*(_aside(entry) for entry in draft.aside), *_doubts(draft)),
    )


def _head(draft: PaperDraft) -> dict[str, Any]:
    facts = {name: value for name, value in draft.facts.items() if name not in OWN_COLUMNS}
    if facts.get("authority") is None:
        facts.pop("authority", None)
    if draft.kind == "risk_matrix":
        facts |= _matrix(draft)
    return {**draft.extra, **facts}


def _matrix(draft: PaperDraft) -> dict[str, Any]:
    """The matrix as the contract prints it: [[level, name], ...] twice, and the grid row by row."""
    levels: dict[str, list[list[Any]]] = {"impact": [], "likelihood": []}
    for entry in draft.of("level"):
        levels[entry.fields["axis"]].append([entry.fields.get("level"), entry.fields["name"]])
    return {**levels, "scores": [_cells_of(entry) for entry in draft.of("grid")]}


def _cells_of(entry: Entry) -> list[Any]:
    """The cells of a row of a matrix: those that were read, or, where a person corrected them, what they wrote."""
    cells = (entry.as_read or {}).get("cells")
    if isinstance(cells, list) and not entry.changed:
        return cells
    written = [cell.strip() for cell in str(entry.fields["text"]).split("|")]
    return [int(cell) if cell.isdecimal() else cell or None for cell in written]


def _parts(entry: Entry) -> dict[str, Any]:
    """What every part of a paper has."""
    return {"place": _place(entry.place), "as_read": entry.words_as_read, "by_hand": entry.by_hand}


def _place(place: Mapping[str, Any] | None) -> Place:
    if not place:
        return NOWHERE
    return Place(place.get("page"), place.get("first"), place.get("last"), tuple(place.get("boxes") or ()))


def _extra(entry: Entry) -> dict[str, Any]:
    """What the reader printed of an entry that no field holds, and the fields that a person changed, as they were read."""
    read, names = entry.as_read or {}, {one.name for one in FIELDS[entry.group]}
    beside = {
        name: value for name, value in read.items() if name not in names and value not in (None, "", [])
    }
    main = main_field(entry.group)
    changed = {name: read.get(name) for name in entry.changed if name != main}
    return beside | ({"as_read": changed} if changed else {})


def _texts(entry: Entry, *names: str) -> dict[str, Any]:
    return {name: str(entry.fields.get(name) or "") for name in names}


def _item(entry: Entry) -> ItemFacts:
    texts = _texts(entry, "title", "intro", "text", "noted", "mover", "seconder")
    return ItemFacts(number=entry.fields.get("number"), extra=_extra(entry), **texts, **_parts(entry))


def _outcome(entry: Entry, items: Mapping[str, int]) -> OutcomeFacts:
    return OutcomeFacts(
        kind=entry.group,
        text=entry.fields["text"],
        item=items.get(entry.parent or ""),
        number=entry.fields.get("number"),
        verb=entry.fields.get("verb"),
        **_parts(entry),
    )


def _deferred(draft: PaperDraft, items: Mapping[str, int]) -> Iterable[OutcomeFacts]:
    """The answers that the paper puts off to the meeting: of considerations, and in the words of items beside what was promised."""
    for entry in draft.of("consideration"):
        heading = entry.fields.get("heading") or CONSIDERATIONS.get(entry.fields.get("section") or "", "")
        for words in put_off(str(entry.fields.get("text") or "")):
            yield OutcomeFacts("deferred", words, verb=heading or None, place=_place(entry.place))
    for entry in draft.of("item"):
        known = " ".join(
            " ".join(one.words.split()) for one in draft.below(entry.key) if one.group in OUTCOMES
        )
        said = "\n".join(filter(None, (entry.fields.get(name) for name in ("intro", "text"))))
        for words in put_off(said):
            if " ".join(words.split()).rstrip(".;") not in known:
                yield OutcomeFacts("deferred", words, item=items[entry.key], place=_place(entry.place))


def _recommendation(entry: Entry) -> RecommendationFacts:
    return RecommendationFacts(text=entry.fields["text"], number=entry.fields.get("number"), **_parts(entry))


def _attendance(entry: Entry) -> AttendanceFacts:
    return AttendanceFacts(
        role=entry.fields["role"],
        printed=entry.fields["name"],
        instead_of=entry.fields.get("instead_of") or "",
        **_parts(entry),
    )


def _note(entry: Entry) -> NoteFacts:
    """A passage with a role of its own: what NoteFacts calls its key, number, title and text differs from group to group."""
    held = entry.fields
    special: dict[str, dict[str, Any]] = {
        "consideration": {"key": held.get("section") or "", "title": held.get("heading") or ""},
        "section": {"key": held.get("heading") or "", "title": held.get("heading") or ""},
        "appendix": {"number": held.get("ref"), "title": held.get("title") or ""},
        "declaration": {"number": held.get("item"), "title": held.get("member") or "", "key": held.get("type") or "",
                        "text": held.get("nature") or ""},
        "correction": {"old": held.get("old") or "", "text": held.get("new") or ""},
    }  # fmt: skip
    values: dict[str, Any] = {"text": held.get("text") or ""} | special.get(entry.group, {})
    return NoteFacts(role=entry.group, extra=_extra(entry), **values, **_parts(entry))


def _score(draft: PaperDraft, entry: Entry, items: Mapping[str, int]) -> ScoreFacts:
    held = entry.fields
    scores: dict[str, Any] = {name: held.get(name) for name in SCORES}
    below = draft.below(entry.key)
    extra = _extra(entry)
    if (item := items.get(entry.parent or "")) is not None:
        extra["item"] = item
    return ScoreFacts(
        name=held.get("name") or "",
        ref=held.get("ref"),
        risk=(entry.as_read or {}).get("risk") or draft.facts.get("risk") or "",
        owner=held.get("owner") or "",
        controls=tuple(one.fields["text"] for one in below if one.group == "control"),
        further_actions=tuple(
            {"text": one.fields["text"], "target": one.fields.get("target")}
            for one in below
            if one.group == "further_action"
        ),
        text=held.get("text") or "",
        extra=extra,
        **scores,
        **_parts(entry),
    )


def _figure(entry: Entry, items: Mapping[str, int]) -> FigureFacts:
    return FigureFacts(
        name=entry.fields["name"],
        printed=entry.fields.get("printed"),
        item=items.get(entry.parent or ""),
        extra=_extra(entry),
        **_parts(entry),
    )


def _cells(draft: PaperDraft, result: Mapping[str, Any]) -> Iterable[FigureFacts]:
    """The figures of a table of indicators, cell by cell. A cell that a person changed keeps its words only."""
    parsed = result.get("parsed") or ()
    for place, entry in enumerate(draft.of("row")):
        number = int(entry.key.rpartition("-")[2]) - 1 if not entry.by_hand else -1
        known = parsed[number] if 0 <= number < len(parsed) else {}
        name = _name_of(entry, known, draft.columns)
        certain = {one["raw"]: one for one in _quantities(known) if one.get("raw")}
        for column in draft.columns:
            if column == name[0]:
                continue
            printed = entry.fields.get(column)
            was = kept((entry.as_read or {}).get(column))
            yield FigureFacts(
                name=name[1],
                printed=printed,
                column=column,
                section=str(known.get("section_title") or ""),
                row=place,
                place=_place(entry.place),
                as_read=None if was == printed or entry.by_hand else was or "",
                by_hand=entry.by_hand,
                **_certain(certain.get(printed or "", {})),
            )


def _name_of(entry: Entry, known: Mapping[str, Any], columns: Iterable[str]) -> tuple[str, str]:
    """The column that names the indicator, and the name: as the reader found it, else the first that says something."""
    fields = known.get("fields") or {}
    named = fields.get("indicator") or fields.get("action") or fields.get("title")
    filled: list[tuple[str, str]] = [
        (column, str(value)) for column in columns if (value := entry.fields.get(column))
    ]
    first: tuple[str, str] = next(iter(filled), ("", ""))
    return next((one for one in filled if named and one[1] == named), first)


def _quantities(known: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """The cells of a row that hold one quantity, as the reader understood it."""
    for part in ("targets", "baselines"):
        held = known.get(part) or ()
        yield from held if len(held) == 1 else ()
    for milestone in known.get("milestones") or ():
        if len(found := list(milestone.get("quantities") or ())) == 1:
            yield {**found[0], "raw": milestone.get("raw")}


def _certain(quantity: Mapping[str, Any]) -> dict[str, Any]:
    if quantity.get("value") is None:
        return {}
    try:
        value = Decimal(str(quantity["value"]))
    except InvalidOperation:
        return {}
    day = quantity.get("as_at")
    return {
        "value": value,
        "unit": str(quantity.get("unit") or ""),
        "as_at": date.fromisoformat(day) if day else None,
    }


def _aside(entry: Entry) -> AsideFacts:
    return AsideFacts(
        text=words_of(entry.group, entry.fields), why=entry.why, by=entry.by, place=_place(entry.place)
    )


def _doubts(draft: PaperDraft) -> Iterable[AsideFacts]:
    return (
        AsideFacts(text=doubt.text, why=doubt.why, doubt=True, place=Place(page=doubt.page))
        for doubt in draft.doubts
        if doubt.why
    )
