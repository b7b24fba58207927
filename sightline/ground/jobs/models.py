"""Background work as people see it. The queue itself is django-tasks-db's and holds what is not finished."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class State(models.TextChoices):
    """How a piece of background work stands."""

    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Running"
    RETRYING = "retrying", "Will be tried again"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


FINISHED = (State.DONE, State.FAILED)


class Job(models.Model):
    """One piece of background work: what, about what, for whom, and how far it is.

    arguments    what the job's function is called with; plain JSON values
    done, total  progress in the job's own units; a total that is not known is None
    attempts     how many times it was begun
    problem      why the last attempt failed, a sentence for a person, never a traceback
    task_id      the row of the queue that stands for the next or the running attempt; it is also the claim:
                 a worker whose task is no longer this one has lost the job and writes nothing more to it
    """

    name = models.CharField("name of the job in code", max_length=80)
    what = models.CharField("what is done", max_length=250)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    asked_by_id = models.BigIntegerField(null=True, blank=True)
    asked_by = models.CharField("who asked", max_length=200)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    sentence = models.CharField("how far it is", max_length=500, blank=True)
    problem = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    task_id = models.UUIDField(null=True, blank=True, unique=True)
    worker = models.CharField(max_length=120, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    not_before = models.DateTimeField("next attempt not before", null=True, blank=True)
    started_at = models.DateTimeField("last begun", null=True, blank=True)
    heard_at = models.DateTimeField("last sign of life", null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["about_kind", "about_id"], name="jobs_job_about"),
            models.Index(fields=["state", "heard_at"], name="jobs_job_state"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(
                    models.Q(state__in=["done", "failed"], finished_at__isnull=False)
                    | models.Q(state__in=["waiting", "running", "retrying"], finished_at=None)
                ),
                name="jobs_finished_has_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(about_kind="", about_id=None)
                | (~models.Q(about_kind="") & models.Q(about_id__isnull=False)),
                name="jobs_about_one_thing_or_none",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def finished(self) -> bool:
        return self.state in FINISHED

    @property
    def percent(self) -> int | None:
        """How much is done, 0 to 100; None where the total is not known."""
        if self.state == State.DONE:
            return 100
        return min(100, 100 * self.done // self.total) if self.total else None


class Turn(models.Model):
    """One turn of a scheduled job. A turn exists once, so two workers cannot both take it."""

    name = models.CharField("name of the schedule", max_length=80)
    due = models.DateTimeField("when it was due")
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="turns")

    class Meta:
        ordering: ClassVar = ["-due"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["name", "due"], name="jobs_turn_once")]

    def __str__(self) -> str:
        return f"{self.name} at {self.due}"


class MailState(models.TextChoices):
    """How a mail stands."""

    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Message(models.Model):
    """A mail, kept as a row before it is sent (outbox.py). Its key is unique: one occasion is told once.

    key        the occasion ("reminder:12:2026-03-02"); the mail's Message-ID is derived from it and never changes
    kind       what sort of notice it is ("digest", "reminder", "update-link", "test")
    text       as it is sent, but for a secret of its own, in whose place outbox.OWN_LINK stands
    why        why this person gets it, a sentence
    claim      the attempt of the job that hands it over now (Job.task_id)
    attempts   how often it was begun to be handed over
    perhaps_twice  a worker was stopped while it handed the mail over, so that it was handed over again
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20)
    to = models.EmailField("e-mail address")
    to_name = models.CharField(max_length=200, blank=True)
    from_name = models.CharField("in whose name", max_length=200, blank=True)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    why = models.CharField(max_length=300)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.WAITING)
    claim = models.UUIDField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField("next attempt not before", null=True, blank=True)
    last_error = models.TextField(blank=True)
    perhaps_twice = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=200)
    sent_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["state", "not_before"], name="jobs_message_state"),
            models.Index(fields=["about_kind", "about_id"], name="jobs_message_about"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at=None)),
                name="jobs_message_sent_has_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~models.Q(state="withdrawn") & models.Q(withdrawn_at=None)),
                name="jobs_message_withdrawn_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"
