"""Answers that a paper puts off to the meeting: "To be advised during the presentation." No Django.

Only what is put off in the passive, with the place or the way of the answer, is taken: "will provide a presentation" is no answer.
"""

from __future__ import annotations

import re

LONGEST = 4_000  # characters of a passage that are looked at
_SENTENCE = re.compile(r"[^.;\n]+[.;]?")
_PUT_OFF = re.compile(
    r"\b(?:(?:to|will|shall) be (?:advised|announced|circulated|confirmed|explained|given|outlined|presented|provided|reported"
    r"|shared|supplied|tabled|updated))\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:(?:at|during|in|within|as part of) (?:the |this |that )?(?:committee |board |panel )?(?:meeting|presentation|item"
    r"|session|discussion|briefing)|on the (?:day|night)|verbally|orally|following the (?:meeting|presentation))\b",
    re.IGNORECASE,
)
_BY_MOUTH = re.compile(r"\b(?:verbal|oral) (?:report|update|answer)\b", re.IGNORECASE)
_TABLED = re.compile(r"\bto be tabled\b", re.IGNORECASE)


def put_off(text: str) -> tuple[str, ...]:
    """The sentences of a passage that put an answer off to the meeting, as they stand."""
    found = (one[0].strip() for one in _SENTENCE.finditer(text[:LONGEST]))
    return tuple(sentence for sentence in found if sentence and _puts_off(sentence))


def when_put_off(words: str) -> str:
    """The time to which it is put off, as printed: "during the presentation"; "" where none is."""
    found = _WHEN.search(words[:LONGEST])
    return found[0] if found and _puts_off(words) else ""


def _puts_off(sentence: str) -> bool:
    if _TABLED.search(sentence):
        return True
    return bool(_PUT_OFF.search(sentence) and (_WHEN.search(sentence) or _BY_MOUTH.search(sentence)))
