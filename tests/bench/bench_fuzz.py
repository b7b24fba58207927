"""Reads 20,000 damaged papers and prints what became of them: a crash, a hang, or a result that cannot be true is a fault.

    python -m tests.bench.bench_fuzz [HOW MANY] [FIRST SEED]

Each line of progress tells how far it is, papers a second, and the memory in use. A fault is printed with its seed, which makes
the same paper again. Exits with 1 where there is a fault, or where memory grew by more than a tenth and 40 MB after the start.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from sightline.ground.lib.documents.sandbox import Sandbox
from tests.unit.reading.fuzzing import outcome_of, papers
from tests.unit.reading.mutations import mutated

HOW_MANY = 20_000
EVERY = 1_000
MOST_GROWTH = 40  # MB
MOST_SHOWN = 40


def memory() -> float:
    """MB of this process that are in use now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def main(words: list[str]) -> int:
    how_many = int(words[0]) if words else HOW_MANY
    first = int(words[1]) if len(words) > 1 else 1
    print(
        f"{how_many} damaged papers from {len(papers())} papers, seeds from {first}; load average {os.getloadavg()[0]:.1f}"
    )
    kinds, endings, slowest = Counter[str](), Counter[str](), (0.0, 0)
    faults: list[str] = []
    early = 0.0
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, Sandbox() as sandbox:
        for count, seed in enumerate(range(first, first + how_many), start=1):
            mutant = mutated(seed, papers())
            outcome = outcome_of(mutant, Path(folder), sandbox)
            kinds[outcome.kind] += 1
            endings[mutant.ending or "text"] += 1
            slowest = max(slowest, (outcome.seconds, seed))
            for fault in outcome.faults:
                faults.append(fault)
                if len(faults) <= MOST_SHOWN:
                    print(
                        f"  seed {seed}, {mutant.paper} {mutant.ending} {' '.join(mutant.steps)}: {fault}",
                        flush=True,
                    )
            if count == min(EVERY, how_many // 2):
                early = memory()
            if count % EVERY == 0:
                speed = count / (time.perf_counter() - started)
                print(
                    f"{count:>7} papers  {speed:5.1f} a second  {memory():6.0f} MB  {len(faults)} faults",
                    flush=True,
                )
    late = memory()
    print(f"read as: {', '.join(f'{kind} {number}' for kind, number in kinds.most_common())}")
    print(f"written as: {', '.join(f'{ending} {number}' for ending, number in endings.most_common())}")
    print(f"slowest: {slowest[0]:.2f} s (seed {slowest[1]}); {time.perf_counter() - started:.0f} s in all")
    grown = late - early > max(MOST_GROWTH, early / 10)
    print(f"memory: {early:.0f} MB early, {late:.0f} MB at the end{': IT GREW' if grown else ''}")
    sorts = Counter(fault.split(":")[0] for fault in faults)
    print(f"faults: {len(faults)}{''.join(f'; {number} {name}' for name, number in sorts.most_common())}")
    return 1 if faults or grown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
