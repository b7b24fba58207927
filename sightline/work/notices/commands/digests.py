"""Tell a user what changed since they were last told."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from sightline.domain.governance.queries import council
from sightline.ground.accounts.models import User
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.jobs.outbox import queue_message
from sightline.ground.lib.errors import Refused
from sightline.ground.lib.working_days import england

from .. import rules, wording
from ..choices import choice_held, last_digest
from ..digest import as_text, changed
from ..models import Digest


@command("notices.manage")
def make_digest(*, by: Actor, user: User, now: datetime) -> Digest:
    """Make the digest that is due to a user: from where the last one ended, and a mail only where something changed.

    Refused where none is due, or another worker has just made it: the row of the period exists once.
    """
    # two workers make a person's first digest one after the other
    user = User.objects.select_for_update(of=("self",)).select_related("notice_preference").get(pk=user.pk)
    choice, last, today = choice_held(user), last_digest(user), timezone.localdate(now)
    if not rules.digest_due(choice, timezone.localdate(last.made_at) if last else None, today, england()):
        raise Refused(f"No digest is due to {user.name} today.", rule="notices.once")
    since, until = rules.digest_period(choice, last.until if last else None, now)
    if until <= since:
        raise Refused(f"A digest was made for {user.name} just now.", rule="notices.once")
    told = changed(user, scope=choice.scope, since=since, until=until, today=today)
    try:
        with transaction.atomic():
            digest = Digest.objects.create(
                user=user, since=since, until=until, made_at=now, changes=told.changes
            )
    except IntegrityError:
        raise Refused(f"A digest was made for {user.name} just now.", rule="notices.once") from None
    if told.changes:
        whose = council()
        subject, text, why = wording.of_digest(whose, user.name, as_text(told), told.changes, since, until)
        digest.message = queue_message(
            by=by, key=f"digest:{user.pk}:{since.isoformat()}", kind="digest", to=user.email, to_name=user.name,
            from_name=whose.name, subject=subject, text=text, why=why, about=("user", user.pk),
        )  # fmt: skip
        digest.save(update_fields=["message"])
    record(digest, "digest made", user=user.name, since=since, until=until, changes=told.changes)
    return digest
