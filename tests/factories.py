"""Things to test with. Each function drives the real commands, as the system, and takes what a test cares about.

Nothing here builds a row by hand: what the commands would refuse, a test cannot have.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from sightline.domain.evidence.commands import add_evidence
from sightline.domain.evidence.models import Evidence
from sightline.domain.governance.commands import (
    add_body,
    add_person,
    add_post,
    edit_council,
    hold_post,
)
from sightline.domain.governance.models import Body, Council, Holding, Person, Post
from sightline.domain.inspections.commands import (
    FindingFacts,
    InspectionFacts,
    JudgementFacts,
    add_inspection,
    add_strategy,
)
from sightline.domain.inspections.models import Finding, Inspection, Strategy
from sightline.domain.plans.commands import add_action, add_part, propose_plan
from sightline.domain.plans.drafts import ActionDraft
from sightline.domain.plans.models import Action, Plan, Theme
from sightline.ground.accounts.commands import create_user, give_grant
from sightline.ground.accounts.models import User
from sightline.ground.audit.actors import System
from tests import cast

SYSTEM = System("the tests")
TODAY = date(2024, 6, 3)
_number = count(1)

# Users ---------------------------------------------------------------------------------------------------------------


def a_user(player: cast.Player = cast.READER, *, over: Any = None) -> User:
    """The account of somebody of the cast, with their role over everything, or over one thing only."""
    user = User.objects.filter(email=player.email).first()
    if user is None:
        user = create_user(by=SYSTEM, email=player.email, name=player.name, password=cast.PASSWORD)
    if player.role:
        kind, key = over.scopes()[0] if over is not None else ("everything", None)
        if not user.grants.filter(role=player.role, kind=kind, thing_id=key).exists():
            give_grant(by=SYSTEM, user=user, role=player.role, kind=kind, thing_id=key)
    return user


# Governance ----------------------------------------------------------------------------------------------------------


def a_council(**changes: Any) -> Council:
    described = {"name": cast.COUNCIL, "short_name": cast.SHORT_COUNCIL, "fictional": True}
    return edit_council(by=SYSTEM, **(described | changes))


def a_body(name: str = "", *, kind: str = "board", **changes: Any) -> Body:
    return add_body(by=SYSTEM, name=name or f"Improvement Board {next(_number)}", kind=kind, **changes)


def a_post(title: str = "", **changes: Any) -> Post:
    return add_post(by=SYSTEM, title=title or f"Head of Service {next(_number)}", **changes)


def a_person(name: str = "", **changes: Any) -> Person:
    return add_person(by=SYSTEM, name=name or f"Post Holder {next(_number)}", **changes)


def a_holding(player: cast.Player, *, post: Post | None = None, since: date | None = None) -> Holding:
    """Somebody of the cast in their own post, joined to their account where they have one."""
    user = User.objects.filter(email=player.email).first()
    person = Person.objects.filter(name=player.name).first() or a_person(
        player.name, email=player.email, user=user
    )
    taken = (post or Post.objects.filter(title=player.post, team=player.team, until=None).first()) or a_post(
        player.post, team=player.team
    )
    return hold_post(by=SYSTEM, person=person, post=taken, since=since)


# Inspections ---------------------------------------------------------------------------------------------------------

INSPECTION = InspectionFacts(
    authority=cast.SHORT_COUNCIL,
    framework="ILACS",
    title="Inspection of Northmere children’s services",
    start=date(2023, 3, 6),
    end=date(2023, 3, 17),
    published=date(2023, 5, 2),
    lead_inspector="Lead Inspector",
    judgements=(
        JudgementFacts(
            "The impact of leaders on social work practice with children and families", "Inadequate", 1
        ),
        JudgementFacts("Overall effectiveness", "Requires improvement to be good", 1),
    ),
    findings=(
        FindingFacts(
            "The timeliness of decisions at the front door.", category="What needs to improve", page=2
        ),
        FindingFacts("The quality and frequency of supervision.", category="What needs to improve", page=2),
        FindingFacts(
            "Sufficient homes for children in care close to Northmere.",
            category="What needs to improve",
            page=3,
        ),
    ),
)


def an_inspection(**changes: Any) -> Inspection:
    """An accepted inspection with two judgements and three findings; `changes` are fields of InspectionFacts.

    Days that are not given move on with every call, so that two calls do not make the same inspection.
    """
    facts = replace(INSPECTION, **changes)
    if not {"start", "end"} & set(changes) and Inspection.objects.exists():
        latest = Inspection.objects.exclude(start=None).order_by("-start").first()
        start = date((latest.start.year if latest and latest.start else 2023) + 1, 3, 4)
        facts = replace(facts, start=start, end=start.replace(day=15), published=changes.get("published"))
    return add_inspection(by=SYSTEM, facts=facts, today=TODAY)


def a_finding(text: str = "The quality of care planning.", **changes: Any) -> Finding:
    """The one finding of an inspection of its own; `changes` are fields of FindingFacts."""
    inspection = an_inspection(findings=(FindingFacts(text=text, **changes),))
    return inspection.findings.get()


def a_strategy(title: str = "", *, kind: str = "strategy", **changes: Any) -> Strategy:
    return add_strategy(
        by=SYSTEM, title=title or f"Early Help Strategy {next(_number)}", kind=kind, **changes
    )


# Evidence ------------------------------------------------------------------------------------------------------------


def some_evidence(title: str = "Supervision audit, May 2024", **changes: Any) -> Evidence:
    """A note, unless `kind` and what belongs to it say otherwise."""
    today = changes.pop("today", TODAY)
    given = {"kind": "note", "note": "30 of 36 files had monthly supervision."} | changes
    return add_evidence(by=SYSTEM, title=title, today=today, **given)


# Plans ---------------------------------------------------------------------------------------------------------------


def a_plan(
    title: str = "", *, answers: tuple[Inspection, ...] = (), today: date = TODAY, **changes: Any
) -> Plan:
    """A draft plan; `answers` are the inspections in its scope, `changes` fields of the plan."""
    keys = [inspection.pk for inspection in answers]
    title = title or f"Improvement plan {next(_number)}"
    return propose_plan(by=SYSTEM, title=title, inspection_ids=keys, today=today, **changes)


def a_theme(plan: Plan, title: str = "", **changes: Any) -> Theme:
    theme: Theme = add_part(
        by=SYSTEM, plan=plan, part="theme", title=title or f"Theme {next(_number)}", **changes
    )
    return theme


def an_action(plan: Plan | None = None, title: str = "", *, today: date = TODAY, **changes: Any) -> Action:
    """An action with nothing stated but what it is; `changes` are fields of ActionDraft, or values of the action."""
    names = set(ActionDraft.__dataclass_fields__) - {"values"}
    shaped = {name: value for name, value in changes.items() if name in names}
    values = {name: value for name, value in changes.items() if name not in names}
    values["title"] = title or f"Agree one threshold document with all partners ({next(_number)})"
    draft = ActionDraft(values=values, **shaped)
    return add_action(by=SYSTEM, plan=plan or a_plan(today=today), draft=draft, today=today)
