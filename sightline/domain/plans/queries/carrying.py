"""The ledger of carry-over, and the certificates of a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from sightline.domain.governance.models import Decision
from sightline.domain.inspections.models import Finding, FindingState
from sightline.ground.accounts.models import User
from sightline.ground.accounts.queries import everything
from sightline.ground.lib.errors import NotFound
from sightline.ground.lib.likeness import Entry, Likeness

from .. import carried, carrying_rules
from ..carrying_rules import OUTSTANDING, Holds, Lost, Sum
from ..governing_words import NEEDS_DECISION
from ..models import Action, ActionBody, ActionFinding, ActionOwner, Certificate, Disposition, Plan
from .links import LinkSuggestion
from .plan import plans_to_switch

MOST = 3


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """An action of the plan before, what became of it, and, where nothing has, what it is like in the new plan.

    became       a key of carrying_rules.WORDS
    disposition  the row that says so, or None: a decision settled it, or it is outstanding
    decision     the decision that settled it, where one did
    lost         what none of the actions that take it over has
    """

    action: Action
    became: str
    disposition: Disposition | None
    targets: tuple[Action, ...]
    decision: Decision | None
    lost: tuple[Lost, ...]
    suggestions: tuple[LinkSuggestion, ...]

    @property
    def outstanding(self) -> bool:
        return self.became == OUTSTANDING


@dataclass(frozen=True, slots=True)
class Ledger:
    """A page of the ledger. `findings` are rows of carried.old_findings with what came of each; plans for the switcher."""

    plan: Plan
    plans: tuple[Plan, ...]
    actions: Sum
    finding_sum: Sum
    findings: tuple[tuple[Finding, str], ...]
    rows: tuple[LedgerRow, ...]
    count: int
    page: int
    certificate: Certificate | None


def ledger(user: User, number: int, *, show: str = OUTSTANDING, page: int = 1, size: int = 25) -> Ledger:
    """One page of the ledger. show: a key of carrying_rules.WORDS, or "" for all."""
    plan, plans = plans_to_switch(user, number)
    findings = list(carried.old_findings(plan))
    old = _all_rows(user, plan)
    actions = carrying_rules.add_up([carried.old_action(one) for one, _ in old])
    finding_sum = carrying_rules.add_up_findings([carried.old_finding(one) for one in findings])
    chosen = [(one, part) for one, part in old if one.seen and (not show or part == show)]  # type: ignore[attr-defined]
    shown = dict(chosen[(page - 1) * size : page * size])
    left = actions.outstanding or finding_sum.outstanding
    return Ledger(
        plan=plan,
        plans=plans,
        actions=actions,
        finding_sum=finding_sum,
        findings=tuple((one, carrying_rules.came_of(carried.old_finding(one))) for one in findings),
        rows=tuple(
            _rows(user, plan, {one.pk: part for one, part in shown.items()}, suggest=plan.state == "draft")
        ),
        count=len(chosen),
        page=page,
        certificate=None if left or not plan.follows_id else _latest(plan),
    )


def ledger_row(user: User, number: int, action_number: int) -> tuple[Plan, LedgerRow]:
    """One action of the plan before, for the page on which a person says what becomes of it."""
    plan, _ = plans_to_switch(user, number)
    old = carried.old_actions(plan).filter(pk__in=Action.objects.visible_to(user).values("pk"))
    found = old.filter(number=action_number).first()
    if found is None:
        raise NotFound("There is no such action in the plan before.")
    part = carrying_rules.became(carried.old_action(found))
    return plan, next(iter(_rows(user, plan, {found.pk: part}, suggest=True, most=8)))


def ledger_lines(user: User, number: int) -> Iterator[LedgerRow]:
    """Every action of the plan before, for a file; without suggestions."""
    plan, _ = plans_to_switch(user, number)
    old = [(one, part) for one, part in _all_rows(user, plan) if one.seen]  # type: ignore[attr-defined]
    for start in range(0, len(old), 500):
        yield from _rows(user, plan, {one.pk: part for one, part in old[start : start + 500]}, suggest=False)


def takers(plan: Plan) -> list[tuple[int, str, str]]:
    """The live actions of the new plan, in its order: number, label, words."""
    rows = Action.objects.filter(plan=plan, ended_on=None).only("number", "ref", "title", "plan_id")
    return [(one.number, one.label, one.title) for one in rows]


def decisions_to_settle(user: User, action: Action) -> list[Decision]:
    """Decisions in effect that sign this action off or end it."""
    kinds = Q(kind__in=["sign-off", "end-action"])
    about = Q(about_kind="action", about_id=action.pk)
    return list(Decision.objects.visible_to(user).in_effect().filter(kinds & about).select_related("body"))


def _latest(plan: Plan) -> Certificate | None:
    return Certificate.objects.filter(plan=plan, kind="carry-over").defer("facts").first()


def certificates(user: User, plan: Plan) -> QuerySet[Certificate]:
    """The plan's certificates, latest first, without their facts. NotFound for who does not see the whole plan."""
    _whole(user, plan)
    return Certificate.objects.filter(plan=plan).defer("facts")


def certificate_for(user: User, number: int) -> Certificate:
    """One certificate, for who sees the whole of its plan."""
    found = Certificate.objects.filter(number=number).select_related("plan", "decision__body").first()
    if found is None:
        raise NotFound("There is no such certificate.")
    _whole(user, found.plan)
    return found


