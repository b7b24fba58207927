"""The worker with real transactions, its thread of signs of life, and in processes that are killed."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.utils import timezone

from sightline.ground.audit.actors import System
from sightline.ground.jobs import worker
from sightline.ground.jobs.commands import enqueue
from sightline.ground.jobs.models import Job, State
from sightline.ground.jobs.progress import Pulse
from tests.integration.jobs import work_for_tests  # noqa: F401
from tests.own_database import ROOT, own_database

SCRIPT = Path(__file__).with_name("run_worker.py")


@pytest.mark.django_db(transaction=True)
def test_a_batch_worker_ends_when_nothing_waits(monkeypatch):
    monkeypatch.setattr(worker, "schedules", dict)
    jobs = [enqueue("tests.note", by=System(), word=str(number)) for number in range(3)]
    assert worker.run_worker(threading.Event(), batch=True) == 3
    assert {job.state for job in Job.objects.filter(pk__in=[job.pk for job in jobs])} == {State.DONE}


@pytest.mark.django_db(transaction=True)
def test_a_worker_ends_when_told(monkeypatch):
    monkeypatch.setattr(worker, "schedules", dict)
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    assert worker.run_worker(stop, pause=0.05) == 0


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_although_the_job_rolls_back():
    job = enqueue("tests.note", by=System(), word="x")
    claimed, task_id = worker._claim("here")
    with Pulse(claimed, task_id, threading.Event(), timezone.now() + timedelta(minutes=1)) as pulse:
        pulse.say(5, 10, "5 of 10 pages read")
        for _ in range(60):
            job.refresh_from_db()
            if job.done == 5:
                break
            time.sleep(0.1)
    assert (job.done, job.total, job.sentence) == (5, 10, "5 of 10 pages read")
    assert not pulse.lost


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_left_is_finished_once_by_the_next(tmp_path):
    environment = own_database(tmp_path)
    number = _run(environment, "ask", tmp_path).strip()
    process = subprocess.Popen([sys.executable, SCRIPT, "work", str(tmp_path)], env=environment, cwd=ROOT)
    _wait_for(tmp_path / "begun")
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert _asked(environment, number) == "running 1 0", "half of the work must not be there"
    time.sleep(1.5)  # longer than the silence after which the job counts as left
    _run(environment, "work", tmp_path)
    assert _asked(environment, number) == "done 2 1"
    _run(environment, "work", tmp_path)
    assert _asked(environment, number) == "done 2 1"


def _run(environment, *words):
    command = [sys.executable, str(SCRIPT), *map(str, words)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _asked(environment, number):
    """State and attempts of the job, and how often its effect is there, as another program sees them."""
    url = environment["DATABASE_URL"]
    reading = (
        sqlite3.connect(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else psycopg.connect(url)
    )
    with closing(reading):
        cursor = reading.cursor()
        cursor.execute(f"SELECT state, attempts FROM jobs_job WHERE id = {int(number)}")
        state, attempts = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM jobs_turn WHERE name = 'effect'")
        return f"{state} {attempts} {cursor.fetchone()[0]}"


def _wait_for(path):
    for _ in range(600):
        if path.exists():
            return
        time.sleep(0.1)
    raise AssertionError("the worker did not begin the job")
