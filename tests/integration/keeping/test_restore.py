"""What was backed up is restored equal, on either database, and moves from one to the other and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .registers import COUNCIL, ONCE, Register, hash_of, head_of, on_sqlite

pytestmark = [pytest.mark.slow, ONCE]
MORE = ("user", "add", "x@northmere.example", "--name", "New", "--role", "reader", "--password-stdin")
PASSWORD = "Slow-Otter-Lantern-42\n"


def test_the_same_register_has_the_same_hash_on_both_databases_and_verifies(
    example: Path, postgres: Register, empty: Register, tmp_path: Path
) -> None:
    path = tmp_path / "example.zip"
    register_hash = on_sqlite(tmp_path / "example", example).backup(path)
    said = postgres.succeeds("restore", path)
    assert "is equal to the backup" in said and hash_of(said) == register_hash
    assert "The chain is whole." in postgres.succeeds("verify", "--head", head_of(said))
    moved = tmp_path / "moved.zip"
    assert postgres.backup(moved) == register_hash
    # and on: the chain goes on growing on PostgreSQL, and all of it moves back
    postgres.succeeds(*MORE, given=PASSWORD)
    back = tmp_path / "back.zip"
    changed = postgres.backup(back)
    assert changed != register_hash
    said = empty.succeeds("restore", back)
    assert hash_of(said) == changed
    assert "The chain is whole." in empty.succeeds("verify", "--head", head_of(said))
    assert empty.backup(tmp_path / "again.zip") == changed


def test_the_same_content_is_the_same_bytes(small: Path, tmp_path: Path) -> None:
    register = on_sqlite(tmp_path / "data", small)
    register.backup(tmp_path / "one.zip")
    register.backup(tmp_path / "two.zip")
    one, two = (json.loads(_member(tmp_path / name, "manifest.json")) for name in ("one.zip", "two.zip"))
    assert one.pop("made_at") and two.pop("made_at")
    assert one == two and len(one["tables"]) > 50 and one["files"]
    for table in one["tables"]:
        name = f"tables/{table['name']}.jsonl"
        assert _member(tmp_path / "one.zip", name) == _member(tmp_path / "two.zip", name)


def _member(path: Path, name: str) -> bytes:
    import zipfile

    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def test_a_restored_register_works_on_and_gives_no_key_twice(
    kept: tuple[Path, str], small: Path, empty: Register, tmp_path: Path
) -> None:
    source = on_sqlite(tmp_path / "source", small)
    source.succeeds(*MORE, given=PASSWORD)
    last = max(key for (key,) in source.rows("SELECT id FROM accounts_user"))
    script = (
        "import django; django.setup()\n"
        "from sightline.ground.accounts.models import User\n"
        "from sightline.ground.audit.commands import command, record\n"
        "from sightline.ground.audit.actors import System\n"
        "@command('accounts.manage')\n"
        "def remove(*, by):\n"
        "    user = User.objects.order_by('-id').first()\n"
        "    record(user, 'removed')\n"
        "    User.objects.filter(pk=user.pk).delete()\n"
        "remove(by=System())\n"
    )
    assert source.python("-c", script).returncode == 0
    source.backup(tmp_path / "one.zip")
    empty.succeeds("restore", tmp_path / "one.zip")
    empty.succeeds(*MORE, given=PASSWORD)
    assert max(key for (key,) in empty.rows("SELECT id FROM accounts_user")) == last + 1  # type: ignore[operator]
    assert "The chain is whole." in empty.succeeds("verify")


def test_a_database_that_holds_a_register_is_left_as_it_is(
    kept: tuple[Path, str], small: Path, tmp_path: Path
) -> None:
    register = on_sqlite(tmp_path / "data", small)
    register.succeeds(*MORE, given=PASSWORD)
    before = register.backup(tmp_path / "before.zip")
    for words in ([], ["--replace", "Southmere"], ["--replace"]):
        said = register.refuses("restore", kept[0], *words)
        assert f"holds the register of {COUNCIL}" in said and "it was left as it is" in said
    assert register.backup(tmp_path / "after.zip") == before


def test_a_register_is_given_up_by_name_and_a_copy_of_it_is_kept(
    kept: tuple[Path, str], small: Path, tmp_path: Path
) -> None:
    register = on_sqlite(tmp_path / "data", small)
    register.succeeds(*MORE, given=PASSWORD)
    stray = register.folder / "files" / "ff" / ("ff" * 32)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"of the register that is given up")
    before = register.backup(tmp_path / "before.zip")
    said = register.succeeds("restore", kept[0], "--replace", COUNCIL.upper())
    assert hash_of(said) == kept[1]
    copy = next((register.folder / "backups").glob("before-restore-*.zip"))
    assert hash_of(register.succeeds("backup", "--check", copy)) == before
    assert not stray.exists() and "Every stored file is as it was stored." in register.succeeds("verify")


def test_a_stored_file_that_is_missing_is_told_and_the_rest_is_kept(
    small: Path, empty: Register, tmp_path: Path
) -> None:
    register = on_sqlite(tmp_path / "data", small)
    gone, altered = sorted((register.folder / "files").glob("??/*"))[:2]
    gone.unlink()
    altered.chmod(0o600)
    altered.write_bytes(b"something else")
    path = tmp_path / "one.zip"
    done = register.sightline("backup", path)
    assert done.returncode == 1 and "2 stored files were missing or altered" in done.stderr
    said = empty.sightline("restore", path)
    assert "is equal to the backup" in said.stdout and hash_of(said.stdout) == hash_of(done.stdout)
    assert empty.files() == register.files() - {altered.name}
    assert empty.sightline("verify").returncode == 1


def test_a_hash_that_was_printed_is_compared(kept: tuple[Path, str], empty: Register) -> None:
    path, register_hash = kept
    assert "is whole" in empty.succeeds("backup", "--check", path, "--hash", register_hash[:12])
    assert "it is another backup" in empty.refuses("backup", "--check", path, "--hash", "0" * 64)
    assert "it is another backup" in empty.refuses("restore", path, "--hash", "0123456789")
    assert empty.rows("SELECT count(*) FROM audit_event") == [(0,)]


SPOILT = """
import sys
import django; django.setup()
from sightline.work.keeping import filling
true = filling.canonical.to_database
def spoilt(kind, vendor):
    write = true(kind, vendor)
    return (lambda value: write(value).replace("Northmere", "Northmoor")) if kind == "text" else write
