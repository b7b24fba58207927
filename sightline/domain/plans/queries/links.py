"""Findings and what answers them: the thread of one finding, and the board on which people link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Prefetch, prefetch_related_objects

from sightline.domain.inspections.models import Finding
from sightline.ground.accounts.models import User
from sightline.ground.lib.errors import NotFound
from sightline.ground.lib.likeness import Entry, Likeness, cited_in

from ..models import Action, ActionFinding, FindingReason, FindingTheme, Plan, Theme
from ..stands import findings_in_scope
from .plan import plan_for, plans_to_switch

T = TypeVar("T")


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

    links, themes: rows that stand now; reason: why nobody answers it, or None. Of the links those whose action the reader
    may see; answered: whether there is any, seen or not.
    """

    finding: Finding
    links: tuple[ActionFinding, ...]
    themes: tuple[FindingTheme, ...]
    reason: FindingReason | None
    actions: tuple[LinkSuggestion, ...] = ()
    theme_suggestions: tuple[LinkSuggestion, ...] = ()

    @property
    def answered(self) -> bool:
        return bool(self.finding.answering or self.reason)  # type: ignore[attr-defined]


def unanswered(plan: Plan) -> list[Finding]:
    """Findings in scope with neither an action nor a reason."""
    return [f for f in findings_in_scope(plan) if not f.answering and not f.reason_given]  # type: ignore[attr-defined]


def link_board(
    user: User, number: int, *, suggest: bool = True, only_open: bool = False
) -> tuple[Plan, list[FindingLinks]]:
    """Every finding in the plan's scope with its links, and up to three suggestions each, ranked by likeness."""
    plan = plan_for(user, number)
    findings = list(findings_in_scope(plan).prefetch_related(*_links_of(user, plan)))
    actions, themes = (_actions(user, plan), _themes(plan)) if suggest else (None, None)
    rows = [_board_row(finding, actions, themes) for finding in findings]
    return plan, [row for row in rows if not (only_open and row.answered)]


@dataclass(frozen=True, slots=True)
class BoardPage:
    """One page of the board. count: findings that `show` leaves; total, answered: of the whole scope."""

    plan: Plan
    plans: tuple[Plan, ...]
    rows: tuple[FindingLinks, ...]
    count: int
    total: int
    answered: int
    page: int


def board_page(
    user: User, number: int, *, show: str = "", page: str = "1", size: int = 25, suggest: bool = True
) -> BoardPage:
    """Findings in the plan's scope, a page at a time, with links and suggestions. show: "", "unanswered" or "answered"."""
    plan, plans = plans_to_switch(user, number)
    findings = list(findings_in_scope(plan))
    answered = [bool(f.answering or f.reason_given) for f in findings]  # type: ignore[attr-defined]
    pairs = zip(findings, answered, strict=True)
    chosen = [
        f for f, done in pairs if show not in ("answered", "unanswered") or done == (show == "answered")
    ]
    last = max(1, -(-len(chosen) // size))
    here = min(max(int(page), 1), last) if page.isdecimal() and len(page) < 7 else 1
    shown = chosen[(here - 1) * size : here * size]
    prefetch_related_objects(shown, *_links_of(user, plan))
    wanted = suggest and bool(shown)
    actions, themes = (_actions(user, plan), _themes(plan)) if wanted else (None, None)
    return BoardPage(
        plan=plan,
        plans=plans,
        rows=tuple(_board_row(finding, actions, themes) for finding in shown),
        count=len(chosen),
        total=len(findings),
        answered=sum(answered),
        page=here,
    )


def finding_in(plan: Plan, inspection: int, number: int) -> Finding:
    """A finding of the plan's scope by its inspection's number and its own."""
    found = findings_in_scope(plan).filter(inspection__number=inspection, number=number).first()
    if found is None:
        raise NotFound("There is no such finding in this plan's scope.")
    return found


def board_row(user: User, plan: Plan, inspection: int, number: int) -> FindingLinks:
    """One finding of the plan's scope with its links and suggestions."""
    finding = finding_in(plan, inspection, number)
    prefetch_related_objects([finding], *_links_of(user, plan))
    return _board_row(finding, _actions(user, plan), _themes(plan))


def _links_of(user: User, plan: Plan) -> tuple[Any, ...]:
    """What stands by a finding in a plan; of the actions only those that the user may see."""
    seen = Action.objects.visible_to(user).filter(plan=plan, ended_on=None)
    links = ActionFinding.objects.filter(until=None, action__in=seen).select_related("action__theme")
    themes = FindingTheme.objects.filter(until=None, theme__plan=plan).select_related("theme")
    reasons = FindingReason.objects.filter(until=None, plan=plan)
    return (
        Prefetch("action_links", links, to_attr="live_links"),
        Prefetch("theme_links", themes, to_attr="live_themes"),
        Prefetch("reasons", reasons, to_attr="live_reasons"),
    )


def _board_row(
    finding: Any, actions: _Candidates[Action] | None, themes: _Candidates[Theme] | None
) -> FindingLinks:
    links, put = tuple(finding.live_links), tuple(finding.live_themes)
    return FindingLinks(
        finding=finding,
        links=links,
        themes=put,
        reason=next(iter(finding.live_reasons), None),
        actions=actions.like(finding, {link.action_id for link in links}, 3) if actions else (),
        theme_suggestions=themes.like(finding, {link.theme_id for link in put}, 2) if themes else (),
    )


class _Candidates(Generic[T]):
    """Actions or themes of a plan, prepared once, against which each finding is compared."""

    def __init__(
        self, things: list[T], entries: list[Entry], describe: Callable[[T], tuple[int | None, str, str]]
    ) -> None:
        self._things = {entry.key: thing for entry, thing in zip(entries, things, strict=True)}
        self._likeness = Likeness(entries)
        self._describe = describe

    def like(self, finding: Finding, linked: set[int], most: int) -> tuple[LinkSuggestion, ...]:
        refs = (finding.ref,) if finding.ref else ()
        asked = Entry(
            finding.pk, f"{finding.heading} {finding.text}", refs=refs, theme=finding.heading or None
        )
        found = self._likeness.rank(asked, limit=most + len(linked))
        return tuple(
            LinkSuggestion(one.key, *self._describe(self._things[one.key]), one.score, one.reason)
            for one in found
            if one.key not in linked
        )[:most]


def _actions(user: User, plan: Plan) -> _Candidates[Action]:
    actions = list(Action.objects.visible_to(user).filter(plan=plan, ended_on=None).select_related("theme"))
    entries = [
        Entry(
            action.pk,
            f"{action.title} {action.detail} {action.source_printed}",
            cites=tuple(cited_in(action.source_printed)),
            theme=action.theme.title if action.theme else None,
        )
        for action in actions
    ]
    return _Candidates(actions, entries, lambda action: (action.number, action.label, action.title))


def _themes(plan: Plan) -> _Candidates[Theme]:
    prefetch_related_objects([plan], "themes")
    themes = list(plan.themes.all())
    return _Candidates(
        themes, [Entry(t.pk, t.title) for t in themes], lambda theme: (None, str(theme), theme.title)
    )
