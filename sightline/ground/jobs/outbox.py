"""The outbox: every mail is a row first, made in the transaction of the command that gives rise to it.

A mail leaves after that transaction (outbox_sending.py). A notice of the same key is never queued twice.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone

from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .models import MailState, Message
from .outbox_sending import ask_soon

OWN_LINK = "[the link of this mail’s own reader]"
FILLERS: dict[str, Callable[[int], str]] = {}


def fills(kind: str) -> Callable[[Callable[[int], str]], Callable[[int], str]]:
    """Register what puts the secret into mails about a kind of thing, when they are sent and never before.

    The function gets the thing's id and answers what stands in place of OWN_LINK; it raises Refused when the mail has
    become pointless, and the mail is then withdrawn with that sentence.
    """

    def register(function: Callable[[int], str]) -> Callable[[int], str]:
        FILLERS[kind] = function
        return function

    return register


def queue_message(
    *,
    by: Actor,
    key: str,
    kind: str,
    to: str,
    subject: str,
    text: str,
    why: str,
    to_name: str = "",
    from_name: str = "",
    about: tuple[str, int] | None = None,
) -> Message | None:
    """Put a mail into the outbox; None where one of this key was put there before. It joins the caller's transaction.

    key   names the occasion, and never anything secret: "digest:12:2026-03-02"
    why   a sentence for the reader and for who looks after the outbox
    text  plain; OWN_LINK in it is filled in at sending, by the function registered for the kind of `about`
    """
    about_kind, about_id = about or ("", None)
    if Message.objects.filter(key=key).exists():
        return None
    try:
        with transaction.atomic():
            message = Message.objects.create(
                key=key,
                kind=kind,
                to=to,
                to_name=to_name[:200],
                from_name=from_name[:200],
                subject=" ".join(subject.split())[:250],
                text=text,
                why=why,
                about_kind=about_kind,
                about_id=about_id,
                made_by=by.name[:200],
            )
    except IntegrityError:  # another worker was quicker
        return None
    ask_soon()
    return message


@command("notices.manage")
def withdraw_message(*, by: Actor, message: Message, reason: str) -> Message:
    """Take a mail back that has not been sent. It stays in the outbox, with the reason."""
    if not reason.strip():
        raise Refused("Say why the mail is withdrawn.", rule="outbox.states", field="reason")
    changed = Message.objects.filter(pk=message.pk, state__in=[MailState.WAITING, MailState.FAILED]).update(
        state=MailState.WITHDRAWN,
        withdrawn_at=timezone.now(),
        withdrawn_by=by.name,
        withdrawn_why=reason.strip(),
        not_before=None,
    )
    message.refresh_from_db()
    if not changed:
        raise Refused(
            f"Only a mail that has not been sent can be withdrawn, and this one is {_word(message)}. Nothing was changed.",
            rule="outbox.states",
        )
    record(message, "mail withdrawn", to=message.to, about=message.subject, reason=reason.strip())
    return message


@command("notices.manage")
def send_again(*, by: Actor, message: Message) -> Message:
    """Let a mail that failed be tried again, with all of its attempts before it."""
    changed = Message.objects.filter(pk=message.pk, state=MailState.FAILED).update(
        state=MailState.WAITING, attempts=0, not_before=None
    )
    message.refresh_from_db()
    if not changed:
        raise Refused(
            f"Only a mail that failed can be sent again, and this one is {_word(message)}. Nothing was changed.",
            rule="outbox.states",
        )
    ask_soon()
    record(message, "mail tried again", to=message.to, about=message.subject)
    return message


@command("notices.manage")
def send_test(*, by: Actor, to: str, from_name: str = "") -> Message:
    """Send a mail that says nothing, to see whether mail arrives."""
    address = to.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(
            "Enter an e-mail address in the correct format, like name@example.com. Nothing was sent.",
            rule="outbox.address",
            field="to",
        ) from None
    message = queue_message(
        by=by,
        key=f"test:{timezone.now().isoformat()}",
        kind="test",
        to=address,
        from_name=from_name,
        subject="A test of Sightline’s mail",
        text=f"{by.name} sent this mail to see whether mail from Sightline arrives. It did.\n\nThere is nothing to do.\n",
        why=f"{by.name} tests whether mail arrives.",
    )
    if message is None:
        raise Refused("A test was sent at this very moment. Look into the outbox. Nothing more was sent.")
    record(message, "test mail queued", to=address)
    return message


def withdraw_about(kind: str, key: int, *, by: Actor, reason: str) -> int:
    """Within a command: take back what waits about a thing that has become pointless; how many mails."""
    return Message.objects.filter(about_kind=kind, about_id=key, state=MailState.WAITING).update(
        state=MailState.WITHDRAWN,
        withdrawn_at=timezone.now(),
        withdrawn_by=by.name,
        withdrawn_why=reason,
        not_before=None,
    )


def _word(message: Message) -> str:
    return MailState(message.state).label.lower()
