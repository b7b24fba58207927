"""A figure of approved minutes and what its source says, side by side. A person marks it; the approved words never change."""

from __future__ import annotations

from django.utils import timezone

from sightline.domain.evidence.models import Evidence
from sightline.domain.governance.wording import cleaned, reason_given
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import figure_rules
from ..minuting import words_of_item
from ..models import AgendaItem, Paper, PrintedFigure, SourcedFigure
from .meetings import hold


@command("meetings.keep", on="item")
def mark_figure(
    *,
    by: Actor,
    item: AgendaItem,
    quoted: str,
    printed: str,
    measure: str,
    value: str,
    period: str,
    paper: Paper | None = None,
    evidence: Evidence | None = None,
    figure: PrintedFigure | None = None,
) -> SourcedFigure:
    """Put beside a figure of approved minutes what its source says: value, measure, period and the paper or evidence.

    figure  the figure of the paper that it was proposed from
    Raises Refused where the words are not quoted exactly, the source says the same or is not named, and for what is marked already.
    """
    held = hold(item.meeting)
    approved = held.minutes == "approved"
    version = held.minutes_versions.filter(state="approved").first() if approved else None
    text = words_of_item(version.words, item.label) if version else ""
    quoted = quoted.strip().replace("\r\n", "\n")
    sourced = paper is not None or evidence is not None
    figure_rules.check_mark(
        version is not None, text, quoted, printed.strip(), value, measure, period, sourced
    )
    if paper is not None and paper.withdrawn_on is not None:
        raise Refused(
            f"Paper {paper.number} was taken out of the register. Nothing was changed.", field="paper"
        )
    there = SourcedFigure.objects.filter(
        item=item, quoted=quoted, printed=printed.strip(), taken_back_at=None
    )
    if (first := there.first()) is not None:
        raise Refused(
            f"{first.by_name} marked that figure already: the source says {first.value}. Nothing was changed. Take that back "
            "first, if it is wrong.",
            rule="meetings.figure-marked-once",
        )
    texts = cleaned(
        SourcedFigure, "quoted", "printed", "measure", "value", "period", quoted=quoted, printed=printed, measure=measure,
        value=value, period=period,
    )  # fmt: skip
    made = SourcedFigure.objects.create(
        meeting=held, item=item, paper=paper, evidence=evidence, figure=figure, by_name=by.name[:200], **texts
    )
    record(
        made, "figure of minutes sourced", meeting=held.number, item=item.label, approved=made.printed, source=made.value,
        measure=made.measure, period=made.period, paper=paper.number if paper else None, evidence=str(evidence or ""),
    )  # fmt: skip
    return made


@command("meetings.keep", on="figure")
def take_figure_back(*, by: Actor, figure: SourcedFigure, reason: str) -> SourcedFigure:
    """Take back what was put beside a figure, with the reason. It stays to be seen that it stood there."""
    reason = reason_given(reason, "it is taken back")
    held = SourcedFigure.objects.select_for_update(of=("self",)).get(pk=figure.pk)
    if held.taken_back_at is not None:
        raise Refused(f"{held.taken_back_by} took it back already. Nothing was changed.")
    held.taken_back_at, held.taken_back_by, held.taken_back_reason = timezone.now(), by.name[:200], reason
    held.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_reason"])
    record(held, "sourced figure taken back", meeting=held.meeting.number, value=held.value, reason=reason)
    return held
