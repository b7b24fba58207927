"""Which meeting, item and outcome that is held a published paper tells of. No Django.

Certain is only what nobody who looks would doubt; all else is asked. A number alone certifies nothing: the page of a site and the
PDF of the same minutes number differently, and some lists print 1., 1., 1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.ground.lib.errors import Refused

NEAR = timedelta(
    days=3
)  # minutes that are dated by the day of signing, or a meeting that was moved at the last moment
ALIKE = 0.6  # of the words of two titles in common, so that it is worth a question
MENDED = 0.8  # of the words of two outcomes of one item in common: the same, mended; less may ask for something more
NOTHING = "No meeting was recorded."
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HELD_STATES = frozenset({"planned", "held", "printed"})
_WORD = re.compile(r"[^\W_]+")
_BROUGHT_IN = frozenset({"resolved", "that", "agreed", "recommended"})


@dataclass(frozen=True, slots=True)
class BodyOfDay:
    """The body that a paper is of. until None: it stands; successor: the name of the body that followed it, "" for none."""

    name: str
    since: date | None = None
    until: date | None = None
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to ask about the day of a meeting. stops: no meeting can be recorded on that day."""

    sentence: str
    stops: bool = False


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A meeting that is held. number: as people refer to it; words: as a person chooses it by."""

    number: int
    on: date
    state: str
    words: str
    same_body: bool = True


@dataclass(frozen=True, slots=True)
class MayBe:
    """A meeting that a paper may tell of. certain: offered as chosen; why: a sentence."""

    number: int
    words: str
    certain: bool
    why: str


@dataclass(frozen=True, slots=True)
class Printed:
    """An item, as a paper prints it or as it is held. key: whatever the caller knows it by; number, title: "" where not stated.

    said  the words of what it came to
    """

    key: str
    number: str = ""
    title: str = ""
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """What an item that a paper prints is among those that are held.

    held     the key of that item; "" where it is none of them (`certain`), or of the likeliest, which is asked (not certain)
    """

    key: str
    held: str
    certain: bool
    why: str


# The day ----------------------------------------------------------------------------------------------------------------


def doubts_of_day(on: date, printed: str, body: BodyOfDay, today: date) -> tuple[Doubt, ...]:
    """What there is to ask about the day of a meeting. printed: the date in the paper's words, which may name a weekday."""
    found = []
    if on > today:
        found.append(
            Doubt(f"{_on(on)} is still to come, so no minutes can tell of it. Look at the year.", stops=True)
        )
    if body.since and on < body.since:
        found.append(
            Doubt(f"{body.name} began on {_on(body.since)}, after {_on(on)}. Look at the year, or choose the body that met before "
                  "it.", stops=True)
        )  # fmt: skip
    if body.until and body.until < on:
        after = f" {body.successor} followed it." if body.successor else ""
        found.append(
            Doubt(f"{body.name} ended on {_on(body.until)}, before {_on(on)}.{after} Look at the year, or choose another body.",
                  stops=True)
        )  # fmt: skip
    named = [day for day in WEEKDAYS if day in _words(printed)]
    if len(named) == 1 and named[0] != WEEKDAYS[on.weekday()]:
        found.append(
            Doubt(
                f"The paper prints {named[0].capitalize()}, and {_on(on)} was a {on:%A}. Look at the day and the year."
            )
        )
    return tuple(found)


def check_day(doubts: Iterable[Doubt]) -> None:
    """Refuse a day on which there cannot have been a meeting."""
    for one in doubts:
        if one.stops:
            raise Refused(f"{one.sentence} {NOTHING}", rule="meetings.printed-day", field="meeting")


def check_agenda_day(on: date, body: BodyOfDay, today: date) -> None:
    """Refuse the agenda of a meeting that is over, or of a day on which the body does not stand."""
    if on < today:
        raise Refused(
            f"{_on(on)} is over. Nothing was taken in. Take the minutes of the meeting in when they are published.",
            rule="meetings.agenda-before-its-day",
        )
    check_day(doubts_of_day(on, "", body, on))


def labels_of(numbers: Sequence[str]) -> list[str]:
    """The labels of items with these printed numbers; the place in brackets where none is printed, or one stands twice."""
    found: list[str] = []
    for place, number in enumerate(numbers, start=1):
        printed = number.strip(" .")[:20]
        found.append(printed if printed and printed not in found else f"({place})")
    return found


def may_be(on: date, held: Sequence[HeldMeeting]) -> tuple[MayBe, ...]:
    """The meetings of a body, and of those before and after it, that a paper of a day may tell of; the likeliest first.

    Certain is the one meeting of the body itself on that day. One that was cancelled or moved, another day near, and the same day
    of another year are questions.
    """
    same_day = [one for one in held if one.on == on and one.state in HELD_STATES]
    found = [_same_day(one, len(same_day) == 1) for one in same_day]
    for one in held:
        if one.on == on and one not in same_day:
            found.append(
                MayBe(
                    one.number,
                    one.words,
                    False,
                    "It was to be on that day, and did not take place as planned.",
                )
            )
        elif one.on != on and abs(one.on - on) <= NEAR:
            found.append(
                MayBe(one.number, one.words, False, f"It is held as {_on(one.on)}; the paper says {_on(on)}.")
            )
        elif (one.on.day, one.on.month) == (on.day, on.month) and abs(one.on.year - on.year) == 1:
            found.append(
                MayBe(
                    one.number,
                    one.words,
                    False,
                    f"It was on that day of {one.on.year}; the paper says {on.year}.",
                )
            )
    return tuple(found)


def looked_at(on: date) -> tuple[date, date]:
    """The first and the last day of meetings that `may_be` can name for a day."""
    return on - timedelta(days=366 + NEAR.days), on + timedelta(days=366 + NEAR.days)


