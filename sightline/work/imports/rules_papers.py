"""What a person should look at in a report, minutes, a decision, risks or a table of figures before it is accepted. Pure.

A paper without a date, or one that names no body, is a question and no stop: both may stay "not stated".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sightline.domain.meetings.drafts import PAPER_KINDS
from sightline.ground.lib.errors import Refused

from .paper_drafts import PaperDraft
from .paper_fields import LABELS
from .rules import Problem

CORE = {
    "minutes": "item",
    "report": "recommendation",
    "decision": "decision",
    "risk": "score",
    "risk_matrix": "level",
    "indicators": "row",
}
FIRST_YEAR = 1974  # the councils of today, and with them their committees, began on 1 April 1974
WHOLE_NUMBERS = ("gross", "gross_from", "net", "net_from", "unspecified", "unspecified_from")


def check_can_be_source(kind: str, held: str, number: int, withdrawn_on: date | None) -> None:
    """Raises Refused where a file of this kind cannot be another source of a paper of the register."""
    if withdrawn_on is not None:
        raise Refused(
            f"Paper {number} was taken out of the register, so it takes no other source. Nothing was accepted. Put it back "
            "first, or accept this as a paper of its own.",
            rule="imports.same-paper",
            field="same_as",
        )
    if kind != held:
        raise Refused(
            f"Paper {number} is of another kind: {PAPER_KINDS[held].lower()}, and this is {PAPER_KINDS[kind].lower()}. Nothing was "
            "accepted. Choose another paper, or say what this one is.",
            rule="imports.same-paper",
            field="same_as",
        )


def problems(draft: PaperDraft, today: date | None = None) -> tuple[Problem, ...]:
    """What a person should look at, those first that stop it from being accepted. today: for dates that lie ahead."""
    found = [*_missing(draft), *_dates(draft, today), *_entries(draft)]
    found += [Problem(doubt.why, doubt.about) for doubt in draft.doubts]
    return tuple(sorted(dict.fromkeys(found), key=lambda problem: not problem.stops))


def _missing(draft: PaperDraft) -> Iterator[Problem]:
    if not draft.taken:
        yield Problem(
            "Nothing of this paper is taken. Take what it says, or put the paper aside.", stops=True
        )
    elif not draft.of(CORE[draft.kind]):
        one, several = LABELS[CORE[draft.kind]]
        yield Problem(f"No {one.lower()} was taken from this paper. Check that it holds none.", several)
    if not draft.facts.get("date"):
        yield Problem("The paper’s date is not stated. State it if the paper has one.", "date")
    if not draft.facts.get("body") and draft.facts.get("body_id") is None and draft.kind != "indicators":
        yield Problem("The body is not stated. Say which it is, or that it is none of ours.", "body")


def _dates(draft: PaperDraft, today: date | None) -> Iterator[Problem]:
    text = draft.facts.get("date")
    if not text:
        return
    day = date.fromisoformat(text)
    if day.year < FIRST_YEAR:
        yield Problem(f"The paper is dated {day.year}. Check the year.", "date")
    if today is not None and day > today and draft.kind in ("minutes", "decision"):
        yield Problem("The paper is dated on a day to come. Check the date.", "date")
    effective = draft.facts.get("effective")
    if effective and date.fromisoformat(effective) < day:
        yield Problem("The decision takes effect before it was made. Check the dates.", "effective")


def _entries(draft: PaperDraft) -> Iterator[Problem]:
    for entry in draft.taken:
        if entry.group == "score":
            odd = [name for name in WHOLE_NUMBERS if isinstance(entry.fields.get(name), str)]
            if odd:
                yield Problem(
                    f"“{entry.fields[odd[0]]}” is no score that is a whole number. State the score, or leave it out.",
                    entry.key,
                    stops=True,
                )
