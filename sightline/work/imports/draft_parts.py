"""What every draft under review is made of: doubts, reasons, keys, and what is kept of a value. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from sightline.ground.lib.errors import NotFound, Refused


@dataclass(frozen=True)
class Doubt:
    """What the reader is not sure of. about: the name of a fact, the key of a passage or entry, or ""."""

    text: str
    why: str
    page: int | None = None
    about: str = ""


def kept(value: Any) -> Any:
    """A value as it would be kept: blanks around a text, and an empty text, say nothing."""
    return (value.strip() or None) if isinstance(value, str) else value


def one_of(rows: Iterable[Any], key: str) -> Any:
    """The row of this key; NotFound where there is none."""
    found = next((row for row in rows if row.key == key), None)
    if found is None:
        raise NotFound("There is no such passage in this paper.")
    return found


def reason_of(why: str) -> str:
    """A reason without blanks around it; Refused without one."""
    if not (given := why.strip()):
        raise Refused("Say why it is set aside. Nothing was changed.", field="why")
    return given


def last_number(rows: Iterable[Any], letters: str) -> int:
    """The highest number among the keys that are these letters and a number."""
    numbers = (row.key.removeprefix(letters) for row in rows if row.key.startswith(letters))
    return max((int(number) for number in numbers if number.isdecimal()), default=0)


def put(rows: tuple[Any, ...], row: Any) -> tuple[Any, ...]:
    """The rows with this one in the place of that with its key."""
    return tuple(row if one.key == row.key else one for one in rows)


def made(kind: Any, values: Mapping[str, Any]) -> Any:
    """A row of a draft from its JSON; what this version does not know is left out."""
    known = {one.name: values[one.name] for one in fields(kind) if one.name in values}
    return kind(**known | ({"boxes": tuple(known["boxes"])} if "boxes" in known else {}))
