"""How often one machine may ask: counted in the cache, about a minute at a time."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest

from sightline.doors.web.account.lockout import machine

MOST_WRONG = 20  # links that were never given out, a minute
MOST_SENT = 30  # forms, a minute: an office behind one address may send several


def over(request: HttpRequest, what: str, most: int) -> bool:
    """Count one more of its kind; whether there are too many of them now."""
    key = f"by-link:{what}:{machine(request)}"
    if cache.add(key, 1, timeout=60):
        return False
    try:
        return cache.incr(key) > most
    except ValueError:  # it ran out between the two
        return False
