"""The worker: claims what waits, runs it, and takes over what other workers left when they were killed."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import FrameType
from typing import Any
from uuid import UUID

from django.db import IntegrityError, OperationalError, close_old_connections, transaction
from django.db.models import F
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sightline.ground.audit.actors import System
from sightline.ground.lib.errors import NotFound, Refused, Unreadable

from . import rules
from .commands import attempt, enqueue, queue_attempt
from .models import Job, State, Turn
from .progress import Pulse, Stopped
from .registry import schedules, work_called

log = logging.getLogger("sightline.jobs")

LOST = "The program that did this work was stopped in the middle of it."


class TookTooLong(BaseException):
    """The job is over its limit of time. Not an Exception, so that no job swallows it."""


def run_worker(
    stop: threading.Event, *, batch: bool = False, silence: timedelta = rules.SILENCE, pause: float = 1.0
) -> int:
    """Do background work until `stop` is set, or with `batch` until nothing waits; how many attempts were made.

    Run it in a process of its own and in its main thread, because only there can a job be held to its limit of
    time. Set `stop` from the signal handler: a job that says its progress is put back and its worker ends, any
    other is finished first. A worker that is killed loses nothing: after `silence` another takes its job over.
    """
    name = f"{socket.gethostname()}:{os.getpid()}"[:120]
    made, looked = 0, float("-inf")
    while not stop.is_set():
        close_old_connections()
        try:
            if time.monotonic() - looked >= silence.total_seconds() / 4:
                recover(silence=silence)
                take_turns()
                looked = time.monotonic()
            if run_next(name, stop):
                made += 1
                continue
        except OperationalError:
            log.warning("The database could not be reached or is busy; the worker tries again.")
        else:
            if batch:
                break
        stop.wait(pause)
    return made


def run_next(worker: str = "here", stop: threading.Event | None = None) -> bool:
    """Make one attempt at the first job that waits and is due; False where there is none."""
    claimed = _claim(worker)
    if claimed is None:
        return False
    _run(*claimed, stop or threading.Event())
    return True


def _claim(worker: str) -> tuple[Job, UUID] | None:
    """Take the next attempt out of the queue, so that no other worker can."""
    due = DBTaskResult.objects.ready().filter(task_path=attempt.module_path)
    if not due.exists():  # a plain read: an idle worker never takes SQLite's write lock
        return None
    with transaction.atomic():
        row = due.get_locked()
        if row is None:
            return None
        row.claim(worker)
        now = timezone.now()
        Job.objects.filter(task_id=row.pk).update(
            state=State.RUNNING, attempts=F("attempts") + 1, worker=worker, started_at=now, heard_at=now
        )
        job = Job.objects.filter(task_id=row.pk).first()
        if job is None:  # the job was put back under another row; this one means nothing any more
            row.delete()
            return None
        return job, row.pk


def _run(job: Job, task_id: UUID, stop: threading.Event) -> None:
    """One attempt, and what came of it."""
    work = work_called(job.name)
    limit = work.limit if work else timedelta(seconds=10)
    pulse = Pulse(job, task_id, stop, until=timezone.now() + limit)
    try:
        with pulse, _held_to(limit):
            attempt.call(job_id=job.pk)
    except Stopped:
        if not pulse.lost:
            _put_back(job, task_id, pulse)
    except TookTooLong:
        minutes = max(1, round(limit.total_seconds() / 60))
        sentence = (
            f"It took longer than {minutes} min and was stopped. What it had not yet saved is not kept."
        )
        _finish(job, task_id, pulse, State.FAILED, sentence)
    except (Refused, Unreadable) as answer:
        _finish(job, task_id, pulse, State.FAILED, answer.sentence)
    except NotFound as answer:
        _finish(
            job, task_id, pulse, State.FAILED, str(answer) or "What this work is about is not there any more."
        )
    except Exception as error:
        log.exception("Job %s (%s) failed at attempt %s", job.pk, job.name, job.attempts)
        _fail(job, task_id, pulse, _unexpected(job, error))
    else:
        _finish(job, task_id, pulse, State.DONE, "")


@contextmanager
def _held_to(limit: timedelta) -> Iterator[None]:
    """Raise TookTooLong inside the block when the limit is over; only the main thread can be interrupted."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def over(number: int, frame: FrameType | None) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, limit.total_seconds())
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _unexpected(job: Job, error: Exception) -> str:
    return (
        f"Something happened that the program did not expect ({type(error).__name__}). "
        f"The server's log tells it under job {job.pk}."
    )


