"""The background work of reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sightline.ground.accounts.models import User
from sightline.ground.jobs.progress import current_job
from sightline.ground.jobs.registry import job

from . import papers
from .visit import jobs as visit_jobs

__all__ = ["make_plan_paper", "visit_jobs"]


@job("reports.plan_paper", title="Making a plan as a Word document", retries=1, limit_seconds=300)
def make_plan_paper(
    *, plan: int, by_id: int, filters: Mapping[str, str], words: Sequence[str], today: str, as_at: str | None
) -> None:
    """Make the paper as the person who asked may see it, and keep it until they fetch it. Run again, it begins anew."""
    running = current_job()
    if running is None:
        raise RuntimeError("a paper is kept under the number of its job")
    made = papers.plan_paper(
        User.objects.get(pk=by_id),
        plan,
        filters=filters,
        words=words,
        today=date.fromisoformat(today),
        as_at=date.fromisoformat(as_at) if as_at else None,
    )
    with made:
        papers.keep(running.pk, made)
