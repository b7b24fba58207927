"""One spelling of every value of a register, the same from SQLite and from PostgreSQL. Pure; no Django, no database.

A row is a JSON array on a line of its own, the key first, then the other columns by name. How each kind of column is spelled is
decided in docs/adr/0007; a value that is not of its column's kind raises ValueError, it is never guessed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation, localcontext
from typing import Any
from uuid import UUID

KINDS = (
    "text", "whole", "boolean", "moment", "date", "time", "duration", "decimal", "float", "uuid", "json", "binary",
)  # fmt: skip
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,6})?")
_TIME = re.compile(r"\d\d:\d\d:\d\d(?:\.\d{1,6})?")
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
_TOO_LARGE_FOR_A_FRACTION = 1e16  # from here on Python writes an exponent and PostgreSQL writes every digit

Convert = Callable[[Any], Any]


def line(values: list[Any]) -> bytes:
    """A row, or the names of the columns, as a line."""
    return _ENCODER.encode(values).encode() + b"\n"


def from_database(kind: str, scale: int = 0) -> Convert:
    """What turns a value as a database gives it into its canonical spelling. scale: decimal places, for decimals."""
    if kind == "decimal":
        return lambda value: _decimal(value, scale)
    return _FROM[kind]


def to_database(kind: str, vendor: str) -> Convert:
    """What turns a canonical value into what the database takes. Raises ValueError for a value that is not canonical."""
    checked = _CHECKED[kind]
    if vendor == "sqlite" and kind in _FOR_SQLITE:
        return lambda value: _FOR_SQLITE[kind](checked(value))
    if vendor == "postgresql" and kind in _FOR_POSTGRESQL:
        return lambda value: _FOR_POSTGRESQL[kind](checked(value))
    return checked


def read_json(text: str | bytes) -> Any:
    """A JSON value in which numbers are what both databases make of them."""
    return json.loads(text, parse_float=_fraction)


def _fraction(text: str) -> float | int:
    number = float(text)
    if abs(number) >= _TOO_LARGE_FOR_A_FRACTION:
        return int(Decimal(text))
    return number or 0.0  # no negative nothing


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(f"{value!r:.60} is no text")


def _whole(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError(f"{value!r:.60} is no whole number")


def _boolean(value: Any) -> bool:
    if value in (0, 1) and isinstance(value, int):
        return bool(value)
    raise ValueError(f"{value!r:.60} is neither yes nor no")


def _moment(value: Any) -> str:
    """UTC with microseconds, `2026-11-22T05:00:00.000000Z`. SQLite's text has no time zone and is UTC."""
    if isinstance(value, str):
        if not _MOMENT.fullmatch(value):
            raise ValueError(f"{value!r:.60} is no date with a time")
        value = datetime.fromisoformat(value)
    if not isinstance(value, datetime):
        raise ValueError(f"{value!r:.60} is no date with a time")
    if value.tzinfo is not None:
        value = value.astimezone(UTC).replace(tzinfo=None)
    return f"{value.isoformat(timespec='microseconds')}Z"


def _date(value: Any) -> str:
    if isinstance(value, str):
        value = date.fromisoformat(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    raise ValueError(f"{value!r:.60} is no date")


def _time(value: Any) -> str:
    if isinstance(value, str) and _TIME.fullmatch(value):
        value = time.fromisoformat(value)
    if isinstance(value, time) and value.tzinfo is None:
        return value.isoformat(timespec="microseconds")
    raise ValueError(f"{value!r:.60} is no time of day")


def _duration(value: Any) -> int:
    """Microseconds."""
    return value // timedelta(microseconds=1) if isinstance(value, timedelta) else _whole(value)


def _decimal(value: Any, scale: int) -> str:
    """Every decimal place that the column has, `1.50`. SQLite holds a number with 15 digits and gives it back so."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        raise ValueError(f"{value!r:.60} is no number")
    try:
        with localcontext(prec=60):
            number = Decimal(f"{value:.15g}" if isinstance(value, float) else value)
            number = number.quantize(Decimal(1).scaleb(-scale), ROUND_HALF_EVEN)
    except InvalidOperation:
        raise ValueError(f"{value!r:.60} is no number") from None
    if not number.is_finite():
        raise ValueError(f"{value!r:.60} is no number")
    return f"{abs(number) if number.is_zero() else number:f}"


def _float(value: Any) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value - value == 0:
        return float(value) or 0.0
    raise ValueError(f"{value!r:.60} is no number")


def _uuid(value: Any) -> str:
    return str(value if isinstance(value, UUID) else UUID(_text(value)))


def _json(value: Any) -> list[Any]:
    """In an array of one, so that a stored `null` is not taken for nothing stored."""
    return [read_json(value)]


def _binary(value: Any) -> str:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).hex()
    raise ValueError("what is there are no bytes")


_FROM: dict[str, Convert] = {
    "text": _text, "whole": _whole, "boolean": _boolean, "moment": _moment, "date": _date, "time": _time,
    "duration": _duration, "float": _float, "uuid": _uuid, "json": _json, "binary": _binary,
}  # fmt: skip


def _checked_boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError(f"{value!r:.60} is neither yes nor no")


def _checked_moment(value: Any) -> str:
    if _moment(_text(value).removesuffix("Z")) != value:
        raise ValueError(f"{value!r:.60} is no canonical date with a time")
    return value


def _checked_decimal(value: Any) -> str:
    try:
        finite = Decimal(_text(value)).is_finite()
    except InvalidOperation:
        finite = False
    if not finite:
        raise ValueError(f"{value!r:.60} is no number")
    return value


def _checked_json(value: Any) -> str:
    if not (isinstance(value, list) and len(value) == 1):
        raise ValueError(f"{value!r:.60} is no JSON value in an array")
    return _ENCODER.encode(value[0])


_CHECKED: dict[str, Convert] = _FROM | {
    "boolean": _checked_boolean, "moment": _checked_moment, "date": lambda value: _date(_text(value)), "duration": _whole,
    "time": lambda value: _time(_text(value)), "decimal": _checked_decimal, "json": _checked_json,
    "binary": lambda value: bytes.fromhex(_text(value)),
}  # fmt: skip


def _moment_of_sqlite(value: str) -> str:
    """As Django writes it: a blank between, no time zone, no microseconds where there are none."""
    return value[:-1].replace("T", " ").removesuffix(".000000")


_FOR_SQLITE: dict[str, Convert] = {
    "boolean": int,
    "moment": _moment_of_sqlite,
    "time": lambda value: value.removesuffix(".000000"),
    "uuid": lambda value: value.replace("-", ""),
}
_FOR_POSTGRESQL: dict[str, Convert] = {
    "duration": lambda value: f"{value} microseconds",
    "binary": lambda value: f"\\x{value.hex()}",
}
