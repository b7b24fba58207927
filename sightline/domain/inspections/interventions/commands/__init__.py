"""The writers of interventions. Nothing is rewritten: every change leaves a step that its page shows."""

from .advice import add_advice, add_focus_area, answer_advice, end_focus_area
from .drafts import ConditionDraft, InterventionFacts, OfficialDraft, Paper
from .whole import (
    add_intervention,
    correct_intervention,
    end_intervention,
    keep_paper,
    link_inspections,
    report_on,
    revise_intervention,
)
from .within import (
    add_condition,
    add_official,
    add_review,
    hold_review,
    meet_condition,
    official_left,
    reopen_condition,
)

__all__ = [
    "ConditionDraft",
    "InterventionFacts",
    "OfficialDraft",
    "Paper",
    "add_advice",
    "add_condition",
    "add_focus_area",
    "add_intervention",
    "add_official",
    "add_review",
    "answer_advice",
    "correct_intervention",
    "end_focus_area",
    "end_intervention",
    "hold_review",
    "keep_paper",
    "link_inspections",
    "meet_condition",
    "official_left",
    "reopen_condition",
    "report_on",
    "revise_intervention",
]
