"""What a person typed into the box, as both databases understand it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST, MOST_TERMS = 300, 20
_TERM = re.compile(r'(-?)"([^"]*)"?|(-?)([^\s"]+)')
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "\x00": " "})
_PART = re.compile(r"[^\W_]+(?:['./][^\W_]+)*")
# Words that nearly every text holds: outside a phrase they find nothing and cost much.
_COMMON = (
    "a an and are as at be but by for from had has have he her his i if in into is it its my no not of on or our she so that the "
    "their them there they this to was we were what when which who will with you your"
)
COMMON = frozenset(_COMMON.split())


@dataclass(frozen=True)
class Asked:
    """text: as typed, in one line. wanted, unwanted: terms, each one or more words that must stand together in that order."""

    text: str = ""
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    cut: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.wanted

    @property
    def for_sqlite(self) -> str:
        """FTS5: every term in quotes, so that nothing in it is an operator."""
        said = " AND ".join(_quoted(term) for term in self.wanted)
        return (
            f"({said})" + "".join(f" NOT {_quoted(term)}" for term in self.unwanted)
            if self.unwanted
            else said
        )

    @property
    def for_postgres(self) -> str:
        """For websearch_to_tsquery: every term in quotes."""
        return " ".join([*map(_quoted, self.wanted), *(f"-{_quoted(term)}" for term in self.unwanted)])

    @property
    def as_phrase(self) -> Asked:
        """The same words as one phrase: what the history of a subject looks for when nothing was put in quotes."""
        words = " ".join(_PART.findall(self.text.translate(_QUOTES)))
        return Asked(self.text, (words,), (), self.cut) if words else Asked()


def asked(typed: str) -> Asked:
    """Understand what was typed: words that must all be there, “phrases in quotes”, -words that must not be.

    Anything is taken: signs that are no words are left out, a quote that is not closed ends at the end. At most 300 characters
    and 20 terms are looked at; `cut` says that there were more.
    """
    line = " ".join(typed.translate(_QUOTES).split())
    text, cut = line[:LONGEST], len(line) > LONGEST
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, minus_word, word in _TERM.findall(text):
        term = " ".join(_PART.findall(phrase or word))
        if term:
            (unwanted if minus or minus_word else wanted).append(term)
    wanted = list(dict.fromkeys(wanted))
    wanted = [term for term in wanted if term.casefold() not in COMMON] or wanted
    cut = cut or len(wanted) + len(unwanted) > MOST_TERMS
    wanted = wanted[:MOST_TERMS]
    return Asked(text, tuple(wanted), tuple(unwanted[: MOST_TERMS - len(wanted)]), cut)


def _quoted(term: str) -> str:
    return f'"{term}"'
