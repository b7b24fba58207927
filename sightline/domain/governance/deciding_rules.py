"""What may be decided, delegated and ratified (design, guarantee 5; delegation: Local Government Act 1972, s101). No Django."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sightline.ground.lib.errors import Refused

from .words import DECISIONS, IN_EFFECT, NEVER_DELEGATED

About = tuple[str, int]


@dataclass(frozen=True, slots=True)
class DelegationFacts:
    """A power that was given, as the rules read it. about: limited to one thing, None: to nothing in particular."""

    number: int
    words: str
    to: str
    to_post: int | None
    to_body: int | None
    kinds: tuple[str, ...]
    about: About | None
    about_words: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """A decision, as the rules read it. said: what a quorate meeting said of it, True ratified, None nothing yet."""

    number: int
    kind: str
    body_id: int
    body: str
    on: date
    authority: str
    state: str
    quorate: bool | None
    said: bool | None = None

    @property
    def has_effect(self) -> bool:
        return self.state in IN_EFFECT


def state_of(authority: str, quorate: bool | None) -> str:
    """What state a decision begins in: that of an inquorate meeting waits, all others stand."""
    return "awaiting" if authority == "meeting" and not quorate else "standing"


def says_nothing(words: str) -> bool:
    """Whether a resolution says no more than the words that every resolution begins with: "RESOLVED: That"."""
    return words.strip(" \t\r\n.:…").casefold() in {"", "resolved", "resolved: that", "resolved that"}


def check_can_decide(
    kind: str, words: str, on: date, body: str, since: date | None, until: date | None
) -> None:
    """Refuse a decision without words, of an unknown kind, or of a body that did not exist on the day."""
    if kind not in DECISIONS:
        raise Refused("Say what kind of decision it is. Nothing was recorded.", field="effect")
    if says_nothing(words):
        raise Refused("Enter what was decided, in the body’s own words. Nothing was recorded.", field="words")
    if (since is not None and on < since) or (until is not None and until < on):
        part = f"began on {_day(since)}" if since is not None and on < since else f"ended on {_day(until)}"
        raise Refused(
            f"{body} {part}, so it could not decide on {_day(on)}. Nothing was recorded. Ask the body that answers for it on that "
            "day.",
            rule="governance.decided-while-it-existed",
            field="on",
        )


def check_authority(authority: str, quorate: bool | None, delegated: bool, urgency_reason: str) -> None:
    """Refuse a decision whose authority is not one of three: a meeting with its quorum, a delegation, urgency with its reason."""
    if authority == "meeting" and quorate is None:
        raise Refused(
            "It is not known whether the meeting was quorate, so it cannot be said whether the decision stands. Nothing was "
            "recorded. State the quorum in the body’s terms of reference first.",
            rule="governance.quorum-known",
            who="whoever keeps the body’s terms",
        )
    if authority == "delegation" and not delegated:
        raise Refused("Say under which delegation it was decided. Nothing was recorded.", field="delegation")
    if authority == "urgency" and not urgency_reason.strip():
        raise Refused(
            "Say why it could not wait for a meeting. Nothing was recorded.",
            rule="governance.urgency-has-a-reason",
            field="urgency_reason",
        )


def check_can_use_delegation(
    delegation: DelegationFacts,
    kind: str,
    within: Collection[About],
    on: date,
    post: int | None,
    body: int | None = None,
) -> None:
    """Refuse a use that the delegation does not cover.

    within      the thing that is decided about and all that it lies in: [("action", 7), ("plan", 3)]
    post, body  who uses it: the post or the body to which it was given
    """
    no, none = f"Delegation {delegation.number}", "Nothing was recorded."
    rule, who = "governance.delegation-covers", "the body at its next meeting"
    if delegation.since > on or (delegation.until is not None and delegation.until < on):
        part = (
            f"begins on {_day(delegation.since)}"
            if delegation.since > on
            else f"ended on {_day(delegation.until)}"
        )
        raise Refused(f"{no} {part}; it cannot be used on {_day(on)}. {none}", rule=rule, who=who)
    if kind not in delegation.kinds:
        covers = "; ".join(DECISIONS[one].lower() for one in delegation.kinds if one in DECISIONS)
        raise Refused(
            f"{no} does not cover this: “{DECISIONS.get(kind, kind)}”. It covers: {covers}. {none}",
            rule=rule,
            who=who,
        )
    if delegation.about is not None and delegation.about not in within:
        raise Refused(
            f"{no} is limited to {delegation.about_words or 'another thing'}. {none}", rule=rule, who=who
        )
    if (delegation.to_post, delegation.to_body) != (post, body):
        raise Refused(
            f"{no} was given to {delegation.to}, and to nobody else. {none}", rule=rule, who=delegation.to
        )


def check_can_delegate(
    kinds: Iterable[str], words: str, since: date, until: date | None, decision: DecisionFacts, body_id: int
) -> tuple[str, ...]:
    """The kinds, in order and once each. Refuse a power that a quorate meeting of the body did not minute."""
    asked = tuple(kind for kind in DECISIONS if kind in set(kinds))
    if not asked:
        raise Refused(
            "Choose at least one kind of decision to delegate. Nothing was recorded.", field="kinds"
        )
    if never := [DECISIONS[kind] for kind in asked if kind in NEVER_DELEGATED]:
        raise Refused(
            f"“{never[0]}” cannot be delegated. Nothing was recorded.",
            rule="governance.never-delegated",
            field="kinds",
        )
    if not words.strip():
        raise Refused(
            "Enter what is delegated, in the body’s own words. Nothing was recorded.", field="words"
        )
    _check_authorises(decision, "delegate", body_id, "A power is delegated")
    if since < decision.on:
        raise Refused(
            f"The delegation would begin on {_day(since)}, before it was decided on {_day(decision.on)}. Nothing was recorded.",
            field="since",
        )
    if until is not None and until < since:
        raise Refused("The delegation would end before it begins. Nothing was recorded.", field="until")
    return asked


def check_can_ratify(decision: DecisionFacts, by: DecisionFacts, bodies: Collection[int]) -> None:
    """Refuse to ratify (or to take the report of) what waits for nothing, and what no quorate meeting of the body said.

    bodies  the body that took the decision and those that followed it
    """
    if decision.said is not None or (decision.authority == "meeting" and decision.state != "awaiting"):
        raise Refused(
            f"Decision {decision.number} waits for nothing: "
            + {
                "ratified": "it was ratified already",
                "refused": "a meeting did not ratify it",
            }.get(decision.state, "it stands, and was reported if it had to be")
            + ". Nothing was recorded.",
            rule="governance.ratified-once",
        )
    if by.body_id not in bodies:
        raise Refused(
            f"Decision {decision.number} was taken for {decision.body}; {by.body} cannot ratify it. Nothing was recorded.",
            rule="governance.ratified-by-the-body",
            who=decision.body,
        )
    if by.on < decision.on:
        raise Refused(
            f"Decision {decision.number} was taken on {_day(decision.on)}, after that meeting. Nothing was recorded.",
            rule="governance.ratified-later",
        )
    _check_authorises(by, "ratify", by.body_id, f"Decision {decision.number} is ratified")


def state_after(decision: DecisionFacts, ratified: bool) -> str:
    """The state after a quorate meeting has spoken. What was done in urgency or under a delegation stands in either case.

    An act done in urgency has had its effect; a body that disagrees undoes it by another decision (reopening, say).
    """
    if decision.authority == "delegation":
        return "standing"
    if decision.authority == "urgency":
        return "ratified" if ratified else "standing"
    return "ratified" if ratified else "refused"


def must_be_reported(decision: DecisionFacts) -> bool:
    """Whether the body's next meeting has to be told: an inquorate, urgent or delegated decision of which it has said nothing."""
    return decision.said is None and (decision.state == "awaiting" or decision.authority != "meeting")


def report_overdue(decision: DecisionFacts, quorate_meetings: Iterable[date]) -> date | None:
    """The first quorate meeting after the decision at which it should have been reported and was not; None: not overdue."""
    if not must_be_reported(decision):
        return None
    return min((day for day in quorate_meetings if day > decision.on), default=None)


def _check_authorises(decision: DecisionFacts, kind: str, body_id: int, what: str) -> None:
    if decision.kind != kind or decision.body_id != body_id:
        raise Refused(
            f"{what} only by a decision of the body to do so; decision {decision.number} is about something else. Nothing was "
            "recorded.",
            rule="governance.decided-by-a-decision",
        )
    if decision.authority != "meeting" or not decision.quorate or not decision.has_effect:
        raise Refused(
            f"{what} only at a quorate meeting, and decision {decision.number} was not taken at one. Nothing was recorded.",
            rule="governance.only-at-a-quorate-meeting",
            who=f"{decision.body} at a quorate meeting",
        )


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "a day that is not stated"
