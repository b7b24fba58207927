"""Risk matrices: the levels of impact and likelihood, and the grid of scores or bands as it is printed.

Either may stand on the left; levels may rise or fall; a label may be "5 - Almost certain", "Catastrophic (5)", two cells, or a name
alone. Which axis is which is told by its title, else by its words. Levels and grid keep the printed order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from sightline.ground.lib.documents.blocks import Document, Table
from sightline.work.imports.reading.risks.levels import (
    LEAST,
    MOST,
    TITLES,
    Level,
    is_cell,
    is_number,
    is_title,
    joined,
    known_words,
    named,
    read_level,
    weights,
    without_axis,
)
from sightline.work.imports.reading.risks.matrix_lines import grids_in

_BANDS = re.compile(
    r"\b(?P<name>[A-Z][A-Za-z ]{2,20}?)\s*[(:=–-]*\s*(?P<first>\d{1,2})\s*(?:-|–|to)\s*(?P<last>\d{1,2})\)?|"
    r"\b(?P<low>\d{1,2})\s*(?:-|–|to)\s*(?P<high>\d{1,2})\s*[(:=–-]*\s*(?P<called>[A-Z][A-Za-z]{2,16})\b"
)


@dataclass
class Matrix:
    """rows_are is "impact" or "likelihood", or "" where nothing tells. set_aside and suspects are (text, why)."""

    rows: list[Level]
    columns: list[Level]
    rows_are: str
    grid: list[list[int | str | None]]
    page: int | None
    first: int | None
    last: int | None
    suspects: list[tuple[str, str]] = field(default_factory=list)


def find_matrices(document: Document, lines: Sequence[tuple[str, int | None, int]] = ()) -> list[Matrix]:
    """Every matrix of a document: in its tables, else in its lines, given as (text, page, number)."""
    found = [matrix for table in document.tables() for matrix in (_of_table(table),) if matrix is not None]
    if found:
        return found
    for printed in grids_in(lines):
        matrix = read_grid(printed.rows, printed.page, printed.numbers)
        if matrix is not None:
            found.append(matrix)
    return found


def _of_table(table: Table) -> Matrix | None:
    if len(table.rows) > 40:
        return None
    rows = [[_folded(cell.text) if not cell.merged else "" for cell in row.cells] for row in table.rows]
    return read_grid(rows, table.page, [row.number for row in table.rows])


def read_grid(rows: list[list[str]], page: int | None, numbers: list[int]) -> Matrix | None:
    """The matrix that a rectangle of texts holds, or None."""
    rows = [_shifted(row) for row in rows]
    body = [number for number, row in enumerate(rows) if sum(1 for text in row if is_cell(text)) >= LEAST]
    if len(body) < LEAST:
        return None
    block = _block(rows, body)
    if block is None:
        return None
    left, right = block
    labels = [_label(rows, number, left, right) for number in body]
    heads = _heads(rows, body, left, right)
    body, labels, heads = _without_head_rows(rows, body, labels, heads, left, right)
    if (
        len(body) < LEAST
        or heads is None
        or not named(labels)
        or not (named(heads) or all(level is not None for level, _ in heads))
    ):
        return None
    if not _is_of_risk(labels, heads, rows):
        return None
    titles = [" ".join(row) for row in rows]
    rows_are = _axis(labels, heads, rows, body, left)
    grid = [[_cell(rows[number][column]) for column in range(left, right + 1)] for number in body]
    matrix = Matrix(
        labels, heads, rows_are, grid, page, numbers[0] if numbers else None, numbers[-1] if numbers else None
    )
    _odd(matrix, titles)
    return matrix


def _is_of_risk(labels: list[Level], heads: list[Level], rows: list[list[str]]) -> bool:
    """Whether the words are those of risk: levels of one axis that no other table has, or both axes named beside the grid."""
    found = [*weights(labels), *weights(heads)]
    text = " ".join(text for row in rows for text in row if text)
    axes = sum(1 for pattern in TITLES.values() if pattern.search(text))
    products = [
        row
        for row in rows
        if [text for text in row if is_number(text)][-4:] in (["4", "8", "12", "16"], ["8", "12", "16", "20"])
    ]
    return (
        max(found) >= 2
        or axes == 2
        or (axes == 1 and sum(found) > 0)
        or bool(products)
        or _is_product(labels, heads, rows)
    )


def _is_product(labels: list[Level], heads: list[Level], rows: list[list[str]]) -> bool:
    """A small grid whose last cell is the number of its cells: 3 by 3 up to 9."""
    numbers = [int(text) for row in rows for text in row if is_number(text)]
    return bool(numbers) and max(numbers) == len(labels) * len(heads)


def _shifted(row: list[str]) -> list[str]:
    """A row of levels 1, 2, 3, 4 whose blank first cell was lost: one to the right."""
    if len(row) <= LEAST or row[-1] or not all(is_number(text) for text in row[:-1]):
        return row
    values = [int(text) for text in row[:-1]]
    return ["", *row[:-1]] if values == list(range(1, len(values) + 1)) else row


def _block(rows: list[list[str]], body: list[int]) -> tuple[int, int] | None:
    """(first, last) column of the grid: the longest run of columns in which most body rows have a cell."""
    width = max(len(rows[number]) for number in body)
    full = [
        sum(1 for number in body if column < len(rows[number]) and (is_cell(rows[number][column])))
        >= 0.6 * len(body)
        for column in range(width)
    ]
    best: tuple[int, int] | None = None
    start = None
    for column, good in enumerate([*full, False]):
        if good and start is None:
            start = column
        elif not good and start is not None:
            if best is None or column - 1 - start > best[1] - best[0]:
                best = (start, column - 1)
            start = None
    if best is None or best[1] - best[0] + 1 < LEAST:
        return None
    left, right = best
    if left == 0 or not any(
        rows[number][column] for number in body for column in range(left) if column < len(rows[number])
    ):
        left = _after_levels(rows, body, left, right)
    return (left, right) if LEAST <= right - left + 1 <= MOST else None


def _after_levels(rows: list[list[str]], body: list[int], left: int, right: int) -> int:
    """Where the first columns of the block are labels: 5, 4, 3, 2, 1, or "Low", "Medium", "High", one of each."""
    first = [rows[number][left] for number in body if rows[number][left]]
    if right - left + 1 <= LEAST:
        return left
    if all(is_number(text) for text in first):
        values = [int(text) for text in first]
        steps = {second - one for one, second in pairwise(values)}
        header = _head_row(rows, body, left)
        if steps in ({1}, {-1}) and (header is None or not header[left].strip() or not is_cell(header[left])):
            return left + 1
        return left
    if len(set(first)) == len(first) and len(first) >= LEAST:
        return left + 1
    return left


def _head_row(rows: list[list[str]], body: list[int], left: int) -> list[str] | None:
    for number in (body[0] - 1, body[-1] + 1):
        if 0 <= number < len(rows) and len(rows[number]) > left:
            return rows[number]
    return None


def _label(rows: list[list[str]], number: int, left: int, right: int) -> Level:
    row = rows[number]
    beside = [text for text in row[:left] if text] or [text for text in row[right + 1 :] if text]
    beside = [rest for text in beside if (rest := without_axis(text))]
    return read_level(beside)


def _heads(rows: list[list[str]], body: list[int], left: int, right: int) -> list[Level] | None:
    """The labels of the columns: the nearest rows above or below the grid that have one for each."""
    above = range(min(body) - 1, max(-1, min(body) - 4), -1)
    below = range(max(body) + 1, min(len(rows), max(body) + 4))
    for side in (above, below):
        texts: list[list[str]] = []
        for number in side:
            found = [
                rows[number][column] if column < len(rows[number]) else ""
                for column in range(left, right + 1)
            ]
            if sum(1 for text in found if text and not is_title(text)) >= max(
                LEAST, (right - left + 1) * 0.6
            ):
                texts.append(found)
            elif texts:
                break
        if texts:
            return [
                read_level([row[place] for row in texts if row[place] and not is_title(row[place])])
                for place in range(right - left + 1)
            ]
    return None


def _without_head_rows(
    rows: list[list[str]],
    body: list[int],
    labels: list[Level],
    heads: list[Level] | None,
    left: int,
    right: int,
) -> tuple[list[int], list[Level], list[Level] | None]:
    """Rows at the edges of the grid that are labels of its columns: 1, 2, 3, 4, 5, or names that are words of bands too."""
    for place in (0, -1, -1, 0):
        if len(body) <= LEAST or labels[place][1] is not None:
            continue
        texts = rows[body[place]][left : right + 1]
        found = [read_level([text]) for text in texts]
        if all(is_number(text) for text in texts):
            values = [int(text) for text in texts]
            steps = {second - one for one, second in pairwise(values)}
            if (
                steps not in ({1}, {-1})
                or min(values) not in (0, 1)
                or (heads and labels[place][0] is not None)
            ):
                continue
        elif labels[place][0] is not None or any(is_number(text) for text in texts) or not named(found):
            continue
        heads = found if heads is None else [joined(*pair) for pair in zip(heads, found, strict=True)]
        at = place % len(body)
        body, labels = body[:at] + body[at + 1 :], labels[:at] + labels[at + 1 :]
    return body, labels, heads


def _axis(
    rows_labels: list[Level], heads: list[Level], rows: list[list[str]], body: list[int], left: int
) -> str:
    """Which axis the rows are. The words of the levels tell; else the titles by where they stand."""
    row_l, row_i = weights(rows_labels)
    col_l, col_i = weights(heads)
    lean = (row_l + col_i) - (row_i + col_l)
    if abs(lean) >= 2:
        return "likelihood" if lean > 0 else "impact"
    beside = " ".join(
        row[column]
        for number, row in enumerate(rows)
        if number in range(min(body), max(body) + 1)
        for column in range(min(left, len(row)))
    )
    outside = " ".join(
        text
        for number, row in enumerate(rows)
        if number < min(body) or number > max(body)
        for text in row[left:]
        if is_title(text)
    )
    for axis, other in (("likelihood", "impact"), ("impact", "likelihood")):
        if TITLES[axis].search(beside) and not TITLES[other].search(beside):
            return axis
        if TITLES[other].search(outside) and not TITLES[axis].search(outside):
            return axis
    return ("likelihood" if lean > 0 else "impact") if lean else ""


def _cell(text: str) -> int | str | None:
    return int(text) if is_number(text) else (text or None)


def _folded(text: str | None) -> str:
    return " ".join((text or "").replace("\xa0", " ").split())


def _odd(matrix: Matrix, titles: list[str]) -> None:
    """Cells that are not the product of their levels where most are, and levels printed twice."""
    pairs = [
        (row, column, value)
        for (row, _), line in zip(matrix.rows, matrix.grid, strict=True)
        for (column, _), value in zip(matrix.columns, line, strict=True)
        if isinstance(row, int) and isinstance(column, int) and isinstance(value, int)
    ]
    wrong = [(row, column, value) for row, column, value in pairs if row * column != value]
    if wrong and len(wrong) * 4 <= len(pairs):
        for row, column, value in wrong:
            matrix.suspects.append(
                (str(value), f"{row} times {column} is {row * column}, but {value} is printed in this cell.")
            )
    for labels in (matrix.rows, matrix.columns):
        levels = [level for level, _ in labels if level is not None]
        if len(set(levels)) < len(levels):
            matrix.suspects.append((", ".join(map(str, levels)), "A level of this matrix is printed twice."))
    blank = sum(1 for line in matrix.grid for value in line if value is None)
    if blank:
        matrix.suspects.append((str(blank), "Some cells of this matrix are blank."))


def as_json(matrix: Matrix) -> dict[str, Any]:
    """The keys of the contract; `rows_are` says which axis the rows of `scores` are."""
    rows, columns = [list(level) for level in matrix.rows], [list(level) for level in matrix.columns]
    impact, likelihood = (rows, columns) if matrix.rows_are == "impact" else (columns, rows)
    if not matrix.rows_are:
        return {
            "impact": [],
            "likelihood": [],
            "scores": matrix.grid,
            "rows_are": None,
            "row_levels": rows,
            "column_levels": columns,
        }
    return {
        "impact": impact,
        "likelihood": likelihood,
        "scores": matrix.grid,
        "rows_are": matrix.rows_are,
    }


def bands_of(text: str) -> list[dict[str, Any]]:
    """Bands of scores that a paper prints: "Low (1-4)", "12-16 High"."""
    found = []
    for match in _BANDS.finditer(text[:20_000]):
        name = (match.group("name") or match.group("called")).strip()
        first, last = (
            int(match.group("first") or match.group("low")),
            int(match.group("last") or match.group("high")),
        )
        if first < last <= 100 and known_words(name):
            found.append({"name": name, "from": first, "to": last})
    return found
