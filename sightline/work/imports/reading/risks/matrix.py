"""Risk matrices: the levels of impact and likelihood, and the grid of scores or bands as it is printed.

Either may stand on the left; levels may rise or fall; a label may be "5 - Almost certain", "Catastrophic (5)", two cells, or a name
alone. Which axis is which is told by its title, else by its words. Levels and grid keep the printed order.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sightline.ground.lib.documents.blocks import Document, Table

Level = tuple[int | str | None, str | None]
LEAST = 3
MOST = 8
LONGEST = 60

_LIKELY = frozenset(
    """
    rare remote unlikely possible likely probable certain almost frequent occasional improbable definite probability
    impossible imminent likelihood
    """.split()  # noqa: SIM905
)
_HEAVY = frozenset(
    """
    insignificant negligible minor moderate major severe catastrophic critical serious marginal disaster significant
    extreme minimal substantial disastrous fundamental trivial impact noticeable material
    """.split()  # noqa: SIM905
)
_EITHER = frozenset(
    """
    very low medium high highly lowest highest not extremely medium-high to or mid v quite limited none
    """.split()  # noqa: SIM905
)
_TITLES = {
    "likelihood": re.compile(r"\b(?:likelihood|probability)\b", re.IGNORECASE),
    "impact": re.compile(r"\b(?:impact|consequences?|severity)\b", re.IGNORECASE),
}
_LEVEL = (
    re.compile(
        r"^\(?(?P<level>\d{1,2}|[A-H])\)?\s*(?:[-–—:=.)]\s*|\s+)(?P<name>[A-Za-z][A-Za-z /&,'’()-]*)$"
    ),
    re.compile(
        r"^(?P<name>[A-Za-z][A-Za-z /&,'’-]*?)\s*(?:[-–—:=]\s*)?[(\[]?(?P<level>\d{1,2}|(?<=[(\[])[A-H])[)\]]?$"
    ),
)
_SCORE = re.compile(
    r"^(?:(?P<before>[A-Za-z][A-Za-z /-]{0,20}?)\s*)?[(\[]?(?P<score>\d{1,3})[)\]]?"
    r"(?:\s*[-–]?\s*(?P<after>[A-Za-z][A-Za-z /-]{0,20}))?$"
)
_BAND = re.compile(
    r"^(?:very |extremely |medium[- /]|low[- /])?(?:high|low|medium|moderate|significant|critical|severe|minor|major|"
    r"extreme|red|amber|green|yellow|orange|blue|"
    r"tolerable|acceptable|unacceptable|substantial|[RAGYBHMLE]|[A-F]\s?[1-6]|[1-6]\s?[A-F])(?:[- /](?:high|low|"
    r"medium|red|amber|green))?(?: risk)?$",
    re.IGNORECASE,
)
_GRID_REF = re.compile(r"^(?:[A-H]\s?[1-8]|[1-8]\s?[A-H])$")
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


@dataclass(frozen=True, slots=True)
class _Printed:
    """Rows of texts with the place of each; titles stand outside the rectangle."""

    rows: list[list[str]]
    page: int | None
    numbers: list[int]
    titles: str = ""


def find_matrices(document: Document, lines: Sequence[tuple[str, int | None, int]] = ()) -> list[Matrix]:
    """Every matrix of a document: in its tables, else in its lines, given as (text, page, number)."""
    found = [matrix for table in document.tables() for matrix in (_of_table(table),) if matrix is not None]
    if found:
        return found
    for printed in _of_lines(lines):
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
        or not _named(labels)
        or not (_named(heads) or all(level is not None for level, _ in heads))
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
    weights = [*_weights(labels), *_weights(heads)]
    text = " ".join(text for row in rows for text in row if text)
    axes = sum(1 for pattern in _TITLES.values() if pattern.search(text))
    products = [
        row
        for row in rows
        if [text for text in row if is_number(text)][-4:] in (["4", "8", "12", "16"], ["8", "12", "16", "20"])
    ]
    return (
        max(weights) >= 2
        or axes == 2
        or (axes == 1 and sum(weights) > 0)
        or bool(products)
        or _is_product(labels, heads, rows)
    )


def _is_product(labels: list[Level], heads: list[Level], rows: list[list[str]]) -> bool:
    """A small grid whose last cell is the number of its cells: 3 by 3 up to 9."""
    numbers = [int(text) for row in rows for text in row if is_number(text)]
    return bool(numbers) and max(numbers) == len(labels) * len(heads)


def is_number(text: str) -> bool:
    """Whether a text is a whole number such as a matrix prints: at most three plain digits."""
    return len(text) <= 3 and text.isascii() and text.isdigit()


def _shifted(row: list[str]) -> list[str]:
    """A row of levels 1, 2, 3, 4 whose blank first cell was lost: one to the right."""
    if len(row) <= LEAST or row[-1] or not all(is_number(text) for text in row[:-1]):
        return row
    values = [int(text) for text in row[:-1]]
    return ["", *row[:-1]] if values == list(range(1, len(values) + 1)) else row


def is_cell(text: str) -> bool:
    """Whether a text is a score or a band: "20", "High (20)", "Amber", "B2"."""
    if not text or len(text) > 30:
        return False
    if _GRID_REF.match(text):
        return True
    found = _SCORE.match(text)
    if found:
        words = (found.group("before") or "") + (found.group("after") or "")
        return int(found.group("score")) <= 100 and (
            not words or bool(_BAND.match(words.strip(" -"))) or words.strip().lower() in ("midium",)
        )
    return bool(_BAND.match(text))


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
        steps = {second - one for one, second in itertools.pairwise(values)}
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
    beside = [rest for text in beside if (rest := _without_axis(text))]
    return read_level(beside)


def read_level(texts: Sequence[str]) -> Level:
    """(level, name) of "5 - Almost certain", of "Catastrophic (5)", and of both in cells of their own."""
    texts = [text for text in texts if text][-2:]
    if not texts:
        return (None, None)
    if len(texts) == 2:
        one, other = texts
        if re.fullmatch(r"\(?(?:\d{1,2}|[A-H])\)?", one):
            return (_level(one), other)
        if re.fullmatch(r"\(?(?:\d{1,2}|[A-H])\)?", other):
            return (_level(other), one)
        texts = [other] if not read_level([one])[1] or _words(one) <= _words(other) else [one]
    text = texts[0]
    if re.fullmatch(r"\(?\d{1,2}\)?|[A-H]", text):
        return (_level(text), None)
    for pattern in _LEVEL:
        found = pattern.match(text)
        if found:
            return (_level(found.group("level")), found.group("name").strip())
    return (None, text if len(text) <= LONGEST else None)


def _level(text: str) -> int | str:
    bare = text.strip("()[] ")
    return int(bare) if is_number(bare) else bare


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
            if sum(1 for text in found if text and not _is_title(text)) >= max(
                LEAST, (right - left + 1) * 0.6
            ):
                texts.append(found)
            elif texts:
                break
        if texts:
            return [
                read_level([row[place] for row in texts if row[place] and not _is_title(row[place])])
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
            steps = {second - one for one, second in itertools.pairwise(values)}
            if (
                steps not in ({1}, {-1})
                or min(values) not in (0, 1)
                or (heads and labels[place][0] is not None)
            ):
                continue
        elif labels[place][0] is not None or any(is_number(text) for text in texts) or not _named(found):
            continue
        heads = found if heads is None else [_joined(*pair) for pair in zip(heads, found, strict=True)]
        at = place % len(body)
        body, labels = body[:at] + body[at + 1 :], labels[:at] + labels[at + 1 :]
    return body, labels, heads


def _joined(one: Level, other: Level) -> Level:
    """A level printed in one row and its name in another."""
    return (one[0] if one[0] is not None else other[0], one[1] or other[1])


def _named(labels: list[Level] | None) -> bool:
    """Whether labels are levels of a matrix: names that we know, or a number each."""
    if not labels:
        return False
    good = sum(
        1 for level, name in labels if (name and _words(name) > 0) or (name is None and level is not None)
    )
    return good >= 0.7 * len(labels)


def _words(name: str) -> int:
    tokens = re.findall(r"[a-z]+", name.lower())
    known = sum(1 for token in tokens if token in _LIKELY or token in _HEAVY or token in _EITHER)
    return known if known * 2 >= len(tokens) else 0


def _weights(labels: list[Level]) -> tuple[int, int]:
    tokens = [token for _, name in labels if name for token in re.findall(r"[a-z]+", name.lower())]
    return sum(1 for token in tokens if token in _LIKELY), sum(1 for token in tokens if token in _HEAVY)


def _axis(
    rows_labels: list[Level], heads: list[Level], rows: list[list[str]], body: list[int], left: int
) -> str:
    """Which axis the rows are. The words of the levels tell; else the titles by where they stand."""
    row_l, row_i = _weights(rows_labels)
    col_l, col_i = _weights(heads)
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
        if _is_title(text)
    )
    for axis, other in (("likelihood", "impact"), ("impact", "likelihood")):
        if _TITLES[axis].search(beside) and not _TITLES[other].search(beside):
            return axis
        if _TITLES[other].search(outside) and not _TITLES[axis].search(outside):
            return axis
    return ("likelihood" if lean > 0 else "impact") if lean else ""


def _is_title(text: str) -> bool:
    """Whether a text is the name of an axis."""
    return (
        bool(text)
        and any(pattern.search(text) for pattern in _TITLES.values())
        and len(text) <= LONGEST
        and _level_words(text) == 0
    )


def _without_axis(text: str) -> str:
    """ "Likelihood 5" is level 5; the name of an axis alone is no label."""
    if not _is_title(text):
        return text
    rest = re.sub(
        r"\b(?:likelihood|probability|impact|consequences?|severity|of|risk|score)\b",
        " ",
        text,
        flags=re.IGNORECASE,
    )
    rest = " ".join(rest.split()).strip(" :=–-/()[]")
    return rest if re.fullmatch(r"\d{1,2}|[A-H]", rest) else ""


def _level_words(text: str) -> int:
    tokens = re.findall(r"[a-z]+", text.lower())
    return sum(
        1
        for token in tokens
        if (token in _LIKELY or token in _HEAVY or token in _EITHER)
        and token not in ("impact", "likelihood", "probability")
    )


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


# --- matrices in lines --------------------------------------------------------------------------------------------------------


_TAIL = re.compile(r"^(?P<label>\D*?(?:\(?\d{1,2}\)?)?\D{0,30}?)\s+(?P<scores>\d{1,3}(?:\s+\d{1,3}){2,7})$")


def _of_lines(lines: Sequence[tuple[str, int | None, int]]) -> Iterator[_Printed]:
    """Rectangles that were printed as lines: "Almost certain (5) 5 10 15 20 25", the heads on a line above or below."""
    yield from _row_lines(lines)
    yield from _cell_lines(lines)


def _row_lines(lines: Sequence[tuple[str, int | None, int]]) -> Iterator[_Printed]:
    start = 0
    while start < len(lines):
        rows: list[list[str]] = []
        end = start
        while end < len(lines):
            cells = _parted(lines[end][0])
            if cells is None or (rows and len(cells) - 1 != len(rows[0]) - 1):
                break
            rows.append(cells)
            end += 1
        if len(rows) >= LEAST:
            width = len(rows[0]) - 1
            before = _head_cells(lines, start - 1, -1, width)
            after = _head_cells(lines, end, 1, width)
            numbers = [line[2] for line in lines[max(0, start - 2) : end + 2]]
            full = [*([["", *before]] if before else []), *rows, *([["", *after]] if after else [])]
            yield _Printed(full, lines[start][1], numbers)
        start = max(end, start + 1)


def _parted(text: str) -> list[str] | None:
    """A line as its label and its scores."""
    text = " ".join(text.replace("|", " ").split())
    words = text.split(" ")
    count = 0
    while count < len(words) and re.fullmatch(r"\d{1,3}", words[-1 - count]):
        count += 1
    if count < LEAST or count > MOST + 1:
        return None
    label = words[: len(words) - count]
    scores = words[len(words) - count :]
    if not label or not re.search(r"[A-Za-z]", " ".join(label)):
        return None
    if count > LEAST and not re.search(r"\d", " ".join(label)) and _first_is_level(scores):
        label, scores = [*label, scores[0]], scores[1:]
    name = " ".join(label)
    return [name, *scores] if len(name) <= LONGEST and _words(name) else None


def _first_is_level(scores: list[str]) -> bool:
    """ "Almost certain 5 5 10 15 20 25": the first number is the level where the others are its multiples, and one more."""
    values = [int(score) for score in scores]
    first, rest = values[0], values[1:]
    return bool(first) and sorted(rest) == [first * step for step in range(1, len(rest) + 1)]


def _head_cells(
    lines: Sequence[tuple[str, int | None, int]], start: int, step: int, width: int
) -> list[str] | None:
    """The labels of the columns in the next lines: all on one line, or one a line."""
    while 0 <= start < len(lines) and _is_title(lines[start][0].strip()):
        start += step
    for at in (start, start + step):
        if not 0 <= at < len(lines):
            continue
        found = split_labels(lines[at][0], width)
        if found:
            return found
    taken = [lines[at][0] for at in range(start, start + step * width, step) if 0 <= at < len(lines)]
    if len(taken) == width and all(_words(read_level([text])[1] or "") for text in taken):
        return taken if step > 0 else taken[::-1]
    return None


def split_labels(text: str, width: int) -> list[str] | None:
    """ "Insignificant 1 Minor 2 Significant 3 Major 4 Severe 5" as its labels, where there are as many as columns."""
    text = " ".join(text.replace("|", " ").split())
    if len(text) > 200:
        return None
    bare = re.sub(
        r"^(?:impact|likelihood|consequence|severity|probability)\b[:\s]*", "", text, flags=re.IGNORECASE
    )
    for pattern in (
        r"\(?\d{1,2}\)?\s*[-–:=.]?\s*[A-Za-z][A-Za-z ]*?(?=\s*\(?\d|$)",
        r"[A-Za-z][A-Za-z ]*?\s*[-–:=]?\s*\(?\d{1,2}\)?(?=\s|$)",
    ):
        found = [one.strip() for one in re.findall(pattern, bare)]
        if len(found) == width and all(_words(read_level([one])[1] or "") for one in found):
            return found
    words = re.findall(r"(?:(?:very|almost|extremely|highly|not)\s+)?[A-Za-z]+", bare, re.IGNORECASE)
    if len(words) == width and all(_words(word) for word in words):
        return words
    return None


def _cell_lines(lines: Sequence[tuple[str, int | None, int]]) -> Iterator[_Printed]:
    """One cell a line: n labels, then n times n scores, then the labels of the columns; or each row's label before its scores."""
    texts = [" ".join(text.split()) for text, _, _ in lines]
    start = 0
    while start < len(texts):
        end = start
        while end < len(texts) and is_cell(texts[end]) and not _is_label(texts[end]):
            end += 1
        count = end - start
        side = round(count**0.5)
        if count >= 9 and side * side == count and side <= MOST:
            before = texts[max(0, start - side) : start]
            after = texts[end : end + side]
            if len(after) == 1 or (after and not all(_is_label(text) for text in after)):
                after = split_labels(after[0], side) or after
            if len(before) == side and len(after) == side and all(map(_is_label, [*before, *after])):
                cells = texts[start:end]
                rows = [[before[row], *cells[row * side : (row + 1) * side]] for row in range(side)]
                numbers = [line[2] for line in lines[start - side : end + side]]
                yield _Printed([*rows, ["", *after]], lines[start][1], numbers)
        start = max(end, start + 1)
    yield from _labelled_runs(lines, texts)


