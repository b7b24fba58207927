"""Updates: what an owner says of an action on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import rules
from ..models import Action, Update
from .actions import change_values


@command("plans.update_action", on="action")
def record_update(
    *,
    by: Actor,
    action: Action,
    today: date,
    text: str = "",
    no_change: bool = False,
    on: date | None = None,
    **says: Any,
) -> Update:
    """Record an update. says: delivery, confidence, forecast; what is left out stays as it was.

    Done is the owner's report: assurance becomes "reported" until others have looked (guarantee 4). Words copied from last
    time are kept and flagged.
    """
    on = on or today
    rules.check_can_change(action.plan.state, action.plan.title)
    rules.check_owner_fields(says)
    rules.check_update(text=text, no_change=no_change, delivery=says.get("delivery"), on=on, today=today)
    last = Update.objects.filter(action=action).order_by("-on", "-pk").first()
    update = Update.objects.create(
        action=action, on=on, text=text.strip(), no_change=no_change, by_id_text=str(by.id or ""), by_name=by.name,
        copied=bool(last and rules.same_words(last.text, text)), **says,
    )  # fmt: skip
    values: dict[str, Any] = {name: value for name, value in says.items() if value is not None}
    if values.get("delivery") == "done" and action.assurance is None:
        values["assurance"] = "reported"
    if action.last_updated is None or on > action.last_updated:
        values["last_updated"] = on
    change_values(action, values, by=by, today=on, reason=text.strip() or "No change reported")
    record(
        action,
        "update recorded",
        number=action.number,
        no_change=no_change,
        **{k: str(v) for k, v in says.items()},
    )
    return update


@command("plans.update_action", on="action")
def correct_update(*, by: Actor, action: Action, update: Update, text: str, today: date) -> Update:
    """Mend a slip in one's own update: the first words stay visible beside the new ones."""
    if update.action_id != action.pk or update.by_id_text != str(by.id or ""):
        raise Refused(
            "Only the person who wrote an update can correct it.", rule="plans.own-slips", who=update.by_name
        )
    if not text.strip():
        raise Refused("Enter the corrected words.", field="text")
    corrected = Update.objects.create(
        action=action, on=update.on, text=text.strip(), delivery=update.delivery, confidence=update.confidence,
        forecast=update.forecast, by_id_text=update.by_id_text, by_name=by.name, corrects=update,
    )  # fmt: skip
    record(action, "update corrected", update=update.pk)
    return corrected
