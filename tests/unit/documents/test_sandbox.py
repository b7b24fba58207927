"""A reader that hangs, eats memory or dies costs one sentence; the next file is read."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

import pytest

from sightline.ground.lib.documents.sandbox import Sandbox, run
from sightline.ground.lib.errors import Unreadable

HERE = "tests.unit.documents.test_sandbox"


def echo(value: Any) -> Any:
    return value


def sleep_for_ever() -> None:
    time.sleep(60)


def spin_for_ever() -> None:
    while True:
        pass


def eat_memory() -> int:
    return len(bytearray(3 << 30))


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def abort() -> None:
    os.abort()


def refuse() -> None:
    raise Unreadable("This paper is damaged.")


def stumble() -> None:
    raise ValueError("a secret detail of the code")


def recurse() -> None:
    recurse()


def shout() -> str:
    print("noise of a library")
    os.write(1, b"more noise")
    return "quiet"


def secret() -> dict[str, str]:
    return dict(os.environ)


def sentence_of(sandbox: Sandbox, function: str) -> str:
    with pytest.raises(Unreadable) as refused:
        sandbox.call(f"{HERE}:{function}")
    return refused.value.sentence


def test_results_come_back_as_they_are() -> None:
    assert run(f"{HERE}:echo", {"rows": [1, None, "‏שלום"]}) == {"rows": [1, None, "‏שלום"]}


def test_a_large_result_comes_back_whole() -> None:
    with Sandbox() as sandbox:
        assert len(sandbox.call(f"{HERE}:echo", "x" * 5_000_000)) == 5_000_000


@pytest.mark.slow
@pytest.mark.parametrize("function", ["sleep_for_ever", "spin_for_ever"])
def test_a_reader_that_never_ends_is_stopped(function: str) -> None:
    with Sandbox(seconds=1.0) as sandbox:
        started = time.monotonic()
        assert "longer than 1 seconds" in sentence_of(sandbox, function)
        assert time.monotonic() - started < 4
        sandbox.seconds = 18.0
        assert sandbox.call(f"{HERE}:echo", 1) == 1


@pytest.mark.parametrize(
    ("function", "words"),
    [
        ("eat_memory", "memory"),
        ("die", "damaged"),
        ("abort", "memory"),
        ("stumble", "damaged"),
        ("recurse", "damaged"),
        ("refuse", "This paper is damaged."),
    ],
)
def test_a_failure_is_one_sentence_and_the_next_file_is_read(function: str, words: str) -> None:
    with Sandbox() as sandbox:
        sentence = sentence_of(sandbox, function)
        assert words in sentence
        assert "secret" not in sentence
        assert sandbox.call(f"{HERE}:echo", 2) == 2


def test_one_worker_reads_many_files() -> None:
    with Sandbox() as sandbox:
        assert len({sandbox.call("os:getpid") for _ in range(5)}) == 1


def test_a_library_that_prints_does_not_speak_for_us() -> None:
    assert run(f"{HERE}:shout") == "quiet"


def test_the_worker_inherits_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    monkeypatch.setenv("DATABASE_URL", "y")
    seen = run(f"{HERE}:secret")
    assert "SECRET_KEY" not in seen and "DATABASE_URL" not in seen
