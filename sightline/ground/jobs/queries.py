"""Background work for pages: who may see which, and what they see of it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from sightline.ground.audit.actors import Actor
from sightline.ground.lib.errors import NotFound

from .models import Job, State


def jobs_list(user: Any, *, state: str = "") -> QuerySet[Job]:
    """All background work, newest first; NotFound for who may not see it. state: one of `models.State`, or all."""
    if not user.may("jobs.see"):
        raise NotFound("There is no such page for you.")
    jobs = Job.objects.order_by("-id")
    return jobs.filter(state=state) if state in State.values else jobs


def job_for(user: Any, number: int) -> Job:
    """One job, for who asked for it and for who may see background work; NotFound for everybody else."""
    job = Job.objects.filter(pk=number).first()
    if job is None or not _may_see(user, job):
        raise NotFound("There is no such background work.")
    return job


def states() -> list[tuple[str, str]]:
    """The states of background work and their words."""
    return list(State.choices)


def progress_of(job: Job) -> dict[str, Any]:
    """How far a job is, as plain values for a script: state, words, done, total, percent, sentence, problem."""
    return {
        "state": job.state,
        "words": job.get_state_display(),
        "finished": job.finished,
        "done": job.done,
        "total": job.total,
        "percent": job.percent,
        "sentence": job.sentence,
        "problem": job.problem,
    }


def jobs_about(kind: str, ids: list[int] | QuerySet[Any]) -> dict[int, Job]:
    """The latest job about each of these things, by the thing's id. The caller has authorised the things."""
    jobs = Job.objects.filter(about_kind=kind, about_id__in=ids).order_by("id")
    return {job.about_id: job for job in jobs if job.about_id is not None}


def latest_called(name: str) -> Job | None:
    """The latest job of a name ("audit.verify"). The caller has authorised it."""
    return Job.objects.filter(name=name).order_by("-id").first()


def failed_count(user: Any) -> int:
    """How much work failed and waits for somebody; 0 for who may not see background work."""
    return Job.objects.filter(state=State.FAILED).count() if user.may("jobs.see") else 0


def _may_see(user: Actor, job: Job) -> bool:
    return (user.id is not None and job.asked_by_id == user.id) or user.may("jobs.see")
