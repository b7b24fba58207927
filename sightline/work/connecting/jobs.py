"""Background work: asking the committee system, when somebody wants it and every night."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from sightline.ground.jobs.registry import every, job
from sightline.ground.lib.errors import Refused

from .asking import run_turn
from .commands import ASKER, ask
from .models import Connection

NIGHTLY = timedelta(hours=3)  # after midnight UTC


@job("connecting.ask", title="Asking the committee system", retries=1, limit_seconds=3600)
def ask_turn(*, turn_id: int) -> None:
    """Ask what a turn asks. Run again after a kill, it goes on where it was."""
    turn = run_turn(turn_id)
    if turn.state == "failed":
        raise Refused(turn.sentence)


@job("connecting.nightly", title="Nightly asking of the committee system", retries=1, limit_seconds=60)
def nightly() -> None:
    """Begin a turn where asking is on. One that is under way already is left to itself."""
    connection = Connection.objects.filter(current=True, state="on").first()
    if connection is None:
        return
    try:
        ask(by=ASKER, connection=connection, what="meetings", today=timezone.localdate())
    except Refused:
        return


def next_night(now: datetime) -> datetime:
    """When the nightly work is due next."""
    midnight = now.astimezone(timezone.get_fixed_timezone(0)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    due = midnight + NIGHTLY
    return due if due > now else due + timedelta(days=1)


every(timedelta(days=1), "connecting.nightly", offset=NIGHTLY)
