"""Make the example: once, whole or not at all, through the commands that everybody uses."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from sightline.domain.governance.models import Body, Council, Post
from sightline.domain.inspections.models import Finding, Inspection
from sightline.domain.meetings.models import Outcome, Paper
from sightline.domain.plans.models import Action, Plan, Update
from sightline.ground.accounts.models import User
from sightline.ground.lib.errors import Refused

from . import (
    evidencing,
    governing,
    inspections,
    interventions,
    papers,
    plans,
    programme,
    promises,
    rest,
    scrutiny,
)
from .council import PASSWORD, make_council
from .days import WRITTEN_FOR, paper, shift
from .happenings import tell

__all__ = ["COUNCIL", "PASSWORD", "load", "must_load", "sign_ins", "summary"]

COUNCIL = "Northmere Borough Council"
PLANS = ("first_plan", "plan", "send_plan")
WITH_REST = ("first_plan", "plan")


def must_load() -> bool:
    """Whether the example has still to be made; False where it is there.

    Raises Refused where the database holds anything else: the example is never mixed with a council's data.
    """
    one = Council.objects.first()
    if one is not None and one.fictional and one.name == COUNCIL:
        return False
    kept = (User, Body, Post, Inspection, Plan)
    if one is not None or any(model.objects.exists() for model in kept):
        whose = f"the data of {one.name}" if one is not None and one.name else "data"
        raise Refused(
            f"This database holds {whose}, so the example was not put into it and nothing was changed. Choose another "
            "place for the example with DATABASE_URL or SIGHTLINE_DATA, or type “sightline serve” for what is here."
        )
    return True


def load(today: date | None = None) -> None:
    """Make the council, its inspections, its plans and its papers in one transaction. Call it where `must_load` says so."""
    today = today or timezone.localdate()
    with transaction.atomic():
        cast = make_council(paper("council", today))
        shelf = inspections.Shelf()
        story = inspections.happenings(paper("inspections", today), cast, shelf)
        story += interventions.happenings(paper("interventions", today), cast, shelf)
        written: dict[str, plans.Book] = {}
        papers_of, rests = _plans(today)
        for name in PLANS:
            story += plans.happenings(name, papers_of[name], cast, shelf, written)
        promised, committee = paper("promises", today), paper("scrutiny", today)
        promised["promises"] += scrutiny.promised(committee)
        governance = paper("governance", today) | {"promises": promised}
        hall = governing.Hall(cast, governance, written, papers_of, rests)
        story += governing.happenings(hall)
        story += scrutiny.happenings(committee, hall)
        story += evidencing.happenings(paper("evidence", today), cast, written)
        story += papers.happenings(paper("papers", today), cast, shift(today))
        story += promises.happenings(promised, cast)
        story += programme.happenings(paper("programme", today), cast)
        tell(story)


def _plans(today: date) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """The files of the plans with all their actions, and the files of those told in one line, by name of the plan."""
    whole = {name: paper(name, today) for name in PLANS}
    rests = {name: paper(f"{name}_rest", today) for name in WITH_REST}
    for name, lines in rests.items():
        after: dict[str, Any] = next(
            (head for one in whole.values() if (head := one["plan"]).get("follows") == name), {}
        )
        whole[name]["actions"] = rest.merged(whole[name]["actions"], lines, after.get("adopted"))
    return whole, rests


def summary() -> str:
    """What there is, in a line."""
    inspected, found = Inspection.objects.count(), Finding.objects.count()
    return (
        f"{inspected} inspections with {found} findings, {Plan.objects.count()} plans with {Action.objects.count()} actions "
        f"and {Update.objects.count()} updates, {Paper.objects.count()} papers with {Outcome.objects.count()} resolutions and "
        "commitments."
    )


def sign_ins() -> list[tuple[str, str]]:
    """Post and address of everybody who can sign in."""
    council = paper("council", WRITTEN_FOR)
    names = {row["key"]: ", ".join(filter(None, (row["title"], row.get("team")))) for row in council["posts"]}
    return [(names[row["post"]], row["email"]) for row in council["users"]]
