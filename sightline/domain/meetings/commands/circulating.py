"""A promise is met by circulating a paper to the members of its body between meetings, recorded for each of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sightline.domain.governance.models import Seat
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from ..models import Circulation, CirculationTo, Paper, Promise
from ..promises.rules import check_can_circulate
from .promises import hold_promise, say_promise_met

VACANT = "Nobody holds the seat."


@command("promises.report", on="promise")
def circulate_paper(
    *, by: Actor, promise: Promise, paper: Paper, on: date, to: Collection[int], why_not: str, today: date
) -> Circulation:
    """Record that a paper was sent to the holders of these seats of the body on a day; the promise is said to be met by it.

    to       ids of seats of that day; why_not: why the others did not have it, "" where everybody had
    Nothing is sent by this: it records what was. The paper is frozen by the hash of its first source.
    Raises Refused for a promise without a body, a day to come, a paper without a file, a seat of another body, and nobody at all.
    """
    held = hold_promise(promise)
    source = paper.sources.select_related("file").order_by("position").first()
    seats = list(
        Seat.objects.filter(body=held.body_id).on(on).select_related("post", "person").order_by("pk")
    )
    filled = {seat.pk for seat in seats if seat.post_id or seat.person_id}
    check_can_circulate(
        held.number,
        held.body_id is not None,
        on,
        today,
        held.made_on,
        source is not None,
        filled,
        set(to),
        why_not,
    )
    if source is None:  # for the reader of types: it was refused above
        raise Refused("The paper has no file. Nothing was changed.")
    made = Circulation.objects.create(
        promise=held, paper=paper, sha256=source.file.sha256, on=on, by_name=by.name[:200]
    )
    CirculationTo.objects.bulk_create(
        CirculationTo(
            circulation=made, seat=seat, name=f"{seat.get_role_display()}: {seat}"[:300], sent=seat.pk in to,
            reason="" if seat.pk in to else (why_not.strip()[:500] if seat.pk in filled else VACANT),
        )
        for seat in seats
    )  # fmt: skip
    words = f"Circulated on {on.day} {on:%B %Y} to {len(to)} of {len(filled)} members."
    say_promise_met(by=by, promise=held, words=words, today=today, paper=paper)
    record(
        made, "paper circulated", promise=held.number, paper=paper.number, sha256=made.sha256, on=on, sent=len(to),
        of=len(filled), why_not=why_not.strip(),
    )  # fmt: skip
    return made
