"""What of plans is handed over when a post ends: the actions that it answers for, plans, milestones, parts, watches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sightline.domain.governance.models import Post
from sightline.domain.governance.responsibilities import POST, Held, Passed, Passing, Responsibility, register
from sightline.ground.audit.commands import record

from .commands.actions import BATCH, change_row, moment_of
from .hand_over import CLOSED, end_links, of_action, of_plan, settle_column, settle_watches, watches
from .models import ActionOwner, Aim, Change, Funding, Milestone, Plan, Theme, Workstream
from .words import OWNER_KINDS

PARTS: dict[str, tuple[Any, str]] = {
    "aim": (Aim, "Aims that it leads"),
    "theme": (Theme, "Themes that it leads"),
    "stream": (Workstream, "Drivers and workstreams that it leads"),
    "funding": (Funding, "Money that it answers for"),
}


def owners_held(post: Post, day: date) -> list[Held]:
    rows = ActionOwner.objects.filter(post=post, until=None, action__ended_on=None)
    rows = rows.exclude(action__plan__state__in=CLOSED).select_related("action__plan")
    rows = rows.order_by("action__plan__number", "action__position", "action__number")
    return [of_action("action-owner", row, row.action, OWNER_KINDS[row.kind]) for row in rows]


def settle_owners(passing: Passing, passed: Sequence[Passed]) -> None:
    """The successor answers from the day on; with nobody, the action has no owner and the checks say so."""
    posts = {one.to.pk for one in passed if one.to is not None}
    stand = set(
        ActionOwner.objects.filter(until=None, post_id__in=posts).values_list("action_id", "kind", "post_id")
    )
    made, changes = [], []
    for one in passed:
        row: ActionOwner = one.held.thing
        reason, new = one.reason or passing.words, str(one.to) if one.to else None
        if one.to is not None and (row.action_id, row.kind, one.to.pk) not in stand:
            stand.add((row.action_id, row.kind, one.to.pk))
            since = max(moment_of(passing.until), row.since)
            made.append(
                ActionOwner(
                    action_id=row.action_id, post=one.to, kind=row.kind, since=since, by_name=passing.by.name,
                    reason=passing.words,
                )
            )  # fmt: skip
        changes.append(
            change_row(row.action, "owners", str(passing.holder), new, passing.by, passing.until, reason)
        )
        record(
            row.action, "owner handed over", number=row.action.number, kind=row.kind, new=new, reason=reason
        )
    end_links(ActionOwner, passing, passed)
    ActionOwner.objects.bulk_create(made, batch_size=BATCH)
    Change.objects.bulk_create(changes, batch_size=BATCH)


def plans_held(post: Post, day: date) -> list[Held]:
    rows = Plan.objects.filter(owner=post).exclude(state__in=CLOSED).order_by("number")
    return [of_plan("plan-owner", row, row, row.title, "Answers for it") for row in rows]


def settle_plans(passing: Passing, passed: Sequence[Passed]) -> None:
    settle_column(passing, passed, Plan, "owner", "owner")


def milestones_held(post: Post, day: date) -> list[Held]:
    rows = Milestone.objects.filter(owner=post, done_on=None, ended_on=None, replaced_by=None)
    rows = rows.exclude(plan__state__in=CLOSED).select_related("plan")
    return [of_plan("milestone", row, row.plan, row.title, "Milestone") for row in rows]


def settle_milestones(passing: Passing, passed: Sequence[Passed]) -> None:
    settle_column(passing, passed, Milestone, "owner", "milestone_owner")


def _parts(kind: str, model: Any) -> Callable[[Post, date], list[Held]]:
    def held(post: Post, day: date) -> list[Held]:
        rows = model.objects.filter(lead=post).exclude(plan__state__in=CLOSED).select_related("plan")
        return [of_plan(f"{kind}-lead", row, row.plan, str(row), "Lead") for row in rows]

    return held


def _settle_parts(kind: str, model: Any) -> Callable[[Passing, Sequence[Passed]], None]:
    def settle(passing: Passing, passed: Sequence[Passed]) -> None:
        settle_column(passing, passed, model, "lead", f"{kind}_lead")

    return settle


def tell() -> None:
    register(
        Responsibility(
            "action-owner", POST, "Actions that it answers for", owners_held, settle_owners, (POST,),
            covers=("plans.ActionOwner.post",),
        ),
        Responsibility(
            "plan-owner", POST, "Plans that it answers for", plans_held, settle_plans, (POST,),
            covers=("plans.Plan.owner",),
        ),
        Responsibility(
            "milestone", POST, "Milestones of plans", milestones_held, settle_milestones, (POST,),
            covers=("plans.Milestone.owner",),
        ),
        *(
            Responsibility(
                f"{kind}-lead", POST, words, _parts(kind, model), _settle_parts(kind, model), (POST,),
                covers=(f"{model._meta.label}.lead",),
            )
            for kind, (model, words) in PARTS.items()
        ),
        Responsibility(
            "post-watch", POST, "Embedded actions that it watches", watches("post-watch", "watcher_post"),
            settle_watches, (POST,), covers=("plans.SignOff.watcher_post",),
        ),
    )  # fmt: skip
