"""The outbox for pages: who may look at it, and what a mail looks like."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from sightline.ground.lib.errors import NotFound

from .models import MailState, Message
from .outbox_rules import message_id

KINDS = {"update-link": "Link for updates", "reminder": "Reminder", "digest": "Digest", "test": "Test"}


def outbox(user: Any, *, state: str = "", kind: str = "", text: str = "") -> QuerySet[Message]:
    """Every mail, newest first; NotFound for who may not look after the outbox.

    text  part of the address, the name or the subject
    """
    check_may_look(user)
    rows = Message.objects.order_by("-id")
    if state in MailState.values:
        rows = rows.filter(state=state)
    if kind in KINDS:
        rows = rows.filter(kind=kind)
    if words := text.strip():
        rows = rows.filter(Q(to__icontains=words) | Q(to_name__icontains=words) | Q(subject__icontains=words))
    return rows


def message_for(user: Any, key: int) -> Message:
    """One mail; NotFound for who may not look after the outbox."""
    check_may_look(user)
    found = Message.objects.filter(pk=key).first()
    if found is None:
        raise NotFound("There is no such mail.")
    return found


def counts(user: Any) -> dict[str, int]:
    """How many mails stand in each state."""
    check_may_look(user)
    return dict(Message.objects.order_by().values_list("state").annotate(Count("pk")))


def states() -> list[tuple[str, str]]:
    return list(MailState.choices)


def identity(message: Message) -> str:
    """The Message-ID under which the mail is sent."""
    return message_id(message.key, urlsplit(settings.SITE_ADDRESS).hostname or "")


def goes_to_console() -> bool:
    """Whether no mail server is named, so that mails are printed and reach nobody."""
    return settings.EMAIL_BACKEND.endswith("console.EmailBackend")


def sender() -> str:
    return settings.DEFAULT_FROM_EMAIL


def check_may_look(user: Any) -> None:
    if not user.may("notices.manage"):
        raise NotFound("There is no such page for you.")
