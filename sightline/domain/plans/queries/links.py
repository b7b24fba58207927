"""Findings and what answers them: the thread of one finding, and the board on which people link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from sightline.domain.inspections.models import Finding
from sightline.ground.accounts.models import User
from sightline.ground.lib.likeness import rank

from ..models import Action, ActionFinding, FindingReason, FindingTheme, Plan, PlanInspection, Theme
from ..stands import findings_in_scope
from .plan import plan_for


@dataclass(frozen=True, slots=True)
class LinkSuggestion:
    """A likely action or theme for a finding; a person decides. score 0..1, reason in words that one can check."""

    id: int
    number: int | None
    label: str
    text: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class FindingLinks:
    """One finding of a plan's scope with what answers it and what might.

    links, themes: rows that stand now; reason: why nobody answers it, or None.
    """

    finding: Finding
    links: tuple[ActionFinding, ...]
    themes: tuple[FindingTheme, ...]
    reason: FindingReason | None
    actions: tuple[LinkSuggestion, ...] = ()
    theme_suggestions: tuple[LinkSuggestion, ...] = ()

    @property
    def answered(self) -> bool:
        return bool(self.links or self.reason)


def unanswered(plan: Plan) -> list[Finding]:
    """Findings in scope with neither an action nor a reason."""
    return [f for f in findings_in_scope(plan) if not f.answering and not f.reason_given]  # type: ignore[attr-defined]


def link_board(
    user: User, number: int, *, suggest: bool = True, only_open: bool = False
) -> tuple[Plan, list[FindingLinks]]:
    """Every finding in the plan's scope with its links, and up to three suggestions each, ranked by likeness."""
    plan = plan_for(user, number)
    findings = list(findings_in_scope(plan).prefetch_related(*_links_of(plan)))
    actions = list(
        Action.objects.filter(plan=plan, ended_on=None).only(
            "number", "ref", "title", "detail", "plan_id", "source_printed"
        )
    )
    themes = list(plan.themes.all())
    rows = [
        _board_row(finding, actions if suggest else [], themes if suggest else []) for finding in findings
    ]
    return plan, [row for row in rows if not (only_open and row.answered)]


def finding_thread(user: User, finding: Finding) -> list[tuple[Plan, FindingLinks]]:
    """For each plan that has the finding in scope and that the user may see: what answers it there."""
    plans = Plan.objects.visible_to(user).filter(
        pk__in=PlanInspection.objects.filter(inspection=finding.inspection_id, until=None).values("plan_id")
    )
    rows = []
    for plan in plans.order_by("-number")[:5]:
        found = findings_in_scope(plan).filter(pk=finding.pk).prefetch_related(*_links_of(plan)).first()
        if found is not None:
            rows.append((plan, _board_row(found, [], [])))
    return rows


def _links_of(plan: Plan) -> tuple[Any, ...]:
    links = ActionFinding.objects.filter(until=None, action__plan=plan, action__ended_on=None).select_related(
        "action__theme"
    )
    themes = FindingTheme.objects.filter(until=None, theme__plan=plan).select_related("theme")
    reasons = FindingReason.objects.filter(until=None, plan=plan)
    return (
        Prefetch(
            "action_links",
            links.prefetch_related("action__evidence_links", "action__owners__post"),
            to_attr="live_links",
        ),
        Prefetch("theme_links", themes, to_attr="live_themes"),
        Prefetch("reasons", reasons, to_attr="live_reasons"),
    )


def _board_row(finding: Any, actions: list[Action], themes: list[Theme]) -> FindingLinks:
    links, put = tuple(finding.live_links), tuple(finding.live_themes)
    linked = {link.action_id for link in links}
    under = {link.theme_id for link in put}
    return FindingLinks(
        finding=finding,
        links=links,
        themes=put,
        reason=next(iter(finding.live_reasons), None),
        actions=_suggest_actions(finding, [action for action in actions if action.pk not in linked]),
        theme_suggestions=_suggest_themes(finding, [theme for theme in themes if theme.pk not in under]),
    )


def _suggest_actions(finding: Finding, actions: list[Action], most: int = 3) -> tuple[LinkSuggestion, ...]:
    by_key = {action.pk: action for action in actions}
    texts = {action.pk: f"{action.title} {action.detail} {action.source_printed}" for action in actions}
    return tuple(
        LinkSuggestion(
            found.key,
            by_key[found.key].number,
            by_key[found.key].label,
            by_key[found.key].title,
            found.score,
            found.reason,
        )
        for found in rank(_query(finding), texts)[:most]
    )


def _suggest_themes(finding: Finding, themes: list[Theme], most: int = 2) -> tuple[LinkSuggestion, ...]:
    by_key = {theme.pk: theme for theme in themes}
    found_themes = rank(_query(finding), {theme.pk: theme.title for theme in themes})[:most]
    return tuple(
        LinkSuggestion(f.key, None, str(by_key[f.key]), by_key[f.key].title, f.score, f.reason)
        for f in found_themes
    )


def _query(finding: Finding) -> str:
    return f"{finding.heading} {finding.text}"
