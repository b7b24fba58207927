"""Lists as .xlsx and .csv files: written row by row, with what they show printed above, and nothing that runs as a formula."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

from sightline.ground.lib.documents.csv import marked

Value = str | int | float | Decimal | date | datetime | bool | None
LONGEST_CELL = 32_767  # characters: the limit of the format
UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")  # what the formats cannot hold
CUT = " [cut: the whole text is longer than a cell can hold]"
FOR_CHOICES = 2_000  # empty rows below the list that offer the same choices


@dataclass(frozen=True, slots=True)
class Column:
    """One column. width: in characters; choices: what a cell may say; fixed: not to be changed; hidden: not in sight."""

    header: str
    width: int = 18
    choices: tuple[str, ...] = ()
    fixed: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What a paper says of itself.

    title       of the list
    council     whose it is
    as_at       the day that it shows
    filters     what it was narrowed to, in words
    version     of the plan or paper, "" where there is none
    audit_head  the head of the audit chain when it was made
    how_to      one line for whoever edits the file, "" for a file that is only read
    """

    title: str
    council: str
    as_at: date
    filters: tuple[str, ...] = ()
    version: str = ""
    audit_head: str = ""
    how_to: str = ""

    @property
    def line(self) -> str:
        day = f"{self.as_at.day} {self.as_at:%B %Y}"
        shown = "; ".join(self.filters) if self.filters else "everything"
        parts = [self.council, f"as at {day}", f"showing {shown}"]
        parts += [f"version {self.version}"] if self.version else []
        parts += [f"record {self.audit_head}"] if self.audit_head else []
        return " · ".join(parts)


def export(
    columns: Sequence[Column], rows: Iterable[Sequence[Value]], about: About, kind: str
) -> IO[bytes] | Iterator[bytes]:
    """A list as a file of this kind, "xlsx" or "csv". The answer is read once, as a file or piece by piece."""
    return xlsx(columns, rows, about) if kind == "xlsx" else csv_lines(columns, rows, about)


def xlsx(
    columns: Sequence[Column], rows: Iterable[Sequence[Value]], about: About, *, made: datetime | None = None
) -> IO[bytes]:
    """The list as a workbook of one sheet, written row by row to a file on disk; rewound, to be read once.

    made  the moment that the file names as its own; None: now. With it, the same list is always the same bytes.
    """
    out: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - the caller reads and closes it
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "default_date_format": "d mmmm yyyy", "remove_timezone": True,
    }  # fmt: skip
    with xlsxwriter.Workbook(out, options) as workbook:
        properties: dict[str, Any] = {"title": about.title, "author": about.council, "comments": about.line}
        workbook.set_properties(properties | ({"created": made} if made else {}))
        _Sheet(workbook, columns, about).write(rows)
    out.seek(0)
    return out


