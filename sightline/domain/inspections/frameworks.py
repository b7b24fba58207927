"""The frameworks under which councils are inspected, read from `frameworks/*.toml` and checked as they are read.

A framework's `code` is what `sightline read` prints; several editions may share one code and follow each other in time.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "frameworks"


@dataclass(frozen=True)
class Source:
    """Where a fact comes from; `confirmed` only where a text that says so was read when it was entered."""

    address: str
    says: str
    confirmed: bool


@dataclass(frozen=True)
class Category:
    """A heading under which findings stand, in the report's words; `priority` where it calls for action at once."""

    name: str
    priority: bool = False


@dataclass(frozen=True)
class ClockRule:
    """Something that falls due after the report. See `rules.Clock`.

    working_days   from receipt of the report; None where the period is not known: only a stated date counts then
    response       whether the inspectorate's own "response due" date is the date of this
    always         it is due after every inspection of the framework
    when_category  or after one with a finding in such a category
    when_requires  or after one whose `requires` holds such words
    """

    name: str
    to: tuple[str, ...]
    source: str
    confirmed: bool
    working_days: int | None = None
    response: bool = False
    always: bool = False
    when_category: tuple[str, ...] = ()
    when_requires: tuple[str, ...] = ()


@dataclass(frozen=True)
class Framework:
    """One edition of a framework.

    code        as `sightline read` prints it; editions that follow each other share it
    edition     the name of its file: the stable id
    valid_from  the first and last day on which fieldwork could begin under it; None: not known, or still valid
    grades      best first; empty where the framework gives none
    judgements  the areas that are graded, in the report's words and order
    """

    code: str
    edition: str
    name: str
    inspectorate: str
    valid_from: date | None
    valid_to: date | None
    aliases: tuple[str, ...]
    grades: tuple[str, ...]
    judgements: tuple[str, ...]
    categories: tuple[Category, ...]
    clocks: tuple[ClockRule, ...]
    sources: tuple[Source, ...]
    note: str = ""

    def valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def is_priority(self, category: str) -> bool:
        """Whether a finding's category is one that calls for action at once."""
        return any(known.priority and same_category(known.name, category) for known in self.categories)


def same_category(one: str, other: str) -> bool:
    """Whether two headings over findings say the same, whatever their case, question mark or number of things."""
    return _singular(one) == _singular(other)


def _singular(heading: str) -> list[str]:
    """
    >>> _singular("Areas of significant weaknesses:")
    ['area', 'of', 'significant', 'weakness']
    """
    words = heading.casefold().replace("’", "'").strip(" ?:.–-").split()
    return [
        word.removesuffix("es") if word.endswith("sses") else re.sub(r"(?<=[^s])s$", "", word)
        for word in words
    ]


@cache
def all_frameworks() -> tuple[Framework, ...]:
    """Every edition, by code and by date. Raises ValueError, naming the file, for data that is not whole."""
    found = [_read(path) for path in sorted(FOLDER.glob("*.toml"))]
    return tuple(sorted(found, key=lambda one: (one.code, one.valid_from or date.min)))


def codes() -> tuple[str, ...]:
    """The codes, each once."""
    return tuple(dict.fromkeys(framework.code for framework in all_frameworks()))


def code_for(name: str) -> str | None:
    """The code that a printed or read name means: a code or an alias, whatever its case. None: not known."""
    plain = name.casefold().strip()
    for framework in all_frameworks():
        if plain in {framework.code.casefold(), *(alias.casefold() for alias in framework.aliases)}:
            return framework.code
    return None


def framework_for(code: str, day: date | None) -> Framework | None:
    """The edition of a code in which fieldwork began on a day.

    A code with one edition only needs no day. None where the code is unknown, or where there are several
    editions and none fits, or the day is not stated: no guess.
    """
    editions = [framework for framework in all_frameworks() if framework.code == code]
    if len(editions) == 1:
        return editions[0]
    if day is None:
        return None
    return next((framework for framework in editions if framework.valid_on(day)), None)


def _read(path: Path) -> Framework:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        framework = Framework(
            code=data["code"],
            edition=path.stem,
            name=data["name"],
            inspectorate=data["inspectorate"],
            valid_from=data.get("valid_from"),
            valid_to=data.get("valid_to"),
            aliases=tuple(data.get("aliases", ())),
            grades=tuple(data["grades"]),
            judgements=tuple(data["judgements"]),
            categories=tuple(Category(**category) for category in data["categories"]),
            clocks=tuple(_clock(clock) for clock in data.get("clocks", ())),
            sources=tuple(Source(**source) for source in data["sources"]),
            note=data.get("note", ""),
        )
    except (KeyError, TypeError) as wrong:
        raise ValueError(f"{path.name}: {wrong}") from wrong
    _check(framework, path.name)
    return framework


def _clock(data: Mapping[str, Any]) -> ClockRule:
    lists = {"to", "when_category", "when_requires"}
    values: dict[str, Any] = {name: tuple(value) if name in lists else value for name, value in data.items()}
    return ClockRule(**values)


def _check(framework: Framework, file: str) -> None:
    """Raises ValueError where the data contradicts itself."""
    if not framework.sources:
        raise ValueError(f"{file}: a framework names where its facts come from")
    if framework.valid_from and framework.valid_to and framework.valid_to < framework.valid_from:
        raise ValueError(f"{file}: it ends before it begins")
    if framework.judgements and not framework.grades:
        raise ValueError(f"{file}: judgements without grades")
    names = {category.name for category in framework.categories}
    for clock in framework.clocks:
        if clock.working_days is not None and clock.working_days < 1:
            raise ValueError(f"{file}: {clock.name}: a period is at least one working day")
        if not (clock.always or clock.when_category or clock.when_requires or clock.response):
            raise ValueError(f"{file}: {clock.name}: it never starts")
        if unknown := set(clock.when_category) - names:
            raise ValueError(f"{file}: {clock.name}: no such category: {', '.join(sorted(unknown))}")
