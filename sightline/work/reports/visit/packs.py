"""Asking for a pack, keeping it for a day, and fetching it."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path
from typing import IO, Any

from sightline.domain.plans.models import Plan, PlanInspection
from sightline.domain.plans.queries import plan_for
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.files.queries import folder
from sightline.ground.jobs.commands import enqueue
from sightline.ground.jobs.models import Job
from sightline.ground.lib.errors import NotFound, Refused

from .facts import Visit, visit_facts
from .pack import check_size, write_pack

JOB = "reports.visit_pack"
KEPT_SECONDS = 24 * 60 * 60


def ask_for_pack(*, by: Actor, inspection: int, plan: int, as_at: date, today: date) -> Job:
    """Have a pack made in the background, and keep in the record who asked for what.

    Raises NotFound, and Refused for a day to come, nothing to show, a plan that answers another inspection, or one too large.
    """
    reader: Any = by
    found = checked(by, inspection=inspection, plan=plan, as_at=as_at, today=today)
    return request_pack(by=by, plan=plan_for(reader, plan), found=found, today=today)


@command("plans.see", on="plan")
def request_pack(*, by: Actor, plan: Plan, found: Visit, today: date) -> Job:
    """Ask for the evidence of a plan as one pack, for an inspection visit. What leaves the house is in the record."""
    job = enqueue(
        JOB, by=by, about=("visit pack", found.inspection_number), what=f"Packing the evidence for {found.inspection}",
        inspection=found.inspection_number, plan=plan.number, as_at=found.as_at.isoformat(), today=today.isoformat(),
        by_id=by.id,
    )  # fmt: skip
    told(plan, found)
    return job


@command("plans.see", on="plan")
def write_for(*, by: Actor, plan: Plan, place: Path, visit: Visit) -> tuple[int, int]:
    """Write the evidence of a plan to a file on the server, as a pack for an inspection visit."""
    written = write(place, visit)
    told(plan, visit)
    return written


def told(plan: Plan, visit: Visit) -> None:
    """Say in the running event which evidence a pack gives, and as at when."""
    record(
        plan, "evidence packed for a visit", inspection=visit.inspection_number, as_at=visit.as_at,
        findings=len(visit.findings), sha256=visit.set_hash,
    )  # fmt: skip


def checked(by: Actor, *, inspection: int, plan: int, as_at: date, today: date) -> Visit:
    """The facts of the pack, where one can be made of them."""
    if as_at > today:
        raise Refused("Nothing is known of a day to come. No pack was made. Choose today or an earlier day.",
                      rule="reports.visit-day", field="as_at")  # fmt: skip
    found = visit_facts(by, inspection=inspection, plan=plan, as_at=as_at)
    if not found.findings:
        raise Refused(
            "No finding of this inspection stood on that day, so there is nothing to show. No pack was made.",
            rule="reports.visit-findings",
            field="inspection",
        )
    if not any(one.actions for one in found.findings) and not in_scope(inspection, plan):
        raise Refused(
            f"{found.plan} does not answer {found.inspection}: no action in it answers one of its findings, and the inspection "
            "was never in its scope. No pack was made. Choose the plan that answers it.",
            rule="reports.visit-plan",
            field="plan",
        )
    check_size(found)
    return found


def in_scope(inspection: int, plan: int) -> bool:
    """Whether the inspection is or was among those that a plan is to answer; both by number."""
    return PlanInspection.objects.filter(plan__number=plan, inspection__number=inspection).exists()


def keep(job: int, visit: Visit) -> tuple[int, int]:
    """Write a pack under the number of its job, whole or not at all; its number of files and bytes. Those of yesterday go."""
    place = _place(job)
    place.parent.mkdir(parents=True, exist_ok=True)
    for old in place.parent.iterdir():
        if old.stat().st_mtime < time.time() - KEPT_SECONDS:
            old.unlink(missing_ok=True)
    return write(place, visit)


def write(place: Path, visit: Visit) -> tuple[int, int]:
    """Write a pack to a file, whole or not at all: how many files of evidence it holds, and its bytes."""
    beside = place.with_name(f"{place.name}.part")
    try:
        with beside.open("wb") as out:
            count = write_pack(visit, out)
        os.replace(beside, place)
    finally:
        beside.unlink(missing_ok=True)
    return count, place.stat().st_size


def fetched(user: Actor, job: Job) -> IO[bytes]:
    """The pack that a job made, for who asked for it: it holds what they may see, which is not the same for all."""
    mine = job.name == JOB and user.id is not None and job.asked_by_id == user.id
    if not mine or not _place(job.pk).exists():
        raise NotFound("This pack is not kept any more. Have it made again.")
    return _place(job.pk).open("rb")


def _place(job: int) -> Path:
    return folder() / "visits" / f"{job}.zip"
