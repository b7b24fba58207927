"""Making and withdrawing the addresses at which calendar programs read meetings."""

from __future__ import annotations

import hashlib
import secrets

from django.utils import timezone

from sightline.domain.governance.models import Body
from sightline.ground.accounts.models import User
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import NotFound

from .models import CalendarFeed
from .rules import check_can_make


def hash_of(token: str) -> str:
    """What is kept of a secret: its SHA-256."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@command("accounts.own", on="user")
def make_feed(*, by: Actor, user: User, covers: str, body: Body | None = None) -> tuple[CalendarFeed, str]:
    """Make an address for one's own calendar; answers it with its secret, which is shown once and kept nowhere."""
    User.objects.select_for_update().get(pk=user.pk)  # of two askings at once, one waits
    held = CalendarFeed.objects.filter(user=user, withdrawn_at=None).values_list("covers", "body_id")
    check_can_make(covers, body.pk if body else None, held)
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(user=user, covers=covers, body=body, token_hash=hash_of(token))
    record(feed, "calendar address made", covers=covers, body=body.name if body else None)
    return feed, token


@command("accounts.own", on="user")
def withdraw_feed(*, by: Actor, user: User, feed: CalendarFeed) -> CalendarFeed:
    """Withdraw an address of one's own: from now on there is nothing at it."""
    held = CalendarFeed.objects.select_for_update(of=("self",)).filter(pk=feed.pk, user=user).first()
    if held is None or held.withdrawn_at is not None:
        raise NotFound("There is no such address any more. Nothing was changed.")
    held.withdrawn_at = timezone.now()
    held.save(update_fields=["withdrawn_at"])
    record(held, "calendar address withdrawn", covers=held.covers)
    return held
