"""The readers of a paper under review: the draft beside its source, what a person should look at, whose paper it may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sightline.domain.meetings.models import Paper

from . import rules
from .models import Reading
from .paper_drafts import Counts, Entry, PaperDraft
from .queries import Standing


@dataclass(frozen=True)
class SourceLine:
    """A printed line of a text, web page or Word file. entries: keys of what was read in it, in the order of the draft."""

    number: int
    text: str
    entries: tuple[str, ...] = ()
    heading: bool = False


@dataclass(frozen=True)
class BodyChoice:
    """Which body of ours the printed name may mean.

    printed  the name on the paper, "" where none is printed
    body_id  what a person said (0: none of ours), else what is suggested, else None
    stated   whether a person said so; otherwise accepting has to confirm it
    reason   a sentence: why it is suggested, or why none is
    choices  (id, name) of all that can be chosen, those that the name could mean first
    """

    printed: str
    body_id: int | None
    stated: bool
    reason: str
    choices: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class SamePaper:
    """A paper of the register that this one may be. certain: it is taken for the same unless a person says otherwise."""

    paper: Paper
    certain: bool
    reason: str
    differences: tuple[tuple[str, str, str], ...]  # what, the words that are held, the words in this file


@dataclass(frozen=True)
class LessonUsed:
    """Something that was taught and was used when this paper was read."""

    pk: int
    sentence: str
    taken_back: bool


@dataclass(frozen=True)
class PaperReview:
    """One paper under review, or as it was accepted.

    lines    of a text kind, numbered from 1; () for a PDF, whose pages are pictures (queries.page_picture)
    remember what a tick at an entry would teach: {key: sentence}; no entry where it would teach nothing
    """

    reading: Reading
    standing: Standing
    draft: PaperDraft
    counts: Counts
    problems: tuple[rules.Problem, ...]
    open: bool
    elsewhere: bool
    body: BodyChoice
    same: tuple[SamePaper, ...]
    lines: tuple[SourceLine, ...]
    lessons: tuple[LessonUsed, ...]

    @property
    def stops(self) -> bool:
        """Whether something must be stated before it can be accepted."""
        return any(problem.stops for problem in self.problems)

    def problems_about(self, about: str) -> tuple[rules.Problem, ...]:
        """What a person should look at in a fact or entry; about "": in the paper as a whole."""
        return tuple(problem for problem in self.problems if problem.about == about)


def paper_review_for(user: Any, number: int) -> PaperReview:
    """One paper with its draft, for who may read papers in. NotFound for a wrong number, and for a paper of another kind
    (inspections and plans have reviews of their own: queries.review_for, queries_tables)."""
    raise NotImplementedError


def what_it_teaches(draft: PaperDraft, entry: Entry, what: str) -> str:
    """The sentence beside the box "Remember this for the next papers", "" where there is nothing to remember.

    what  "edit", "aside" or "take"
    """
    raise NotImplementedError


_ = Mapping
