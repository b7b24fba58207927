"""Whether a hand-over would let somebody mark their own homework (design, guarantee 3). Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from .words import LAYERS

DOES = {
    **{layer: words.lower() for layer, words in LAYERS.items()},
    "sign-off": "signs off",
    "watch": "keeps watch over",
}
CHECKS_WORK = frozenset({"sign-off", "watch"})


@dataclass(frozen=True, slots=True)
class Place:
    """A body in a role of one action once everything has passed on.

    role   a layer, "sign-off" or "watch"
    body   its id, and its name
    moved  the id of what passes and puts it there; "" where it stood there before
    """

    role: str
    body: int
    name: str
    moved: str = ""


def effective(own: Sequence[Place], whole: Sequence[Place]) -> list[Place]:
    """The places of an action: its own in a role, else those of its whole plan in that role."""
    roles = {place.role for place in own}
    return [*own, *(place for place in whole if place.role not in roles)]


def own_homework(actions: Iterable[tuple[str, Sequence[Place]]]) -> dict[str, str]:
    """What passes and may not, with the sentence: {id of what passes: "X would deliver and monitor ..."}.

    actions  each in words, with its places once everything has passed. What stood wrongly before is not told of here.
    """
    found: dict[str, list[str]] = {}
    does: dict[str, tuple[str, str, str]] = {}
    for words, places in actions:
        for one, other in combinations(places, 2):
            if one.body != other.body or not (one.moved or other.moved) or not clash(one.role, other.role):
                continue
            for place in (one, other):
                if place.moved:
                    does.setdefault(place.moved, (place.name, one.role, other.role))
                    if words not in found.setdefault(place.moved, []):
                        found[place.moved].append(words)
    return {key: _sentence(does[key], words) for key, words in found.items()}


def clash(one: str, other: str) -> bool:
    """Two layers never meet in one body, and who delivers neither signs off nor keeps watch."""
    if one == other:
        return False
    if one in LAYERS and other in LAYERS:
        return True
    return "deliver" in (one, other) and bool({one, other} & CHECKS_WORK)


def roles_of(places: Iterable[tuple[int, Place]]) -> Mapping[int, list[Place]]:
    """Places by the id of what they belong to."""
    by_key: dict[int, list[Place]] = {}
    for key, place in places:
        by_key.setdefault(key, []).append(place)
    return by_key


def _sentence(does: tuple[str, str, str], actions: Sequence[str], most: int = 3) -> str:
    name, one, other = does
    first, second = sorted((one, other), key=list(DOES).index)
    named = "; ".join(actions[:most])
    more = f"; and {len(actions) - most} more" if len(actions) > most else ""
    return f"{name} {DOES[first]} and {DOES[second]} the same action then: {named}{more}."
