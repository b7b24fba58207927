"""Whether two papers are the same paper: by their words and not by their bytes. Pure.

The same minutes come as a web page and as a PDF, with other numbering, other line breaks, the furniture of a site, hyphens that a
line end left behind; and later once more, corrected. Two meetings with the same standard items are not the same paper.

    here, held = essence(result), essence(other_result)
    if (found := compare(here, held)) is not None: found.how, found.reason, found.differences
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .essences import (
    LEADING,
    SHINGLE,
    WORDS_TELL,
    Essence,
    Statement,
    essence,
    essence_of,
    fold,
    hashes_of,
    keys,
)

__all__ = ["HOW", "Essence", "Likeness", "Statement", "compare", "essence", "essence_of", "fold", "keys"]

MOST_DIFFERENCES = 60
NEAR = 3  # statements with most words in common that are compared word by word
CHANGED_FROM = 0.6  # of the words of two statements in common: the same statement in other words
HOW = {
    "same": "The same paper",
    "other-words": "The same meeting, other words",
    "part": "One is a part of the other",
    "other-date": "The same words under another date",
    "other-body": "The same words for another body",
}
SURE = frozenset({"same"})

_NO_NAME = frozenset({
    "the", "of", "and", "for", "a", "council", "councils", "committee", "committees", "board", "panel", "group", "sub",
    "subcommittee", "borough", "county", "city", "district", "metropolitan", "meeting", "to",
})  # fmt: skip


@dataclass(frozen=True)
class Likeness:
    """Two papers that belong together. how: a key of HOW; differences: (what, the words held, the words here)."""

    how: str
    reason: str
    differences: tuple[tuple[str, str, str], ...]

    @property
    def sure(self) -> bool:
        return self.how in SURE

    @property
    def words(self) -> str:
        return HOW[self.how]


# --- comparing --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Pairs:
    """The statements of two papers beside each other. parted: the rest has the same words, put into other statements."""

    equal: tuple[tuple[Statement, Statement], ...]
    changed: tuple[tuple[Statement, Statement], ...]
    here: tuple[Statement, ...]
    held: tuple[Statement, ...]
    parted: bool = False

    def share(self, here: Essence, held: Essence) -> float:
        """How much of what only these papers say is the same, 0 to 1; 0 where they say nothing of their own."""
        most = max(len(here.own), len(held.own))
        if self.parted and most:
            return 1.0
        same = sum(not one.standard for one, _ in self.equal) + 0.7 * sum(
            not one.standard for one, _ in self.changed
        )
        return min(1.0, same / most) if most else 0.0


def compare(here: Essence, held: Essence) -> Likeness | None:
    """How a paper belongs to one that is held, with the reason and the differences; None where they are two papers."""
    if here.kind != held.kind or here.kind == "unknown":
        return None
    pairs = _paired(here, held)
    share, prose, part = pairs.share(here, held), _alike(here, held), _within(here, held)
    how = _how(here, held, pairs, share, prose, part)
    if how is None:
        return None
    return Likeness(
        how, _reason(here, held, pairs, prose), tuple(_differences(here, held, pairs)[:MOST_DIFFERENCES])
    )


def _how(here: Essence, held: Essence, pairs: _Pairs, share: float, prose: float, part: float) -> str | None:
    own = min(len(here.own), len(held.own))
    told = min(len(here.shingles), len(held.shingles)) >= WORDS_TELL
    alike = (share >= 0.9 and own >= 2) or (told and prose >= 0.85)
    if here.day and held.day and here.day != held.day:
        return (
            "other-date"
            if share >= 0.99 and own >= 3 and (not told or prose >= 0.8) and _titles(here, held)
            else None
        )
    if _bodies(here, held) is False:
        if here.kind == "inspection":
            return None  # reports on two councils in the words of one form
        return "other-body" if alike and (share >= 0.9 or prose >= 0.9) else None
    one_meeting = bool(here.day and held.day) and _bodies(here, held) is True
    exact = sum(not one.standard for one, _ in pairs.equal)
    if not one_meeting and not exact and not (told and prose >= 0.5):
        return None  # of two quarters, say: no sentence is the same, only the form of all
    if _belong(here, held, one_meeting, share, prose, own, told):
        complete = not pairs.changed and not pairs.here and not pairs.held
        return "same" if complete and (not told or prose >= 0.5 or part >= 0.8) else "other-words"
    whole = here.kind == "minutes" or _titles(here, held)
    if told and whole and part >= 0.85 and min(len(here.shingles), len(held.shingles)) >= 60:
        return "part"
    return None


def _belong(
    here: Essence, held: Essence, one_meeting: bool, share: float, prose: float, own: int, told: bool
) -> bool:
    """Whether both are of one meeting or matter. Without a day or a body more of the words must be the same."""
    many = here.kind not in ("minutes",)  # a meeting has one set of minutes, and many reports and decisions
    if many and here.title and held.title and not _titles(here, held):
        return share >= 0.9 and own >= 2 and prose >= 0.8
    if one_meeting and not many:
        if own:
            return share >= 0.3 or (told and prose >= 0.4)
        return prose >= 0.4 if told else bool(here.statements and held.statements)
    if one_meeting:
        titled = bool(here.title and held.title)
        return (
            (titled and (share >= 0.3 or not own or prose >= 0.3)) or share >= 0.6 or (told and prose >= 0.6)
        )
    return (
        (share >= 0.6 and own >= 2)
        or (told and prose >= 0.5)
        or (own >= 1 and share >= 0.99 and not told and _titled(here, held))
    )


def _titled(here: Essence, held: Essence) -> bool:
    return bool(here.title and held.title) and _titles(here, held)


def _titles(here: Essence, held: Essence) -> bool:
    """Whether the titles are the same in other words at most; a title that is not stated contradicts nothing."""
    first, second = fold(here.title), fold(held.title)
    return not first or not second or first == second or _ratio(first, second) >= 0.75


def _bodies(here: Essence, held: Essence) -> bool | None:
    """Whether both are of one body; None where one does not say. A longer name of the same, or its initials, is the same."""
    first, second = _name(here.body), _name(held.body)
    if not first or not second:
        return None
    if set(first) <= set(second) or set(second) <= set(first):
        return True
    if _initials(first, second) or _initials(second, first):
        return True
    return _ratio(first, second) >= 0.75


def _name(body: str) -> tuple[str, ...]:
    words = fold(body)
    return tuple(word for word in words if word not in _NO_NAME) or words


def _initials(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether words of the one are initials of the other: "cyp scrutiny" and "children young people scrutiny"."""
    text = "".join(word[0] for word in long)
    left = [word for word in short if word not in long]
    return bool(left) and all(2 <= len(word) <= 6 and word in text for word in left)


