"""What only a body's decision does to a finding: it is met, or it is open again (design, guarantee 5)."""

from __future__ import annotations

from datetime import date

from sightline.domain.governance.models import Decision
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record

from .. import rules
from ..models import Finding
from .inspecting import current_state, move_finding


@command("meetings.record_outcome", on="decision")
def close_finding(*, by: Actor, finding: Finding, decision: Decision, today: date) -> Finding:
    """Close a finding because a body decided that it is met. Raises Refused for a decision that does not say so."""
    return _settle(by, finding, "close-finding", "met", decision, today)


@command("meetings.record_outcome", on="decision")
def reopen_finding_by_decision(*, by: Actor, finding: Finding, decision: Decision, today: date) -> Finding:
    """Open a finding again that a body decided was met. Raises Refused for a decision that does not say so."""
    return _settle(by, finding, "reopen-finding", "open", decision, today)


def _settle(by: Actor, finding: Finding, kind: str, to: str, decision: Decision, today: date) -> Finding:
    about = (decision.about_kind, decision.about_id)
    state = current_state(finding)
    last = f"{state.decision} of {state.decision.on:%-d %B %Y}" if state.decision else ""
    rules.check_can_settle(state.state, to, last)
    rules.check_decides(decision.kind, kind, about, finding.pk, decision.has_effect, str(decision))
    move_finding(by, finding, to, today, decision.words, decision=decision)
    record(
        finding, "finding met" if to == "met" else "finding opened by a decision", decision=decision.number
    )
    return finding
