"""What may be done to a reading, and what stands in the way of accepting one without looking closely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sightline.ground.lib.errors import Refused

from .drafts import Draft

KINDS = {
    "inspection": "Inspection report or letter",
    "report": "Committee report",
    "minutes": "Minutes",
    "decision": "Record of a decision",
    "plan": "Improvement plan",
    "indicators": "Table of indicators",
    "risk": "Risk deep dive",
    "risk_matrix": "Risk matrix",
    "unknown": "Not recognised",
}
MOVES: dict[str, frozenset[str]] = {
    "waiting": frozenset({"read", "failed", "put-aside"}),
    "reading": frozenset({"read", "failed", "put-aside"}),
    "read": frozenset({"waiting", "accepted", "put-aside"}),
    "failed": frozenset({"waiting", "put-aside"}),
    "put-aside": frozenset({"waiting", "read"}),
    "accepted": frozenset(),
}
IN_WORDS = {
    "waiting": "is still to be read",
    "reading": "is being read",
    "read": "was read",
    "failed": "could not be read",
    "accepted": "was accepted",
    "put-aside": "was put aside",
}


@dataclass(frozen=True)
class Problem:
    """Why a reading wants a person's eye before it is accepted. about: as `drafts.Doubt.about`; stops: it cannot be accepted so."""

    sentence: str
    about: str = ""
    stops: bool = False


def check_can_move(state: str, to: str) -> None:
    """Raises Refused where a reading cannot go from one state to another."""
    if to not in MOVES[state]:
        raise Refused(
            f"This paper {IN_WORDS[state]}, so that cannot be done to it now. Nothing was changed. "
            "Load the page again to see how it stands.",
            rule="imports.reading-moves",
        )


def check_under_review(state: str, kind: str, kinds: Iterable[str], called: str) -> None:
    """Raises Refused where the draft of a reading is not open for changes. kinds: those of this review; called: "an inspection"."""
    if state != "read" or kind not in kinds:
        raise Refused(
            f"This paper {IN_WORDS[state]} and is not under review as {called}. Nothing was changed.",
            rule="imports.only-under-review",
        )


def check_seen(now: int, seen: int | None) -> None:
    """Raises Refused where the draft was changed after the page was made that somebody now accepts. Both are revisions."""
    if seen is not None and seen != now:
        raise Refused(
            "Somebody changed this review after you opened the page. Nothing was accepted. "
            "Look at it again, then accept it.",
            rule="imports.accept-what-you-see",
        )


def check_changed_since(changed_in: int, seen: int | None) -> None:
    """Raises Refused where what somebody changes now was changed by somebody else after they opened the page."""
    if seen is not None and changed_in > seen:
        raise Refused(
            "Somebody changed this after you opened the page. Nothing of yours was saved. "
            "Look at what it says now, then save yours if it should still hold.",
            rule="imports.change-what-you-see",
        )


def check_can_read_again(state: str, changes: int, discard: bool) -> None:
    """Raises Refused where reading a paper again would throw away what people did to it, and nobody said that it may."""
    if state == "read" and changes and not discard:
        times = "once" if changes == 1 else f"{changes} times"
        raise Refused(
            f"What was read of this paper was corrected {times}. Reading it again throws that away, so it was not done. "
            "Confirm that the corrections are to be given up, then let it be read again.",
            rule="imports.read-again",
            field="discard",
        )


def problems(draft: Draft, known_frameworks: frozenset[str]) -> tuple[Problem, ...]:
    """What a person should look at, those first that stop it from being accepted."""
    found = [*_missing(draft, known_frameworks), *_dates(draft)]
    found += [Problem(doubt.why, doubt.about) for doubt in draft.doubts]
    return tuple(sorted(found, key=lambda problem: not problem.stops))


def _missing(draft: Draft, known_frameworks: frozenset[str]) -> Iterator[Problem]:
    facts = draft.facts
    if not facts.get("authority"):
        yield Problem(
            "The paper does not say which council was inspected. State it.", "authority", stops=True
        )
    framework = facts.get("framework")
    if not framework:
        yield Problem("The framework of the inspection is not stated.", "framework")
    elif framework not in known_frameworks:
        yield Problem(f"“{framework}” is not a framework known here. Choose one.", "framework", stops=True)
    if not any(facts.get(name) for name in ("start", "end", "published", "letter_date")):
        yield Problem("No date of the inspection or of its report is stated.", "start")
    if not draft.findings:
        yield Problem("No finding was taken from this paper. Check that it holds none.", "findings")


def _dates(draft: Draft) -> Iterator[Problem]:
    days = {name: date.fromisoformat(text) for name, text in draft.facts.items() if name in _DATED and text}
    start, end = days.get("start"), days.get("end")
    if start and end and end < start:
        yield Problem("The fieldwork ends before it begins. Correct the dates.", "end", stops=True)
    for name, what in (("published", "was published"), ("report_received", "was received")):
        if start and name in days and days[name] < start:
            yield Problem(
                f"The report {what} before the fieldwork began. Correct the dates.", name, stops=True
            )


_DATED = ("start", "end", "published", "report_received", "letter_date")
