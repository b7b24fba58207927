"""Targets, baselines and results as councils print them, taken apart without losing a word."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from sightline.ground.lib.dates import find_dates

_NUMBER = (
    r"(?<![\w.,/])(?P<sign>[-−](?=\d))?(?P<pound>£\s?)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?P<scale>\s?(?:million|billion|bn|m|k)\b)?"
)
_UNIT = (
    r"(?P<unit>\s*(?:%|per\s?cent\b|percentage points?\b|"
    r"per\s+(?:1,?000|10,?000|100,?000|head|child|week|month|year)(?:\s+(?:children|population|aged[\s\d–-]+))?|"
    r"out of\s+\d+|(?:working |calendar |school )?days?\b|weeks?\b|months?\b|years?\b|hours?\b|minutes?\b|cases?\b|children\b|"
    r"young people\b|placements?\b|visits?\b|audits?\b|families\b|carers?\b|social workers?\b|FTE\b|points?\b))?"
)
_FIGURE = re.compile(_NUMBER + _UNIT, re.IGNORECASE)
_BEFORE = (
    (">=", r"(?:>=|=>|≥|⩾|at least|no(?:t)? (?:less|fewer|lower) than|a? ?minimum(?: of)?|min\.?)"),
    (
        "<=",
        r"(?:<=|=<|≤|⩽|at most|no(?:t)? (?:more|greater|higher) than|not exceed(?:ing)?|a? ?maximum(?: of)?|max\.?|up to|within)",
    ),
    (">", r"(?:>|more than|greater than|higher than|above|over|exceed(?:s|ing)?|in excess of)"),
    ("<", r"(?:<|less than|fewer than|lower than|below|under)"),
    ("~", r"(?:~|≈|approximately|approx\.?|around|about|circa|c\.)"),
    ("=", r"="),
)
_BEFORE_RE = tuple(
    (sign, re.compile(rf"(?:^|(?<=[\s(:,–-])){words}\s*$", re.IGNORECASE)) for sign, words in _BEFORE
)
_AFTER_RE = (
    (
        ">=",
        re.compile(
            r"^\s*(?:or (?:more|above|higher|better|over)\b|and (?:above|over)\b|\+|plus\b|minimum\b)",
            re.IGNORECASE,
        ),
    ),
    (
        "<=",
        re.compile(
            r"^\s*(?:or (?:less|below|fewer|lower|under)\b|and (?:below|under)\b|maximum\b)", re.IGNORECASE
        ),
    ),
)
_RANGE = re.compile(r"(\d)\s?%?\s?(?:-|–|—|to|and)\s?(?=£?\d[\d.,]*\s?%?)", re.IGNORECASE)
_COMPARATOR_SOURCE = re.compile(
    r"\b(?:(?:england|national|regional|north west|south west|london|statistical neighbours?|neighbours?|SN|comparator|peer|"
    r"family|local authority|LA)\s+(?:\w+\s+)?(?:average|mean|median|benchmark|rate|level|figure)s?|"
    r"(?:england|national|statistical neighbours?)\b)",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:(?:academic|school|financial)\s+year\s+)?(?:20)?\d\d\s?[/–-]\s?(?:20)?\d\d\b|\bq[1-4]\b(?:\s+(?:20)?\d\d(?:[/-]\d\d)?)?|"
    r"\b(?:rolling )?12 months?(?: to [\w ]+)?\b|\byear to date\b|\bytd\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^(?:the )?(?:(?:target|baseline|aim|goal|milestone|actual|current(?:ly)?|performance|measure|outturn)\b"
    r"\s*(?:for|of|is|to be|at|:|=|-|–)*\s*)+",
    re.IGNORECASE,
)
_ZERO = re.compile(r"^\W*(zero|nil)\b", re.IGNORECASE)

_ENDLESS = re.compile(r"[\d.,]{40,}")  # no figure, whatever it is


@dataclass(frozen=True, slots=True)
class Quantity:
    """
    raw         the printed text of this one quantity
    what        the words around the figure ("45 days", "of all conferences to be held within 15 days"), or ""
    comparator  ">=", "<=", ">", "<", "~", "between" or "=" as printed, the name of a comparator ("England average") where it
                stands instead of a figure, or None where nothing is stated
    value       the figure, None where there is none or two
    unit        "%", "per 10,000", "days", "£" ..., or None
    as_at       the last day of the period or the day that the figure is of
    period      that period as printed, or ""
    source      who says so ("England average", "SEN2"), or ""
    """

    raw: str
    what: str = ""
    comparator: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    as_at: dt.date | None = None
    period: str = ""
    source: str = ""


def read_quantities(raw: str | None) -> tuple[Quantity, ...]:
    """All quantities of a cell; none where it states no figure and no comparator. Never raises."""
    text = _ENDLESS.sub(" ", raw or "").strip()
    if not text:
        return ()
    found = tuple(quantity for part in _parts(text) if (quantity := _read(part)) is not None)
    return found


def _parts(text: str) -> list[str]:
    """A cell in its single statements: lines, points, and clauses that each have a percentage."""
    parts: list[str] = []
    for line in re.split(r"[\n;•●▪]+", text):
        pieces = re.split(r",\s+(?=\D)|\.\s+(?=[A-Z0-9])|\s+and\s+(?=\d)", line)
        numbered = [piece for piece in pieces if re.search(r"\d\s?%", piece)]
        if len(numbered) > 1 and len(numbered) == len(pieces) and not _RANGE.search(line):
            parts += pieces
        else:
            parts += [line] if len(numbered) < 2 else _sentences(line)
    return [part.strip(" \t,") for part in parts if part.strip(" \t,-–")]


def _sentences(line: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+(?=[A-Z0-9])", line)


def _read(part: str) -> Quantity | None:
    shown, period, source, as_at = _aside(part)
    ranged = _between(shown)
    if ranged:
        return Quantity(
            part, _what(shown, *ranged), "between", None, _unit_of_range(shown), as_at, period, source
        )
    figure = _best_figure(shown)
    if figure is None:
        if _ZERO.match(shown):
            return Quantity(
                part, _ZERO.sub("", shown).strip(" -–:,"), None, Decimal(0), None, as_at, period, source
            )
        return _without_figure(part, shown, period, source, as_at)
    value = _value(figure)
    if value is None:
        return None
    comparator, start, end = _comparator(shown, *figure.span())
    quantity = Quantity(
        part, _what(shown, start, end), comparator, value, _unit(figure), as_at, period, source
    )
    if not quantity.source and (named := _COMPARATOR_SOURCE.search(quantity.what)):
        return replace(quantity, source=named.group(0))
    return quantity


def _aside(part: str) -> tuple[str, str, str, dt.date | None]:
    """A statement with its dates and periods blanked out, and what they and the brackets say."""
    shown, period, source, as_at = part, "", "", None
    for bracket in re.finditer(r"[(\[]([^()\[\]]*)[)\]]", part):
        inner = bracket.group(1).strip()
        dates, spans = find_dates(inner), _PERIOD.search(inner)
        named = _COMPARATOR_SOURCE.search(inner)
        if not dates and not spans and not named:
            continue
        shown = shown[: bracket.start()] + " " * len(bracket.group(0)) + shown[bracket.end() :]
        source = source or _source_of(inner)
        if spans:
            period = period or spans.group(0).strip()
        if dates and dates[-1].date and not (named and "financial" in dates[-1].meaning):
            as_at = as_at or dates[-1].date
            period = period or inner[dates[-1].start : dates[-1].end]
    for one in find_dates(shown):
        if one.date is None:
            continue
        if as_at is None and "financial" not in one.meaning and one.meaning != "last day of the year":
            as_at = one.date
        period = period or shown[one.start : one.end].strip()
        shown = shown[: one.start] + " " * (one.end - one.start) + shown[one.end :]
    return shown, period, source, as_at


def _source_of(inner: str) -> str:
    """What stands in the brackets besides the date: "SEN2", "England average"."""
    text = inner
    for one in reversed(find_dates(inner)):
        text = text[: one.start] + text[one.end :]
    text = _PERIOD.sub("", text)
    text = re.sub(
        r"\b(?:as at|as of|at|end of|by|in|baseline|target|actual|date)\b", "", text, flags=re.IGNORECASE
    )
    return re.sub(r"\s+", " ", text).strip(" ,;:-–")


def _between(shown: str) -> tuple[int, int] | None:
    """Where "5-10%" or "between 5 and 10" stands; "from 5% to 10%" has an end and is no range."""
    match = re.search(
        r"(?P<word>between\s+)?£?\d[\d.,]*\s?%?\s?(?:-|–|—|to|and)\s?£?\d[\d.,]*\s?(?:%|per\s?cent)?",
        shown,
        re.IGNORECASE,
    )
    if not match or re.search(r"\bfrom\s*$", shown[: match.start()], re.IGNORECASE):
        return None
    dashed = re.search(r"\d\s?%?\s?[-–—]\s?£?\d", match.group(0))
    if match.group("word") or (
        dashed and not re.search(r"\d\s?[-–—]\s", match.group(0)[: dashed.end()] + "")
    ):
        return match.span()
    return None


def _unit_of_range(shown: str) -> str | None:
    units = [unit for match in _FIGURE.finditer(shown) if (unit := _unit(match))]
    return units[-1] if units else ("%" if "%" in shown else None)


def _best_figure(shown: str) -> re.Match[str] | None:
    """The figure that is the quantity: a percentage before money before a rate before anything else."""
    figures = [match for match in _FIGURE.finditer(shown) if match.group("number")]
    if not figures:
        return None
    percentages = [match for match in figures if _unit(match) == "%"]
    if percentages:
        return percentages[-1] if re.search(r"\bfrom\b|→|->", shown, re.IGNORECASE) else percentages[0]
    for wanted in ("£", "per ", "out of"):
        for match in figures:
            if (_unit(match) or "").startswith(wanted):
                return match
    with_unit = [match for match in figures if _unit(match)]
    if with_unit:
        return with_unit[0]
    words = re.findall(r"[^\W\d_]{2,}", shown)
    if len(figures) == 1 and (len(words) <= 8 or _comparator(shown, *figures[0].span())[0]):
        return figures[0]
    return None


def _value(figure: re.Match[str]) -> Decimal | None:
    try:
        value = Decimal(figure.group("number").replace(",", ""))
    except InvalidOperation:
        return None
    scale = (figure.group("scale") or "").strip().lower()
    if scale and figure.group("pound"):
        value *= {"m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9, "k": 1000}[scale]
    return -value if figure.group("sign") else value


def _unit(figure: re.Match[str]) -> str | None:
    printed = re.sub(r"\s+", " ", (figure.group("unit") or "").strip().lower())
    if figure.group("pound"):
        return "£"
    if printed in ("per cent", "percent"):
        return "%"
    return re.sub(r"(?<=per )(\d+)000\b", r"\1,000", printed) or None


def _comparator(shown: str, start: int, end: int) -> tuple[str | None, int, int]:
    """The comparator beside a figure, and where figure and comparator stand together."""
    for sign, pattern in _BEFORE_RE:
        match = pattern.search(shown[:start])
        if match:
            return sign, match.start(), end
    for sign, pattern in _AFTER_RE:
        match = pattern.match(shown[end:])
        if match:
            return sign, start, end + match.end()
    return None, start, end


def _what(shown: str, start: int, end: int) -> str:
    before = _LEAD_IN.sub("", shown[:start].strip(" \t-–—:=•*"))
    text = f"{before.strip(' -–—:=')} {shown[end:].strip()}"
    text = re.sub(r"\s+", " ", text).strip(" -–—:=,.*")
    return re.sub(r"^(?:by|in|at|as at|on)$|\s+(?:by|as at)$", "", text)


def _without_figure(
    part: str, shown: str, period: str, source: str, as_at: dt.date | None
) -> Quantity | None:
    """ "England average 21/22" names what to be compared with, and no value."""
    named = _COMPARATOR_SOURCE.search(shown) or _COMPARATOR_SOURCE.search(part)
    if not named or len(part.split()) > 12:
        return None
    what = re.sub(r"\s+", " ", shown.replace(named.group(0), " ")).strip(" -–—:=,.")
    return Quantity(
        part, _LEAD_IN.sub("", what), named.group(0), None, None, as_at, period, source or named.group(0)
    )
