"""Write docs/reference/states.md from the moves that the rules allow."""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from generated import table, write_or_check  # noqa: E402

from sightline.domain.governance import deciding_rules as deciding  # noqa: E402
from sightline.domain.governance.words import DECISION_STATES  # noqa: E402
from sightline.domain.inspections import rules as inspections  # noqa: E402
from sightline.domain.inspections.interventions import rules as interventions  # noqa: E402
from sightline.domain.meetings import meeting_words  # noqa: E402
from sightline.domain.meetings.programme import words as programme  # noqa: E402
from sightline.domain.meetings.promises import words as promises  # noqa: E402
from sightline.domain.plans import deciding_rules as settling  # noqa: E402
from sightline.domain.plans import governing_words, words  # noqa: E402
from sightline.domain.plans import making_rules as making  # noqa: E402
from sightline.domain.plans import rules as plans  # noqa: E402
from sightline.work.connecting import rules as connecting  # noqa: E402
from sightline.work.imports import rules as imports  # noqa: E402

Moves = Mapping[str | None, Iterable[str | None]]

INTRODUCTION = """\
# States and moves

<!-- Written by tools/generate_states.py from the rules of plans, meetings, inspections, imports and connecting. Do not edit. -->

What may become what. A move that is not here is refused with a sentence that names the rule and who can act.
"""
DECISION = (
    "Signed off, embedded and reopened are decisions of the body that signs the action off: no officer can set them, and no "
    "move of an officer leads there. An action that was reopened is reported again."
)
SETTLED = (
    "Each needs a decision in effect, of its own kind and about this action, of a body that is entitled and does not deliver it. "
    "Signing off also needs that the action was put before the body with its evidence frozen, unless an accepted minute says it."
)
OWNER = (
    "Delivery and confidence are the owner’s word and have no order: an update may say any of them. Impact is judged by the "
    "programme office or the director, with a reason."
)


PLAN = (
    "Adopted, closed and superseded are decisions of the body that adopts the plan. Adoption is refused with everything that is in "
    "its way; a day from which an adopted plan is in force is recorded by the programme office."
)
REQUEST = "Decided and not signed off are outcomes of the body; the programme office takes a request back, with a reason."
MEETING = (
    "A meeting that is held, cancelled or moved stays so; one that is moved names the meeting that takes its place. One that is "
    "known from its published minutes was held elsewhere: nothing is recorded of it here."
)
MINUTES = "Approved minutes are locked: a correction quotes the old and the new words and stands beside them."
DECIDED = (
    "The decision of a quorate meeting stands at once. That of an inquorate one waits, without effect, until a quorate meeting "
    "ratifies it or does not. One taken in urgency stands at once, and is ratified when the body agrees with it."
)
# What commands of meetings and of sign-off write, and nothing else does.
REQUEST_MOVES: Moves = {
    "waiting": ("decided", "refused", "withdrawn"),
    "decided": (),
    "refused": (),
    "withdrawn": (),
}
MEETING_MOVES: Moves = {
    "planned": ("held", "cancelled", "moved"),
    "held": (),
    "cancelled": (),
    "moved": (),
    "printed": (),
}
MINUTES_MOVES: Moves = {"none": ("draft",), "draft": ("approved",), "approved": ()}
PROMISE = (
    "That a promise is met is said by an officer, with evidence, a paper or words. Only a decision of the body to which it was "
    "made discharges or cancels it; the body may also say that it is not met, with a reason, and then it is outstanding again."
)
PROGRAMME = (
    "An entry is considered when the meeting records what came of its item, or democratic services say so. It comes back from an "
    "agenda when the item is put off or taken off, or the meeting is cancelled."
)
FINDING = "Met is a body’s decision. Superseded names the later inspection."
INTERVENTION = (
    "How it stands follows from its dates; only its end is recorded, with how it came about. A stated last day that passes "
    "ends nothing."
)
CONDITION = "Carried and ended without being met are set when the intervention is revised or ends; met names a day and how."
CONNECTION = "Setting an address pauses it; it is started when committees are chosen, and asked every night until it is paused."
PAPER = "Nothing that was read is applied before a person accepts it."


