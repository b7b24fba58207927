"""What letters and area reports say beside their findings: the outcome, what is required, by whom and by when."""

from __future__ import annotations

import re
from datetime import date

from sightline.ground.lib.documents.blocks import Line
from sightline.work.imports.reading.inspections import periods
from sightline.work.imports.reading.inspections.printed import Piece
from sightline.work.imports.reading.inspections.vocabulary import Framework, plain
from sightline.work.imports.reading.printed_lines import mend

# Pattern in the printed sentence -> the outcome in the inspectorates' words (Area SEND framework, January 2023).
AREA_OUTCOMES = (
    (re.compile(r"widespread and/or systemic failings"), "widespread and/or systemic failings"),
    (re.compile(r"inconsistent experiences and outcomes"), "inconsistent experiences and outcomes"),
    (
        re.compile(r"typically lead to positive experiences and outcomes|typically positive experiences"),
        "typically positive experiences and outcomes",
    ),
)
REQUIREMENTS = (
    (
        re.compile(r"prepare and submit a priority action plan"),
        "prepare and submit a priority action plan (area SEND)",
    ),
    (
        re.compile(r"updates? and publish(?:es)?(?: its| their| the)? (?:existing )?strategic plan"),
        "update and publish strategic plan",
    ),
    (
        re.compile(
            r"(?:submit|produce)[^.]{0,60} written statement of action|written statement of action is required"
            r"|require[sd]? a written statement of action"
        ),
        "written statement of action",
    ),
    (re.compile(r"prepare a written statement of proposed action"), "written statement of proposed action"),
)
OVERALL = re.compile(
    r"^(?:the overall judge?ment is\b.*|(?:children's"
    r"|the local authority's children's) services in .{2,50} (?:is|are|require)\b.*)$"
)
PRINCIPAL = (
    re.compile(
        r"\bdetermined that (?P<who>.{3,160}?) (?:is|are|should be|will be) the principal authority\b"
    ),
    re.compile(r"(?:^|\. )(?P<who>[A-Z][^.]{2,120}?) (?:is|are|will be) the principal authority\b"),
    re.compile(r"principal authority(?: is|:) (?P<who>[A-Z][^.]{2,120}?)(?:\.|,? and should)"),
)
DUE = re.compile(
    r"(?:written statement|statement of (?:proposed )?action|response|action plan"
    r"|priority action plan)\b[^.]{0,200}?\b(?:by|no later than|on or before) (?:[A-Za-z]{3,6}day,? )?(?P<date>\d{1,2}(?:st|nd|rd"
    r"|th)? \w+ 20\d\d)"
)
DUE_BEFORE = re.compile(
    r"\b(?:by|no later than) (?:[A-Za-z]{3,6}day,? )?(?P<date>\d{1,2}(?:st|nd|rd|th)? \w+ 20\d\d)[^.]{0,160}(?:written statement"
    r"|statement of (?:proposed )?action|action plan)"
)
WORKING_DAYS = re.compile(r"within (?:70|seventy|\d{2,3}) working days|(?:70|seventy) working days")


def outcome_of(pieces: list[Piece], lines: list[Line], framework: Framework) -> str | None:
    """The overall outcome where the framework gives one beside its judgements: a phrase (Area SEND) or a sentence (SIF)."""
    early = [piece for piece in pieces[:120] if piece.page is None or piece.page <= 3]
    if framework.name == "Area SEND":
        for piece in early:
            for pattern, name in AREA_OUTCOMES:
                if pattern.search(plain(piece.text)):
                    return name
    if framework.name == "SIF":
        for index, line in enumerate(lines[:120]):
            sentence = _sentence_from(lines, index) if line.page in (None, 1, 2, 3) else ""
            if OVERALL.match(plain(sentence)) and not sentence.endswith("because:"):
                return sentence.rstrip(". ")
    return None


def _sentence_from(lines: list[Line], index: int) -> str:
    """The sentence that begins with a line: the next line belongs to it where it goes on in small letters."""
    text = mend([lines[index].text])
    following = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
    return mend([text, following]) if following[:1].islower() and not text.endswith(".") else text


def requires_of(pieces: list[Piece], framework: Framework) -> str | None:
    if framework.name not in ("Area SEND", "Local area SEND", "JTAI"):
        return None
    for pattern, name in REQUIREMENTS:
        for piece in pieces:
            if pattern.search(plain(piece.text)) and not re.search(
                r"\bnot (?:be )?require|no written statement", plain(piece.text)
            ):
                return name
    return None


def principal_authority_of(pieces: list[Piece], framework: Framework) -> str | None:
    """Who must answer for the partnership, as printed in a joint inspection's letter."""
    if framework.name != "JTAI":
        return None
    for piece in pieces:
        for pattern in PRINCIPAL:
            found = pattern.search(piece.text)
            if found:
                return re.sub(r"^the (?=[A-Z])", "", found["who"].strip(" ,"))
    return None


def response_due_of(pieces: list[Piece], framework: Framework) -> tuple[date | None, Piece | None]:
    """(the printed day by which the response is due, the piece that gives only a number of working days instead)."""
    if framework.name not in ("JTAI", "Local area SEND", "Area SEND"):
        return None, None
    in_days: Piece | None = None
    for piece in pieces:
        text = re.sub(r"\S+@\S+|\bwww\.\S+", "@", piece.text)
        for pattern in (DUE, DUE_BEFORE):
            found = pattern.search(text)
            day = periods.day_in(found["date"]) if found else None
            if day:
                return day, None
        if WORKING_DAYS.search(piece.text.casefold()) and "statement" in piece.text.casefold():
            in_days = in_days or piece
    return None, in_days
