"""Risk matrices in the shapes that councils print them, made up here; every level and every cell must come out as printed."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import docx
import pytest
import xlsxwriter

from sightline.work.imports.reading.entry import read_file, read_text

IMPACT = {
    3: ["Minor", "Moderate", "Major"],
    4: ["Negligible", "Marginal", "Serious", "Critical"],
    5: ["Insignificant", "Minor", "Moderate", "Major", "Catastrophic"],
}
LIKELIHOOD = {
    3: ["Unlikely", "Possible", "Likely"],
    4: ["Rare", "Unlikely", "Likely", "Almost certain"],
    5: ["Rare", "Unlikely", "Possible", "Likely", "Almost certain"],
}
STYLES = {
    "dash": "{level} - {name}",
    "brackets": "{name} ({level})",
    "behind": "{name} {level}",
    "before": "{level} {name}",
    "equals": "{level} = {name}",
    "names": "{name}",
}


def rectangle(
    size: int, *, rows: str, falling: bool, right_to_left: bool, style: str, below: bool, titles: bool
) -> tuple[list[list[str]], dict[str, Any]]:
    """(the printed cells, what must be read) of a made-up matrix."""
    order = list(range(size, 0, -1)) if falling else list(range(1, size + 1))
    across = list(range(size, 0, -1)) if right_to_left else list(range(1, size + 1))
    down_names, across_names = (LIKELIHOOD, IMPACT) if rows == "likelihood" else (IMPACT, LIKELIHOOD)
    columns = "impact" if rows == "likelihood" else "likelihood"
    label = STYLES[style].format
    head = ["", *(label(level=level, name=across_names[size][level - 1]) for level in across)]
    body = [
        [label(level=level, name=down_names[size][level - 1]), *(str(level * other) for other in across)]
        for level in order
    ]
    lines = [*body, head] if below else [head, *body]
    if titles:
        lines = [[rows.capitalize(), columns.capitalize(), *[""] * (size - 1)], *lines]
    named = style != "names"
    expected = {
        rows: [[level if named else None, down_names[size][level - 1]] for level in order],
        columns: [[level if named else None, across_names[size][level - 1]] for level in across],
        "scores": [[level * other for other in across] for level in order],
        "rows_are": rows,
    }
    return lines, expected


def checked(read: dict[str, Any], expected: dict[str, Any]) -> None:
    assert read["error"] is None
    assert read["kind"] == "risk_matrix"
    assert {key: read[key] for key in expected} == expected
    assert read["set_aside"] == []


@pytest.mark.parametrize("seed", range(60))
def test_any_matrix_is_read_level_by_level(seed: int) -> None:
    chance = random.Random(seed)
    cells, expected = rectangle(
        chance.choice([3, 4, 5]),
        rows=chance.choice(["likelihood", "impact"]),
        falling=chance.random() < 0.6,
        right_to_left=chance.random() < 0.3,
        style=chance.choice(list(STYLES)),
        below=chance.random() < 0.4,
        titles=chance.random() < 0.5,
    )
    separator = chance.choice(["\t", " | "])
    blank = "-" if separator == " | " else ""
    lines = [separator.join(cell or blank for cell in row) for row in cells]
    checked(read_text("Risk scoring matrix\n\n" + "\n".join(lines).replace("-\n", "\n") + "\n"), expected)


def test_levels_and_names_in_cells_of_their_own_with_the_axis_merged_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "matrix.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Matrix")
    sheet.write(0, 0, "Corporate risk matrix")
    sheet.merge_range(2, 0, 6, 0, "LIKELIHOOD")
    for row, level in enumerate(range(5, 0, -1)):
        sheet.write(2 + row, 1, level)
        sheet.write(2 + row, 2, LIKELIHOOD[5][level - 1])
        for column in range(1, 6):
            sheet.write(2 + row, 2 + column, level * column)
    for column in range(1, 6):
        sheet.write(7, 2 + column, column)
        sheet.write(8, 2 + column, IMPACT[5][column - 1])
    sheet.merge_range(9, 3, 9, 7, "IMPACT")
    book.close()
    expected = {
        "likelihood": [[level, LIKELIHOOD[5][level - 1]] for level in range(5, 0, -1)],
        "impact": [[level, IMPACT[5][level - 1]] for level in range(1, 6)],
        "scores": [[level * column for column in range(1, 6)] for level in range(5, 0, -1)],
        "rows_are": "likelihood",
    }
    checked(read_file(path), expected)


def test_a_word_document_gives_the_same_grid_of_bands(tmp_path: Path) -> None:
    path = tmp_path / "matrix.docx"
    document = docx.Document()
    document.add_heading("How risks are rated", 1)
    rows = [
        ["", "Low", "Medium", "High", "Very high"],
        ["Almost certain", "Amber", "Red", "Red", "Red"],
        ["Likely", "Amber", "Amber", "Red", "Red"],
        ["Unlikely", "Green", "Amber", "Amber", "Red"],
        ["Rare", "Green", "Green", "Amber", "Amber"],
        ["", "Impact", "", "", ""],
    ]
    table = document.add_table(len(rows), 5)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    document.save(str(path))
    expected = {
        "likelihood": [[None, name] for name in ("Almost certain", "Likely", "Unlikely", "Rare")],
        "impact": [[None, name] for name in ("Low", "Medium", "High", "Very high")],
        "scores": [row[1:] for row in rows[1:5]],
        "rows_are": "likelihood",
    }
    checked(read_file(path), expected)


def test_letters_on_one_axis_and_cells_that_name_their_square() -> None:
    text = (
        "Risk matrix\n\n"
        "\t1 = Low\t2 = Minor\t3 = Medium\t4 = Major\n"
        "D = Almost certain\tD1\tD2\tD3\tD4\n"
        "C = Likely\tC1\tC2\tC3\tC4\n"
        "B = Not likely\tB1\tB2\tB3\tB4\n"
        "A = Very low\tA1\tA2\tA3\tA4\n"
        "\tImpact\n"
    )
    expected = {
        "likelihood": [["D", "Almost certain"], ["C", "Likely"], ["B", "Not likely"], ["A", "Very low"]],
        "impact": [[1, "Low"], [2, "Minor"], [3, "Medium"], [4, "Major"]],
        "scores": [[f"{letter}{level}" for level in range(1, 5)] for letter in "DCBA"],
    }
    checked(read_text(text), expected)


def test_a_page_that_lost_its_table_is_read_from_its_lines() -> None:
    text = (
        "Risk scoring matrix\n\nLikelihood\n"
        "Almost certain (4) 4 8 12 16\nLikely (3) 3 6 9 12\nUnlikely (2) 2 4 6 8\nRare (1) 1 2 3 4\n"
        "Minor (1) Moderate (2) Major (3) Severe (4)\nImpact\n"
    )
    expected = {
        "likelihood": [[4, "Almost certain"], [3, "Likely"], [2, "Unlikely"], [1, "Rare"]],
        "impact": [[1, "Minor"], [2, "Moderate"], [3, "Major"], [4, "Severe"]],
        "scores": [[4, 8, 12, 16], [3, 6, 9, 12], [2, 4, 6, 8], [1, 2, 3, 4]],
    }
    checked(read_text(text), expected)


def test_one_cell_a_line_with_bands_beside_the_scores() -> None:
    names = ["Likely 3", "Possible 2", "Rare 1"]
    cells = [
        f"{band} ({score})"
        for band, score in zip(["Low", "Medium", "High"] * 3, (3, 6, 9, 2, 4, 6, 1, 2, 3), strict=True)
    ]
    text = (
        "Risk matrix\nLIKELIHOOD\n"
        + "\n".join([*names, *cells])
        + "\n1 Minor 2 Moderate 3 Major\nIMPACT\nLow (1-3)\nHigh (6-9)\n"
    )
    read = read_text(text)
    expected = {
        "likelihood": [[3, "Likely"], [2, "Possible"], [1, "Rare"]],
        "impact": [[1, "Minor"], [2, "Moderate"], [3, "Major"]],
        "scores": [cells[0:3], cells[3:6], cells[6:9]],
        "bands": [{"name": "Low", "from": 1, "to": 3}, {"name": "High", "from": 6, "to": 9}],
    }
    checked(read, expected)


def test_a_wrong_cell_is_kept_and_asked_about() -> None:
    text = "Risk matrix\n\n\t1 Minor\t2 Moderate\t3 Major\n3 Likely\t3\t6\t8\n2 Possible\t2\t4\t6\n1 Rare\t1\t2\t3\n"
    read = read_text(text)
    assert read["scores"][0] == [3, 6, 8]
    assert [suspect["why"] for suspect in read["suspects"]] == [
        "3 times 3 is 9, but 8 is printed in this cell."
    ]


def test_axes_that_nothing_names_are_set_aside_and_not_guessed() -> None:
    read = read_text("Risk matrix\n\n\tLow\tMedium\tHigh\nHigh\t3\t6\t9\nMedium\t2\t4\t6\nLow\t1\t2\t3\n")
    assert read["kind"] == "risk_matrix"
    assert (read["impact"], read["likelihood"], read["rows_are"]) == ([], [], None)
    assert read["row_levels"] == [[None, "High"], [None, "Medium"], [None, "Low"]]
    assert "Nothing tells" in read["set_aside"][0]["why"]


@pytest.mark.parametrize(
    "text",
    [
        "Places in schools\n\n\tLow\tMedium\tHigh\nNorth\t13\t26\t8\nSouth\t12\t4\t6\nEast\t1\t2\t3\n",
        "Indicator\tBaseline\tTarget\tActual\nRe-referrals\t20\t18\t19\nVisits\t80\t90\t85\nPlans\t7\t5\t6\n",
        "Votes\n\nLikely 3 6 9\nSeats 2 4 6\n",
    ],
)
def test_other_grids_of_numbers_are_no_risk_matrix(text: str) -> None:
    assert read_text(text)["kind"] != "risk_matrix"
