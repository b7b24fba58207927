"""Read strangers' files in a process of their own, which may die without harm.

    with Sandbox() as sandbox:
        result = sandbox.call("package.module:function", "/path/to/file")

The function is named, not passed; arguments and result are JSON. The worker has limits of address space and of
processor time, inherits no secrets of the environment, and reads many files; after a failure it is replaced.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import selectors
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from sightline.ground.lib.documents import limits
from sightline.ground.lib.errors import Unreadable

ROOT = Path(__file__).resolve().parents[4]
KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "TZ", "COVERAGE_PROCESS_START")
TOO_LONG = (
    "This file took longer than {seconds:.0f} seconds to read, so it was stopped and nothing of it was kept: "
    "save it again from the program that made it, or split it into smaller files, and try again."
)
TOO_LARGE = (
    "This file needs more memory than one file may use, so it was stopped and nothing of it was kept: "
    "split it into smaller files and try again."
)
BROKE = (
    "This file could not be read and nothing of it was kept; it may be damaged: "
    "open it in the program that made it, save it again and try again."
)


class Sandbox:
    """One worker process. Not safe to share between threads."""

    def __init__(self, *, seconds: float = limits.SECONDS, memory: int = limits.MEMORY) -> None:
        self.seconds, self.memory = seconds, memory
        self._worker: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def call(self, function: str, *arguments: Any) -> Any:
        """Run "module:function" there. Raises Unreadable with one sentence whatever goes wrong."""
        deadline = time.monotonic() + self.seconds
        worker = self._running_worker()
        request = {"function": function, "arguments": arguments, "seconds": self.seconds}
        try:
            assert worker.stdin is not None
            worker.stdin.write(json.dumps(request).encode() + b"\n")
            worker.stdin.flush()
            answer = self._wait_for_line(worker, deadline)
        except (BrokenPipeError, TimeoutError) as error:
            self._stop()
            sentence = TOO_LONG.format(seconds=self.seconds) if isinstance(error, TimeoutError) else BROKE
            raise Unreadable(sentence) from error
        if answer is None:
            sentence = self._why_it_died(worker)
            self._stop()
            raise Unreadable(sentence)
        if "result" in answer:
            return answer["result"]
        if answer.get("spent"):
            self._stop()
        raise Unreadable(str(answer["unreadable"]))

    def close(self) -> None:
        """Let the worker end."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        if worker.stdin is not None:
            worker.stdin.close()
        try:
            worker.wait(timeout=2)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()
        if worker.stdout is not None:
            worker.stdout.close()

    def _running_worker(self) -> subprocess.Popen[bytes]:
        if self._worker is not None and self._worker.poll() is not None:
            self._stop()
        if self._worker is None:
            environment = {key: os.environ[key] for key in KEPT_VARIABLES if key in os.environ}
            environment |= {"PYTHONPATH": str(ROOT), "MALLOC_ARENA_MAX": "2", "PYTHONDONTWRITEBYTECODE": "1"}
            self._worker = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-P", "-m", "sightline.ground.lib.documents.sandbox", str(self.memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                start_new_session=True,
            )
        return self._worker

    def _wait_for_line(self, worker: subprocess.Popen[bytes], deadline: float) -> dict[str, Any] | None:
        """The worker's answer, or None when it died. Raises TimeoutError."""
        assert worker.stdout is not None
        chunks: list[bytes] = []
        with selectors.DefaultSelector() as selector:
            selector.register(worker.stdout, selectors.EVENT_READ)
            while True:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise TimeoutError
                chunk = os.read(worker.stdout.fileno(), 1 << 16)
                if not chunk:
                    return None
                chunks.append(chunk)
                if chunk.endswith(b"\n"):
                    return dict(json.loads(b"".join(chunks)))

    def _why_it_died(self, worker: subprocess.Popen[bytes]) -> str:
        try:
            code = worker.wait(timeout=2)
        except subprocess.TimeoutExpired:
            return BROKE
        if code == -24:  # SIGXCPU: its processor time was spent
            return TOO_LONG.format(seconds=self.seconds)
        return TOO_LARGE if code == -6 else BROKE  # SIGABRT: an allocation of a native library failed

    def _stop(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.kill()
        worker.wait()
        for pipe in (worker.stdin, worker.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except BrokenPipeError:
                pass


def run(function: str, *arguments: Any, seconds: float = limits.SECONDS, memory: int = limits.MEMORY) -> Any:
    """Call one function in a sandbox of its own. Raises Unreadable."""
    with Sandbox(seconds=seconds, memory=memory) as sandbox:
        return sandbox.call(function, *arguments)


def _worker(memory: int) -> None:
    """Answer one line for each line, until the parent closes the pipe."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not speak in our name
    for line in sys.stdin.buffer:
        request = json.loads(line)
        _limit_processor_time(float(request["seconds"]))
        answers.write(json.dumps(_answer(request)).encode() + b"\n")
        answers.flush()


def _limit_processor_time(seconds: float) -> None:
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 2, hard))


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    module, _, name = str(request["function"]).partition(":")
    try:
        result = getattr(importlib.import_module(module), name)(*request["arguments"])
        json.dumps(result)
        return {"result": result}
    except Unreadable as error:
        return {"unreadable": error.sentence}
    except MemoryError:
        return {"unreadable": TOO_LARGE, "spent": True}
    except RecursionError:
        return {"unreadable": BROKE, "spent": True}
    except Exception:
        return {"unreadable": BROKE, "spent": True}


if __name__ == "__main__":
    _worker(int(sys.argv[1]))
