"""The report on an upload as a list: what became of each file that was given, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from sightline.doors.web.requests import SignedIn
from sightline.work.imports import rules
from sightline.work.imports.quality import LOOKS, PaperStands
from sightline.work.reports.spreadsheets import Column, Value

from .links import became

if TYPE_CHECKING:
    from sightline.work.imports.models import NotTaken, Reading

COLUMNS = [
    Column("File", 48),
    Column("What became of it", 20),
    Column("Kind", 22),
    Column("How sure, %", 10),
    Column("Title", 48),
    Column("Body", 32),
    Column("Date", 16),
    Column("Passages read", 10),
    Column("Added by hand", 10),
    Column("Taken", 10),
    Column("Set aside", 10),
    Column("What to look at", 60),
    Column("Accepted as", 32),
    Column("Where", 40),
]
STANDS = {
    "read": "Read",
    "failed": "Could not be read",
    "waiting": "Waiting to be read",
    "aside": "Put aside, not read",
}
SHOWN = {
    **LOOKS,
    "sure": "Nothing doubtful in them",
    "read": "Read",
    "failed": "Could not be read",
    "waiting": "Waiting to be read",
    "aside": "Put aside before they were read",
    "refused": "Files that were not taken",
    "known": "Files that are known already",
    "left-out": "Files that programs add by themselves",
}


def shown_in_words(show: str) -> str:
    """What the page of an upload is narrowed to; "" where it shows everything."""
    if show.startswith("kind-"):
        return rules.KINDS.get(show.removeprefix("kind-"), "")
    return SHOWN.get(show, "")


def cells(papers: Iterable[Reading], left: Iterable[NotTaken], request: SignedIn) -> Iterator[list[Value]]:
    """A row of COLUMNS for each file: the papers, then the files that made none."""
    yield from (_read(row, request) for row in papers)
    yield from (_left(row, request) for row in left)


def _read(row: Reading, request: SignedIn) -> list[Value]:
    counts, head = row.counts, row.counts.get("head") or {}
    looks = (
        [row.error]
        if row.error
        else [*(row.quality.get("looks") or {}).values(), *(counts.get("look") or ())]
    )
    there = became(row)
    return [
        row.shown_name,
        STANDS[PaperStands(row.state, row.kind, bool(row.error), counts).became],
        rules.KINDS.get(row.kind, "") if row.state not in ("waiting", "failed") else "",
        None if row.sureness is None else round(100 * row.sureness),
        head.get("title") or "",
        head.get("body") or head.get("authority") or "",
        _day(head.get("date") or head.get("start") or head.get("published") or head.get("letter_date")),
        *(counts.get(name) for name in ("read", "by_hand", "taken", "set_aside")),
        "\n".join(dict.fromkeys(looks)),
        there[1] if there else "",
        request.build_absolute_uri(reverse("import-review", args=[row.pk])),
    ]


def _left(row: NotTaken, request: SignedIn) -> list[Value]:
    where = (
        request.build_absolute_uri(reverse("import-review", args=[row.reading_id])) if row.reading_id else ""
    )
    return [row.shown_name, row.get_why_display(), *[None] * 9, row.sentence, "", where]


def _day(text: str | None) -> date | str:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return text or ""
