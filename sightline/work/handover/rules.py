"""What a hand-over needs before anything passes. No Django, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sightline.domain.governance.responsibilities import Held, Responsibility
from sightline.ground.lib.canonical import digest
from sightline.ground.lib.errors import Refused

MOST = 5  # things that a refusal names


@dataclass(frozen=True)
class Answer:
    """What is to become of one thing. to: ("body", 4), ("post", 7) or ("person", 2); None: nobody, because of `reason`."""

    to: tuple[str, int] | None
    reason: str = ""


Listed = Sequence[tuple[Responsibility, Sequence[Held]]]


def check_day(until: date, today: date, what: str) -> None:
    """A hand-over is recorded on the last day or after it: what is to come can still change."""
    if until > today:
        raise Refused(
            f"{what} is handed over on its last day or after it, and {until.day} {until:%B %Y} has not come. Nothing was "
            "changed. Come back on that day; the list is made anew then.",
            rule="handover.on-the-day",
            field="until",
        )


@dataclass(frozen=True)
class Seen:
    """A list as a person looked at it: its hash (`responsibilities.list_hash`) and the ids of what stood in it."""

    sha256: str
    ids: frozenset[str]


def check_same_list(listed: Listed, seen: Seen, now: str) -> None:
    """Refuse where the list has changed since it was looked at, and name what is new and what is gone.

    now  the hash of the list as it is
    """
    if seen.sha256 == now:
        return
    held = {one.id: one for _, rows in listed for one in rows}
    new = [one.words for key, one in held.items() if key not in seen.ids]
    gone = len(seen.ids - set(held))
    said = [f"New: {_some(new)}."] if new else []
    said += [f"{gone} {'is' if gone == 1 else 'are'} no longer there."] if gone else []
    said = said or ["Something in it reads differently now."]
    raise Refused(
        f"The list has changed since you opened it. {' '.join(said)} Nothing was changed. Look at the list as it is now.",
        rule="handover.as-it-was-looked-at",
    )


def check_answers(listed: Listed, answers: Mapping[str, Answer]) -> None:
    """Every thing has an answer that is allowed for its kind: a successor of the right kind, or nobody with a reason."""
    missing = [one.words for _, rows in listed for one in rows if one.id not in answers]
    if missing:
        raise Refused(
            f"{_things(len(missing))} without an answer: {_some(missing)}. Nothing was changed. Choose a successor for each, "
            "or say why nobody takes it.",
            rule="handover.leaves-none-behind",
        )
    for responsibility, rows in listed:
        for one in rows:
            _check_answer(responsibility, one, answers[one.id])


def _check_answer(responsibility: Responsibility, held: Held, answer: Answer) -> None:
    if answer.to is None and not responsibility.may_end:
        raise Refused(
            f"“{held.words}” cannot end with nobody. Nothing was changed. Choose a successor for it.",
            rule="handover.leaves-none-behind",
            field=held.kind,
        )
    if answer.to is None and not answer.reason.strip():
        raise Refused(
            f"Say why nobody takes “{held.words}” ({responsibility.words.lower()}). Nothing was changed.",
            rule="handover.reasons-travel",
            field=held.kind,
        )
    if answer.to is not None and answer.to[0] not in responsibility.to:
        raise Refused(
            f"“{held.words}” cannot pass to that. Nothing was changed. Choose another successor, or say why it ends.",
            rule="handover.passes-to-its-like",
            field=held.kind,
        )


def check_objections(said: Mapping[str, str]) -> None:
    """Refuse where a rule stands against a successor; every objection is named once."""
    if said:
        raise Refused(
            f"{' '.join(dict.fromkeys(said.values()))} Nothing was changed. Choose another successor for these.",
            rule="handover.nobody-marks-their-own-homework",
            who="the programme office",
        )


def record_hash(rows: Sequence[Mapping[str, object]]) -> str:
    """SHA-256 of what became of everything, in its order: the same text gives the same hash anywhere."""
    return digest([dict(row) for row in rows])


def _some(names: Sequence[str]) -> str:
    shown = "; ".join(f"“{name}”" for name in names[:MOST])
    return shown if len(names) <= MOST else f"{shown}; and {len(names) - MOST} more"


def _things(count: int) -> str:
    return "1 thing is" if count == 1 else f"{count} things are"
