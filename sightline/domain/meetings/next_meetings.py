"""When bodies meet next and met last: for lists of bodies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from .models import Meeting


def next_meetings(user: Any, body_ids: Iterable[int], day: date) -> dict[int, Meeting]:
    """For each body the first meeting that is planned from a day on and that the user may see; one statement."""
    rows = Meeting.objects.visible_to(user).filter(body_id__in=list(body_ids), state="planned", on__gte=day)
    found: dict[int, Meeting] = {}
    for meeting in rows.order_by("on", "number"):
        found.setdefault(meeting.body_id, meeting)
    return found
