"""A plan's paper from its number, and the papers that were made in the background and wait to be fetched."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import IO

from sightline.domain.plans import queries
from sightline.domain.plans.queries.sheet import sheet_rows
from sightline.ground.accounts.models import User
from sightline.ground.files.queries import folder
from sightline.ground.jobs.models import Job
from sightline.ground.lib.errors import NotFound

from .about import about
from .plan_word import plan_document
from .word import write_word

EVERYTHING = 100_000
KEPT_SECONDS = 24 * 60 * 60


def plan_paper(
    user: User,
    number: int,
    *,
    filters: Mapping[str, str],
    words: Sequence[str],
    today: date,
    as_at: date | None,
) -> IO[bytes]:
    """The plan as a Word document, of what this person may see. filters: fields of queries.Filters; words: the same for people."""
    chosen = queries.Filters(**filters)
    found = queries.plan_page(user, number, today=today, filters=chosen, size=EVERYTHING, as_at=as_at)
    return paper_of(user, found, filters=chosen, words=words, today=today)


def paper_of(
    user: User, found: queries.PlanPage, *, filters: queries.Filters, words: Sequence[str], today: date
) -> IO[bytes]:
    """The paper of a plan whose page holds all of its actions."""
    known = sheet_rows(user, found.plan, filters, today) if found.as_at is None else []
    said = about(found.plan.title, as_at=found.as_at or today, filters=words, version=found.plan.version)
    return write_word(plan_document(found, known, words), said)


def keep(job: int, made: IO[bytes]) -> None:
    """Keep a paper under the number of the job that made it, whole or not at all; those of yesterday go."""
    place = _place(job)
    place.parent.mkdir(parents=True, exist_ok=True)
    for old in place.parent.iterdir():
        if old.stat().st_mtime < time.time() - KEPT_SECONDS:
            old.unlink(missing_ok=True)
    beside = place.with_suffix(".part")
    with beside.open("wb") as out:
        shutil.copyfileobj(made, out)
    os.replace(beside, place)


def fetched(user: User, job: Job, number: int) -> IO[bytes]:
    """The paper that a job made of this plan, for who asked for it: it holds what they may see, which is not the same for all."""
    mine = job.name == "reports.plan_paper" and job.asked_by_id == user.id and job.about_id == number
    if not mine or not _place(job.pk).exists():
        raise NotFound("This document is not kept any more. Have it made again from the plan’s page.")
    return _place(job.pk).open("rb")


def _place(job: int) -> Path:
    return folder() / "papers" / f"{job}.docx"
