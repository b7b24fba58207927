"""The commands behind dev.py. They use the standard library only: they make the environment themselves.

A command answers its exit code. What goes wrong is told in a sentence; the words of the program that failed
are kept in .venv/last-failure.txt.
"""

import contextlib
import functools
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
REQUIREMENTS = ROOT / "requirements"
OLDEST = (3, 11)
CHROMIUM_PATHS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")

# How lock files are made. No address of a package registry may stand in a committed file.
LOCK_FLAGS = [
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
]


class Sorry(Exception):
    """A sentence for the person at the keyboard: what happened and what to do next."""


def main(arguments: list[str]) -> int:
    """Run one command; answers its exit code."""
    name, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    command = COMMANDS.get(name)
    if command is None:
        print(f"There is no command {name!r}.\n") if name not in ("help", "-h", "--help") else None
        print("python3 dev.py <command>, or make <command>:\n")
        for known, function in COMMANDS.items():
            print("  {:8} {}".format(known, (function.__doc__ or "").splitlines()[0]))
        return 0 if name in ("help", "-h", "--help") else 2
    try:
        return command(rest) or 0
    except Sorry as sorry:
        print(f"\n{sorry}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"\n{name} went wrong: {error}.", file=sys.stderr)
        return 1


# --- setup


def setup(rest: list[str]) -> int:
    """Make the environment in .venv with the command `sightline`."""
    _install("base", ["base.txt"])
    print("Ready: .venv/bin/sightline", flush=True)
    return 0


def _setup_for_tests() -> None:
    _install("base", ["base.txt"])
    _install("dev", ["base.txt", "dev.txt"])


def _install(name: str, locks: list[str]) -> bool:
    """Install the locked packages unless a stamp says that these are there; answers whether it did."""
    stamp = VENV / f"installed-{name}"
    wanted = _fingerprint(locks)
    if stamp.is_file() and stamp.read_text() == wanted and PYTHON.exists() and (BIN / "sightline").exists():
        return False
    _make_environment()
    files = [argument for lock in locks for argument in ("-r", str(REQUIREMENTS / lock))]
    with _step("Installing the packages of {}".format(" and ".join(locks))):
        _pip(["--no-deps", "--require-hashes", *files])
    with _step("Installing the command sightline"):
        _pip(["--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    # The sandboxes that read papers write nothing, so they would compile their readers anew each time.
    subprocess.run([str(PYTHON), "-m", "compileall", "-q", str(ROOT / "sightline")], check=False)
    stamp.write_text(wanted)
    return True


def _fingerprint(locks: list[str]) -> str:
    digest = hashlib.sha256(str(ROOT).encode())
    for path in [ROOT / "pyproject.toml", REQUIREMENTS / "uv.txt", *(REQUIREMENTS / lock for lock in locks)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _make_environment() -> None:
    if not _environment_works():
        with _step("Making the environment in .venv with Python {}.{}".format(*sys.version_info[:2])):
            shutil.rmtree(str(VENV), ignore_errors=True)
            try:
                venv.create(str(VENV), with_pip=not _own_pip_reaches_others())
            except (subprocess.CalledProcessError, SystemExit) as error:
                shutil.rmtree(str(VENV), ignore_errors=True)
                raise Sorry(
                    "This Python cannot make an environment. On Debian: apt-get install python3-venv. "
                    "Then run this again."
                ) from error
    stamp, wanted = VENV / "installed-uv", _fingerprint([])
    if not stamp.is_file() or stamp.read_text() != wanted:
        with _step("Installing the installer"):
            _pip(["--no-deps", "--require-hashes", "-r", str(REQUIREMENTS / "uv.txt")])
        stamp.write_text(wanted)


def _environment_works() -> bool:
    """Whether .venv holds a Python of a supported age, and its programs belong to this folder."""
    programs = [program for program in (BIN / "sightline", BIN / "pip") if program.exists()]
    if not PYTHON.exists() or any(str(VENV) not in program.read_text()[:500] for program in programs):
        return False
    probe = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    return subprocess.run([str(PYTHON), "-c", probe], capture_output=True).returncode == 0


def _pip(arguments: list[str]) -> None:
    """Install with uv, or where that does not succeed with pip: slower, the same result."""
    uv = BIN / "uv"
    if uv.exists():
        with contextlib.suppress(Sorry):
            return _run([str(uv), "pip", "install", "--quiet", "--python", str(PYTHON), *arguments])
    install = ["install", "--quiet", "--disable-pip-version-check", *arguments]
    if _own_pip_reaches_others():
        return _run([sys.executable, "-m", "pip", "--python", str(PYTHON), *install])
    _run([str(PYTHON), "-m", "pip", *install])


@functools.cache
def _own_pip_reaches_others() -> bool:
    """Whether the Python that runs this has a pip (22.3 or later) that installs into another environment.

    Then the environment needs no pip of its own, which takes longer to make than all the rest.
    """
    probe = [sys.executable, "-m", "pip", "--python", sys.executable, "--version"]
    return subprocess.run(probe, capture_output=True).returncode == 0


# --- demo


def demo(rest: list[str]) -> int:
    """Start the example of a fictional council on http://127.0.0.1:8000 (PORT= for another port)."""
    port = _port(rest)
    _install("base", ["base.txt"])
    os.chdir(str(ROOT))
    sys.stdout.flush()
    os.execv(str(BIN / "sightline"), ["sightline", "demo", "--port", str(port)])


def _port(rest: list[str]) -> int:
    given = rest[rest.index("--port") + 1] if "--port" in rest[:-1] else os.environ.get("PORT") or "8000"
    if not given.isascii() or not given.isdigit() or not 1 <= int(given) <= 65535:
        raise Sorry(f"PORT={given} is not a port. Give a number from 1 to 65535, for example PORT=8001.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(given)))
        except OSError as error:
            if isinstance(error, PermissionError):
                raise Sorry(f"Port {given} is reserved. Choose another: make demo PORT=8001") from error
            other = 8001 if given == "8000" else 8000
            raise Sorry(
                f"Port {given} is in use by another program. Nothing was started. "
                f"Choose another: make demo PORT={other}"
            ) from error
    return int(given)


# --- test


def test(rest: list[str]) -> int:
    """Run every test, on SQLite and on a private PostgreSQL; words after it go to pytest."""
    _setup_for_tests()
    _provide_browser()
    pytest = [str(BIN / "pytest"), "--durations=10", "--color=no"]
    on_postgres = [str(PYTHON), "tools/with_postgres.py", *pytest, "-o", "cache_dir=.pytest_cache/postgresql"]
    on_postgres.append("--output=test-results/playwright-postgresql")
    of_the_database = ["-m", "not browser or postgres_story"]
    if rest:
        runs = {"SQLite": [*pytest, *rest], "PostgreSQL": [*on_postgres, *of_the_database, *rest]}
    else:
        together = ["tests/integration", "tests/browser"]
        others = [f"--ignore={folder}" for folder in together]
        runs = {
            "PostgreSQL": [*on_postgres, *of_the_database, *together],
            "SQLite": [*pytest, "tests/integration"],
            "Browser": [*pytest, "-o", "cache_dir=.pytest_cache/browser", "tests/browser"],
            "No database": [*pytest, "-o", "cache_dir=.pytest_cache/others", "tests", *others],
        }
    print(
        "The tests run on SQLite and on PostgreSQL at the same time, then those that need neither.",
        flush=True,
    )
    fine = (0, 5) if rest else (0,)  # 5: no test was chosen
    with tempfile.TemporaryDirectory(prefix="sightline-tests-") as folder:
        ended = _two_at_a_time(runs, Path(folder))
    print()
    for name, (_, last) in ended.items():
        print(f"{name + ':':12} {last}")
    return 0 if all(code in fine for code, _ in ended.values()) else 1


def _two_at_a_time(runs: dict[str, list[str]], folder: Path) -> dict[str, tuple[int, str]]:
    """Run programs, two at a time in their order, each into a file of its own, so that none waits for a reader.

    What they write is printed in their order. Answers the exit code and the last line of each. They stop when we do.
    """
    waiting, started = list(runs), {}

    def keep_two_going() -> None:
        going = sum(process.poll() is None for process in started.values())
        for name in waiting[: 2 - going]:
            waiting.remove(name)
            with (folder / name).open("wb") as output:
                started[name] = subprocess.Popen(
                    runs[name], cwd=ROOT, env=_environment_for_tests(), stdin=subprocess.DEVNULL, stdout=output,
                    stderr=subprocess.STDOUT,
                )  # fmt: skip

    ended = {}
    try:
        for name in runs:
            print(f"\n{name}:", flush=True)
            while name not in started:
                keep_two_going()
                time.sleep(0.2)
            last = _pass_on(started[name], folder / name, keep_two_going)
            ended[name] = (started[name].returncode, last)
    finally:
        for process in started.values():
            process.terminate()
            process.wait()
    return ended


def _pass_on(process: subprocess.Popen[bytes], path: Path, meanwhile: Callable[[], None]) -> str:
    """Print what a program writes until it ends; answers its last line."""
    tail = b""
    with path.open("rb") as output:
        while True:
            meanwhile()
            ended = process.poll() is not None
            while said := output.read(65536):
                tail = (tail + said)[-2000:]
                sys.stdout.buffer.write(said)
                sys.stdout.buffer.flush()
            if ended:
                return tail.decode(errors="replace").rstrip().rpartition("\n")[2]
            time.sleep(0.2)


def _environment_for_tests() -> dict[str, str]:
    """The caller's environment without what would point the tests at real data.

    Compiled modules are kept: many tests start programs, and each would compile all of Sightline anew.
    """
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "PYTHONDONTWRITEBYTECODE") and not name.startswith("SIGHTLINE_")
    }


# What the tests need from Debian: the package, and the file that shows that it is there.
SYSTEM_PACKAGES = {
    "chromium": CHROMIUM_PATHS,
    "fonts-liberation": (
        "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
        "/usr/share/fonts/liberation",
    ),
}


def _provide_browser() -> None:
    """As root on Debian install what is missing; elsewhere say what is missing and what waits for it."""
    missing = [
        name for name, places in SYSTEM_PACKAGES.items() if not any(Path(place).exists() for place in places)
    ]
    if not missing:
        return
    wanted = "apt-get install -y --no-install-recommends {}".format(" ".join(missing))
    may = os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get")
    if may:
        quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        try:
            with _step("Installing {}".format(" and ".join(missing))):
                with contextlib.suppress(Sorry):
                    _run(["apt-get", "update", "-q"], env=quiet)
                _run(wanted.split(), env=quiet)
            return
        except Sorry as sorry:
            print(sorry)
    print(
        "Not installed: {}. The tests in tests/browser wait for:\n  {}".format(" and ".join(missing), wanted)
    )


# --- check


def check(rest: list[str]) -> int:
    """Check style, types, the order of imports, migrations, lock files and generated pages."""
    _setup_for_tests()
    with tempfile.TemporaryDirectory(prefix="sightline-check-") as data:
        environment = _environment_for_tests() | {
            "DJANGO_SETTINGS_MODULE": "sightline.config.settings_test",
            "PYTHONPATH": str(ROOT),
            "SIGHTLINE_DATA": data,
        }
        failed = [name for name, command in _checks() if not _passes(name, command, environment)]
    print(f"\nNot passed: {', '.join(failed)}." if failed else "\nEverything passed.", flush=True)
    return 1 if failed else 0


def _checks() -> list[tuple[str, list[str]]]:
    """Each check: its name and what to run, quickest first."""
    checks = [
        ("lock files name no registry", [str(PYTHON), "tools/check_locks.py"]),
        ("style", [str(BIN / "ruff"), "check", "--output-format", "concise", "."]),
        ("format", [str(BIN / "ruff"), "format", "--check", "--output-format", "concise", "."]),
        ("order of imports", [str(BIN / "lint-imports")]),
        ("migrations are complete", [str(PYTHON), "-m", "django", "makemigrations", "--check", "--dry-run"]),
        ("templates", [str(BIN / "djlint"), "sightline", "--profile", "jinja", "--lint", "--quiet"]),
        ("settings", [str(PYTHON), "-m", "django", "check"]),
    ]
    for script in sorted((ROOT / "tools").glob("generate_*.py")):
        checks.append(
            (
                "{} is fresh".format(script.stem.replace("generate_", "")),
                [str(PYTHON), str(script), "--check"],
            )
        )
    return [*checks, ("types", [str(BIN / "mypy"), "--no-error-summary", "sightline"])]


def _passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    """Run one check, say how it went, and what it said if it did not pass."""
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    passed = done.returncode == 0
    print(f"{'ok' if passed else 'FAIL':4} {name} ({time.monotonic() - started:.1f} s)", flush=True)
    if not passed:
        print(done.stdout.rstrip(), flush=True)
    return passed


# --- for maintainers


def lock(rest: list[str]) -> int:
    """Write requirements/*.txt from requirements/*.in (`--upgrade` for newer versions)."""
    _setup_for_tests()
    for source in ("uv.in", "base.in", "dev.in"):
        lock_file = "requirements/{}".format(source.replace(".in", ".txt"))
        with _step(f"Locking {lock_file}"):
            _run(
                [
                    str(BIN / "uv"),
                    "pip",
                    "compile",
                    "--quiet",
                    *LOCK_FLAGS,
                    *rest,
                    "requirements/" + source,
                    "-o",
                    lock_file,
                ]
            )
    return subprocess.run([str(PYTHON), "tools/check_locks.py"], cwd=ROOT).returncode


def assets(rest: list[str]) -> int:
    """Build the style sheets and scripts again from npm packages; what is built is committed."""
    if shutil.which("npm") is None:
        raise Sorry("Building the assets needs Node with npm, which is not installed. Nothing else needs it.")
    return subprocess.run([sys.executable, "tools/build_assets.py"], cwd=ROOT).returncode


def bench(rest: list[str]) -> int:
    """Print figures of speed and memory: runs tests/bench/*.py, or those named after it."""
    _setup_for_tests()
    scripts = sorted((ROOT / "tests/bench").glob("[!_]*.py"))
    chosen = [script for script in scripts if not rest or script.stem in rest]
    if not chosen:
        raise Sorry(
            "There is no such measurement. There are: {}.".format(
                ", ".join(script.stem for script in scripts) or "none"
            )
        )
    failed = 0
    for script in chosen:
        print(f"\n{script.stem}", flush=True)
        failed |= subprocess.run([str(PYTHON), "-m", "tests.bench." + script.stem], cwd=ROOT).returncode
    return 1 if failed else 0


COMMANDS = {
    "setup": setup,
    "demo": demo,
    "test": test,
    "check": check,
    "lock": lock,
    "assets": assets,
    "bench": bench,
}


# --- how commands are run


@contextlib.contextmanager
def _step(what: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    print(f"{what} ...", end="", flush=True)
    started = time.monotonic()
    try:
        yield
    except BaseException:
        print(" failed", flush=True)
        raise
    print(f" {time.monotonic() - started:.1f} s", flush=True)


def _run(command: list[str], cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Run quietly; on failure keep the output in .venv/last-failure.txt and quote its last line."""
    environment = dict(env or os.environ)
    environment.pop("VIRTUAL_ENV", None)
    done = subprocess.run(
        command, cwd=str(cwd), env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    if done.returncode == 0:
        return
    said = [line for line in done.stdout.splitlines() if line.strip()]
    place = VENV if VENV.is_dir() else ROOT
    (place / "last-failure.txt").write_text(done.stdout)
    program = command[2] if command[1] == "-m" else Path(command[0]).name
    wrong = [line.strip() for line in said if "error" in line.lower()]
    last = (wrong or [line.strip() for line in said[-1:]] or ["it said nothing."])[0]
    raise Sorry(
        f"{program} did not succeed: {last}\nAll it said is in {place / 'last-failure.txt'}. "
        "Mend that, or check the connection, and run this again."
    )
