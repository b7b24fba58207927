"""Which jobs there are. A package's jobs are in its `jobs.py`; they are found when the program starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

JOBS: dict[str, Work] = {}
SCHEDULES: dict[str, Schedule] = {}


@dataclass(frozen=True)
class Work:
    """A kind of job. title: what it does, for people; retries: how often it is repeated after a failure."""

    name: str
    title: str
    function: Callable[..., object]
    retries: int
    limit: timedelta


@dataclass(frozen=True)
class Schedule:
    """A job that takes a turn every so often. offset: how long after midnight UTC a daily turn is due."""

    name: str
    every: timedelta
    offset: timedelta


def job(
    name: str, *, title: str, retries: int = 2, limit_seconds: int = 600
) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Register a function as a job under a name that stays ("imports.read_upload").

    The function takes keyword arguments that are plain JSON values (give ids, not rows), and must stand being
    run again after it was killed half-way. A `Refused`, `Unreadable` or `NotFound` that it raises is the
    answer and is not tried again; anything else is, `retries` times.
    """

    def register(function: Callable[..., object]) -> Callable[..., object]:
        if name in JOBS and JOBS[name].function.__qualname__ != function.__qualname__:
            raise ValueError(f"two jobs are called {name}")
        JOBS[name] = Work(name, title, function, retries, timedelta(seconds=limit_seconds))
        return function

    return register


def every(period: timedelta, name: str, *, offset: timedelta = timedelta()) -> None:
    """Let the job of this name, which takes no arguments, have a turn once in each period."""
    SCHEDULES[name] = Schedule(name, period, offset)


def work_called(name: str) -> Work | None:
    """The job of this name, or None where this version of the program no longer has it."""
    return JOBS.get(name)


def schedules() -> dict[str, Any]:
    """The schedules by the name of their job."""
    return dict(SCHEDULES)
