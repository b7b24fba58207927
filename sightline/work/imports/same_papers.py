"""Which paper of the register a paper under review may be: its web page and its PDF are one paper with two sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from sightline.domain.governance.models import Body
from sightline.domain.governance.rules import plain
from sightline.domain.meetings.drafts import Difference
from sightline.domain.meetings.models import Paper

from .models import Reading
from .paper_drafts import PaperDraft

WORDED = ("resolution", "commitment", "decision", "recommendation")
MOST = 20  # papers that are compared


@dataclass(frozen=True)
class SamePaper:
    """A paper of the register that this one may be. certain: it is taken for the same unless a person says otherwise.

    details  where this file has other words than the paper that is held
    """

    paper: Paper
    certain: bool
    reason: str
    details: tuple[Difference, ...] = ()

    @property
    def differences(self) -> tuple[tuple[str, str, str], ...]:
        """What, the words that are held, the words in this file."""
        return tuple((one.what, one.kept, one.there) for one in self.details)


def same_papers(
    reading: Reading, draft: PaperDraft, body: Body | None, only: Paper | None = None
) -> tuple[SamePaper, ...]:
    """Papers that this one may be, the likeliest first; `only`: compared with that one, whatever it is."""
    held = Paper.objects.standing().prefetch_related("outcomes__item", "recommendations")
    if only is not None:
        return tuple(_compared(draft, paper) for paper in held.filter(pk=only.pk))
    asked = Q(sources__file=reading.file_id)
    if draft.facts.get("date"):
        asked |= Q(kind=draft.kind, date=draft.facts["date"])
    rows = held.filter(asked).distinct().select_related("body").order_by("-number")[:MOST]
    found = []
    for paper in rows:
        one = _compared(draft, paper)
        if _same_body(draft, body, paper) and one.reason:
            found.append(one)
    return tuple(sorted(found, key=lambda one: not one.certain))


def _same_body(draft: PaperDraft, body: Body | None, paper: Paper) -> bool:
    """Whether the two can be of one body: it is the same, or one of them names none."""
    printed = draft.facts.get("body")
    if body is not None and paper.body_id is not None:
        return body.pk == paper.body_id
    if not printed or not paper.body_called:
        return True
    return plain(printed) in {plain(paper.body_printed), plain(paper.body_called)}


def _compared(draft: PaperDraft, paper: Paper) -> SamePaper:
    ours = {" ".join(one.words.casefold().split()): one for one in draft.taken if one.group in WORDED}
    rows: list[Any] = [*paper.outcomes.all(), *paper.recommendations.all()]
    theirs = {" ".join(row.text.casefold().split()): row for row in rows}
    alike = len(ours.keys() & theirs.keys())
    most = max(len(ours), len(theirs))
    day = "the same day"
    details = tuple(
        Difference("Words that are not in the paper held", "", one.words, one.page, one.line)
        for words, one in ours.items()
        if words not in theirs
    ) + tuple(
        Difference("Words that are not in this file", row.text, "")
        for words, row in theirs.items()
        if words not in ours
    )
    if most and alike * 2 >= most:
        return SamePaper(
            paper, True, f"It is of {day}, and {alike} of {most} of its words of decision are alike.", details
        )
    reason = f"It is of {day} and kind." if not most or alike else ""
    return SamePaper(paper, False, reason, details)
