"""Load a tier of plans in one transaction and as one audit event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from random import Random

from django.db import connection

from sightline.domain.governance.commands import add_body, add_post, edit_council
from sightline.domain.governance.models import Body, Council, Post
from sightline.domain.inspections.commands import FindingFacts, InspectionFacts, add_inspection
from sightline.domain.inspections.models import Finding, Inspection
from sightline.domain.plans.commands import add_part, propose_plan
from sightline.domain.plans.models import (
    Action,
    ActionBody,
    ActionFinding,
    ActionOwner,
    Change,
    Figure,
    Plan,
    Update,
)
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command
from sightline.ground.audit.loading import Loading, bulk_load
from sightline.ground.lib.errors import Refused

from .making import THINGS, Setting, actions_of, links_of

COUNCIL = "Scale Borough Council"
UPDATES = 12
INSPECTIONS_OF_A_PLAN = 3


@dataclass(frozen=True)
class Tier:
    """How many plans of how many actions each; every action has UPDATES updates."""

    plans: int
    actions: int
    inspections: int


TIERS = {"S": Tier(1, 200, 3), "M": Tier(1, 2_000, 5), "L": Tier(10, 2_000, 10)}


def check_can_load() -> None:
    """Raise Refused in a database that holds anything of a council."""
    council = Council.objects.first()
    if council is not None or Plan.objects.exists() or Inspection.objects.exists():
        whose = f"the data of {council.name}" if council is not None and council.name else "data already"
        raise Refused(
            f"This database holds {whose}. Nothing was loaded: data for measuring is never mixed with a council's. Choose an empty "
            "place with DATABASE_URL or SIGHTLINE_DATA, and run “sightline migrate” there first.",
            rule="scale.empty-only",
        )


@command("plans.propose_plan")
def load_tier(
    *, by: Actor, tier: str, seed: int, today: date, say: Callable[[str], None] = lambda _: None
) -> list[Plan]:
    """Make the plans of a tier. say: is told what has been done, for a progress line."""
    check_can_load()
    size, random = TIERS[tier], Random(f"{tier}-{seed}")  # noqa: S311 - not a secret
    edit_council(by=by, name=COUNCIL, short_name="Scale", fictional=True)
    posts = [add_post(by=by, title=f"Head of Service {number}") for number in range(1, 41)]
    bodies = [add_body(by=by, name=f"Board {number}", kind="board") for number in range(1, 13)]
    inspections = [_inspection(by, number, today) for number in range(size.inspections)]
    say(f"{len(posts)} posts, {len(bodies)} bodies, {len(inspections)} inspections")
    scopes = [
        [inspections[(number + place) % len(inspections)] for place in range(INSPECTIONS_OF_A_PLAN)]
        for number in range(size.plans)
    ]
    plans = [
        propose_plan(
            by=by,
            title=f"Improvement plan {number}",
            today=today,
            inspection_ids=[one.pk for one in scope],
        )
        for number, scope in enumerate(scopes, 1)
    ]
    made_from = sha256(f"{tier} {seed} {today}".encode()).hexdigest()
    with bulk_load(
        plans[0], source=f"made for measuring: tier {tier}, seed {seed}", digest=made_from
    ) as load:
        for plan, scope in zip(plans, scopes, strict=True):
            _fill(by, plan, size, posts, bodies, scope, random, today, load)
            say(f"{plan.title}: {size.actions} actions, {size.actions * UPDATES} updates")
    return plans


def know_sizes() -> None:
    """Let the database count what was loaded, so that it plans its questions for that and not for an empty table."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _inspection(by: Actor, number: int, today: date) -> Inspection:
    start = today - timedelta(days=500 + 400 * number)
    findings = tuple(
        FindingFacts(
            f"The quality and timeliness of {THINGS[place % len(THINGS)]}, case {place}.",
            category="What needs to improve",
            page=place // 5 + 2,
        )
        for place in range(15)
    )
    facts = InspectionFacts(
        authority="Scale", framework="ILACS", title=f"Inspection {number + 1}", start=start,
        end=start + timedelta(days=11), findings=findings,
    )  # fmt: skip
    return add_inspection(by=by, facts=facts, today=today)


def _fill(
    by: Actor,
    plan: Plan,
    size: Tier,
    posts: list[Post],
    bodies: list[Body],
    inspections: list[Inspection],
    random: Random,
    today: date,
    load: Loading,
) -> None:
    themes = [add_part(by=by, plan=plan, part="theme", title=f"Theme {number}") for number in range(1, 9)]
    streams = [
        add_part(by=by, plan=plan, part="workstream", title=f"Workstream {number}") for number in range(1, 6)
    ]
    findings = Finding.objects.filter(inspection__in=inspections).order_by("pk")
    setting = Setting(
        themes=[one.pk for one in themes],
        workstreams=[one.pk for one in streams],
        posts=[one.pk for one in posts],
        bodies=[one.pk for one in bodies],
        findings=list(findings.values_list("pk", flat=True)),
        today=today,
        updates=UPDATES,
    )
    actions = actions_of(plan, size.actions, setting, random)
    links = links_of(actions, setting, random)
    load.add(Action, actions)
    load.add(ActionOwner, links.owners)
    load.add(ActionBody, links.bodies)
    load.add(ActionFinding, links.findings)
    load.add(Figure, links.figures)
    load.add(Update, links.updates)
    load.add(Change, links.changes)
