"""Nobody marks their own homework: who sits on two layers at once (design, guarantee 3). No Django, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from .rules import LAYERS
from .words import CHAIRS, COUNTS_FOR_QUORUM, SEAT_ROLES


@dataclass(frozen=True)
class Sitter:
    """A filled seat of one day.

    body    id of the body, and `body_name` its name
    role    a key of words.SEAT_ROLES
    keys    who sits there, each as (kind, id): ("post", 4) and ("person", 9) for a post and who holds it
    words   as a person reads it: "Director of Children's Services"
    """

    body: int
    body_name: str
    role: str
    keys: frozenset[tuple[str, int]]
    words: str


@dataclass(frozen=True)
class Shared:
    """One person or post that sits on two bodies of two layers.

    kind    "chair": chairs both; "person": sits on both
    places  the two (layer, body id, role), in the order of the layers
    words   a sentence that says it
    """

    kind: str
    who: str
    places: tuple[tuple[str, int, str], tuple[str, int, str]]
    words: str


def shared_people(layers: Mapping[str, Sequence[int]], sitting: Sequence[Sitter]) -> list[Shared]:
    """Everybody who sits on bodies of two layers of the same thing; shared chairs come first.

    layers   layer -> ids of the bodies that have it, of one action or of one plan
    sitting  the filled seats of the day, of these bodies (others are passed over)
    Only those who decide are compared: chairs, vice-chairs and members. A clerk or an observer may serve two
    bodies. One body on two layers is another fault, which the rules of plans name.
    """
    found = [
        flag
        for (one_layer, one), (other_layer, other) in combinations(_placed(layers, sitting), 2)
        if one_layer != other_layer and one.body != other.body and one.keys & other.keys
        for flag in [_shared(one_layer, one, other_layer, other)]
    ]
    return sorted(found, key=lambda flag: (flag.kind != "chair", flag.who, flag.places))


def _placed(layers: Mapping[str, Sequence[int]], sitting: Sequence[Sitter]) -> list[tuple[str, Sitter]]:
    deciding = [sitter for sitter in sitting if sitter.role in COUNTS_FOR_QUORUM and sitter.keys]
    return [
        (layer, sitter)
        for layer in LAYERS
        for sitter in deciding
        if sitter.body in frozenset(layers.get(layer, ()))
    ]


def _shared(one_layer: str, one: Sitter, other_layer: str, other: Sitter) -> Shared:
    both_chair = one.role in CHAIRS and other.role in CHAIRS
    who = one.words if one.words == other.words else f"{one.words} ({other.words})"
    places = ((one_layer, one.body, one.role), (other_layer, other.body, other.role))
    if both_chair:
        words = (
            f"{who} chairs {one.body_name}, which {LAYERS[one_layer].lower()}, and {other.body_name}, "
            f"which {LAYERS[other_layer].lower()}."
        )
    else:
        words = (
            f"{who} sits on {one.body_name} ({SEAT_ROLES[one.role].lower()}), which {LAYERS[one_layer].lower()}, and on "
            f"{other.body_name} ({SEAT_ROLES[other.role].lower()}), which {LAYERS[other_layer].lower()}."
        )
    return Shared("chair" if both_chair else "person", who, places, words)
