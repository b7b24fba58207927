"""Answers of decision records: yes or no, days, and the decisions themselves in the printed words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sightline.ground.lib.dates import find_dates, read_date
from sightline.work.imports.reading.printed_text import Para

_CHECKED = r"[☒☑✓✔■⊠🗹]|\[\s?[xX✓]\s?\]|\(\s?[xX✓]\s?\)"
_OPEN = r"[☐□❏❑]|\[\s?\]"
_YES = re.compile(
    r"^\W*(?:yes|y|key(?: decision)?|it is|true|for call-?\s?in)\b(?!\s*/\s*no\b)", re.IGNORECASE
)
_NO = re.compile(
    r"^\W*(?:no|n|non[-\s]?key(?: decision)?|not (?:a )?key|not (?:subject|for|applicable to) .*|false|it is "
    r"not)\b(?!\s*/\s*yes\b)(?!\.\s*\d)",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"^\W*(?:yes\s*/\s*no|no\s*/\s*yes|y\s*/\s*n|delete as (?:applicable|appropriate))\W*(?:\(?delete.*\)?)?$",
    re.IGNORECASE,
)

_LEAD = re.compile(
    r"^(?P<lead>(?:it (?:was|is) )?(?:(?:un(?:animously)? )?(?:resolved|agreed))\b(?: unanimously)?(?: as follows)?|"
    r"(?:that )?(?:the |as )?(?:[A-Z][\w’'-]+(?: (?:of|for|and|the|&|[A-Z][\w’'(),-]+))* )"
    r"(?:has |have |hereby |also |i |unanimously )?(?:agreed?s?|resolved|approved?s?|decided|agrees|authorised|noted|"
    r"endorsed|granted|determined|recommended|RESOLVED|AGREED)\b"
    r"(?: (?:the recommendations?|as follows|as outlined|outlined|above|namely|as set out|in the report|below|to)[,]?)*)"
    r"\s*(?P<sign>[:;]?\s*[-–—]*)\s*(?P<rest>.*)$",
    re.DOTALL,
)
_RESOLVED = re.compile(
    r"^(?P<lead>(?:it was )?(?:unanimously )?(?:resolved|agreed)(?: unanimously)?)\s*(?P<sign>[:;]?\s*[-–—]*)\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NARRATIVE = re.compile(
    r"\b(?:considered (?:a|the|an) (?:joint )?(?:report|paper)|consideration was given|introduced (?:the|this|a)|"
    r"presented (?:the|this|a)|addressed|thanked|highlight(?:ed|ing)|"
    r"in response to|asked|the report (?:sets? out|set out|seeks?|sought|outlined|provided|informed|requested|"
    r"detailed)|(?:was|were) (?:informed|advised|reminded)|"
    r"submitted (?:a|the) report|attention was drawn|further to minute|had due regard|spoke|explained|stated that|"
    r"commented|received (?:a|the) report|"
    r"recommendations? of the|with reference to|following (?:a|the) (?:discussion|debate))\b",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"^(?:that\b|to [a-z]+|resolved\b|agreed\b|approved?\b|noted?\b|recommendations? (?:agreed|approved|accepted)|i "
    r"(?:agree|approve|have decided|hereby)|"
    r"the (?:recommendations?|report|proposals?) .{0,80}\b(?:agreed|approved|noted|accepted|endorsed)\b)",
    re.IGNORECASE,
)
_ENDS_IN_REASON = re.compile(
    r"^(?:reasons?(?: for (?:the )?(?:decisions?|recommendations?))?)\s*[:–-]\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass
class Decided:
    """The decisions of one record: (number, text, paragraph) each; lead is what brought them in, narrative what stood before."""

    decisions: list[tuple[str | None, str, Para]] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    narrative: list[Para] = field(default_factory=list)


def yes_or_no(text: str) -> bool | None:
    """True, False, or None where neither is said ("Yes / No", "N/A", nothing)."""
    printed = " ".join(text.split())
    if not printed or is_unanswered(printed):
        return None
    ticked = _ticked(printed)
    if ticked is not None or len(re.findall(f"{_CHECKED}|{_OPEN}", printed)) > 1:
        return ticked
    if re.match(r"^\W*n\.?/?a\b|not applicable|to be confirmed|tbc", printed, re.IGNORECASE):
        return None
    if _NO.match(printed):
        return False
    if _YES.match(printed):
        return True
    return None


def is_unanswered(text: str) -> bool:
    """Whether a form prints both answers and marks neither."""
    return bool(_BOTH.match(text)) or (not re.search(_CHECKED, text) and len(re.findall(_OPEN, text)) > 1)


def _ticked(text: str) -> bool | None:
    """ "Yes ☒ No ☐" """
    if (
        not re.search(_CHECKED, text)
        or not re.search(r"\byes\b", text, re.IGNORECASE)
        or not re.search(r"\bno\b", text, re.IGNORECASE)
    ):
        return None
    boxes = f"(?:{_CHECKED}|{_OPEN})"
    before = re.search(rf"^\W{{0,2}}{boxes}\s*\w", text)
    order = (
        rf"(?P<box>{boxes})\s*(?P<word>yes|no)\b"
        if before
        else rf"\b(?P<word>yes|no)\s*[:.]?\s*(?P<box>{boxes})"
    )
    marked = [
        found.group("word").lower()
        for found in re.finditer(order, text, re.IGNORECASE)
        if re.fullmatch(_CHECKED, found.group("box"))
    ]
    return marked[0] == "yes" if len(marked) == 1 else None


def day_of(text: str) -> tuple[str | None, str]:
    """(ISO date or None, why it is worth a question or "")."""
    reading = read_date(text.strip())
    if reading.date is not None:
        return reading.date.isoformat(), reading.suspect
    found = [one for one in find_dates(text) if one.date is not None and one.first == one.date]
    days = {one.date for one in found}
    if len(days) == 1:
        return str(next(iter(days))), ""
    return None, reading.suspect if text.strip() else ""


def after(one: str | None, other: str | None) -> bool:
    """Whether one day is before the other, both known."""
    return bool(one and other) and dt.date.fromisoformat(str(one)) < dt.date.fromisoformat(str(other))


def read_decided(paras: Sequence[Para]) -> Decided:
    """What was decided, parted as printed: numbered parts, else the paragraphs behind the words that bring them in."""
    found = Decided()
    paras = [part for para in paras if para.text or para.marker for part in _parted(para)]
    numbered = [para for para in paras if para.marker]
    opened = False
    for number, para in enumerate(paras):
        if para.marker and not _opens(para.text, bool(numbered)):
            opened = True
            found.decisions.append((_bare(para.marker), para.text, para))
            continue
        lead, rest = _lead(para, paras[number + 1 :])
        if lead is not None:
            _drop_narrative(found, opened)
            opened = True
            found.lead.append(lead)
            if rest:
                found.decisions.append((_bare(para.marker) if para.marker else None, rest, para))
        elif opened:
            _go_on(found, para, numbered)
        elif _is_narrative(para, paras, number):
            found.narrative.append(para)
        else:
            found.decisions.append((None, para.text, para))
    if not found.decisions and found.narrative:
        found.decisions = [
            (None, para.text, para) for para in found.narrative if _OUTCOME.match(para.text)
        ] or [(None, found.narrative[-1].text, found.narrative[-1])]
        taken = {id(para) for _, _, para in found.decisions}
        found.narrative = [para for para in found.narrative if id(para) not in taken]
    return found


_WHO = re.compile(
    r"^(?:That )?(?:The |the )?(?P<who>(?:(?:Deputy )?Leader of the Council|(?:Deputy |Assistant |Executive |"
    r"Corporate |Strategic |Chief )*(?:Executive|Cabinet|Director|Head|Officer)|Cabinet Member|Executive Member|"
    r"Portfolio Holder|Committee|Council|Board|Panel|Chief Executive)(?:(?: of| for| and|,)? [A-Z][\w’'()-]*| (?:of|"
    r"for|and|the)(?= ))*)\s+"
    r"(?:has |have |hereby |unanimously )?(?:agree|resolve|approve|decide|authorise|note|endorse|determine)"
)


def who_decided(lead: str) -> str | None:
    """Who is named in the words that bring decisions in: "The Executive agreed the recommendations" """
    own = re.match(r"^As (?P<who>(?:the )?[A-Z][^,.:;]{3,120}?),? I\b", lead)
    if own:
        return own.group("who").removeprefix("the ")
    match = _WHO.match(lead)
    return match.group("who").strip(" ,") if match else None


def _parted(para: Para) -> list[Para]:
    """ "1. To agree. 2. To review." in one paragraph is two: only where the numbers follow each other from 1."""
    text = f"{para.marker} {para.text}".strip() if para.marker in ("1.", "1)", "(1)") else para.text
    sign = re.match(r"(\(?)1([.)]) ", text)
    if sign is None:
        return [para]
    starts = [0]
    while (at := text.find(f" {sign.group(1)}{len(starts) + 1}{sign.group(2)} ", starts[-1] + 2)) > 0:
        starts.append(at + 1)
    if len(starts) < 2:
        return [para]
    parts = [text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [
        replace(para, marker=part.split(" ", 1)[0], text=part.split(" ", 1)[1].strip(), cells=())
        for part in parts
    ]


def _opens(text: str, numbered: bool) -> bool:
    return not numbered


def _lead(para: Para, following: Sequence[Para]) -> tuple[str | None, str]:
    """(the words that bring decisions in, what follows them); (None, "") where a paragraph has none."""
    text = para.text
    match = _RESOLVED.match(text) or _LEAD.match(text)
    if match and (
        match.group("sign").strip()
        or not match.group("rest")
        or (re.match(r"that\b", match.group("rest"), re.IGNORECASE) and _RESOLVED.match(text))
    ):
        lead = text[: match.start("rest")].strip()
        rest = match.group("rest").strip()
        brings_in = rest.endswith(":") or (
            following and following[0].marker and not rest.endswith((".", ";"))
        )
        if rest and brings_in and following and len(rest) < 120:
            return f"{lead} {rest}", ""
        if match.group("sign").strip() or not rest or following == () or _RESOLVED.match(text):
            return lead.strip(), rest
    if text.rstrip().endswith((":", ":-", "namely", ": -")) and following and len(text) < 300:
        return text, ""
    if (
        following
        and following[0].marker
        and not para.marker
        and len(text) < 200
        and not text.rstrip().endswith(".")
    ):
        return text, ""
    return None, ""


def _drop_narrative(found: Decided, opened: bool) -> None:
    """What stood before "Resolved:" told how it came about."""
    if not opened and found.decisions:
        found.narrative += [para for _, _, para in found.decisions]
        found.decisions.clear()


def _go_on(found: Decided, para: Para, numbered: Sequence[Para]) -> None:
    """A paragraph behind the first decision: one more, or the end of the one before where that is a part of a list."""
    if found.decisions and found.decisions[-1][0] is not None and not _OUTCOME.match(para.text):
        mark, text, place = found.decisions[-1]
        found.decisions[-1] = (mark, f"{text}\n{para.text}", place)
    else:
        found.decisions.append((None, para.text, para))


def _is_narrative(para: Para, paras: Sequence[Para], number: int) -> bool:
    if _OUTCOME.match(para.text):
        return False
    if _NARRATIVE.search(para.text):
        return True
    later = paras[number + 1 :]
    return any(_RESOLVED.match(one.text) and _lead(one, later)[0] is not None for one in later[:40])


def _bare(marker: str) -> str | None:
    """A printed number without its stops and brackets; a bullet is none."""
    bare = marker.strip().strip("()[].: ")
    return bare if bare and bare[0].isalnum() and bare != "o" else None


def as_list(decided: Decided) -> list[dict[str, Any]]:
    """[{"number", "text"}]"""
    return [{"number": number, "text": text} for number, text, _ in decided.decisions]
