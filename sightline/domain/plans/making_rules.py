"""How a plan is adopted, brought into force, ended, sent to the inspectorate and answered. Pure: facts in, words or Refused out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.ground.lib.errors import Refused

from .governing_words import ENDORSEMENTS, REPLIES
from .words import STATES

# Draft, then adopted by a decision, then in force from a day that the office records, then ended by a decision.
STATE_MOVES: dict[str, tuple[str, ...]] = {
    "draft": ("adopted",),
    "adopted": ("active", "closed", "superseded"),
    "active": ("closed", "superseded"),
    "closed": (),
    "superseded": (),
}
BY_DECISION = frozenset({"adopted", "closed", "superseded"})
ENDED = frozenset({"closed", "superseded"})
UNCHANGED = "The plan was not changed."


@dataclass(frozen=True, slots=True)
class Error:
    """An error of the checks as the certificate of readiness has it. waived_by "": it stands."""

    sentence: str
    about: str = ""
    waived_by: str = ""
    waived_until: date | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """A certificate of readiness. current: whether it is of what the plan says now."""

    number: int
    on: date
    current: bool
    errors: tuple[Error, ...] = ()


@dataclass(frozen=True, slots=True)
class Adoption:
    """What adoption asks of a plan.

    unanswered   findings in scope without an action or a reason
    outstanding  what is still open of the plan before, without a disposition
    adopts       names of the bodies that may adopt it
    """

    unanswered: tuple[str, ...] = ()
    outstanding: tuple[str, ...] = ()
    adopts: tuple[str, ...] = ()
    readiness: Readiness | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that stands in the way of adoption. about: "findings", "carry-over", "bodies", "readiness" or "checks"."""

    about: str
    sentence: str


def readiness_from(number: int, on: date, current: bool, errors: Sequence[Mapping[str, Any]]) -> Readiness:
    """A certificate of readiness as these rules read it. errors: as its facts list them."""
    return Readiness(
        number,
        on,
        current,
        tuple(
            Error(
                error["sentence"],
                error["about"],
                error["waived_by"],
                date.fromisoformat(error["waived_until"]) if error["waived_until"] else None,
            )
            for error in errors
        ),
    )


def reasons_against(facts: Adoption, on: date) -> list[Reason]:
    """Everything that stands in the way of adopting the plan on a day, each in a sentence."""
    found: list[Reason] = []
    if facts.unanswered:
        found.append(
            Reason(
                "findings",
                f"{_count(len(facts.unanswered), 'finding')} in its scope {_has(facts.unanswered)} neither an action nor a "
                f"recorded reason: {_some(facts.unanswered)}.",
            )
        )
    if facts.outstanding:
        found.append(
            Reason(
                "carry-over",
                f"{_count(len(facts.outstanding), 'action or finding', 'actions and findings')} of the plan before "
                f"{_is(facts.outstanding)} still open, and it is not said what becomes "
                f"of {'it' if len(facts.outstanding) == 1 else 'them'}: {_some(facts.outstanding)}.",
            )
        )
    if not facts.adopts:
        found.append(Reason("bodies", "No body is named that adopts the plan."))
    return found + _of_readiness(facts.readiness, on)


def _of_readiness(ready: Readiness | None, on: date) -> list[Reason]:
    if ready is None:
        return [Reason("readiness", "The plan has no certificate of readiness.")]
    if not ready.current:
        return [
            Reason(
                "readiness",
                f"The plan was changed after its certificate of readiness ({ready.number}, {_day(ready.on)}) was issued.",
            )
        ]
    found = [
        Reason("checks", f"An error stands that nobody has waived: {error.sentence.rstrip('.')}.")
        for error in ready.errors
        if not error.waived_by
    ]
    return found + [
        Reason(
            "checks", f"The waiver of {error.waived_by} ended on {_day(error.waived_until)}: {error.sentence}"
        )
        for error in ready.errors
        if error.waived_by and error.waived_until and error.waived_until < on
    ]


def check_can_adopt(state: str, facts: Adoption, on: date) -> None:
    """Refuse with everything that stands in the way (guarantee 2)."""
    check_can_enter(state, "adopted")
    reasons = [one.sentence for one in reasons_against(facts, on)]
    if reasons:
        listed = " ".join(f"({place}) {reason}" for place, reason in enumerate(reasons, 1))
        raise Refused(
            f"The plan was not adopted. {listed} Nothing was changed.",
            rule="plans.nothing-outstanding-is-lost",
            who="the programme office",
        )


def check_can_enter(state: str, new: str) -> None:
    if new not in STATE_MOVES.get(state, ()):
        raise Refused(
            f"A plan that is {STATES[state].lower()} cannot become {STATES.get(new, new).lower()}. {UNCHANGED}",
            rule="plans.states",
        )


