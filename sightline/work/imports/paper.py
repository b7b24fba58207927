"""A plan table that was read, under the columns that a person chose: which fields there are, and each row by field.

Pure: takes what the reader printed (`Reading.result`) and a mapping {printed column: field key, OWN or ""}.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.domain.plans.sheet import COLUMNS, HEADERS, ID_HEADER, REASON_HEADER
from sightline.ground.lib.dates import read_date
from sightline.ground.lib.documents.blocks import Cell
from sightline.ground.lib.documents.csv import unmarked
from sightline.work.imports.reading.plans.columns import BY_KEY as READER_BY_KEY
from sightline.work.imports.reading.plans.columns import Guess, normal
from sightline.work.imports.reading.plans.tables import PlanTable, PrintedRow
from sightline.work.imports.reading.plans.understand import understand

OWN = "own"
LEFT_OUT = ""
WHY_HEADER = "Why it was not taken"
OURS = {ID_HEADER, "Action", "Delivery status", "Findings answered"}
LABELS: dict[str, str] = {
    **{column.key: column.header for column in COLUMNS if column.key},
    "revised_due": "Revised due date",
    "actual": "Actual figure",
    "quarter": "Update of a quarter",
    "reason": REASON_HEADER,
}
"""What a column can be taken for, in the order in which it is offered."""

REPEATABLE = {"progress", "quarter", "target", "baseline", "milestone", "actual"}
UNDERSTOOD_FROM: dict[str, tuple[str, ...]] = {
    "due": ("due", "revised_due"),
    "start": ("start",),
    "forecast": ("forecast",),
    "embedded_date": ("embedded_date",),
}
"""What the reader understood of dates, which a typed cell tells better than its text, and the columns it comes from."""


@dataclass(frozen=True, slots=True)
class Column:
    """A printed column: its name, some of what stands in it, what it is taken for and why."""

    name: str
    examples: tuple[str, ...]
    filled: int
    field: str
    why: str
    origin: str  # "ours", "remembered", "words", "content", ""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One row by field.

    place    from 1, among the rows that were taken
    number   its row in the file, page its page; None where the format has none
    cells    the printed text of each column that is not blank, by printed name, in the order of the columns
    fields   {field: ((printed column, text), ...)}, only what is not blank
    stated   the fields that the file has a column for
    parsed   what was understood of the row (see reading/plans/understand.py)
    """

    place: int
    number: int | None
    page: int | None
    cells: Mapping[str, str]
    fields: Mapping[str, tuple[tuple[str, str], ...]]
    stated: frozenset[str]
    parsed: Mapping[str, Any]

    def text(self, key: str) -> str:
        """The text of a field; that of several columns one under the other."""
        return "\n".join(text for _, text in self.fields.get(key, ()))

    def date(self, key: str) -> date | None:
        """The day that a date field names, if it names one for certain."""
        understood = self.parsed.get(key)
        found = understood.get("date") if isinstance(understood, Mapping) else None
        return date.fromisoformat(found) if found else read_date(self.text(key) or None).date


def is_ours(result: Mapping[str, Any]) -> bool:
    """Whether this is Sightline's own export of a plan: then an empty cell means that nothing is stated any more."""
    return set(result.get("columns") or ()) >= OURS


def columns_of(
    result: Mapping[str, Any], remembered: Mapping[str, str], chosen: Mapping[str, str] | None = None
) -> list[Column]:
    """The printed columns with what each is taken for: as chosen, else as remembered, else as guessed, else kept as it is.

    remembered  {normalised heading: field key, OWN or LEFT_OUT}, the council's own choices
    """
    guesses = _guesses(result)
    texts = _texts(result)
    found: list[Column] = []
    taken: set[str] = set()
    for name in result.get("columns") or ():
        field, why, origin = _taken_for(result, name, guesses.get(name), remembered)
        if chosen is not None and name in chosen and chosen[name] != field:
            field, why, origin = chosen[name], "You chose this.", "chosen"
        elif field in taken and field not in REPEATABLE:
            field, why, origin = OWN, f"Another column is “{LABELS[field]}” already.", ""
        if field in LABELS:
            taken.add(field)
        examples = tuple(dict.fromkeys(texts[name]))[:3]
        found.append(Column(name, examples, len(texts[name]), field, why, origin))
    return found


def _taken_for(
    result: Mapping[str, Any], name: str, guess: Mapping[str, Any] | None, remembered: Mapping[str, str]
) -> tuple[str, str, str]:
    if name == WHY_HEADER:
        return LEFT_OUT, "Sightline wrote this column for information; it is not read back.", "ours"
    if name == REASON_HEADER:
        return "reason", "Sightline reads here why a date or target moves.", "ours"
    if is_ours(result) and name in HEADERS:
        key = HEADERS[name]
        return (
            key,
            "Sightline wrote this column."
            if key
            else "Sightline wrote this column for information; it is not read back.",
            "ours",
        )
    choice = remembered.get(normal(name))
    if choice is not None and (choice in LABELS or choice in (OWN, LEFT_OUT)):
        return choice, "Your council’s remembered choice for this heading.", "remembered"
    field = guess.get("field") if guess else None
    if not field or is_ours(result):
        return OWN, "No field of ours was recognised. The column is kept under its own name.", ""
    if field not in LABELS:
        label = READER_BY_KEY[field].label if field in READER_BY_KEY else field
        return OWN, f"Recognised as “{label}”, which is kept under its own name.", ""
    assert guess is not None
    if guess.get("origin") == "content":
        return field, f"By what stands in the column ({_percent(guess)} sure).", "content"
    words = guess.get("words") or name
    return field, f"The heading reads like “{words}” ({_percent(guess)} sure).", "words"


