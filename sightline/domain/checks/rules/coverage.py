"""Checks 2, continued: who decides that an action is done."""

from __future__ import annotations

from ..facts import ActionFacts
from .examples import case
from .registry import Context, rule


@rule(
    "SL212",
    "warning",
    "action",
    title="Nobody can sign it off",
    why="An action that no body can sign off stays done on the word of those who did the work.",
    source="Blackpool’s plan of 2014: the Board signs each action off at its meetings, not those who deliver it",
    mend="Name the body that signs the action off, or one for the whole plan. It is not one that delivers it.",
    passes=case("The board signs it off.", signs_off=("Improvement Board",)),
    fails=case("The only body named delivers the action itself.", signs_off=()),
)
def nobody_signs_off(action: ActionFacts, context: Context) -> str | None:
    if action.signs_off is None or action.signs_off or action.ended:
        return None
    return f"No body can sign {action.mention} off: none is named, or the one that is named delivers it."
