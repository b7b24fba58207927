"""A worker in a process of its own: `python run_worker.py ask|work FOLDER`, on the database of DATABASE_URL."""

import sys
import threading
from datetime import timedelta

import django

django.setup()

import tests.integration.jobs.work_for_tests  # noqa: E402, F401  (registers the jobs)
from sightline.ground.audit.actors import System  # noqa: E402
from sightline.ground.jobs.commands import enqueue  # noqa: E402
from sightline.ground.jobs.worker import run_worker  # noqa: E402

if sys.argv[1] == "ask":
    print(enqueue("tests.killed", by=System(), folder=sys.argv[2]).pk)
else:
    run_worker(threading.Event(), batch=True, silence=timedelta(seconds=1))
