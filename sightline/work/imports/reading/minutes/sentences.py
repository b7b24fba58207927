"""Running text to sentences, without taking the stop of "Mr." or "No." for an end."""

from __future__ import annotations

import re
from functools import lru_cache

_END = re.compile(r"[.!?][”’\"')\]]*\s+(?=[A-Z“‘\"'(\[]|\d+\.\s)")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Cllrs?|Coun|Rev|Revd|Prof|Fr|St|Sgt|No|Nos|nos|no|p|pp|para|paras|"
    r"Para|e\.g|i\.e|etc|approx|vs|Ltd|Supt|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|"
    r"a\.m|p\.m|min|dept|Govt|ref|Ref|Tel|tel|Ext)|(?:^|\s)[A-Z])\.$"
)


LONGEST_KEPT = 4000  # characters of a paragraph whose sentences are remembered for the next step of reading


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, in order, with their stops."""
    return list(_remembered(text) if len(text) <= LONGEST_KEPT else _cut(text))


@lru_cache(maxsize=512)
def _remembered(text: str) -> tuple[str, ...]:
    return _cut(text)


def _cut(text: str) -> tuple[str, ...]:
    found: list[str] = []
    begin = 0
    for end in _END.finditer(text):
        stop = end.start() + 1
        if _SHORT.search(text[max(begin, stop - 12) : stop]) and not text[end.end() :].startswith(
            ("The ", "It ", "RESOLVED", "Resolved", "Members ")
        ):
            continue
        found.append(text[begin : end.end()].strip())
        begin = end.end()
    last = text[begin:].strip()
    if last:
        found.append(last)
    return tuple(found)
