"""The commands of dev.py answer mistakes with a sentence."""

import socket
import subprocess
import sys

import pytest

from tools import commands, with_postgres


@pytest.mark.parametrize("given", ["80000", "0", "eight", "-1", "²"])
def test_a_port_that_is_none_is_refused(given, monkeypatch, capsys):
    monkeypatch.setenv("PORT", given)
    assert commands.main(["demo"]) == 1
    assert f"PORT={given} is not a port." in capsys.readouterr().err


def test_a_busy_port_is_named_with_another_to_try(monkeypatch, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        assert commands.main(["demo"]) == 1
    said = capsys.readouterr().err
    assert "is in use by another program. Nothing was started." in said
    assert "make demo PORT=8000" in said


def test_an_unknown_command_lists_those_there_are(capsys):
    assert commands.main(["dmeo"]) == 2
    assert "There is no command 'dmeo'." in capsys.readouterr().out


def test_what_failed_is_quoted_and_kept(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(commands, "VENV", tmp_path)
    broken = [sys.executable, "-c", "print('first'); print('the disk is full.'); raise SystemExit(1)"]
    monkeypatch.setitem(commands.COMMANDS, "setup", lambda rest: commands._run(broken))
    assert commands.main(["setup"]) == 1
    assert "did not succeed: the disk is full." in capsys.readouterr().err
    assert (tmp_path / "last-failure.txt").read_text() == "first\nthe disk is full.\n"


def test_tests_never_see_the_data_of_an_installation(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://real")
    monkeypatch.setenv("SIGHTLINE_DATA", "/srv/real")
    assert not {"DATABASE_URL", "SIGHTLINE_DATA"} & set(commands._environment_for_tests())


def test_programs_run_two_at_a_time_and_are_printed_in_their_order(tmp_path, capfdbinary):
    """The first waits for what the second writes; the third begins when the second has ended."""
    sign = tmp_path / "sign"
    waits = "import pathlib, time\nwhile not pathlib.Path({!r}).exists(): time.sleep(0.05)\nprint('first')"
    runs = {
        "A": [sys.executable, "-c", waits.format(str(sign))],
        "B": [sys.executable, "-c", "print('second'); raise SystemExit(3)"],
        "C": [sys.executable, "-c", f"open({str(sign)!r}, 'w').close(); print('third')"],
    }
    ended = commands._two_at_a_time(runs, tmp_path)
    assert ended == {"A": (0, "first"), "B": (3, "second"), "C": (0, "third")}
    said = capfdbinary.readouterr().out
    assert said.index(b"first") < said.index(b"second") < said.index(b"third")


@pytest.mark.slow
def test_the_private_server_runs_and_leaves_nothing(tmp_path):
    question = "import os, psycopg; print(psycopg.connect(os.environ['DATABASE_URL']).info.server_version)"
    done = subprocess.run(
        [sys.executable, with_postgres.__file__, sys.executable, "-c", question],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout) >= 150000
