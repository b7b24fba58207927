"""Levels of a risk matrix: the words and numbers that councils print for impact and likelihood, and the cells of its grid."""

from __future__ import annotations

import re
from collections.abc import Sequence

Level = tuple[int | str | None, str | None]
LEAST = 3
MOST = 8
LONGEST = 60
_LIKELY = frozenset(
    """
    rare remote unlikely possible likely probable certain almost frequent occasional improbable definite probability
    impossible imminent likelihood
    """.split()  # noqa: SIM905
)
_HEAVY = frozenset(
    """
    insignificant negligible minor moderate major severe catastrophic critical serious marginal disaster significant
    extreme minimal substantial disastrous fundamental trivial impact noticeable material
    """.split()  # noqa: SIM905
)
_EITHER = frozenset(
    """
    very low medium high highly lowest highest not extremely medium-high to or mid v quite limited none
    """.split()  # noqa: SIM905
)
TITLES = {
    "likelihood": re.compile(r"\b(?:likelihood|probability)\b", re.IGNORECASE),
    "impact": re.compile(r"\b(?:impact|consequences?|severity)\b", re.IGNORECASE),
}
_LEVEL = (
    re.compile(
        r"^\(?(?P<level>\d{1,2}|[A-H])\)?\s*(?:[-–—:=.)]\s*|\s+)(?P<name>[A-Za-z][A-Za-z /&,'’()-]*)$"
    ),
    re.compile(
        r"^(?P<name>[A-Za-z][A-Za-z /&,'’-]*?)\s*(?:[-–—:=]\s*)?[(\[]?(?P<level>\d{1,2}|(?<=[(\[])[A-H])[)\]]?$"
    ),
)
_SCORE = re.compile(
    r"^(?:(?P<before>[A-Za-z][A-Za-z /-]{0,20}?)\s*)?[(\[]?(?P<score>\d{1,3})[)\]]?"
    r"(?:\s*[-–]?\s*(?P<after>[A-Za-z][A-Za-z /-]{0,20}))?$"
)
_BAND = re.compile(
    r"^(?:very |extremely |medium[- /]|low[- /])?(?:high|low|medium|moderate|significant|critical|severe|minor|major|"
    r"extreme|red|amber|green|yellow|orange|blue|"
    r"tolerable|acceptable|unacceptable|substantial|[RAGYBHMLE]|[A-F]\s?[1-6]|[1-6]\s?[A-F])(?:[- /](?:high|low|"
    r"medium|red|amber|green))?(?: risk)?$",
    re.IGNORECASE,
)
_GRID_REF = re.compile(r"^(?:[A-H]\s?[1-8]|[1-8]\s?[A-H])$")


def is_number(text: str) -> bool:
    """Whether a text is a whole number such as a matrix prints: at most three plain digits."""
    return len(text) <= 3 and text.isascii() and text.isdigit()


def is_cell(text: str) -> bool:
    """Whether a text is a score or a band: "20", "High (20)", "Amber", "B2"."""
    if not text or len(text) > 30:
        return False
    if _GRID_REF.match(text):
        return True
    found = _SCORE.match(text)
    if found:
        words = (found.group("before") or "") + (found.group("after") or "")
        return int(found.group("score")) <= 100 and (
            not words or bool(_BAND.match(words.strip(" -"))) or words.strip().lower() in ("midium",)
        )
    return bool(_BAND.match(text))


def read_level(texts: Sequence[str]) -> Level:
    """(level, name) of "5 - Almost certain", of "Catastrophic (5)", and of both in cells of their own."""
    texts = [text for text in texts if text][-2:]
    if not texts:
        return (None, None)
    if len(texts) == 2:
        one, other = texts
        if re.fullmatch(r"\(?(?:\d{1,2}|[A-H])\)?", one):
            return (_level(one), other)
        if re.fullmatch(r"\(?(?:\d{1,2}|[A-H])\)?", other):
            return (_level(other), one)
        texts = [other] if not read_level([one])[1] or known_words(one) <= known_words(other) else [one]
    text = texts[0]
    if re.fullmatch(r"\(?\d{1,2}\)?|[A-H]", text):
        return (_level(text), None)
    for pattern in _LEVEL:
        found = pattern.match(text)
        if found:
            return (_level(found.group("level")), found.group("name").strip())
    return (None, text if len(text) <= LONGEST else None)


def _level(text: str) -> int | str:
    bare = text.strip("()[] ")
    return int(bare) if is_number(bare) else bare


def joined(one: Level, other: Level) -> Level:
    """A level printed in one row and its name in another."""
    return (one[0] if one[0] is not None else other[0], one[1] or other[1])


def named(labels: list[Level] | None) -> bool:
    """Whether labels are levels of a matrix: names that we know, or a number each."""
    if not labels:
        return False
    good = sum(
        1
        for level, name in labels
        if (name and known_words(name) > 0) or (name is None and level is not None)
    )
    return good >= 0.7 * len(labels)


def known_words(name: str) -> int:
    tokens = re.findall(r"[a-z]+", name.lower())
    known = sum(1 for token in tokens if token in _LIKELY or token in _HEAVY or token in _EITHER)
    return known if known * 2 >= len(tokens) else 0


def weights(labels: list[Level]) -> tuple[int, int]:
    tokens = [token for _, name in labels if name for token in re.findall(r"[a-z]+", name.lower())]
    return sum(1 for token in tokens if token in _LIKELY), sum(1 for token in tokens if token in _HEAVY)


def is_title(text: str) -> bool:
    """Whether a text is the name of an axis."""
    return (
        bool(text)
        and any(pattern.search(text) for pattern in TITLES.values())
        and len(text) <= LONGEST
        and _level_words(text) == 0
    )


def without_axis(text: str) -> str:
    """ "Likelihood 5" is level 5; the name of an axis alone is no label."""
    if not is_title(text):
        return text
    rest = re.sub(
        r"\b(?:likelihood|probability|impact|consequences?|severity|of|risk|score)\b",
        " ",
        text,
        flags=re.IGNORECASE,
    )
    rest = " ".join(rest.split()).strip(" :=–-/()[]")
    return rest if re.fullmatch(r"\d{1,2}|[A-H]", rest) else ""


def _level_words(text: str) -> int:
    tokens = re.findall(r"[a-z]+", text.lower())
    return sum(
        1
        for token in tokens
        if (token in _LIKELY or token in _HEAVY or token in _EITHER)
        and token not in ("impact", "likelihood", "probability")
    )
