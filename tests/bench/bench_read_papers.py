"""How many minutes and reports a second one core reads, and how many pages of PDF.

    python -m tests.bench.bench_read_papers

Papers are made up, of 2,000 to 60,000 characters, as text and as PDF; the real ones beside the checkout are read too. Times are of
the processor, the median of several readings in one process. The target holds for the papers of a kind together, from the shortest
to the longest. Exits with 1 where a target is missed.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sightline.work.imports.reading.entry import read_file, read_text
from tests.unit.reading.made_up_papers import MINUTES, PASTED_REPORT, REPORT
from tests.unit.reading.paper_builder import Paper

SHARED = Path(__file__).resolve().parents[3] / "shared"
LENGTHS = (2_000, 10_000, 30_000, 60_000)
PAPERS_A_SECOND = 20.0
PAGES_A_SECOND = 20.0
TIMES = 5
PROSE = (
    "The Committee heard how the service had gone on since the last meeting and asked about placements, supervision and the cost "
    "of agency staff. In reply it was said that caseloads had come down to sixteen and that figures would be sent to Members. "
)


def minutes_of(length: int) -> str:
    """Minutes with as many items as make up so many characters."""
    head, _, tail = MINUTES.partition("3.\n\nIMPROVEMENT PLAN")
    items, number = [], 3
    while len(head) + sum(map(len, items)) < length:
        items.append(
            f"{number}.\n\nIMPROVEMENT PLAN, PART {number} PDF 1 MB\n\nTo consider part {number} of the plan.\n\nMinutes:\n\n"
            + f"{PROSE * 3}\n\n" * 2
            + f"The Committee resolved:\n\n1.\xa0\xa0 To note part {number}.\n\n2.\xa0\xa0 To receive it again in June.\n\n"
        )
        number += 1
    return (head + "".join(items))[:length] if tail else head


def report_of(length: int) -> str:
    """A report whose background is as long as makes up so many characters."""
    head, mark, tail = REPORT.partition("6.2 Does the information")
    room = max(0, length - len(REPORT))
    paragraphs = [f"6.1.{number} {PROSE * 2}\n\n" for number in range(1, room // (2 * len(PROSE) + 10) + 1)]
    return head + "".join(paragraphs) + mark + tail


def pasted_report_of(length: int) -> str:
    """A report whose lines a printer broke."""
    head, mark, tail = PASTED_REPORT.partition("2. RECOMMENDATIONS")
    room = max(0, length - len(PASTED_REPORT))
    broken = "\n".join(textwrap.wrap(PROSE * (room // len(PROSE)), 88)) + "\n\n" if room > len(PROSE) else ""
    return head + broken + mark + tail


KINDS: dict[str, Callable[[int], str]] = {
    "minutes": minutes_of, "report": report_of, "pasted report": pasted_report_of
}  # fmt: skip


def pdf_of(text: str, folder: Path) -> Path:
    """A text as a PDF with a foot on each page."""
    paper = Paper(footer="Elmdale Council")
    for line in text.split("\n"):
        if line.strip():
            paper.para(line.replace("\t", "   "), width=85)
    path = folder / f"paper-{len(text)}.pdf"
    path.write_bytes(paper.pdf())
    return path


def seconds_of(read: Callable[[], dict[str, Any]]) -> tuple[float, dict[str, Any]]:
    """The median of the processor's seconds, and what was read."""
    times, result = [], read()
    for _ in range(TIMES):
        started = time.process_time()
        result = read()
        times.append(time.process_time() - started)
    return statistics.median(times), result


def text_papers() -> Iterator[tuple[str, str]]:
    for name, make in KINDS.items():
        for length in LENGTHS:
            yield name, make(length)
    for path in sorted([*SHARED.glob("seeds/*.txt"), *SHARED.glob("samples/[mr]*/*.txt")]):
        yield path.name, path.read_text(encoding="utf-8")


def main() -> int:
    print(f"load average {os.getloadavg()[0]:.1f}")
    print(f"{'letters':>8} {'ms':>7} {'a second':>9}  {'kind':10} paper")
    missed, letters, spent = False, 0, dict[str, list[float]]()
    for name, text in text_papers():
        seconds, result = seconds_of(lambda text=text: read_text(text))  # type: ignore[misc]
        letters += len(text)
        spent.setdefault(name if name in KINDS else "real papers", []).append(seconds)
        print(f"{len(text):>8} {seconds * 1000:>7.1f} {1 / seconds:>9.1f}  {result['kind']:10} {name}")
    for name, times in spent.items():
        speed = len(times) / sum(times)
        missed |= speed < PAPERS_A_SECOND
        slow = "  TOO SLOW" if speed < PAPERS_A_SECOND else ""
        print(f"{name}: {speed:.1f} papers a second (target {PAPERS_A_SECOND}){slow}")
    whole = sum(map(sum, spent.values()))
    print(
        f"all: {sum(map(len, spent.values())) / whole:.1f} papers a second, {letters / whole / 1e6:.2f} million letters a second"
    )
    with tempfile.TemporaryDirectory() as folder:
        made = [pdf_of(make(60_000), Path(folder)) for make in (minutes_of, report_of)]
        for path in [*made, *sorted(SHARED.glob("samples/inspections/*2[45].pdf"))]:
            seconds, result = seconds_of(lambda path=path: read_file(path))  # type: ignore[misc]
            speed = result["pages"] / seconds
            missed |= speed < PAGES_A_SECOND
            print(
                f"PDF {result['pages']:>3} pages {seconds:6.2f} s {speed:7.1f} pages a second (target {PAGES_A_SECOND})  "
                f"{result['kind']:10} {path.name}{'  TOO SLOW' if speed < PAGES_A_SECOND else ''}"
            )
    print(f"peak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
