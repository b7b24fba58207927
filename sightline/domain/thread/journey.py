"""The journey: what inspectors said, what the government did, which plans answered and which boards held them, over time.

Pure: facts in, a time line's lanes and a table's rows out. What has no stated date is never drawn at a guessed one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sightline.ground.lib.timeline import Item, Lane, Part, Trail

INSPECTION, JUDGEMENT, INTERVENTION, PLAN, BOARD = "Inspection", "Judgement", "Intervention", "Plan", "Board"
LANES = {
    INSPECTION: "Inspections", JUDGEMENT: "Judgements", INTERVENTION: "Interventions", PLAN: "Plans", BOARD: "Boards",
}  # fmt: skip
SPELLS = (INTERVENTION, PLAN, BOARD)
NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s{1,4}")  # "2.1 Adoption performance"


@dataclass(frozen=True, slots=True)
class Graded:
    """A judgement. level: how many steps of four it stands from below; None where the scale has not four grades."""

    area: str
    grade: str
    level: int | None = None

    @property
    def about(self) -> str:
        """The area without the number printed before it: reports number one area differently over the years."""
        found = NUMBERED.match(self.area)
        return (self.area[found.end() :] if found else self.area).strip() or self.area


@dataclass(frozen=True, slots=True)
class Inspected:
    """An inspection: fieldwork from and to, and the day on which its report or letter came out. None: not stated.

    told_is  what that day is: "published", "letter of", "received"
    """

    number: int
    title: str
    framework: str = ""
    stream: str | None = None
    start: date | None = None
    end: date | None = None
    told: date | None = None
    told_is: str = "published"
    judgements: tuple[Graded, ...] = ()


@dataclass(frozen=True, slots=True)
class Spell:
    """Something that holds from a day until a day: an intervention, a plan, a board.

    key     its number or id
    state   a word on how it stands
    until   the last day; None: no end is stated, and it goes on
    after   key of what it follows, or None
    note    what the table says besides
    """

    kind: str
    key: int
    title: str
    since: date | None = None
    until: date | None = None
    state: str = ""
    what: str = ""
    after: tuple[int, ...] = ()
    note: str = ""

    @property
    def name(self) -> str:
        return f"{self.kind.lower()}-{self.key}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table. goes_on: it has begun or will, and no end is stated. of: the number or id that its link needs."""

    kind: str
    title: str
    words: str
    since: date | None
    until: date | None
    goes_on: bool
    of: int
    key: str


@dataclass(frozen=True)
class Story:
    """All of the journey: lanes for the wide picture, items for the tall one, rows of the table, and what has no date."""

    lanes: tuple[Lane, ...] = ()
    items: tuple[Item, ...] = ()
    trails: tuple[Trail, ...] = ()
    rows: tuple[Row, ...] = ()
    undated: tuple[Row, ...] = ()
    first: date | None = None
    last: date | None = None
    names: dict[str, str] = field(default_factory=dict)


def tell(inspections: Sequence[Inspected], spells: Sequence[Spell], today: date) -> Story:
    """The journey of these inspections and spells, for `wide`, `tall` and the table."""
    inspected = [one for one in inspections if _days(one)]
    dated = [one for one in spells if one.since is not None]
    lanes = (
        Lane(LANES[INSPECTION], tuple(_short(one) for one in inspected)),
        Lane(LANES[JUDGEMENT]),
        *_areas(inspected),
        *(Lane(LANES[kind], tuple(_spell(one) for one in dated if one.kind == kind)) for kind in SPELLS),
    )
    items = (*(_long(one) for one in inspected), *(_spell(one, tall=True) for one in dated))
    first, last = _reach(inspected, dated, today)
    every = [*_rows(inspections), *(_row(one) for one in spells)]
    return Story(
        lanes=tuple(lane for lane in lanes if lane.items or lane.title == LANES[JUDGEMENT]),
        items=items,
        trails=tuple(_trails(dated)),
        rows=tuple(sorted((row for row in every if row.since), key=lambda row: (row.since, row.key))),
        undated=tuple(row for row in every if row.since is None),
        first=first,
        last=last,
        names={row.key: row.title for row in every},
    )


def stream_of(framework: str) -> str | None:
    """The stream to which inspections under a framework belong; None where the framework is not stated."""
    said = framework.casefold()
    if not said:
        return None
    for word, stream in (("send", "send"), ("jtai", "joint"), ("joint", "joint"), ("youth", "youth-justice")):
        if word in said:
            return stream
    return "social-care"


def level_of(grade: str, grades: Sequence[str]) -> int | None:
    """How many steps of four a grade stands from below, on a scale of four given best first."""
    known = [one.casefold() for one in grades]
    said = grade.strip().casefold()
    return 4 - known.index(said) if len(known) == 4 and said in known else None


