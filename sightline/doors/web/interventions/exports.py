"""The list of interventions, and an adviser's log, as files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.inspections.interventions import queries, rules
from sightline.doors.web.files import served_export
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees
from sightline.work.reports.about import about
from sightline.work.reports.spreadsheets import Column, Value, export

from .views import SEE, chosen_of

LIST = (
    Column("Number", 9), Column("Title", 44), Column("Kind", 30), Column("Stream", 30), Column("Issued by", 30),
    Column("Day of issue", 16), Column("In force from", 16), Column("Stated last day", 16), Column("Ended on", 16),
    Column("How it ended", 18), Column("State", 20), Column("Board", 30), Column("Conditions", 12), Column("Met", 8),
    Column("Takes the place of", 18), Column("Terms", 80), Column("Paper or letter", 40), Column("Address", 40),
)  # fmt: skip
LOG = (
    Column("Number", 9), Column("Day", 16), Column("To whom", 32), Column("Focus area", 28), Column("Advice", 80),
    Column("Answer", 18), Column("What came of it", 60), Column("Who answered", 32), Column("Answered on", 16),
    Column("Settled on", 16), Column("Written by", 28),
)  # fmt: skip


@require_safe
def interventions(request: SignedIn, kind: str) -> HttpResponseBase:
    check_sees(request.user, SEE)
    today, chosen = timezone.localdate(), chosen_of(request)
    words = {"kind": rules.KINDS, "stream": rules.STREAMS, "text": {}}
    filters = [words[name].get(value, value) for name, value in chosen.items() if value]
    said = about("Interventions", as_at=today, filters=filters)
    rows = queries.interventions(request.user, **chosen)
    return served_export(export(LIST, _listed(rows, today), said, kind), "interventions", kind)


@require_safe
def advice(request: SignedIn, number: int, kind: str) -> HttpResponseBase:
    """The whole log, oldest first, with the last answer to each."""
    one, log = queries.advice_log(request.user, number)
    said = about(f"Advice log: {one.title}", as_at=timezone.localdate())
    return served_export(export(LOG, _logged(log), said, kind), f"intervention-{number}-advice", kind)


def _listed(rows: Iterable[Any], today: Any) -> Iterator[list[Value]]:
    for one in rows:
        yield [
            one.number, one.title, one.get_kind_display(), one.get_stream_display(), one.issued_by, one.issued, one.since,
            one.until, one.ended, one.get_ended_how_display(), rules.STATES[one.state_on(today)],
            one.body.name if one.body else None, one.conditions_all, one.conditions_met,
            one.follows.number if one.follows else None, one.terms, one.source, one.link,
        ]  # fmt: skip


def _logged(log: Iterable[Any]) -> Iterator[list[Value]]:
    for said in log:
        one, last = said.advice, said.last
        yield [
            one.number, one.on, one.to, one.focus.title if one.focus else None, one.text,
            last.get_answer_display() if last else None, last.text if last else None, last.answered_by if last else None,
            last.on if last else None, last.resolved if last else None, one.by_name,
        ]  # fmt: skip
