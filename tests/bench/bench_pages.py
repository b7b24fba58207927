"""Prints how long pages, saves and files take at each tier, on SQLite and on a private PostgreSQL.

`python -m tests.bench.bench_pages [--tiers S M L] [--databases sqlite postgresql] [--rounds 20]`

Each is served by two gunicorn workers with a database of its own and asked by one client over HTTP, in alternating order, as an
administrator and as an officer with a grant over one body. Floors (bare Django) and targets are those of the project's
benchmarks for 20,000 actions; times depend on the machine and on what else it does: compare within one run.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[2]
# operation -> (floor in ms: bare Django on the project's machine, target in ms at tier L), None where there is none
KNOWN: dict[str, tuple[float | None, float | None]] = {
    "nothing (council.css)": (0.7, None),
    "plans with counts": (12, 30),
    "list: plan, 50 rows": (8.1, 40),
    "list: filtered by words": (8.1, 40),
    "list: page 20": (8.1, 40),
    "detail: action": (3.3, 30),
    "save an update": (1.3, 15),
    "first page": (None, 40),
    "finding": (None, 40),
    "link board": (None, None),
    "check this plan": (None, 1500),
    "as at a day": (None, None),
    "csv, 2,000 rows": (59, 165),
    "xlsx, 2,000 rows": (250, 500),
}
SLOW = ("check", "as at", "csv", "xlsx", "link board")
MODULE = "sightline.config.settings"


class Browser:
    """One person at one address, with their session."""

    def __init__(self, port: int, session: str) -> None:
        self.port = port
        self.token = "t" * 32
        self.cookie = f"sessionid={session}; csrftoken={self.token}"

    def get(self, path: str) -> tuple[float, float, bytes]:
        return self._ask("GET", path, None)

    def post(self, path: str, values: dict[str, str]) -> tuple[float, float, bytes]:
        body = urllib.parse.urlencode(values | {"csrfmiddlewaretoken": self.token})
        return self._ask("POST", path, body)

    def _ask(self, method: str, path: str, body: str | None) -> tuple[float, float, bytes]:
        """Milliseconds to the first byte and to the last, and what was answered."""
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        first = time.perf_counter()
        content = response.read()
        ended = time.perf_counter()
        connection.close()
        if response.status not in (200, 302):
            raise SystemExit(
                f"{method} {path} answered {response.status}: {content[:500].decode(errors='replace')}"
            )
        return (first - began) * 1000, (ended - began) * 1000, content


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tiers", nargs="+", default=["S", "M", "L"], choices=["S", "M", "L"])
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args(words)
    for database in asked.databases:
        for tier in asked.tiers:
            with _database(database) as environment:
                _measure(database, tier, asked.rounds, environment)
    return 0


@contextmanager
def _database(kind: str) -> Iterator[dict[str, str]]:
    """The environment of an empty database of that kind, which goes away afterwards."""
    with tempfile.TemporaryDirectory(prefix="sightline-bench-") as folder:
        environment = dict(
            os.environ,
            SIGHTLINE_DATA=folder,
            DJANGO_SETTINGS_MODULE=MODULE,
            SIGHTLINE_HOSTS="127.0.0.1",
            PYTHONPATH=str(ROOT),
        )
        environment.pop("DATABASE_URL", None)
        if kind == "sqlite":
            yield environment
            return
        from tools.with_postgres import private_postgres

        with private_postgres() as url:
            yield environment | {"DATABASE_URL": url}


def _measure(database: str, tier: str, rounds: int, environment: dict[str, str]) -> None:
    began = time.perf_counter()
    for command in (["migrate"], ["load", "--tier", tier]):
        _run([str(ROOT / ".venv/bin/sightline"), *command], environment)
    loaded = time.perf_counter() - began
    sessions = json.loads(_run([sys.executable, "-c", PEOPLE], environment).splitlines()[-1])
    print(
        f"\n{database}, tier {tier}: made and loaded in {loaded:.0f} s; load of the machine {os.getloadavg()[0]:.1f}"
    )
    print(f"{'p50 ms':>8} {'p95 ms':>8} {'floor':>6} {'target':>6}  {'who':14} operation")
    with _served(environment) as port:
        for who, session in sessions.items():
            times = _times(Browser(port, session), rounds)
            for operation, taken in times.items():
                floor, target = KNOWN[operation.removesuffix(", first byte")]
                if operation.endswith(", first byte"):
                    floor, target = None, 200
                p95 = quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
                over = " over the target" if target and median(taken) > target else ""
                print(
                    f"{median(taken):8.1f} {p95:8.1f} {_or_none(floor):>6} {_or_none(target):>6}  {who:14} {operation}{over}",
                    flush=True,
                )


def _or_none(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"


def _times(browser: Browser, rounds: int) -> dict[str, list[float]]:
    """What each operation took, in milliseconds; operations take turns, and saves are spread over many actions."""
    listed = browser.get("/plans/1/")[2].decode()
    numbers = [int(found) for found in dict.fromkeys(re.findall(r'href="/plans/1/actions/(\d+)/"', listed))]
    looks: dict[str, Callable[[int], tuple[float, float, bytes]]] = {
        "nothing (council.css)": lambda turn: browser.get("/council.css"),
        "plans with counts": lambda turn: browser.get("/plans/"),
        "list: plan, 50 rows": lambda turn: browser.get("/plans/1/"),
        "list: filtered by words": lambda turn: browser.get("/plans/1/?q=panel"),
        "list: page 20": lambda turn: browser.get("/plans/1/?page=3"),
        "detail: action": lambda turn: browser.get(f"/plans/1/actions/{numbers[turn % len(numbers)]}/"),
        "save an update": lambda turn: browser.post(
            f"/plans/1/actions/{numbers[turn % len(numbers)]}/update/",
            {
                "text": f"The panel met for the {turn}th time.",
                "confidence": ("on-track", "at-risk")[turn % 2],
            },
        ),
        "first page": lambda turn: browser.get("/home/"),
        "check this plan": lambda turn: browser.get("/plans/1/check/"),
        "link board": lambda turn: browser.get("/plans/1/findings/"),
        "as at a day": lambda turn: browser.get("/plans/1/?as-at=1+March+2026"),
        "csv, 2,000 rows": lambda turn: browser.get("/plans/1/actions.csv"),
        "xlsx, 2,000 rows": lambda turn: browser.get("/plans/1/actions.xlsx"),
    }
    times: dict[str, list[float]] = {}
    for turn in range(-2, rounds):  # two rounds to warm up
        for operation, look in looks.items():
            if operation.startswith(SLOW) and turn % 4:
                continue
            first, whole, _ = look(turn % 1000)
            if turn >= 0:
                times.setdefault(operation, []).append(whole)
                if operation.startswith("csv"):
                    times.setdefault(f"{operation}, first byte", []).append(first)
    return times


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[int]:
    """Two workers on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "sightline.config.wsgi",
        "--workers",
        "2",
        "--bind",
        f"127.0.0.1:{port}",
    ]
    with tempfile.TemporaryFile() as said:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
        try:
            for _ in range(300):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield port
        except SystemExit:
            said.seek(0)
            print(said.read()[-6000:].decode(errors="replace"), file=sys.stderr)
            raise
        finally:
            server.terminate()
            server.wait(20)


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(
            f"{' '.join(command[:3])} did not succeed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
        )
    return done.stdout


PEOPLE = """
import django, json; django.setup()
from django.core.management import call_command
call_command("collectstatic", interactive=False, verbosity=0)
from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from sightline.domain.governance.models import Body
from sightline.ground.accounts.commands import create_user, give_grant
from sightline.ground.audit.actors import System
by, found = System("bench"), {}
body = Body.objects.order_by("pk").first()
people = ("administrator", "administrator", "everything", None), ("scoped officer", "action-owner", "body", body.pk)
for who, role, kind, key in people:
    user = create_user(by=by, email=f"{who.split()[0]}@scale.example", name=who, password="Slow-Otter-Lantern-42")
    give_grant(by=by, user=user, role=role, kind=kind, thing_id=key)
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    found[who] = session.session_key
print(json.dumps(found))
"""

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
