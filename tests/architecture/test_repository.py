"""What holds for the whole repository, whoever writes it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools import check_locks

ROOT = Path(__file__).resolve().parents[2]
OURS = ("sightline", "tests", "tools")
LONGEST_FILE = 500
BANDS = ("domain", "ground", "work", "doors")
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".in",
    ".html",
    ".css",
    ".scss",
    ".js",
    ".json",
    ".yml",
    ".yaml",
    ".cfg",
    ".sh",
    "",
}


def tracked() -> list[Path]:
    """Every file that is committed or about to be, without those of others."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("This copy is not a git checkout, so it is not known which files belong to it.")
    files = [ROOT / line for line in listed.stdout.splitlines() if "/vendor/" not in line]
    return [file for file in files if file.is_file()]


def python_files() -> list[Path]:
    """Our own Python files; migrations are generated."""
    return [file for file in tracked() if file.suffix == ".py" and "migrations" not in file.parts]


def test_lock_files_name_no_registry():
    assert check_locks.problems(ROOT) == []


def test_a_lock_file_that_names_a_registry_is_found(tmp_path):
    (tmp_path / "requirements").mkdir()
    place = "https" + "://registry.example/simple"
    (tmp_path / "requirements/base.txt").write_text(f"--index-url {place}\ndjango==5.2.19\n")
    assert check_locks.problems(tmp_path) == [f"requirements/base.txt:1: --index-url {place}"]


@pytest.mark.parametrize("name", ["base", "dev", "uv"])
def test_every_locked_package_is_pinned_and_hashed(name):
    text = (ROOT / f"requirements/{name}.txt").read_text()
    entries = re.split(r"\n(?=[a-zA-Z0-9])", re.sub(r"(?m)^\s*#.*\n", "", text).strip())
    assert entries
    for entry in entries:
        assert re.match(r"[A-Za-z0-9._-]+(\[[a-z,_-]+\])?==\S+", entry), entry[:80]
        assert "--hash=sha256:" in entry, entry[:80]


def test_no_file_holds_a_path_of_a_machine():
    pattern = re.compile("/" + "work/(main|shared)|/" + r"root/\.|/" + "home/[a-z]+/")
    found = [
        f"{file.relative_to(ROOT)}: {match.group()}"
        for file in tracked()
        if file.suffix in TEXT
        and (match := pattern.search(file.read_text(encoding="utf-8", errors="replace")))
    ]
    assert found == []


def test_no_file_names_a_package_registry():
    pattern = re.compile(
        "pythonhosted" + r"\.org|pypi" + r"\.org/simple|registry" + r"\.npmjs|registry" + r"\.yarnpkg"
    )
    found = [
        f"{file.relative_to(ROOT)}: {match.group()}"
        for file in tracked()
        if file.suffix in TEXT
        and (match := pattern.search(file.read_text(encoding="utf-8", errors="replace")))
    ]
    assert found == []


def test_no_python_file_is_too_long():
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in python_files()}
    long = {str(file.relative_to(ROOT)): length for file, length in lengths.items() if length > LONGEST_FILE}
    assert long == {}, f"Split what passes {LONGEST_FILE} lines."


def test_no_module_has_a_name_that_says_nothing():
    empty = {"utils", "helpers", "common", "core", "services", "managers", "misc"}
    parts = {part for file in python_files() for part in (*file.relative_to(ROOT).parts[:-1], file.stem)}
    assert parts & empty == set()


def packages() -> list[Path]:
    """Each package of a band that holds something."""
    folders = [path for band in BANDS for path in (ROOT / "sightline" / band).iterdir() if path.is_dir()]
    return [path for path in folders if any(file.stat().st_size for file in path.glob("*.py"))]


@pytest.mark.parametrize("package", packages(), ids=lambda path: path.name)
def test_every_package_says_what_it_is(package):
    assert (package / "README.md").is_file(), "Write what it is, what it is not, and what always holds."


def test_an_old_python_is_answered_with_a_sentence(tmp_path):
    """dev.py must stay readable for any Python; here it is told that it runs on an old one."""
    program = (ROOT / "dev.py").read_text().replace("OLDEST = (3, 11)", "OLDEST = (9, 9)")
    (tmp_path / "dev.py").write_text(program)
    done = subprocess.run(
        [sys.executable, str(tmp_path / "dev.py"), "demo"],
        capture_output=True,
        text=True,
        env={"PATH": str(tmp_path)},
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Sightline needs Python 9.9 or later")
    assert "Traceback" not in done.stderr
