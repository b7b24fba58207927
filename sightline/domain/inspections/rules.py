"""What may become of a finding, and the statutory clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.ground.lib.errors import Refused
from sightline.ground.lib.working_days import Holidays, add_working_days, working_days_between

from .frameworks import ClockRule, Framework, same_category

FINDING_STATES: dict[str, str] = {"open": "Open", "met": "Met", "superseded": "Superseded"}
STRATEGY_KINDS: dict[str, str] = {"strategy": "Strategy", "priority": "Council priority"}

MOVES: dict[str, frozenset[str]] = {
    "open": frozenset({"met", "superseded"}),
    "met": frozenset({"open"}),
    "superseded": frozenset({"open"}),
}


@dataclass(frozen=True)
class InspectionDates:
    """What the clock needs to know of an inspection. None means not stated.

    categories  the categories of its findings, in the report's words
    requires    what the inspectorate requires, in its words
    """

    report_received: date | None = None
    letter_date: date | None = None
    published: date | None = None
    response_due_stated: date | None = None
    principal_authority: str = ""
    requires: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clock:
    """One thing that is due after an inspection: when by the rule, when by the inspectorate's word, which is used.

    name             what is due, and `to` whom
    working_days     the length of the period; None where only the inspectorate's own date is known
    counted_from     the day that the count starts from (the day after is day 1); None where not stated
    counted_from_is  what that day is: "report received", "letter date", "report published"; "" where None
    due_computed     by the rule; None where the start or the bank holidays are not known
    due_stated       the inspectorate's own date, which overrides; None where it states none
    due_used         the stated date, or else the computed one
    note             a sentence about what is uncertain, or ""
    source           where the rule is written: an address or a citation
    confirmed        whether a text that says so was read when the rule was entered
    response         whether it is the council's own answer to the inspection, its plan or statement
    sent_on          the day on which the plan that answers it was sent; None where none is recorded (plans tell)
    sent_stands      how that day stands against the day that counts: "6 working days early"; "" where not known
    """

    name: str
    to: tuple[str, ...]
    working_days: int | None
    counted_from: date | None
    counted_from_is: str
    due_computed: date | None
    due_stated: date | None
    due_used: date | None
    note: str
    source: str
    confirmed: bool
    response: bool = False
    sent_on: date | None = None
    sent_stands: str = ""

    def days_left(self, today: date) -> int | None:
        """Calendar days until it is due; 0 on the day, negative when late; None where no date is known."""
        return None if self.due_used is None else (self.due_used - today).days

    def working_days_left(self, today: date, holidays: Holidays) -> int | None:
        """Working days after today, up to and with the due day; negative when late; None: not known."""
        return None if self.due_used is None else working_days_between(today, self.due_used, holidays)


def clocks(framework: Framework | None, dates: InspectionDates, holidays: Holidays) -> tuple[Clock, ...]:
    """Every clock that an inspection starts, in the framework's order.

    A date that the inspectorate states is never lost: without a framework, or without a rule that it answers,
    it makes a clock of its own.
    """
    started = [rule for rule in (framework.clocks if framework else ()) if _starts(rule, dates)]
    found = [_clock(rule, dates, holidays) for rule in started]
    if dates.response_due_stated and not any(rule.response for rule in started):
        found.append(_stated_only(dates.response_due_stated))
    return tuple(found)


def _starts(rule: ClockRule, dates: InspectionDates) -> bool:
    if rule.always:
        return True
    if rule.response and (dates.response_due_stated or dates.principal_authority.strip()):
        return True
    required = dates.requires.casefold()
    return any(phrase.casefold() in required for phrase in rule.when_requires) or any(
        same_category(wanted, category) for wanted in rule.when_category for category in dates.categories
    )


def _clock(rule: ClockRule, dates: InspectionDates, holidays: Holidays) -> Clock:
    start, start_is = _start(dates)
    due = add_working_days(start, rule.working_days, holidays) if start and rule.working_days else None
    stated = dates.response_due_stated if rule.response else None
    return Clock(
        name=rule.name,
        to=rule.to,
        working_days=rule.working_days,
        counted_from=start,
        counted_from_is=start_is,
        due_computed=due,
        due_stated=stated,
        due_used=stated or due,
        note=_note(rule, start, start_is, due, stated),
        source=rule.source,
        confirmed=rule.confirmed,
        response=rule.response,
    )


def _start(dates: InspectionDates) -> tuple[date | None, str]:
    """The day of receipt, or the nearest day that is known in its place."""
    for day, what in (
        (dates.report_received, "report received"),
        (dates.letter_date, "letter date"),
        (dates.published, "report published"),
    ):
        if day:
            return day, what
    return None, ""


def _note(rule: ClockRule, start: date | None, start_is: str, due: date | None, stated: date | None) -> str:
    notes = []
    if rule.working_days is None:
        notes.append(
            "How long this period is, is not known here: only a date that the inspectorate states counts."
        )
    elif start is None:
        notes.append(
            "Neither the day of receipt nor the day of publication is stated, so no date can be worked out."
        )
    elif due is None:
        notes.append(
            f"{rule.working_days} working days from {start:%-d %B %Y} reach a year whose bank holidays are not known."
        )
    elif start_is != "report received":
        notes.append(f"The day of receipt is not stated, so the days are counted from the {_of(start_is)}.")
    if stated and due and stated != due:
        notes.append("The inspectorate’s own date differs from the one worked out; its own is used.")
    if rule.working_days is not None and not rule.confirmed:
        notes.append("The length of this period was not read in its source: check it.")
    return " ".join(notes)


def _of(start_is: str) -> str:
    return {"letter date": "date of the letter", "report published": "day of publication"}[start_is]


def _stated_only(stated: date) -> Clock:
    return Clock(
        name="Response due, as the inspectorate states",
        to=(),
        working_days=None,
        counted_from=None,
        counted_from_is="",
        due_computed=None,
        due_stated=stated,
        due_used=stated,
        note="No rule is known for this; the date is the inspectorate’s own.",
        source="the inspectorate’s report or letter",
        confirmed=True,
        response=True,
    )


def check_dates(start: date | None, end: date | None, received: date | None, published: date | None) -> None:
    """Raises Refused for dates that cannot all be true of one inspection."""
    if start and end and end < start:
        raise Refused(
            f"The fieldwork cannot end ({end:%-d %B %Y}) before it began ({start:%-d %B %Y}). Nothing was changed.",
            rule="inspections.dates-in-order",
            field="end",
        )
    for field, what, day in (
        ("report_received", "received", received),
        ("published", "published", published),
    ):
        if start and day and day < start:
            raise Refused(
                f"The report cannot have been {what} ({day:%-d %B %Y}) before the fieldwork began "
                f"({start:%-d %B %Y}). Nothing was changed.",
                rule="inspections.dates-in-order",
                field=field,
            )


def check_can_move(state: str, to: str) -> None:
    """Raises Refused where a finding cannot go from one state to another."""
    if to not in MOVES[state]:
        raise Refused(
            f"The finding is {FINDING_STATES[state].lower()} and cannot become {FINDING_STATES[to].lower()}. "
            "Nothing was changed.",
            rule="inspections.finding-moves",
        )


def check_can_supersede(finding_day: date | None, inspection_day: date | None, same_inspection: bool) -> None:
    """A finding is superseded only by an inspection that came later: Refused otherwise."""
    if same_inspection:
        raise Refused("An inspection cannot supersede its own findings. Nothing was changed.", rule=_LATER)
    if finding_day is None or inspection_day is None:
        raise Refused(
            "One of the two inspections has no date, so it is not known which is the later. State its dates first. "
            "Nothing was changed.",
            rule=_LATER,
        )
    if inspection_day <= finding_day:
        raise Refused("Only a later inspection can supersede a finding. Nothing was changed.", rule=_LATER)


_LATER = "inspections.superseded-by-a-later-one"


def first_free(numbers: Iterable[int]) -> int:
    """The next number to give: one more than the largest ever given."""
    return max(numbers, default=0) + 1


def check_can_settle(state: str, to: str, decided: str) -> None:
    """Refuse to decide what was decided already. decided: "Decision 12 of 4 June 2024", "" where no body decided it."""
    if state == to:
        what = {"met": "is met already", "open": "is open"}[to]
        said = f", by {decided}" if decided else ""
        raise Refused(
            f"The finding {what}{said}. Nothing was changed.", rule="inspections.finding-decided-once"
        )
    if state == "superseded":
        raise Refused(
            "A later inspection took the finding’s place, so no body need decide about it. Nothing was changed.",
            rule="inspections.only-a-decision-decides",
        )


def check_decides(
    kind: str, wanted: str, about: tuple[str, int | None], finding: int, in_effect: bool, called: str
) -> None:
    """Refuse a decision that is about something else, or that waits for ratification."""
    if kind != wanted or about != ("finding", finding):
        raise Refused(
            f"{called} is not a decision about this finding. Nothing was changed.",
            rule="inspections.only-a-decision-decides",
            who="a body, by a decision about this finding",
        )
    if not in_effect:
        raise Refused(
            f"{called} waits for ratification by a quorate meeting and has no effect yet. Nothing was changed.",
            rule="inspections.only-a-decision-decides",
            who="a quorate meeting of the body",
        )
