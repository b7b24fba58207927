"""The thread, for doors: one finding's whole chain, and a person's first page."""

from .finding import ActionOnThread, FindingThread, PlanOnThread, answered_by, finding_thread
from .home import Home, Lately, Owed, PlanStands, Trouble, home

__all__ = [
    "ActionOnThread",
    "FindingThread",
    "Home",
    "Lately",
    "Owed",
    "PlanOnThread",
    "PlanStands",
    "Trouble",
    "answered_by",
    "finding_thread",
    "home",
]