def main() -> int:
    parts = [
        INTRODUCTION,
        _part("A plan", making.STATE_MOVES, words.STATES, PLAN),
        _part("An action’s assurance", plans.ASSURANCE_MOVES, words.ASSURANCE, DECISION),
        _part("An action’s assurance, by decision of a body", _settled_moves(), words.ASSURANCE, SETTLED),
        "## An action’s other statuses\n\n" + OWNER + "\n\n" + _words(),
        _part("A request for sign-off", REQUEST_MOVES, governing_words.REQUEST_STATES, REQUEST),
        _part("A meeting", MEETING_MOVES, meeting_words.MEETING_STATES, MEETING),
        _part("The minutes of a meeting", MINUTES_MOVES, meeting_words.MINUTES_STATES, MINUTES),
        _part("A decision", _decision_moves(), DECISION_STATES, DECIDED),
        _part("A promise", _moves(promises.MOVES, promises.PROMISE_STATES), promises.PROMISE_STATES, PROMISE),
        _part(
            "An entry of a work programme", _moves(programme.MOVES, programme.ENTRY_STATES), programme.ENTRY_STATES, PROGRAMME
        ),
        _part("A finding", inspections.MOVES, _plain(inspections.MOVES), FINDING),
        _part("An intervention", interventions.MOVES, interventions.STATES, INTERVENTION),
        _part("A condition of an intervention", interventions.CONDITION_MOVES, interventions.CONDITION_STATES, CONDITION),
        _part("A paper on its way in", imports.MOVES, _plain(imports.MOVES), PAPER),
        _part("The connection to the committee system", connecting.MOVES, connecting.STATES, CONNECTION),
    ]  # fmt: skip
    return write_or_check("states.md", "\n".join(parts), __file__)


def _settled_moves() -> Moves:
    """What a decision does to assurance, from the rules; ending an action is about no assurance."""
    moves: dict[str | None, list[str | None]] = {}
    for effect in settling.EFFECTS.values():
        for start in effect.moves or ():
            moves.setdefault(start, []).append(effect.settles)
    return moves


def _moves(pairs: Iterable[tuple[str, str]], states: Iterable[str]) -> Moves:
    moves: dict[str | None, list[str | None]] = {state: [] for state in states}
    for start, end in pairs:
        moves[start].append(end)
    return moves


def _decision_moves() -> Moves:
    """Worked out from the rules: how a decision of each authority begins, and what it becomes when a meeting has spoken."""
    moves: dict[str | None, dict[str | None, None]] = {None: {}} | {state: {} for state in DECISION_STATES}
    for authority, quorate in (
        ("meeting", True),
        ("meeting", False),
        ("delegation", None),
        ("urgency", None),
    ):
        begins = deciding.state_of(authority, quorate)
        moves[None][begins] = None
        if authority == "meeting" and quorate:
            continue
        facts = deciding.DecisionFacts(**_decision(authority, quorate, begins))
        for ratified in (True, False):
            after = deciding.state_after(facts, ratified)
            if after != begins:
                moves[begins][after] = None
    return moves


def _decision(authority: str, quorate: bool | None, state: str) -> dict[str, Any]:
    """The facts of a decision of that authority; those that its state does not hang on are left at nothing."""
    known = {"authority": authority, "quorate": quorate, "state": state}
    return {field.name: known.get(field.name) for field in fields(deciding.DecisionFacts)}


def _part(title: str, moves: Moves, known: Mapping[str, str], note: str) -> str:
    lines = [f"## {title}", "", "```mermaid", "stateDiagram-v2"]
    names = list(dict.fromkeys(state for state in [*moves, *known] if state is not None))
    lines += [f'    state "{known[state]}" as {_key(state)}' for state in names]
    for start, ends in moves.items():
        lines += [f"    {_key(start)} --> {_key(end)}" for end in sorted(ends, key=_order(names))]
    rows = [
        (
            _shown(start, known),
            ", ".join(_shown(end, known) for end in sorted(ends, key=_order(names))) or "nothing",
        )
        for start, ends in moves.items()
    ]
    return "\n".join([*lines, "```", "", table(("From", "May become"), rows), "", note, ""])


def _words() -> str:
    kinds = {"Delivery": words.DELIVERY, "Confidence": words.CONFIDENCE, "Impact": words.IMPACT}
    return (
        table(("Status", "May say"), [(name, ", ".join(said.values())) for name, said in kinds.items()])
        + "\n"
    )


def _plain(moves: Moves) -> dict[str, str]:
    return {state: state.replace("-", " ").capitalize() for state in moves if state}


def _shown(state: str | None, known: Mapping[str, str]) -> str:
    return known[state] if state else "Not stated"


def _key(state: str | None) -> str:
    return state.replace("-", "_") if state else "[*]"


def _order(names: list[str]) -> Callable[[str | None], int]:
    return lambda state: names.index(state) if state else -1


if __name__ == "__main__":
    sys.exit(main())
