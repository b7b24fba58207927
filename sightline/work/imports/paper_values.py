"""What a reader printed, as the review takes it: texts, numbers, days and places, whatever shape they come in. Pure."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date
from typing import Any


def headings_of(printed: Any) -> dict[str, str]:
    """{key of a section: its heading} of the sections of a report that stand under one heading."""
    found: dict[str, set[str]] = {}
    for one in printed if isinstance(printed, list) else ():
        found.setdefault(str(one.get("section")), set()).add(str(one.get("printed") or ""))
    return {section: next(iter(names)) for section, names in found.items() if len(names) == 1}


def places_of(printed: Any) -> dict[str, Any]:
    """{path: place} of the places that the readers of papers print; those of inspections have another shape."""
    if not isinstance(printed, list):
        return {}
    return {one["of"]: place_of(one) for one in printed}


def place_of(one: Mapping[str, Any]) -> dict[str, Any] | None:
    """{"page", "first", "last", "boxes"} of what names any of them; None where nothing does."""
    line = one.get("line")
    first = one.get("first", line if isinstance(line, int) else None)
    found = {
        "page": one.get("page"),
        "first": first,
        "last": one.get("last", first),
        "boxes": list(one.get("boxes") or ()),
    }
    return found if found["page"] is not None or first is not None else None


def beside_of(read: Any, values: Mapping[str, Any], without: Container[str]) -> dict[str, Any]:
    """What a reader printed of an entry beside its fields, where that is short and plain: a heading, a role, a page."""
    if not isinstance(read, Mapping):
        return {}
    return {
        name: value for name, value in read.items() if name not in values and _is_short(name, value, without)
    }


def _is_short(name: str, value: Any, without: Container[str]) -> bool:
    if isinstance(value, list):
        return bool(value) and name not in without  # lists of these names are entries of their own
    return isinstance(value, str | int | float | bool)


def figure_of(value: Mapping[str, Any]) -> dict[str, Any]:
    name = value.get("name") or value.get("what") or value.get("label") or value.get("text")
    printed = value.get("printed", value.get("raw", value.get("value")))
    return {"name": text_of(name), "printed": None if printed is None else text_of(printed)}


def scalar_of(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else text_of(value)


def text_of(value: Any) -> str:
    """Words of a value: texts of a list each on its own line; an answer in words; "" for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list | tuple):
        return "\n".join(filter(None, (text_of(one) for one in value)))
    if isinstance(value, Mapping):
        return (
            str(value["text"])
            if "text" in value
            else "\n".join(f"{name}: {text_of(held)}" for name, held in value.items())
        )
    return str(value)


def whole_of(value: Any) -> Any:
    """A whole number of one that is printed as such; what is none stays as it is printed, for a person to look at."""
    if isinstance(value, str) and value.strip().isdecimal():
        return int(value)
    return value


def as_list(value: Any) -> list[Any]:
    return [one for one in (value if isinstance(value, list) else [value]) if one not in (None, "", {})]


def is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10


def in_order(
    held: Mapping[str, Any], known: Iterable[str], where: Callable[[str], tuple[float, float]] | None = None
) -> list[str]:
    """The keys in an order that does not hang on that of the mapping, which a database does not keep."""
    order = [*known]
    at = {name: place for place, name in enumerate(order)}
    return sorted(held, key=lambda name: (where(name) if where else (0, 0), at.get(name, len(order)), name))


def grid_text(row: Any) -> str:
    """A row of a matrix in one text: "1 | 2 | 3"; an empty cell stays empty."""
    return (
        " | ".join("" if cell is None else str(cell) for cell in row) if isinstance(row, list) else str(row)
    )
