"""Scores of a risk in running words: which score is meant, what it is, and what it was before.

Gross is the score before controls, net the score after them; councils also print inherent or unmitigated for the first, residual or
mitigated for the second. A score that is printed with none of these words stays unspecified.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sightline.ground.lib.dates import find_dates

KINDS = {
    "gross": "gross", "inherent": "gross", "unmitigated": "gross", "uncontrolled": "gross", "untreated": "gross",
    "net": "net", "nett": "net", "residual": "net", "mitigated": "net",
    "target": "target", "appetite": "target",
}  # fmt: skip
MOST = 100  # no matrix in use has a higher score
LONGEST = 2_000  # characters of a sentence that is read: longer ones are no sentences
REACH = 14  # words between what is scored and its number

_KIND = re.compile(
    r"\b("
    + "|".join(sorted(KINDS, key=len, reverse=True))
    + r")\b(?!\s+(?:date|figure|budget|cost)\b|\s+of\s+(?!\d))",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:scor(?:e|es|ed|ing)|rat(?:ed|ing|ings)|gross|nett?|residual|inherent|unmitigated)\b", re.IGNORECASE
)
_NOUN = re.compile(r"\b(?:scores?|scored|ratings?|rated)\b", re.IGNORECASE)
_RISKY = re.compile(r"\brisks?\b|\bsub-?\s?risks?\b|\bscor(?:e|es|ed|ing)\b", re.IGNORECASE)
_AROUND = r"(?<![\d.,£$€/:-])"
_N = (
    r"(\d{1,3})(?![\d%]|[.,:/]\d|\s?(?:%|per\s?cent|years?|months?|weeks?|days?|hours?|million|m\b|k\b|people"
    r"|staff|cases|children|posts?|sub-?risks?|risks?|members\b))"
)
_BETWEEN = r"(?:an? |the |its |their )?(?:(?:previous|earlier|former|original|last|score|rating|risk|of|gross|nett?) ){0,4}"
_MOVES: tuple[tuple[re.Pattern[str], bool], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), first_is_old)
    for pattern, first_is_old in (
        (rf"\bfrom {_BETWEEN}{_N},? (?:up |down )?to {_BETWEEN}{_N}", True),
        (rf"\bto {_BETWEEN}{_N},? ?\(?(?:up |down )?from {_BETWEEN}{_N}", False),
        (rf"{_AROUND}{_N} ?(?:→|->|=>|➔|➜|►) ?{_N}", True),
        (
            rf"\b{_N},? ?[(\[]?(?:which (?:was|is) )?(?:previously|formerly|was|compared (?:with|to)|(?:up|down|"
            rf"reduced|increased|decreased|"
            rf"raised|lowered) from|from) {_BETWEEN}{_N}",
            False,
        ),
    )
)
_BOTH = re.compile(
    rf"\b(\w+) and (\w+)(?: (?:risk|scores?|ratings?|were|was|are|of|at|to|now)){{1,5}} {_N} and {_N}",
    re.IGNORECASE,
)
_PRODUCT = re.compile(
    r"(?<!\d)(\d{1,2}) ?[x×*] ?(\d{1,2})(?: ?= ?(\d{1,3}))?(?!\d)|"
    r"\b(?:impact|severity|consequence)s?(?: score| rating)?(?: of| is| was|:| =)? (\d{1,2})(?!\d)[^.;\d]{1,40}"
    r"\b(?:likelihood|probability)(?: score| rating)?(?: of| is| was|:| =)? (\d{1,2})(?!\d)|"
    r"\b(?:likelihood|probability)(?: score| rating)?(?: of| is| was|:| =)? (\d{1,2})(?!\d)[^.;\d]{1,40}"
    r"\b(?:impact|severity|consequence)s?(?: score| rating)?(?: of| is| was|:| =)? (\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_SINGLE = re.compile(rf"{_AROUND}\b{_N}(?!\s?(?:[x×*]\s?\d|st\b|nd\b|rd\b|th\b))", re.IGNORECASE)
_LEADS_TO = re.compile(
    r"(?:\b(?:of|at|is|was|were|are|be|been|being|to|as|a|remains?|remained|stands?|stood|now|still|currently|"
    r"scor(?:e|es|ed)|rat(?:ed|ing)|"
    r"gross|nett?|residual|inherent|target|unmitigated|mitigated)|[:=(–-])\s*$",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Cllr|Cllrs|St|No|Nos|para|e\.g|i\.e|etc|approx|vs)\.$", re.IGNORECASE
)
_STOP = re.compile(r"[.!?][’”\"')\]]*\s+(?=[‘“\"'(]*[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Score:
    """One printed score.

    which   "gross", "net", "target", or "" where the words do not say
    value   the score as it now is;  before  what it moved from, or None
    word    the printed word that told which ("residual"), or ""
    start   where the number stands in its sentence
    product (impact, likelihood) where these are printed beside it
    """

    which: str
    value: int
    before: int | None
    word: str
    start: int
    product: tuple[int, int] | None = None


def sentences(text: str) -> Iterator[str]:
    """The sentences of running text; "Mr. Smith" is not two."""
    start = 0
    for stop in _STOP.finditer(text):
        if _ABBREVIATION.search(text[max(start, stop.start() - 8) : stop.start() + 1]):
            continue
        yield text[start : stop.end()].strip()
        start = stop.end()
    if text[start:].strip():
        yield text[start:].strip()


def read_scores(sentence: str) -> list[Score]:
    """Every score of one sentence, in the order printed. Dates, percentages and counts are none."""
    if (
        len(sentence) > LONGEST
        or not _CUE.search(sentence)
        or (not _RISKY.search(sentence) and not _KIND.search(sentence))
    ):
        return []
    plain = _without_dates(sentence)
    taken: list[tuple[int, int]] = []
    found: list[Score] = list(_both(plain, taken))
    factors: list[tuple[int, int]] = []
    products = _products(plain, factors)
    for pattern, first_is_old in _MOVES:
        for match in pattern.finditer(plain):
            if _overlaps(match.span(), [*taken, *factors]):
                continue
            first, second = int(match.group(1)), int(match.group(2))
            value, before = (second, first) if first_is_old else (first, second)
            word = _word(plain, match.span(), taken)
            if max(value, before) > MOST or word is None:
                continue
            taken.append(match.span())
            found.append(Score(KINDS.get(word.lower(), ""), value, before, word, match.start()))
    for match in _SINGLE.finditer(plain):
        if _overlaps(match.span(), [*taken, *factors]) or int(match.group(1)) > MOST:
            continue
        follows = _follows(plain, match.end())
        if not follows and not _LEADS_TO.search(plain[max(0, match.start() - 24) : match.start()]):
            continue
        word = follows or _word(plain, match.span(), taken)
        if word is None:
            continue
        taken.append(match.span())
        found.append(Score(KINDS.get(word.lower(), ""), int(match.group(1)), None, word, match.start()))
    found.sort(key=lambda score: score.start)
    return [_with_product(score, plain, products) for score in found]


def has_score_words(sentence: str) -> bool:
    """Whether a sentence speaks of a score, whether or not a number could be read."""
    return bool(_NOUN.search(sentence))


def _without_dates(sentence: str) -> str:
    """The sentence with every date blotted out, places unchanged."""
    plain = sentence
    for one in find_dates(sentence):
        if re.fullmatch(r"\d{1,2}", sentence[one.start : one.end]):
            continue
        plain = plain[: one.start] + "#" * (one.end - one.start) + plain[one.end :]
    return plain


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and span[1] > start for start, end in taken)


def _both(plain: str, taken: list[tuple[int, int]]) -> Iterator[Score]:
    """ "the gross and net scores were 25 and 16" """
    for match in _BOTH.finditer(plain):
        first, second = match.group(1).lower(), match.group(2).lower()
        if first in KINDS and second in KINDS:
            taken.append(match.span())
            yield Score(KINDS[first], int(match.group(3)), None, match.group(1), match.start(3))
            yield Score(KINDS[second], int(match.group(4)), None, match.group(2), match.start(4))


def _products(plain: str, taken: list[tuple[int, int]]) -> list[tuple[int, int, tuple[int, int], int | None]]:
    """(start, end, (one factor, the other), printed product) of "5 x 4" and of "impact of 5 and likelihood of 4"."""
    found = []
    for match in _PRODUCT.finditer(plain):
        numbers = [int(one) for one in match.groups()[:2] + match.groups()[3:] if one]
        if len(numbers) != 2:
            continue
        product = int(match.group(3)) if match.group(3) else None
        if product is None:
            taken.append(match.span())
        else:
            taken.append((match.start(), match.start(3)))
        found.append((match.start(), match.end(), (numbers[0], numbers[1]), product))
    return found


def _with_product(
    score: Score, plain: str, products: list[tuple[int, int, tuple[int, int], int | None]]
) -> Score:
    for start, end, pair, _product in products:
        near = start <= score.start <= end or 0 <= start - score.start <= 12 or 0 <= score.start - end <= 12
        if near:
            return Score(score.which, score.value, score.before, score.word, score.start, pair)
    return score


def _follows(plain: str, end: int) -> str:
    """ "25 (gross)", "16 net": the word that tells which, just behind the number."""
    match = re.match(r"[\s(,]{1,3}(\w+)", plain[end : end + 20])
    if match and match.group(1).lower() in KINDS:
        after = plain[end + match.end() : end + match.end() + 14]
        return "" if re.match(r"\s+(?:risk\s+)?(?:score|rating)", after) else match.group(1)
    return ""


def _word(plain: str, span: tuple[int, int], taken: list[tuple[int, int]]) -> str | None:
    """The word that tells which score is meant, "" where none does, None where no score is spoken of near the number."""
    behind = max((end for _, end in taken if end <= span[0]), default=0)
    before = plain[behind : span[0]]
    words = before.split()
    near = " ".join(words[-REACH:])
    kinds = _KIND.findall(near)
    if kinds:
        return str(kinds[-1])
    if _NOUN.search(near) or _NOUN.search(plain[span[0] : span[1] + 12]):
        return ""
    if behind and _CUE.search(plain[:behind]) and len(words) <= 4:
        return ""
    return None
