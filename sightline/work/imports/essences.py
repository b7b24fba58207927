"""What papers are compared by: their day, body and title, what they resolve or recommend, and all their words. Pure.

one = essence(result)          of what the reader printed
keys(one)                      what likely pairs have in common, for an index
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zlib import crc32

SHINGLE = 4  # words
SKETCH = 8  # keys of the words of one paper
MOST_STATEMENTS = 400
MOST_WORDS = 40_000
WORDS_TELL = 40  # shingles from which on the prose of a paper says something

# What is resolved at every other meeting, looked for in folded words: how a meeting goes about its work, at any length, and
# what is only noted or received, where it is short.
_PROCEDURE = re.compile(
    r"\bminutes\b.{0,120}\b(?:approved|agreed|confirmed|signed|received|adopted|correct|accurate)\b"
    r"|\b(?:approve|agree|confirm|sign|adopt)\b.{0,60}\bminutes\b"
    r"|\bapolog(?:y|ies)\b|\bdeclarations? of (?:\w+ )?interests?\b|\bno interests? (?:was|were) declared\b"
    r"|\b(?:press|public) be excluded\b|\bexclu\w+ (?:of )?(?:the )?(?:press|public)\b|\bsection 100a\b"
    r"|\bexempt information\b|\bnext meeting\b|\burgent business\b|\bbe thanked\b"
)
_NOTED = re.compile(
    r"\b(?:be|was|were|is) (?:noted|received|endorsed|accepted|approved|agreed)$|^(?:to )?(?:note|receive)\b|^noted\b"
    r"|\b(?:programme|plan) (?:be|was|is) (?:noted|agreed|approved|received)\b"
)
_SHORT = 14  # words: what is longer says what it notes
_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u2011\u00ad]\s*(?=\w)")
_WORD = re.compile(r"[^\W_]+")
LEADING = frozenset({
    "resolved", "agreed", "recommended", "that", "the", "to", "a", "b", "c", "d", "e", "i", "ii", "iii", "iv", "v",
})  # fmt: skip
_NOT_WORDS = frozenset({
    "file", "sha256", "kind", "places", "suspects", "mapping", "columns", "notes", "error", "confidence", "why", "verb", "number",
    "pages", "page", "parsed", "lessons", "boxes", "of", "first", "last", "counts", "date", "date_of_meeting", "date_printed",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """A resolution, recommendation, decision, finding or row. words: as compared; standard: said at every other meeting."""

    number: str
    text: str
    words: tuple[str, ...]
    standard: bool


@dataclass(frozen=True)
class Essence:
    """What papers are compared by. shingles: hashes of each four words of all that was read; empty where that is not known."""

    kind: str
    body: str = ""
    day: str = ""
    title: str = ""
    statements: tuple[Statement, ...] = ()
    shingles: frozenset[int] = frozenset()

    @cached_property
    def own(self) -> tuple[Statement, ...]:
        """What only this paper says."""
        return tuple(one for one in self.statements if not one.standard)


def fold(text: str) -> tuple[str, ...]:
    """The words of a text without case, signs and line breaks; a word that a hyphen parts is one word."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    plain = re.sub("['\u2018\u2019\u02bc`]", "", plain)
    return tuple(_WORD.findall(_HYPHEN.sub("", plain)))


def essence(result: Mapping[str, Any]) -> Essence:
    """What the reader printed, as it is compared. result: as in the read contract."""
    kind = str(result.get("kind") or "unknown")
    return essence_of(
        kind,
        body=_first(result, "body", "report_to", "decision_maker", "authority"),
        day=_first(
            result, "date", "date_of_meeting", "decided", "version_date", "published", "letter_date", "start"
        ),
        title=_first(result, "title") or _only_title(result),
        statements=_statements(result),
        prose=_prose(result),
    )


def essence_of(
    kind: str,
    *,
    body: str = "",
    day: str = "",
    title: str = "",
    statements: Iterable[tuple[str, str]] = (),
    prose: Iterable[str] = (),
) -> Essence:
    """An essence of its parts. statements: (printed number, words); day: an ISO date; prose: all words of the paper."""
    found: list[Statement] = []
    standing = kind in ("minutes", "decision", "report")
    for number, text in statements:
        words = _without_leading(fold(text))
        if words and len(found) < MOST_STATEMENTS:
            found.append(
                Statement(
                    number.strip(" .():"), " ".join(text.split()), words, standing and _is_standard(words)
                )
            )
    return Essence(
        kind, body.strip(), day, " ".join(title.split()), tuple(found), frozenset(_shingles(prose))
    )


def keys(paper: Essence) -> tuple[str, ...]:
    """What likely pairs have in common: the kind with the day, and the smallest hashes of the words.

    Two papers that share half of their shingles share at least one of eight of the smallest with more than 99 of 100.
    """
    words = set(paper.shingles)
    if len(words) < WORDS_TELL:
        words |= {crc32(" ".join(one.words).encode()) << 32 for one in paper.own}
    found = [f"w:{hash_:016x}" for hash_ in heapq.nsmallest(SKETCH, words)]
    if paper.day:
        found.append(f"d:{paper.kind}:{paper.day}")
    return tuple(found)


def _first(result: Mapping[str, Any], *names: str) -> str:
    for name in names:
        value = result.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _only_title(result: Mapping[str, Any]) -> str:
    """The title of the one item of a page that prints one item."""
    items = [item for item in result.get("items") or () if isinstance(item, Mapping)]
    return _first(items[0], "title") if len(items) == 1 else ""


_LISTS = ("recommendations", "decisions", "resolutions", "findings", "commitments", "sub_risks", "scores")


def _statements(result: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for item in result.get("items") or ():
        if isinstance(item, Mapping):
            yield from _listed(item.get("resolutions"))
    for name in _LISTS:
        yield from _listed(result.get(name))
    for row in (result.get("rows") or ())[:MOST_STATEMENTS]:
        if isinstance(row, Mapping):
            yield "", " ".join(str(cell) for cell in row.values() if cell)


def _listed(entries: Any) -> Iterator[tuple[str, str]]:
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, str):
            yield "", entry
        elif isinstance(entry, list):
            yield "", " ".join(str(cell) for cell in entry if cell is not None)
        elif isinstance(entry, Mapping):
            number = entry.get("number") or entry.get("ref") or ""
            said = entry.get("text")
            text = (
                said
                if isinstance(said, str)
                else " ".join(
                    str(value)
                    for name, value in entry.items()
                    if name not in ("ref", "number", "page") and _plain(value)
                )
            )
            yield str(number), text


def _plain(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _prose(result: Mapping[str, Any]) -> Iterator[str]:
    """All words that were read, wherever they were put: what one reading places, another may set aside."""
    stack: list[Any] = [value for name, value in result.items() if name not in _NOT_WORDS]
    stack.reverse()
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            stack.extend(held for name, held in reversed(list(value.items())) if name not in _NOT_WORDS)
        elif isinstance(value, list):
            stack.extend(reversed(value))


def _shingles(prose: Iterable[str]) -> Iterator[int]:
    """A hash of each four words in a row. Ten thousand words take some 5 ms."""
    left, known = MOST_WORDS, dict[str, int]()
    for text in prose:
        words = fold(text)[:left]
        left -= len(words)
        parts = [known.get(word) or known.setdefault(word, crc32(word.encode()) + 1) for word in words]
        yield from map(_mixed, parts, parts[1:], parts[2:], parts[3:])
        if left <= 0:
            return


def hashes_of(words: Sequence[str]) -> list[int]:
    """The shingles of a statement, as those of the prose of a paper."""
    parts = [crc32(word.encode()) + 1 for word in words]
    return list(map(_mixed, parts, parts[1:], parts[2:], parts[3:]))


def _mixed(first: int, second: int, third: int, fourth: int) -> int:
    """One number of 64 bits that depends on each word and on its place; spread evenly, for the smallest are the keys."""
    mixed = (
        first * 0x9E3779B97F4A7C15 + second * 0xC2B2AE3D27D4EB4F + third * 0x165667B19E3779F9 + fourth
    ) & _BITS
    mixed = ((mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9) & _BITS
    return mixed ^ (mixed >> 32)


_BITS = (1 << 64) - 1


def _without_leading(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without the words that bring a resolution in: one page has them in the sentence, another before the list."""
    at = 0
    while at < min(3, len(words) - 1) and words[at] in LEADING:
        at += 1
    return words[at:]


def _is_standard(words: tuple[str, ...]) -> bool:
    text = " ".join(words)
    return len(words) < 4 or bool(_PROCEDURE.search(text) or (len(words) <= _SHORT and _NOTED.search(text)))
