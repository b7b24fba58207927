"""What a row of a paper says, as values of an action. Pure; nothing is guessed: what is not certain stays as printed.

Every part answers with values and with remarks, the sentences that a person reads in the dry run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sightline.domain.governance.rules import Known, Match, match_body, match_post
from sightline.domain.plans import rules
from sightline.domain.plans.drafts import FigureDraft, OwnerDraft, UpdateDraft
from sightline.domain.plans.sheet import LAYER_OF
from sightline.domain.plans.words import CONFIDENCE, DELIVERY, LAYERS, POLARITY, PRIORITY
from sightline.ground.lib.errors import Refused
from sightline.ground.lib.quantities import read_quantities
from sightline.work.imports.paper import LABELS, OWN, PaperRow
from sightline.work.imports.reading.plans.people import read_bodies, read_owners
from sightline.work.imports.reading.plans.words import read_notes

TEXTS: dict[str, str] = {
    "ref": "ref", "action": "title", "how": "detail", "finding": "source_printed", "category": "category",
    "success_measure": "success_measure", "impact": "outcome_notes", "evidence": "evidence_expected",
    "resources": "resources", "cost": "cost", "voice": "voice", "judgement_area": "area", "target_grade": "target_grade",
    "next_phase": "next_phase", "indicator": "linked_indicators", "risk": "linked_risks", "predecessor": "predecessor_ref",
    "sign_off_body": "sign_off_body",
}  # fmt: skip
"""Fields whose text is the value."""

LONGEST: dict[str, int] = {
    "ref": 60, "category": 200, "cost": 200, "area": 200, "target_grade": 100, "next_phase": 200, "predecessor_ref": 60,
    "sign_off_body": 200, "status_printed": 200, "start_raw": 200, "due_raw": 200, "priority_raw": 100,
}  # fmt: skip
"""The most characters that a value may have; a longer one stays whole among the council's own columns."""

FIGURE_ROLES = {"baseline": "baseline", "target": "target", "milestone": "milestone", "actual": "actual"}
COMPARATORS = {"=": "=", ">=": ">=", "<=": "<=", ">": ">", "<": "<", "between": "range", "like": "like"}
PARTS = {"theme": "theme_id", "workstream": "workstream_id", "aim": "aim_id"}


@dataclass(frozen=True, slots=True)
class Names:
    """The posts and bodies that are known, and what a person chose for printed names ({printed: id, 0 for none})."""

    posts: Sequence[Known] = ()
    bodies: Sequence[Known] = ()
    chosen_posts: Mapping[str, int] = field(default_factory=dict)
    chosen_bodies: Mapping[str, int] = field(default_factory=dict)
    _matched: dict[tuple[str, str], Match] = field(default_factory=dict, repr=False, compare=False)

    def post(self, printed: str) -> Match:
        return self._once("post", printed)

    def body(self, printed: str) -> Match:
        return self._once("body", printed)

    def _once(self, what: str, printed: str) -> Match:
        """A name stands on many rows and is looked up once."""
        if (what, printed) not in self._matched:
            post = what == "post"
            known, chosen = (self.posts, self.chosen_posts) if post else (self.bodies, self.chosen_bodies)
            found = _match(printed, known, chosen, match_post if post else match_body)
            self._matched[what, printed] = found
        return self._matched[what, printed]


def _match(printed: str, known: Sequence[Known], chosen: Mapping[str, int], find: Any) -> Match:
    if printed in chosen:
        name = next((one.called for one in known if one.key == chosen[printed]), None)
        if name is None:
            return Match(None, "chosen", "You chose to keep it as printed.")
        return Match(chosen[printed], "chosen", f"You chose {name}.")
    found: Match = find(printed, known)
    return found


