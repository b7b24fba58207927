"""One column downwards, for a phone: each item has its words on rows of their own, and its span as a bar in the gutter."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from .shapes import Bar, Box, Drawing, Item, Label, Line, Mark, duplicates, fit, text_width, wrap

SIZE, SMALL, HEADING = 16.0, 14.0, 18.0
LINE, SMALL_LINE = 21.0, 19.0
TRACK, BAR, RADIUS = 16.0, 8.0, 6.0
LEAST_WORDS = 230.0
LEAST_DAYS = 60  # a shorter span is a mark: rows are as high as their words, and would stretch it


@dataclass
class _Row:
    item: Item
    y: float  # middle of its mark
    words: list[tuple[str, float, str]]  # text, y, look


@dataclass
class _Tracks:
    """Which stretches of each track are taken."""

    taken: list[list[tuple[float, float]]] = field(default_factory=list)

    def free(self, top: float, bottom: float) -> int:
        for number, stretches in enumerate(self.taken):
            if all(bottom + 4 <= start or top >= end + 4 for start, end in stretches):
                stretches.append((top, bottom))
                return number
        self.taken.append([(top, bottom)])
        return len(self.taken) - 1


def tall(items: Sequence[Item], *, first: date, last: date, today: date, width: float = 358.0) -> Drawing:
    """Draw the items that touch the days from `first` to `last`, by the day on which they begin, the earliest first.

    The picture is wider than `width` only where so many spans run at once that the words would have no room.
    Raises ValueError for days in the wrong order and for a key that is given twice.
    """
    if last <= first:
        raise ValueError("a time line needs a first day before its last")
    if twice := duplicates(items):
        raise ValueError(f"keys given twice: {sorted(twice)}")
    inside = sorted(
        (one for one in items if one.start <= last and (one.end or last) >= first),
        key=lambda one: (one.start, one.key),
    )
    room = LEAST_WORDS
    rows, bottom, years = _rows(inside, room, first)
    tracks = _bars(rows, bottom)
    gutter = TRACK * (max((number for number, _, _ in tracks.values()), default=-1) + 1) + 10
    if width - gutter > room:
        room = width - gutter
        rows, bottom, years = _rows(inside, room, first)
        tracks = _bars(rows, bottom)
        gutter = max(gutter, TRACK * (max((number for number, _, _ in tracks.values()), default=-1) + 1) + 10)
    whole = max(width, gutter + room)
    return Drawing(
        width=whole,
        height=bottom,
        labels=(*_labels(rows, gutter), *_year_labels(years, gutter)),
        bars=tuple(_pieces(rows, tracks, today, bottom)),
        marks=tuple(_mark(row, tracks[row.item.key][0]) for row in rows),
        lines=tuple(Line(gutter, y - 3, whole, y - 3, "lane") for _, y in years),
        notes={one.key: one.note or one.label for one in inside},
        left_out=tuple(one.key for one in items if one not in inside),
    )


def _rows(
    items: Sequence[Item], room: float, first: date
) -> tuple[list[_Row], float, list[tuple[str, float]]]:
    """Where the words of each item stand, how high the picture is, and where each year begins."""
    rows: list[_Row] = []
    years: list[tuple[str, float]] = []
    y = 4.0
    for item in items:
        year = str(max(item.start, first).year)
        if not years or years[-1][0] != year:
            years.append((year, y))
            y += 28
        row = _Row(item, y + SMALL_LINE / 2, [])
        for text, size, step, look in _said(item, room):
            row.words.append((fit(text, size, room), y, look))
            y += step
        rows.append(row)
        y += 14
    return rows, max(y, 20.0), years


def _said(item: Item, room: float) -> list[tuple[str, float, float, str]]:
    """The lines of an item: its days, its label, what else is known; each with its size and its height."""
    when = [(text, SMALL, SMALL_LINE, "when") for text in wrap(item.when, SMALL, room)]
    label = [(text, SIZE, LINE, "item") for text in wrap(item.label, SIZE, room)]
    more = [(text, SMALL, SMALL_LINE, "line") for line in item.lines for text in wrap(line, SMALL, room)]
    return (when + label + more) or [("", SIZE, LINE, "item")]


def _y_of(rows: Sequence[_Row], day: date, bottom: float) -> float:
    """The height of a day: between two rows in proportion to the days between them."""
    days = [row.item.start for row in rows]
    at = bisect_left(days, day)
    if at == len(rows):
        return bottom - 6
    if at == 0 or days[at] == day:
        return rows[at].y
    before, after = rows[at - 1], rows[at]
    share = (day - before.item.start).days / max((after.item.start - before.item.start).days, 1)
    return before.y + share * (after.y - before.y)


def _bars(rows: Sequence[_Row], bottom: float) -> dict[str, tuple[int, float, float]]:
    """Key -> its track, and from where to where it reaches. An item without a span takes the height of its mark."""
    tracks, found = _Tracks(), {}
    for row in rows:
        end = row.y
        if _spans(row.item):
            end = bottom - 2 if row.item.end is None else _y_of(rows, row.item.end, bottom)
        end = min(max(end, row.y + RADIUS), bottom)
        found[row.item.key] = (tracks.free(row.y - RADIUS, end), row.y, end)
    return found


def _pieces(
    rows: Sequence[_Row], tracks: dict[str, tuple[int, float, float]], today: date, bottom: float
) -> list[Bar]:
    """Each span in up to two pieces: what has been, and from today on what is to come."""
    found = []
    now = _y_of(rows, today, bottom) if rows and today < rows[-1].item.start else None
    for row in rows:
        number, top, end = tracks[row.item.key]
        if end - top <= RADIUS or not _spans(row.item):
            continue
        x, goes_on = number * TRACK + TRACK / 2 - BAR / 2, row.item.end is None
        future = row.item.start > today
        split = now is not None and not future and (row.item.end is None or row.item.end > today)
        late = row.item.end is not None and row.item.end > today
        if split and now is not None and top + 4 < now < end - 4:
            found.append(Bar(Box(x, top, BAR, now - top), row.item.key, upright=True))
            found.append(Bar(Box(x, now, BAR, end - now), row.item.key, True, goes_on, upright=True))
        elif late and not future and end - top > 24:
            found.append(Bar(Box(x, top, BAR, end - top - 12), row.item.key, upright=True))
            found.append(Bar(Box(x, end - 12, BAR, 12), row.item.key, True, upright=True))
        else:
            found.append(Bar(Box(x, top, BAR, end - top), row.item.key, future, goes_on, upright=True))
    return found


def _spans(item: Item) -> bool:
    """Whether it has a span long enough for a bar."""
    bars = [part for part in item.parts if part.form == "bar"]
    return any(part.end is None or (part.end - part.start).days >= LEAST_DAYS for part in bars)


def _mark(row: _Row, track: int) -> Mark:
    """The shape of what comes first; a span begins with a dot."""
    first = min(row.item.parts, key=lambda part: part.start)
    form = "dot" if first.form == "bar" else first.form
    return Mark(form, track * TRACK + TRACK / 2, row.y, RADIUS, row.item.key)


def _labels(rows: Sequence[_Row], gutter: float) -> list[Label]:
    sizes = {"item": (SIZE, LINE), "when": (SMALL, SMALL_LINE), "line": (SMALL, SMALL_LINE)}
    return [
        Label(
            text,
            Box(gutter, y, text_width(text, sizes[look][0]), sizes[look][1]),
            sizes[look][0],
            look,
            row.item.key,
        )
        for row in rows
        for text, y, look in row.words
        if text
    ]


def _year_labels(years: Sequence[tuple[str, float]], gutter: float) -> list[Label]:
    return [
        Label(text, Box(gutter, y, text_width(text, HEADING), 26), HEADING, "heading") for text, y in years
    ]
