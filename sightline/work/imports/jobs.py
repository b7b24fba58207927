"""The background work of imports."""

from sightline.ground.jobs.registry import job

from .commands.readings import read_paper


@job("imports.read_paper", title="Reading a paper", retries=2, limit_seconds=180)
def read_one_paper(*, reading_id: int) -> None:
    """Read a paper that waits. Run again after it was killed, it begins anew; done already, it does nothing."""
    read_paper(reading_id)
