"""How sure one can be that a paper is a report to a committee: by its labels and headings, not by what it argues."""

from __future__ import annotations

import re

from sightline.work.imports.reading.printed_text import Printed
from sightline.work.imports.reading.reports.labels import AGENDA_LINE, REPORT_OF_LINE, labels_of
from sightline.work.imports.reading.reports.packs import front_sheet_end
from sightline.work.imports.reading.reports.pieces import Piece, pieces_of
from sightline.work.imports.reading.reports.recommendations import is_lead
from sightline.work.imports.reading.reports.sections import ASKS
from sightline.work.imports.reading.reports.vocabulary import plain, section_of, topics_of

LOOKED_AT = 1500  # pieces
LABEL_WEIGHTS = {
    "report_to": 0.15, "relevant_officer": 0.2, "report_of": 0.15, "date_of_meeting": 0.08, "title": 0.08, "wards": 0.1,
    "agenda_item": 0.04, "author": 0.08, "relevant_cabinet_member": 0.08, "lead_officer": 0.06, "key_decision": 0.06,
    "contact": 0.04, "exempt": 0.06,
}  # fmt: skip
SECTION_WEIGHTS = {
    "purpose": 0.18, "recommendations": 0.18, "reasons": 0.12, "alternatives": 0.12, "council_priorities": 0.06,
    "background": 0.05, "appendices": 0.06, "background_papers": 0.12, "implications": 0.06, "summary": 0.05,
}  # fmt: skip
BOTH = 0.1  # nothing but a report prints what it is for and what it asks
CONSIDERATION, MOST_CONSIDERATIONS = 0.08, 0.32
_MINUTES = re.compile(
    r"^(?:present\b|apologies\b|in attendance\b|also present\b|minutes of (?:the "
    r"|a )?(?:meeting|previous|proceedings)|resolved\b|the (?:committee|board|panel) (?:agreed"
    r"|resolved)|minutes\b|declarations? of interest|also in attendance)",
    re.IGNORECASE,
)
_DECISION = re.compile(
    r"^(?:decision maker|decision made|decision published|decision status|date of decision"
    r"|record of decision|effective from)\b",
    re.IGNORECASE,
)


def confidence(paper: Printed) -> float:
    """0.0 to 1.0; above 0.5 it is worth reading as a report."""
    score = 0.0
    seen: set[str] = set()
    minutes: set[str] = set()
    decisions = 0
    considerations = 0.0
    pieces = pieces_of(paper)
    front = front_sheet_end(pieces)
    for place, piece in enumerate(pieces[front : front + LOOKED_AT]):
        text = piece.cells[0] if piece.cells else piece.text
        if len(text) > 220:
            continue
        found = _MINUTES.match(text)
        if found:
            minutes.add(found.group().casefold()[:8])
        decisions += bool(_DECISION.match(text))
        for key, weight in _signs(piece, place < 60):
            if key in seen:
                continue
            seen.add(key)
            if key.startswith("consideration:"):
                considerations = min(MOST_CONSIDERATIONS, considerations + weight)
            else:
                score += weight
    score += considerations + (BOTH if {"purpose", "recommendations"} <= seen else 0.0)
    score -= 0.2 * max(0, len(minutes) - 1) + (0.25 if decisions >= 3 else 0.0)
    return round(max(0.0, min(1.0, score)), 2)


def _signs(piece: Piece, early: bool) -> list[tuple[str, float]]:
    """What of a report a piece shows: (key, weight)."""
    signs: list[tuple[str, float]] = []
    if early:
        signs += [(key, LABEL_WEIGHTS.get(key, 0.0)) for key, _ in labels_of(piece, in_head=True)]
        if REPORT_OF_LINE.match(piece.text):
            signs.append(("report_of", LABEL_WEIGHTS["report_of"]))
        elif AGENDA_LINE.match(piece.text):
            signs.append(("agenda_item", LABEL_WEIGHTS["agenda_item"]))
        elif ASKS.match(piece.text) or (
            is_lead(piece.text) and piece.text.endswith(":") and len(piece.text.split()) > 3
        ):
            signs.append(("recommendations", SECTION_WEIGHTS["recommendations"]))
    text = piece.cells[0] if piece.cells else piece.text.split(":")[0]
    if len(text) > 130 or piece.bullet or text.endswith("."):
        return signs
    words = plain(text)
    key = section_of(words)
    if key:
        signs.append((key, SECTION_WEIGHTS.get(key, 0.0)))
    else:
        signs += [(f"consideration:{topic}", CONSIDERATION) for topic in topics_of(words, bare=False)]
    return signs