filling.canonical.to_database = spoilt
from sightline.doors.cli.main import main
sys.exit(main(["restore", sys.argv[1]]))
"""


def test_a_register_that_does_not_come_out_equal_is_not_kept(kept: tuple[Path, str], empty: Register) -> None:
    done = empty.python("-c", SPOILT, kept[0])
    assert done.returncode == 1
    assert "is not equal to the backup: " in done.stderr and "differ" in done.stderr
    assert "accounts_user, id " in done.stderr and "name differs" in done.stderr
    assert empty.rows("SELECT count(*) FROM audit_event") == [(0,)] and not empty.files()
    empty.succeeds("restore", kept[0])


def test_words_are_found_after_a_restore_as_before(
    kept: tuple[Path, str], small: Path, empty: Register, tmp_path: Path
) -> None:
    """The index is in no backup: it is written anew, from the restored rows and from nothing that stood there before."""
    path, _ = kept
    source = on_sqlite(tmp_path / "source", small)
    source.succeeds("search")
    documents = "SELECT source, thing_id, title, text, context, day, address FROM search_document ORDER BY source, thing_id"
    index = "SELECT count(*) FROM search_words WHERE search_words MATCH '\"plan\"'"
    before = source.rows(documents)
    assert before
    empty.succeeds("restore", path)
    assert empty.rows(documents) == before and empty.rows(index) == source.rows(index)
    source.succeeds("restore", path, "--replace", COUNCIL, "--no-copy")
    assert source.rows(documents) == before
