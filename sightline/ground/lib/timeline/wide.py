"""Lanes from left to right: the years above and below, each item on the first row where nothing is in its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from .shapes import Bar, Box, Drawing, Item, Label, Lane, Line, Mark, Part, Trail, duplicates, fit, text_width

SIZE, SMALL, HEADING = 14.0, 13.0, 16.0
LINE = 18.0  # height of a line of words
BAR, RADIUS = 10.0, 6.0
GAP = 14.0  # between neighbours on a row
EDGE = 8.0  # between the frame and the first and last day
LEAST_BAR = 6.0
ARROW = 9.0


@dataclass
class _Scale:
    """Days to pixels."""

    first: date
    last: date
    width: float

    def x(self, day: date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return EDGE + min(max(share, 0.0), 1.0) * (self.width - 2 * EDGE)


@dataclass
class _Sheet:
    """The picture as it grows downwards."""

    scale: _Scale
    today: date
    y: float = 0.0
    labels: list[Label] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    ends: dict[str, tuple[float, float, float]] = field(default_factory=dict)  # key -> left, right, middle


def wide(
    lanes: Sequence[Lane],
    trails: Sequence[Trail] = (),
    *,
    first: date,
    last: date,
    today: date,
    width: float = 1160.0,
) -> Drawing:
    """Draw the lanes from `first` to `last`. Items that lie wholly outside are left out and named.

    Raises ValueError for days in the wrong order, a width under 300, and a key that is given twice.
    """
    items = [one for lane in lanes for one in lane.items]
    if last <= first or width < 300:
        raise ValueError("a time line needs a first day before its last, and a width of at least 300")
    if twice := duplicates(items):
        raise ValueError(f"keys given twice: {sorted(twice)}")
    sheet = _Sheet(_Scale(first, last, width), today)
    inside = {one.key for one in items if _inside(one, first, last)}
    _axis(sheet, above=True)
    top = sheet.y
    for lane in _with_something(lanes, inside):
        _lane(sheet, lane, [one for one in lane.items if one.key in inside])
    bottom = sheet.y
    _axis(sheet, above=False)
    _years(sheet, top, bottom)
    lines = [*sheet.lines, *_trails(sheet, trails)]
    return Drawing(
        width=width,
        height=sheet.y,
        labels=tuple(sheet.labels),
        bars=tuple(sheet.bars),
        marks=tuple(sheet.marks),
        lines=tuple(lines),
        notes={one.key: one.note or one.label for one in items if one.key in inside},
        left_out=tuple(one.key for one in items if one.key not in inside),
    )


def _with_something(lanes: Sequence[Lane], inside: set[str]) -> list[Lane]:
    """The lanes that hold something of these days, and the headings over lesser lanes that do."""
    kept: list[Lane] = []
    for lane in reversed(lanes):
        over = lane.level == 1 and not lane.items and bool(kept) and kept[-1].level > 1
        if over or any(one.key in inside for one in lane.items):
            kept.append(lane)
    return kept[::-1]


def _inside(item: Item, first: date, last: date) -> bool:
    return any(_part_inside(part, first, last) for part in item.parts)


def _part_inside(part: Part, first: date, last: date) -> bool:
    end = last if part.goes_on else (part.end or part.start)
    return part.start <= last and end >= first


def _axis(sheet: _Sheet, *, above: bool) -> None:
    """The years in a line of their own; above them, in another, the day that is today."""
    scale = sheet.scale
    if above and scale.first <= sheet.today <= scale.last:
        text = fit(f"Today, {sheet.today:%-d %B %Y}", SMALL, scale.width)
        wide_ = text_width(text, SMALL)
        x = min(max(scale.x(sheet.today) - wide_ / 2, 0.0), scale.width - wide_)
        sheet.labels.append(Label(text, Box(x, sheet.y, wide_, LINE), SMALL, "today"))
    if above:
        sheet.y += LINE
    free_from = 0.0
    for year in _shown_years(scale):
        text, x = str(year), scale.x(max(date(year, 1, 1), scale.first))
        wide_ = text_width(text, SMALL)
        if x >= free_from and x + wide_ <= scale.width:
            sheet.labels.append(Label(text, Box(x, sheet.y, wide_, LINE), SMALL, "axis"))
            free_from = x + wide_ + 4
    sheet.y += LINE + 4


def _shown_years(scale: _Scale) -> range:
    """Every year, or every second, fifth, tenth ... where they would stand too close."""
    many = scale.last.year - scale.first.year + 1
    room = scale.width / max(many, 1)
    step = next((one for one in (1, 2, 5, 10, 20, 50, 100, 200, 500) if room * one >= 48), 1000)
    start = scale.first.year if step == 1 else -(-scale.first.year // step) * step
    return range(max(start, 1), scale.last.year + 1, step)


def _years(sheet: _Sheet, top: float, bottom: float) -> None:
    scale = sheet.scale
    for year in _shown_years(scale):
        if date(year, 1, 1) >= scale.first:
            x = scale.x(date(year, 1, 1))
            sheet.lines.append(Line(x, top, x, bottom, "year"))
    if scale.first <= sheet.today <= scale.last:
        x = scale.x(sheet.today)
        sheet.lines.append(Line(x, LINE, x, bottom, "today"))


def _lane(sheet: _Sheet, lane: Lane, items: Sequence[Item]) -> None:
    """A heading at the edge, a lesser one over its first item; below it the rows."""
    size = HEADING if lane.level == 1 else SMALL
    if lane.level == 1:
        sheet.y += 10
        sheet.lines.append(Line(0, sheet.y, sheet.scale.width, sheet.y, "lane"))
        sheet.y += 6
    items = sorted(items, key=lambda one: (one.start, one.key))
    text = fit(lane.title, size, sheet.scale.width)
    if text:
        long = text_width(text, size)
        over = _extent(sheet, items[0])[0] if items and lane.level > 1 else 0.0
        box = Box(min(over, sheet.scale.width - long), sheet.y, long, LINE + (4 if lane.level == 1 else 0))
        sheet.labels.append(Label(text, box, size, "heading" if lane.level == 1 else "subheading"))
        sheet.y += box.height
    rows: list[list[tuple[float, float]]] = []
    height = 22.0 if lane.beside else LINE + BAR + 10
    for item in items:
        left, right = _extent(sheet, item)
        label, at, begin, end = _placed(sheet, item, lane.beside, left, right)
        row = _free_row(rows, begin, end)
        y = sheet.y + row * height
        _draw(sheet, item, y + (height / 2 if lane.beside else LINE + BAR / 2))
        if label:
            box = Box(at, y + (2 if lane.beside else 0), text_width(label, SIZE), LINE)
            sheet.labels.append(Label(label, box, SIZE, "item", item.key))
    sheet.y += len(rows) * height + (0 if lane.beside else 2)


def _placed(
    sheet: _Sheet, item: Item, beside: bool, left: float, right: float
) -> tuple[str, float, float, float]:
    """The label as it fits, where it begins, and from where to where the item takes up its row."""
    whole = sheet.scale.width
    if beside:
        room = max(whole - right - 4, left - 4)
        label = fit(item.label, SIZE, room)
        long = text_width(label, SIZE)
        at = right + 4 if right + 4 + long <= whole else left - 4 - long
    else:
        label = fit(item.label, SIZE, whole)
        long = text_width(label, SIZE)
        at = min(left, whole - long)
    return label, at, min(left, at), max(right, at + long)


def _free_row(rows: list[list[tuple[float, float]]], begin: float, end: float) -> int:
    """The first row where nothing is in the way, or a new one; what was asked for is then taken."""
    for number, taken in enumerate(rows):
        if all(end + GAP <= start or begin >= stop + GAP for start, stop in taken):
            taken.append((begin, end))
            return number
    rows.append([(begin, end)])
    return len(rows) - 1


def _extent(sheet: _Sheet, item: Item) -> tuple[float, float]:
    """From where to where its parts reach."""
    spans = [_span(sheet.scale, part) for part in _shown(sheet, item)]
    return min(left for left, _ in spans), max(right for _, right in spans)


def _shown(sheet: _Sheet, item: Item) -> list[Part]:
    return [part for part in item.parts if _part_inside(part, sheet.scale.first, sheet.scale.last)]


def _span(scale: _Scale, part: Part) -> tuple[float, float]:
    if part.form != "bar":
        x = min(max(scale.x(part.start), RADIUS), scale.width - RADIUS)
        return x - RADIUS, x + RADIUS
    left = scale.x(part.start)
    right = scale.width if part.goes_on else scale.x(part.end or part.start)
    if right - left < LEAST_BAR:
        left = min(left, scale.width - LEAST_BAR)
        right = left + LEAST_BAR
    return left, right


def _draw(sheet: _Sheet, item: Item, middle: float) -> None:
    scale, reach = sheet.scale, _extent(sheet, item)
    sheet.ends[item.key] = (*reach, middle)
    for part in _shown(sheet, item):
        left, right = _span(scale, part)
        if part.form != "bar":
            sheet.marks.append(Mark(part.form, (left + right) / 2, middle, RADIUS, item.key))
            continue
        _bar(sheet, item.key, part, left, right, middle - BAR / 2)


def _bar(sheet: _Sheet, key: str, part: Part, left: float, right: float, y: float) -> None:
    """A bar in up to two pieces: what has been, and from today on what is to come."""
    scale = sheet.scale
    cut_start, cut_end = part.start < scale.first, part.end is not None and part.end > scale.last
    now = scale.x(sheet.today) if scale.first <= sheet.today <= scale.last else None
    if sheet.today < scale.first:
        now = left
    if now is None or now >= right - 1:
        box = Box(left, y, right - left, BAR)
        sheet.bars.append(Bar(box, key, False, part.goes_on, cut_start, cut_end))
        return
    if now <= left + 1:
        box = Box(left, y, right - left, BAR)
        sheet.bars.append(Bar(box, key, True, part.goes_on, cut_start, cut_end))
        return
    sheet.bars.append(Bar(Box(left, y, now - left, BAR), key, False, False, cut_start))
    sheet.bars.append(Bar(Box(now, y, right - now, BAR), key, True, part.goes_on, False, cut_end))


def _trails(sheet: _Sheet, trails: Sequence[Trail]) -> list[Line]:
    """From the end of one to the beginning of the next; those of which one end is not drawn have no line."""
    found = []
    for trail in trails:
        start, end = sheet.ends.get(trail.start), sheet.ends.get(trail.end)
        if start and end:
            found.append(Line(start[1], start[2], end[0], end[2], "trail"))
    return found
