"""Matrices that lost their table: a row on each line, or a cell on each line, made rectangular again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sightline.work.imports.reading.risks.levels import (
    LEAST,
    LONGEST,
    MOST,
    is_cell,
    is_number,
    is_title,
    known_words,
    read_level,
)


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Rows of texts with the place of each; titles stand outside the rectangle."""

    rows: list[list[str]]
    page: int | None
    numbers: list[int]
    titles: str = ""


def grids_in(lines: Sequence[tuple[str, int | None, int]]) -> Iterator[Rectangle]:
    """Rectangles that were printed as lines: "Almost certain (5) 5 10 15 20 25", the heads on a line above or below."""
    yield from _row_lines(lines)
    yield from _cell_lines(lines)


def _row_lines(lines: Sequence[tuple[str, int | None, int]]) -> Iterator[Rectangle]:
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
            yield Rectangle(full, lines[start][1], numbers)
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
    return [name, *scores] if len(name) <= LONGEST and known_words(name) else None


def _first_is_level(scores: list[str]) -> bool:
    """ "Almost certain 5 5 10 15 20 25": the first number is the level where the others are its multiples, and one more."""
    values = [int(score) for score in scores]
    first, rest = values[0], values[1:]
    return bool(first) and sorted(rest) == [first * step for step in range(1, len(rest) + 1)]


def _head_cells(
    lines: Sequence[tuple[str, int | None, int]], start: int, step: int, width: int
) -> list[str] | None:
    """The labels of the columns in the next lines: all on one line, or one a line."""
    while 0 <= start < len(lines) and is_title(lines[start][0].strip()):
        start += step
    for at in (start, start + step):
        if not 0 <= at < len(lines):
            continue
        found = split_labels(lines[at][0], width)
        if found:
            return found
    taken = [lines[at][0] for at in range(start, start + step * width, step) if 0 <= at < len(lines)]
    if len(taken) == width and all(known_words(read_level([text])[1] or "") for text in taken):
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
        if len(found) == width and all(known_words(read_level([one])[1] or "") for one in found):
            return found
    words = re.findall(r"(?:(?:very|almost|extremely|highly|not)\s+)?[A-Za-z]+", bare, re.IGNORECASE)
    if len(words) == width and all(known_words(word) for word in words):
        return words
    return None


def _cell_lines(lines: Sequence[tuple[str, int | None, int]]) -> Iterator[Rectangle]:
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
                yield Rectangle([*rows, ["", *after]], lines[start][1], numbers)
        start = max(end, start + 1)
    yield from _labelled_runs(lines, texts)


def _labelled_runs(lines: Sequence[tuple[str, int | None, int]], texts: list[str]) -> Iterator[Rectangle]:
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
                yield Rectangle([*heads, *rows], lines[start][1], numbers)
        start = max(at, start + 1)


def _is_label(text: str) -> bool:
    if not text or len(text) > LONGEST or is_number(text):
        return False
    level, name = read_level([text])
    return (
        bool(name)
        and known_words(name or "") > 0
        and (level is not None or len(text.split()) <= 3)
        and not re.match(r"^(?:low|medium|high) \(\d", text, re.IGNORECASE)
    )
