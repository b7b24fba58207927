"""Which paper of the register a paper under review may be: its web page and its PDF are one paper with two sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from sightline.domain.governance.models import Body
from sightline.domain.meetings.drafts import Difference
from sightline.domain.meetings.models import Paper

from .essences import Essence, essence, keys
from .models import Reading
from .paper_drafts import PaperDraft
from .same_held import essence_of_paper
from .sameness import Likeness, compare

CERTAIN = (
    "same",
    "other-words",
)  # of sameness.HOW: nobody takes these for a paper of its own without saying so
MOST = 20  # papers that are compared


@dataclass(frozen=True)
class SamePaper:
    """A paper of the register that this one may be. certain: it is not taken beside it unless a person says so.

    how      a key of sameness.HOW
    details  where this file has other words than the paper that is held
    """

    paper: Paper
    certain: bool
    reason: str
    how: str = ""
    details: tuple[Difference, ...] = ()

    @property
    def differences(self) -> tuple[tuple[str, str, str], ...]:
        """What, the words that are held, the words in this file."""
        return tuple((one.what, one.kept, one.there) for one in self.details)


def same_papers(
    reading: Reading, draft: PaperDraft, body: Body | None, only: Paper | None = None
) -> tuple[SamePaper, ...]:
    """Papers that this one may be, the likeliest first: at most three statements. only: looks at that paper alone."""
    here = replace(
        essence(reading.result or {}),
        kind=draft.kind,
        day=draft.facts.get("date") or "",
        title=draft.facts.get("title") or "",
        body=body.name if body else draft.facts.get("body") or "",
    )
    rows = Paper.objects.filter(pk=only.pk) if only else _likely(reading, draft, here)
    found = []
    for paper in _with_words(rows):
        likeness = compare(here, _words_of(paper))
        if likeness is not None:
            found.append(_same(paper, likeness))
    return tuple(sorted(found, key=lambda one: not one.certain))


def _likely(reading: Reading, draft: PaperDraft, here: Essence) -> QuerySet[Paper]:
    """Papers that are worth comparing: of this file, of this kind and day, or with words in common."""
    asked = Q(sources__file=reading.file_id) | Q(readings__same_keys__key__in=keys(here))
    if here.day:
        asked |= Q(date=here.day)
    likely = Paper.objects.standing().filter(asked, kind=draft.kind).order_by("-number").values("pk")
    return Paper.objects.filter(pk__in=[*likely.distinct()[:MOST].values_list("pk", flat=True)])


def _with_words(rows: QuerySet[Paper]) -> Iterable[Paper]:
    read = Reading.objects.exclude(result=None).only("pk", "paper_id", "result").order_by("pk")
    return rows.select_related("body").prefetch_related(
        Prefetch("readings", read), "outcomes", "recommendations"
    )


def _words_of(paper: Paper) -> Essence:
    """The words of a paper that is held: those of the file that it was read from, else those of its parts."""
    held = essence_of_paper(paper)
    read: Any = next(iter(paper.readings.all()), None)
    if read is None:
        return held
    return replace(
        essence(read.result), kind=held.kind, day=held.day, title=held.title, body=paper.body_called
    )


def _same(paper: Paper, likeness: Likeness) -> SamePaper:
    details = tuple(Difference(what, kept, there) for what, kept, there in likeness.differences)
    return SamePaper(
        paper, likeness.how in CERTAIN, f"{likeness.words}. {likeness.reason}", likeness.how, details
    )
