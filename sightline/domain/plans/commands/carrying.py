"""Carry the open actions of the plan before into the plan that follows it: one disposition each, and the certificate of the sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.domain.governance.models import Decision
from sightline.domain.inspections.models import Finding
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.audit.queries import head
from sightline.ground.lib.errors import Refused

from .. import carried, carrying_rules, rules
from ..drafts import TEXT_FIELDS, ActionDraft, FigureDraft, OwnerDraft
from ..governing_words import DISPOSITIONS, NEEDS_DECISION
from ..models import Action, Certificate, Disposition, DispositionTarget, Plan, PlanInspection
from .actions import add_action, moment_of
from .certificates import issue_certificate
from .deciding import end_action, sign_off_action

COPIED = (
    "delivery",
    "confidence",
    "forecast",
    "start",
    "due",
    "first_due",
    "priority",
    "polarity",
    "embedded_on",
)


@dataclass(frozen=True, slots=True)
class DispositionDraft:
    """What a person says of one action of the plan before. Numbers are those of actions in their plans.

    as_it_is     make a new action of the same words and carry it over to that
    outstanding  the person saw it as outstanding: refused where something is recorded of it already
    """

    action: int
    kind: str
    targets: tuple[int, ...] = ()
    reason: str = ""
    decision: Decision | None = None
    as_it_is: bool = False
    outstanding: bool = False


@command("plans.edit_plan", on="plan")
def follow_plan(*, by: Actor, plan: Plan, before: Plan) -> Plan:
    """Say which plan a draft takes over from: from then on every open action of it needs a disposition."""
    rules.check_can_change(plan.state, plan.title)
    following = dict(Plan.objects.select_for_update().values_list("pk", "follows"))
    carrying_rules.check_can_follow(
        plan.pk, before.pk, {**following, plan.pk: None}, draft=plan.state == "draft", title=before.title
    )
    if Disposition.objects.filter(plan=plan, until=None).exists():
        raise Refused(
            "Dispositions are recorded for the plan that this one follows now. Take them back first. Nothing was changed.",
            rule="plans.nothing-outstanding-is-lost",
            field="before",
        )
    old, plan.follows = plan.follows, before
    plan.save(update_fields=["follows"])
    record(plan, "plan follows another", old=old.number if old else None, new=before.number)
    return plan


@command("plans.edit_plan", on="plan")
def dispose_action(
    *,
    by: Actor,
    plan: Plan,
    action: Action,
    kind: str,
    today: date,
    targets: Iterable[Action] = (),
    reason: str = "",
    decision: Decision | None = None,
) -> Disposition:
    """Say what becomes of an action of the plan before: carried, merged, split, signed off, or ended by a decision.

    What was said of it before ends and stays to be read. A decision that is named takes effect on the action, if it has not.
    """
    action = _open_ledger(plan, action)
    chosen = _targets(plan, action, targets)
    carrying_rules.check_can_dispose(
        kind, label=action.label, targets=len(chosen), reason=reason, decision=decision is not None,
        settled=bool(carried.settled(action)),
    )  # fmt: skip
    if kind in NEEDS_DECISION:
        decision = _settle(by, action, kind, decision, reason, today)
    _end_standing(plan, action, by, "Another disposition was recorded", today)
    row = Disposition.objects.create(
        plan=plan,
        action=action,
        kind=kind,
        reason=reason.strip(),
        decision=decision,
        since=moment_of(today),
        by_name=by.name,
    )
    DispositionTarget.objects.bulk_create(DispositionTarget(disposition=row, action=one) for one in chosen)
    record(
        row,
        "disposition recorded",
        action=action.number,
        kind=kind,
        targets=[one.number for one in chosen],
        reason=reason,
    )
    return row


@command("plans.edit_plan", on="plan")
def undo_disposition(*, by: Actor, plan: Plan, action: Action, reason: str, today: date) -> None:
    """Take a disposition back: the action is outstanding again. What a decision did to it stays."""
    action = _open_ledger(plan, action)
    if not reason.strip():
        raise Refused(
            f"Say why {action.label} is to be decided anew. Nothing was changed.",
            rule="plans.reasons-travel",
            field="reason",
        )
    if not _end_standing(plan, action, by, reason.strip(), today):
        raise Refused(f"Nothing is recorded for {action.label}, so nothing was changed.")
    record(plan, "disposition taken back", action=action.number, reason=reason)


@command("plans.edit_plan", on="plan")
def carry_as_it_is(*, by: Actor, plan: Plan, action: Action, today: date, reason: str = "") -> Action:
    """Add an action of the same words to the new plan and carry the old one over to it.

    Owners, bodies, dates, figures and the owner's word on delivery come with it, and the first due date stays the first.
    Assurance and impact do not: what was shown for the old action has to be shown again. Findings come where they are in scope.
    Refused where it is carried over already, so that a form that was sent twice makes no second action.
    """
    action = _open_ledger(plan, action)
    _check_first(plan, action, ("carried",))
    made = add_action(by=by, plan=plan, draft=_copy(plan, action), today=today)
    dispose_action(
        by=by, plan=plan, action=action, kind="carried", targets=[made], reason=reason, today=today
    )
    return made


@command("plans.edit_plan", on="plan")
def dispose_together(
    *, by: Actor, plan: Plan, drafts: Sequence[DispositionDraft], today: date
) -> dict[int, Disposition | Action | Refused]:
    """Record dispositions for several actions, each by itself: one that is refused stays as it was, with the sentence why.

    Answers for each old action's number what was recorded, or the refusal. Refused when none was recorded.
    """
    old = {
        one.number: one
        for one in Action.objects.filter(plan=plan.follows_id, number__in=[d.action for d in drafts])
    }
    wanted = {number for draft in drafts for number in draft.targets}
    new = {one.number: one for one in Action.objects.filter(plan=plan, number__in=wanted)}
    outcome: dict[int, Disposition | Action | Refused] = {}
    for draft in drafts:
        try:
            outcome[draft.action] = _dispose(by, plan, draft, old, new, today)
        except Refused as refusal:
            outcome[draft.action] = refusal
    refusals = [said for said in outcome.values() if isinstance(said, Refused)]
    if len(refusals) == len(outcome):
        raise Refused(
            " ".join(dict.fromkeys(said.sentence for said in refusals))
            or "Nothing was chosen, so nothing was recorded.",
            rule="plans.nothing-changed",
        )
    record(
        plan, "dispositions recorded together", actions=len(outcome) - len(refusals), refused=len(refusals)
    )
    return outcome


@command("plans.edit_plan", on="plan")
def certify_carry_over(
    *, by: Actor, plan: Plan, today: date, decision: Decision | None = None
) -> Certificate:
    """Certify the sum: every action and finding of the plan before, once, with what became of it.

    Refused while any is outstanding.
    """
    actions, findings = carried.sums(plan)
    carrying_rules.check_can_certify(plan.follows_id is not None, actions, findings)
    facts = {
        "title": "Carry-over of what was outstanding",
        "from": _named(plan.follows),
        "to": _named(plan),
        "actions": {"total": actions.total, **actions.parts},
        "actions_sum": actions.said(carrying_rules.WORDS, ("action", "actions")),
        "findings": {"total": findings.total, **findings.parts},
        "findings_sum": findings.said(carrying_rules.FINDING_WORDS, ("finding", "findings")),
        "action_rows": _action_rows(plan),
        "finding_rows": [_finding_row(one) for one in carried.old_findings(plan)],
        "audit_head": str(head()),
    }  # fmt: skip
    return issue_certificate(by=by, plan=plan, kind="carry-over", facts=facts, today=today, decision=decision)


def _open_ledger(plan: Plan, action: Action) -> Action:
    """The action of the plan before, under its row's lock; Refused where the ledger is not, or no longer, open."""
    rules.check_can_change(plan.state, plan.title)
    if plan.follows_id is None or action.plan_id != plan.follows_id:
        raise Refused(
            f"{action.label} is not an action of the plan that this one follows. Nothing was recorded for it.",
            rule="plans.nothing-outstanding-is-lost",
        )
    if plan.state != "draft":
        raise Refused(
            "The plan is adopted, and its certificate of carry-over stands. Nothing was changed.",
            rule="plans.nothing-outstanding-is-lost",
            who="the programme office, in the plan that follows this one",
        )
    return Action.objects.select_for_update(of=("self",)).select_related("plan").get(pk=action.pk)