def _labelled_runs(lines: Sequence[tuple[str, int | None, int]], texts: list[str]) -> Iterator[_Printed]:
    """A label, its scores, the next label, its scores ... one a line."""
    start = 0
    while start < len(texts):
        rows: list[list[str]] = []
        at = start
        while at < len(texts) and _is_label(texts[at]):
            run = at + 1
            while run < len(texts) and re.fullmatch(r"\d{1,3}", texts[run]):
                run += 1
            if run - at - 1 < LEAST or (rows and run - at != len(rows[0])):
                break
            rows.append(texts[at:run])
            at = run
        if len(rows) >= LEAST:
            width = len(rows[0]) - 1
            before = _head_cells(lines, start - 1, -1, width)
            after = _head_cells(lines, at, 1, width)
            if before or after:
                heads = [["", *(before or after or [])]]
                numbers = [line[2] for line in lines[start:at]]
                yield _Printed([*heads, *rows], lines[start][1], numbers)
        start = max(at, start + 1)


def _is_label(text: str) -> bool:
    if not text or len(text) > LONGEST or is_number(text):
        return False
    level, name = read_level([text])
    return (
        bool(name)
        and _words(name or "") > 0
        and (level is not None or len(text.split()) <= 3)
        and not re.match(r"^(?:low|medium|high) \(\d", text, re.IGNORECASE)
    )


# --- as the contract has it ------------------------------------------------------------------------------------------------


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
        if first < last <= 100 and _words(name):
            found.append({"name": name, "from": first, "to": last})
    return found
