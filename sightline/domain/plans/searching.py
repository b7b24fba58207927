"""What the search finds of plans: plans, actions with their success measures, and updates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from sightline.ground.search.offers import Draft, Source, anchor, offer

from .models import Action, Figure, Plan, Update


def tell() -> None:
    anchor("plan", "plans.see", lambda user: Plan.objects.visible_to(user))
    anchor("action", "plans.see", lambda user: Action.objects.visible_to(user))
    offer(
        Source(
            "action", "actions", "Action", Action, "action", _actions,
            follows={Figure._meta.db_table: "figures"}, gathers={Figure._meta.db_table: "action_id"},
        ),
        Source("update", "updates", "Update", Update, "action", _updates, follows={Action._meta.db_table: "action"}),
        Source("plan", "plans", "Plan", Plan, "plan", _plans),
    )  # fmt: skip


def _plans(rows: QuerySet[Plan]) -> Iterator[Draft]:
    for plan in rows:
        yield Draft(
            plan.pk, plan.pk, plan.title, "plan", (plan.number,), _joined(plan.vision, plan.narrative),
            f"Plan {plan.number}", plan.version_date or plan.starts,
        )  # fmt: skip


def _actions(rows: QuerySet[Action]) -> Iterator[Draft]:
    for action in rows.select_related("plan").prefetch_related("figures"):
        measures = [figure.raw for figure in action.figures.all() if figure.until is None]
        text = _joined(
            action.detail, action.success_measure, *measures, action.outcome_notes, action.evidence_expected, action.voice,
            action.source_text, action.owners_raw, action.bodies_raw, action.resources,
        )  # fmt: skip
        yield Draft(
            action.pk, action.pk, action.title, "action", (action.plan.number, action.number), text, _called(action),
            action.last_updated or action.added_on,
        )  # fmt: skip


def _updates(rows: QuerySet[Update]) -> Iterator[Draft]:
    for update in rows.exclude(text="").select_related("action__plan"):
        action: Any = update.action
        yield Draft(
            update.pk, action.pk, f"Update of {update.on:%-d %B %Y}", "action", (action.plan.number, action.number),
            update.text, _called(action), update.on,
        )  # fmt: skip


def _called(action: Action) -> str:
    label = f"action {action.ref or action.number}" if "action" not in action.ref.casefold() else action.ref
    return f"Plan {action.plan.number}, {label}" + (", ended" if action.ended_on else "")


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text)
