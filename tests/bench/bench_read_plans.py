"""How fast a 40-page plan of 80 actions becomes rows, and whether all of them are right.

    python -m tests.bench.bench_read_plans

Prints, for each format, the first reading in a fresh process (with imports), the median of later ones, the pages, and how many
of the 80 rows agree in every cell. Exits with 1 where a row is wrong.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from sightline.ground.lib.documents.sandbox import Sandbox
from sightline.work.imports.reading import read_file
from tests.unit.reading.plan_files import make_plan, write_csv, write_docx, write_pdf, write_xlsx

TARGETS = {"docx": 0.2, "xlsx": 0.1, "pdf": 5.0, "csv": 0.1}
TIMES = 5


def main() -> int:
    plan = make_plan(80, words=110)
    wrong = False
    print(f"load average {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        for ending, write in (
            ("docx", write_docx),
            ("xlsx", write_xlsx),
            ("csv", write_csv),
            ("pdf", write_pdf),
        ):
            path = write(Path(folder) / f"plan.{ending}", plan)
            with Sandbox() as sandbox:
                started = time.perf_counter()
                sandbox.call("sightline.work.imports.reading.entry:read_file", str(path))
                first = time.perf_counter() - started
            times = []
            for _ in range(TIMES):
                started = time.perf_counter()
                read = read_file(path)
                times.append(time.perf_counter() - started)
            right = sum(
                list(row.values()) == cells for row, cells in zip(read["rows"], plan.rows, strict=False)
            )
            exact = right == len(plan.rows) == len(read["rows"])
            wrong = wrong or not exact
            print(
                f"{ending:5} pages {read['pages'] or '-':>3}  first {first:6.3f} s  then {statistics.median(times):6.3f} s "
                f"(target {TARGETS[ending]} s)  rows right {right} of {len(plan.rows)} ({len(read['rows'])} read)"
            )
    print(f"peak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
