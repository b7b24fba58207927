"""Make a backup: everything at one moment, into one file, while the service runs."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO, Any

from django.db import connection
from django.db.models import Sum as Total
from django.utils import timezone

from sightline.domain.governance.models import Council
from sightline.ground.audit.queries import head
from sightline.ground.files.models import StoredFile
from sightline.ground.files.queries import path_of
from sightline.ground.lib.errors import Refused

from .archive import CHUNK, Writer, opened, sync_folder
from .manifest import Manifest
from .register import Sum, lines, one_moment, register_hash
from .tables import LEFT_OUT, Table, applied_migrations, kept_tables, unknown_tables
from .told import Told, tell

Say = Callable[[str], None]
PART = ".part"


def back_up(place: Path, *, force: bool = False, say: Say = lambda _: None) -> tuple[Path, Manifest]:
    """Write a backup to a file, or with a dated name into a folder; the file and what it says of itself.

    The file is there whole or not at all, readable by its owner only. Raises Refused where it is there already (unless `force`),
    where the disk has no room, and where the register cannot be read.
    """
    path = _named(place)
    _check_place(path, force)
    _remove_what_was_left(path)
    try:
        with _written_beside(path, force) as out, one_moment(connection):
            _check_room(path)
            manifest = _write(out, say)
    except OSError as error:
        raise _not_written(path, error) from None
    tell(_told("backup", path, manifest))
    return path, manifest


def check(path: Path, *, expected: str = "", say: Say = lambda _: None) -> Manifest:
    """Verify a backup without restoring it. expected: its register hash, or the beginning, as it was printed. Raises Refused."""
    with opened(path, say) as archive:
        check_expected(path, archive.manifest, expected)
        tell(_told("check", path, archive.manifest))
        return archive.manifest


def check_expected(path: Path, manifest: Manifest, expected: str) -> None:
    """Raise Refused where the register hash is not the one that was printed."""
    if expected and (len(expected) < 8 or not manifest.register.startswith(expected.lower())):
        raise Refused(
            f"{path.name} is whole, and its register hash is {manifest.register[:16]}…, not {expected[:16]}…: it is another "
            "backup, or somebody made it anew. Nothing was restored or changed.",
            rule="keeping.expected-hash",
        )


def _told(what: str, path: Path, manifest: Manifest) -> Told:
    size, now = path.stat().st_size, timezone.now()
    counts = (manifest.rows, len(manifest.files), len(manifest.lost))
    return Told(what, now, path.name, size, manifest.register, manifest.head, *counts)


def _write(out: IO[bytes], say: Say) -> Manifest:
    tables = kept_tables(connection)
    for name in unknown_tables(connection, tables):
        say(f"The table {name} is not Sightline’s and is not in the backup.")
    writer = Writer(out)
    try:
        for table in tables:
            writer.add_table(table.name, lines(connection, table))
        lost = [problem for file in _stored() if (problem := _add_file(writer, file))]
        for name, sentence in lost:
            say(f"{sentence} ({name[:12]}): its bytes are not in the backup.")
        manifest = _manifest(tables, writer, sorted(name for name, _ in lost))
        writer.finish(manifest)
    except BaseException:
        writer.abandon()
        raise
    return manifest


def _manifest(tables: list[Table], writer: Writer, lost: list[str]) -> Manifest:
    last = head()
    return Manifest(
        version=product_version(),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        made_on=connection.vendor,
        council=council_name(),
        head=f"{last.number}:{last.hash}",
        register=register_hash(writer.tables, writer.files, lost),
        migrations=applied_migrations(connection),
        described=tables,
        tables=writer.tables,
        files=writer.files,
        lost=lost,
        next_keys=next_keys(tables),
        left_out=LEFT_OUT,
    )


def council_name() -> str:
    """The council's name; only that column is asked for, because the tables may be of an older version."""
    return Council.objects.values_list("name", flat=True).first() or "a council without a name"


def product_version() -> str:
    try:
        return version("sightline")
    except PackageNotFoundError:
        return "of a checkout"


def _stored() -> Iterator[Any]:
    """Rows of stored files by hash, as plain tuples: what a file is does not change with the program's version."""
    return StoredFile.objects.order_by("sha256").only("sha256", "size", "name").iterator(500)


def _add_file(writer: Writer, file: StoredFile) -> tuple[str, str] | None:
    """Add the bytes of a file; its hash and what is wrong where they are missing or not what was stored."""
    found = read_stored(path_of(file), file.sha256)
    if found is not None:
        return file.sha256, f"{file.name} is {found}"
    with path_of(file).open("rb") as stream:
        writer.add_file(file.sha256, iter(lambda: stream.read(CHUNK), b""))
    return None


