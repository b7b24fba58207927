"""How long a backup, its check and its restore take, and how much memory, for a tier of plans (M: 2,000 actions with 12 updates).

    python -m tests.bench.bench_backup [--tier M]
    python tools/with_postgres.py python -m tests.bench.bench_backup        # restored on PostgreSQL

Loads the tier on SQLite in a folder of its own, backs it up, checks it, restores it into an empty database (of DATABASE_URL,
where that is given), and backs that up. Each command is a program of its own: wall time, processor time and the most memory
that it held. Exits with 1 where the two register hashes differ.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = [sys.executable, "-m", "sightline.doors.cli.main"]


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tier", choices=["S", "M", "L"], default="M")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="sightline-bench-") as folder:
        return _run(Path(folder), asked.tier)


def _run(folder: Path, tier: str) -> int:
    database = os.environ.get("DATABASE_URL", "")
    first, second = ({"SIGHTLINE_DATA": str(folder / name)} for name in ("first", "second"))
    if database:
        second["DATABASE_URL"] = database
    print(
        f"Tier {tier}; restored on {'PostgreSQL' if database else 'SQLite'}; load of the machine {os.getloadavg()[0]:.1f}"
    )
    _timed("migrate", first)
    _timed("load", first, "--tier", tier)
    one, two = folder / "one.zip", folder / "two.zip"
    before = _timed("backup", first, one)
    print(f"  {one.stat().st_size / 1e6:.1f} MB; the database {_size(folder / 'first'):.1f} MB")
    _timed("backup", first, "--check", one)
    _timed("restore", second, one)
    after = _timed("backup", second, two)
    equal = _hash(before) == _hash(after)
    print(f"The register hashes are {'equal' if equal else 'NOT EQUAL'}: {_hash(before)}")
    return 0 if equal else 1


def _timed(command: str, own: dict[str, str], *words: object) -> str:
    """Run a command and print what it took; what it said."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    Path(own["SIGHTLINE_DATA"]).mkdir(exist_ok=True)
    began = time.monotonic()
    process = subprocess.Popen(
        [*COMMAND, command, *map(str, words)], env=kept | own, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} did not succeed:\n{said}")
    wall, cpu = time.monotonic() - began, used.ru_utime + used.ru_stime
    what = " ".join([command, *(str(word) for word in words if str(word).startswith("--"))])
    print(
        f"{what:18} {wall:7.1f} s   processor {cpu:6.1f} s   memory {used.ru_maxrss / 1024:5.0f} MB",
        flush=True,
    )
    return said


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.glob("sightline.sqlite3*")) / 1e6


def _hash(said: str) -> str:
    return next((line.split()[-1] for line in said.splitlines() if "register hash  " in line), "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
