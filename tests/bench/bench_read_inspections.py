"""Prints how long inspection reports take to read, and how much memory.

`python -m tests.bench.bench_read_inspections [PDF...]`
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from sightline.ground.lib.documents.pdf import read_pdf
from sightline.ground.lib.errors import Unreadable
from sightline.work.imports.reading.inspections import confidence, read_inspection_with_places

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "inspections"


def main(names: list[str]) -> int:
    paths = [Path(name) for name in names] or sorted(SAMPLES.glob("*.pdf"))
    if not paths:
        print("Give PDF files: the sample papers are not on this machine.")
        return 2
    print(f"{'pages':>5} {'lines':>6} {'pdf s':>6} {'read s':>6} {'found':>5} {'aside':>5} {'sure':>5}  file")
    for path in paths:
        start = time.perf_counter()
        try:
            document = read_pdf(path)
        except Unreadable as problem:
            print(f"{'':>43}  {path.name}: {problem.sentence}")
            continue
        middle = time.perf_counter()
        result = read_inspection_with_places(document)
        end = time.perf_counter()
        print(
            f"{document.pages:>5} {len(document.lines):>6} {middle - start:>6.2f} {end - middle:>6.2f} "
            f"{len(result['findings']):>5} {len(result['set_aside']):>5} {confidence(document):>5.2f}  {path.name}"
        )
    print(f"Most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
