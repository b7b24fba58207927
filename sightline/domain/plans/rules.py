"""What may happen to a plan and its actions. Pure: facts in, an answer or Refused out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from sightline.ground.lib.errors import Refused

from .words import ASSURANCE, DELIVERY, LAYERS, OWNER_SETS

# Assurance moves that an officer may make. Signing off, embedding and reopening are decisions of a body (guarantee 5).
ASSURANCE_MOVES: dict[str | None, tuple[str | None, ...]] = {
    None: ("reported",),
    "reported": ("evidenced", None),
    "evidenced": ("verified", "reported"),
    "verified": ("evidenced",),
    "reopened": ("reported",),
    "signed-off": (),
    "embedded": (),
}
DECIDED = frozenset({"signed-off", "embedded", "reopened"})
JUDGED = frozenset({"impact", "assurance"})

NEEDS_REASON = frozenset({"due", "success_measure", "priority", "impact", "assurance", "polarity"})
STALE_AFTER_DAYS = 42


class Moved(Protocol):
    """A change row, as far as the rules need it."""

    @property
    def field(self) -> str: ...
    @property
    def old(self) -> str | None: ...
    @property
    def new(self) -> str | None: ...
    @property
    def on(self) -> date: ...


@dataclass(frozen=True, slots=True)
class FindingStand:
    """How a finding stands in a plan: how many live actions answer it, how many of these are evidenced or signed off."""

    label: str
    actions: int
    evidenced: int
    signed_off: int
    reason: str = ""

    @property
    def answered(self) -> bool:
        return self.actions > 0 or bool(self.reason)


@dataclass(frozen=True, slots=True)
class ThreadCount:
    """The line at the top of a plan. A finding counts as evidenced or signed off when every action that answers it does."""

    total: int
    answered: int
    evidenced: int
    signed_off: int
    unanswered: tuple[str, ...]

    @property
    def sentence(self) -> str:
        if not self.total:
            return "No findings are in this plan's scope yet"
        noun = "finding" if self.total == 1 else "findings"
        return f"{self.answered} of {self.total} {noun} answered, {self.evidenced} evidenced, {self.signed_off} signed off"


def count_thread(stands: Sequence[FindingStand]) -> ThreadCount:
    """Count the findings in scope, and name those that nobody answers."""
    acted = [stand for stand in stands if stand.actions]
    return ThreadCount(
        total=len(stands),
        answered=sum(stand.answered for stand in stands),
        evidenced=sum(stand.evidenced == stand.actions for stand in acted),
        signed_off=sum(stand.signed_off == stand.actions for stand in acted),
        unanswered=tuple(stand.label for stand in stands if not stand.answered),
    )


def check_can_change(state: str, title: str) -> None:
    """A closed or superseded plan is history."""
    if state in {"closed", "superseded"}:
        raise Refused(
            f"“{title}” is {state}, so nothing in it can be changed. Start or open the plan that follows it.",
            rule="plans.closed-is-history",
        )


def check_separation(layers: Mapping[str, Iterable[tuple[int, str]]]) -> None:
    """Nobody marks their own homework: a body stands on one layer of an action only (guarantee 3).

    layers: for each layer the (id, name) of its bodies.
    """
    seen: dict[int, str] = {}
    for layer in LAYERS:
        for key, name in layers.get(layer, ()):
            if key in seen and seen[key] != layer:
                raise Refused(
                    f"{name} cannot stand in two layers of one action: it {LAYERS[seen[key]].lower()} and {LAYERS[layer].lower()}. "
                    "The bodies were not changed. Choose another body for one of the two.",
                    rule="plans.nobody-marks-their-own-homework",
                    who="the programme office",
                )
            seen[key] = layer


def check_assurance_move(old: str | None, new: str | None) -> None:
    """Officers report, evidence and verify; a body signs off."""
    if new in DECIDED:
        raise Refused(
            f"“{ASSURANCE[new or '']}” is a decision of the body that signs the action off; an officer cannot set it. "
            "The action was not changed.",
            rule="plans.only-a-decision-decides",
            who="the body that signs off, at a meeting",
        )
    if new not in ASSURANCE_MOVES.get(old, ()):
        was, will = _assurance(old), _assurance(new)
        raise Refused(
            f"Assurance cannot move from “{was}” to “{will}”. The action was not changed.",
            rule="plans.assurance-moves",
        )


def _assurance(value: str | None) -> str:
    return ASSURANCE[value] if value else "Not stated"


def check_update(*, text: str, no_change: bool, delivery: str | None, on: date, today: date) -> None:
    """An update says something, or says that nothing has changed; its day is not to come."""
    if not text.strip() and not no_change:
        raise Refused(
            "Say what has been done, or tick “No change since the last update”.",
            rule="plans.update-says-something",
            field="text",
        )
    if on > today:
        raise Refused(
            "An update cannot be dated in the future. Nothing was recorded.",
            rule="plans.update-day",
            field="on",
        )
    if delivery is not None and delivery not in DELIVERY:
        raise Refused("Choose one of the delivery statuses.", rule="plans.known-delivery", field="delivery")


def check_owner_fields(fields: Iterable[str]) -> None:
    """An owner's word covers delivery and confidence, never impact or assurance (guarantee 4)."""
    beyond = set(fields) - set(OWNER_SETS)
    if beyond:
        raise Refused(
            "An update sets delivery, confidence and forecast only. Impact and assurance are judged by others.",
            rule="plans.done-is-not-better",
            who="the programme office or the monitoring body",
        )


def check_can_edit(fields: Iterable[str]) -> None:
    """An edit, by a form, together with others or from a file, states what a plan says (guarantees 4 to 6).

    Impact and assurance are judged, each move by its own rule; the first due date stays what was stated first.
    """
    asked = set(fields)
    if judged := asked & JUDGED:
        raise Refused(
            f"{' and '.join(sorted(judged)).capitalize()} cannot be set by changing an action: it is judged, with a reason. "
            "The action was not changed.",
            rule="plans.done-is-not-better",
            who="the programme office or the monitoring body",
        )
    if "first_due" in asked:
        raise Refused(
            "The first due date stays as it was first stated. The action was not changed. Move the due date instead.",
            rule="plans.first-date-stays",
            field="due",
        )


def check_reason(fields: Iterable[str], reason: str) -> None:
    """Reasons travel: a date, target, priority or judgement does not move without one (guarantee 11)."""
    if not reason.strip() and any(field in NEEDS_REASON or field.startswith("figure:") for field in fields):
        raise Refused(
            "Say why: a date, a target, a priority or a judgement does not move without a reason.",
            rule="plans.reasons-travel",
            field="reason",
        )


def value_at(changes: Sequence[Moved], current: str | None, day: date) -> str | None:
    """What a field said at the end of a day: the old value of the first later change, else what it says now.

    changes are those of one field, in the order in which they took effect.
    """
    for change in changes:
        if change.on > day:
            return change.old
    return current


def slips(changes: Sequence[Moved]) -> int:
    """How often the due date moved later."""
    return sum(
        1
        for change in changes
        if change.field == "due" and change.old and change.new and change.new > change.old
    )


def stale(last_updated: date | None, added_on: date, today: date, days: int = STALE_AFTER_DAYS) -> bool:
    """Nothing was said about it for longer than the council allows."""
    return (last_updated or added_on) < today - timedelta(days=days)


def same_words(one: str, other: str) -> bool:
    """Whether two updates say the same, blanks and capitals apart."""
    return bool(one.strip()) and " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