def words_of_days(since: date | None, until: date | None, goes_on: bool) -> str:
    """The days in words: "5 March 2019 to 23 July 2019", "from 5 March 2019, no end stated"."""
    if since is None:
        return "date not stated"
    if goes_on:
        return f"from {_day(since)}, no end stated"
    return _day(since) if until in (None, since) else f"{_day(since)} to {_day(until or since)}"


def _days(one: Inspected) -> list[date]:
    return [day for day in (one.start, one.end, one.told) if day is not None]


def _parts(one: Inspected) -> tuple[Part, ...]:
    """Fieldwork as a bar, or a dot where only one of its days is stated; the report's day as a diamond."""
    parts: list[Part] = []
    if one.start and one.end:
        parts.append(Part("bar", one.start, one.end))
    elif only := one.start or one.end:
        parts.append(Part("dot", only))
    if one.told:
        parts.append(Part("diamond", one.told))
    return tuple(parts)


def _short(one: Inspected) -> Item:
    """For a lane: the framework and the month, because the title would not fit."""
    day = _days(one)[0]
    label = f"{one.framework or one.title}, {day:%B %Y}"
    return Item(f"inspection-{one.number}", label, _parts(one), note=f"{one.title}: {_when(one)}")


def _long(one: Inspected) -> Item:
    lines = tuple(f"{each.about}: {each.grade or 'not stated'}" for each in one.judgements)
    return Item(
        f"inspection-{one.number}",
        one.title,
        _parts(one),
        when=_when(one),
        lines=lines,
        note=f"{one.title}: {_when(one)}",
    )


def _when(one: Inspected) -> str:
    days = _days(one)
    fieldwork = [day for day in (one.start, one.end) if day]
    said = words_of_days(fieldwork[0], fieldwork[-1], False) if fieldwork else "fieldwork not stated"
    return f"{said}; {one.told_is} {_day(one.told)}" if one.told and days else said


def _areas(inspected: Sequence[Inspected]) -> list[Lane]:
    """A lane for each area, in the order in which areas were first judged; its words as the latest report has them."""
    titles: dict[str, str] = {}
    items: dict[str, list[Item]] = {}
    for one in sorted(inspected, key=lambda each: max(_days(each))):
        day = one.told or max(_days(one))
        for number, each in enumerate(one.judgements):
            about = each.about.casefold()
            titles[about] = each.about
            form = f"level-{each.level}" if each.level else "dot"
            note = f"{each.area}: {each.grade or 'not stated'}, {_day(day)} ({one.title})"
            key = f"judgement-{one.number}-{number}"
            items.setdefault(about, []).append(
                Item(key, each.grade or "Not stated", (Part(form, day),), note=note)
            )
    return [Lane(titles[about], tuple(found), 2, True) for about, found in items.items()]


def _spell(one: Spell, *, tall: bool = False) -> Item:
    assert one.since is not None
    days = words_of_days(one.since, one.until, one.until is None)
    said = f"{one.title} ({one.state.lower()})" if one.state else one.title
    what = one.what or one.kind
    return Item(
        one.name,
        said,
        (Part("bar", one.since, one.until),),
        when=f"{what}: {days}" if tall else "",
        note=f"{what}: {said}, {days}",
    )


def _trails(spells: Sequence[Spell]) -> Iterable[Trail]:
    there = {one.name for one in spells}
    for one in spells:
        for before in one.after:
            start = f"{one.kind.lower()}-{before}"
            if start in there:
                yield Trail(start, one.name)


def _reach(
    inspected: Sequence[Inspected], spells: Sequence[Spell], today: date
) -> tuple[date | None, date | None]:
    """From the beginning of the first year to the end of the last. Old boards alone do not stretch the picture."""
    days = [day for one in inspected for day in _days(one)]
    days += [day for one in spells if one.kind != BOARD for day in (one.since, one.until) if day]
    if not days:
        days = [day for one in spells for day in (one.since, one.until) if day]
    if not days:
        return None, None
    return date(min(days).year, 1, 1), date(max(*days, today).year, 12, 31)


def _rows(inspections: Sequence[Inspected]) -> list[Row]:
    rows = []
    for one in inspections:
        days = _days(one)
        since = days[0] if days else None
        until = one.end if one.start else since
        said = [f"{one.told_is} {_day(one.told)}"] if one.told else []
        words = ", ".join(filter(None, [one.framework, *said]))
        key = f"inspection-{one.number}"
        rows.append(Row(INSPECTION, one.title, words, since, until, False, one.number, key))
        for number, each in enumerate(one.judgements):
            day = one.told or (max(days) if days else None)
            key = f"judgement-{one.number}-{number}"
            rows.append(
                Row(JUDGEMENT, each.area, each.grade or "Not stated", day, day, False, one.number, key)
            )
    return rows


def _row(one: Spell) -> Row:
    words = ", ".join(filter(None, (one.what, one.state.lower() if one.what else one.state, one.note)))
    return Row(one.kind, one.title, words, one.since, one.until, one.until is None, one.key, one.name)


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
