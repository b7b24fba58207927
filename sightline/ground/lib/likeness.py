"""How alike two short texts are: suggestions in order, each with a reason that a person can check.

The measure is the cosine of TF-IDF weights of character sequences (three to five characters, within and across
words), because a plan says "assessing" where a report says "assessments". Before that, words of the field that
mean the same ("looked after children", "children in care") are made one. An exact reference ("paragraph 10"),
the same owner and the same theme add to it. Nothing here decides: what comes out is shown to a person.

Pure Python, no dependency, and the same answer each time for the same input.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .likeness_words import SAME, SMALL

SHORTEST, LONGEST = 3, 5  # characters of a sequence
LONGEST_TEXT = 4_000  # characters that are looked at
FAR_BEHIND = 0.4  # of the best score: what lies further behind is noise


@dataclass(frozen=True)
class Entry:
    """A text to compare. `refs` are its own printed references; `cites` the references that it is known to name."""

    key: Any
    text: str
    refs: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    owner: str | None = None
    theme: str | None = None


@dataclass(frozen=True)
class Bonuses:
    """What is added to the likeness of the words, which lies between 0 and 1."""

    reference: float = 0.5
    owner: float = 0.05
    theme: float = 0.08


@dataclass(frozen=True)
class Suggestion:
    """A candidate, its score between 0 and 1, and why: "shares: “pathway plan”, “care leavers”; cites 10"."""

    key: Any
    score: float
    reason: str


@dataclass(frozen=True)
class Token:
    """A word (or several that mean one thing): what is compared, and how it was printed."""

    stem: str
    printed: str
    small: bool  # a word such as "the" that says nothing


@dataclass(frozen=True)
class _Prepared:
    entry: Entry
    tokens: tuple[Token, ...]
    grams: Counter[str]
    cites: frozenset[str]
    refs: frozenset[str]

    @property
    def stems(self) -> dict[str, None]:
        """The stems that say something, in order."""
        return {token.stem: None for token in self.tokens if not token.small}


class Likeness:
    """Candidates prepared once, against which many texts can be ranked."""

    def __init__(self, candidates: Iterable[Entry], *, at_least: float = 0.07) -> None:
        """`at_least`: the likeness of words below which nothing is suggested (chosen on tests/unit/likeness_pairs)."""
        self.at_least = at_least
        self._candidates = [_prepare(entry) for entry in candidates]
        self._idf = _idf([list(one.grams) for one in self._candidates])
        self._word_idf = _idf([list(one.stems) for one in self._candidates])
        self._unseen = math.log(1 + len(self._candidates)) + 1
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for place, candidate in enumerate(self._candidates):
            for gram, weight in self._weights(candidate.grams).items():
                self._postings.setdefault(gram, []).append((place, weight))

    def rank(self, query: Entry | str, *, limit: int = 5, bonuses: Bonuses | None = None) -> list[Suggestion]:
        """The candidates most like the query, best first; equal ones in the order given. Empty where none is.

        A candidate is suggested only if it shares a word that says something, or one of the two cites the other.
        """
        bonuses = bonuses or Bonuses()
        asked = _prepare(query if isinstance(query, Entry) else Entry(None, query))
        alike = self._alike(asked)
        cited = [place for place, one in enumerate(self._candidates) if _cited(asked, one)]
        found = []
        for place in dict.fromkeys([*alike, *cited]):
            suggestion = self._judge(asked, self._candidates[place], alike.get(place, 0.0), bonuses)
            if suggestion:
                found.append((-suggestion.score, place, suggestion))
        found.sort(key=lambda one: one[:2])
        least = FAR_BEHIND * found[0][2].score if found else 0.0
        return [suggestion for _, _, suggestion in found[:limit] if suggestion.score >= least]

    def _judge(
        self, asked: _Prepared, candidate: _Prepared, alike: float, bonuses: Bonuses
    ) -> Suggestion | None:
        cites = _cited(asked, candidate)
        shared = self._shared(asked, candidate)
        if not cites and (alike < self.at_least or not shared):
            return None
        score, reasons = alike, []
        if shared:
            reasons.append("shares: " + ", ".join(f"“{phrase}”" for phrase in shared))
        if cites:
            score += bonuses.reference
            reasons.append("cites " + ", ".join(cites))
        for name, bonus in (("owner", bonuses.owner), ("theme", bonuses.theme)):
            if _same(getattr(asked.entry, name), getattr(candidate.entry, name)):
                score += bonus
                reasons.append(f"same {name}")
        return Suggestion(candidate.entry.key, round(min(score, 1.0), 4), "; ".join(reasons))

    def _alike(self, asked: _Prepared) -> dict[int, float]:
        """The cosine with each candidate that shares anything, by its place."""
        found: dict[int, float] = {}
        for gram, weight in self._weights(asked.grams).items():
            for place, other in self._postings.get(gram, ()):
                found[place] = found.get(place, 0.0) + weight * other
        return found

    def _weights(self, grams: Counter[str]) -> dict[str, float]:
        """TF-IDF weights of length one. Sequences that no candidate holds count towards the length."""
        weights = {
            gram: (1 + math.log(count)) * self._idf.get(gram, self._unseen) for gram, count in grams.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {gram: weight / length for gram, weight in weights.items()} if length else {}

    def _shared(self, asked: _Prepared, candidate: _Prepared, most: int = 3) -> list[str]:
        """The phrases of the candidate, as printed, whose words the query also has: the rarest first."""
        stems = asked.stems
        phrases: dict[str, float] = {}
        run: list[Token] = []
        for token in [*candidate.tokens, Token("", "", True)]:
            if not token.small and token.stem in stems:
                run.append(token)
            elif run:
                weight = sum(self._word_idf.get(one.stem, self._unseen) for one in run)
                phrases.setdefault(" ".join(one.printed for one in run).lower(), weight)
                run = []
        return sorted(phrases, key=lambda phrase: (-phrases[phrase], phrase))[:most]


def rank(
    query: Entry | str,
    candidates: Mapping[Any, str] | Iterable[Entry],
    bonuses: Bonuses | None = None,
    *,
    limit: int = 5,
) -> list[Suggestion]:
    """The candidates (entries, or key to text) most like one query; for many queries make one `Likeness`."""
    if isinstance(candidates, Mapping):
        candidates = [Entry(key, text) for key, text in candidates.items()]
    return Likeness(candidates).rank(query, limit=limit, bonuses=bonuses)


_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text; those of the field that mean one thing are one token, under one name."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).replace("’", "'")
    printed = _WORD.findall(plain)
    lowered = [word.casefold() for word in printed]
    found: list[Token] = []
    place = 0
    while place < len(printed):
        name, length = _same_thing(lowered, place)
        words = " ".join(printed[place : place + length])
        found.append(Token(name, words, name in SMALL or len(name) < 2))
        place += length
    return tuple(found)


def _same_thing(words: Sequence[str], place: int) -> tuple[str, int]:
    """The common name of the longest known term that begins here and its number of words, or the word's stem."""
    for length in range(_LONGEST_TERM, 0, -1):
        term = tuple(stem(word) for word in words[place : place + length])
        if len(term) == length and term in _TERMS:
            return _TERMS[term], length
    word = words[place]
    return (word if word in SMALL else stem(word)), 1