def _same_day(one: HeldMeeting, alone: bool) -> MayBe:
    if alone and one.same_body:
        return MayBe(one.number, one.words, True, "The same body on the same day.")
    if one.same_body:
        return MayBe(
            one.number, one.words, False, "The same body on the same day, as another meeting is, too."
        )
    return MayBe(one.number, one.words, False, "On the same day, of the body before or after this one.")


# Items and what they came to ----------------------------------------------------------------------------------------------


def match_items(here: Sequence[Printed], held: Sequence[Printed]) -> tuple[Match, ...]:
    """Each item of a paper among those that are held, in the order of the paper; each that is held is certain for one at most.

    The same title words are certain, and where several have them the same number among those; so is an outcome in the same words
    that each side has only once, where not both titles say something else.
    """
    sure = _by_title(here, held)
    sure |= _by_outcome([one for one in here if one.key not in sure], _without(held, sure))
    free = _without(held, sure)
    return tuple(sure.get(one.key) or _asked(one, free) for one in here)


def _without(held: Sequence[Printed], sure: Mapping[str, Match]) -> list[Printed]:
    taken = {match.held for match in sure.values()}
    return [one for one in held if one.key not in taken]


def _by_title(here: Sequence[Printed], held: Sequence[Printed]) -> dict[str, Match]:
    sure: dict[str, Match] = {}
    titles = _grouped(held)
    for words, rows in _grouped(here).items():
        there = titles.get(words, [])
        if not words or not there:
            continue
        if len(rows) == len(there) == 1:
            sure[rows[0].key] = Match(rows[0].key, there[0].key, True, "The same title.")
            continue
        for row in rows:
            same = [one for one in there if row.number and _number(one) == _number(row)]
            alone = sum(_number(one) == _number(row) for one in rows) == 1
            if len(same) == 1 and alone:
                sure[row.key] = Match(row.key, same[0].key, True, "The same title and number.")
    return sure


def _by_outcome(here: Sequence[Printed], held: Sequence[Printed]) -> dict[str, Match]:
    """Items that came to the same, in words that stand nowhere else on either side, and whose titles do not say otherwise."""
    counted = [Counter(bare(text) for one in side for text in one.said) for side in (here, held)]
    owner = {bare(text): one for one in held for text in one.said}
    sure: dict[str, Match] = {}
    for one in here:
        for text in map(bare, one.said):
            other = owner.get(text)
            unique = text and counted[0][text] == counted[1][text] == 1
            titles = {bare(one.title), bare(other.title)} - {""} if other else set()
            if other and unique and len(titles) < 2:
                why = "It came to the same, in the same words."
                sure.setdefault(one.key, Match(one.key, other.key, True, why))
    twice = Counter(match.held for match in sure.values())
    return {key: match for key, match in sure.items() if twice[match.held] == 1}


def _asked(one: Printed, free: Sequence[Printed]) -> Match:
    """The likeliest of the items that are left, as a question; certain that it is none of them where none is like it."""
    best, how_like = None, 0.0
    for other in free:
        score = alike(one.title, other.title)
        if _number(one) and _number(one) == _number(other):
            score = max(score, ALIKE) if not (one.title and other.title) else score + 0.2
        if score > how_like:
            best, how_like = other, score
    if best is None or how_like < ALIKE:
        return Match(one.key, "", True, "Nothing that is held is like it.")
    why = (
        "The same number, and one of the titles is not stated."
        if not (one.title and best.title)
        else "The titles are alike."
    )
    return Match(one.key, best.key, False, why)


def match_outcomes(here: Sequence[tuple[str, str]], held: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Outcomes of one item in a paper that are held already: key -> key held; each at most once. Pairs of key and words.

    The same words first; then words that are alike, where nothing else is as like: a later version of minutes mends some.
    """
    found: dict[str, str] = {}
    left = dict(held)
    for key, text in here:
        same = next((one for one, words in left.items() if bare(words) == bare(text)), None)
        if same is not None:
            found[key] = same
            del left[same]
    for key, text in here:
        if key in found:
            continue
        ranked = sorted(((alike(text, words), one) for one, words in left.items()), reverse=True)
        if ranked and ranked[0][0] >= MENDED and (len(ranked) == 1 or ranked[1][0] < ranked[0][0]):
            found[key] = ranked[0][1]
            del left[ranked[0][1]]
    return found


def differs(number: str, title: str, held_number: str, held_title: str) -> tuple[str, ...]:
    """Sentences about how an item that is printed differs from the same item as it is held."""
    said = []
    if number and held_number and _bare_number(number) != _bare_number(held_number):
        said.append(f"The paper says item {number}; it is held as item {held_number}.")
    if title and held_title and bare(title) != bare(held_title):
        said.append(f"The paper calls it “{title}”; it is held as “{held_title}”.")
    return tuple(said)


def bare(text: str) -> str:
    """The words alone, without signs, case and the word that brought a resolution in."""
    found = _words(text)
    while found and found[0] in _BROUGHT_IN:
        found = found[1:]
    return " ".join(found)


def alike(one: str, other: str) -> float:
    """How many of the words of two texts are common to both, from 0 to 1."""
    a, b = Counter(bare(one).split()), Counter(bare(other).split())
    total = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / total if total else 0.0


def _grouped(items: Sequence[Printed]) -> dict[str, list[Printed]]:
    found: dict[str, list[Printed]] = {}
    for one in items:
        found.setdefault(bare(one.title), []).append(one)
    return found


def _number(one: Printed) -> str:
    return _bare_number(one.number)


def _bare_number(number: str) -> str:
    return number.strip(" .():").casefold()


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("’", "").replace("'", ""))


def _on(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
