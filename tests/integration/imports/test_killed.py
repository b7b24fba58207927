"""A process that is killed while it takes a plan in leaves the database as it was."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.own_database import ROOT, own_database

PROGRAM = str(Path(__file__).with_name("killed_apply.py"))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_kill_in_the_middle_of_an_apply_leaves_everything_as_it_was(tmp_path):
    before = killed(tmp_path, "prepare", "apply", "look")
    assert before.split()[:2] == ["0", "0"] and before.split()[-1] == "True"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_kill_in_the_middle_of_an_accept_leaves_everything_as_it_was(tmp_path):
    before = killed(tmp_path, "prepare-paper", "accept", "look-at-papers")
    assert before.split()[:2] == ["0", "0"] and before.split()[3:] == ["read", "320", "True"]


def killed(tmp_path: Path, prepare: str, act: str, look: str) -> str:
    """What `look` says before and after a process was killed in the middle of `act`, which must be the same."""
    environment = own_database(tmp_path)
    run(environment, prepare, tmp_path)
    before = run(environment, look, tmp_path)
    process = subprocess.Popen([sys.executable, PROGRAM, act, str(tmp_path)], env=environment, cwd=ROOT)
    until = time.monotonic() + 90
    while not (tmp_path / "begun").exists():
        assert process.poll() is None and time.monotonic() < until, "it did not come as far as the middle"
        time.sleep(0.1)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert run(environment, look, tmp_path) == before
    return before


def run(environment: dict[str, str], what: str, folder: Path) -> str:
    command = [sys.executable, PROGRAM, what, str(folder)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr
    return done.stdout
