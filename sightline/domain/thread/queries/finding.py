"""One finding with everything that hangs on it, in every plan that the reader may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Prefetch, Q, Subquery

from sightline.domain.evidence.models import Evidence
from sightline.domain.inspections.models import Correction, Finding, FindingState
from sightline.domain.plans.models import (
    Action,
    ActionEvidence,
    ActionFinding,
    FindingReason,
    FindingTheme,
    Plan,
    PlanInspection,
    Theme,
    Update,
)
from sightline.domain.plans.stands import called
from sightline.ground.accounts.models import User
from sightline.ground.lib.errors import NotFound

from .. import rules

SAID = ("on", "by_name", "text", "no_change")


@dataclass(frozen=True, slots=True)
class LastUpdate:
    """What was said last of an action; `text` is "" where it was only that nothing has changed."""

    on: date
    by: str
    text: str
    no_change: bool


@dataclass(frozen=True, slots=True)
class ActionOnThread:
    """An action that answers the finding: who answers for it, what was said last, what shows it, what is missing."""

    action: Action
    linked_on: datetime
    linked_by: str
    why: str
    owners: tuple[str, ...]
    last: LastUpdate | None
    evidence: tuple[Evidence, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanOnThread:
    """How one plan answers the finding: by actions, by a reason for none, or not at all (both empty)."""

    plan: Plan
    actions: tuple[ActionOnThread, ...]
    themes: tuple[Theme, ...]
    reason: str
    reason_by: str
    reason_since: datetime | None

    @property
    def answered(self) -> bool:
        return bool(self.actions or self.reason)


@dataclass(frozen=True, slots=True)
class FindingThread:
    """A finding from the inspection to the decision.

    label        the finding in a few words
    steps        the chain, each link there or named as missing
    plans        those that have it in scope, or an action that answers it, in force first
    corrections  slips that were mended, oldest first
    previous, following   numbers of its neighbours in the report
    """

    finding: Finding
    label: str
    steps: tuple[rules.Step, ...]
    plans: tuple[PlanOnThread, ...]
    states: tuple[FindingState, ...]
    corrections: tuple[Correction, ...]
    previous: int | None
    following: int | None


def finding_thread(user: User, inspection_number: int, finding_number: int) -> FindingThread:
    """The thread of one finding; NotFound where there is none or the user may not see it."""
    finding = _finding(user, inspection_number, finding_number)
    links = _links(user, finding)
    plans = _plans(user, finding, {link.action.plan_id for link in links})
    hung = _hang(links)
    themes: dict[int, list[Theme]] = defaultdict(list)
    for put in FindingTheme.objects.filter(finding=finding, until=None).select_related("theme"):
        themes[put.theme.plan_id].append(put.theme)
    on_plans = tuple(_plan_on_thread(plan, hung[plan.pk], themes[plan.pk]) for plan in plans)
    every = [_facts(action) for plan in on_plans for action in plan.actions]
    reason = next((plan.reason for plan in on_plans if plan.reason), "")
    day = finding.inspection.day
    when = f"{finding.inspection.framework or 'Inspection'}{f', {day:%B %Y}' if day else ''}"
    return FindingThread(
        finding=finding,
        label=called(finding),
        steps=rules.steps(when, called(finding, 40), every, reason),
        plans=on_plans,
        states=tuple(finding.states.all()),
        corrections=tuple(finding.corrections.all()),
        previous=finding.previous_number,  # type: ignore[attr-defined]
        following=finding.following_number,  # type: ignore[attr-defined]
    )


def answered_by(user: User, findings: Iterable[Finding]) -> dict[int, list[Action]]:
    """Finding id -> the live actions that answer it and that the user may see, plan by plan, in one statement."""
    answers: dict[int, list[Action]] = defaultdict(list)
    live = ActionFinding.objects.filter(
        finding__in=[finding.pk for finding in findings],
        until=None,
        action__in=Action.objects.visible_to(user).filter(ended_on=None),
    )
    for link in live.select_related("action__plan").order_by("-action__plan__number", "action__position"):
        answers[link.finding_id].append(link.action)
    return dict(answers)


def _finding(user: User, inspection_number: int, finding_number: int) -> Finding:
    near = Finding.objects.filter(inspection=OuterRef("inspection"), withdrawn_on=None)
    before = near.filter(position__lt=OuterRef("position")).order_by("-position", "-number")
    after = near.filter(position__gt=OuterRef("position")).order_by("position", "number")
    found = (
        Finding.objects.visible_to(user)
        .filter(inspection__number=inspection_number, number=finding_number)
        .select_related("inspection__file")
        .annotate(
            previous_number=Subquery(before.values("number")[:1]),
            following_number=Subquery(after.values("number")[:1]),
        )
        .prefetch_related(
            Prefetch("states", FindingState.objects.select_related("by_inspection").order_by("id")),
            "corrections",
        )
        .first()
    )
    if found is None:
        raise NotFound("There is no such finding.")
    return found


def _links(user: User, finding: Finding) -> list[Any]:
    """The live links with their actions; each carries what was said last of its action, and `owner_names`.

    Owners are joined into the same statement, one row each, and folded here.
    """
    said = Update.objects.filter(action=OuterRef("action"), corrected_by=None).order_by("-on", "-pk")
    rows = (
        ActionFinding.objects.filter(
            finding=finding, until=None, action__in=Action.objects.visible_to(user).filter(ended_on=None)
        )
        .annotate(**{f"said_{name}": Subquery(said.values(name)[:1]) for name in SAID})
        .annotate(
            owned=FilteredRelation("action__owners", condition=Q(action__owners__until=None)),
            owner_post=F("owned__post__title"),
            owner_team=F("owned__post__team"),
            owner_printed=F("owned__printed"),
        )
        .select_related("action")
        .order_by("action__position", "action__number", "owned__pk")
    )
    links: dict[int, Any] = {}
    for row in rows:
        link = links.setdefault(row.pk, row)
        names = link.__dict__.setdefault("owner_names", [])
        if name := row.owner_post or row.owner_printed:
            names.append(f"{name} ({row.owner_team})" if row.owner_team else name)
    return list(links.values())


def _plans(user: User, finding: Finding, linked: set[int]) -> list[Any]:
    """Plans with the finding in scope, or with an action that answers it; each carries its recorded reason."""
    scope = PlanInspection.objects.filter(inspection=finding.inspection_id, until=None).values("plan_id")
    reason = FindingReason.objects.filter(plan=OuterRef("pk"), finding=finding, until=None)
    plans = (
        Plan.objects.visible_to(user)
        .filter(Q(pk__in=scope) | Q(pk__in=linked))
        .annotate(
            **{f"reason_{name}": Subquery(reason.values(name)[:1]) for name in ("reason", "by_name", "since")}
        )
    )
    order = {"active": 0, "adopted": 1, "draft": 2, "closed": 3, "superseded": 4}
    return sorted(plans, key=lambda plan: (order[plan.state], -plan.number))


def _hang(links: list[Any]) -> dict[int, list[ActionOnThread]]:
    """Plan id -> its answering actions with owners and evidence."""
    ids = [link.action_id for link in links]
    evidence: dict[int, list[Evidence]] = defaultdict(list)
    shown = ActionEvidence.objects.filter(action__in=ids, until=None, evidence__withdrawn_on=None)
    for proof in shown.select_related("evidence").order_by("-since"):
        evidence[proof.action_id].append(proof.evidence)
    hung: dict[int, list[ActionOnThread]] = defaultdict(list)
    for link in links:
        hung[link.action.plan_id].append(_on_thread(link, evidence[link.action_id]))
    return hung


def _on_thread(link: Any, evidence: list[Evidence]) -> ActionOnThread:
    last = None
    if link.said_on:
        last = LastUpdate(link.said_on, link.said_by_name, link.said_text or "", bool(link.said_no_change))
    action = link.action
    facts = rules.Answer(
        last.on if last else action.last_updated, len(evidence), action.assurance, len(link.owner_names)
    )
    return ActionOnThread(
        action=action,
        linked_on=link.since,
        linked_by=link.by_name,
        why=link.reason,
        owners=tuple(link.owner_names),
        last=last,
        evidence=tuple(evidence),
        missing=rules.missing_of(facts),
    )


def _facts(on_thread: ActionOnThread) -> rules.Answer:
    last = on_thread.last.on if on_thread.last else None
    return rules.Answer(last, len(on_thread.evidence), on_thread.action.assurance, len(on_thread.owners))


def _plan_on_thread(plan: Any, actions: list[ActionOnThread], themes: list[Theme]) -> PlanOnThread:
    return PlanOnThread(
        plan=plan,
        actions=tuple(actions),
        themes=tuple(themes),
        reason=plan.reason_reason or "",
        reason_by=plan.reason_by_name or "",
        reason_since=plan.reason_since,
    )
