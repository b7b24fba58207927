"""A worker that sends mail, in a process of its own: `python send_mail.py queue|work PORT [NUMBER]`, on DATABASE_URL."""

import sys
import threading
from datetime import timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402

settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(sys.argv[2])

from sightline.ground.audit.actors import System  # noqa: E402
from sightline.ground.jobs.outbox import queue_message  # noqa: E402
from sightline.ground.jobs.worker import run_worker  # noqa: E402

if sys.argv[1] == "queue":
    from django.db import transaction

    with transaction.atomic():
        for number in range(int(sys.argv[3])):
            queue_message(
                by=System(), key=f"digest:{number}", kind="digest", to=f"owner{number}@northmere.example",
                subject="What changed", text="Nothing.", why="They chose it.",
            )  # fmt: skip
else:
    run_worker(threading.Event(), batch=True, silence=timedelta(seconds=1))
