"""Which words changed between two texts."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple


class Run(NamedTuple):
    """Words in a row that have the same fate: kind is "same", "gone" or "new"."""

    kind: str
    text: str


def words_changed(old: str, new: str) -> list[Run]:
    """The two texts as one list of runs, in reading order; blanks belong to the word before them."""
    before, after = (re.findall(r"\S+\s*|\s+", text) for text in (old, new))
    runs: list[Run] = []
    matcher = SequenceMatcher(None, [w.strip() for w in before], [w.strip() for w in after], autojunk=False)
    for fate, i, j, k, m in matcher.get_opcodes():
        if fate == "equal":
            runs.append(Run("same", "".join(after[k:m])))
            continue
        if gone := "".join(before[i:j]):
            runs.append(Run("gone", gone))
        if came := "".join(after[k:m]):
            runs.append(Run("new", came))
    return runs
