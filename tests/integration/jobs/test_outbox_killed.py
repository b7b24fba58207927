"""A worker is killed in the middle of a digest: none is lost, and none comes twice but in the one moment that SMTP leaves open."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.mail_server import MailServer, mail_server
from tests.own_database import ROOT, own_database

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PROGRAM = str(ROOT / "tests/integration/jobs/send_mail.py")
MAILS = 6


def start(environment: dict[str, str], what: str, server: MailServer) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-W", "ignore", PROGRAM, what, str(server.port), str(MAILS)]
    return subprocess.Popen(words, env=environment, cwd=ROOT)


def until_all_arrived(environment: dict[str, str], server: MailServer) -> None:
    """Workers are started, as a supervisor would, until every mail is there."""
    for _ in range(5):
        time.sleep(1.1)  # the killed worker's silence
        assert start(environment, "work", server).wait(60) == 0
        if len(server.by_identity()) == MAILS:
            return


@pytest.mark.parametrize(
    ("keeps", "most"), [(False, 1), (True, 2)], ids=["before the server has it", "before we know that it has"]
)
def test_a_worker_killed_in_the_middle_of_a_digest(tmp_path: Path, keeps: bool, most: int) -> None:
    environment = own_database(tmp_path)
    with mail_server() as server:
        assert start(environment, "queue", server).wait(120) == 0
        server.hold_from, server.keeps = 3, keeps
        worker = start(environment, "work", server)
        assert server.holding.wait(60), "the worker never came to the fourth mail"
        worker.send_signal(signal.SIGKILL)
        worker.wait(10)
        server.hold_from = None
        until_all_arrived(environment, server)
        counted = server.by_identity()
        assert len(counted) == MAILS, "one is lost"
        assert sorted(counted.values()) == [1] * (MAILS - 1) + [most]
        fourth = [mail["Message-ID"] for mail in server.taken if "owner3@" in mail["To"]]
        assert len(fourth) == most and len(set(fourth)) == 1
