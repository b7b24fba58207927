"""The tables of meetings: the register of papers, and the meetings themselves."""

from .meeting import (
    AgendaItem,
    Attending,
    Meeting,
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
from .promises import NotAPromise, Promise, PromiseQuerySet, PromiseStep

__all__ = [
    "AgendaItem",
    "Attendance",
    "Attending",
    "CommitmentPassed",
    "Item",
    "Meeting",
    "MeetingOutcome",
    "MeetingQuerySet",
    "MinutesCorrection",
    "MinutesVersion",
    "NotAPromise",
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
    "Promise",
    "PromiseQuerySet",
    "PromiseStep",
    "Recommendation",
]
