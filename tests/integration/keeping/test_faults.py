"""Killed, full, in use, damaged: a register is there as it was, or as it was backed up, and nothing in between."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from tests.unit.keeping.made import rewritten, said

from .registers import ONCE, Register, hash_of, on_sqlite

pytestmark = [pytest.mark.slow, ONCE]
START = "import sys, time, django\ndjango.setup()\n"
RUN = "\nfrom sightline.doors.cli.main import main\nsys.exit(main(sys.argv[1:]))\n"
WAIT = "    print('here', flush=True)\n    time.sleep(120)\n"
STOPS_AMONG_FILES = (
    START + "from sightline.work.keeping import archive\ntrue = archive.Writer.add_file\n"
    "def wait(self, *given):\n    true(self, *given)\n" + WAIT + "archive.Writer.add_file = wait" + RUN
)
STOPS_BEFORE_THE_PROOF = (
    START
    + "from sightline.work.keeping import restore\ndef wait(archive):\n"
    + WAIT
    + "restore._prove = wait"
    + RUN
)
AT_WORK = (
    START + "from sightline.ground.jobs import worker\ntrue = worker.run_worker\ndef say(stop):\n"
    "    print('here', flush=True)\n    true(stop)\nworker.run_worker = say" + RUN
)
FULL = START + "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))" + RUN
NO_ROOM = (
    START + "import shutil\nfrom types import SimpleNamespace\n"
    "shutil.disk_usage = lambda _: SimpleNamespace(total=10**9, used=10**9, free=1000)" + RUN
)


def until_here(process: subprocess.Popen[str]) -> None:
    """Wait until the program is in the middle."""
    assert process.stdout
    for line in process.stdout:
        if line.strip() == "here":
            return
    pytest.fail(f"It ended before: {process.communicate()[1]}")


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


@pytest.fixture(params=["empty", "empty_on_server"])
def fresh(request: pytest.FixtureRequest) -> Register:
    """An empty register, on each database."""
    return request.getfixturevalue(request.param)


def is_empty(register: Register) -> bool:
    there = "SELECT count(*) FROM information_schema.tables WHERE table_name = 'audit_event'"
    if register.postgres and register.rows(there) == [(0,)]:
        return True
    return register.rows("SELECT count(*) FROM audit_event") == [(0,)]


def test_a_killed_backup_leaves_nothing_that_looks_whole(small: Path, tmp_path: Path) -> None:
    register = on_sqlite(tmp_path / "data", small)
    place = tmp_path / "backups"
    place.mkdir()
    process = register.start("-c", STOPS_AMONG_FILES, "backup", place / "one.zip")
    until_here(process)
    kill(process)
    left = list(place.iterdir())
    assert [path.suffix for path in left] == [".part"] and not (place / "one.zip").exists()
    assert "is not a whole backup" in register.refuses("backup", "--check", left[0])
    register.backup(place / "one.zip")
    assert [path.name for path in place.iterdir()] == ["one.zip"]
    assert (place / "one.zip").stat().st_mode & 0o077 == 0


def test_a_killed_restore_leaves_the_database_as_it_was_and_can_be_done_again(
    kept: tuple[Path, str], fresh: Register
) -> None:
    process = fresh.start("-c", STOPS_BEFORE_THE_PROOF, "restore", kept[0])
    until_here(process)
    kill(process)
    assert is_empty(fresh)
    said = fresh.succeeds("restore", kept[0])
    assert hash_of(said) == kept[1] and "The chain is whole." in fresh.succeeds("verify")


def test_two_restores_at_once_and_a_worker_at_work(kept: tuple[Path, str], empty: Register) -> None:
    first = empty.start("-c", STOPS_BEFORE_THE_PROOF, "restore", kept[0])
    try:
        until_here(first)
        assert "restored or upgraded by somebody else" in empty.refuses("restore", kept[0])
        assert "nothing was started" in empty.refuses("worker")
    finally:
        kill(first)
    worker = empty.start("-c", AT_WORK, "worker")
    try:
        until_here(worker)
        assert "Sightline is running" in empty.refuses("restore", kept[0])
    finally:
        worker.terminate()
        worker.communicate()
    assert is_empty(empty)


def test_a_full_disk_is_told_and_leaves_nothing(
    small: Path, kept: tuple[Path, str], empty: Register, tmp_path: Path
) -> None:
    register = on_sqlite(tmp_path / "data", small)
    place = tmp_path / "backups"
    place.mkdir()
    for script, words in (
        (FULL, "The disk is full, so no backup was made"),
        (NO_ROOM, "The backup needs about"),
    ):
        done = register.python("-c", script, "backup", place / "one.zip")
        assert done.returncode == 1 and words in done.stderr
        assert list(place.iterdir()) == []
    for script, words in ((FULL, "disk"), (NO_ROOM, "The register needs about")):
        done = empty.python("-c", script, "restore", kept[0])
        assert done.returncode == 1 and words in done.stderr
        assert is_empty(empty) and not empty.files()


def test_a_file_that_is_there_is_not_written_over(small: Path, tmp_path: Path) -> None:
    register = on_sqlite(tmp_path / "data", small)
    path = tmp_path / "one.zip"
    path.write_bytes(b"precious")
    assert "is there already" in register.refuses("backup", path)
    assert path.read_bytes() == b"precious"
    register.succeeds("backup", path, "--force")
    assert path.read_bytes() != b"precious"
    assert "There is no folder" in register.refuses("backup", tmp_path / "none" / "one.zip")
    register.succeeds("backup", tmp_path)
    assert len(list(tmp_path.glob("sightline-20*.zip"))) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"migrations": ["plans.9999_of_the_future"], "version": "9.0"},
            "made by a newer version of Sightline (9.0)",
        ),
        ({"format": "sightline-backup-9"}, "of the format"),
    ],
)
def test_a_backup_of_another_version_is_refused_before_anything_is_touched(
    kept: tuple[Path, str], empty: Register, tmp_path: Path, changes: dict[str, object], words: str
) -> None:
    path = tmp_path / "other.zip"
    path.write_bytes(kept[0].read_bytes())
    assert words in empty.refuses("restore", said(path, **changes))
    assert is_empty(empty)


def test_rows_that_do_not_fit_together_are_refused_whole(
    kept: tuple[Path, str], fresh: Register, tmp_path: Path
) -> None:
    """Somebody who knows the format took a row away and made every sum anew."""
    import json
    from hashlib import sha256

    from sightline.work.keeping.register import Sum, register_hash

    def without_a_body(members: dict[str, bytes]) -> None:
        name = "tables/governance_body.jsonl"
        lines = members[name].splitlines(keepends=True)
        members[name] = b"".join([lines[0], *lines[2:]])
        manifest = json.loads(members["manifest.json"])
        for table in manifest["tables"]:
            if table["name"] == "governance_body":
                table |= {
                    "rows": len(lines) - 2,
                    "size": len(members[name]),
                    "sha256": sha256(members[name]).hexdigest(),
                }
        sums = [Sum(**one) for one in manifest["tables"]], [Sum(**one) for one in manifest["files"]]
        members["manifest.json"] = json.dumps(
            manifest | {"register": register_hash(*sums, manifest["lost"])}
        ).encode()

    path = tmp_path / "other.zip"
    path.write_bytes(kept[0].read_bytes())
    sentence = fresh.refuses("restore", rewritten(path, without_a_body))
    assert "do not fit together" in sentence and "Nothing was restored" in sentence
    assert is_empty(fresh) and not fresh.files()


WRITER = (
    START
    + """
