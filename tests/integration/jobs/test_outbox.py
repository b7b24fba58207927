"""The outbox: a mail is a row, leaves after the command, is tried again, and never comes twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from sightline.ground.audit.actors import System
from sightline.ground.jobs import outbox_sending, worker
from sightline.ground.jobs.models import Job, MailState, Message
from sightline.ground.jobs.outbox import (
    FILLERS,
    OWN_LINK,
    queue_message,
    send_again,
    send_test,
    withdraw_message,
)
from sightline.ground.lib.errors import NotPermitted, Refused
from tests.mail_server import free_port, mail_server

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=30)


def queued(number: int = 1, **changes: object) -> Message | None:
    given = {
        "by": System(), "key": f"digest:{number}", "kind": "digest", "to": f"owner{number}@northmere.example",
        "subject": "What changed", "text": "Two dates moved.", "why": "They chose it.",
    } | changes  # fmt: skip
    return queue_message(**given)  # type: ignore[arg-type]


@pytest.fixture
def smtp(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 3
    with mail_server() as server:
        settings.EMAIL_PORT = server.port
        yield server


def state(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def due_now() -> None:
    Message.objects.filter(state=MailState.WAITING).update(not_before=None)


def test_a_mail_is_a_row_and_leaves_after_the_command(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        message = queued(
            subject="What\nchanged", to_name="Head of Service", from_name="Northmere Borough Council"
        )
        assert not Job.objects.exists() and not mail.outbox
    assert worker.run_next()
    assert state(message) == "sent" and message.sent_at
    sent = mail.outbox[0]
    assert (sent.subject, sent.body) == ("What changed", "Two dates moved.")
    assert sent.from_email.startswith("Northmere Borough Council <")
    assert sent.to == ["Head of Service <owner1@northmere.example>"]
    assert sent.extra_headers["Message-ID"].endswith("@localhost>")
    assert not worker.run_next(), "nothing is left to do"


def test_the_same_notice_is_never_queued_twice():
    assert queued() is not None
    assert queued(text="Other words") is None
    assert Message.objects.get().text == "Two dates moved."


def test_what_is_rolled_back_was_never_mail():
    with pytest.raises(RuntimeError), transaction.atomic():
        queued()
        raise RuntimeError
    assert not Message.objects.exists()


def test_many_mails_ask_for_one_job(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(20):
            queued(number)
    assert Job.objects.filter(name="outbox.send").count() == 1
    worker.run_next()
    assert len(mail.outbox) == 20 == Message.objects.filter(state="sent").count()


def test_an_address_that_is_refused_for_good_fails_and_the_others_go(smtp):
    wrong, right = queued(1), queued(2)
    smtp.refuse = {"owner1@northmere.example": "550 No such user"}
    outbox_sending.send_waiting()
    assert (state(wrong), state(right)) == ("failed", "sent")
    assert "refused the address: 550 No such user" in wrong.last_error
    assert not wrong.perhaps_twice


def test_a_mail_that_is_not_taken_now_waits_longer_each_time_and_is_given_up(smtp):
    message = queued()
    waits = []
    for _ in range(6):
        smtp.answers = ["451 Try later"]
        outbox_sending.send_waiting()
        assert state(message) == "waiting"
        waits.append(message.not_before - timezone.now())
        outbox_sending.send_waiting()
        assert len(smtp.taken) == 0, "it was tried before its time"
        due_now()
    assert waits == sorted(waits) and waits[-1] > timedelta(hours=23)
    smtp.answers = ["451 Try later"]
    outbox_sending.send_waiting()
    assert state(message) == "failed" and "7 times" in message.last_error
    send_again(by=System(), message=message)
    outbox_sending.send_waiting()
    assert state(message) == "sent" and len(smtp.taken) == 1


def test_a_server_that_is_away_uses_up_no_attempts(smtp, settings):
    messages = [queued(number) for number in range(3)]
    settings.EMAIL_PORT = free_port()
    outbox_sending.send_waiting()
    assert [state(message) for message in messages] == ["waiting"] * 3
    assert {message.attempts for message in messages} == {0}
    assert all(message.not_before > timezone.now() for message in messages)
    assert "could not be reached" in messages[2].last_error
    waiting = Job.objects.get(name="outbox.send")
    assert waiting.not_before and waiting.not_before > timezone.now()
    settings.EMAIL_PORT = smtp.port
    due_now()
    outbox_sending.send_waiting()
    assert {state(message) for message in messages} == {"sent"}


def test_a_line_that_breaks_leaves_a_word_that_it_may_come_twice(smtp):
    message = queued()
    smtp.hold_from, smtp.keeps = 0, True
    outbox_sending.send_waiting()
    assert state(message) == "waiting" and message.perhaps_twice
    smtp.hold_from = None
    due_now()
    outbox_sending.send_waiting()
    assert state(message) == "sent" and "may arrive twice" in message.last_error
    assert list(smtp.by_identity().values()) == [2], "the same identity both times"


def test_a_secret_is_filled_in_at_sending_only(monkeypatch):
    monkeypatch.setitem(FILLERS, "trial", lambda key: f"https://x.example/{key}/secret")
    message = queued(text=f"Go to {OWN_LINK} please", about=("trial", 7))
    outbox_sending.send_waiting()
    assert mail.outbox[0].body == "Go to https://x.example/7/secret please"
    assert "secret" not in Message.objects.get(pk=message.pk).text


def test_a_mail_that_became_pointless_is_withdrawn(monkeypatch):
    def gone(key: int) -> str:
        raise Refused("The link was withdrawn before the mail was sent.")

    monkeypatch.setitem(FILLERS, "trial", gone)
    message = queued(text=OWN_LINK, about=("trial", 7))
    outbox_sending.send_waiting()
    assert state(message) == "withdrawn" and "was withdrawn before" in message.withdrawn_why
    assert not mail.outbox


def test_what_waits_can_be_withdrawn_and_nothing_else(administrator, reader):
    message = queued()
    with pytest.raises(NotPermitted):
        withdraw_message(by=reader, message=message, reason="Wrong person")
    with pytest.raises(Refused, match="Say why"):
        withdraw_message(by=administrator, message=message, reason=" ")
    withdraw_message(by=administrator, message=message, reason="Wrong person")
    outbox_sending.send_waiting()
    assert state(message) == "withdrawn" and not mail.outbox
    for act in (
        lambda: withdraw_message(by=administrator, message=message, reason="Again"),
        lambda: send_again(by=administrator, message=message),
    ):
        with pytest.raises(Refused, match="this one is withdrawn"):
            act()


def test_a_test_mail(administrator):
    with pytest.raises(Refused, match="correct format"):
        send_test(by=administrator, to="nobody")
    send_test(by=administrator, to="someone@northmere.example")
    outbox_sending.send_waiting()
    assert "whether mail from Sightline arrives" in mail.outbox[0].body