def _whole(user: User, plan: Plan) -> None:
    if not user.may("plans.see", plan):
        raise NotFound("There is no such certificate.")


def _all_rows(user: User, plan: Plan) -> list[tuple[Action, str]]:
    """All actions of the plan before with what became of each; `seen`: the user may see it. The sum counts all."""
    seen = Exists(Action.objects.visible_to(user).filter(pk=OuterRef("pk")))
    rows = carried.old_actions(plan).annotate(seen=Value(True) if everything(user, "plans.see") else seen)
    rows = rows.only("plan_id", "number", "ref", "ended_on", "assurance")
    return [(one, carrying_rules.became(carried.old_action(one))) for one in rows]


def _rows(
    user: User, plan: Plan, parts: dict[int, str], *, suggest: bool, most: int = MOST
) -> Iterator[LedgerRow]:
    """The rows of these actions, in the order of the plan, in six statements however many there are."""
    actions = list(
        Action.objects.filter(pk__in=parts)
        .select_related("theme", "settled_by__decision__body")
        .order_by("position", "number")
    )
    for action in actions:
        action.plan = plan.follows  # type: ignore[assignment]
    standing = _standing(user, plan, actions)
    holds = _holds([*actions, *(one for row in standing.values() for one in row.targets.all())])
    like = _likeness(user, plan) if suggest and OUTSTANDING in parts.values() else None
    for action in actions:
        row = standing.get(action.pk)
        targets = tuple(row.targets.all()) if row else ()
        settled = action.settled_by.decision if action.settled_by else None
        open_now = parts[action.pk] == OUTSTANDING
        yield LedgerRow(
            action=action,
            became=parts[action.pk],
            disposition=row,
            targets=targets,
            decision=row.decision if row and row.kind in NEEDS_DECISION else settled,
            lost=carrying_rules.lost_on_the_way(holds[action.pk], [holds[one.pk] for one in targets]),
            suggestions=like(action, holds[action.pk], most) if like and open_now else (),
        )


def _standing(user: User, plan: Plan, actions: Sequence[Action]) -> dict[int, Disposition]:
    """The dispositions that stand, with those of their targets that the user may see."""
    rows = (
        Disposition.objects.filter(plan=plan, action__in=actions, until=None)
        .select_related("decision__body")
        .prefetch_related(Prefetch("targets", Action.objects.visible_to(user).order_by("position", "number")))
    )
    found = {row.action_id: row for row in rows}
    for row in found.values():
        for one in row.targets.all():
            one.plan = plan
    return found


def _holds(actions: Sequence[Action]) -> dict[int, Holds]:
    """What each action has that could be lost on the way, in one statement; of findings those that are still open."""
    keys = [one.pk for one in actions]
    nothing = Value("", output_field=CharField())

    def named(rows: QuerySet[Any], what: str, name: Any) -> QuerySet[Any]:
        words = Value(what, output_field=CharField())
        return rows.filter(action__in=keys, until=None).order_by().annotate(what=words, name=name).values_list(
            "what", "action_id", "name"
        )  # fmt: skip

    found: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    still_open = FindingState.objects.filter(finding=OuterRef("finding"), state="open", until=None)
    rows = named(ActionFinding.objects.filter(Exists(still_open)), "findings", F("finding__text")).union(
        named(ActionOwner.objects.all(), "owners", Coalesce("post__title", "printed", nothing)),
        named(ActionBody.objects.all(), "bodies", F("body__name")),
        all=True,
    )
    for what, key, name in rows if keys else ():
        found[key][what].add(name if len(name) <= 80 else name[:80].rsplit(" ", 1)[0] + "…")
    return {
        one.pk: Holds(
            findings=frozenset(found[one.pk]["findings"]),
            owners=frozenset(found[one.pk]["owners"]),
            bodies=frozenset(found[one.pk]["bodies"]),
            due=one.due,
            measure=bool(one.success_measure),
        )
        for one in actions
    }


def _likeness(user: User, plan: Plan) -> Any:
    """A function that ranks the live actions of the new plan by likeness with an old one."""
    actions = list(
        Action.objects.visible_to(user)
        .filter(plan=plan, ended_on=None)
        .select_related("theme")
        .only(
            "plan_id",
            "number",
            "ref",
            "title",
            "detail",
            "success_measure",
            "predecessor_ref",
            "theme__title",
            "owners_raw",
        )
    )
    candidates = {one.pk: one for one in actions}
    ranked = Likeness(
        [_entry(one, cites=(one.predecessor_ref,) if one.predecessor_ref else ()) for one in actions]
    )

    def like(action: Action, holds: Holds, most: int) -> tuple[LinkSuggestion, ...]:
        return tuple(
            LinkSuggestion(
                one.key,
                candidates[one.key].number,
                candidates[one.key].label,
                candidates[one.key].title,
                one.score,
                one.reason,
            )
            for one in ranked.rank(_entry(action, refs=(action.ref,) if action.ref else ()), limit=most)
        )

    return like


def _entry(action: Action, *, refs: tuple[str, ...] = (), cites: tuple[str, ...] = ()) -> Entry:
    return Entry(
        action.pk,
        f"{action.title} {action.detail} {action.success_measure}",
        refs=refs,
        cites=cites,
        owner=action.owners_raw or None,
        theme=action.theme.title if action.theme else None,
    )
