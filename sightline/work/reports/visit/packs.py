"""Asking for a pack, keeping it for a day, and fetching it."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path
from typing import IO

from sightline.ground.audit.actors import Actor
from sightline.ground.files.queries import folder
from sightline.ground.jobs.commands import enqueue
from sightline.ground.jobs.models import Job
from sightline.ground.lib.errors import NotFound, Refused

from .facts import Visit, visit_facts
from .pack import check_size, write_pack

JOB = "reports.visit_pack"
KEPT_SECONDS = 24 * 60 * 60


def ask_for_pack(*, by: Actor, inspection: int, plan: int, as_at: date, today: date) -> Job:
    """Have a pack made in the background. Raises NotFound, and Refused for a day to come, nothing to show, or one too large."""
    found = checked(by, inspection=inspection, plan=plan, as_at=as_at, today=today)
    return enqueue(
        JOB,
        by=by,
        about=("visit pack", inspection),
        what=f"Packing the evidence for {found.inspection}",
        inspection=inspection,
        plan=plan,
        as_at=as_at.isoformat(),
        today=today.isoformat(),
        by_id=by.id,
    )


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
    check_size(found)
    return found


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
