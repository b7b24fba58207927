"""The command line: every command explains itself, and what goes wrong is a sentence and a status."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sightline.doors.cli import main as dispatcher
from sightline.doors.cli import serve

ROOT = Path(__file__).resolve().parents[3]


def sightline(*words: str, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a person would, on a data folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    settings = {"SIGHTLINE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "sightline.config.settings"}
    return subprocess.run(
        [sys.executable, "-m", "sightline.doors.cli.main", *words],
        cwd=ROOT, env=kept | settings | environment, capture_output=True, text=True, stdin=subprocess.DEVNULL,
        timeout=120, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "name", ["migrate", "demo", "serve", "worker", "verify", "visit", "user", "backup", "restore", "upgrade"]
)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        dispatcher.main([name, "--help"])
    assert ended.value.code == 0
    assert f"sightline {name}" in capsys.readouterr().out


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "８０", "-1", ""])
def test_what_is_no_port_is_refused(port: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="not a port"):
        serve.port_number(port)


def test_a_port_in_use_is_told_before_anything_starts(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit) as ended:
            serve.check_port("127.0.0.1", port)
    assert ended.value.code == 1
    assert f"port {port}: Address already in use. Choose another" in capsys.readouterr().err


def test_a_program_that_ends_is_started_again_after_a_pause_that_grows(
    capsys: pytest.CaptureFixture[str],
) -> None:
    program = serve.Program("work", [sys.executable, "-c", "pass"])
    program.start()
    assert program.process is not None
    first = program.process
    first.wait()
    program.start_again_if_ended()
    assert program.process is first and program.pause == 2.0  # it ended at once, so it waits
    program.not_before = 0.0
    program.start_again_if_ended()
    assert program.process is not first
    program.process.wait()
    program.start_again_if_ended()
    assert program.pause == 4.0
    assert "The program for work ended" in capsys.readouterr().err


def test_programs_are_asked_to_stop_and_ended_if_they_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "GRACE", 0.5)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    stubborn = serve.Program("deaf", [sys.executable, "-c", deaf])
    willing = serve.Program("willing", [sys.executable, "-c", "import time; time.sleep(60)"])
    for program in (stubborn, willing):
        program.start()
    time.sleep(0.5)
    serve.stop_all([stubborn, willing])
    assert willing.process and willing.process.returncode == -signal.SIGTERM
    assert stubborn.process and stubborn.process.returncode == -signal.SIGKILL


def test_without_a_database_each_command_says_what_to_do(tmp_path: Path) -> None:
    done = sightline("serve", "--port", "8459", data=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The database is not up to date, so nothing was started. Run: sightline migrate\n"
    done = sightline("verify", data=tmp_path, DATABASE_URL="postgres://nobody@127.0.0.1:9/none")
    assert done.returncode == 1 and "The database could not be used" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="Looks for processes where Linux lists them.")
def test_an_installation_is_made_and_verified(tmp_path: Path) -> None:
    """What the how-to for a council says: migrate, the first administrator, verify; and that the example stays out."""
    assert sightline("migrate", data=tmp_path).returncode == 0
    words = ["user", "add", "first@council.example", "--name", "Systems Manager", "--role", "administrator"]
    done = sightline(*words, data=tmp_path)
    assert done.returncode == 1 and "--password-stdin" in done.stderr

    made = subprocess.run(
        [sys.executable, "-m", "sightline.doors.cli.main", *words, "--password-stdin"],
        cwd=ROOT, env=os.environ | {"SIGHTLINE_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "sightline.config.settings"},
        input="Slow-Otter-Lantern-42\n", capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (made.returncode, made.stdout) == (0, "Systems Manager can sign in as first@council.example.\n")

    verified = sightline("verify", data=tmp_path)
    assert verified.returncode == 0 and "The chain is whole." in verified.stdout
    wrong = sightline("verify", "--head", "999:aaaaaaaaaaaa", data=tmp_path)
    assert wrong.returncode == 1 and "the end of the chain was removed" in wrong.stderr
    assert sightline("verify", "--head", "soon", data=tmp_path).returncode == 1
    again = sightline("user", "grant", "nobody@council.example", "director", data=tmp_path)
    assert again.returncode == 1 and "No account" in again.stderr

    serves_until_it_is_asked_to_stop(tmp_path)

    example = sightline("demo", "--no-serve", data=tmp_path)
    assert example.returncode == 1 and "This database holds data" in example.stderr


def serves_until_it_is_asked_to_stop(data: Path) -> None:
    """Pages and background work start together, one that is killed comes back, and all stop at SIGTERM."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {"SIGHTLINE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "sightline.config.settings"}
    command = [sys.executable, "-m", "sightline.doors.cli.main", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        said = [server.stdout.readline(), server.stdout.readline()]
        assert f"Sightline answers at http://127.0.0.1:{port}/" in said[1], said
        first = wait_until(lambda: workers_of(server.pid))
        os.kill(first, signal.SIGKILL)
        second = wait_until(lambda: workers_of(server.pid, but=first))
    finally:
        server.terminate()
        rest = server.communicate(timeout=60)[0]
    assert (server.returncode, rest.strip()) == (0, "Stopped.")
    assert not Path(f"/proc/{second}").exists()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def workers_of(parent: int, but: int = 0) -> int:
    """The process that does background work for a server; 0 where there is none yet."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    for child in children:
        words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
        if b"worker" in words and int(child) != but:
            return int(child)
    return 0


def wait_until(found: Callable[[], int]) -> int:
    for _ in range(300):
        if process := found():
            return process
        time.sleep(0.1)
    raise AssertionError("It did not come within 30 seconds.")
