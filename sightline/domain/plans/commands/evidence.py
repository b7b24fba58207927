"""A practice audit added for an action: the audit and its link, together or not at all."""

from __future__ import annotations

from datetime import date
from typing import Any

from sightline.domain.evidence.commands import add_audit, add_audit_with_file
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command

from .. import rules
from ..models import Action, ActionEvidence
from .links import attach_evidence


@command("evidence.add", on="action")
def add_audit_to(*, by: Actor, action: Action, today: date, **audit: Any) -> ActionEvidence:
    """Add a practice audit and say that it supports an action. audit: as for evidence.add_audit, or with `stream` and `name`."""
    rules.check_can_change(action.plan.state, action.plan.title)
    add = add_audit_with_file if "stream" in audit else add_audit
    made = add(by=by, today=today, within=action, **audit)
    return attach_evidence(by=by, action=action, evidence=made.evidence, today=today)
