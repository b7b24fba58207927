"""Where the first report of a file ends: a second report behind it, or an appendix that was bound in."""

from __future__ import annotations

import re

from sightline.work.imports.reading.reports.headings import looks_strong
from sightline.work.imports.reading.reports.labels import (
    AGENDA_LINE,
    REPORT_OF_LINE,
    is_body_line,
    is_date_line,
    labels_of,
)
from sightline.work.imports.reading.reports.pieces import Piece
from sightline.work.imports.reading.reports.vocabulary import plain, section_of

HEAD_REACH = 10  # pieces within which the labels of one head stand
PARTS_REACH = 60  # pieces within which the first part of a report follows its head
_HEAD_KEYS = frozenset(
    {"report_to", "report_of", "relevant_officer", "date_of_meeting", "title", "agenda_item", "body"}
)
_BOUND_IN = re.compile(
    r"^(?:appendix|annexe?)\s*(?P<ref>\d{1,2}[a-zA-Z]?(?:\([a-z0-9]{1,2}\))?"
    r"|[A-Z](?:\([a-z0-9]{1,2}\))?)?(?:\s*[:\-–—]\s*.{0,120})?$",
    re.IGNORECASE,
)


FRONT_REACH = 40  # pieces within which the heading of an agenda stands
LONGEST_AGENDA = 120
_FRONT = re.compile(
    r"^(?:\W*agenda\W*|public document pack|notice of (?:a )?meeting|agenda (?:and|&) (?:papers|reports|supplement)"
    r"|order of business|items? of business)$",
    re.IGNORECASE,
)
_ITEM_NUMBER = re.compile(r"^(?:item )?\d{1,2}[.):]?$", re.IGNORECASE)
_FORM = re.compile(
    r"^to be completed by\b|^for (?:democratic|committee|member) services use\b|^decision (?:record|notice) form\b",
    re.IGNORECASE,
)


def papers_of(pieces: list[Piece]) -> list[list[Piece]]:
    """The reports in one file, each with its pieces: a new one begins with a head of its own behind a whole report."""
    parts = [place for place, piece in enumerate(pieces) if _part(piece)]
    if len(parts) < 3:
        return [pieces]
    marks = {place: key for place, piece in enumerate(pieces) if (key := _mark(piece))}
    starts = [0]
    for place in sorted(marks):
        if place - starts[-1] < HEAD_REACH or not _is_head(place, marks):
            continue
        before = {_part(pieces[part]) for part in parts if starts[-1] <= part < place}
        after = {_part(pieces[part]) for part in parts if place < part <= place + PARTS_REACH}
        if "recommendations" in before and after & {"purpose", "recommendations", "summary"}:
            begin = place
            while begin - 1 > starts[-1] and marks.get(begin - 1) in ("agenda_item", "body"):
                begin -= 1
            starts.append(begin)
    ends = [*starts[1:], len(pieces)]
    return [pieces[start:end] for start, end in zip(starts, ends, strict=True)]


def front_sheet_end(pieces: list[Piece]) -> int:
    """How many pieces are the agenda that stands before the report; 0 where there is none.

    An agenda is told by its own heading, the report behind it by a head of at least two facts right above its first part.
    """
    agenda = next(
        (place for place, piece in enumerate(pieces[:FRONT_REACH]) if _FRONT.match(piece.text.strip())), None
    )
    if agenda is None:
        return 0
    listed = [
        place for place in range(agenda, min(len(pieces), agenda + LONGEST_AGENDA)) if _is_item(pieces[place])
    ]
    first = next((place for place in range(agenda + 1, len(pieces)) if _part(pieces[place])), None)
    if first is None or len([place for place in listed if place < first]) < 2:
        return 0
    top = first
    while top - 1 > agenda and first - top < 2 * HEAD_REACH and not _is_item(pieces[top - 1]):
        top -= 1
    marks = [(place, fact) for place in range(top, first) if (fact := _head_fact(pieces[place]))]
    if len({mark for _, mark in marks}) < 2:
        return 0
    begin = marks[0][0]
    while begin > top and (AGENDA_LINE.match(pieces[begin - 1].text) or is_body_line(pieces[begin - 1].text)):
        begin -= 1
    return begin


def _head_fact(piece: Piece) -> str | None:
    """What of a report's head a line right above its first part holds, with or without a label."""
    if len(piece.text) > 200:
        return None
    labels = [key for key, _ in labels_of(piece, in_head=True) if key in _HEAD_KEYS]
    if labels or REPORT_OF_LINE.match(piece.text):
        return labels[0] if labels else "report_of"
    if is_date_line(piece.text):
        return "date_of_meeting"
    return "body" if not piece.marker and is_body_line(piece.text) else None


def _is_item(piece: Piece) -> bool:
    """A numbered line of an agenda."""
    return bool(_ITEM_NUMBER.match(piece.marker)) and not piece.bullet and _part(piece) is None


def _part(piece: Piece) -> str | None:
    if piece.cells or len(piece.text) > 90:
        return None
    key = section_of(plain(piece.text))
    return key if key in ("purpose", "recommendations", "summary") else None


def _mark(piece: Piece) -> str | None:
    """What of a report's head a piece holds, or None."""
    if len(piece.text) > 200:
        return None
    labels = [key for key, _ in labels_of(piece, in_head=True) if key in _HEAD_KEYS]
    if labels:
        return (
            labels[0]
            if ":" in piece.text
            or piece.cells
            or labels[0] in ("report_to", "relevant_officer", "date_of_meeting")
            else None
        )
    if REPORT_OF_LINE.match(piece.text):
        return "report_of"
    if AGENDA_LINE.match(piece.text):
        return "agenda_item"
    return "body" if not piece.marker and is_body_line(piece.text) else None


def _is_head(place: int, marks: dict[int, str]) -> bool:
    near = {marks[other] for other in range(place, place + HEAD_REACH) if other in marks}
    return len(near) >= 3 or (len(near) >= 2 and bool(near & {"report_to", "relevant_officer"}))


def bound_in(pieces: list[Piece], from_place: int) -> int | None:
    """Where an appendix bound behind a report begins, or None: its heading stands alone, in bold letters or on a new page."""
    seen: set[str] = set()
    for place in range(from_place, len(pieces)):
        piece = pieces[place]
        if piece.cells or len(piece.text.split()) > 16:
            continue
        found = _BOUND_IN.match(piece.text)
        if not found:
            continue
        if "implications" in piece.text.casefold():
            continue  # some councils print the considerations of the report as its first appendix
        ref = (found["ref"] or "").casefold()
        new_page = place > 0 and piece.page is not None and pieces[place - 1].page != piece.page
        again = ref in seen
        seen.add(ref)
        behind = len(pieces) - place > 3
        if behind and (
            new_page
            or again
            or (looks_strong(piece) and not piece.text.endswith(":") and not _next_is_entry(pieces, place))
        ):
            return place
    return None


def form_at(pieces: list[Piece]) -> int | None:
    """Where a form for recording the decision begins ("To be completed by the Head of Democratic Governance"), or None."""
    return next(
        (place for place, piece in enumerate(pieces) if len(piece.text) < 120 and _FORM.match(piece.text)),
        None,
    )


def _next_is_entry(pieces: list[Piece], place: int) -> bool:
    """Whether the next lines name an appendix too: then this is the list of them."""
    following = pieces[place + 1 : place + 3]
    return any(_BOUND_IN.match(piece.text) for piece in following)
