"""The package's own job: tidying away what nobody needs any more."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from .models import Job, State, Turn
from .registry import every, job

KEPT = timedelta(days=90)


@job("jobs.tidy", title="Tidying away old background work and ended sessions", limit_seconds=120)
def tidy() -> None:
    """Remove finished work and turns older than 90 days, and sessions that have ended. Failed work stays."""
    now = timezone.now()
    Job.objects.filter(state=State.DONE, finished_at__lt=now - KEPT).delete()
    Turn.objects.filter(due__lt=now - KEPT).delete()
    Session.objects.filter(expire_date__lt=now).delete()


every(timedelta(days=1), "jobs.tidy", offset=timedelta(hours=2))
