"""Terms of reference, meetings to be expected, and when a body may end. No Django, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.ground.lib.errors import Refused

WEEKS = {"weekly": 1, "fortnightly": 2, "six-weekly": 6}
MONTHS = {"monthly": 1, "two-monthly": 2, "quarterly": 3, "half-yearly": 6, "yearly": 12}
NAMES = {
    "terms": "terms of reference",
    "quorum_number": "quorum",
    "quorum_share_of": "quorum",
    "quorum_words": "words of the quorum",
    "frequency": "frequency of meetings",
    "reports_to": "body that it reports to",
    "earliest_end": "earliest end",
    "exit_words": "condition for its end",
}


@dataclass(frozen=True)
class EndingFacts:
    """What stands in the way of a body's end.

    unmet          exit criteria that are asked for and not met, in words
    earliest_end   the day before which its terms do not let it end; None: not stated
    exit_words     the condition as printed in its terms; `criteria` how many criteria were recorded, met or not
    entitled       ids of the bodies that may decide its end: itself, the one that it reports to, an executive
    """

    body: str
    body_id: int
    unmet: Sequence[str]
    earliest_end: date | None
    exit_words: str
    criteria: int
    entitled: frozenset[int]


@dataclass(frozen=True)
class EndDecision:
    """A decision that is given for a body's end, as far as the rule reads it."""

    number: int
    kind: str
    body: int
    about: tuple[str, int | None]
    has_effect: bool
    on: date


def changed_terms(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    """The names of what differs, in the order of NAMES; "" and None are the same: not stated."""
    return [name for name in NAMES if (old.get(name) or None) != (new.get(name) or None)]


def check_terms_change(old: Mapping[str, object], new: Mapping[str, object], reason: str) -> None:
    """Refuse terms that change nothing, and a change of something that was stated without a reason (guarantee 11)."""
    changed = changed_terms(old, new)
    if not changed:
        raise Refused(
            "The terms are the same as before. Nothing was changed.", rule="governance.terms-differ"
        )
    stated = list(dict.fromkeys(NAMES[name] for name in changed if old.get(name)))
    if stated and not reason.strip():
        raise Refused(
            f"Say why the {_joined(stated)} {'changes' if len(stated) == 1 else 'change'}. Nothing was changed.",
            rule="governance.reasons-travel",
            field="reason",
        )


def check_can_begin(since: date, current_since: date | None, body: str, until: date | None) -> None:
    """Refuse terms that would begin before, or on the same day as, those that stand, or after the body's end."""
    if current_since is not None and since <= current_since:
        raise Refused(
            f"The terms of {body} that stand began on {_day(current_since)}. Other terms begin on a later day. Nothing was "
            "changed.",
            rule="governance.terms-follow-one-another",
            field="since",
        )
    if until is not None and since > until:
        raise Refused(
            f"{body} ended on {_day(until)}, so no terms can begin after that. Nothing was changed.",
            field="since",
        )


def check_reporting_line(
    body: int, reports_to: int | None, lines: Mapping[int, int | None], name: str
) -> None:
    """Refuse a reporting line that leads back to where it began. lines: body -> the one that it reports to."""
    seen, step = {body}, reports_to
    while step is not None:
        if step in seen:
            raise Refused(
                f"{name} would report to itself, by way of the bodies in between. Nothing was changed. Choose a body that "
                "does not report to it.",
                rule="governance.no-circle-of-reports",
                field="reports_to",
            )
        seen.add(step)
        step = lines.get(step)


def expected_by(frequency: str | None, last: date | None, since: date | None) -> date | None:
    """The day by which a body that meets so often should meet next: one period after it last met, or after it began.

    None where the frequency is not stated or is "as needed", or where neither day is known.
    """
    begins = last or since
    if begins is None:
        return None
    if weeks := WEEKS.get(frequency or ""):
        return begins + timedelta(weeks=weeks)
    if months := MONTHS.get(frequency or ""):
        return _months_later(begins, months)
    return None


def in_the_way(facts: EndingFacts, until: date) -> list[str]:
    """What its own terms say against ending on a day, a sentence each; none: it may end without a decision."""
    said = [f"“{words}” is not met." for words in facts.unmet]
    if facts.earliest_end is not None and until < facts.earliest_end:
        said.append(f"Its terms do not let it end before {_day(facts.earliest_end)}.")
    if facts.exit_words and not facts.criteria:
        said.append(f"Its terms say “{facts.exit_words}”, and no exit criterion records whether that is so.")
    return said


def check_can_end(facts: EndingFacts, until: date, decision: EndDecision | None) -> None:
    """Refuse the end of a body that its terms do not allow yet, unless a decision in effect says so.

    Such a decision is of the kind "end-body", about this body, and taken by the body itself, by the one that it reports
    to, or by an executive. Everything in the way is listed in the one refusal.
    """
    if decision is not None:
        _check_decides(facts, decision)
    elif blocking := in_the_way(facts, until):
        raise Refused(
            f"{facts.body} cannot end yet: {' '.join(blocking)} Nothing was changed. Record that they are met, or give the "
            "decision that ends it all the same.",
            rule="governance.ends-when-its-terms-say",
            who=f"{facts.body}, the body that it reports to, or the executive, by a decision",
            field="decision",
        )


def _check_decides(facts: EndingFacts, decision: EndDecision) -> None:
    what = f"Decision {decision.number}"
    if decision.kind != "end-body" or decision.about != ("body", facts.body_id):
        said = f"{what} is not a decision to end {facts.body}."
    elif not decision.has_effect:
        said = f"{what} has no effect: it waits for ratification, or was not ratified."
    elif decision.body not in facts.entitled:
        said = f"{what} was taken by a body that cannot end {facts.body}."
    else:
        return
    raise Refused(
        f"{said} Nothing was changed.",
        rule="governance.only-a-decision-decides",
        who=f"{facts.body}, the body that it reports to, or the executive, by a decision",
        field="decision",
    )


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _joined(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
