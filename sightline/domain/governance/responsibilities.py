"""What a body, a post or a person answers for, told by every package that keeps such a thing.

Governance knows none of the packages above: each registers its responsibilities in AppConfig.ready, as `evidence.supporting`
does for evidence. Nobody ends while one of them holds something (design, section 4: each package has its own hand_over).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sightline.ground.lib.canonical import digest

BODY, POST, PERSON = "body", "post", "person"


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that somebody answers for.

    kind     of the responsibility that it belongs to; `key` the id of its row
    words    as a person reads it: "Plan 2, action 1.3: Train managers"; `part` what the holder is to it: "Monitors"
    address  name and parts of its page, () where it has none
    thing    the row itself, for the package that registered it; no part of what is compared
    """

    kind: str
    key: int
    words: str
    part: str = ""
    address: tuple[str | int, ...] = ()
    thing: Any = field(default=None, compare=False, repr=False)

    @property
    def id(self) -> str:
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True)
class Passed:
    """What becomes of one thing: `to` whom it passes (a Body, Post or Person), or None and the reason."""

    held: Held
    to: Any
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Passing:
    """A hand-over as the packages see it: who hands over, until when (the last day), who records it, and why."""

    by: Any
    holder: Any
    until: date
    today: date
    reason: str

    @property
    def words(self) -> str:
        """The reason that links and histories keep."""
        return f"{self.holder} ends on {self.until.day} {self.until:%B %Y}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One kind of thing that is handed over.

    of         who holds it: "body", "post" or "person"
    words      the heading under which it is listed, plural
    held       all of them, on a day, whoever asks; a fixed number of statements. Several kinds may share one function, which
               answers the rows of all of them and is asked once
    settle     passes each on or ends it, as `Passed` says, and records it; a fixed number of statements
    to         the kinds of those it may pass to; () where it can only end
    may_end    whether it may end with nobody taking it, with a reason
    end_words  the reason offered where ending is what usually happens; "" where one has to be written
    covers     the columns that it answers for ("plans.ActionBody.body"), so that none is forgotten
    """

    kind: str
    of: str
    words: str
    held: Callable[[Any, date], list[Held]]
    settle: Callable[[Passing, Sequence[Passed]], None]
    to: tuple[str, ...]
    may_end: bool = True
    end_words: str = ""
    covers: tuple[str, ...] = ()


# What would be against a rule if it passed to whom it is to pass, as {Held.id: sentence}. Each looks at all that passes.
Objection = Callable[[Any, Sequence[Passed]], Mapping[str, str]]

_RESPONSIBILITIES: dict[str, Responsibility] = {}
_OBJECTIONS: dict[str, Objection] = {}
# Columns that name a body, post or person and never pass on, each with the reason.
_HISTORY: dict[str, str] = {}


def register(*responsibilities: Responsibility, objection: Objection | None = None, **history: str) -> None:
    """Make kinds of responsibility known, in the order in which they are listed.

    objection  the package's own rule over what passes
    history    columns that stay as they are, "__" for the dots: plans__Endorsement__body="what a body once said"
    """
    for one in responsibilities:
        _RESPONSIBILITIES[one.kind] = one
    if objection is not None:
        _OBJECTIONS[objection.__module__] = objection
    _HISTORY.update({column.replace("__", "."): why for column, why in history.items()})


def of(kind: str) -> list[Responsibility]:
    """The responsibilities that a body, a post or a person may hold."""
    return [one for one in _RESPONSIBILITIES.values() if one.of == kind]


def held_by(kind: str, holder: Any, day: date) -> list[tuple[Responsibility, list[Held]]]:
    """All that somebody answers for on a day, by kind; kinds of which there is nothing are left out."""
    asked = of(kind)
    rows = [row for ask in dict.fromkeys(one.held for one in asked) for row in ask(holder, day)]
    by_kind = [(one, [row for row in rows if row.kind == one.kind]) for one in asked]
    return [(one, held) for one, held in by_kind if held]


def objections(holder: Any, passed: Sequence[Passed]) -> dict[str, str]:
    """What the packages' own rules say against it: {Held.id: sentence}."""
    said: dict[str, str] = {}
    for ask in _OBJECTIONS.values():
        said |= ask(holder, passed)
    return said


def covered() -> tuple[frozenset[str], Mapping[str, str]]:
    """The columns that are handed over, and those that stay with the reason: for the test that none is forgotten."""
    columns = frozenset(column for one in _RESPONSIBILITIES.values() for column in one.covers)
    return columns, dict(_HISTORY)


def list_hash(rows: Sequence[Held]) -> str:
    """SHA-256 of a list of what is held, whatever its order: two are alike when nothing was added, went or changed."""
    lines = sorted([one.id, one.part, one.words] for one in rows)
    return digest(lines)
