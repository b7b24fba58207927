"""Which printed column is which of ours: a guess from the vocabulary of columns.toml, with its score and its reason.

The vocabulary is the union of the columns that councils' plans were seen to have. A field may be met under many
names; a name of two readings ("Priority", "Status") is decided by what stands below it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sightline.ground.lib.dates import MONTHS, find_dates

LEAST = 0.65  # a lower score is no guess
LONGEST_HEADER = 140


@dataclass(frozen=True, slots=True)
class Field:
    """kind says how a cell is taken apart: ref, text, owners, bodies, date, status, rag, quantities, updates, choice.

    synonyms are printed names as `normal` gives them; a repeatable field may have several columns.
    """

    key: str
    label: str
    kind: str
    synonyms: tuple[str, ...]
    repeatable: bool = False


def _load() -> tuple[Field, ...]:
    with Path(__file__).with_name("columns.toml").open("rb") as stream:
        entries = tomllib.load(stream)["field"]
    return tuple(
        Field(
            entry["key"], entry["label"], entry["kind"], tuple(entry["names"]), entry.get("repeatable", False)
        )
        for entry in entries
    )


FIELDS: tuple[Field, ...] = _load()
BY_KEY: dict[str, Field] = {field.key: field for field in FIELDS}

# Names that mean a column only where nothing else stands in its heading.
_ONLY_WHOLE = frozenset(
    """
    what who how when why date end no num number id item line row area type service team current complete completed latest
    result issue source position success state england national region direction
    """.split()  # noqa: SIM905
)
_SMALL_WORDS = {"the", "a", "an", "of", "is", "are", "be", "this", "our", "for"}
_COLOUR = (
    r"(?:(?:dark |light |bright )?(?:red|amber|green|blue|yellow|purple|grey|gray|white|black)|[RAGBYPWC])"
)
RAG_LETTERS = re.compile(rf"^{_COLOUR}(?:\s?[/\-–→>]\s?{_COLOUR})?(?:\s?[↑↓→←▲▼])?$", re.IGNORECASE)
PRIORITY_WORDS = re.compile(
    r"^(?:high|medium|med|low|critical|urgent|h|m|l|[1-5]|must|should|could|p[1-4])(?:\s*\(.*\)|\s+priority)?$",
    re.IGNORECASE,
)
PERIOD = "a period"  # the words of a guess from a heading that names nothing but a time
QUARTER = re.compile(r"\b(?:q|qtr|quarter)\s?[1-4]\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Guess:
    """What one printed column was taken for.

    column  place from 0;  name  printed name (made unique);  field  key of FIELDS or None;  score  0 to 1
    words   the words that matched;  origin  "memory", "words", "content" or ""
    """

    column: int
    name: str
    field: str | None
    score: float
    words: str
    origin: str


@lru_cache(maxsize=4096)
def normal(header: str) -> str:
    """A header as it is compared and remembered: lower case letters and digits, one blank between words."""
    text = re.sub(r"\brag\s*\(?b\)?\b", "rag b", header.lower().replace("’", "").replace("'", ""))
    text = text.replace("#", " no ").replace("%", " percentage ").replace("&", " and ")
    return " ".join(re.findall(r"[a-z]+|\d+", text))


@lru_cache(maxsize=4096)
def score(header: str) -> tuple[tuple[float, str, str], ...]:
    """The fields that a header could be, best first: (score, field key, words that matched)."""
    if len(header) > LONGEST_HEADER:
        return ()
    full = normal(header)
    bare = normal(re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", header)) or full
    found: dict[str, tuple[float, str]] = {}
    for text, value in ((bare, 0.96), (full, 1.0)):
        if text in _EXACT:
            found[_EXACT[text]] = (value, text)
    for given in (_tokens(bare), _tokens(full)):
        given = frozenset(token for token in given if not token.isdigit() and token not in MONTHS) or given
        for token in given:
            for wanted, synonym, key in _BY_TOKEN.get(token, ()):
                value = _likeness(wanted, given)
                if value >= LEAST and value > found.get(key, (0.0, ""))[0]:
                    found[key] = (value, synonym)
    first = _leading(header, full)
    if QUARTER.search(header) and "quarter" not in found:
        found["quarter"] = (0.75, "quarter")
    if not found and _is_period(header):
        found["actual"] = (LEAST, PERIOD)
    ranked = ((value, key, words) for key, (value, words) in found.items())
    return tuple(sorted(ranked, key=lambda one: (-one[0], not _tokens(one[2]) & first, _ORDER[one[1]])))


def _leading(header: str, full: str) -> frozenset[str]:
    """The words that decide between equals: those before "/", "&" or "and", else the last ("priority action" is an action)."""
    parts = re.split(r"[/&,]|\band\b", header, maxsplit=1)
    return _tokens(normal(parts[0])) if len(parts) > 1 else _tokens(" ".join(full.split()[-1:]))


def guess_columns(
    names: Sequence[str],
    samples: Sequence[Sequence[str]],
    memory: Mapping[str, str | None] | None = None,
    labels: Sequence[str] | None = None,
) -> list[Guess]:
    """Give each column the best field that is still free; a council's own earlier choice comes first.

    samples are some texts of each column; labels are the words to compare where they differ from the printed names.
    """
    memory = memory or {}
    labels = labels or names
    guesses: dict[int, Guess] = {}
    wishes: list[tuple[float, int, str, str, str]] = []
    taken: set[str] = set()
    for column, (name, label) in enumerate(zip(names, labels, strict=True)):
        if normal(name) in memory:
            key = memory[normal(name)]
            if key is not None and key not in BY_KEY:
                key = None
            guesses[column] = Guess(column, name, key, 1.0, name, "memory")
            if key:
                taken.add(key)
            continue
        for value, key, words in score(label):
            wishes += _by_content(column, value, key, words, samples[column])
    for value, column, key, words, origin in sorted(wishes, key=lambda wish: (-wish[0], wish[1])):
        if column in guesses or (key in taken and not BY_KEY[key].repeatable):
            continue
        guesses[column] = Guess(column, names[column], key, round(value, 2), words, origin)
        taken.add(key)
    return [guesses.get(column, Guess(column, name, None, 0.0, "", "")) for column, name in enumerate(names)]


def _likeness(wanted: frozenset[str], given: frozenset[str]) -> float:
    """1 for the same words, less the more words a header has beyond those of the vocabulary, 0 where one is missing."""
    if not wanted <= given:
        return 0.0
    if wanted == given:
        return 0.97
    return 0.55 + 0.4 * len(wanted) / len(given) if len(given) <= 8 else 0.0


def _tokens(text: str) -> frozenset[str]:
    return frozenset(_singular(token) for token in text.split() if token not in _SMALL_WORDS)


def _singular(token: str) -> str:
    return token[:-1] if len(token) > 3 and token.endswith("s") and not token.endswith("ss") else token


def _index() -> dict[str, list[tuple[frozenset[str], str, str]]]:
    """Names of the vocabulary by one of their words: a header that lacks it cannot match."""
    index: dict[str, list[tuple[frozenset[str], str, str]]] = {}
    for field in FIELDS:
        for synonym in field.synonyms:
            tokens = _tokens(synonym)
            if tokens and synonym not in _ONLY_WHOLE:
                index.setdefault(max(tokens, key=len), []).append((tokens, synonym, field.key))
    return index


_ORDER = {field.key: place for place, field in enumerate(FIELDS)}
_EXACT = {synonym: field.key for field in FIELDS for synonym in field.synonyms}
_BY_TOKEN = _index()


def _is_period(header: str) -> bool:
    """Whether a header is nothing but a month, quarter or year: the figure of that time."""
    found = find_dates(header)
    if not found or re.search(r"\d\s?%|£|\d\.\d+\s*\(", header) or len(header) > 40:
        return False
    rest = header
    for one in reversed(found):
        rest = rest[: one.start] + rest[one.end :]
    return len(re.findall(r"[A-Za-z]+", rest)) <= 1


def _by_content(
    column: int, value: float, key: str, words: str, sample: Sequence[str]
) -> list[tuple[float, int, str, str, str]]:
    """Wishes for one column and field, moved by what stands below the header."""
    texts = [text.strip() for text in sample if text and text.strip()]
    if texts:
        if (
            key in ("status", "progress", "success_measure", "impact", "confidence")
            and _share(RAG_LETTERS, texts) >= 0.8
        ):
            return [(0.9, column, "rag", words, "content")]
        if key == "theme" and words == "priority" and _share(PRIORITY_WORDS, texts) >= 0.8:
            return [(0.95, column, "priority", words, "content")]
        if key == "rag" and words in ("rating", "colour") and _share(RAG_LETTERS, texts) < 0.5:
            return [(0.62, column, key, words, "words")]
    return [(value, column, key, words, "words")]


def _share(pattern: re.Pattern[str], texts: Sequence[str]) -> float:
    return sum(1 for text in texts if pattern.match(text)) / len(texts)
