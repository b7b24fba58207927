"""Words of risk papers that several readers compare: names of risks, references, and the likeness of two wordings."""

from __future__ import annotations

import re
from functools import lru_cache

QUOTED = re.compile(r"[‘“\"']([^‘“”\"]{2,160}?)[’”\"'](?![A-Za-z])")
_NAME = r"(?:[‘“\"'](?P<{0}>[^‘“”\"]{{2,200}}?)[’”\"'](?![A-Za-z]))"
REF = re.compile(r"(?<![\w(])\(?([a-z]|[ivx]{2,4}|\d{1,2}(?:\([a-z]\)|[a-z])?)\)(?=\s)", re.IGNORECASE)
SUB_RISK = re.compile(r"\bsub[-\s]?risks?\b", re.IGNORECASE)
SUB_RISK_REF = re.compile(
    r"\bsub[-\s]?risks?\s+(?:ref(?:erence)?\s+)?\(?(?P<ref>\d{1,2}\s?\([a-z]\)|[a-z]|[ivx]{2,4}|\d{1,2}[a-z]?)\)?(?![\w’'-])"
    r"|\brisk\s+(?:ref(?:erence)?\s+)?[“\"‘']?(?P<other>\d{1,2}\s?\([a-z]\))[”\"’']?",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def folded(text: str) -> str:
    """A name as two wordings of it are compared: lower case letters and digits, one blank between words."""
    return " ".join(
        re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", "").replace("&", " and "))
    )


def plain_ref(printed: str) -> str:
    """ "(a)", "a)" and "3(a)" without outer brackets and stops: "a", "a", "3(a)"."""
    text = printed.strip().rstrip(".:")
    if re.fullmatch(r"\([^()]*\)", text):
        return text[1:-1]
    return text[:-1] if text.endswith(")") and "(" not in text else text


def clean_name(text: str) -> str:
    """A name without the joining words and stops that stood around it."""
    text = re.sub(r"^(?:[\s,;:–—-]|and\s)+", "", text.strip())
    text = re.sub(r"(?:[\s,;:.–—-]|\band)+$", "", text)
    quoted = re.fullmatch(r"[‘“\"'](.+)[’”\"']", text)
    return quoted.group(1).strip() if quoted else text.strip()


def alike(one: str, other: str) -> float:
    """0 to 1: the share of words that two names have in common, the longer one counting."""
    first, second = set(folded(one).split()), set(folded(other).split())
    return len(first & second) / max(len(first), len(second)) if first and second else 0.0
