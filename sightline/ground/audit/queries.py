"""What the audit answers: its head, and whether everything still adds up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from sightline.ground.lib.errors import NotFound, Refused

from .models import Event
from .redaction import Places, find
from .verify import Report, verify

__all__ = ["Head", "Places", "Report", "event_for", "events", "head", "parse_head", "verify", "where_is"]


@dataclass(frozen=True)
class Head:
    """The last event: what a paper prints so that nobody can take later events away unnoticed."""

    number: int
    hash: str
    at: datetime | None

    def __str__(self) -> str:
        return f"{self.number}:{self.hash[:16]}"


def head() -> Head:
    """The head of the chain; number 0 when nothing has happened yet."""
    last = Event.objects.order_by("-number").values_list("number", "hash", "at").first()
    return Head(*last) if last else Head(0, "0" * 64, None)


def parse_head(text: str) -> tuple[int, str]:
    """Number and hash of a printed head such as `42:ab12cd34ef56ab78`, short or in full. Raises Refused."""
    found = re.fullmatch(r"\s*(\d+)\s*:\s*([0-9a-fA-F]{8,64})\s*", text)
    if not found:
        raise Refused(
            f"“{text}” is not the head of a chain. Copy it as the paper prints it: a number, a colon and at least 8 "
            "characters from 0 to 9 and a to f, such as 42:ab12cd34ef56ab78.",
            rule="audit.head",
        )
    return int(found[1]), found[2].lower()


def events(
    user: Any, *, who: str = "", what: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[Event]:
    """What was done, latest first, for who may see the audit; NotFound for others.

    who    part of a name; what: part of a command's name or of what was recorded
    since, until  days, both included
    """
    if not user.may("audit.see"):
        raise NotFound("There is no such page for you.")
    found = Event.objects.order_by("-number").defer("salts", "commitments")
    if who.strip():
        found = found.filter(actor_name__icontains=who.strip())
    if words := what.strip():
        found = found.filter(Q(command__icontains=words) | Q(entries_text__icontains=words))
    if since:
        found = found.filter(at__gte=_midnight(since))
    if until:
        found = found.filter(at__lt=_midnight(until + timedelta(days=1)))
    return found


def event_for(user: Any, number: int) -> Event:
    """One event, for who may see the audit."""
    found = events(user).filter(number=number).first()
    if found is None:
        raise NotFound("There is no such event.")
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def where_is(text: str) -> Places:
    """Where a text stands that somebody thinks of removing, so that they see it before they do."""
    return find(connection, text) if len(text.strip()) >= 3 else Places()