def read_stored(path: Path, digest: str) -> str | None:
    """What is wrong with the bytes of a stored file: "missing", "altered", or None."""
    try:
        with path.open("rb") as stream:
            total = sha256()
            while chunk := stream.read(CHUNK):
                total.update(chunk)
    except (FileNotFoundError, IsADirectoryError):
        return "missing"
    return None if total.hexdigest() == digest else "altered"


def files_as_they_are() -> tuple[list[Sum], list[str]]:
    """The stored files that are whole, and the hashes of those that are not, as the register hash counts them."""
    kept, lost = [], []
    for file in _stored():
        if read_stored(path_of(file), file.sha256) is None:
            kept.append(Sum(file.sha256, 0, path_of(file).stat().st_size, file.sha256))
        else:
            lost.append(file.sha256)
    return kept, lost


def next_keys(tables: list[Table]) -> dict[str, int]:
    """The key that each table would give out next: one that was given to a row since deleted is never given again."""
    found: dict[str, int] = {}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            given = {name: int(last) + 1 for name, last in cursor.fetchall()}
            return {table.name: given[table.name] for table in tables if table.counts and table.name in given}
        for table in tables:
            if not table.counts:
                continue
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table.name}"', table.key])
            if sequence := cursor.fetchone()[0]:
                cursor.execute(f"SELECT last_value + is_called::int FROM {sequence}")  # noqa: S608 - the server named it
                found[table.name] = int(cursor.fetchone()[0])
    return found


def _named(place: Path) -> Path:
    if place.is_dir():
        return place / f"sightline-{datetime.now():%Y-%m-%d-%H%M%S}.zip"  # noqa: DTZ005 - a name, by the clock on the wall
    return place


def _check_place(path: Path, force: bool) -> None:
    if path.exists() and not (force and path.is_file()):
        again = (
            "Give another name, or --force to write over it."
            if path.is_file()
            else "Give the name of a file."
        )
        raise Refused(
            f"{path.name} is there already, so no backup was made and it was left as it is. {again}"
        )
    if not path.parent.is_dir():
        raise Refused(
            f"There is no folder {path.parent}. No backup was made. Make the folder, or give another."
        )


def _check_room(path: Path) -> None:
    """Refuse at once what cannot fit: the stored files as they are, and the tables packed to a third of their size."""
    files = StoredFile.objects.aggregate(all=Total("size"))["all"] or 0
    needed, free = files + _size_of_database() // 3, shutil.disk_usage(path.parent).free
    if needed > free:
        raise Refused(
            f"The backup needs about {needed // 1_000_000 + 1:,} MB and the disk has {free // 1_000_000:,} MB free. No backup was "
            "made. Make room, or give a place on another disk."
        )


def _size_of_database() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
        cursor.execute("SELECT (SELECT * FROM pragma_page_count()) * (SELECT * FROM pragma_page_size())")
        return int(cursor.fetchone()[0])


@contextmanager
def _written_beside(path: Path, force: bool) -> Iterator[IO[bytes]]:
    """An open file beside the place; put there when all is written, removed when anything goes wrong."""
    beside = path.with_name(f".{path.name}.{os.getpid()}{PART}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            fcntl.flock(out.fileno(), fcntl.LOCK_EX)  # says that somebody is writing it
            yield out
            out.flush()
            os.fsync(out.fileno())
        if force:
            os.replace(beside, path)
        else:
            _put_where_nothing_is(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def _put_where_nothing_is(beside: Path, path: Path) -> None:
    """Fails where somebody else has put a file there meanwhile; on disks without links only as far as one can look."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError(errno.EEXIST, "is there already", str(path)) from None
        os.replace(beside, path)


def _remove_what_was_left(path: Path) -> None:
    """The half-written files of backups of this name that were killed."""
    beginning = f".{path.name}."
    found = [
        each for each in path.parent.iterdir() if each.name.startswith(beginning) and each.suffix == PART
    ]
    for left in found:
        with left.open("rb") as stream:
            try:
                fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            left.unlink(missing_ok=True)


def _not_written(path: Path, error: OSError) -> Refused:
    if isinstance(error, FileExistsError):
        return Refused(
            f"{path.name} was made by somebody else meanwhile and was left as it is. No backup was made."
        )
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    why = "The disk is full" if full else error.strerror or "The file could not be written"
    return Refused(
        f"{why}, so no backup was made, and nothing of it was left at {path.name}. "
        f"{'Make room, or give' if full else 'Give'} another place."
    )