def _targets(plan: Plan, action: Action, targets: Iterable[Action]) -> list[Action]:
    chosen = list({one.pk: one for one in targets}.values())
    for one in chosen:
        if one.plan_id != plan.pk or one.ended_on is not None:
            raise Refused(
                f"{one.label} is not a live action of the new plan, so {action.label} cannot be carried over to it. "
                "Nothing was recorded for it.",
                field="targets",
            )
    return chosen


def _settle(
    by: Actor, action: Action, kind: str, decision: Decision | None, reason: str, today: date
) -> Decision | None:
    """The decision that settled the action: the one that did already, or the one named, which now takes effect."""
    if carried.settled(action):
        if carried.settled(action) != kind:
            raise Refused(
                f"{action.label} was {'ended' if kind == 'signed-off' else 'signed off'} by a decision, not "
                f"{'signed off' if kind == 'signed-off' else 'ended'}. Nothing was recorded for it.",
                rule="plans.only-a-decision-decides",
            )
        return action.settled_by.decision if action.settled_by else decision
    assert decision is not None  # the rule has asked for it
    if kind == "ended":
        end_action(by=by, action=action, decision=decision, reason=reason, today=today)
    else:
        sign_off_action(by=by, action=action, decision=decision, today=today)
    return decision


def _end_standing(plan: Plan, action: Action, by: Actor, reason: str, today: date) -> int:
    standing = Disposition.objects.filter(plan=plan, action=action, until=None)
    return standing.update(until=moment_of(today), ended_by_name=by.name, ended_reason=reason)


