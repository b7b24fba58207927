"""Who stands on each layer of an action, its own bodies or those of the plan, and where nobody does (guarantee 3). Plain Python."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from .deciding_rules import Named, listed


@dataclass(frozen=True, slots=True)
class OnLayer:
    """Who stands on one layer of an action: its own bodies, or those of the plan, or nobody.

    inherited  they come from the plan, for the action names none of its own
    barred     bodies of the plan that do not count here, for they stand on another layer of this action
    """

    bodies: tuple[Named, ...] = ()
    inherited: bool = False
    barred: tuple[Named, ...] = ()


def effective_layers(
    own: Mapping[str, Sequence[Named]], whole: Mapping[str, Sequence[Named]], layers: Collection[str]
) -> dict[str, OnLayer]:
    """For each layer who stands there. A layer that names nobody has the plan's; a body never takes a second layer that way."""
    taken = {key for layer in layers for key, _ in own.get(layer, ())}
    found: dict[str, OnLayer] = {}
    for layer in layers:
        if mine := tuple(own.get(layer, ())):
            found[layer] = OnLayer(mine)
            continue
        free = tuple(body for body in whole.get(layer, ()) if body[0] not in taken)
        barred = tuple(body for body in whole.get(layer, ()) if body[0] in taken)
        found[layer] = OnLayer(free, bool(free), barred)
    return found


@dataclass(frozen=True, slots=True)
class Gap:
    """A layer on which nobody stands, in words, with why where there is a reason."""

    layer: str
    words: str


GAPS = {
    "deliver": "Nobody delivers",
    "monitor": "Nobody monitors",
    "scrutinise": "Nobody scrutinises",
    "cross-scrutinise": "Nobody scrutinises the scrutiny",
    "sign-off": "Nobody can sign it off",
}


def gaps(layers: Mapping[str, OnLayer]) -> list[Gap]:
    """The layers without a body, in their order."""
    found = []
    for layer, on in layers.items():
        if not on.bodies:
            names = listed([name for _, name in on.barred])
            also = "delivers it" if layer == "sign-off" else "of the plan stands on another layer"
            why = f" ({names} {also})" if names else ""
            found.append(Gap(layer, GAPS[layer] + why))
    return found
