"""Bringing in what is too much for one search."""

from __future__ import annotations

from sightline.ground.audit.actors import System
from sightline.ground.jobs.commands import enqueue
from sightline.ground.jobs.models import Job, State
from sightline.ground.jobs.registry import job

from .indexing import catch_up

NAME = "search.catch_up"


@job(NAME, title="Bringing the search up to date", retries=2, limit_seconds=3600)
def catch_up_in_the_background() -> None:
    """Bring in everything that happened since the last time."""
    catch_up()


def ask_for_it() -> None:
    """Have it done in the background, unless that was asked for already."""
    if not Job.objects.filter(name=NAME, state__in=[State.WAITING, State.RUNNING, State.RETRYING]).exists():
        enqueue(NAME, by=System())