def check_can_bring_into_force(state: str, adopted_on: date | None, on: date, today: date) -> None:
    """From a day on, which is not before its adoption and not to come."""
    if state == "draft":
        raise Refused(
            f"The plan is a draft, so it cannot come into force. {UNCHANGED} A body has to adopt it first.",
            rule="plans.only-a-decision-decides",
            who="the body that adopts the plan, at a meeting",
        )
    check_can_enter(state, "active")
    if on > today:
        raise Refused(f"{_day(on)} is still to come. {UNCHANGED}", rule="plans.states", field="on")
    if adopted_on and on < adopted_on:
        raise Refused(
            f"The plan was adopted on {_day(adopted_on)}, so it cannot have come into force before. {UNCHANGED}",
            rule="plans.states",
            field="on",
        )


def check_can_end(
    state: str, new: str, followers: Sequence[tuple[str, str]], open_actions: Sequence[str]
) -> None:
    """Closed: nothing is open any more. Superseded: the plan that follows is adopted. followers: (title, state) of each."""
    if new not in ENDED:
        raise Refused(
            f"A plan ends closed or superseded: say which. {UNCHANGED}", rule="plans.states", field="state"
        )
    check_can_enter(state, new)
    if new == "superseded":
        if not followers:
            raise Refused(
                f"No plan follows this one, so none supersedes it. {UNCHANGED} Start the plan that follows, and say that it takes "
                "over from this one.",
                rule="plans.nothing-outstanding-is-lost",
                who="the programme office",
            )
        if all(state == "draft" for _, state in followers):
            raise Refused(
                f"“{followers[0][0]}”, which follows this plan, is not adopted yet. {UNCHANGED} Until it is, this plan stands.",
                rule="plans.nothing-outstanding-is-lost",
                who="the body that adopts the plan that follows",
            )
    elif open_actions:
        raise Refused(
            f"{_count(len(open_actions), 'action')} {_is(open_actions)} neither signed off nor ended by a decision: "
            f"{_some(open_actions)}. {UNCHANGED}",
            rule="plans.nothing-outstanding-is-lost",
            who="the body that signs actions off",
        )


def check_endorsement(says: str, words: str) -> None:
    if says not in ENDORSEMENTS:
        raise Refused(
            "Say whether the body endorsed the plan. Nothing was recorded.",
            rule="plans.endorsement",
            field="says",
        )
    if says != "endorsed" and not words.strip():
        raise Refused(
            "Say what the body said of the plan. Nothing was recorded.",
            rule="plans.reasons-travel",
            field="words",
        )


def check_submission(to_whom: str, on: date, version_on: date, today: date) -> None:
    if not to_whom.strip():
        raise Refused("Say to whom the plan was sent. Nothing was recorded.", field="to_whom")
    if on > today:
        raise Refused(
            f"{_day(on)} is still to come. Nothing was recorded.", rule="plans.submission", field="on"
        )
    if on < version_on:
        raise Refused(
            f"That version was frozen on {_day(version_on)}, so it cannot have been sent before. Nothing was recorded. Choose the "
            "version that was sent.",
            rule="plans.submission",
            field="version",
        )


def check_reply(says: str, words: str, on: date, sent_on: date, today: date) -> None:
    if says not in REPLIES:
        raise Refused("Say what the reply was. Nothing was recorded.", field="says")
    if on > today or on < sent_on:
        raise Refused(
            f"A reply comes after the plan was sent ({_day(sent_on)}) and not in the future. Nothing was recorded.",
            rule="plans.submission",
            field="on",
        )
    if says == "does-not" and not words.strip():
        raise Refused(
            "Say in what the plan does not reflect the findings. Nothing was recorded.",
            rule="plans.reasons-travel",
            field="words",
        )


def check_milestone(title: str, due: date | None, reason: str, *, moved: bool) -> None:
    if not title.strip():
        raise Refused("Say what is to be reached. Nothing was saved.", field="title")
    if moved and not reason.strip():
        raise Refused(
            "Say why the date is moved. Nothing was saved.", rule="plans.reasons-travel", field="reason"
        )


def check_milestone_stands(title: str, *, done: bool, ended: bool) -> None:
    if done or ended:
        raise Refused(
            f"“{title}” was {'reached' if done else 'taken out'} already; someone may have been quicker. Nothing was changed.",
            rule="plans.milestone",
        )


def early_or_late(due: date | None, on: date) -> str:
    """How a day stands against the day by which something was due: "3 days early", "on the day", "2 days late"; "" without one."""
    if due is None:
        return ""
    days = (due - on).days
    if days == 0:
        return "on the day"
    return f"{_count(abs(days), 'day')} {'early' if days > 0 else 'late'}"


def _count(number: int, noun: str, many: str = "") -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {many or noun + 's'}"


def _is(things: Sequence[str]) -> str:
    return "is" if len(things) == 1 else "are"


def _has(things: Sequence[str]) -> str:
    return "has" if len(things) == 1 else "have"


def _some(names: Sequence[str], most: int = 5) -> str:
    shown = "; ".join(names[:most])
    return shown if len(names) <= most else f"{shown}; and {len(names) - most} more"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "a day that is not stated"
