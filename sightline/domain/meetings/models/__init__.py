"""The tables of meetings: the register of papers, and the meetings themselves."""

from .closing import ItemClosing
from .meeting import (
    AgendaItem,
    Attending,
    Meeting,
    MeetingChange,
    MeetingOutcome,
    MeetingQuerySet,
    MinutesCorrection,
    MinutesVersion,
)
from .owing import CommitmentPassed
from .papers import (
    Attendance,
    Item,
    Outcome,
    OutcomeQuerySet,
    Paper,
    PaperAside,
    PaperCorrection,
    PaperNote,
    PaperQuerySet,
    PaperSource,
    Part,
    PrintedFigure,
    PrintedScore,
    Recommendation,
)

__all__ = [
    "AgendaItem",
    "Attendance",
    "Attending",
    "CommitmentPassed",
    "Item",
    "ItemClosing",
    "Meeting",
    "MeetingChange",
    "MeetingOutcome",
    "MeetingQuerySet",
    "MinutesCorrection",
    "MinutesVersion",
    "Outcome",
    "OutcomeQuerySet",
    "Paper",
    "PaperAside",
    "PaperCorrection",
    "PaperNote",
    "PaperQuerySet",
    "PaperSource",
    "Part",
    "PrintedFigure",
    "PrintedScore",
    "Recommendation",
]
