"""What differs between two sets of a plan's facts (`versions.py`), place by place. Pure.

A difference names every place whose value is not the same, with both values; applied to the first facts it gives the second, and
turned round it leads back. What moved and came back in between is no difference: `changes.py` tells it beside.
"""

from __future__ import annotations

from typing import Any

from .versions import COLLECTIONS, PLAN_COLLECTIONS, Facts

Path = tuple[str, ...]
Leaf = str | int | bool | None


class Absent:
    """There is no such place."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = Absent()
Difference = dict[Path, tuple[Any, Any]]


def difference(old: Facts, new: Facts) -> Difference:
    """Every place at which the two differ, with what stands there in the one and in the other; ABSENT where nothing does."""
    found: Difference = {}
    _walk((), old, new, found)
    return found


def _walk(path: Path, old: Any, new: Any, found: Difference) -> None:
    if isinstance(old, dict) or isinstance(new, dict):
        before = old if isinstance(old, dict) else {}
        after = new if isinstance(new, dict) else {}
        if before == after and isinstance(old, dict) and isinstance(new, dict):
            return
        for key in dict.fromkeys([*before, *after]):
            _walk((*path, key), before.get(key, ABSENT), after.get(key, ABSENT), found)
    elif old is not new and (type(old) is not type(new) or old != new):
        found[path] = (old, new)


def inverse(said: Difference) -> Difference:
    """The way back."""
    return {path: (new, old) for path, (old, new) in said.items()}


def applied(facts: Facts, said: Difference) -> Facts:
    """The facts after the difference. Raises ValueError where they are not those that it was taken from."""
    places = places_of(facts)
    for path, (old, new) in said.items():
        if places.get(path, ABSENT) != old:
            raise ValueError(f"{'/'.join(path)} is not what the difference was taken from")
        if new is ABSENT:
            del places[path]
        else:
            places[path] = new
    return facts_at(places)


def places_of(facts: Facts) -> dict[Path, Leaf]:
    """Every value with the place at which it stands."""
    found: dict[Path, Leaf] = {}

    def walk(path: Path, value: Any) -> None:
        if isinstance(value, dict):
            for key, held in value.items():
                walk((*path, key), held)
        else:
            found[path] = value

    walk((), facts)
    return found


def facts_at(places: dict[Path, Leaf]) -> Facts:
    """The facts that hold these values; what can be empty and holds nothing is there and empty."""
    facts: Facts = {"plan": {}} | {name: {} for name in PLAN_COLLECTIONS}
    for path, value in places.items():
        within = facts
        for key in path[:-1]:
            within = within.setdefault(key, {})
        within[path[-1]] = value
    for theme in facts["themes"].values():
        theme.setdefault("strategies", {})
    for finding in facts["findings"].values():
        finding.setdefault("themes", {})
    for action in facts["actions"].values():
        for name in COLLECTIONS:
            action.setdefault(name, {})
    return facts
