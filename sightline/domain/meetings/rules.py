"""What a paper must be before the register takes it. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sightline.ground.lib.errors import Refused

from .drafts import (
    ATTENDANCE_ROLES,
    NOTE_ROLES,
    OUTCOME_KINDS,
    OWNERSHIPS,
    PAPER_KINDS,
    QUESTIONS,
    OutcomeFacts,
    PaperFacts,
    Place,
)

LONGEST_TITLE = 500
_MARKER = re.compile(r"^\s*(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|[•\-–])\s*", re.IGNORECASE)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def check_can_register(paper: PaperFacts) -> None:
    """Refuse a paper that contradicts itself. The sentence says which part, so that the review can show it."""
    if paper.kind not in PAPER_KINDS:
        raise Refused(
            "Say what kind of paper this is. Nothing was added.", rule="papers.known-kind", field="kind"
        )
    if paper.ownership not in OWNERSHIPS:
        raise Refused("Say whose paper this is. Nothing was added.", field="ownership")
    for name in QUESTIONS:
        check_answer(name, paper.facts.get(name))
    for outcome in paper.outcomes:
        _check_outcome(outcome, len(paper.items))
    _known(ATTENDANCE_ROLES, (row.role for row in paper.attendance), "attendance")
    _known(NOTE_ROLES, (note.role for note in paper.notes), "passage")
    for recommendation in paper.recommendations:
        if not recommendation.text.strip():
            raise Refused("A recommendation has no words. Give them or set it aside. Nothing was added.")
    for figure in paper.figures:
        _check_item(figure.item, len(paper.items), "figure")
    for aside in paper.asides:
        if not aside.why.strip():
            raise Refused("A passage was set aside without a reason. Say why. Nothing was added.")


def check_answer(name: str, answer: Any) -> None:
    """A question of a paper is answered yes, no or not at all."""
    if answer not in (True, False, None) or (isinstance(answer, int) and not isinstance(answer, bool)):
        raise Refused(
            f"“{QUESTIONS[name]}” is answered with yes, no or not stated. Nothing was changed.",
            rule="papers.yes-no-not-stated",
            field=name,
        )


def check_can_withdraw(withdrawn_on: date | None) -> None:
    if withdrawn_on is not None:
        raise Refused("The paper was already taken out of the register. Nothing was changed.")


def check_can_restore(withdrawn_on: date | None) -> None:
    if withdrawn_on is None:
        raise Refused("The paper stands in the register. Nothing was changed.")


def title_of(paper: PaperFacts, body: str) -> tuple[str, bool]:
    """The title to keep, and whether it was given here because none is printed: "Minutes, Scrutiny Committee, 3 May 2024"."""
    if printed := " ".join(paper.title.split()):
        return _cut(printed), False
    day = f"{paper.date.day} {paper.date:%B %Y}" if paper.date else paper.date_printed.strip()
    named = [PAPER_KINDS[paper.kind], body or paper.body_printed.strip(), day or "no date stated"]
    return _cut(", ".join(filter(None, named))), True


def place_as_json(place: Place) -> dict[str, Any]:
    """A place as it is kept: without what is not stated."""
    kept = {"page": place.page, "first": place.first, "last": place.last, "boxes": list(place.boxes)}
    return {name: value for name, value in kept.items() if value not in (None, [])}


def kept(text: str | None) -> str:
    """Words fit to keep: as they are, without the characters that no reader can see and no database takes."""
    if not text:
        return ""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def kept_json(value: Any) -> Any:
    """The same for values that are kept as JSON: dates in ISO form, words fit to keep, mappings and lists of these."""
    if isinstance(value, str):
        return kept(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {kept(str(key)): kept_json(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [kept_json(held) for held in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def bare(line: str) -> str:
    """A line without its printed number and the signs around it, to tell whether it repeats another."""
    return _MARKER.sub("", line).strip(" \t:;.,–-").casefold()


def _cut(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"


def _check_outcome(outcome: OutcomeFacts, items: int) -> None:
    if outcome.kind not in OUTCOME_KINDS:
        raise Refused("Say whether it is a resolution, a commitment or a decision. Nothing was added.")
    if not outcome.text.strip():
        raise Refused(
            f"A {OUTCOME_KINDS[outcome.kind].lower()} has no words. Give them or set it aside. Nothing was added.",
            rule="papers.words",
        )
    _check_item(outcome.item, items, OUTCOME_KINDS[outcome.kind].lower())


def _check_item(item: int | None, items: int, what: str) -> None:
    if item is not None and not 0 <= item < items:
        raise Refused(f"A {what} stands under an item that is not in the paper. Nothing was added.")


def _known(vocabulary: Mapping[str, str], given: Iterator[str], what: str) -> None:
    for role in given:
        if role not in vocabulary:
            raise Refused(f"“{role}” is not a role of a {what} that is known here. Nothing was added.")
