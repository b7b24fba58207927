"""A worker that is killed while it takes an archive out and reads it: nothing is lost, and nothing is done twice."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.own_database import ROOT, own_database

PROGRAM = str(Path(__file__).with_name("killed_many.py"))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_again_and_again_reads_every_paper_once(tmp_path):
    environment = own_database(tmp_path)
    run(environment, "prepare", tmp_path)
    for marks, number in (("taken", 27), ("read", 5), ("read", 31)):
        kill_when(environment, tmp_path, marks, number)
    for _ in range(10):
        time.sleep(1.2)  # longer than the silence after which a job counts as left
        run(environment, "work", tmp_path)
        said = run(environment, "look", tmp_path).split()
        if said[8] == "0":
            break
    assert said == ["done", "62", "60", "60", "read", "1", "1", "61", "0", "True"]
    assert len((tmp_path / "read").read_text()) <= 60 + 1, "a paper was read twice though its result was kept"


def kill_when(environment: dict[str, str], folder: Path, marks: str, number: int) -> None:
    """Let a worker work until so many papers were taken out or read, and kill it there."""
    process = subprocess.Popen([sys.executable, PROGRAM, "work", str(folder)], env=environment, cwd=ROOT)
    until, place = time.monotonic() + 120, folder / marks
    while not place.exists() or place.stat().st_size < number:
        if process.poll() is not None:  # a job that was left is taken over after a moment
            time.sleep(1.2)
            process = subprocess.Popen(
                [sys.executable, PROGRAM, "work", str(folder)], env=environment, cwd=ROOT
            )
        assert time.monotonic() < until, "it did not come as far as that"
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def run(environment: dict[str, str], what: str, folder: Path) -> str:
    command = [sys.executable, PROGRAM, what, str(folder)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    return done.stdout
