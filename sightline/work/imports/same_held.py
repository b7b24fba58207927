"""Which papers that are here a reading may be the same as: among the other readings, and among the papers of the register.

Likely pairs are found by keys that are kept for each reading, so that a paper is compared with a few and never with all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from sightline.domain.meetings.models import Paper

from .models import Reading, SameKey
from .sameness import HOW, Essence, Likeness, compare, essence, essence_of, keys

MOST_COMPARED = 6
MOST_OF_A_DAY = 20


@dataclass(frozen=True)
class Same:
    """A paper that a reading may be the same as. paper: of the register; reading: another one, accepted or not yet.

    how          a key of sameness.HOW; sure: it is the same paper, whatever its numbers and line breaks
    differences  (what, the words held, the words of the reading)
    """

    paper: Paper | None
    reading: Reading | None
    how: str
    reason: str
    differences: tuple[tuple[str, str, str], ...]

    @property
    def sure(self) -> bool:
        return self.how == "same"

    @property
    def words(self) -> str:
        return HOW[self.how]


def candidates_for(reading: Reading, here: Essence | None = None) -> list[Same]:
    """Papers that a reading may be the same as, the surest first; five statements, however many papers are held.

    The reading must have been read; here: its essence, where the caller has it. Readings that were put aside are not among them.
    """
    here = here or essence(reading.result or {})
    held = _readings_near(reading, keys(here))
    found = [_same(likeness, reading=other) for other, likeness in _compared(here, held)]
    taken = {other.paper_id for other in held if other.paper_id}
    found += [_same(likeness, paper=paper) for paper, likeness in _of_the_register(here, taken)]
    return sorted(found, key=lambda same: (not same.sure, same.paper is None))


def keep_keys(reading: Reading, here: Essence) -> None:
    """Keep the keys of what was read, for the papers that come later. For commands only."""
    SameKey.objects.filter(reading=reading).delete()
    if reading.state == "read":
        SameKey.objects.bulk_create(SameKey(reading=reading, key=key) for key in keys(here))


def _readings_near(reading: Reading, found: tuple[str, ...]) -> list[Reading]:
    """The readings of the same day, and those with more than one key of their words in common; the likeliest first.

    One key alone is what every paper of a council has in common: how it begins, how it ends.
    """
    near = (
        SameKey.objects.filter(
            key__in=found, reading__kind=reading.kind, reading__state__in=("read", "accepted")
        )
        .exclude(reading=reading.pk)
        .values("reading")
        .annotate(common=Count("pk"), of_the_day=Count("pk", filter=Q(key__startswith="d:")))
        .filter(Q(common__gte=2) | Q(of_the_day__gte=1))
        .order_by("-common", "-reading")[:MOST_COMPARED]
    )
    numbers = [row["reading"] for row in near]
    rows = Reading.objects.filter(pk__in=numbers).defer("draft", "source").select_related("paper", "upload")
    by_number = {row.pk: row for row in rows}
    return [by_number[number] for number in numbers if number in by_number]


def _compared(here: Essence, held: Iterable[Reading]) -> list[tuple[Reading, Likeness]]:
    pairs = ((other, compare(here, essence(other.result or {}))) for other in held)
    return [(other, likeness) for other, likeness in pairs if likeness is not None]


def _of_the_register(here: Essence, taken: set[int]) -> list[tuple[Paper, Likeness]]:
    """Papers of the register that were not read here: compared by their outcomes and recommendations."""
    if not here.day:
        return []
    papers = (
        Paper.objects.standing()
        .filter(kind=here.kind, date=here.day, readings=None)
        .exclude(pk__in=taken)
        .select_related("body")
        .prefetch_related("outcomes", "recommendations")[:MOST_OF_A_DAY]
    )
    pairs = ((paper, compare(here, essence_of_paper(paper))) for paper in papers)
    return [(paper, likeness) for paper, likeness in pairs if likeness is not None]


def essence_of_paper(paper: Paper) -> Essence:
    """A paper of the register by its words there. Needs its body, outcomes and recommendations loaded."""
    said: list[Any] = [*paper.outcomes.all(), *paper.recommendations.all()]
    return essence_of(
        paper.kind,
        body=paper.body_printed or paper.body_called,
        day=paper.date.isoformat() if paper.date else "",
        title="" if paper.title_given else paper.title,
        statements=[
            (row.printed_number, row.text)
            for row in said
            if getattr(row, "kind", "") not in ("commitment", "deferred")
        ],
    )


def _same(likeness: Likeness, *, paper: Paper | None = None, reading: Reading | None = None) -> Same:
    if reading is not None and paper is None:
        paper = reading.paper
    return Same(paper, reading, likeness.how, likeness.reason, likeness.differences)
