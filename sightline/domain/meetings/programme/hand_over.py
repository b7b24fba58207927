"""Work programmes when a body or a post ends: what is still to come passes to the body that follows, and to who takes over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sightline.domain.governance.responsibilities import BODY, POST, Held, Passed, Passing, Responsibility
from sightline.ground.audit.commands import record

from ..models import ProgrammeEntry, ProgrammeStep
from .words import ENTRY_STATES

ENDED = "Its body ended, and nobody takes it over."


def held_by_body(body: Any, day: date) -> list[Held]:
    rows = ProgrammeEntry.objects.standing().filter(body=body).order_by("number")
    return [_held("programme", row) for row in rows]


def held_by_post(post: Any, day: date) -> list[Held]:
    rows = ProgrammeEntry.objects.standing().filter(owner=post).order_by("number")
    return [_held("programme-of-post", row) for row in rows]


def _held(kind: str, row: ProgrammeEntry) -> Held:
    words = f"Programme entry {row.number}: {row.subject}"
    return Held(kind, row.pk, words, ENTRY_STATES[row.state], ("programme-entry", row.number), row)


def _settle(column: str) -> Callable[[Passing, Sequence[Passed]], None]:
    """Passes each entry on in a column. One that nobody takes keeps its body and is dropped, or has no owner any more."""

    def pass_on(passing: Passing, passed: Sequence[Passed]) -> None:
        rows, steps = [], []
        now = ProgrammeEntry.objects.in_bulk(
            [one.held.thing.pk for one in passed]
        )  # its meeting may have passed on before
        for one in passed:
            row = now[one.held.thing.pk]
            reason = one.reason or passing.words
            kind = "passed"
            if one.to is None and column == "body":
                row.state, row.item, row.ended_reason, kind = "dropped", None, reason, "dropped"
            else:
                setattr(row, column, one.to)
            rows.append(row)
            old, new = str(passing.holder), str(one.to or "Nobody")
            by = passing.by.name[:200]
            steps.append(
                ProgrammeStep(
                    entry=row, kind=kind, on=passing.until, old=old, new=new, reason=reason, by_name=by
                )
            )
            record(row, "programme entry passed on", number=row.number, old=old, to=new, reason=reason)
        ProgrammeEntry.objects.bulk_update(rows, ["body", "owner", "state", "item", "ended_reason"])
        ProgrammeStep.objects.bulk_create(steps)

    return pass_on


PROGRAMMES = (
    Responsibility(
        "programme", BODY, "What is on its work programme", held_by_body, _settle("body"), (BODY,), end_words=ENDED,
        covers=("meetings.ProgrammeEntry.body",),
    ),
    Responsibility(
        "programme-of-post", POST, "What it has in hand on work programmes", held_by_post, _settle("owner"), (POST,),
        covers=("meetings.ProgrammeEntry.owner",),
    ),
)  # fmt: skip
