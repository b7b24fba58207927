"""Updates: what an owner says of an action on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sightline.domain.evidence.commands import add_evidence, add_file_as_evidence
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import rules
from ..models import Action, Update
from .actions import as_it_is, change_values
from .links import attach_evidence


@command("plans.update_action", on="action")
def record_update(
    *,
    by: Actor,
    action: Action,
    today: date,
    text: str = "",
    no_change: bool = False,
    on: date | None = None,
    withdraw: Iterable[str] = (),
    via: str = "page",
    **says: Any,
) -> Update:
    """Record an update. says: delivery, confidence, forecast; what is left out stays as it was.

    withdraw names those of them that the owner no longer states (a forecast that has become idle).
    via says how it came: "page", or "link" for one that was sent from a mailed link.

    Done is the owner's report: assurance becomes "reported" until others have looked (guarantee 4). Words copied from last
    time are kept and flagged.
    """
    on = on or today
    rules.check_can_change(action.plan.state, action.plan.title)
    rules.check_owner_fields([*says, *withdraw])
    rules.check_update(text=text, no_change=no_change, delivery=says.get("delivery"), on=on, today=today)
    last_words = as_it_is(action)
    update = Update.objects.create(
        action=action, on=on, text=text.strip(), no_change=no_change, by_id_text=str(by.id or ""), by_name=by.name,
        copied=rules.same_words(last_words, text), via=via, **says,
    )  # fmt: skip
    values: dict[str, Any] = {name: value for name, value in says.items() if value is not None}
    values |= dict.fromkeys(withdraw)
    if values.get("delivery") == "done" and action.assurance in (None, "reopened"):
        values["assurance"] = "reported"
    if action.last_updated is None or on > action.last_updated:
        values["last_updated"] = on
    change_values(action, values, by=by, today=on, reason=text.strip() or "No change reported")
    record(
        action,
        "update recorded",
        number=action.number,
        no_change=no_change,
        **({} if via == "page" else {"via": via}),
        **{k: str(v) for k, v in says.items()},
    )
    return update


@command("plans.update_action", on="action")
def record_update_with_evidence(
    *, by: Actor, action: Action, today: date, evidence: Mapping[str, Any], **update: Any
) -> Update:
    """An update and the piece of evidence that comes with it, both or neither.

    update: as for record_update. evidence: as for evidence.add_evidence, or with `stream` and `name` for a file.
    """
    recorded = record_update(by=by, action=action, today=today, **update)
    add = add_file_as_evidence if "stream" in evidence else add_evidence
    attach_evidence(
        by=by, action=action, evidence=add(by=by, today=today, within=action, **evidence), today=today
    )
    return recorded


@command("plans.update_action", on="action")
def correct_update(*, by: Actor, action: Action, update: Update, text: str, today: date) -> Update:
    """Mend a slip in one's own update: the first words stay visible beside the new ones."""
    rules.check_can_change(action.plan.state, action.plan.title)
    if update.action_id != action.pk or update.by_id_text != str(by.id or ""):
        raise Refused(
            "Only the person who wrote an update can correct it.", rule="plans.own-slips", who=update.by_name
        )
    if not text.strip():
        raise Refused("Enter the corrected words.", field="text")
    if text.strip() == update.text:
        raise Refused(
            "Nothing was different, so nothing was saved.", rule="plans.nothing-changed", field="text"
        )
    if Update.objects.filter(corrects=update).exists():
        raise Refused(
            "This update was corrected already. Open the action again and correct its latest words. Nothing was changed.",
            rule="plans.own-slips",
        )
    corrected = Update.objects.create(
        action=action, on=update.on, text=text.strip(), delivery=update.delivery, confidence=update.confidence,
        forecast=update.forecast, no_change=update.no_change, via=update.via,
        by_id_text=update.by_id_text, by_name=by.name, corrects=update,
    )  # fmt: skip
    record(action, "update corrected", update=update.pk)
    return corrected
