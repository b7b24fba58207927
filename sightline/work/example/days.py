"""The days of the example move with the day on which it is made, so that it looks alive whenever somebody opens it."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from importlib import resources
from typing import Any

WRITTEN_FOR = date(2026, 11, 20)  # the day that is "today" in the files of `data`


def shift(today: date) -> timedelta:
    """How far the days move: whole weeks, so that a Tuesday stays a Tuesday, and never past today."""
    return timedelta(weeks=(today - WRITTEN_FOR).days // 7)


def paper(name: str, today: date) -> dict[str, Any]:
    """A file of `data`, every day in it moved."""
    text = resources.files(__package__).joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    moved: dict[str, Any] = _moved(tomllib.loads(text), shift(today))
    return moved


def _moved(value: Any, by: timedelta) -> Any:
    if isinstance(value, date):
        return value + by
    if isinstance(value, dict):
        return {name: _moved(held, by) for name, held in value.items()}
    if isinstance(value, list):
        return [_moved(held, by) for held in value]
    return value
