"""One spelling of a recorded value, whichever database's trigger wrote it. Pure; no Django, no database.

PostgreSQL writes a moment as `2026-11-22T05:00:00.5+00:00`, a boolean as `true`, bytes with an x before them; SQLite writes the
same as `2026-11-22 05:00:00.500000`, `1` and capital hexadecimal. A register that was moved from one to the other keeps its
recorded text as it was sealed; whoever compares recorded values with rows, or with each other, compares them as spelled here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any

KINDS = {
    "BooleanField": "boolean",
    "DateTimeField": "moment",
    "TimeField": "time",
    "DurationField": "duration",
    "DecimalField": "number",
    "FloatField": "number",
    "UUIDField": "uuid",
    "BinaryField": "binary",
    "JSONField": "json",
}  # the internal type of a field -> what it holds; every other is spelled alike on both databases
_INTERVAL = re.compile(r"(?:(-?\d{1,9}) days? ?)?(?:(-?)(\d{1,9}):(\d\d):(\d\d)(?:\.(\d{1,6}))?)?")


def alike(values: Mapping[str, Any], kinds: Mapping[str, str]) -> dict[str, Any]:
    """The values of a row, or of a part of it, in the common spelling. kinds: column -> one of `KINDS`' values.

    A value that is not of its kind (somebody wrote it past the program) stays as it is, and so differs.
    """
    return {name: _spelled(value, kinds.get(name, "")) for name, value in values.items()}


def _spelled(value: Any, kind: str) -> Any:
    if not kind or value is None:
        return value
    try:
        return _AS[kind](value)
    except (ValueError, TypeError, OverflowError, AttributeError):
        return value


def _boolean(value: Any) -> Any:
    return bool(value) if value in (0, 1) else value


def _moment(value: str) -> str:
    moment = datetime.fromisoformat(value)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.isoformat(timespec="microseconds")


def _time(value: str) -> str:
    return time.fromisoformat(value).isoformat(timespec="microseconds")


def _duration(value: Any) -> Any:
    """Microseconds. PostgreSQL says `1 day 02:03:04.5`; months and years are never written."""
    if isinstance(value, int):
        return value
    found = _INTERVAL.fullmatch(value)
    if not found or not value:
        return value
    days, sign, hours, minutes, seconds, part = found.groups()
    clock = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    micro = clock * 1_000_000 + int((part or "").ljust(6, "0"))
    return int(days or 0) * 86_400_000_000 + (-micro if sign else micro)


def _number(value: Any) -> Any:
    """To 15 digits, which is what SQLite's triggers write of a number that is not whole."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    return _whole(float(f"{value:.15g}"))


def _whole(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _uuid(value: str) -> str:
    return value.replace("-", "").lower()


def _binary(value: str) -> str:
    return value.removeprefix("\\x").lower()


def _json(value: Any) -> Any:
    if isinstance(value, float):
        return _whole(value)
    if isinstance(value, list):
        return [_json(each) for each in value]
    if isinstance(value, dict):
        return {name: _json(each) for name, each in value.items()}
    return value


_AS = {
    "boolean": _boolean,
    "moment": _moment,
    "time": _time,
    "duration": _duration,
    "number": _number,
    "uuid": _uuid,
    "binary": _binary,
    "json": _json,
}
