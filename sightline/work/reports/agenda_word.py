"""An agenda as a paper: its items in order, each with its papers; what is closed to the public says so. Facts in, blocks out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sightline.ground.lib.documents.blocks import Block, Document, Heading, ListItem, Paragraph


def agenda_document(found: Any) -> Document:
    """The agenda of a meeting (an AgendaPage). Papers of a closed item are named and no address of them is printed."""
    return Document("docx", None, blocks=tuple(_blocks(found)), meta={"title": f"Agenda of {found.meeting}"})


def _blocks(found: Any) -> Iterator[Block]:
    meeting = found.meeting
    yield Heading(f"Agenda: {meeting.body.name}", 0)
    if meeting.title:
        yield Paragraph(meeting.title)
    at = f"{meeting.starts:%H:%M}" if meeting.starts else ""
    yield Paragraph(
        ", ".join(filter(None, [f"{meeting.on:%A} {meeting.on.day} {meeting.on:%B %Y}", at, meeting.place]))
        + "."
    )
    sent = meeting.agenda_sent_on
    yield Paragraph(
        f"Published on {sent.day} {sent:%B %Y}." if sent else "Draft: it has not gone out yet.", bold=not sent
    )
    for item in found.items:
        yield from _item(found, item)


def _item(found: Any, item: Any) -> Iterator[Block]:
    yield Heading(f"{item.label} {item.title}", 1)
    if item.closing:
        yield Paragraph(f"{item.closing.words}.", bold=True)
    if item.urgency:
        yield Paragraph(f"Late item. {item.urgency}", bold=True)
    for line in item.purpose.split("\n"):
        if line.strip():
            yield Paragraph(line)
    if item.kind == "speaking":
        for words in found.speaking:
            yield Paragraph(words)
    for paper in found.standing_papers(item):
        yield ListItem(paper_words(paper, closed=item.closing is not None), "•")


def paper_words(paper: Any, *, closed: bool) -> str:
    """A paper in a line: its label, title, author, why it is late, and where it is found unless its item is closed."""
    label = paper.label if paper.late else f"Paper {paper.label}"
    said = f"{label}: {paper.title}"
    if paper.author:
        said += f", by {paper.author}"
    if closed:
        return f"{said}. Not for publication."
    if paper.url:
        said += f". {paper.url}"
    return f"{said}. It came after the agenda went out: {paper.late}" if paper.late else said
