"""One action from top to bottom: why, who, what and by when, last update, evidence, success measure, history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch
from django.utils import timezone

from sightline.ground.accounts.models import User
from sightline.ground.lib.errors import NotFound

from .. import rules
from ..models import Action, ActionBody, ActionEvidence, ActionFinding, ActionOwner, Change, Figure, Update
from ..words import FIGURES, LAYERS, TRACKED
from .plan import plan_for


@dataclass(frozen=True, slots=True)
class Said:
    """Who said what a status says, and on what day."""

    on: date
    by: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of an action's history. old and new as kept; field is a key of words.TRACKED or says what happened."""

    on: date
    at: datetime
    who: str
    field: str
    what: str
    old: str | None
    new: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class ActionPage:
    """
    bodies   for each layer of words.LAYERS the links that stand now
    figures  for each role of words.FIGURES the figures that stand now
    said     for each status that is stated, who said it and when
    missing  what is not stated or not there, in words, in the order of the page
    """

    action: Action
    findings: tuple[ActionFinding, ...]
    owners: tuple[ActionOwner, ...]
    bodies: dict[str, tuple[ActionBody, ...]]
    figures: dict[str, tuple[Figure, ...]]
    updates: tuple[Update, ...]
    evidence: tuple[ActionEvidence, ...]
    history: tuple[HistoryEntry, ...]
    said: dict[str, Said]
    slips: int
    stale: bool
    missing: tuple[str, ...]
    previous: int | None
    following: int | None


def action_for(user: User, plan_number: int, number: int, permission: str | None = None) -> Action:
    """The action, if the user may see it (and, where asked, holds the permission over it)."""
    action = (
        Action.objects.visible_to(user)
        .filter(plan__number=plan_number, number=number)
        .select_related("plan", "theme", "workstream", "aim")
        .prefetch_related("bodies", "owners")
        .first()
    )
    if action is None or (permission and not user.may(permission, action)):
        raise NotFound("There is no such action.")
    return action


def action_page(user: User, plan_number: int, number: int, today: date) -> ActionPage:
    """Everything that the action's page shows."""
    plan = plan_for(user, plan_number)
    live_owners = ActionOwner.objects.select_related("post")
    action = (
        Action.objects.visible_to(user)
        .filter(plan=plan, number=number)
        .select_related("theme", "workstream", "aim")
        .prefetch_related(
            Prefetch("owners", live_owners),
            Prefetch("bodies", ActionBody.objects.select_related("body")),
            Prefetch("finding_links", ActionFinding.objects.select_related("finding__inspection")),
            Prefetch("evidence_links", ActionEvidence.objects.select_related("evidence__file")),
            "figures",
            "updates",
            "changes",
        )
        .first()
    )
    if action is None:
        raise NotFound("There is no such action.")
    action.plan = plan
    numbers = list(
        Action.objects.visible_to(user)
        .filter(plan=plan, ended_on=None)
        .values_list("number", flat=True)
        .order_by("position", "number")
    )
    return _assemble(action, numbers, today)


def _assemble(action: Action, numbers: list[int], today: date) -> ActionPage:
    changes = list(action.changes.all())
    owners = tuple(owner for owner in action.owners.all() if owner.until is None)
    findings = tuple(link for link in action.finding_links.all() if link.until is None)
    evidence = tuple(link for link in action.evidence_links.all() if link.until is None)
    bodies = {
        layer: tuple(b for b in action.bodies.all() if b.layer == layer and b.until is None)
        for layer in LAYERS
    }
    figures = {
        role: tuple(f for f in action.figures.all() if f.role == role and f.until is None) for role in FIGURES
    }
    corrected = {update.corrects_id for update in action.updates.all() if update.corrects_id}
    place = numbers.index(action.number) if action.number in numbers else None
    return ActionPage(
        action=action,
        findings=findings,
        owners=owners,
        bodies=bodies,
        figures=figures,
        updates=tuple(update for update in action.updates.all() if update.pk not in corrected),
        evidence=evidence,
        history=_history(action, changes),
        said=_said(action, changes),
        slips=rules.slips(changes),
        stale=action.delivery != "done" and rules.stale(action.last_updated, action.added_on, today),
        missing=_missing(action, findings, owners, bodies, figures, evidence),
        previous=numbers[place - 1] if place else None,
        following=numbers[place + 1] if place is not None and place + 1 < len(numbers) else None,
    )


def _said(action: Action, changes: list[Change]) -> dict[str, Said]:
    said = {}
    for field in ("delivery", "impact", "assurance", "confidence", "forecast", "due", "priority"):
        if getattr(action, field) is None:
            continue
        last = next((change for change in reversed(changes) if change.field == field), None)
        said[field] = (
            Said(last.on, last.by_name) if last else Said(action.added_on, "the plan as first recorded")
        )
    return said


def _missing(
    action: Action,
    findings: tuple[ActionFinding, ...],
    owners: tuple[ActionOwner, ...],
    bodies: dict[str, tuple[ActionBody, ...]],
    figures: dict[str, tuple[Figure, ...]],
    evidence: tuple[ActionEvidence, ...],
) -> tuple[str, ...]:
    """The links of the thread that are not there, named."""
    tests = [
        ("a source", bool(findings or action.source_kind or action.source_text)),
        ("an owner", bool(owners)),
        *((f"a body that {LAYERS[layer].lower()}", bool(links)) for layer, links in bodies.items()),
        ("a due date", action.due is not None),
        ("an update", action.last_updated is not None),
        ("evidence", bool(evidence)),
        ("a success measure", bool(action.success_measure)),
        ("a baseline", bool(figures["baseline"])),
        ("a target", bool(figures["target"])),
    ]
    return tuple(words for words, there in tests if not there)


def _history(action: Action, changes: list[Change]) -> tuple[HistoryEntry, ...]:
    entries = [
        HistoryEntry(c.on, c.at, c.by_name, c.field, _field(c.field), c.old, c.new, c.reason) for c in changes
    ]
    for link in action.finding_links.all():
        entries += _link_entries(link, "finding", f"Finding {link.finding.reference}")
    for body in action.bodies.all():
        entries += _link_entries(body, "body", f"{LAYERS[body.layer]}: {body.body.name}")
    for proof in action.evidence_links.all():
        entries += _link_entries(proof, "evidence", f"Evidence: {proof.evidence.title}")
    return tuple(sorted(entries, key=lambda entry: (entry.on, entry.at), reverse=True))


def _field(field: str) -> str:
    if field.startswith("figure:"):
        return FIGURES.get(field.removeprefix("figure:"), field)
    return TRACKED.get(field, {"owners": "Owners"}.get(field, field))


def _link_entries(
    link: ActionFinding | ActionBody | ActionEvidence, field: str, what: str
) -> list[HistoryEntry]:
    began = timezone.localtime(link.since)
    entries = [
        HistoryEntry(began.date(), link.since, link.by_name, field, f"{what} linked", None, None, link.reason)
    ]
    if link.until:
        ended = timezone.localtime(link.until).date()
        entries.append(
            HistoryEntry(
                ended,
                link.until,
                link.ended_by_name,
                field,
                f"{what} unlinked",
                None,
                None,
                link.ended_reason,
            )
        )
    return entries
