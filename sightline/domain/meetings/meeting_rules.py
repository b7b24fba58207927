"""What holds of meetings: who fills which seat, whether enough are there, what the agenda and the outcomes allow. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from sightline.domain.governance.deciding_rules import says_nothing
from sightline.domain.governance.quorum import Quorum, counts, quorate
from sightline.ground.lib.errors import Refused

from .meeting_words import ONLY_PRINTED, RESULTS

HERE = frozenset({"present", "substitute"})
CLEAR_DAYS = 5  # clear working days between the agenda and the meeting: Local Government Act 1972, s100B(4)
NOTHING = "Nothing was changed."


@dataclass(frozen=True, slots=True)
class SeatOfDay:
    """A seat that stands on the day of the meeting.

    people   ids of the persons who certainly sit on it: its person, or the one holder of its post
    vacant   nobody holds it on that day
    follows  the seat that it took the place of
    since, until  as the rules of the quorum read them
    """

    pk: int
    role: str
    words: str
    people: frozenset[int] = frozenset()
    vacant: bool = False
    follows: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """One row of the attendance, as the rules read it.

    seat         the seat that it is about; None: in attendance without one
    people       ids of the persons that it certainly is
    deputy       a standing deputy of that day stood in
    first, last  positions of the first and the last item for which they were there; None: from the start, to the end
    """

    seat: int | None
    attendance: str
    name: str
    people: frozenset[int] = frozenset()
    deputy: bool = False
    first: int | None = None
    last: int | None = None

    def here_at(self, position: int | None) -> bool:
        """Whether they were there at an item; None: at the opening."""
        if self.attendance not in HERE:
            return False
        if position is None:
            return self.first is None
        return (self.first is None or self.first <= position) and (self.last is None or position <= self.last)


@dataclass(frozen=True, slots=True)
class QuorumThen:
    """The quorum at the opening, or at an item. quorate None: it is not stated and nobody can say.

    present, counted  seats that count and were filled, of how many; words: how it was worked out, for the minutes
    """

    quorate: bool | None
    present: int
    counted: int
    needed: int | None
    words: str


# Attendance and quorum --------------------------------------------------------------------------------------------------


def places(seats: Iterable[SeatOfDay]) -> dict[int, int]:
    """For each seat the one that stands for its place: a seat that passed on that very day, and its follower, are one place."""
    every = {seat.pk: seat for seat in seats}
    after = {seat.follows: seat.pk for seat in every.values() if seat.follows in every}
    found = {}
    for pk in every:
        last, seen = pk, {pk}
        while (following := after.get(last)) is not None and following not in seen:
            last = following
            seen.add(last)
        found[pk] = last
    return found


def those_that_count(seats: Iterable[SeatOfDay]) -> list[SeatOfDay]:
    """One seat for each place of that day, for the rules of the quorum."""
    every = list(seats)
    standing = set(places(every).values())
    return [seat for seat in every if seat.pk in standing]


def quorum_then(
    came: Sequence[Came], seats: Sequence[SeatOfDay], rule: Quorum, position: int | None = None
) -> QuorumThen:
    """Whether the meeting was quorate at its opening (position None) or at an item, and how that was worked out."""
    by_pk, place = {seat.pk: seat for seat in seats}, places(seats)
    filled = {place[row.seat] for row in came if row.seat in place and row.here_at(position)}
    present = [by_pk[pk] for pk in filled if counts(by_pk[pk])]
    answer = quorate(present, rule.needed)
    said = "quorate" if answer else "not quorate"
    of = f"{len(present)} of {rule.counted_seats} seats that count {'was' if len(present) == 1 else 'were'} filled"
    if rule.needed is None:
        words = f"{of}. {rule.words} So nobody can say whether the meeting was quorate."
    else:
        words = f"{of}; {rule.needed} {'is' if rule.needed == 1 else 'are'} needed: {said}. {rule.words}"
    return QuorumThen(answer, len(present), rule.counted_seats, rule.needed, words)


def check_somebody_stated(stated: bool) -> None:
    """Refuse an attendance that says nothing of anybody: "not stated" is not "absent", and makes no meeting inquorate."""
    if not stated:
        _no(
            "It is not said of anybody whether they were there. The meeting was not recorded as held. Choose an answer for "
            "each seat; if nobody came, choose Absent, or cancel the meeting.",
            "attendance-stated",
        )


def check_times(starts: time | None, ends: time | None) -> None:
    """Refuse a meeting that would end before it began."""
    if starts and ends and ends < starts:
        _no(
            f"The meeting cannot end at {ends:%H:%M}, before it began at {starts:%H:%M}. {NOTHING}",
            "ends-after-it-begins",
            field="ends",
        )


def check_attendance(came: Sequence[Came], seats: Sequence[SeatOfDay], names: Mapping[int, str]) -> None:
    """Refuse an attendance that cannot be: a seat of another day, filled twice, vacant; one person on two seats.

    names: of persons, for the sentences
    """
    by_pk, place = {seat.pk: seat for seat in seats}, places(seats)
    filled: dict[int, Came] = {}
    for row in came:
        if row.seat is not None and row.seat not in by_pk:
            _no(
                f"{row.name} is entered for a seat that did not stand on that day. {NOTHING}",
                "seat-of-the-day",
            )
        if not row.name.strip():
            _no(
                f"Enter the name of everybody who was there as a substitute or in attendance. {NOTHING}",
                "named",
            )
        if row.first is not None and row.last is not None and row.last < row.first:
            _no(f"{row.name} would have left before coming. {NOTHING}", "came-before-leaving")
        if row.attendance not in HERE or row.seat is None:
            continue
        seat = by_pk[row.seat]
        _check_vacant(row, seat)
        if other := filled.get(place[seat.pk]):
            _no(_passed(seat, other, row, by_pk), "seat-filled-once")
        filled[place[seat.pk]] = row
    _check_once(came, by_pk, names)


def _check_vacant(row: Came, seat: SeatOfDay) -> None:
    if seat.vacant and row.attendance == "present":
        _no(
            f"The seat {seat.words} was vacant on that day, so nobody could be present in it. {NOTHING} Fill the seat on the "
            "body’s page, or enter a standing deputy.",
            "vacant-seat",
        )
    if seat.vacant and not row.deputy:
        _no(
            f"The seat {seat.words} was vacant on that day, so {row.name} could not stand in for anybody. {NOTHING} Enter them as "
            "in attendance, or add a standing deputy on the body’s page first.",
            "vacant-seat",
        )


def _passed(seat: SeatOfDay, one: Came, other: Came, by_pk: Mapping[int, SeatOfDay]) -> str:
    if one.seat == other.seat:
        return f"Two people are entered for the seat {seat.words}: {one.name} and {other.name}. It counts once. {NOTHING}"
    before = by_pk[one.seat or 0].words
    return (
        f"The seat passed from {before} to {seat.words} on that day and is one place. Both are entered as present for it; enter "
        f"one of them as in attendance. {NOTHING}"
    )


def _check_once(came: Sequence[Came], by_pk: Mapping[int, SeatOfDay], names: Mapping[int, str]) -> None:
    """One person fills one seat at a meeting, whether they sit on it or stand in."""
    sat: dict[object, SeatOfDay] = {}
    for row in came:
        if row.attendance not in HERE or row.seat is None:
            continue
        typed = {" ".join(row.name.casefold().split())} if row.attendance == "substitute" else set()
        for key in (*row.people, *typed):
            if (other := sat.get(key)) and other.pk != row.seat:
                who = names.get(key, row.name) if isinstance(key, int) else row.name
                _no(
                    f"{who} is entered for two seats: {other.words} and {by_pk[row.seat].words}. One person fills one seat at a "
                    f"meeting. {NOTHING} Enter a substitute or apologies for one of them.",
                    "one-person-one-seat",
                )
            sat[key] = by_pk[row.seat]


def check_decided_stays(before: Mapping[str, bool | None], after: Mapping[str, bool | None]) -> None:
    """Refuse an attendance that would change whether a meeting was quorate when it decided. Both: label of an item -> answer."""
    for label, was in before.items():
        if after.get(label) != was:
            said = "quorate" if was else "not quorate"
            _no(
                f"Decisions were recorded at item {label}, where the meeting was {said}; with this attendance it would not be so. "
                f"{NOTHING} If the attendance was wrong, record at a later meeting what that means for the decisions.",
                "decided-on-a-quorum",
            )


# The meeting and its agenda --------------------------------------------------------------------------------------------


def check_can_change(state: str, minutes: str, state_words: str) -> None:
    """Refuse to change a meeting that does not take place, or whose minutes are approved."""
    if state in ("cancelled", "moved"):
        _no(
            f"The meeting was {state_words.lower()}, so nothing about it can be changed. {NOTHING}",
            "meeting-stands",
        )
    if state == "printed":
        _no(f"{ONLY_PRINTED} {NOTHING} Correct the paper that holds its minutes.", "known-from-its-minutes")
    if minutes == "approved":
        _no(
            f"The minutes of this meeting are approved and locked. {NOTHING} Add a correction that quotes the words and says how "
            "they should read.",
            "minutes-are-never-edited",
        )


def check_planned(state: str, state_words: str, what: str) -> None:
    if state != "planned":
        _no(
            f"The meeting is not planned any more ({state_words.lower()}), so {what}. {NOTHING}",
            "planned-meeting",
        )


def check_can_hold(on: date, today: date) -> None:
    if on > today:
        _no(
            f"The meeting is on {_day(on)}. Who was there can be recorded on that day or after. {NOTHING}",
            "held-after-the-day",
        )


def check_was_decided(on: date, today: date) -> None:
    """Refuse a decision between meetings of a day that is still to come."""
    if on > today:
        _no(
            f"{_day(on)} is still to come, so nothing can have been decided on it. No decision was recorded. Enter the day on "
            "which it was decided.",
            "decided-by-today",
            field="on",
        )


def check_order(asked: Sequence[int], held: Iterable[int], sent: date | None) -> None:
    """Refuse to reorder an agenda that went out, and an order that is not one of its items."""
    if sent is not None:
        _no(
            f"The agenda went out on {_day(sent)}, so its numbers stay. {NOTHING} Items that come late are put after the others.",
            "agenda-keeps-its-numbers",
        )
    if sorted(asked) != sorted(held):
        _no(f"The agenda was changed meanwhile. {NOTHING} Open it again.", "agenda-as-seen")


def late_label(labels: Iterable[str]) -> str:
    """The label of the next late item: one of its own, so that it renumbers nothing."""
    taken = {label.casefold() for label in labels}
    number = 1
    while f"late {number}" in taken:
        number += 1
    return f"Late {number}"


def check_late(late: bool, urgency: str) -> None:
    if late and not urgency.strip():
        raise Refused(
            "The agenda has gone out. Say why the item cannot wait for the next meeting; the chair decides whether it is taken. "
            "Nothing was added.",
            rule="meetings.late-item-says-why",
            field="urgency",
        )


def check_can_take_off(outcomes: int, label: str) -> None:
    if outcomes:
        _no(
            f"Something was decided at item {label}, so it stays on the agenda. {NOTHING}",
            "decided-item-stays",
        )


# Outcomes ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Recorded:
    """An outcome that is there already: "12/3", with who recorded it, what came of it, and when it was recorded, in words."""

    reference: str
    result: str
    by: str
    when: str = ""


def check_can_record(
    state: str, on: date, today: date, result: str, words: str, reason: str, withdrawn: bool, label: str
) -> None:
    """Refuse an outcome of a meeting that was not held, of an item taken off, without words, or without the reason it needs."""
    if state != "held":
        _no(
            f"Who was at the meeting is not recorded yet, so it cannot be said whether it was quorate. {NOTHING} Record the "
            "attendance first.",
            "attendance-before-outcomes",
        )
    if on > today:
        _no(
            f"The meeting is on {_day(on)}; nothing can have been decided yet. {NOTHING}",
            "held-after-the-day",
        )
    if withdrawn:
        _no(f"Item {label} was taken off the agenda. {NOTHING}", "withdrawn-item")
    if result not in RESULTS:
        raise Refused(f"Say what came of it. {NOTHING}", field="result")
    if result in ("refused", "deferred") and not reason.strip():
        raise Refused(
            f"Say why it was {'not agreed' if result == 'refused' else 'put off'}. {NOTHING}",
            rule="meetings.reasons-travel",
            field="reason",
        )
    if says_nothing(words):
        raise Refused(f"Enter what was decided, in the body’s own words. {NOTHING}", field="words")


def check_first(first: Recorded | None, what: str) -> None:
    """Of two people who record the same thing at one meeting, the second is told what the first recorded."""
    if first is not None:
        _no(
            f"{what} was recorded already at this meeting: {first.reference}, {RESULTS[first.result].lower()}, by {first.by}"
            f"{' ' if first.when else ''}{first.when}. {NOTHING}",
            "recorded-once",
        )


def check_none_waits(waiting: tuple[int, date] | None) -> None:
    """What a body agreed while it was inquorate is ratified or refused, not decided a second time beside it.

    waiting  the number and the day of the decision that waits; None where there is none
    """
    if waiting is not None:
        number, on = waiting
        raise Refused(
            f"An inquorate meeting agreed this on {on:%-d %B %Y}, and decision {number} waits to be ratified. {NOTHING} At the "
            "item of decisions to ratify, say whether it is ratified; where it is not, this can be decided anew.",
            rule="meetings.waits-already",
            who="the body, at a quorate meeting",
        )


def check_quorum_known(quorum: QuorumThen, body: str) -> None:
    """No decision can stand where the quorum is not stated."""
    if quorum.quorate is None:
        raise Refused(
            f"{quorum.words} No decision of {body} can stand without it. Nothing was recorded. State the quorum in the body’s "
            "terms of reference, from a day no later than the meeting.",
            rule="meetings.quorum-known",
            who="the programme office, on the body’s page",
        )


def check_can_ratify_here(quorum: QuorumThen) -> None:
    """A meeting that is not quorate itself ratifies nothing."""
    if not quorum.quorate:
        raise Refused(
            f"Only a quorate meeting can ratify, and this one was not quorate at this item. {quorum.words} Nothing was recorded. "
            "Record that it was put off.",
            rule="meetings.only-a-quorate-meeting-ratifies",
            who="the next quorate meeting",
        )


def check_can_refuse(quorum: QuorumThen, what: str) -> None:
    """Only a quorate meeting says no to what was put before it; one that is not can put it off."""
    if not quorum.quorate:
        raise Refused(
            f"The meeting was not quorate at this item, so it could not refuse {what}. {quorum.words} Nothing was recorded. Record "
            "that it was put off.",
            rule="meetings.only-a-quorate-meeting-refuses",
            field="result",
        )


def resolved(what: str) -> str:
    """The words of a resolution: "RESOLVED: That action 1.3 be signed off."."""
    kept = what.strip().rstrip(".")
    return f"RESOLVED: That {kept}." if kept else ""


# Between meetings, and by a paper ------------------------------------------------------------------------------------------


def check_urgent(never: bool, kind_words: str, chairs: bool, body: str, on: date) -> None:
    """Refuse what only a meeting can do, and what somebody else than the chair of that day decided."""
    if never:
        raise Refused(
            f"“{kind_words}” cannot be done in urgency. Nothing was recorded.",
            rule="meetings.urgency-by-the-chair",
            who=f"{body} at a quorate meeting",
        )
    if not chairs:
        raise Refused(
            f"Only the chair of {body} can act in urgency, and the seat that was chosen did not chair it on {_day(on)}. "
            "Nothing was recorded.",
            rule="meetings.urgency-by-the-chair",
            who=f"the chair of {body}",
            field="taken_by",
        )


def check_paper_decides(
    number: int,
    of_a_body: bool,
    on: date | None,
    ownership: str,
    withdrawn: bool,
    decides: bool,
    quorate: bool | None,
    quorum_words: str,
) -> None:
    """Refuse a paper that cannot show what a body of this council decided, on which day, and on whose authority."""
    why = ""
    if withdrawn:
        why = "was taken out of the register"
    elif ownership == "other":
        why = "is another council’s paper"
    elif not of_a_body:
        why = "is not matched to one of the bodies here. Correct the paper’s body first"
    elif on is None:
        why = "has no date that was understood. Correct the paper’s date first"
    if why:
        raise Refused(
            f"Paper {number} {why}, so it cannot decide anything. Nothing was recorded.",
            rule="meetings.paper-decides",
        )
    if not decides:
        raise Refused(
            "A commitment is an undertaking, not a decision of the body. Nothing was recorded. Choose a resolution or a decision.",
            rule="meetings.paper-decides",
        )
    if quorate is None or not quorum_words.strip():
        raise Refused(
            "Say whether the meeting was quorate, and what in the paper shows it. Nothing was recorded.",
            rule="meetings.quorum-known",
            field="quorum_words",
        )


def _no(sentence: str, rule: str, *, field: str = "") -> None:
    raise Refused(sentence, rule=f"meetings.{rule}", field=field)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
