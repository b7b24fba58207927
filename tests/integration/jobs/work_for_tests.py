"""Jobs that the tests ask for. The killed-worker test runs them in processes of its own."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import transaction

from sightline.ground.jobs.models import Turn
from sightline.ground.jobs.progress import current_job, progress
from sightline.ground.jobs.registry import job
from sightline.ground.lib.errors import Refused, Unreadable

CALLS: list[dict] = []


@job("tests.note", title="Noting a word")
def note(*, word: str) -> None:
    CALLS.append({"word": word, "asked_by": current_job().asked_by})
    progress(3, 4, "3 of 4 words noted")


@job("tests.fail", title="Failing", retries=1)
def fail() -> None:
    progress(1, 2, "half-way")
    raise ValueError("secret detail")


@job("tests.unreadable", title="Reading what cannot be read")
def unreadable() -> None:
    raise Unreadable("This file is locked with a password: save a copy without it and try again.")


@job("tests.refused", title="Doing what is refused")
def refused() -> None:
    raise Refused("The plan is adopted, so nothing was changed.")


@job("tests.slow", title="Taking too long", limit_seconds=1)
def slow() -> None:
    try:
        time.sleep(20)
    except Exception:
        raise AssertionError("the limit must not be an ordinary exception") from None


@job("tests.steps", title="Going step by step")
def steps(*, most: int) -> None:
    for step in range(most):
        progress(step, most, f"step {step}")
        time.sleep(0.01)


@job("tests.killed", title="Being killed in the middle", retries=2)
def killed(*, folder: str) -> None:
    """At the first attempt: write half of the work in an open transaction, say so, and hang until killed."""
    attempts = current_job().attempts
    with transaction.atomic():
        Turn.objects.create(name="effect", due=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=attempts))
        if attempts == 1:
            Path(folder, "begun").write_text(str(os.getpid()))
            time.sleep(120)
