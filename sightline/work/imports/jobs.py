"""The background work of imports."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from sightline.ground.accounts.models import User
from sightline.ground.jobs.registry import job

from .commands import tables
from .commands.archives import unpack
from .commands.readings import READER, read_paper, read_papers
from .commands.uploads import ask_to_read_all
from .models import Reading, TableImport


@job("imports.read_paper", title="Reading a paper", retries=2, limit_seconds=180)
def read_one_paper(*, reading_id: int) -> None:
    """Read a paper that waits. Run again after it was killed, it begins anew; done already, it does nothing."""
    read_paper(reading_id)


@job("imports.read_papers", title="Reading papers", retries=2, limit_seconds=600)
def read_many_papers(*, reading_ids: list[int]) -> None:
    """Read papers that wait, for a while; the rest becomes a job of its own. Those that were read are not read again."""
    if left := read_papers(reading_ids):
        rest = list(Reading.objects.filter(pk__in=left).select_related("upload").order_by("pk"))
        with transaction.atomic():
            ask_to_read_all(READER, rest[0].upload, rest)


@job("imports.unpack", title="Taking papers out of an archive", retries=2, limit_seconds=1800)
def unpack_archive(*, archive_id: int) -> None:
    """Take the papers out of an archive. Run again after it was killed, it goes on where it was."""
    unpack(archive_id)


@job("imports.try_table", title="Trying a plan table", retries=1, limit_seconds=120)
def try_table(*, table_id: int, by_id: int) -> None:
    """The dry run of a long table. Run again after it was killed, it begins anew; nothing of it stays but what it shows."""
    table, by = _table(table_id), User.objects.get(pk=by_id)
    if table.applied_at is None:
        tables.dry_run(by=by, table=table, today=timezone.localdate())


@job("imports.apply_table", title="Taking a plan table in", retries=1, limit_seconds=120)
def apply_table(*, table_id: int, by_id: int, seen: str) -> None:
    """Apply a long table: one transaction, so that one killed in the middle has done nothing; done already, it does nothing."""
    table, by = _table(table_id), User.objects.get(pk=by_id)
    if table.applied_at is None:
        tables.apply_table(by=by, table=table, today=timezone.localdate(), seen=seen)


def _table(table_id: int) -> Any:
    return TableImport.objects.select_related("reading", "plan").get(pk=table_id)
