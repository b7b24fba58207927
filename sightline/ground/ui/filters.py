"""How values are written for people. Pure but for the local time zone of Django's settings."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from markupsafe import Markup, escape

from . import marks
from .differences import words_changed

NOT_STATED = "not stated"


def _local(when: date) -> date:
    """A moment in local time; a plain date as it is."""
    if isinstance(when, datetime) and timezone.is_aware(when):
        return timezone.localtime(when)
    return when


def day(when: date | None) -> str:
    """5 March 2024. A missing date is written "not stated", never left empty."""
    if when is None:
        return NOT_STATED
    when = _local(when)
    return f"{when.day} {when:%B %Y}"


def short_day(when: date | None) -> str:
    """5 Mar 2024, for the cells of a table."""
    if when is None:
        return NOT_STATED
    when = _local(when)
    return f"{when.day} {when:%b %Y}"


def month(when: date | None) -> str:
    """March 2024"""
    return NOT_STATED if when is None else f"{_local(when):%B %Y}"


def clock_time(when: datetime) -> str:
    """3:04pm; midday and midnight by name, as the GOV.UK style guide has it."""
    local = _local(when)
    assert isinstance(local, datetime)
    if local.minute == 0 and local.hour in (0, 12):
        return "midnight" if local.hour == 0 else "midday"
    minutes = f":{local:%M}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def moment(when: datetime | None) -> str:
    """5 March 2024 at 3:04pm"""
    return NOT_STATED if when is None else f"{day(when)} at {clock_time(when)}"


def quiet(text: str = NOT_STATED) -> Markup:
    """Words that stand for a missing value, in the quiet style that no real value has."""
    return Markup('<span class="sl-not-stated">{}</span>').format(text)


def day_or_not_stated(when: date | None) -> str:
    """The day, or "not stated" in the quiet style."""
    return quiet() if when is None else day(when)


def not_stated(value: Any) -> Any:
    """The value, or "not stated" in the quiet style when it is None or blank text. 0 and False are values."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return quiet()
    return value


def number(value: int | float | Decimal | None, places: int | None = None) -> str:
    """1,234.5; `places` fixes the decimals. Missing is "not stated"."""
    if value is None:
        return NOT_STATED
    if places is not None:
        return f"{value:,.{places}f}"
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def plural(count: int, one: str, many: str = "") -> str:
    """2 findings; 1 finding; 2 bodies from `plural(2, "body", "bodies")`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def ago(when: date | None, today: date | None = None) -> str:
    """Today, yesterday, 3 days ago, in 2 weeks: whole days between then and today; beyond two months, in months."""
    if when is None:
        return NOT_STATED
    then = _local(when)
    then = then.date() if isinstance(then, datetime) else then
    days = ((today or timezone.localdate()) - then).days
    near = {0: "today", 1: "yesterday", -1: "tomorrow"}
    if days in near:
        return near[days]
    size = abs(days)
    if size < 14:
        span = plural(size, "day")
    elif size < 61:
        span = plural(size // 7, "week")
    elif size < 730:
        span = plural(round(size / 30.44), "month")
    else:
        span = plural(size // 365, "year")
    return f"{span} ago" if days > 0 else f"in {span}"


def file_size(count: int) -> str:
    """640 bytes, 12 KB, 3.4 MB"""
    if count < 1000:
        return plural(count, "byte")
    if count < 1_000_000:
        return f"{count / 1000:.0f} KB"
    return f"{count / 1_000_000:.1f} MB"


def duration(span: timedelta) -> str:
    """4 seconds, 3 minutes, 2 hours: one unit, rounded down."""
    seconds = int(span.total_seconds())
    for size, unit in ((86_400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            return plural(seconds // size, unit)
    return plural(seconds, "second")


def percent(part: int, whole: int) -> str:
    """89%; half a per cent counts up, as people round. Of nothing there is no share, and it says so."""
    return f"{(200 * part + whole) // (2 * whole)}%" if whole else NOT_STATED


def sentence_case(text: str) -> str:
    """First letter capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def paragraphs(text: str) -> Markup:
    """Plain text with its paragraphs and line breaks kept, everything escaped."""
    blocks = [block for block in text.replace("\r\n", "\n").split("\n\n") if block.strip()]
    return Markup("").join(
        Markup('<p class="govuk-body">{}</p>').format(
            Markup("<br>").join(escape(line) for line in block.splitlines())
        )
        for block in blocks
    )


def hash_id(text: str) -> str:
    """A short id made of a text, for elements that need one and have no number."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def mark(value: str | None, kind: str, word: str | None = None) -> marks.Mark:
    """The look of a status; see ground/ui/marks.py."""
    return marks.mark(kind, value, word)


def shape(name: str) -> Markup:
    """The drawing of a shape; it says nothing to a screen reader, since the word stands beside it."""
    return _DRAWN[name]


_FRAME = Markup('<svg class="sl-mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>')
_DRAWN = {name: _FRAME.format(Markup(drawn)) for name, drawn in marks.SHAPES.items()}  # noqa: S704 (our own drawings)


def as_day(text: str) -> date:
    """A date from "2026-03-03", for examples."""
    return date.fromisoformat(text)


def as_query(values: dict[str, str]) -> QueryDict:
    """A query as request.GET would be, for examples and for lists under a fixed address."""
    query = QueryDict(mutable=True)
    query.update(values)
    return query


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "short_day": short_day,
    "month": month,
    "clock_time": clock_time,
    "moment": moment,
    "day_or_not_stated": day_or_not_stated,
    "not_stated": not_stated,
    "quiet": quiet,
    "number": number,
    "plural": plural,
    "ago": ago,
    "file_size": file_size,
    "duration": duration,
    "percent": percent,
    "sentence_case": sentence_case,
    "paragraphs": paragraphs,
    "hash_id": hash_id,
    "mark": mark,
    "marks_of": lambda kind: list(marks.MARKS[kind]),
    "shape": shape,
    "words_changed": words_changed,
    "as_day": as_day,
    "as_query": as_query,
}
