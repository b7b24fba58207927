"""The readers of figures in approved minutes: what was marked, what may be proposed, and what can be chosen as a source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sightline.domain.evidence.models import Evidence
from sightline.ground.lib.errors import NotFound

from .figure_rules import Held, Proposal, known, proposals
from .minuting import words_of_item
from .models import Meeting, Paper, PrintedFigure, SourcedFigure

MOST_FIGURES = 2_000  # of the papers that could be the source, the latest first
AROUND = timedelta(days=400)


def sourced_figures(meeting: Meeting) -> list[SourcedFigure]:
    """What stands beside the figures of a meeting's approved minutes, also what was taken back; one statement."""
    rows = SourcedFigure.objects.filter(meeting=meeting).select_related("item", "paper", "evidence", "figure")
    return list(rows.order_by("pk"))


def figure_for(user: Any, number: int, key: int) -> SourcedFigure:
    """One of them."""
    seen = Meeting.objects.visible_to(user)
    found = SourcedFigure.objects.select_related("meeting__body", "item").filter(
        meeting__in=seen, meeting__number=number, pk=key
    )
    if (one := found.first()) is None:
        raise NotFound("There is no such figure.")
    return one


def proposed(
    user: Any, meeting: Meeting, words: dict[str, Any], marked: Sequence[SourcedFigure]
) -> list[tuple[str, Proposal]]:
    """Figures of approved minutes that differ from what a paper holds of the same measure and period, with the item's label.

    Only proposed: a person marks. What was marked, or marked and taken back, is not proposed again. One statement.
    """
    settled = {(one.item.label, one.quoted, one.printed) for one in marked}
    rows = (
        PrintedFigure.objects.filter(
            paper__in=Paper.objects.visible_to(user).standing().filter(ownership="own"),
            paper__date__range=(meeting.on - AROUND, meeting.on + AROUND),
            value__isnull=False,
        )
        .exclude(name="")
        .exclude(paper__kind="minutes")
        .select_related("paper")
        .order_by("-paper__date", "pk")[:MOST_FIGURES]
    )
    held = known(
        Held(
            one.pk, one.name, one.value, one.unit, one.column, one.as_at, one.printed or "", one.paper.number
        )
        for one in rows
        if one.value is not None
    )
    return [
        (item["label"], found)
        for item in words["items"]
        for found in proposals(words_of_item(words, item["label"]), held)
        if (item["label"], found.quoted, found.printed) not in settled
    ]


def printed_figure(user: Any, key: str) -> PrintedFigure | None:
    """The figure of a paper that a proposal came from; None for none that the user may see."""
    if not key.isdecimal() or len(key) > 18:
        return None
    seen = Paper.objects.visible_to(user).standing()
    return PrintedFigure.objects.select_related("paper").filter(paper__in=seen, pk=int(key)).first()


def paper_numbered(user: Any, number: int) -> Paper | None:
    """The paper of that number; None where the user may see none."""
    return Paper.objects.visible_to(user).filter(number=number).first()


def evidence_to_name(user: Any, most: int = 200) -> list[tuple[str, str]]:
    """The evidence that can be named as a source, the newest first: (id, title)."""
    rows = Evidence.objects.visible_to(user).filter(withdrawn_on=None).order_by("-pk")[:most]
    return [(str(one.pk), one.title) for one in rows]
