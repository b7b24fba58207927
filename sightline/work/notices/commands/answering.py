"""What somebody says by a mailed link: all of it or none of it, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sightline.domain.plans.commands import record_update, record_update_with_evidence
from sightline.domain.plans.models import Update
from sightline.domain.plans.rules import same_words
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import NotPermitted, Refused

from .. import rules, wording
from ..asked import Asked, asked_by
from ..models import LinkedAction, UpdateLink


@dataclass(frozen=True)
class Said:
    """What is said of one action.

    says      text, no_change, delivery, confidence, forecast; as for plans.record_update
    still     the words are those of last time, and the sender says that they still hold
    evidence  a file with it (stream, name, title), or None
    """

    action_id: int
    says: Mapping[str, Any]
    still: bool = False
    evidence: Mapping[str, Any] | None = field(default=None)


@command("plans.update_action", on="link")
def answer_link(
    *, by: Actor, link: UpdateLink, said: Sequence[Said], today: date, now: datetime
) -> list[Update]:
    """Record an update for each action of which something is said, and spend the link. The others stay due.

    Of two that are sent at once one wins, under the lock of the link's row. A refusal's field is "<action id>-<field>".
    """
    held = UpdateLink.objects.select_for_update().get(pk=link.pk)
    state = held.state(now)
    when = {"used": held.spent_at, "withdrawn": held.withdrawn_at, "late": held.expires_at}.get(state)
    rules.check_can_use(state, when=when, reason=held.withdrawn_reason)
    if not said:
        raise Refused("Say something of at least one action. Nothing was sent.", rule="notices.say-something")
    asked = {one.action.pk: one for one in asked_by(held, today)}
    updates = []
    for one in sorted(said, key=lambda one: one.action_id):
        update = _say(by, asked.get(one.action_id), one, today)
        LinkedAction.objects.filter(link=held, action=one.action_id).update(update=update)
        updates.append(update)
    held.spent_at = now
    held.save(update_fields=["spent_at"])
    record(
        held, "updates sent by a mailed link", person=held.person_id, actions=[one.action_id for one in said]
    )
    return updates


def _say(by: Actor, asked: Asked | None, said: Said, today: date) -> Update:
    if asked is None or asked.gone:
        raise Refused(
            f"{asked.action.label if asked else 'An action'} is not asked of you any more"
            f"{': ' + asked.gone if asked else ''}. Nothing was sent. Leave it open and send the rest.",
            rule="notices.still-theirs",
            field=f"{said.action_id}-text",
        )
    if asked.last and not said.still and same_words(asked.last.text, str(said.says.get("text") or "")):
        raise Refused(
            f"These are the words of {wording.day(asked.last.on)}: is it still so? Tick “Yes, it is still so”, or say what is new.",
            rule="notices.same-words",
            field=f"{said.action_id}-still",
        )
    given: dict[str, Any] = {"by": by, "action": asked.action, "today": today, "via": "link", **said.says}
    try:
        if said.evidence:
            return record_update_with_evidence(evidence=said.evidence, **given)
        return record_update(**given)
    except NotPermitted:
        raise
    except Refused as refusal:
        raise Refused(
            f"{asked.action.label}: {refusal.sentence}",
            rule=refusal.rule,
            who=refusal.who,
            field=f"{said.action_id}-{refusal.field or 'text'}",
        ) from refusal