def _percent(guess: Mapping[str, Any]) -> str:
    return f"{round(100 * float(guess.get('score') or 0))}%"


def _guesses(result: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The reader's guess for each printed name; of several tables the first with a field."""
    found: dict[str, Mapping[str, Any]] = {}
    for guess in result.get("mapping") or ():
        if guess["column"] not in found or (guess["field"] and not found[guess["column"]]["field"]):
            found[guess["column"]] = guess
    return found


def _texts(result: Mapping[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {name: [] for name in result.get("columns") or ()}
    for row in result.get("rows") or ():
        for name, text in row.items():
            if text and text.strip():
                found[name].append(text.strip())
    return found


def read_rows(result: Mapping[str, Any], mapping: Mapping[str, str]) -> list[PaperRow]:
    """Every row that was taken, by the fields of the mapping."""
    names = tuple(result.get("columns") or ())
    fields = [mapping.get(name, OWN) for name in names]
    guesses = {name: guess.get("field") for name, guess in _guesses(result).items()}
    known = [_known_to_reader(field, guesses.get(name)) for name, field in zip(names, fields, strict=True)]
    same = known == [guesses.get(name) for name in names]
    kept = [
        key
        for key, sources in UNDERSTOOD_FROM.items()
        if _sources(names, known, sources) == [name for name in names if guesses.get(name) in sources]
    ]
    table = _table(names, known)
    marked = is_ours(result) and str(result.get("file") or "").lower().endswith(".csv")
    stated = frozenset(field for field in fields if field in LABELS)
    rows = []
    parsed_rows: Sequence[Mapping[str, Any]] = result.get("parsed") or ()
    for place, printed in enumerate(result.get("rows") or ()):
        read = parsed_rows[place] if place < len(parsed_rows) else {}
        parsed = dict(read) if same else _again(table, names, printed, read, result, kept)
        cells = {name: str(printed[name]).strip() for name in names if str(printed.get(name) or "").strip()}
        if marked:
            cells = {name: unmarked(text) for name, text in cells.items()}
        rows.append(_row(place + 1, names, fields, cells, parsed, stated))
    return rows


def _known_to_reader(field: str, guess: str | None) -> str | None:
    """What the reader should take a column for: a colour that stays a column of our own still tells a status by its key."""
    if field in LABELS:
        return field if field in READER_BY_KEY else None
    return guess if field == OWN and guess not in LABELS else None


def _sources(names: Sequence[str], fields: Sequence[str | None], keys: tuple[str, ...]) -> list[str]:
    return [name for name, field in zip(names, fields, strict=True) if field in keys]


def _table(names: tuple[str, ...], fields: Sequence[str | None]) -> PlanTable:
    """The table as the reader would have it with these columns."""
    guesses = [
        Guess(place, name, field, 1.0, name, "memory")
        for place, (name, field) in enumerate(zip(names, fields, strict=True))
    ]
    return PlanTable(names, names, names, [], guesses=guesses)


def _again(
    table: PlanTable,
    names: Sequence[str],
    printed: Mapping[str, Any],
    read: Mapping[str, Any],
    result: Mapping[str, Any],
    kept: Iterable[str],
) -> dict[str, Any]:
    """The row understood anew; days that the file's own typed cells told are kept where their columns are the same."""
    cells = tuple(Cell(printed.get(name) or None) for name in names)
    row = PrintedRow(cells, ("",) * len(cells), read.get("page"), int(read.get("row") or 0))
    parsed, _ = understand(table, row, read.get("section_title"), dict(result.get("status_key") or {}))
    return parsed | {key: read[key] for key in kept if key in read}


def _row(
    place: int,
    names: Sequence[str],
    fields: Sequence[str],
    cells: Mapping[str, str],
    parsed: Mapping[str, Any],
    stated: frozenset[str],
) -> PaperRow:
    by_field: dict[str, tuple[tuple[str, str], ...]] = {}
    for name, field in zip(names, fields, strict=True):
        if name in cells and field in LABELS:
            by_field[field] = (*by_field.get(field, ()), (name, cells[name]))
    return PaperRow(
        place=place,
        number=int(parsed["row"]) if parsed.get("row") else None,
        page=int(parsed["page"]) if parsed.get("page") else None,
        cells=cells,
        fields=by_field,
        stated=stated,
        parsed=parsed,
    )


def choices() -> list[tuple[str, str]]:
    """What a person can take a column for: (field key, words)."""
    ours = [
        (key, label if key != "id" else "Sightline’s own id of the action") for key, label in LABELS.items()
    ]
    return [(OWN, "Keep under its own name"), (LEFT_OUT, "Leave it out"), *ours]
