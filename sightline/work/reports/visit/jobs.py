"""The background work of a visit."""

from __future__ import annotations

from datetime import date

from sightline.ground.accounts.queries import acting
from sightline.ground.jobs.progress import current_job, progress
from sightline.ground.jobs.registry import job

from . import packs


@job(packs.JOB, title="Packing the evidence for an inspection visit", retries=1, limit_seconds=1800)
def make_visit_pack(*, inspection: int, plan: int, as_at: str, today: str, by_id: int | None) -> None:
    """Make the pack as the person who asked may see it, and keep it until they fetch it. Run again, it begins anew."""
    running = current_job()
    if running is None:
        raise RuntimeError("a pack is kept under the number of its job")
    found = packs.checked(
        acting(by_id), inspection=inspection, plan=plan, as_at=date.fromisoformat(as_at), today=date.fromisoformat(today)
    )  # fmt: skip
    count, size = packs.keep(running.pk, found)
    evidenced = sum(finding.evidenced for finding in found.findings)
    have, files = "has" if evidenced == 1 else "have", "file" if count == 1 else "files"
    said = f"{evidenced} of {len(found.findings)} findings {have} evidence; {count} {files}, {size / 1_000_000:.1f} MB."
    progress(count, count, said)
