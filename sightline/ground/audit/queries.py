"""What the audit answers: its head, and whether everything still adds up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from sightline.ground.lib.errors import Refused

from .models import Event
from .redaction import Places, find
from .verify import Report, verify

__all__ = ["Head", "Places", "Report", "head", "parse_head", "verify", "where_is"]


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


def where_is(text: str) -> Places:
    """Where a text stands that somebody thinks of removing, so that they see it before they do."""
    return find(connection, text) if len(text.strip()) >= 3 else Places()
