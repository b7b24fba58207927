"""The package's own jobs: tidying away what nobody needs any more, and verifying the chain of the audit."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from sightline.ground.audit.queries import verify
from sightline.ground.lib.errors import Refused

from . import outbox_sending  # noqa: F401 - registers the job that sends mail
from .models import Job, State, Turn
from .progress import progress
from .registry import every, job

KEPT = timedelta(days=90)
MOST_SHOWN = 20


@job("jobs.tidy", title="Tidying away old background work and ended sessions", limit_seconds=120)
def tidy() -> None:
    """Remove finished work and turns older than 90 days, and sessions that have ended. Failed work stays."""
    now = timezone.now()
    Job.objects.filter(state=State.DONE, finished_at__lt=now - KEPT).delete()
    Turn.objects.filter(due__lt=now - KEPT).delete()
    Session.objects.filter(expire_date__lt=now).delete()


@job("audit.verify", title="Verifying the chain of audit events", retries=0, limit_seconds=3600)
def verify_the_chain() -> None:
    """Verify the whole chain and compare it with the tables. Done when it is whole; failed, with each problem, when not."""
    progress(0, 1, "Reading every event, every change and every row")
    report = verify()
    if not report.is_whole:
        shown = "\n".join(report.problems[:MOST_SHOWN])
        raise Refused(f"{report}\n{shown}")
    progress(1, 1, str(report))


every(timedelta(days=1), "jobs.tidy", offset=timedelta(hours=2))
