"""The thread, for doors: one finding's whole chain, and a person's first page."""

from .brief import Brief, brief_for
from .finding import ActionOnThread, FindingThread, PlanOnThread, answered_by, finding_thread
from .home import Home, Owed, all_owed, home, owed_next
from .home_boards import Board, Keeping, boards_of
from .home_lead import Lately, Trouble
from .home_mine import GROUPS, Mine, Typed, Waits
from .home_plans import PlanStands
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
    "GROUPS",
    "ActionOnThread",
    "Board",
    "Brief",
    "FindingThread",
    "Home",
    "InspectionAnswers",
    "InspectionRow",
    "Journey",
    "Keeping",
    "Lately",
    "Mine",
    "Owed",
    "PlanOnThread",
    "PlanStands",
    "Trouble",
    "Typed",
    "Waits",
    "all_owed",
    "answered_by",
    "authorities",
    "boards_of",
    "brief_for",
    "finding_thread",
    "home",
    "inspection_answers",
    "inspection_rows",
    "inspections_chosen",
    "journey",
    "owed_next",
]
