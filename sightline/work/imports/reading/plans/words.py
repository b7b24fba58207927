"""Status words, printed keys and dated notes: what is certain becomes our vocabulary, the rest stays text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from sightline.ground.lib.dates import find_dates

_STATUS_WORDS = {
    "not started": (
        r"not (?:yet )?(?:started|commenced|begun)|yet to (?:start|commence|begin)|not due to start|"
        r"no action (?:yet )?taken|to be started|unstarted"
    ),
    "not done": (
        r"not (?:been )?(?:done|achieved|met|delivered|implemented)|abandoned|cancell?ed|withdrawn|discontinued|"
        r"will not be (?:done|delivered|achieved)|no longer (?:required|needed|being pursued|relevant)|stopped|superseded"
    ),
    "in progress": (
        r"in[- ]progress|on-?\s?going|under\s?way|started|commenced|partially|partly|part[- ](?:completed?|achieved|met|done)|"
        r"(?:phase|stage|part) \w+ (?:is |now )?completed?|work (?:has )?(?:started|begun|commenced|in progress)|"
        r"being (?:implemented|developed|progressed)|progressing|in train|in development|wip|continuing"
    ),
    "done": (
        r"(?:now |fully |all |action |task |this action is |this is )*(?:done|completed?|closed|achieved|implemented|delivered|"
        r"finished|embedded|signed[- ]off|actioned|met)|100\s?%"
    ),
}
_STATUS = {
    name: re.compile(rf"^(?:{words})(?![\w-])", re.IGNORECASE) for name, words in _STATUS_WORDS.items()
}
_AFTER_DONE = re.compile(r"^\s*(?:by|when|once|if|the|a|an|all|and (?:submit|return))\b", re.IGNORECASE)
_AWAITING = re.compile(
    r"(?:await(?:ing|s)?|pending|subject to|ready for|submitted for|waiting for|needs|requires)\s+(?:\w+\s+){0,3}?"
    r"(?:sign(?:ed|ing)?[- ]?off|closure|approval to close)|"
    r"(?:to be|not yet|yet to be)\s+signed[- ]?off|recommended for (?:closure|sign[- ]?off)",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    r"\b(?:draft\w*|not|in progress|nearly|almost|being|will|should|needs to)\b", re.IGNORECASE
)
_CONFIDENCE = (
    ("off track", re.compile(r"\b(?:off[- ]track|not on track|behind schedule|off target)\b", re.IGNORECASE)),
    (
        "at risk",
        re.compile(r"\b(?:at risk|some (?:slippage|concerns?)|risk of (?:delay|slippage))\b", re.IGNORECASE),
    ),
    ("on track", re.compile(r"\b(?:on[- ]track|on schedule|on target)\b", re.IGNORECASE)),
)
_COLOURS = r"blue|red|amber|green|yellow|purple|grey|gray|white|black|orange|brown|pink"
_LETTER = r"[RAGBYPW]"
_SIGN = r"(?:[-–—=:]|\t)"
_KEY_ITEM = re.compile(
    rf"(?<![\w/])(?P<colour>{_COLOURS}|{_LETTER})\s*(?:\((?P<letter>{_LETTER})\)|(?:rating|rated|status))?\s*"
    rf"(?:{_SIGN}| means )\s*(?P<meaning>[^\n;|\t]+?)"
    rf"(?=\s*(?:[;|\n\t,.]\s*|\s{{2,}}|\s)(?:{_COLOURS}|{_LETTER})\s*(?:\({_LETTER}\))?\s*{_SIGN}|\s*(?:[;|\n\t]|$))",
    re.IGNORECASE,
)
_KEY_INTRO = re.compile(
    r"^\W*(?:(?:b?rag|rayg|colour|status|rating|progress)\s*)?(?:rating\s*|status\s*)?(?:key|legend)\b\s*[:\-–]?\s*|"
    r"^\W*b?rag(?:\s+(?:rating|status))?\s*[:=]\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class StatusReading:
    """status is one of ours or None; awaiting is True where sign-off is awaited, None where nothing is said of it."""

    status: str | None = None
    awaiting: bool | None = None
    confidence: str | None = None


def read_status(text: str | None) -> StatusReading:
    """A cell that states a status. Words that are not certain give None."""
    return _read(text, prose=False)


def read_progress(text: str | None) -> StatusReading:
    """A progress note: it states a status only where it opens with the word and a stop, or is nothing else."""
    return _read(text, prose=True)


def _read(text: str | None, *, prose: bool) -> StatusReading:
    line = re.sub(r"^[\W_]+", "", text or "").strip()
    if not line:
        return StatusReading()
    awaiting = _AWAITING.search(line)
    confidence = (
        next((name for name, pattern in _CONFIDENCE if pattern.search(line)), None)
        if not prose or len(line) < 40
        else None
    )
    status = None
    for name, pattern in _STATUS.items():
        match = pattern.match(line)
        if match and _is_certain(name, line[match.end() :], prose):
            status = name
            break
    if awaiting and status is None and not _UNFINISHED.search(line[: awaiting.start()]):
        status = "done"
    if awaiting and status in ("not started", "not done"):
        return StatusReading(status, None, confidence)
    done_awaiting = True if awaiting and status == "done" else None
    return StatusReading(status, done_awaiting, confidence)


def _is_certain(name: str, rest: str, prose: bool) -> bool:
    if name == "done" and (
        _AFTER_DONE.match(rest) or re.match(r"\s*(?:in part|except|apart from|but\b)", rest, re.IGNORECASE)
    ):
        return False
    if not prose:
        return True
    return (
        not rest.strip(" .!")
        or bool(re.match(r"\s*(?:[.:;\-–—,(\n]|\d)", rest))
        or bool(_AWAITING.match(rest.strip(" ,;-–")))
    )


def read_key(text: str) -> dict[str, str]:
    """A printed key ("Green - on track; Amber - some slippage"): colour or letter as printed -> meaning as printed."""
    intro = _KEY_INTRO.match(text)
    body = text[intro.end() :] if intro else text
    found: dict[str, str] = {}
    for match in _KEY_ITEM.finditer(body):
        meaning = match.group("meaning").strip(" ,.-–")
        if meaning and len(meaning) < 200:
            found[match.group("colour")] = meaning
            if match.group("letter"):
                found.setdefault(match.group("letter"), meaning)
    whole = bool(_KEY_ITEM.match(body.strip(" •*\t")))
    return found if intro or (whole and (len(found) > 1 or _is_word(next(iter(found), "")))) else {}


def _is_word(colour: str) -> bool:
    return len(colour) > 1


def by_key(rag: str | None, key: dict[str, str]) -> StatusReading:
    """The status that a plan's own printed key gives to a colour; none without such a key."""
    if not rag or not key:
        return StatusReading()
    wanted = rag.strip().lower()
    for colour, meaning in key.items():
        if colour.lower() == wanted or (
            len(wanted) == 1 and colour.lower().startswith(wanted) and _one_colour(key, wanted)
        ):
            return read_status(meaning)
    return StatusReading()


