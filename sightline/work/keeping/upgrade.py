"""Upgrade a register to this version of the program: a backup first, then the migrations, then proof of what did not change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from sightline.ground.audit.queries import Report, parse_head, verify
from sightline.ground.lib.errors import Refused

from .backup import back_up, files_as_they_are
from .filling import bring_up_to_date, check_ours
from .locks import alone, check_nobody_writes
from .manifest import Manifest
from .register import Sum, one_moment, register_hash, sum_of
from .tables import kept_tables
from .told import backups_folder

Say = Callable[[str], None]


@dataclass(frozen=True)
class Upgraded:
    """before, after: the register hash; same: tables of which every row and column is as it was; changed, new, gone: the others."""

    copy: Path
    before: str
    after: str
    applied: list[str]
    same: list[str]
    changed: list[str]
    new: list[str]
    gone: list[str]
    report: Report


def waiting() -> list[str]:
    """The migrations that were not yet applied, such as "plans.0007_versions"."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def upgrade(*, say: Say = lambda _: None) -> Upgraded | None:
    """Back up, migrate and verify; None where there is nothing to do.

    Raises Refused, with nothing changed, where the database is in use or no backup can be made; and, where a migration fails, with
    how to return to the backup.
    """
    with alone("upgraded"):
        check_ours()
        if not (steps := waiting()):
            return None
        check_nobody_writes("upgraded")
        say("a backup is made")
        copy, manifest = back_up(backups_folder() / f"before-upgrade-{datetime.now():%Y-%m-%d-%H%M%S}.zip")  # noqa: DTZ005
        say(f"{len(steps)} migration{'s are' if len(steps) > 1 else ' is'} applied")
        try:
            bring_up_to_date()
        except Exception as error:
            raise Refused(_how_to_return(copy, manifest, error)) from error
        say("the record is verified")
        return _compared(copy, manifest, steps)


def _compared(copy: Path, manifest: Manifest, steps: list[str]) -> Upgraded:
    before = {table.name: (table, manifest.columns_of(table.name)) for table in manifest.tables}
    now: dict[str, Sum] = {}
    with one_moment(connection):
        tables = kept_tables(connection)
        for table in tables:
            now[table.name] = sum_of(connection, table)
        files, lost = files_as_they_are()
    columns = {table.name: table.columns for table in tables}
    same = [name for name in now if name in before and before[name] == (now[name], columns[name])]
    return Upgraded(
        copy=copy,
        before=manifest.register,
        after=register_hash(now.values(), files, lost),
        applied=steps,
        same=same,
        changed=[name for name in now if name in before and name not in same],
        new=[name for name in now if name not in before],
        gone=[name for name in before if name not in now],
        report=verify(parse_head(manifest.head)),
    )


def _how_to_return(copy: Path, manifest: Manifest, error: Exception) -> str:
    said = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return (
        f"The upgrade did not succeed: {said}. The register as it was is in {copy}. To return to it, install the version that made "
        f"it ({manifest.version}) and run: sightline restore {copy} --replace “{manifest.council}” --no-copy"
    )
