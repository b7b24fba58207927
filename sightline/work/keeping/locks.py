"""Who is at work on the register: locks that the kernel holds, so that a killed program leaves none behind."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone

from sightline.ground.jobs.models import Job, State
from sightline.ground.lib.errors import Refused

SIGN_OF_LIFE = timedelta(seconds=60)
_LOCK = 0x53_6C_6B_70  # the key of the advisory lock of PostgreSQL
STOP = "Stop “sightline serve” and every “sightline worker”, then try again."


@contextmanager
def in_use() -> Iterator[None]:
    """While the pages are served or background work is done. Raises Refused while somebody restores or upgrades."""
    with _open("in-use.lock") as descriptor:
        if not _taken(descriptor, fcntl.LOCK_SH):
            raise Refused(
                "The register is being restored or upgraded, so nothing was started. Try again when that is done."
            )
        yield


@contextmanager
def alone(doing: str) -> Iterator[None]:
    """While somebody restores or upgrades. doing: what they do, as in "restored". Raises Refused where it is in use."""
    with _open("keeping.lock") as turn, _open("in-use.lock") as use:
        if not _taken(turn, fcntl.LOCK_EX):
            raise Refused(
                f"This register is being restored or upgraded by somebody else, so nothing was {doing}."
            )
        if not _taken(use, fcntl.LOCK_EX):
            raise Refused(f"Sightline is running on this data folder, so nothing was {doing}. {STOP}")
        with _alone_on_the_server(doing):
            yield


@contextmanager
def _alone_on_the_server(doing: str) -> Iterator[None]:
    """On PostgreSQL other machines may try as well."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            raise Refused(
                f"This register is being restored or upgraded by somebody else, so nothing was {doing}."
            )
    try:
        yield
    finally:
        if connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def check_nobody_writes(doing: str) -> None:
    """Raise Refused where a job runs, or another program is in the middle of a write, as far as that can be known."""
    now = timezone.now()
    if Job._meta.db_table in connection.introspection.table_names():
        said = Job.objects.filter(state=State.RUNNING, heard_at__gt=now - SIGN_OF_LIFE)
        if what := said.values_list("what", flat=True).first():
            raise Refused(f"Background work is being done ({what}), so nothing was {doing}. {STOP}")
    if writers := _writers():
        raise Refused(
            f"{writers} other program{'s are' if writers > 1 else ' is'} writing to the database, so nothing was {doing}. {STOP}"
        )


def _writers() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT count(DISTINCT l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
                "WHERE d.datname = current_database() AND l.pid <> pg_backend_pid() AND l.locktype = 'relation' "
                "AND l.mode IN ('RowExclusiveLock', 'ExclusiveLock', 'ShareRowExclusiveLock', 'AccessExclusiveLock')"
            )
            return int(cursor.fetchone()[0])
        cursor.execute("PRAGMA busy_timeout = 1000")
        try:
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("ROLLBACK")
        except OperationalError:
            return 1
        finally:
            cursor.execute("PRAGMA busy_timeout = 20000")
    return 0


@contextmanager
def _open(name: str) -> Iterator[int]:
    """The lock file of the data folder; closing it gives every lock on it back. It stays, empty."""
    with (Path(settings.DATA) / name).open("a") as file:
        yield file.fileno()


def _taken(descriptor: int, how: int) -> bool:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
