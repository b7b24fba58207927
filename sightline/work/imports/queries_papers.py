"""The readers of a paper under review: the draft beside its source, what a person should look at, whose paper it may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from sightline.domain.governance.models import Body
from sightline.domain.governance.queries import council, known_bodies
from sightline.domain.governance.rules import Known, match_body
from sightline.domain.meetings.printed.queries import MeetingQuestion, meeting_question
from sightline.ground.jobs.queries import jobs_about
from sightline.ground.lib.errors import NotFound

from . import paper_drafts, rules, rules_papers, teaching
from .memory import body_taught
from .models import Reading
from .paper_drafts import Counts, Entry, PaperDraft
from .paper_fields import KINDS
from .queries import GOING_ON, Standing, council_named, is_elsewhere, reading_for, standing
from .same_papers import SamePaper, same_papers

__all__ = [
    "BodyChoice", "LessonUsed", "PaperReview", "SamePaper", "SourceLine", "lessons_used", "paper_review_for", "what_it_teaches",
]  # fmt: skip
NO_BODY = 0
NOT_SUCH = "There is no such paper under review."


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
class LessonUsed:
    """Something that was taught and was used when this paper was read."""

    pk: int
    sentence: str
    taken_back: bool


@dataclass(frozen=True)
class PaperReview:
    """One paper under review, or as it was accepted.

    lines    of a text kind, numbered from 1; () for a PDF, whose pages are pictures (queries.page_picture)
    meeting  of which meeting minutes may tell; None where that is not asked
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
    meeting: MeetingQuestion | None = None

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
    reading = reading_for(user, number)
    if reading.kind not in KINDS or not reading.draft:
        raise NotFound(NOT_SUCH)
    draft = paper_drafts.from_json(reading.draft)
    is_open = reading.state == "read"
    today = timezone.localdate()
    job = jobs_about("reading", [reading.pk]).get(reading.pk) if reading.state in GOING_ON else None
    body = body_choice(user, draft, today=today)
    rows = Body.objects.select_related("successor")
    chosen = rows.filter(pk=body.body_id).first() if is_open and body.body_id else None
    return PaperReview(
        reading=reading,
        standing=standing(reading, job),
        draft=draft,
        counts=paper_drafts.counts(draft),
        problems=rules_papers.problems(draft, today) if is_open else (),
        open=is_open,
        elsewhere=is_open and bool(council_named(reading)) and is_elsewhere(reading, council()),
        body=body,
        same=same_papers(reading, draft, chosen) if is_open else (),
        lines=_lines(reading, draft),
        meeting=_meeting(user, draft, chosen, today) if is_open and draft.kind == "minutes" else None,
    )


def _meeting(user: Any, draft: PaperDraft, body: Body | None, today: date) -> MeetingQuestion | None:
    """Of which meeting the minutes may tell; None for who may not record meetings, and of another council's."""
    if not user.may("meetings.keep", body) or draft.facts.get("ownership") == "other":
        return None
    on, printed = draft.facts.get("date"), draft.facts.get("date_printed") or ""
    day = date.fromisoformat(on) if on else None
    return meeting_question(user, body=body, on=day, printed=printed, today=today)


def what_it_teaches(draft: PaperDraft, entry: Entry, what: str) -> str:
    """The sentence beside the box "Remember this for the next papers", "" where there is nothing to remember.

    what  "edit", "aside" or "take"
    """
    return teaching.offer(draft.kind, entry, what)


def body_choice(user: Any, draft: PaperDraft, *, today: Any) -> BodyChoice:
    """Which body the paper's printed name may mean: as a person said, as was taught, or by its names, with the reason."""
    known = known_bodies(user, today=today)
    printed = draft.facts.get("body") or draft.facts.get("decision_maker") or ""
    stated: int | None = draft.facts.get("body_id")
    suggested, reason, first = _suggested(printed, known)
    if stated is not None:
        names = {one.key: one.called for one in known}
        reason = "You said that it is none of our bodies." if stated == NO_BODY else "Chosen in this review."
        suggested = stated if stated in names or stated == NO_BODY else None
    order = sorted(known, key=lambda one: (one.key not in first, one.ended, one.called.casefold()))
    return BodyChoice(
        printed=printed,
        body_id=suggested,
        stated=stated is not None,
        reason=reason,
        choices=tuple((one.key, one.called) for one in order),
    )


def _suggested(printed: str, known: list[Known]) -> tuple[int | None, str, tuple[int, ...]]:
    """The body that is suggested, why, and those that the name could mean."""
    if not printed:
        return None, "The paper prints no name of a body.", ()
    lesson = body_taught(printed)
    if lesson is not None and lesson.body_id in {one.key for one in known}:
        day = f"{lesson.since.day} {lesson.since:%B %Y}"
        reason = f"{lesson.by_name} said on {day} that “{lesson.printed}” is {lesson.meaning}."
        return lesson.body_id, reason, (lesson.body_id or 0,)
    match = match_body(printed, known)
    return match.key, match.reason, match.candidates


def _lines(reading: Reading, draft: PaperDraft) -> tuple[SourceLine, ...]:
    """The printed lines, each with the entries that were read in it."""
    held: dict[int, list[str]] = {}
    lines = reading.source or ()
    last = max((line[1] for line in lines), default=0)
    for entry in draft.entries:
        place = entry.place or {}
        first = place.get("first")
        if first is not None:
            for number in range(first, min(place.get("last") or first, last) + 1):
                held.setdefault(number, []).append(entry.key)
    return tuple(SourceLine(number, text, tuple(held.get(number, ()))) for _, number, text in lines)


def lessons_used(reading: Reading) -> tuple[LessonUsed, ...]:
    """What was taught and was used to read this paper."""
    uses = reading.lesson_uses.select_related("lesson").order_by("lesson__kind", "lesson__key")
    return tuple(
        LessonUsed(
            use.lesson_id,
            teaching.sentence(use.lesson.kind, use.lesson.printed, use.lesson.meaning),
            use.lesson.until is not None,
        )
        for use in uses
    )
