"""Restore a backup: checked before anything is touched, in one transaction, and proved from the database before it is kept."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from sightline.ground.audit import triggers
from sightline.ground.audit.queries import Report, verify
from sightline.ground.files.commands import put_back
from sightline.ground.files.queries import folder
from sightline.ground.lib.errors import Refused

from .archive import Archive, opened
from .backup import back_up, check_expected, council_name, read_stored
from .filling import (
    bring_up_to_date,
    check_columns,
    check_known,
    check_links,
    check_ours,
    first_difference,
    has_tables_of,
    load_table,
    make_ready,
    make_tables,
    set_next_keys,
    tables_with_rows,
    take_tables_away,
)
from .locks import STOP, alone, check_nobody_writes
from .manifest import Manifest
from .register import Sum, register_hash, sum_of
from .tables import applied_migrations
from .told import Told, backups_folder, tell

Say = Callable[[str], None]


@dataclass(frozen=True)
class Restored:
    """register: the hash worked out from the database, equal to the backup's; migrated: how many later migrations were applied;
    copy: where what was there before is kept; report: what `verify` said afterwards."""

    manifest: Manifest
    register: str
    migrated: int
    copy: Path | None
    report: Report


def restore(
    path: Path,
    *,
    replace: str = "",
    copy: bool = True,
    expected: str = "",
    say: Say = lambda _: None,
) -> Restored:
    """Put the register of a backup into the database of DATABASE_URL and its files into the data folder.

    replace   the name of the council whose register stands there and is given up; without it the database must be empty
    copy      whether what is given up is backed up first
    expected  the register hash that was printed, or its beginning

    Raises Refused, with everything as it was, for a backup that is not whole or not known, a database in use, and a register that
    does not come out equal.
    """
    with alone("restored"), opened(path, say) as archive:
        check_expected(path, archive.manifest, expected)
        check_known(archive.manifest)
        check_ours()
        check_nobody_writes("restored")
        kept = _give_up_what_is_there(replace, copy, say)
        _check_room(archive.manifest)
        register = _restore_whole(archive, say)
        say("the record is verified")
        migrated = _bring_up_to_date(archive.manifest)
        if replace:
            _remove_files_without_row(archive.manifest)
        report = verify(_head(archive.manifest))
        tell(_told(path, archive.manifest))
        return Restored(archive.manifest, register, migrated, kept, report)


def _give_up_what_is_there(replace: str, copy: bool, say: Say) -> Path | None:
    """Refuse unless nothing is there or its council was named; the backup of what is there."""
    if not tables_with_rows():
        return None
    name = council_name()
    if replace.strip().casefold() != name.casefold():
        raise Refused(
            f"This database holds the register of {name}, so nothing was restored and it was left as it is. Choose an empty "
            f"database with DATABASE_URL and an empty folder with SIGHTLINE_DATA, or give it up with --replace “{name}”.",
            rule="keeping.empty-only",
        )
    if not copy:
        return None
    say(f"a backup of the register of {name} that is given up")
    place = backups_folder() / f"before-restore-{datetime.now():%Y-%m-%d-%H%M%S}.zip"  # noqa: DTZ005 - a name
    return back_up(place)[0]


def _check_room(manifest: Manifest) -> None:
    here = folder()
    here.mkdir(parents=True, exist_ok=True)
    needed = sum(file.size for file in manifest.files)
    if connection.vendor == "sqlite":
        needed += 3 * sum(
            table.size for table in manifest.tables
        )  # the table, its indexes, and the log of the transaction
    free = shutil.disk_usage(here).free
    if needed > free:
        raise Refused(
            f"The register needs about {needed // 1_000_000 + 1:,} MB and the disk has {free // 1_000_000:,} MB free. Nothing was "
            "restored. Make room, or choose another place with SIGHTLINE_DATA."
        )


def _restore_whole(archive: Archive, say: Say) -> str:
    """All in one transaction: a program that is killed here leaves the database as it was."""
    added: list[Path] = []
    try:
        with _one_transaction():
            say("the tables are made")
            if has_tables_of(archive.manifest):
                triggers.remove(connection)
            else:
                take_tables_away()
                make_tables(archive.manifest)
            check_columns(archive.manifest)
            make_ready(archive.manifest)
            say(f"{archive.manifest.rows:,} rows are put in")
            for table in archive.manifest.described:
                load_table(archive, table)
            check_links()
            set_next_keys(archive.manifest)
            triggers.install(connection)
            _put_files_back(archive, added)
            say("the register is compared with the backup")
            return _prove(archive)
    except OperationalError as error:
        _take_back(added)
        if "lock" in str(error):
            raise Refused(f"Another program holds the database, so nothing was restored. {STOP}") from None
        raise
    except BaseException:
        _take_back(added)
        raise


@contextmanager
def _one_transaction() -> Iterator[None]:
    """A transaction in which links are checked at the end; on SQLite that has to be said before it begins."""
    connection.disable_constraint_checking()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET LOCAL lock_timeout = '10s'")
            yield
    finally:
        connection.enable_constraint_checking()


def _put_files_back(archive: Archive, added: list[Path]) -> None:
    for file in archive.manifest.files:
        if put_back(digest=file.sha256, chunks=archive.chunks(file.sha256)):
            added.append(folder() / file.sha256[:2] / file.sha256)


def _take_back(added: list[Path]) -> None:
    for path in added:
        path.unlink(missing_ok=True)


def _prove(archive: Archive) -> str:
    """Work the register hash out again from the database and the files. Raises Refused with the first difference."""
    manifest = archive.manifest
    tables: list[Sum] = []
    for table, kept in zip(manifest.described, manifest.tables, strict=True):
        tables.append(sum_of(connection, table))
        if tables[-1] != kept:
            raise _unequal(first_difference(archive, table))
    files = [_file_as_it_is(file) for file in manifest.files]
    register = register_hash(tables, files, manifest.lost)
    if register != manifest.register:
        raise _unequal("the parts are equal and the whole is not")
    return register


def _file_as_it_is(file: Sum) -> Sum:
    path = folder() / file.sha256[:2] / file.sha256
    if (wrong := read_stored(path, file.sha256)) is not None:
        raise _unequal(f"the stored file {file.sha256[:12]} is {wrong}")
    return Sum(file.name, 0, path.stat().st_size, file.sha256)


def _unequal(what: str) -> Refused:
    return Refused(
        f"The restored register is not equal to the backup: {what}. Nothing was restored: everything is as it was. Keep the "
        "backup, and tell whoever maintains the program.",
        rule="keeping.equal",
    )


def _bring_up_to_date(manifest: Manifest) -> int:
    try:
        bring_up_to_date()
    except Exception as error:
        raise Refused(
            f"The register was restored as it was in version {manifest.version}, equal to the backup, and could not be brought up "
            f"to this version: {error}. Use it with that version, or mend what is wrong and run: sightline migrate"
        ) from error
    return len(set(applied_migrations(connection)) - set(manifest.migrations))


def _remove_files_without_row(manifest: Manifest) -> None:
    """The files of the register that was given up; those of the backup stay."""
    kept = {file.sha256 for file in manifest.files} | set(manifest.lost)
    for path in folder().glob("??/*"):
        if path.name not in kept:
            path.unlink(missing_ok=True)


def _head(manifest: Manifest) -> tuple[int, str]:
    number, _, hashed = manifest.head.partition(":")
    return int(number), hashed


def _told(path: Path, manifest: Manifest) -> Told:
    counts = (manifest.rows, len(manifest.files), len(manifest.lost))
    return Told(
        "restore", timezone.now(), path.name, path.stat().st_size, manifest.register, manifest.head, *counts
    )
