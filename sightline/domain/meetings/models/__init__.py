"""The tables of meetings: the register of papers, and the meetings themselves."""

from .agenda import ItemPaper, PublicSpeaking, StandingAgenda
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
from .programme import ProgrammeEntry, ProgrammeQuerySet, ProgrammeStep
from .promises import (
    Circulation,
    CirculationTo,
    NotAPromise,
    Promise,
    PromiseQuerySet,
    PromiseStep,
)

__all__ = [
    "AgendaItem",
    "Attendance",
    "Attending",
    "Circulation",
    "CirculationTo",
    "CommitmentPassed",
    "Item",
    "ItemClosing",
    "ItemPaper",
    "Meeting",
    "MeetingChange",
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
    "ProgrammeEntry",
    "ProgrammeQuerySet",
    "ProgrammeStep",
    "Promise",
    "PromiseQuerySet",
    "PromiseStep",
    "PublicSpeaking",
    "Recommendation",
    "StandingAgenda",
]
