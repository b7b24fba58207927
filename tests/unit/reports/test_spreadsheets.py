"""Cells: nothing is lost, nothing runs, and a CSV cell comes back as it was."""

from __future__ import annotations

import csv
import io
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sightline.ground.lib.documents.csv import FORMULA_SIGNS, unmarked
from sightline.work.reports.spreadsheets import (
    LONGEST_CELL,
    About,
    Column,
    cell_text,
    csv_lines,
    csv_text,
    export,
)

ABOUT = About("A list", "Northmere", date(2026, 3, 3), ("Theme: Homes",), "2", "12:ab")


@given(st.text())
def test_no_cell_of_a_csv_begins_as_a_formula_and_each_comes_back(text):
    written = csv_text(text)
    assert written[:1] not in FORMULA_SIGNS or not written.strip()
    assert unmarked(written) == cell_text(text)


def test_a_formula_behind_a_line_end_or_in_wide_signs_does_not_run():
    for text in ("\n=1+1", "\r\n@SUM(A1)", "\uff1dHYPERLINK(1)", "'=1", "  =1", "\t-1"):
        assert csv_text(text).startswith("'"), text


def test_numbers_and_days_are_not_marked():
    assert [csv_text(value) for value in (-5, 0.25, date(2025, 3, 31), None, True)] == [
        "-5",
        "0.25",
        "31 March 2025",
        "",
        "Yes",
    ]


def test_a_text_longer_than_a_cell_says_that_it_was_cut():
    cut = cell_text("x" * 40_000)
    assert len(cut) == LONGEST_CELL and "cut" in cut[-60:]


def test_a_list_says_what_it_shows():
    assert ABOUT.line == "Northmere · as at 3 March 2026 · showing Theme: Homes · version 2 · record 12:ab"
    text = b"".join(csv_lines([Column("A"), Column("B")], [["=x", 1]], ABOUT)).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [["A list"], [ABOUT.line], [], ["A", "B"], ["'=x", "1"]]


def test_a_long_csv_is_written_piece_by_piece():
    pieces = list(csv_lines([Column("A")], ([f"row {n}"] for n in range(30_000)), ABOUT))
    assert len(pieces) > 4 and max(map(len, pieces)) < 100_000


def test_an_old_day_and_a_control_character_do_not_break_a_workbook():
    with export(
        [Column("A"), Column("B", fixed=True)],
        [[date(1850, 1, 1), "a\x00b\ud800\x0bc"], [None, ""]],
        ABOUT,
        "xlsx",
    ) as out:
        assert out.read(2) == b"PK"