class _Sheet:
    """One sheet: title, what it shows, how to use it, a blank line, the header, the rows."""

    def __init__(self, workbook: Any, columns: Sequence[Column], about: About) -> None:
        self._columns, self._about = columns, about
        self._sheet: Any = workbook.add_worksheet(
            "".join(c for c in about.title if c not in "[]:*?/\\'")[:31] or "List"
        )
        self._locked = any(column.fixed for column in columns)
        self._formats = _formats(workbook)

    def write(self, rows: Iterable[Sequence[Value]]) -> None:
        self._look()
        header = self._head()
        last = header
        for last, row in enumerate(rows, start=header + 1):
            for place, value in enumerate(row):
                self._cell(last, place, value)
        self._sheet.autofilter(header, 0, max(last, header + 1), len(self._columns) - 1)
        self._choices(header + 1, last + FOR_CHOICES)

    def _look(self) -> None:
        sheet, about = self._sheet, self._about
        for place, column in enumerate(self._columns):
            sheet.set_column(place, place, column.width, self._format(place), {"hidden": column.hidden})
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L&8{_plain_footer(about.line)}&R&8Page &P of &N")
        if self._locked:
            sheet.protect("", PROTECTION)

    def _head(self) -> int:
        """Write what stands above the rows; the row of the header."""
        sheet, about = self._sheet, self._about
        first = next(place for place, column in enumerate(self._columns) if not column.hidden)
        sheet.write_string(0, first, clean(about.title), self._formats["title"])
        sheet.write_string(1, first, clean(about.line), self._formats["note"])
        if about.how_to:
            sheet.write_string(2, first, clean(about.how_to), self._formats["note"])
        header = 4
        for place, column in enumerate(self._columns):
            sheet.write_string(header, place, clean(column.header), self._formats["header"])
        sheet.freeze_panes(header + 1, 0)
        sheet.repeat_rows(header)
        return header

    def _format(self, place: int) -> Any:
        return self._formats["fixed" if self._columns[place].fixed else "open"]

    def _cell(self, row: int, place: int, value: Value) -> None:
        fixed = self._columns[place].fixed
        if value is None or value == "":
            return  # an empty cell has the format of its column, locks included
        if isinstance(value, bool | str):
            self._sheet.write_string(row, place, cell_text(_words(value)), self._format(place))
        elif isinstance(value, date) and value.year >= 1901:
            moment = value if isinstance(value, datetime) else datetime.combine(value, time())
            self._sheet.write_datetime(
                row, place, moment, self._formats["fixed day" if fixed else "open day"]
            )
        elif isinstance(value, date):
            self._sheet.write_string(row, place, f"{value.day} {value:%B %Y}", self._format(place))
        else:
            self._sheet.write_number(
                row, place, value, self._formats["fixed number" if fixed else "open number"]
            )

    def _choices(self, first: int, last: int) -> None:
        for place, column in enumerate(self._columns):
            if column.choices:
                offered = ", ".join(column.choices)
                self._sheet.data_validation(
                    first, place, last, place,
                    {
                        "validate": "list", "source": list(column.choices), "ignore_blank": True,
                        "error_title": column.header[:32],
                        "error_message": f"Choose one of these: {offered}."[:255],
                    },
                )  # fmt: skip


PROTECTION = {
    "format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True, "delete_rows": True, "sort": True,
    "autofilter": True, "objects": True, "scenarios": True, "select_locked_cells": True, "select_unlocked_cells": True,
}  # fmt: skip


def _formats(workbook: Any) -> dict[str, Any]:
    cell = {"text_wrap": True, "valign": "top"}
    found = {
        "title": workbook.add_format({"bold": True, "font_size": 14}),
        "note": workbook.add_format({"font_color": "#505a5f"}),
        "header": workbook.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#dfe7ea", "bottom": 1}
        ),
    }
    for name, locked in (("open", False), ("fixed", True)):
        own = {"locked": locked} | ({"font_color": "#505a5f"} if locked else {})
        found[name] = workbook.add_format(cell | own)
        found[f"{name} day"] = workbook.add_format(
            cell | own | {"num_format": "d mmmm yyyy", "align": "left"}
        )
        found[f"{name} number"] = workbook.add_format(cell | own | {"num_format": "General"})
    return found


def _plain_footer(text: str) -> str:
    """At most 230 characters, with no sign that the footer would take for a command."""
    return clean(text).replace("&", "and")[:230]


def _words(value: bool | str) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return value


def clean(text: str) -> str:
    """Without the control characters that the formats cannot hold; line ends are one character."""
    if text.isprintable():  # no line end, no control letter, nothing unpaired: most cells
        return text
    return UNPRINTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def cell_text(text: str) -> str:
    """A text as a cell can hold it; one that is too long says that it was cut."""
    kept = clean(text)
    return kept if len(kept) <= LONGEST_CELL else kept[: LONGEST_CELL - len(CUT)] + CUT


def csv_lines(columns: Sequence[Column], rows: Iterable[Sequence[Value]], about: About) -> Iterator[bytes]:
    """The list as CSV, line by line: UTF-8 with the mark that spreadsheets look for, days as 31 March 2025."""
    yield "\ufeff".encode()
    yield from _csv([[about.title], [about.line], *([[about.how_to]] if about.how_to else []), []])
    yield from _csv([[column.header for column in columns]])
    yield from _csv(rows)


def _csv(rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """Lines in pieces of some 64 KB: each is one step of a stream."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow([csv_text(value) for value in row])
        if buffer.tell() > 65_536:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    if buffer.tell():
        yield buffer.getvalue().encode()


def csv_text(value: Value) -> str:
    """A cell of a CSV file. Text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if not isinstance(value, bool | str):
        return str(value)
    return marked(cell_text(_words(value)))