def _check_first(plan: Plan, action: Action, kinds: Iterable[str] = DISPOSITIONS) -> None:
    """Of two who say what becomes of an action, the second is told who said what and when."""
    standing = Disposition.objects.filter(plan=plan, action=action, until=None, kind__in=list(kinds)).first()
    if standing is None:
        return
    to = ", ".join(one.label for one in standing.targets.order_by("position", "number")[:5])
    raise Refused(
        f"{standing.by_name} recorded on {standing.since.day} {standing.since:%B %Y} what becomes of {action.label}: "
        f"{standing.get_kind_display().lower()}{f', by {to} of the new plan' if to else ''}. Nothing more was recorded for it. "
        "Take that back first if it is to be something else.",
        rule="plans.nothing-outstanding-is-lost",
    )


def _dispose(
    by: Actor,
    plan: Plan,
    draft: DispositionDraft,
    old: dict[int, Action],
    new: dict[int, Action],
    today: date,
) -> Disposition | Action:
    action = old.get(draft.action)
    if action is None:
        raise Refused(f"There is no action {draft.action} in the plan before. Nothing was recorded for it.")
    if draft.outstanding:
        _check_first(plan, _open_ledger(plan, action))
    if draft.as_it_is:
        return carry_as_it_is(by=by, plan=plan, action=action, reason=draft.reason, today=today)
    if missing := [number for number in draft.targets if number not in new]:
        raise Refused(
            f"There is no action {missing[0]} in the new plan, so nothing was recorded for {action.label}.",
            field="targets",
        )
    return dispose_action(
        by=by, plan=plan, action=action, kind=draft.kind, targets=[new[number] for number in draft.targets],
        reason=draft.reason, decision=draft.decision, today=today,
    )  # fmt: skip


def _copy(plan: Plan, action: Action) -> ActionDraft:
    """The old action as a new one says it."""
    values: dict[str, Any] = {name: getattr(action, name) for name in TEXT_FIELDS if getattr(action, name)}
    values |= {name: getattr(action, name) for name in COPIED if getattr(action, name) is not None}
    values["predecessor_ref"] = action.label[:60]
    scope = PlanInspection.objects.filter(plan=plan, until=None).values("inspection_id")
    findings = action.finding_links.filter(until=None, finding__inspection__in=scope)
    themes = {theme.title.casefold(): theme.pk for theme in plan.themes.all()}
    return ActionDraft(
        values=values,
        theme_id=themes.get(action.theme.title.casefold()) if action.theme else None,
        owners=tuple(
            OwnerDraft(one.printed, one.post_id, one.kind) for one in action.owners.filter(until=None)
        ),
        bodies=tuple(action.bodies.filter(until=None).values_list("layer", "body_id")),
        findings=tuple(findings.values_list("finding_id", flat=True)),
        figures=tuple(
            FigureDraft(
                f.role, f.raw, f.label, f.what, f.comparator, f.value, f.unit, f.denominator, f.as_at, f.due
            )
            for f in action.figures.filter(until=None)
        ),
        extra=action.extra,
    )


def _finding_row(finding: Finding) -> dict[str, Any]:
    return {
        "finding": f"{finding.inspection.number}-{finding.number}",
        "reference": finding.reference,
        "words": finding.text,
        "became": carrying_rules.came_of(carried.old_finding(finding)),
        "reason": finding.reasoned or "",  # type: ignore[attr-defined]
    }


def _named(plan: Plan | None) -> dict[str, Any]:
    return {"plan": plan.number, "title": plan.title, "version": plan.version} if plan else {}


def _action_rows(plan: Plan) -> list[dict[str, Any]]:
    """Each action of the plan before: what became of it, what takes it over, why, and by which decision."""
    standing = {
        row.action_id: row
        for row in Disposition.objects.filter(plan=plan, until=None)
        .select_related("decision")
        .prefetch_related("targets")
    }
    rows = []
    for action in carried.old_actions(plan).select_related("settled_by__decision"):
        row = standing.get(action.pk)
        decision = row.decision if row else action.settled_by.decision if action.settled_by else None
        rows.append(
            {
                "action": action.number,
                "label": action.label,
                "words": action.title,
                "became": carrying_rules.became(carried.old_action(action)),
                "by": [
                    {"action": one.number, "label": one.label, "words": one.title}
                    for one in row.targets.all()
                ]
                if row
                else [],
                "reason": row.reason if row else "",
                "decision": decision.number if decision else None,
            }
        )
    return rows
