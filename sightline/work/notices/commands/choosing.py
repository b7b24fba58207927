"""What a user chooses to get by mail."""

from __future__ import annotations

from sightline.ground.accounts.models import User
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from ..models import Preference
from ..rules import DIGESTS, SCOPES, WEEKDAYS


@command("accounts.own", on="user")
def choose_notices(
    *, by: Actor, user: User, digest: str, weekday: int, scope: str, reminders: bool
) -> Preference:
    """Choose how often one gets a digest, on which weekday a weekly one, of what, and whether one is reminded."""
    if digest not in DIGESTS or scope not in SCOPES or weekday not in WEEKDAYS:
        raise Refused("Choose among the answers shown. Nothing was changed.", rule="notices.known-choice")
    said = {"digest": digest, "weekday": weekday, "scope": scope, "reminders": reminders}
    chosen, _ = Preference.objects.update_or_create(user=user, defaults=said)
    record(chosen, "notices chosen", **said)
    return chosen