def _alike(here: Essence, held: Essence) -> float:
    """The part of all shingles that both have, 0 to 1."""
    both = len(here.shingles & held.shingles)
    return both / (len(here.shingles) + len(held.shingles) - both) if both else 0.0


def _within(here: Essence, held: Essence) -> float:
    """The part of the shorter paper that stands in the longer one, 0 to 1."""
    fewer = min(len(here.shingles), len(held.shingles))
    return len(here.shingles & held.shingles) / fewer if fewer else 0.0


def _paired(here: Essence, held: Essence) -> _Pairs:
    equal, mine, theirs = _equal(here.statements, held.statements)
    changed: list[tuple[Statement, Statement]] = []
    if _in_a_row(mine) == _in_a_row(theirs):
        return _Pairs(tuple(equal), (), (), (), bool(mine))
    words = {id(one): frozenset(one.words) for one in (*mine, *theirs)}
    for one in list(mine):
        own = words[id(one)]
        common = [(len(own & words[id(other)]), -at) for at, other in enumerate(theirs)]
        near = [theirs[-at] for _, at in heapq.nlargest(NEAR, common)]
        rated = [(_ratio(one.words, other.words), other) for other in near]
        likeness, best = max(rated, key=lambda pair: pair[0], default=(0.0, one))
        if likeness >= CHANGED_FROM:
            changed.append((one, best))
            theirs = [other for other in theirs if other is not best]
            mine.remove(one)
    mine = [one for one in mine if not _stands_in(one, held)]
    theirs = [one for one in theirs if not _stands_in(one, here)]
    return _Pairs(tuple(equal), tuple(changed), tuple(mine), tuple(theirs))


