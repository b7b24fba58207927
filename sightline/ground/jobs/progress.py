"""How a running job says how far it is, and how its worker says that it is still alive.

Both are written by a thread with a database connection of its own, so people see them while the job is inside a
long transaction, and a job waiting for nothing is never held up by them. Within somebody else's transaction (a
test, or a job run in place) there is no thread and the job's own connection writes.
"""

from __future__ import annotations

import threading
from contextvars import ContextVar
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection
from django.utils import timezone

from .models import Job, State
from .rules import BEAT, GRACE

LOOK = 0.5  # seconds between two looks at whether there is something new to write
_current: ContextVar[Pulse | None] = ContextVar("jobs_pulse", default=None)


class Stopped(BaseException):
    """The running job must end now, whatever it catches: the worker is told to stop, or has lost the job."""


class Pulse:
    """Signs of life and progress of one attempt. `task_id` is the claim: when it has changed, the job is lost."""

    def __init__(self, job: Job, task_id: UUID, stop: threading.Event, until: datetime) -> None:
        self.job, self.task_id, self.stop, self.until = job, task_id, stop, until
        self.said: dict[str, Any] = {"done": job.done, "total": job.total, "sentence": job.sentence}
        self.lost = False
        self._news, self._over = False, threading.Event()
        self._thread = (
            None if connection.in_atomic_block else threading.Thread(target=self._beat, daemon=True)
        )

    def __enter__(self) -> Pulse:
        self._token = _current.set(self)
        if self._thread:
            self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        _current.reset(self._token)
        self._over.set()
        if self._thread:
            self._thread.join()

    def say(self, done: int, total: int | None, sentence: str) -> None:
        if self.stop.is_set() or self.lost:
            raise Stopped
        self.said = {"done": done, "total": total, "sentence": sentence[:500]}
        self._news = True
        if self._thread is None:
            self._write()

    def _write(self) -> None:
        self._news = False
        mine = Job.objects.filter(pk=self.job.pk, task_id=self.task_id, state=State.RUNNING)
        self.lost = not mine.update(heard_at=timezone.now(), **self.said)

    def _beat(self) -> None:
        last = timezone.now()
        try:
            while not self._over.wait(LOOK) and not self.lost and timezone.now() < self.until + GRACE:
                if self._news or timezone.now() - last >= BEAT:
                    try:
                        self._write()
                        last = timezone.now()
                    except DatabaseError:  # another writer holds the database; say it at the next look
                        self._news = True
        finally:
            connection.close()


def progress(done: int, total: int | None = None, sentence: str = "") -> None:
    """Say how far the running job is, in its own units. People see it at once, whatever becomes of the job.

    It is also where a job may be stopped when its worker is. Outside a job it does nothing, so code that is
    called from a page and from a job may say it in both.
    """
    if (pulse := _current.get()) is not None:
        pulse.say(done, total, sentence)


def current_job() -> Job | None:
    """The job that is running here, as it was when it began; None outside a job."""
    pulse = _current.get()
    return pulse.job if pulse else None
