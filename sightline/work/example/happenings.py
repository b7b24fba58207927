"""Something that happens on a day of the example."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Happening:
    """order: what comes first on one day. do: calls the command, with that day as its day."""

    on: date
    order: int
    do: Callable[[], object]


def tell(happenings: Iterable[Happening]) -> None:
    """Let everything happen, day by day."""
    for happening in sorted(happenings, key=lambda one: (one.on, one.order)):
        happening.do()
