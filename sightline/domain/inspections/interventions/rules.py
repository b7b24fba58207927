"""What the government may do about a council's services for children, and what may become of it. No Django.

The kinds are the rungs that councils' papers name: a notice, a direction, a commissioner, an adviser, a trust, support and
supervision. Social care and SEND are separate streams: ending one ends nothing in the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.ground.lib.errors import Refused

KINDS: dict[str, str] = {
    "notice": "Improvement notice (non-statutory)",
    "statutory-notice": "Improvement notice (statutory)",
    "direction": "Statutory direction",
    "commissioner": "Commissioner",
    "adviser": "Improvement adviser",
    "trust": "Trust or other delivery outside the council",
    "support": "Support and supervision",
    "other": "Other",
}
STREAMS: dict[str, str] = {
    "social-care": "Children's social care",
    "send": "Special educational needs and disabilities",
    "joint": "Joint inspection",
    "youth-justice": "Youth justice",
    "other": "Other",
}
ENDINGS: dict[str, str] = {
    "lifted": "Lifted",
    "revoked": "Revoked",
    "expired": "Ran to its end",
    "withdrawn": "Withdrawn",
    "superseded": "Superseded",
}
CHOSEN_ENDINGS: dict[str, str] = {code: words for code, words in ENDINGS.items() if code != "superseded"}
STATES: dict[str, str] = {
    "to-come": "To come",
    "in-force": "In force",
    "past-its-end": "Past its stated end",
    "ended": "Ended",
}
MOVES: dict[str, frozenset[str]] = {
    "to-come": frozenset({"in-force", "ended"}),
    "in-force": frozenset({"past-its-end", "ended"}),
    "past-its-end": frozenset({"ended"}),
    "ended": frozenset(),
}
CONDITION_STATES: dict[str, str] = {
    "open": "Not yet met",
    "met": "Met",
    "carried": "Carried to the next",
    "lapsed": "Ended without being met",
}
CONDITION_MOVES: dict[str, frozenset[str]] = {
    "open": frozenset({"met", "carried", "lapsed"}),
    "met": frozenset({"open"}),
    "carried": frozenset(),
    "lapsed": frozenset(),
}
STEPS: dict[str, str] = {
    "issued": "Issued",
    "revised": "Issued in place of an earlier one",
    "superseded": "Superseded by a revised one",
    "reported": "Reported on",
    "review-held": "Review held",
    "ended": "Ended",
    "corrected": "Corrected",
    "linked": "Inspections linked",
    "filed": "Paper kept",
    "review-added": "Review date set",
    "condition-added": "Condition added",
    "condition-met": "Condition met",
    "condition-reopened": "Condition opened again",
    "official-added": "Official added",
    "official-left": "Official left",
    "focus-added": "Focus area added",
    "focus-ended": "Focus area ended",
}
OFFICIALS: dict[str, str] = {
    "commissioner": "Commissioner",
    "adviser": "Adviser",
    "chair": "Chair of the board",
    "lead-official": "Lead official",
    "signatory": "Signed it",
    "partner": "Partner in practice",
    "other": "Other",
}
ANSWERS: dict[str, str] = {
    "accepted": "Accepted",
    "partly": "Accepted in part",
    "not-accepted": "Not accepted",
}


@dataclass(frozen=True, slots=True)
class InterventionDates:
    """When an intervention holds. None: not stated, and for `ended`: nobody recorded that it ended.

    issued  the day on the paper
    since   the first day on which it holds; where that is not stated it holds from the day of issue
    until   the last day, as the paper itself states it; passing it ends nothing
    ended   the day on which it was lifted, revoked or superseded; on that day it holds no longer
    """

    issued: date | None = None
    since: date | None = None
    until: date | None = None
    ended: date | None = None

    @property
    def begins(self) -> date | None:
        return self.since or self.issued


def state_on(dates: InterventionDates, day: date) -> str:
    """How it stands on a day: a code of STATES. One without a beginning holds until its end is recorded."""
    if dates.ended is not None and dates.ended <= day:
        return "ended"
    if dates.begins is not None and day < dates.begins:
        return "to-come"
    if dates.until is not None and dates.until < day:
        return "past-its-end"
    return "in-force"


def check_kind_and_stream(kind: str, stream: str) -> None:
    if kind not in KINDS:
        raise Refused("Choose what kind of intervention it is. Nothing was changed.", field="kind")
    if stream not in STREAMS:
        raise Refused("Choose the stream that it belongs to. Nothing was changed.", field="stream")


def check_dates(dates: InterventionDates) -> None:
    """Raises Refused for an order of days that cannot be. It may hold from before the day of its paper; papers do so."""
    begins = dates.begins
    if begins and dates.until and dates.until < begins:
        raise Refused(
            f"It begins on {_day(begins)} and cannot end before that. Nothing was changed.", field="until"
        )
    if begins and dates.ended and dates.ended < begins:
        raise Refused(
            f"It began on {_day(begins)}, so it cannot have ended on {_day(dates.ended)}. Nothing was changed.",
            rule="interventions.ends-after-it-begins",
            field="on",
        )


def check_standing(dates: InterventionDates, called: str, what: str) -> None:
    """Raises Refused for what cannot be done to an intervention that has ended. `what` completes "no longer be ..."."""
    if dates.ended is not None:
        raise Refused(
            f"{called} ended on {_day(dates.ended)}, so it can no longer be {what}. Nothing was changed.",
            rule="interventions.ended-stays-ended",
        )


def check_can_end(dates: InterventionDates, on: date, how: str, called: str, today: date) -> None:
    """An end is recorded once, with how it came about, and not before its day."""
    check_standing(dates, called, "ended")
    if how not in CHOSEN_ENDINGS:
        raise Refused("Say how it ended. Nothing was changed.", field="how")
    check_past(on, today, "The end")
    check_dates(InterventionDates(dates.issued, dates.since, dates.until, on))


def check_can_revise(old: InterventionDates, new: InterventionDates, called: str, today: date) -> date:
    """The day on which the revised one takes the place of the old. Raises Refused where there can be none.

    Both stay: the old with its terms and its end, the new with its own number.
    """
    check_standing(old, called, "revised")
    if new.begins is None:
        raise Refused(
            "State when the revised one was issued or holds from: the earlier one ends on that day. Nothing was "
            "changed.",
            rule="interventions.revised-on-a-day",
            field="since",
        )
    check_past(new.begins, today, "A revised one that is recorded")
    if old.begins and new.begins < old.begins:
        raise Refused(
            f"{called} began on {_day(old.begins)}; what takes its place cannot begin before that. Nothing was changed.",
            rule="interventions.revised-after-it-began",
            field="since",
        )
    return new.begins


def check_move_condition(now: str, to: str, called: str) -> None:
    """Raises Refused for a move that CONDITION_MOVES does not allow."""
    if to in CONDITION_MOVES[now]:
        return
    raise Refused(
        f"{called} is already “{CONDITION_STATES[now].lower()}” and cannot become “{CONDITION_STATES[to].lower()}”. "
        "Nothing was changed.",
        rule="interventions.condition-moves",
    )


def check_past(day: date, today: date, what: str) -> None:
    """Raises Refused for a day that is still to come: what is recorded has happened."""
    if day > today:
        raise Refused(
            f"{what} lies on {_day(day)}, which is still to come. Record it when it has happened. Nothing was changed.",
            rule="interventions.recorded-when-it-happened",
            field="on",
        )


def check_period(since: date | None, until: date | None, what: str) -> None:
    if since and until and until < since:
        raise Refused(
            f"{what} began on {_day(since)} and cannot end before that. Nothing was changed.", field="until"
        )


def check_is_adviser(kind: str, what: str) -> None:
    """Focus areas and the advice log belong to who advises: an adviser, a commissioner, support and supervision."""
    if kind not in ADVISES:
        raise Refused(
            f"{what} belong to an adviser, a commissioner or support and supervision. Nothing was changed.",
            rule="interventions.who-advises",
        )


ADVISES = frozenset({"adviser", "commissioner", "support"})


def first_free(taken: Iterable[int]) -> int:
    """The next number; a number once given is never given again, because rows are never deleted."""
    return max(taken, default=0) + 1


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