@dataclass(slots=True)
class Said:
    """What a row says. values: plain fields of an action; parts: titles by theme, workstream, aim."""

    values: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    owners: tuple[OwnerDraft, ...] = ()
    figures: tuple[FigureDraft, ...] = ()
    bodies: tuple[tuple[str, int], ...] = ()
    updates: tuple[UpdateDraft, ...] = ()
    extra: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def read_row(
    row: PaperRow, mapping: Mapping[str, str], names: Names, *, paper_day: date, today: date
) -> Said:
    """Everything that a row says. paper_day: the day that undated notes of progress count as said on."""
    said = Said()
    for key, name in TEXTS.items():
        if text := row.text(key):
            _keep(said, row, key, name, text)
    for key in PARTS:
        if text := row.text(key):
            said.parts[key] = " ".join(text.split())[:400]
    _dates(said, row)
    _statuses(said, row)
    said.owners = owners_of(row, names, said.remarks)
    if text := row.text("owner"):
        said.values["owners_raw"] = text
    bodies_of(said, row, names)
    said.figures = figures_of(row)
    said.updates = updates_of(row, paper_day=paper_day, today=today)
    said.extra |= own_columns(row, mapping)
    return said


def own_columns(row: PaperRow, mapping: Mapping[str, str]) -> dict[str, str]:
    """The council's own columns: {printed heading: text}."""
    return {name: text for name, text in row.cells.items() if mapping.get(name, OWN) == OWN}


def _keep(said: Said, row: PaperRow, key: str, name: str, text: str) -> None:
    """Set a value, or, where it is too long for its field, keep it whole under its printed heading."""
    if len(text) <= LONGEST.get(name, 100_000):
        said.values[name] = text
        return
    heading = row.fields[key][0][0] if key in row.fields else LABELS[key]
    said.extra[heading] = text
    said.remarks.append(f"“{heading}” is too long for “{LABELS[key]}” and is kept under its own name.")


def _dates(said: Said, row: PaperRow) -> None:
    for key, raw_name in (("start", "start_raw"), ("due", "due_raw")):
        text = row.text(key) or (row.text("revised_due") if key == "due" else "")
        if not text:
            continue
        _keep(said, row, key, raw_name, text)
        if day := row.date(key):
            said.values[key] = day
        else:
            said.remarks.append(
                f"“{_short(text)}” names no certain day, so {LABELS[key]} is kept as printed."
            )
    if revised := row.text("revised_due"):
        said.values["due_raw"] = "\n".join(filter(None, (row.text("due"), revised)))[: LONGEST["due_raw"]]
    understood = row.parsed.get("due")
    if said.values.get("due") and isinstance(understood, Mapping) and understood.get("original"):
        said.values["first_due"] = date.fromisoformat(understood["original"])
    for key, name in (("forecast", "forecast"), ("embedded_date", "embedded_on")):
        if text := row.text(key):
            if day := row.date(key):
                said.values[name] = day
            else:
                said.extra[row.fields[key][0][0]] = text
                said.remarks.append(f"“{_short(text)}” names no certain day and is kept under its own name.")


def _statuses(said: Said, row: PaperRow) -> None:
    if text := row.text("status"):
        _keep(said, row, "status", "status_printed", text)
    if status := delivery_of(row):
        said.values["delivery"] = status
        if (origin := row.parsed.get("status_from")) not in (None, "status"):
            said.remarks.append(f"Delivery “{DELIVERY[status]}” is understood from {_origin(origin)}.")
    elif row.text("status"):
        said.remarks.append(
            f"“{_short(row.text('status'))}” is no delivery status of ours and is kept as printed."
        )
    if confidence := confidence_of(row):
        said.values["confidence"] = confidence
    elif text := row.text("confidence"):
        said.extra[row.fields["confidence"][0][0]] = text
        said.remarks.append(f"“{_short(text)}” is no confidence of ours and is kept under its own name.")
    if text := row.text("priority"):
        _keep(said, row, "priority", "priority_raw", text)
        if (priority := priority_of(text)) is not None:
            said.values["priority"] = priority
    if text := row.text("polarity"):
        if polarity := word_of(POLARITY, text):
            said.values["polarity"] = polarity
        else:
            said.extra[row.fields["polarity"][0][0]] = text
            said.remarks.append(f"“{_short(text)}” is no direction of ours and is kept under its own name.")


