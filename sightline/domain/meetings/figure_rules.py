"""Figures in approved minutes beside what their source says, proposed only where nothing is guessed. No Django."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

from sightline.ground.lib.errors import Refused

NOTHING = "Nothing was changed."
LONGEST_READ = 60_000
MOST_PROPOSED = 50
_SENTENCE = re.compile(r"[^.!?\n](?:[^.!?\n]|\.(?=\d))*[.!?]?")
_NUMBER = re.compile(
    r"(?<![\w.,/£-])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(%|per cent|percent)?(?![\w/])"
)
_WORD = re.compile(r"[^\W_]+")
_PERCENT = frozenset({"%", "per cent", "percent", "percentage"})


@dataclass(frozen=True, slots=True)
class Held:
    """A figure that a paper holds with certainty. period: the words of its column; as_at: its day."""

    pk: int
    measure: str
    value: Decimal
    unit: str = ""
    period: str = ""
    as_at: date | None = None
    printed: str = ""
    paper: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A figure of the minutes that differs from one that is held: the sentence, the figure as approved, and the one held."""

    quoted: str
    printed: str
    held: Held

    @property
    def period(self) -> str:
        """The period as the source has it."""
        return said_period(self.held)


@dataclass(frozen=True, slots=True)
class Known:
    """A figure that is held, with the words of its measure as they are looked for."""

    words: str
    held: Held


def known(held: Iterable[Held]) -> list[Known]:
    """The figures that can be looked for in words: of a measure with a name that is not too short to be sure of."""
    return [Known(f" {_words(one.measure)} ", one) for one in held if _long_enough(one.measure)]


def proposals(text: str, held: Sequence[Known]) -> list[Proposal]:
    """Where minutes name a measure and a period that a paper holds, and another figure.

    The sentence must name both and hold exactly one figure of that unit beside its dates, and the papers exactly one value; else
    nothing is proposed.
    """
    return list(islice(_proposed(text[:LONGEST_READ], held), MOST_PROPOSED))


def _proposed(text: str, held: Sequence[Known]) -> Iterator[Proposal]:
    for match in _SENTENCE.finditer(text):
        sentence = match[0].strip()
        if not _NUMBER.search(sentence):
            continue
        said = f" {_words(sentence)} "
        fitting = [one.held for one in held if one.words in said and _names_period(said, one.held)]
        if not fitting or len({(one.value, _percent(one.unit)) for one in fitting}) != 1:
            continue
        one = fitting[0]
        figures = figures_in(sentence, one)
        if len(figures) == 1 and _value(figures[0]) != one.value:
            yield Proposal(sentence, figures[0], one)


def figures_in(sentence: str, held: Held) -> list[str]:
    """The figures of a sentence with the unit of what is held; numbers of days, years and of the measure's own name are none."""
    spare = set(_words(f"{held.measure} {held.period}").split())
    found = []
    for match in _NUMBER.finditer(sentence):
        percent = match[2] is not None
        if percent != _percent(held.unit):
            continue
        if not percent and (match[1] in spare or _of_a_date(sentence, match)):
            continue
        found.append(match[0].strip())
    return found


def said_period(held: Held) -> str:
    """ "31 March 2023", or the words of the column."""
    return f"{held.as_at.day} {held.as_at:%B %Y}" if held.as_at else held.period


def check_mark(
    approved: bool, text: str, quoted: str, printed: str, value: str, measure: str, period: str, sourced: bool
) -> None:
    """Refuse a figure of minutes that are not approved, words that do not stand there, or a source that does not say all."""
    if not approved:
        _no(
            "The minutes are not approved yet: correct the draft instead.",
            "figures-of-approved-minutes",
            "quoted",
        )
    if not quoted.strip() or quoted not in text:
        _no(
            "The quoted words do not stand in the minutes of this item. Copy them exactly.",
            "figure-quotes",
            "quoted",
        )
    if not printed.strip() or printed not in quoted:
        _no(
            "The figure does not stand in the quoted words. Copy it exactly, like “47%”.",
            "figure-quotes",
            "printed",
        )
    for name, said, what in (
        ("measure", measure, "what is counted"),
        ("value", value, "what the source says"),
        ("period", period, "of which period or day the source’s figure is"),
    ):
        if not said.strip():
            _no(f"Say {what}.", "figure-carries-its-origin", name)
    if value.strip() == printed.strip():
        _no("The source says the same, so there is nothing to put beside it.", "figure-differs", "value")
    if not sourced:
        _no(
            "Name the paper or the piece of evidence that the figure comes from.",
            "figure-carries-its-origin",
            "paper",
        )


def _names_period(said: str, held: Held) -> bool:
    if held.as_at is not None:
        names = [f"{held.as_at.day} {held.as_at:%B %Y}", f"{held.as_at:%B %Y}"]
    else:
        names = [held.period] if any(sign.isdigit() for sign in held.period) and len(held.period) > 3 else []
    return any(f" {_words(name)} " in said for name in names)


def _of_a_date(sentence: str, match: re.Match[str]) -> bool:
    after, before = (
        sentence[match.end() : match.end() + 12],
        sentence[max(0, match.start() - 12) : match.start()],
    )
    months = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
    return bool(
        re.match(rf"\s*{months}\b", after, re.IGNORECASE)
        or re.search(rf"\b{months},? $", before, re.IGNORECASE)
    )


def _long_enough(name: str) -> bool:
    return len(_words(name).split()) >= 2 and len(name) >= 10


def _percent(unit: str) -> bool:
    return unit.strip().casefold() in _PERCENT


def _value(figure: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.]", "", figure).rstrip("."))


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _no(sentence: str, rule: str, field: str) -> None:
    raise Refused(f"{sentence} {NOTHING}", rule=f"meetings.{rule}", field=field)
