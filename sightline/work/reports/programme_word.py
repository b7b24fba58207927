"""A work programme as the appendix that committees print: what stands on agendas, by meeting, and what is still to be placed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sightline.domain.meetings.programme.words import ASKS, SOURCES
from sightline.ground.lib.documents.blocks import Block, Cell, Document, Heading, Paragraph, Row, Table

HEAD = ("What it is about", "Asked for", "When", "Who asked for it, and why", "In the hands of")


def programme_document(body: Any, entries: Sequence[Any], today: date) -> Document:
    """The programme of a body, its entries with owner, source and item loaded. What needs a word stands first; what was dropped
    is left out."""
    return Document(
        "docx",
        None,
        blocks=tuple(_blocks(body, entries, today)),
        meta={"title": f"Work programme of {body.name}"},
    )


def _blocks(body: Any, entries: Sequence[Any], today: date) -> Iterator[Block]:
    yield Heading(f"Work programme of {body.name}", 0)
    yield Paragraph(f"As at {_day(today)}.")
    placed = sorted(
        (one for one in entries if one.state == "placed"),
        key=lambda one: (one.item.meeting.on, one.item.position),
    )
    for meeting, rows in groupby(placed, key=lambda one: one.item.meeting):
        yield Heading(_day(meeting.on), 1)
        yield _table(rows, f"On the agenda of {_day(meeting.on)}")
    waiting = [one for one in entries if one.state == "open"]
    passed = [one for one in waiting if one.last is not None and one.last < today]
    for heading, some in (
        ("Its time has passed without a meeting", passed),
        ("Still to be placed", [one for one in waiting if one not in passed]),
        ("Considered", [one for one in entries if one.state == "done"]),
    ):
        if some:
            yield Heading(heading, 1)
            yield _table(some, heading)
    if not any(one.state != "dropped" for one in entries):
        yield Paragraph("Nothing is on the programme.")


def _table(entries: Iterable[Any], title: str) -> Table:
    rows = [Row(tuple(Cell(words) for words in HEAD))]
    rows += [Row(tuple(Cell(words) for words in _words(one))) for one in entries]
    return Table(tuple(rows), title=title)


def _words(one: Any) -> tuple[str, ...]:
    when = one.timing
    if one.state == "done":
        when = f"Considered on {_day(one.item.meeting.on)}"
    elif one.range_words and one.range_words.casefold() != when.casefold():
        when = f"{when} ({one.range_words})"
    asked = {"promise": str(one.promise), "decision": str(one.decision)}.get(one.source, SOURCES[one.source])
    return (
        f"{one.subject} ({one.number})",
        ASKS.get(one.asks, "Not stated"),
        when or "Not stated",
        ". ".join(filter(None, [asked, one.source_words, one.reason])),
        str(one.owner) if one.owner else "Not stated",
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
