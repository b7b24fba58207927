"""The thread, for doors: one finding's whole chain, and a person's first page."""

from .finding import ActionOnThread, FindingThread, PlanOnThread, answered_by, finding_thread
from .home import Home, Lately, Owed, PlanStands, Trouble, home, owed_next
from .inspection import (
    InspectionAnswers,
    InspectionRow,
    authorities,
    inspection_answers,
    inspection_rows,
    inspections_chosen,
)
from .journey import Journey, journey

__all__ = [
    "ActionOnThread",
    "FindingThread",
    "Home",
    "InspectionAnswers",
    "InspectionRow",
    "Journey",
    "Lately",
    "Owed",
    "PlanOnThread",
    "PlanStands",
    "Trouble",
    "answered_by",
    "authorities",
    "finding_thread",
    "home",
    "inspection_answers",
    "inspection_rows",
    "inspections_chosen",
    "journey",
    "owed_next",
]
