"""Handing mails over to the mail server: claim the row, hand it over, mark it; each step kept at once.

What holds when a worker is killed, or when a server does not answer: a mail whose row does not say "sent" is handed over again.
So none is lost. Between the server's "I have it" and the row's "sent" lie a few milliseconds; when a worker is killed or the line
breaks just then, the mail is handed over twice. SMTP has no way to ask whether it was, so the second one bears the same Message-ID,
by which many mail systems know a repetition, and the row says so (`perhaps_twice`).
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import formataddr
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Min, Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sightline.ground.audit.actors import System
from sightline.ground.lib.errors import NotFound, Refused

from .commands import enqueue
from .models import Job, MailState, Message, State
from .outbox_rules import FIRST_OF_FOR_GOOD, message_id, wait_before_next
from .progress import current_job, progress
from .registry import every, job

log = logging.getLogger("sightline.outbox")

SEND = "outbox.send"
LONGEST = timedelta(minutes=5)  # one job; the next goes on
FAILURES_IN_A_ROW = 3  # then the server counts as away
WHILE_AWAY = timedelta(
    minutes=5
)  # between two looks at whether the server is back; a mail's attempts are not used up
PERHAPS_TWICE = (
    "Handing this mail over was broken off in the middle, so it is handed over again, under the same identity. "
    "It may arrive twice."
)


class ServerAway(Exception):
    """The mail server cannot be reached, or answers nothing sensible."""


def ask_soon() -> None:
    """Have the outbox sent after the running transaction. What has begun to be sent by then is asked for anew."""
    transaction.on_commit(_ask, robust=True)


def _ask(not_before: datetime | None = None) -> None:
    """Ask for a job that sends, unless one waits for no later a moment.

    The caller's mails are kept already, so a job that still waits is certain to see them. The schedule below is for
    what a program killed between the two leaves.
    """
    waiting = Job.objects.filter(name=SEND, state=State.WAITING)
    if waiting.filter(Q(not_before=None) | Q(not_before__lte=not_before or timezone.now())).exists():
        return
    asked = enqueue(SEND, by=System())
    if not_before is not None:
        DBTaskResult.objects.filter(pk=str(asked.task_id)).update(run_after=not_before)
        Job.objects.filter(pk=asked.pk).update(not_before=not_before)


@job(SEND, title="Sending mail", retries=5, limit_seconds=600)
def send_waiting() -> None:
    """Hand over every mail that waits and is due."""
    running = current_job()
    claim = (running.task_id if running else None) or uuid4()
    free_left_over()
    done, ends, away = 0, timezone.now() + LONGEST, ""
    with _Server() as server:
        for message in _claimed_one_by_one(claim):
            try:
                _hand_over(message, server)
            except ServerAway as error:
                away = str(error)
            done += 1
            progress(done, None, f"{done} {'mail' if done == 1 else 'mails'} seen to")
            if away or timezone.now() > ends:
                break
    _go_on(away)


def _go_on(away: str) -> None:
    """Ask for the next job where mails wait: now, or when the first of them may be tried again."""
    waiting = Message.objects.filter(state=MailState.WAITING)
    if away:
        later = timezone.now() + WHILE_AWAY
        waiting.filter(Q(not_before=None) | Q(not_before__lt=later)).update(not_before=later, last_error=away)
    if waiting.filter(Q(not_before=None) | Q(not_before__lte=timezone.now())).exists():
        _ask()
    elif first := waiting.aggregate(first=Min("not_before"))["first"]:
        _ask(first)


def free_left_over() -> int:
    """Let mails be handed over again whose worker was stopped in the middle; how many there were."""
    alive = Job.objects.filter(state=State.RUNNING, task_id__isnull=False).values("task_id")
    left = Message.objects.filter(state=MailState.SENDING).exclude(claim__in=alive)
    return left.update(state=MailState.WAITING, claim=None, perhaps_twice=True, last_error=PERHAPS_TWICE)


def _claimed_one_by_one(claim: UUID) -> Iterator[Message]:
    """The mails that are due, in the order in which they were made, each claimed as it is taken: no other worker has it."""
    after = 0
    while True:
        due = Message.objects.filter(state=MailState.WAITING, pk__gt=after).filter(
            Q(not_before=None) | Q(not_before__lte=timezone.now())
        )
        found = due.order_by("pk").first()
        if found is None:
            return
        after = found.pk
        mine = Message.objects.filter(pk=found.pk, state=MailState.WAITING)
        if mine.update(state=MailState.SENDING, claim=claim, attempts=F("attempts") + 1):
            found.claim, found.attempts = claim, found.attempts + 1
            yield found


def _hand_over(message: Message, server: _Server) -> None:
    try:
        mail = made(message)
    except (Refused, NotFound) as answer:
        _mark(
            message, state=MailState.WITHDRAWN, withdrawn_at=timezone.now(), withdrawn_by="Sightline",
            withdrawn_why=str(answer) or "What it is about is not there any more.",
        )  # fmt: skip
        return
    try:
        server.take(mail)
    except ServerAway as error:
        log.warning("The mail server is away: %s", error)
        _mark(message, state=MailState.WAITING, last_error=str(error), attempts=F("attempts") - 1)
        raise
    except (smtplib.SMTPException, OSError) as error:
        log.warning("Mail %s was not taken: %s", message.pk, error)
        sentence, for_good = what_went_wrong(error)
        _not_taken(message, sentence, for_good, broke_off=server.connection is None)
        if server.failures >= FAILURES_IN_A_ROW:
            raise ServerAway(sentence) from error
    else:
        said = PERHAPS_TWICE if message.perhaps_twice else ""
        _mark(message, state=MailState.SENT, sent_at=timezone.now(), last_error=said, not_before=None)


def made(message: Message) -> EmailMessage:
    """The mail as it is sent, its secret filled in. Raises Refused where there is no point in it any more."""
    from .outbox import FILLERS, OWN_LINK

    text = message.text
    if OWN_LINK in text:
        text = text.replace(OWN_LINK, FILLERS[message.about_kind](message.about_id or 0))
    return EmailMessage(
        subject=message.subject,
        body=text,
        from_email=formataddr((message.from_name, settings.DEFAULT_FROM_EMAIL)),
        to=[formataddr((message.to_name, message.to))],
        headers={
            "Message-ID": message_id(message.key, urlsplit(settings.SITE_ADDRESS).hostname or ""),
            "Auto-Submitted": "auto-generated",
        },
    )


def what_went_wrong(error: Exception) -> tuple[str, bool]:
    """A sentence for people, and whether trying again cannot help."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()), (0, b""))
        return f"The mail server refused the address: {code} {_text(words)}", code >= FIRST_OF_FOR_GOOD
    if isinstance(error, smtplib.SMTPDataError):
        for_good = error.smtp_code >= FIRST_OF_FOR_GOOD
        return f"The mail server refused the mail: {error.smtp_code} {_text(error.smtp_error)}", for_good
    if isinstance(error, smtplib.SMTPResponseException):
        return f"The mail server answered: {error.smtp_code} {_text(error.smtp_error)}", False
    return f"The mail server could not be reached or broke off ({type(error).__name__}).", False