from sightline.ground.audit.actors import System
from sightline.ground.audit.commands import command, record
from sightline.domain.governance.commands import add_body, add_post
@command("governance.edit")
def both(*, by, number):
    body = add_body(by=by, name=f"Body {number}", kind="board")
    add_post(by=by, title=f"Post {number}")
    record(body, "made with its post")
print("here", flush=True)
for number in range(100000):
    both(by=System(), number=number)
"""
)


@pytest.mark.parametrize("on", ["sqlite", "postgres"])
def test_a_backup_is_one_moment_while_somebody_writes(
    on: str,
    request: pytest.FixtureRequest,
    kept: tuple[Path, str],
    small: Path,
    empty: Register,
    tmp_path: Path,
) -> None:
    if on == "sqlite":
        register = on_sqlite(tmp_path / "data", small)
    else:
        register = request.getfixturevalue("empty_on_server")
        register.succeeds("restore", kept[0])
    count = "SELECT (SELECT count(*) FROM governance_body) - (SELECT count(*) FROM governance_post)"
    before = register.rows(count)
    writer = register.start("-c", WRITER)
    try:
        until_here(writer)
        made = [register.backup(tmp_path / f"{number}.zip") for number in range(2)]
    finally:
        kill(writer)
    assert made[0] != made[1]
    empty.succeeds("restore", tmp_path / "1.zip")
    assert empty.rows(count) == before
    assert empty.rows("SELECT count(*) FROM governance_post WHERE title LIKE 'Post %'") != [(0,)]
    assert "The chain is whole." in empty.succeeds("verify")