def _one_colour(key: dict[str, str], letter: str) -> bool:
    return (
        len({colour.lower() for colour in key if colour.lower().startswith(letter) and len(colour) > 1}) == 1
    )


@dataclass(frozen=True, slots=True)
class Note:
    """One dated note of a cell. date is None where the printed date is not certain; raw is the date as printed."""

    raw: str
    date: dt.date | None
    text: str


_NOTE_START = re.compile(
    r"(?:^|\n|(?<=[.;!?])\s+)\W{0,3}(?=\d{1,2}[./\-]\d{1,2}[./\-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}|"
    r"[A-Z][a-z]{2,8}\.?\s+(?:20)?\d\d\b|update\s*[:\-–]?\s*\d)",
    re.IGNORECASE,
)


def read_notes(text: str | None) -> list[Note]:
    """Dated notes stacked inside one cell, in their order; a cell without dates gives none."""
    body = text or ""
    starts = [match.end() for match in _NOTE_START.finditer(body)]
    notes: list[Note] = []
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(body)
        piece = body[start:end].strip()
        found = find_dates(piece[:60])
        if not found or not re.fullmatch(r"(?:updated?)?\W*", piece[: found[0].start], re.IGNORECASE):
            continue
        rest = piece[found[0].end :]
        if (
            re.match(r"\s*(?:was|is|were|has|the|and|to)\b", rest)
            and "\n" not in body
            and place == 0
            and len(starts) == 1
        ):
            continue
        exact = found[0].date if not found[0].meaning else None
        notes.append(Note(piece[found[0].start : found[0].end], exact, rest.strip(" \t\n:-–—)(.,;")))
    return notes
