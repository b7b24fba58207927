"""Risk cards that are printed as lines with labels ("Risk:", "Owner:", "Inherent score:"), one card below the other.

The cards become the rows of one register, so that what a row means is told in one place (`assessed`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sightline.work.imports.reading.markers import is_bullet
from sightline.work.imports.reading.printed_text import Para
from sightline.work.imports.reading.risks.columns import Column, column_of
from sightline.work.imports.reading.risks.register import Register, RegisterRow, is_register

LONGEST_LABEL = 60
FEWEST_LABELS = 4  # of a card
_FIRST = frozenset({"ref", "risk", "sub_risk"})
_LISTS = frozenset(
    {"controls", "further_actions", "cause", "consequence", "description", "comment", "assurance"}
)
_LABEL = re.compile(r"(?:^|(?<=[\s,;|]))(?P<label>[A-Z][A-Za-z’'/()&-]*(?: [\w’'/()&-]+){0,5})\s*:(?=\s|$)")
_NUMBERED = re.compile(
    r"^(?:(?:Strategic|Corporate|Directorate|Key) )?Risk (?P<ref>[A-Z]{0,4}\d{1,3}[a-z]?)\s*[:–—-]\s+(?P<name>\S.{5,200})$"
)
_STAGE = re.compile(
    r"^(?:the )?(?:gross|inherent|unmitigated|net|residual|mitigated|current|target)(?: risk)?"
    r"(?: (?:score|rating|assessment|level))?s?"
    r"(?: \([^)]{1,60}\))?:?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Card:
    first: Para
    values: dict[Column, str] = field(default_factory=dict)
    last: Column | None = None
    over: str = ""
    texts: list[str] = field(default_factory=list)


@lru_cache(maxsize=1024)
def _column(label: str, over: str) -> Column | None:
    column = column_of(label, over)
    return column if column.field or column.is_score else None


def find_cards(paras: Sequence[Para]) -> Register | None:
    """The cards of a paper as one register, or None where it has no card."""
    if not any(_begins(para) for para in paras):
        return None
    cards = [card for card in _cards(paras) if len(card.values) >= FEWEST_LABELS]
    columns = tuple(dict.fromkeys(column for card in cards for column in card.values))
    if not any(column.field in ("risk", "sub_risk") for column in columns) or not is_register(columns):
        return None
    names = [column.name for column in columns]
    if len(set(names)) < len(names):
        return None
    register = Register(columns, "", [text for card in cards for text in card.texts], cards[0].first.page)
    for card in cards:
        texts = tuple(card.values.get(column) or None for column in columns)
        number = card.first.lines[0].number if card.first.lines else 0
        register.rows.append(RegisterRow(texts, (False,) * len(texts), card.first.page, number))
    register.counts.update(read=len(cards), taken=len(cards))
    return register


def _begins(para: Para) -> bool:
    """Whether a paragraph may be the first line of a card; cheap, for it is asked of every paragraph."""
    text = para.text
    if (
        para.cells
        or len(text) > 300
        or ("isk" not in text[:40] and "ef" not in text[:30] and "RISK" not in text[:40])
    ):
        return False
    found = _LABEL.match(text)
    column = _column(found["label"], "") if found and len(found["label"]) <= LONGEST_LABEL else None
    return bool(column and column.field in _FIRST) or bool(_NUMBERED.match(text))


def _cards(paras: Sequence[Para]) -> Iterator[_Card]:
    card: _Card | None = None
    for para in paras:
        if para.cells:
            continue
        pairs = _pairs(para.text, card.over if card else "")
        starts = _begins(para) and (card is None or any(column in card.values for column, _ in pairs))
        starts = starts or bool(_NUMBERED.match(para.text))
        if starts:
            if card is not None:
                yield card
            card = _Card(para)
        if card is None:
            continue
        if pairs:
            _take(card, para, pairs)
        elif _STAGE.match(para.text):
            card.over = para.text.rstrip(":")
            card.last = None
            card.texts.append(para.text)
        else:
            _go_on(card, para)
    if card is not None:
        yield card


def _pairs(text: str, over: str) -> list[tuple[Column, str]]:
    """(column, value) of each label in a line whose labels are all known; [] where it is no line with labels."""
    numbered = _NUMBERED.match(text)
    if numbered:
        return [(column_of("Ref"), numbered["ref"]), (column_of("Risk"), numbered["name"])]
    if ":" not in text[: LONGEST_LABEL + 2]:
        return []
    found = [one for one in _LABEL.finditer(text[:400]) if len(one["label"]) <= LONGEST_LABEL]
    if not found or found[0].start() != 0:
        return []
    known: list[tuple[Column, int, int]] = []
    for one in found:
        column = _column(one["label"], "")
        if column is not None and column.is_score and not column.stage and over:
            column = _column(one["label"], over)
        if column is None:
            if not known:
                return []
            continue  # a colon within a value
        known.append((column, one.start(), one.end()))
    ends = [start for _, start, _ in known[1:]] + [len(text)]
    return [
        (column, text[begin:end].strip(" ,;|")) for (column, _, begin), end in zip(known, ends, strict=True)
    ]


def _take(card: _Card, para: Para, pairs: list[tuple[Column, str]]) -> None:
    for column, value in pairs:
        if column.field:
            card.over = ""
        if card.values.get(column):
            continue
        card.values[column] = value
        card.last = column
    card.texts.append(para.text)


def _go_on(card: _Card, para: Para) -> None:
    """A line without a label belongs to the value above it where that is a list, or was not printed yet."""
    if card.last is None:
        return
    value = card.values[card.last]
    listed = bool(para.marker) and card.last.field in _LISTS
    if value and not listed and not (card.last.field in _LISTS and not para.gap):
        return
    text = f"• {para.text}" if is_bullet(para.marker) else f"{para.marker} {para.text}".strip()
    card.values[card.last] = f"{value}\n{text}" if value else text
    card.texts.append(para.text)