def _change(job: Job, claim: UUID | None, /, **changes: Any) -> bool:
    """Change a job that this worker still holds and drop its row of the queue; False where it was lost."""
    with transaction.atomic():
        held = Job.objects.filter(pk=job.pk, task_id=claim, state=State.RUNNING)
        if claim is not None:
            DBTaskResult.objects.filter(pk=claim).delete()
        return bool(held.update(**changes))


def _finish(job: Job, task_id: UUID, pulse: Pulse, state: State, problem: str) -> None:
    _change(
        job, task_id, state=state, problem=problem, finished_at=timezone.now(), task_id=None, **pulse.said
    )


def _fail(job: Job, task_id: UUID | None, pulse: Pulse | None, problem: str) -> None:
    """After a failed attempt: try again later, or give up when the attempts are used up."""
    work = work_called(job.name)
    said = pulse.said if pulse else {}
    if work and rules.may_try_again(job.attempts, work.retries):
        later = timezone.now() + rules.wait_before_next(job.attempts)
        _requeue(job, task_id, State.RETRYING, later, problem=problem, **said)
        return
    tried = f" It was tried {job.attempts} times." if job.attempts > 1 else ""
    now = timezone.now()
    _change(job, task_id, state=State.FAILED, problem=problem + tried, finished_at=now, task_id=None, **said)


def _put_back(job: Job, task_id: UUID, pulse: Pulse) -> None:
    """The worker is asked to stop: the attempt does not count."""
    _requeue(job, task_id, State.WAITING, None, attempts=F("attempts") - 1, **pulse.said)


def _requeue(
    job: Job, claim: UUID | None, /, state: State, not_before: datetime | None, **changes: Any
) -> None:
    with transaction.atomic():
        new = queue_attempt(job.pk, not_before)
        if not _change(job, claim, state=state, not_before=not_before, task_id=new, worker="", **changes):
            DBTaskResult.objects.filter(pk=new).delete()


def recover(*, silence: timedelta = rules.SILENCE, now: datetime | None = None) -> int:
    """Put jobs whose worker was killed back into the queue, or give them up; how many there were.

    Two workers may do this at once: the job's claim is compared before it is changed, so one of them does it.
    """
    now = now or timezone.now()
    lost = [
        job for job in Job.objects.filter(state=State.RUNNING) if rules.is_lost(job.heard_at, now, silence)
    ]
    for job in lost:
        log.warning("Job %s (%s) was left by worker %s", job.pk, job.name, job.worker)
        work = work_called(job.name)
        if work and rules.may_try_again(job.attempts, work.retries):
            _requeue(job, job.task_id, State.RETRYING, None, problem=LOST)
        else:
            _fail(job, job.task_id, None, LOST)
    return len(lost)


def take_turns(now: datetime | None = None) -> int:
    """Ask for the scheduled jobs whose turn has come and was not yet taken; how many this worker took."""
    now, taken = now or timezone.now(), 0
    for schedule in schedules().values():
        due = rules.latest_turn(now, schedule.every, schedule.offset)
        if Turn.objects.filter(name=schedule.name, due=due).exists():
            continue
        try:
            with transaction.atomic():
                turn = Turn.objects.create(name=schedule.name, due=due)
                turn.job = enqueue(schedule.name, by=System())
                turn.save(update_fields=["job"])
        except IntegrityError:
            continue  # another worker took it between the look and the row
        taken += 1
    return taken
