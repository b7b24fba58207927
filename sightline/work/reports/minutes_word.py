"""Minutes as a paper: the words of one version, and what was corrected since. Facts in, blocks out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sightline.ground.lib.documents.blocks import Block, Document, Heading, ListItem, Paragraph

THERE = {
    "present": "Present",
    "substitutes": "Present as substitutes",
    "in_attendance": "In attendance",
    "apologies": "Apologies",
    "absent": "Absent",
}


def minutes_document(
    meeting: Any, version: Any, corrections: Sequence[Any] = (), figures: Sequence[Any] = ()
) -> Document:
    """A frozen version of minutes, its words unchanged. At the end stand, quoted, the corrections that meetings agreed, and figures
    that their source has otherwise."""
    blocks = [
        *_head(meeting, version),
        *_there(version.words),
        *_items(version.words),
        *_corrected(corrections),
        *_sourced(figures),
    ]
    return Document("docx", None, blocks=tuple(blocks), meta={"title": f"Minutes of {meeting}"})


def _head(meeting: Any, version: Any) -> Iterator[Block]:
    head = version.words["head"]
    yield Heading(f"Minutes of {head['body']}", 0)
    if head["title"]:
        yield Paragraph(head["title"])
    times = " to ".join(filter(None, [head["starts"], head["ends"]]))
    yield Paragraph(
        ", ".join(filter(None, [f"{meeting.on.day} {meeting.on:%B %Y}", times, head["place"]])) + "."
    )
    if version.state == "approved":
        yield Paragraph(f"Approved on {meeting.approved_on.day} {meeting.approved_on:%B %Y}.", bold=True)
    else:
        yield Paragraph(f"Draft, version {version.number}: not approved yet.", bold=True)


def _there(words: dict[str, Any]) -> Iterator[Block]:
    if words["head"]["chair"]:
        yield Paragraph(f"In the chair: {words['head']['chair']}.")
    for name, heading in THERE.items():
        rows = words["attendance"][name]
        if rows:
            yield Heading(heading, 2)
        for row in rows:
            yield ListItem(row["name"] + (f" ({row['note']})" if row["note"] else ""), "•")
    yield Paragraph(words["head"]["quorum"])


def _items(words: dict[str, Any]) -> Iterator[Block]:
    for item in words["items"]:
        yield Heading(f"{item['label']} {item['title']}", 1)
        if item.get("closed"):
            yield Paragraph(f"{item['closed']}.", bold=True)
        for line in item["minute"].split("\n"):
            if line.strip():
                yield Paragraph(line)
        for one in item["outcomes"]:
            number = f", decision {one['decision']}" if one["decision"] else ""
            how = one.get("printed") or {"opening": "", "number": "", "text": one["words"]}
            if how["opening"]:
                yield Paragraph(how["opening"], bold=True)
            said = f"{how['number']} {how['text']}".strip()
            yield Paragraph(f"{said} ({one['reference']}{number})", bold=True)
            if one["reason"]:
                yield Paragraph(f"{one['result']}: {one['reason']}")


def _corrected(corrections: Sequence[Any]) -> Iterator[Block]:
    if corrections:
        yield Heading("Corrections agreed since", 1)
    for one in corrections:
        at = one.agreed_at.on
        yield Paragraph(f"“{one.old}” is to read “{one.new}”. {one.reason} Agreed on {at.day} {at:%B %Y}.")


def _sourced(figures: Sequence[Any]) -> Iterator[Block]:
    if figures:
        yield Heading("What sources say of figures", 1)
    for one in figures:
        paper = f"paper {one.paper.number}" if one.paper else ""
        source = " and ".join(filter(None, [paper, one.evidence.title if one.evidence else ""]))
        yield Paragraph(f"Item {one.item.label}, as approved: “{one.quoted}”.")
        yield Paragraph(
            f"The source says {one.value} ({one.measure}, {one.period}; {source}). {one.by_name}, {one.at.day} {one.at:%B %Y}."
        )
