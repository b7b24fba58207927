"""Join findings, actions, themes and evidence; a link is ended, never deleted, and nothing links itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Model
from django.utils import timezone

from sightline.domain.evidence.commands import add_evidence, add_file_as_evidence
from sightline.domain.evidence.models import Evidence
from sightline.domain.inspections.models import Finding
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import rules
from ..models import Action, ActionEvidence, ActionFinding, FindingReason, FindingTheme, Plan, Theme
from .actions import as_it_is, change_values, moment_of


@command("plans.edit_plan", on="plan")
def link_finding(
    *,
    by: Actor,
    plan: Plan,
    action: Action,
    finding: Finding,
    reason: str = "",
    today: date | None = None,
) -> ActionFinding:
    """Say that an action answers a finding (from a day on: today unless another is given)."""
    _check(plan, action)
    if ActionFinding.objects.filter(action=action, finding=finding, until=None).exists():
        raise Refused(f"{action.label} answers this finding already. Nothing was changed.")
    since = moment_of(today or timezone.localdate())
    link = ActionFinding.objects.create(
        action=action, finding=finding, since=since, by_name=by.name, reason=reason
    )
    FindingReason.objects.filter(plan=plan, finding=finding, until=None).update(until=since)
    record(action, "finding linked", finding=finding.pk, reason=reason)
    return link


@command("plans.edit_plan", on="plan")
def unlink_finding(*, by: Actor, plan: Plan, action: Action, finding: Finding, reason: str) -> None:
    """Say that an action no longer answers a finding, and why."""
    _check(plan, action)
    if not reason.strip():
        raise Refused(
            "Say why the action no longer answers this finding.", rule="plans.reasons-travel", field="reason"
        )
    _end(ActionFinding, by, reason, action=action, finding=finding)
    record(action, "finding unlinked", finding=finding.pk, reason=reason)


@command("plans.edit_plan", on="plan")
def link_theme(*, by: Actor, plan: Plan, finding: Finding, theme: Theme, reason: str = "") -> FindingTheme:
    """Put a finding under a theme of the plan."""
    rules.check_can_change(plan.state, plan.title)
    if theme.plan_id != plan.pk:
        raise Refused("That theme is not in this plan. Nothing was changed.", field="theme")
    if FindingTheme.objects.filter(finding=finding, theme=theme, until=None).exists():
        raise Refused("The finding stands under this theme already. Nothing was changed.", field="theme")
    link = FindingTheme.objects.create(
        finding=finding, theme=theme, since=timezone.now(), by_name=by.name, reason=reason
    )
    record(theme, "finding put under theme", finding=finding.pk, reason=reason)
    return link


@command("plans.edit_plan", on="plan")
def unlink_theme(*, by: Actor, plan: Plan, finding: Finding, theme: Theme, reason: str = "") -> None:
    """Take a finding out of a theme."""
    rules.check_can_change(plan.state, plan.title)
    ended = FindingTheme.objects.filter(finding=finding, theme=theme, theme__plan=plan, until=None).update(
        until=timezone.now()
    )
    if not ended:
        raise Refused("The finding does not stand under this theme. Nothing was changed.")
    record(theme, "finding taken out of theme", finding=finding.pk, reason=reason)


@command("plans.edit_plan", on="plan")
def give_reason(*, by: Actor, plan: Plan, finding: Finding, reason: str) -> FindingReason:
    """Record why a finding has no action in this plan."""
    rules.check_can_change(plan.state, plan.title)
    if not reason.strip():
        raise Refused(
            "Say why no action answers this finding.",
            rule="plans.nothing-outstanding-is-lost",
            field="reason",
        )
    FindingReason.objects.filter(plan=plan, finding=finding, until=None).update(until=timezone.now())
    row = FindingReason.objects.create(
        plan=plan, finding=finding, reason=reason.strip(), since=timezone.now(), by_name=by.name
    )
    record(plan, "reason given for a finding without action", finding=finding.pk, reason=reason)
    return row


@command("plans.edit_plan", on="plan")
def take_reason_back(*, by: Actor, plan: Plan, finding: Finding) -> None:
    """Withdraw the reason: the finding waits for an action again."""
    rules.check_can_change(plan.state, plan.title)
    if not FindingReason.objects.filter(plan=plan, finding=finding, until=None).update(until=timezone.now()):
        raise Refused("No reason is recorded for this finding. Nothing was changed.")
    record(plan, "reason for a finding without action withdrawn", finding=finding.pk)


@command("evidence.add", on="action")
def attach_evidence(
    *, by: Actor, action: Action, evidence: Evidence, today: date, reason: str = ""
) -> ActionEvidence:
    """Say that a piece of evidence supports an action; an action that was only reported done becomes evidenced."""
    rules.check_can_change(action.plan.state, action.plan.title)
    if ActionEvidence.objects.filter(action=action, evidence=evidence, until=None).exists():
        raise Refused("This evidence supports the action already. Nothing was changed.")
    link = ActionEvidence.objects.create(
        action=action, evidence=evidence, since=moment_of(today), by_name=by.name, reason=reason
    )
    as_it_is(action)
    if action.assurance == "reported":
        change_values(
            action,
            {"assurance": "evidenced"},
            by=by,
            today=today,
            reason=f"Evidence attached: {evidence.title}",
        )
    record(action, "evidence attached", evidence=evidence.pk)
    return link


@command("evidence.add", on="action")
def add_evidence_to(*, by: Actor, action: Action, today: date, **evidence: Any) -> ActionEvidence:
    """Add a piece of evidence and say that it supports an action.

    evidence: as for evidence.add_evidence, or with `stream` and `name` for a file.
    """
    rules.check_can_change(action.plan.state, action.plan.title)
    add = add_file_as_evidence if "stream" in evidence else add_evidence
    return attach_evidence(
        by=by, action=action, evidence=add(by=by, today=today, within=action, **evidence), today=today
    )


@command("evidence.add", on="action")
def detach_evidence(*, by: Actor, action: Action, evidence: Evidence, reason: str) -> None:
    """Say that a piece of evidence does not support the action after all."""
    rules.check_can_change(action.plan.state, action.plan.title)
    if not reason.strip():
        raise Refused(
            "Say why this evidence no longer supports the action.",
            rule="plans.reasons-travel",
            field="reason",
        )
    _end(ActionEvidence, by, reason, action=action, evidence=evidence)
    record(action, "evidence detached", evidence=evidence.pk, reason=reason)


def _check(plan: Plan, action: Action) -> None:
    rules.check_can_change(plan.state, plan.title)
    if action.plan_id != plan.pk:
        raise Refused("That action is not in this plan. Nothing was changed.")
    Action.objects.select_for_update().get(pk=action.pk)  # of two who link at once, the second is told


def _end(model: type[Model], by: Actor, reason: str, **which: object) -> None:
    rows = model._default_manager.filter(until=None, **which)
    if not rows.update(until=timezone.now(), ended_by_name=by.name, ended_reason=reason):
        raise Refused("There is no such link now; someone may have ended it. Nothing was changed.")
