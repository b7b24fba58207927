"""Comma, semicolon, tab or bar separated files to one table."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from sightline.ground.lib.documents import limits
from sightline.ground.lib.documents.blocks import Cell, Document, Row, Table
from sightline.ground.lib.documents.text import clean, decode
from sightline.ground.lib.errors import Unreadable

DELIMITERS = ",;\t|"
SAMPLE_RECORDS = 60


def read_csv(path: Path) -> Document:
    """One table; short records are filled with empty cells, so that nothing shifts. Raises Unreadable."""
    text, notes = decode(path.read_bytes())
    return document_of_csv(text, notes)


def document_of_csv(text: str, notes: tuple[str, ...] = ()) -> Document:
    """The table in delimited text."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    delimiter, text = _declared(text)
    delimiter = delimiter or _guess(text)
    csv.field_size_limit(limits.MAX_BYTES)
    records: list[tuple[int, list[str]]] = []
    width = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    start = 1
    try:
        for record in reader:
            records.append((start, record))
            start = reader.line_num + 1
            width = max(width, len(record))
            limits.check_rows(len(records), width)
    except csv.Error as error:
        raise Unreadable(
            "This file is not a table that can be read: its quotation marks do not match. "
            "Open it in Excel, save it again as CSV and try again."
        ) from error
    while records and not any(field.strip() for field in records[-1][1]):
        records.pop()
    rows = tuple(
        Row(tuple(Cell(clean(field)) for field in (*record, *[""] * (width - len(record)))), number=number)
        for number, record in records
    )
    return Document(kind="csv", pages=None, blocks=(Table(rows),) if rows else (), notes=notes)


def _declared(text: str) -> tuple[str | None, str]:
    """Excel's own first line "sep=;" names the delimiter."""
    first, newline, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[-1], newline + rest
    return None, text


def _guess(text: str) -> str:
    """The delimiter under which most records have the same, largest number of fields."""

    def steadiness(delimiter: str) -> tuple[float, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        widths = []
        try:
            for record in reader:
                if any(field.strip() for field in record):
                    widths.append(len(record))
                if len(widths) >= SAMPLE_RECORDS:
                    break
        except csv.Error:
            return 0.0, 0
        if not widths or max(widths) < 2:
            return 0.0, 0
        common = max((width for width in widths if width > 1), key=widths.count)
        return widths.count(common) / len(widths), common

    return max(DELIMITERS, key=steadiness)


# What makes a spreadsheet take a cell for a formula, or for the end of the cell before it; the wide forms are read alike.
FORMULA_SIGNS = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def marked(text: str) -> str:
    """A cell as it is written to a .csv: what a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{text}" if _may_run(text) and text.strip() else text


def unmarked(text: str) -> str:
    """A cell that `marked` wrote, as it was."""
    return text[1:] if text.startswith("'") and _may_run(text) else text


def _may_run(text: str) -> bool:
    return text.lstrip("' ")[:1] in FORMULA_SIGNS
