"""The morning's work: reminders and digests, once a day. Run again, it does what is left and nothing twice."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from sightline.ground.audit.actors import System
from sightline.ground.jobs.progress import progress
from sightline.ground.jobs.registry import every, job
from sightline.ground.lib.errors import Refused
from sightline.ground.lib.working_days import england

from .choices import digests_due
from .commands import make_digest, remind
from .reminders import due_today
from .rules import sends_on

log = logging.getLogger("sightline.notices")


@job("notices.morning", title="Reminders and digests", retries=3, limit_seconds=1800)
def morning() -> None:
    """Queue today's reminders and digests. Nothing on a day that is no working day: the next one makes up for it."""
    run(timezone.now())


def run(now: datetime) -> tuple[int, int]:
    """How many reminders and digests were queued or made. Each is a command of its own, so what was done stays done."""
    today = timezone.localdate(now)
    if not sends_on(today, england()):
        return 0, 0
    by, wrong = System(), 0
    reminded = made = 0
    for due in due_today(today):
        done = _tried(lambda due=due: remind(by=by, person=due.owes.person, today=today))  # type: ignore[misc]
        reminded, wrong = reminded + (done is True), wrong + (done is None)
        progress(reminded, None, f"{reminded} reminded")
    for user in digests_due(now):
        done = _tried(lambda user=user: make_digest(by=by, user=user, now=now))  # type: ignore[misc]
        made, wrong = made + (done is True), wrong + (done is None)
        progress(reminded + made, None, f"{reminded} reminded, {made} digests")
    if wrong:
        raise RuntimeError(f"{wrong} reminders or digests could not be made; the log says why")
    return reminded, made


def _tried(work: Callable[[], object]) -> bool | None:
    """True when done, False when there was nothing to do, None when it went wrong: the others get theirs all the same."""
    try:
        work()
    except Refused:
        return False
    except Exception:
        log.exception("A reminder or digest could not be made")
        return None
    return True


every(timedelta(days=1), "notices.morning", offset=timedelta(hours=6))
