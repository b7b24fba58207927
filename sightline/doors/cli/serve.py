"""`sightline serve`: the pages and the background work, started together and stopped together."""

from __future__ import annotations

import argparse
import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from sightline.ground.lib.errors import Refused

from . import migrate, static_files
from .starting import Step, complain, with_django

HELP = "Serve the pages"
LOOK_EVERY = 0.5  # seconds between two looks at the programs
READY_WITHIN = 60  # seconds in which the first page must come
GRACE = 20  # seconds that a program has to stop before it is ended
LONGEST_PAUSE = 30  # seconds before a program that keeps ending is started again
SETTLED = 10  # seconds after which a program counts as having started well


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Serves the pages and does the background work until it is interrupted. Put a server that speaks HTTPS before it, "
        "and see docs/how-to/run-it-for-a-council.md."
    )
    add_address(parser)


def add_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=port_number, default=8000, help="1 to 65535 (default: 8000)")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (default: 127.0.0.1)")


def port_number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port; give a number from 1 to 65535")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    check_port(arguments.host, arguments.port)
    if status := with_django(_prepare):
        return status
    return serve_alone(arguments.host, arguments.port)


def _prepare() -> int:
    if not migrate.is_ready():
        raise Refused("The database is not up to date, so nothing was started. Run: sightline migrate")
    static_files.gather_if_changed()
    return 0


def check_port(host: str, port: int) -> None:
    """End with a sentence where something else listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sys.exit(
                complain(
                    f"Cannot listen at {host}, port {port}: {error.strerror}. Choose another with --port."
                )
            )


def serve_alone(host: str, port: int, when_ready: Callable[[str], None] | None = None) -> int:
    """`serve`, unless somebody restores or upgrades; and nobody can while it runs. Django must be ready."""
    from sightline.work.keeping.locks import in_use

    try:
        with in_use():
            return serve(host, port, when_ready)
    except Refused as refusal:
        return complain(refusal.sentence)


def serve(host: str, port: int, when_ready: Callable[[str], None] | None = None) -> int:
    """Run the pages and a worker until SIGINT, SIGTERM or SIGHUP; the exit status.

    when_ready  is called with the address once the first page answers
    """
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    os.environ.setdefault("SIGHTLINE_ADDRESS", address_in_mails(host, port))
    web = Program("pages", web_command(host, port))
    worker = Program("background work", [sys.executable, "-m", "sightline.doors.cli.main", "worker"])
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    with Step("Starting the server"):
        web.start()
        answers = _answers(web, host, port, stop)
    try:
        if stop.is_set():
            return 0
        if not answers:
            return complain("The pages could not be started. What went wrong stands above.")
        worker.start()
        (when_ready or _say_ready)(address)
        while not stop.wait(LOOK_EVERY):
            for program in (web, worker):
                program.start_again_if_ended()
        return 0
    finally:
        stop_all([web, worker])
        print("\nStopped.", flush=True)


def address_in_mails(host: str, port: int) -> str:
    """Where links in mails lead while nobody named the site's address: to these pages, on this machine."""
    here = "localhost" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host  # noqa: S104  only compared
    return f"http://{here}:{port}"


def web_command(host: str, port: int) -> list[str]:
    """gunicorn with two processes of four threads each; one that hangs for two minutes is replaced."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = {
        "bind": bind, "workers": "2", "threads": "4", "worker-class": "gthread", "timeout": "120",
        "graceful-timeout": "10", "log-level": "warning", "max-requests": "5000", "max-requests-jitter": "500",
    }  # fmt: skip
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "--preload",
        "--no-control-socket",
        *words,
        "sightline.config.wsgi:application",
    ]


def _say_ready(address: str) -> None:
    print(f"Sightline answers at {address}  (Ctrl-C stops it)", flush=True)


def _answers(web: Program, host: str, port: int, stop: threading.Event) -> bool:
    """Wait until the first page answers; False where the program ended or took too long."""
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and web.is_running() and not stop.wait(0.1):
        connection = http.client.HTTPConnection(host, port, timeout=READY_WITHIN)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status < 500  # a redirect to HTTPS is an answer
        except (OSError, http.client.HTTPException):
            continue
        finally:
            connection.close()
    return False


@dataclass
class Program:
    """A program that is kept running. One that ends at once is started again after a pause that doubles."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = field(default=1.0)
    not_before: float | None = None

    def start(self) -> None:
        """In a session of its own, so that Ctrl-C reaches only us and we stop it in good order."""
        self.process = subprocess.Popen(  # noqa: S603 - commands of this file
            self.command, start_new_session=True, preexec_fn=_end_with_parent
        )
        self.started, self.not_before = time.monotonic(), None

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start_again_if_ended(self) -> None:
        if self.is_running():
            return
        now = time.monotonic()
        if self.not_before is None:
            self.pause = 1.0 if now - self.started > SETTLED else min(self.pause * 2, LONGEST_PAUSE)
            self.not_before = now + self.pause
            print(f"The program for {self.name} ended; it is started again.", file=sys.stderr, flush=True)
        if now >= self.not_before:
            self.start()


def stop_all(programs: list[Program]) -> None:
    """Ask all to stop, wait, and end what has not stopped."""
    running = [program.process for program in programs if program.process and program.is_running()]
    for process in running:
        process.terminate()
    until = time.monotonic() + GRACE
    for process in running:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _end_with_parent() -> None:
    """On Linux, let the kernel stop the program when we are killed and cannot do it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
