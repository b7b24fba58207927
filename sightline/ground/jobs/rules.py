"""When a job is tried again, when its worker counts as gone, and when a schedule's turn is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

SILENCE = timedelta(seconds=60)  # a running job not heard of for this long has lost its worker
BEAT = timedelta(seconds=5)  # how often a worker says that it is still at it
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=10)
GRACE = timedelta(seconds=60)  # after its limit a worker stuck in a job stops giving signs of life


def wait_before_next(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts: 10 s, 30 s, 90 s ... at most 10 minutes."""
    return min(FIRST_WAIT * 3 ** min(attempts - 1, 10), LONGEST_WAIT)


def may_try_again(attempts: int, retries: int) -> bool:
    """Whether a job that was begun `attempts` times and may be repeated `retries` times is tried again."""
    return attempts <= retries


def is_lost(heard_at: datetime | None, now: datetime, silence: timedelta = SILENCE) -> bool:
    """Whether the worker of a running job counts as gone."""
    return heard_at is None or heard_at < now - silence


def latest_turn(now: datetime, every: timedelta, offset: timedelta = timedelta()) -> datetime:
    """The last moment not after `now` at which a schedule of this period is due, counted from 1970 in UTC.

    The same moment comes out on every machine, so the turn's unique row keeps two workers from both taking it.
    """
    start = datetime(1970, 1, 1, tzinfo=UTC) + offset
    return start + (now - start) // every * every