def _origin(origin: str) -> str:
    return {
        "progress": "the note of progress",
        "rag": "the RAG column",
        "key": "the colour and the plan’s own key",
    }.get(origin, origin)


def word_of(vocabulary: Mapping[str, str], text: str) -> str | None:
    """The key of a vocabulary that a text names, by its words or by itself."""
    plain = _plain(text)
    return next((key for key, words in vocabulary.items() if plain in (_plain(words), _plain(key))), None)


def _plain(text: str) -> str:
    return " ".join(text.replace("-", " ").replace("–", " ").casefold().split())


def delivery_of(row: PaperRow) -> str | None:
    if found := word_of(DELIVERY, row.text("status")):
        return found
    read = str(row.parsed.get("status") or "").replace(" ", "-")
    return read if read in DELIVERY else None


def confidence_of(row: PaperRow) -> str | None:
    if found := word_of(CONFIDENCE, row.text("confidence")):
        return found
    read = str(row.parsed.get("confidence") or "").replace(" ", "-")
    return read if read in CONFIDENCE else None


def priority_of(text: str) -> int | None:
    """1, 2 or 3 where the text says so in our words or as a bare number; "High" is not certain and stays text."""
    plain = _plain(text)
    for number, words in PRIORITY.items():
        if plain in (_plain(words), str(number)):
            return number
    return None


def owners_of(row: PaperRow, names: Names, remarks: list[str]) -> tuple[OwnerDraft, ...]:
    """The owners of a row, each matched to a post with the reason, or as printed."""
    found: list[OwnerDraft] = []
    for key, kind in (("owner", "owner"), ("sponsor", "sponsor")):
        for printed in read_owners(row.text(key) or None):
            match = names.post(printed)
            found.append(OwnerDraft(printed[:300], match.key, kind))
            if match.key is None:
                remarks.append(f"Owner “{_short(printed)}” is kept as printed. {match.reason}")
            elif match.how not in ("name", "chosen"):
                remarks.append(f"Owner: {match.reason}")
    return tuple(dict.fromkeys(found))


def bodies_of(said: Said, row: PaperRow, names: Names) -> None:
    """Bodies by layer; one that is not known, or that stands on two layers, is kept as printed with the reason."""
    placed: list[tuple[str, int, str]] = []
    printed: list[str] = []
    for key, layer in LAYER_OF.items():
        for name in read_bodies(row.text(key) or None):
            match = names.body(name)
            if match.key is None:
                printed.append(f"{LAYERS[layer]}: {name}")
                said.remarks.append(f"Body “{_short(name)}” is kept as printed. {match.reason}")
            else:
                placed.append((layer, match.key, name))
                if match.how not in ("name", "chosen"):
                    said.remarks.append(f"Body: {match.reason}")
    layers: dict[int, set[str]] = {}
    for layer, body, _ in placed:
        layers.setdefault(body, set()).add(layer)
    for layer, body, name in placed:
        if len(layers[body]) > 1:
            printed.append(f"{LAYERS[layer]}: {name}")
            words = " and ".join(LAYERS[one].lower() for one in LAYERS if one in layers[body])
            said.remarks.append(
                f"“{_short(name)}” is printed as a body that {words}. A body never checks itself, so it is kept as printed only."
            )
    said.bodies = tuple(dict.fromkeys((layer, body) for layer, body, _ in placed if len(layers[body]) == 1))
    said.remarks = list(dict.fromkeys(said.remarks))
    if printed:
        said.values["bodies_raw"] = "\n".join(dict.fromkeys(printed))


def figures_of(row: PaperRow, keys: Iterable[str] = tuple(FIGURE_ROLES)) -> tuple[FigureDraft, ...]:
    """The figures of a row: one for each column, with what was understood of it where that is one certain number."""
    found: list[FigureDraft] = []
    for key in keys:
        several = len(row.fields.get(key, ())) > 1 or key in ("milestone", "actual")
        for heading, text in row.fields.get(key, ()):
            label = heading[:200] if several and heading != LABELS[key] else ""
            found += [figure(FIGURE_ROLES[key], label, part) for part in _lines(text, row, key)]
    return tuple(found)


