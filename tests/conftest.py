"""What every test can count on: a database of its own, no network, checked pages, counted statements."""

import gc
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.test.client import Client

from sightline.ground.audit import triggers
from sightline.ground.lib.documents.sandbox import Sandbox
from tests.page_checks import check_response
from tests.statements import at_most_statements

# Playwright runs an event loop in the thread of the test, and Django would refuse to ask the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# The tests hold much that stays: the collector looks for what can go less often, a tenth of the time less.
gc.set_threshold(50_000, 20, 20)

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """What one test kept is not there for the next."""
    yield
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _every_page_is_checked() -> Iterator[None]:
    """Whatever page a test fetches with Django's client, see tests/page_checks.py; the run on SQLite sees them all."""
    if connection.vendor == "postgresql":
        yield
        return
    fetch = Client.request

    def fetch_and_check(self: Client, **request: object) -> object:
        response = fetch(self, **request)
        check_response(response)
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "request", fetch_and_check)
        yield


@pytest.fixture(autouse=True)
def _a_sandbox_reads_for_many_tests(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where papers are only read on the way, a sandbox goes on to the next test: half a second less for each.

    It is the real one, which reads many files anyway; the tests of the sandbox itself begin with a new one each time.
    """
    if "unit" not in request.path.relative_to(ROOT).parts:
        monkeypatch.setattr(Sandbox, "_running_worker", _an_idle_or_a_new_worker)
        monkeypatch.setattr(Sandbox, "close", _leave_for_the_next)


IDLE: dict[int, list[subprocess.Popen[bytes]]] = {}
_START, _CLOSE = Sandbox._running_worker, Sandbox.close


def _an_idle_or_a_new_worker(self: Sandbox) -> subprocess.Popen[bytes]:
    if self._worker is None and (idle := IDLE.get(self.memory)):
        self._worker = idle.pop()
    return _START(self)


def _leave_for_the_next(self: Sandbox) -> None:
    if self._worker is not None and self._worker.poll() is None:
        IDLE.setdefault(self.memory, []).append(self._worker)
        self._worker = None
    _CLOSE(self)


@pytest.fixture(scope="session", autouse=True)
def _sandboxes_end_with_the_tests() -> Iterator[None]:
    yield
    for worker in [worker for idle in IDLE.values() for worker in idle]:
        sandbox = Sandbox()
        sandbox._worker = worker
        _CLOSE(sandbox)


@pytest.fixture
def statements() -> Callable[[int], AbstractContextManager[None]]:
    """`with statements(12): client.get(...)` fails when more than 12 statements are sent, or a huge one."""
    return partial(at_most_statements)


@pytest.fixture
def shared() -> Path:
    """The folder of real papers beside the checkout; a test that reads them is skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("The folder of real papers, ../shared, is not beside this checkout.")
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What lies in tests/browser needs a browser."""
    for item in items:
        if "browser" in item.path.relative_to(ROOT).parts:
            item.add_marker("browser")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Remove the data folder that settings_test made; a worker of several leaves it to the one that made it."""
    if not hasattr(session.config, "workerinput") and Path(settings.DATA).name.startswith("sightline-test-"):
        shutil.rmtree(settings.DATA, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _transactional_tests_may_empty_the_audit() -> Iterator[None]:
    """Django empties every table after a test that commits; the audit's triggers, which refuse that, step aside."""
    empty = TransactionTestCase._fixture_teardown

    def empty_without_triggers(self: TransactionTestCase) -> None:
        triggers.remove(connection)
        empty(self)
        triggers.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_without_triggers)
        yield
