"""Asking for background work, and starting failed work again."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django_tasks import task

from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .models import Job, State
from .registry import JOBS, work_called


@task
def attempt(job_id: int) -> None:
    """What the queue holds for each attempt: call the job's function. The worker does the rest."""
    job = Job.objects.get(pk=job_id)
    if (work := work_called(job.name)) is None:
        raise Refused("This version of Sightline has no such work any more. Nothing was done.")
    work.function(**job.arguments)


def enqueue(
    name: str, *, by: Actor, about: tuple[str, int] | None = None, what: str = "", **arguments: Any
) -> Job:
    """Ask for a job. It joins the caller's transaction: rolled back, it was never asked for.

    name       a registered job ("imports.read_upload")
    about      the thing that it is about, as (kind, id)
    what       what is done, for people ("Reading blackpool.pdf"); without it the job's own title
    arguments  what its function is called with; plain JSON values
    """
    kind, key = about or ("", None)
    job = Job.objects.create(
        name=name,
        what=(what or JOBS[name].title)[:250],
        about_kind=kind,
        about_id=key,
        asked_by_id=by.id,
        asked_by=by.name,
        arguments=arguments,
    )
    job.task_id = queue_attempt(job.pk)
    job.save(update_fields=["task_id"])
    return job


def queue_attempt(job_id: int, not_before: datetime | None = None) -> UUID:
    """Put an attempt into the queue; the id of its row there."""
    result = attempt.using(run_after=not_before).enqueue(job_id=job_id)
    return UUID(str(result.id))


@command("jobs.see")
def start_again(*, by: Actor, job: Job) -> Job:
    """Put failed work back into the queue, with all of its attempts before it again."""
    changed = Job.objects.filter(pk=job.pk, state=State.FAILED).update(
        state=State.WAITING,
        attempts=0,
        done=0,
        total=None,
        sentence="",
        problem="",
        finished_at=None,
        not_before=None,
        worker="",
    )
    if not changed:
        raise Refused("Only work that failed can be started again. Nothing was changed.")
    Job.objects.filter(pk=job.pk).update(task_id=queue_attempt(job.pk))
    job.refresh_from_db()
    record(job, "background work started again", work=job.what)
    return job
