"""What every paper of ours says of itself: whose it is, as at when, filtered how, and the head of the audit chain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Subquery

from sightline.domain.governance.models import Council
from sightline.domain.governance.queries import council
from sightline.ground.audit.models import Event
from sightline.ground.audit.queries import Head, head

from .spreadsheets import About


def about(
    title: str, *, as_at: date, filters: Sequence[str] = (), version: str = "", how_to: str = ""
) -> About:
    name, record = _council_and_head()
    return About(title, name, as_at, tuple(filters), version, str(record), how_to)


def _council_and_head() -> tuple[str, Head]:
    """Whose papers these are and the head of the audit chain, in one statement where both are there."""
    last = Event.objects.order_by("-number")
    both = Council.objects.annotate(
        at=Subquery(last.values("number")[:1]), mark=Subquery(last.values("hash")[:1])
    )
    for name, number, mark in both.values_list("name", "at", "mark"):
        if number is not None:
            return name, Head(number, mark, None)
    return council().name, head()