def _in_a_row(statements: Sequence[Statement]) -> str:
    return "".join(word for one in statements for word in fold(one.text) if word not in LEADING)


def _equal(
    first: Sequence[Statement], second: Sequence[Statement]
) -> tuple[list[tuple[Statement, Statement]], list[Statement], list[Statement]]:
    """Pairs of the same words, in any order, and what is left of both. Words may be parted otherwise: "work force"."""
    held: dict[str, list[Statement]] = {}
    for one in reversed(second):
        held.setdefault("".join(one.words), []).append(one)
    pairs, left = [], []
    for one in first:
        others = held.get("".join(one.words))
        if others:
            pairs.append((one, others.pop()))
        else:
            left.append(one)
    rest = {id(one) for others in held.values() for one in others}
    return pairs, left, [one for one in second if id(one) in rest]


def _stands_in(statement: Statement, paper: Essence) -> bool:
    """Whether a statement stands in the prose of a paper, where its reading did not take it for one."""
    if len(statement.words) < SHINGLE + 2 or not paper.shingles:
        return False
    hashes = set(hashes_of(statement.words))
    return len(hashes & paper.shingles) >= 0.9 * len(hashes)


def _ratio(first: Sequence[str], second: Sequence[str]) -> float:
    """How many words are the same in the same order, 0 to 1."""
    total = len(first) + len(second)
    if not total or 2 * min(len(first), len(second)) < CHANGED_FROM * total:
        return 0.0
    common = len(set(first) & set(second))
    if 2 * common < 0.5 * CHANGED_FROM * total / 2:
        return 0.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


# --- in words ---------------------------------------------------------------------------------------------------------


def _reason(here: Essence, held: Essence, pairs: _Pairs, prose: float) -> str:
    """One sentence: what speaks for it."""
    said = []
    if here.day and held.day:
        said.append("the same day" if here.day == held.day else "another day")
    body = _bodies(here, held)
    if body is not None:
        exact = _name(here.body) == _name(held.body)
        said.append(
            ("the same body" if exact else "the same body by another name") if body else "another body"
        )
    if here.title and held.title and here.kind != "minutes":
        said.append("the same title" if fold(here.title) == fold(held.title) else "another title")
    said += _counted(here, held, pairs)
    if min(len(here.shingles), len(held.shingles)) >= WORDS_TELL:
        said.append(f"{prose:.0%} of all words in the same places" if prose < 0.995 else "all words the same")
    text = ", ".join(said) or "the same words"
    return text[0].upper() + text[1:] + "."


_CALLED = {
    "minutes": "resolutions", "report": "recommendations", "decision": "decisions", "inspection": "findings", "risk": "entries",
    "plan": "rows", "indicators": "rows", "risk_matrix": "rows",
}  # fmt: skip


def _counted(here: Essence, held: Essence, pairs: _Pairs) -> list[str]:
    most = max(len(here.statements), len(held.statements))
    if not most:
        return []
    what = _CALLED.get(here.kind, "statements")
    if pairs.parted:
        return [f"the {what} in the same words, parted otherwise"]
    said = [f"{len(pairs.equal)} of {most} {what} word for word"]
    if pairs.changed:
        said.append(f"{len(pairs.changed)} in other words")
    if any(one.number != other.number for one, other in pairs.equal):
        said.append("other numbers")
    return said


def _differences(here: Essence, held: Essence, pairs: _Pairs) -> list[tuple[str, str, str]]:
    """What stands otherwise: (what, the words held, the words here)."""
    found = []
    for what, kept, there in (
        ("date", held.day, here.day),
        ("body", held.body, here.body),
        ("title", held.title, here.title),
    ):
        if fold(kept) != fold(there):
            found.append((what, kept, there))
    found += [("words", other.text, one.text) for one, other in pairs.changed]
    found += [("only in this file", "", one.text) for one in pairs.here]
    found += [("only in the paper held", one.text, "") for one in pairs.held]
    found += [
        ("number", f"{other.number or 'no number'}: {other.text}", f"{one.number or 'no number'}: {one.text}")
        for one, other in pairs.equal
        if one.number != other.number
    ]
    return found
