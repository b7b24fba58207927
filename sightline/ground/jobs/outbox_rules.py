"""When a mail that was not taken is tried again, and what its identity is. Pure."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
FIRST_OF_FOR_GOOD = 500  # answers of a mail server from 500 on are for good (RFC 5321, 4.2.1)


def wait_before_next(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts; None when it is given up, a day and a half after the first.

    >>> wait_before_next(1), wait_before_next(7)
    (datetime.timedelta(seconds=60), None)
    """
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None


def message_id(key: str, host: str) -> str:
    """The Message-ID of the mail of a key: always the same, so that mail systems can tell a repetition."""
    return f"<{sha256(key.encode()).hexdigest()[:40]}@{host or 'localhost'}>"
