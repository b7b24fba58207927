"""The few files that stand as evidence in the example; every figure in them is made up."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import xlsxwriter
from docx import Document

MADE_UP = (
    "Made up for the example of Northmere, a fictional council. No figure here is of a real place or person."
)


def make(name: str) -> bytes:
    """The bytes of a file of the example, by its name."""
    return FILES[name]()


def _contacts() -> bytes:
    rows = ["Month,Contacts,Decided within a day,Share"]
    decided = [(812, 518), (790, 521), (845, 583), (801, 577), (828, 629), (799, 639), (780, 655), (816, 710)]
    rows += [f"Month {n},{all_},{soon},{soon / all_:.0%}" for n, (all_, soon) in enumerate(decided, start=1)]
    return "\n".join([f"# {MADE_UP}", *rows, ""]).encode()


def _supervision() -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold, sheet = (
            book.add_format({"bold": True, "text_wrap": True}),
            book.add_worksheet("Audit of supervision"),
        )
        sheet.set_column(0, 5, 22)
        sheet.write(0, 0, MADE_UP)
        head = (
            "Team",
            "Records read",
            "Held monthly",
            "Decision recorded",
            "Plan moved on",
            "Child’s view named",
        )
        sheet.write_row(2, 0, head, bold)
        for place, row in enumerate(_TEAMS, start=3):
            sheet.write_row(place, 0, row)
    return out.getvalue()


_TEAMS = (
    ("Assessment 1", 12, 11, 10, 8, 9),
    ("Assessment 2", 12, 12, 11, 9, 8),
    ("Family Help North", 12, 10, 9, 7, 9),
    ("Family Help South", 12, 11, 9, 6, 7),
    ("Children in Care", 12, 12, 12, 11, 11),
    ("Care Leavers", 12, 11, 11, 9, 10),
)


def _young_inspectors() -> bytes:
    page = Document()
    page.add_heading("What the Young Inspectors found at the care leavers’ hub", 1)
    page.add_paragraph(MADE_UP)
    for line in (
        "The hub is easy to find and people are kind at the door.",
        "Four of us asked for a pathway plan. Three were given one the same day; two of these were in our own words.",
        "Nobody could tell us who pays for a driving licence. We ask the council to write it on the wall.",
        "We will come back in spring and ask the same questions.",
    ):
        page.add_paragraph(line, style="List Bullet")
    out = BytesIO()
    page.save(out)
    return out.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "decisions-at-the-front-door.csv": _contacts,
    "audit-of-supervision.xlsx": _supervision,
    "young-inspectors-at-the-hub.docx": _young_inspectors,
}