def _lines(text: str, row: PaperRow, key: str) -> list[str]:
    """A cell that Sightline wrote has one figure a line; any other is one text."""
    return [line for line in text.split("\n") if line.strip()] if "id" in row.stated else [text]


def figure(role: str, label: str, text: str) -> FigureDraft:
    """A figure as printed, with what was understood of it where that is one certain number."""
    understood = [
        one for one in read_quantities(text) if one.value is not None or one.comparator == "between"
    ]
    if len(understood) != 1:
        return FigureDraft(role, text, label)
    one = understood[0]
    return FigureDraft(
        role, text, label,
        what=(one.what or "")[:300], comparator=COMPARATORS.get(one.comparator or "", ""),
        value=_value(one.value), unit=(one.unit or "")[:60], as_at=one.as_at,
    )  # fmt: skip


def _value(value: Decimal | None) -> Decimal | None:
    """What the database can hold exactly; anything else stays in the words."""
    if value is None or abs(value) >= Decimal(10) ** 12:
        return None
    return value if value == round(value, 6) else None


def updates_of(row: PaperRow, *, paper_day: date, today: date) -> tuple[UpdateDraft, ...]:
    """What the row says of progress, oldest first: dated notes by their day, anything else whole on the paper's day."""
    found: list[UpdateDraft] = []
    for key in ("progress", "quarter"):
        for heading, text in row.fields.get(key, ()):
            notes = read_notes(text)
            dated = [
                (note.date, note.text) for note in notes if note.date and note.date <= today and note.text
            ]
            if notes and len(dated) == len(notes) and _covers(text, notes):
                found += [UpdateDraft(words, day) for day, words in dated]
            else:
                words = f"{heading}: {text}" if key == "quarter" else text
                found.append(UpdateDraft(words, min(paper_day, today)))
    return tuple(sorted(found, key=lambda update: update.on))


def _covers(text: str, notes: Sequence[Any]) -> bool:
    """Whether the notes hold all words of the cell: text before the first date is not lost."""
    return not text.strip() or text.strip().lstrip("•*-– ").startswith(notes[0].raw)


def check_word(vocabulary: Mapping[Any, str], text: str, label: str) -> None:
    """Refused where a cell that is chosen from a list says something else."""
    if text and word_of({str(key): words for key, words in vocabulary.items()}, text) is None:
        offered = ", ".join(vocabulary.values())
        raise Refused(
            f"“{_short(text)}” is not one of the words for {label}. Write one of these: {offered}.",
            rule="imports.known-words",
        )


def check_date(text: str, day: date | None, label: str) -> None:
    """Refused where a date that Sightline wrote gave way to text that names no certain day."""
    if text and day is None:
        raise Refused(
            f"“{_short(text)}” names no certain day for {label}. Write it like 31 March 2025.",
            rule="imports.certain-day",
        )


def check_layers(row: PaperRow, names: Names) -> tuple[tuple[str, int], ...]:
    """The bodies of an edited row; Refused where one is not known, or stands on two layers."""
    called = {one.key: one.called for one in names.bodies}
    layers: dict[str, list[tuple[int, str]]] = {}
    for key, layer in LAYER_OF.items():
        for name in read_bodies(row.text(key) or None):
            match = names.body(name)
            if match.key is None:
                raise Refused(
                    f"{match.reason} Add the body first, or write its name as Sightline does.",
                    rule="imports.known-body",
                )
            layers.setdefault(layer, []).append((match.key, called.get(match.key, name)))
    rules.check_separation(layers)
    return tuple((layer, body) for layer, held in layers.items() for body, _ in held)


def _short(text: str, most: int = 80) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= most else folded[:most].rsplit(" ", 1)[0] + "…"
