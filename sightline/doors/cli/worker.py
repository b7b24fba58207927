"""`sightline worker`: do background work until it is told to stop. `sightline serve` runs one."""

from __future__ import annotations

import argparse
import signal
import threading

from .starting import with_django

HELP = "Do background work (serve runs one of these)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Reads uploads and does other work that a page does not wait for, until it is interrupted. `sightline serve` runs "
        "one beside the pages; more may run, here or on other machines with the same database and data folder."
    )


def run(arguments: argparse.Namespace) -> int:
    return with_django(_work)


def _work() -> int:
    from sightline.ground.jobs.worker import run_worker
    from sightline.work.keeping.locks import in_use

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with in_use():
        run_worker(stop)
    return 0