_ENDINGS: tuple[str, ...] = (
    *(
        "isation",
        "ements",
        "ations",
        "ation",
        "ement",
        "ments",
        "ingly",
        "ment",
        "ings",
        "ions",
        "ing",
        "ion",
    ),
    *("ies", "ied", "ers", "ed", "es", "er", "ly", "s", "e"),
)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending, roughly: "assessments", "assessing" and "assess" become one."""
    if len(word) < 5 or not word.isalpha():
        return word[:-1] if len(word) == 4 and word.endswith("s") and not word.endswith("ss") else word
    for ending in _ENDINGS:
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= 4 and not (ending == "s" and rest.endswith("s")):
            return rest
    return word


_TERMS = {
    tuple(stem(word) for word in _WORD.findall(term.casefold())): name
    for name, terms in SAME.items()
    for term in terms
}
_LONGEST_TERM = max(len(term) for term in _TERMS)


def _prepare(entry: Entry) -> _Prepared:
    words = tokens(entry.text)
    joined = " ".join(token.stem for token in words if not token.small)
    return _Prepared(
        entry,
        words,
        _grams(joined),
        frozenset(_reference(ref) for ref in entry.cites) | cited_in(entry.text),
        frozenset(_reference(ref) for ref in entry.refs) - {""},
    )


def _grams(text: str) -> Counter[str]:
    padded = f" {text} "
    if not text:
        return Counter()
    return Counter(
        padded[start : start + length]
        for length in range(SHORTEST, LONGEST + 1)
        for start in range(len(padded) - length + 1)
    )


def _idf(documents: Sequence[Sequence[str]]) -> dict[str, float]:
    """For each part how rare it is among the documents: log((1 + n) / (1 + with it)) + 1."""
    counts: Counter[str] = Counter()
    for parts in documents:
        counts.update(dict.fromkeys(parts, 1))
    total = 1 + len(documents)
    return {part: math.log(total / (1 + count)) + 1 for part, count in counts.items()}


_CITATION = re.compile(
    r"\b(?:paragraphs?|paras?\.?|recommendations?|recs?\.?|findings?|priority actions?|areas? for improvement)\s*"
    r"(?:nos?\.?\s*|numbers?\s*)?((?:[A-Za-z]?\d+(?:\.\d+)*)(?:\s*(?:,|and|&|to|-|–)\s*[A-Za-z]?\d+(?:\.\d+)*)*)",
    re.IGNORECASE,
)


def cited_in(text: str) -> frozenset[str]:
    """The references that a text names: "paragraphs 10, 12 and 14" gives 10, 12 and 14; ranges are written out."""
    found: set[str] = set()
    for match in _CITATION.finditer(text[:LONGEST_TEXT]):
        listed = match.group(1)
        found.update(_reference(ref) for ref in re.findall(r"[A-Za-z]?\d+(?:\.\d+)*", listed))
        for first, last in re.findall(r"\b(\d{1,3})\s*(?:to|-|–)\s*(\d{1,3})\b", listed):
            if 0 < int(last) - int(first) < 40:
                found.update(str(number) for number in range(int(first), int(last) + 1))
    return frozenset(found)


def _reference(ref: str) -> str:
    return "".join(ref.casefold().split()).strip(".:()")


def _cited(asked: _Prepared, candidate: _Prepared) -> list[str]:
    """The references by which one of the two names the other, in order."""
    return sorted((asked.cites & candidate.refs) | (candidate.cites & asked.refs))


def _same(one: str | None, other: str | None) -> bool:
    squeezed = ["".join(text.casefold().split()) for text in (one or "", other or "")]
    return bool(squeezed[0]) and squeezed[0] == squeezed[1]
