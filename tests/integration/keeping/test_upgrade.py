"""An older register is backed up, brought to this version, and what did not change is shown; or it is told how to return."""

from __future__ import annotations

from pathlib import Path

import pytest

from .registers import ONCE, Register, hash_of, on_sqlite

pytestmark = [pytest.mark.slow, ONCE]
BEFORE = "0002_many_papers"  # of imports: after it came the table of lessons, which nothing else builds upon
OLDER = (
    "import django; django.setup(); from django.core.management import call_command; "
    f"call_command('migrate', 'imports', '{BEFORE}', verbosity=0)"
)
FAILS = (
    "import sys, django\ndjango.setup()\nfrom sightline.work.keeping import upgrade\n"
    "def fail():\n    raise RuntimeError('the column is too narrow')\nupgrade.bring_up_to_date = fail\n"
    "from sightline.doors.cli.main import main\nsys.exit(main(sys.argv[1:]))"
)


@pytest.fixture(scope="module")
def older(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register as an earlier version held it."""
    register = on_sqlite(tmp_path_factory.mktemp("older") / "data", small)
    done = register.python("-c", OLDER)
    assert done.returncode == 0, done.stderr
    assert register.rows("SELECT 1 FROM sqlite_master WHERE name = 'imports_lesson'") == []
    return register.folder


def test_an_upgrade_keeps_a_backup_and_shows_what_did_not_change(older: Path, tmp_path: Path) -> None:
    register = on_sqlite(tmp_path / "data", older)
    said = register.succeeds("upgrade")
    assert "imports.0003_lessons" in said and "tables are exactly as they were" in said
    assert "imports_lesson" in said.partition("New: ")[2] and "The chain is whole." in said
    same = int(next(line for line in said.splitlines() if "exactly" in line).split()[0])
    assert same > 50
    before = next(line.split()[1] for line in said.splitlines() if line.startswith("  before"))
    after = next(line.split()[1] for line in said.splitlines() if line.startswith("  after"))
    copy = next((register.folder / "backups").glob("before-upgrade-*.zip"))
    assert hash_of(register.succeeds("backup", "--check", copy)) == before != after
    assert register.backup(tmp_path / "now.zip") == after
    assert "Nothing was changed" in register.succeeds("upgrade")
    assert len(list((register.folder / "backups").glob("before-upgrade-*.zip"))) == 1


def test_a_backup_of_an_older_version_is_restored_as_it_was_and_brought_up(
    older: Path, empty: Register, tmp_path: Path
) -> None:
    register = on_sqlite(tmp_path / "data", older)
    path = tmp_path / "older.zip"
    made = register.backup(path)
    said = empty.succeeds("restore", path)
    assert hash_of(said) == made and "later migrations were applied" in said and "The chain is whole." in said
    assert empty.rows("SELECT count(*) FROM imports_lesson") == [(0,)]
    assert "The chain is whole." in empty.succeeds("verify")


def test_an_upgrade_that_fails_says_how_to_return(older: Path, tmp_path: Path) -> None:
    register = on_sqlite(tmp_path / "data", older)
    before = register.backup(tmp_path / "before.zip")
    done = register.python("-c", FAILS, "upgrade")
    assert done.returncode == 1
    assert "the column is too narrow" in done.stderr and "sightline restore" in done.stderr
    assert "--replace “Northmere Borough Council”" in done.stderr
    assert register.backup(tmp_path / "after.zip") == before


def test_an_upgrade_is_refused_while_somebody_is_at_work(older: Path, tmp_path: Path) -> None:
    import sqlite3

    register = on_sqlite(tmp_path / "data", older)
    writing = sqlite3.connect(register.folder / "sightline.sqlite3", isolation_level=None)
    writing.execute("BEGIN IMMEDIATE")
    assert "is writing to the database" in register.refuses("upgrade")
    writing.execute("ROLLBACK")
    moment = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
    writing.execute(
        "INSERT INTO jobs_job (name, what, about_kind, asked_by, arguments, state, done, sentence, problem, attempts, worker, "
        f"asked_at, heard_at) VALUES ('x', 'Reading minutes.pdf', '', 'x', '{{}}', 'running', 0, '', '', 1, '', {moment}, {moment})"
    )
    writing.close()
    assert "Reading minutes.pdf" in register.refuses("upgrade")
    assert not list((register.folder / "backups").glob("*.zip"))
