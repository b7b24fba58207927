"""The homework index, and the sample that an auditor draws: how much rests on the word of who did the work. Plain Python."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sightline.ground.lib.canonical import digest
from sightline.ground.lib.errors import Refused

from .deciding_rules import SETTLED


@dataclass(frozen=True, slots=True)
class Homework:
    """Of some live actions, how many are said to be done, looked at by somebody else, decided by a body.

    Each is contained in the one before: what is signed off was verified, what is verified was declared done.
    """

    actions: int = 0
    declared: int = 0
    evidenced: int = 0
    verified: int = 0
    signed_off: int = 0
    embedded: int = 0

    @property
    def on_their_word(self) -> int:
        """Declared done and looked at by nobody else."""
        return self.declared - self.verified

    @property
    def sentence(self) -> str:
        if not self.actions:
            return "There are no actions here."
        if not self.declared:
            return f"None of {_number(self.actions, 'action')} is declared done yet."
        rest = self.on_their_word
        tail = (
            "Nobody’s homework is marked by themselves."
            if not rest
            else f"{rest} {'rests' if rest == 1 else 'rest'} on the word of those who did the work."
        )
        one = self.declared == 1
        return (
            f"Of {_number(self.actions, 'action')}, {self.declared} {'is' if one else 'are'} declared done. Of "
            f"{'that' if one else 'these'}, {self.verified} {_was(self.verified)} verified by somebody else and {self.signed_off} "
            f"{_was(self.signed_off)} signed off by a body. {tail}"
        )


def homework(stands: Iterable[tuple[str | None, str | None]]) -> Homework:
    """Count (delivery, assurance) of live actions. Reopened is not done, whatever delivery says."""
    rows = list(stands)
    reached = [_reached(delivery, assurance) for delivery, assurance in rows]
    return Homework(
        actions=len(rows), declared=sum(step >= 1 for step in reached), evidenced=sum(step >= 2 for step in reached),
        verified=sum(step >= 3 for step in reached), signed_off=sum(step >= 4 for step in reached),
        embedded=sum(step >= 5 for step in reached),
    )  # fmt: skip


STEPS = {"reported": 1, "evidenced": 2, "verified": 3, "signed-off": 4, "embedded": 5}


def _reached(delivery: str | None, assurance: str | None) -> int:
    """0 nothing declared, 1 declared done, 2 evidenced, 3 verified, 4 signed off, 5 embedded."""
    if assurance in SETTLED:
        return STEPS[assurance or ""]
    if assurance == "reopened" or delivery != "done":
        return 0
    return STEPS.get(assurance or "", 1)


# The auditor's sample -------------------------------------------------------------------------------------------------

POPULATIONS = {
    "declared": "Actions declared done",
    "signed-off": "Actions signed off by a body, embedded ones too",
    "embedded": "Actions accepted as embedded",
    "all": "All live actions",
}
SEED_LENGTH = 64


def draw(population: Iterable[int], size: int, seed: str) -> list[int]:
    """A sample that anybody can draw again: the numbers in the order of SHA-256 of "seed:number", the first `size` of them."""
    return sorted(set(population), key=lambda number: (drawn_by(seed, number), number))[: max(size, 0)]


def drawn_by(seed: str, number: int) -> str:
    """The hash by which a number takes its place in the draw, as 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()


def check_can_draw(population: Sequence[int], size: int, seed: str) -> None:
    if not population:
        raise Refused(
            "There is no action to draw from. No sample was drawn.", field="population", rule="plans.sample"
        )
    if not 1 <= size <= len(population):
        raise Refused(
            f"Enter a size from 1 to {len(population)}, the number of actions to draw from. No sample was drawn.",
            field="size",
            rule="plans.sample",
        )
    plain = seed.isascii() and seed.isprintable() and " " not in seed and "'" not in seed
    if not seed or len(seed) > SEED_LENGTH or not plain:
        raise Refused(
            f"A seed is up to {SEED_LENGTH} letters, digits and signs without spaces or apostrophes. No sample was drawn.",
            field="seed",
            rule="plans.sample",
        )


def sample_hash(of: str, seed: str, size: int, population: Sequence[int], members: Sequence[int]) -> str:
    """One SHA-256 over everything that the sample rests on."""
    facts = {"of": of, "seed": seed, "size": size, "population": list(population), "members": list(members)}
    return digest(facts)


def redraw_line(population: Iterable[int], size: int, seed: str) -> str:
    """One line of shell that draws the same sample again, with nothing of ours."""
    numbers = " ".join(str(number) for number in population)
    return (
        f"for n in {numbers}; do printf '%s:%s' '{seed}' $n | sha256sum | cut -c1-64 | sed \"s/$/ $n/\"; done"
        f" | sort | head -n {size} | cut -d' ' -f2"
    )


def _number(count: int, one: str) -> str:
    return f"{count} {one}{'' if count == 1 else 's'}"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"
