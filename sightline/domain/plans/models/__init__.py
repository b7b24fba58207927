"""The tables of plans, by subject."""

from .action import Action, ActionBody, ActionEvidence, ActionFinding, ActionOwner, Figure, Update
from .history import Change
from .plan import (
    Aim,
    FindingReason,
    FindingTheme,
    Funding,
    Plan,
    PlanInspection,
    PlanState,
    PlanStrategy,
    Theme,
    ThemeStrategy,
    Workstream,
)

__all__ = [
    "Action",
    "ActionBody",
    "ActionEvidence",
    "ActionFinding",
    "ActionOwner",
    "Aim",
    "Change",
    "Figure",
    "FindingReason",
    "FindingTheme",
    "Funding",
    "Plan",
    "PlanInspection",
    "PlanState",
    "PlanStrategy",
    "Theme",
    "ThemeStrategy",
    "Update",
    "Workstream",
]