def _text(words: Any) -> str:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return " ".join(said.split())[:300]


def _not_taken(message: Message, sentence: str, for_good: bool, broke_off: bool) -> None:
    """A mail stays to be tried again, or is given up. broke_off: the line broke, so the server may have it after all."""
    wait = wait_before_next(message.attempts)
    message.perhaps_twice = message.perhaps_twice or broke_off
    if for_good or wait is None:
        tried = f" It was tried {message.attempts} times." if message.attempts > 1 else ""
        _mark(message, state=MailState.FAILED, last_error=sentence + tried, not_before=None)
    else:
        later = timezone.now() + wait
        _mark(message, state=MailState.WAITING, last_error=sentence, not_before=later)


def _mark(message: Message, **values: Any) -> None:
    """Say what became of a mail that this job still holds; a job that has lost it says nothing more."""
    held = Message.objects.filter(pk=message.pk, state=MailState.SENDING, claim=message.claim)
    held.update(claim=None, perhaps_twice=message.perhaps_twice, **values)


class _Server:
    """One connection for a whole batch, opened when the first mail needs it and again after it broke."""

    def __init__(self) -> None:
        self.connection: Any = None
        self.failures = 0

    def __enter__(self) -> _Server:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def take(self, mail: EmailMessage) -> None:
        """Hand a mail over. Raises what smtplib raises, or ServerAway where no connection is to be had."""
        try:
            if self.connection is None:
                self.connection = get_connection()
                self.connection.open()
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            raise ServerAway(what_went_wrong(error)[0]) from error
        mail.connection = self.connection
        try:
            mail.send()
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError):
            raise
        except (smtplib.SMTPException, OSError):
            self.failures += 1
            self._close()
            raise
        self.failures = 0

    def _close(self) -> None:
        try:
            if self.connection is not None:
                self.connection.close()
        except (smtplib.SMTPException, OSError):
            pass
        self.connection = None


every(timedelta(hours=1), SEND)
