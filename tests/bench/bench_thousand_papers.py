"""How long 1,000 papers take from one upload to the report on them: an archive, unpacked and read by one worker, on SQLite.

    python -m tests.bench.bench_thousand_papers [--papers 1000] [--profile] [--only-archive FILE]

The papers are made up: minutes, reports, decisions, tables of actions and pages that are nothing of these, of 2,000 to 60,000
characters, some twice, some broken. Works in an empty SQLite database of its own, through the same commands as the pages and the
worker. Prints wall time and processor time of each step, and what one paper costs. Exits with 1 where the report does not add up.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import os
import pstats
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BODIES = ("Scrutiny Panel", "Cabinet", "Corporate Parenting Board", "Audit Committee", "Improvement Board")
THEMES = (
    "fostering",
    "early help",
    "the front door",
    "supported lodgings",
    "care leavers",
    "supervision",
    "placements",
    "SEND",
)
VERBS = ("considered", "heard about", "asked about", "looked at", "was told of", "questioned")
THINGS = (
    "waiting times",
    "the cost of agency staff",
    "missing episodes",
    "health assessments",
    "caseloads",
    "school moves",
)
ENDS = (
    "and asked for a further report in the autumn", "and noted that figures had been late", "as the plan had set out in spring",
    "because two wards had no family hub", "which officers explained by a change of recording", "and thanked the team for it",
)  # fmt: skip


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--papers", type=int, default=1_000)
    parser.add_argument("--profile", action="store_true", help="print where the time of the worker goes")
    parser.add_argument(
        "--only-archive", type=Path, help="write the archive to this file and do nothing else"
    )
    asked = parser.parse_args(words)
    data = archive(asked.papers)
    if asked.only_archive:
        asked.only_archive.write_bytes(data)
        return 0
    print(
        f"{asked.papers} papers, {len(data) / 1e6:.1f} MB packed; load of the machine {os.getloadavg()[0]:.1f}"
    )
    with _empty_database():
        return _run(data, asked.papers, asked.profile)


def archive(papers: int) -> bytes:
    """The papers as a ZIP archive, always the same."""
    chance, out = random.Random(465386), io.BytesIO()
    before = b""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(papers):
            name, content = _paper(number, chance)
            if number % 50 == 49:
                name, content = f"twice/{number:04}.txt", before
            if number % 97 == 96:
                name, content = f"broken/{number:04}.pdf", b"%PDF-1.7\n" + content[:900]
            packed.writestr(name, content)
            before = content if name.endswith(".txt") else before
    return out.getvalue()


def _paper(number: int, chance: random.Random) -> tuple[str, bytes]:
    day = f"{number % 28 + 1} {('March', 'June', 'October')[number % 3]} {2019 + number % 6}"
    long = int(2_000 * 30 ** chance.random())
    kind = number % 10
    if kind < 4:
        return f"minutes/{number:04}.txt", _minutes(number, day, long, chance).encode()
    if kind < 7:
        return f"reports/{number:04}.txt", _report(number, day, long, chance).encode()
    if kind < 8:
        return f"decisions/{number:04}.txt", _decision(number, day, long, chance).encode()
    if kind < 9:
        return f"plans/{number:04}.csv", _plan(number, chance).encode()
    return f"letters/{number:04}.txt", _prose(long, chance).encode()


def _sentence(chance: random.Random) -> str:
    pick = chance.choice
    return f"The Panel {pick(VERBS)} {pick(THINGS)} in {pick(THEMES)} over {chance.randint(2, 99)} weeks, {pick(ENDS)}."


def _prose(long: int, chance: random.Random) -> str:
    found, length = [], 0
    while length < long:
        found.append(" ".join(_sentence(chance) for _ in range(chance.randint(2, 5))))
        length += len(found[-1]) + 2
    return "\n\n".join(found)


def _minutes(number: int, day: str, long: int, chance: random.Random) -> str:
    body = BODIES[number % len(BODIES)]
    items = max(2, long // 4_000)
    text = [
        f"{body.upper()}",
        "",
        f"Minutes of the meeting held on {day}",
        "",
        "PRESENT: Councillor Invented (Chair)",
        "",
    ]
    for place in range(1, items + 1):
        theme = chance.choice(THEMES)
        text += [f"{place}. {theme.upper()}", "", _prose(long // items, chance), "", "RESOLVED:", ""]
        text += [
            f"({letter}) That {chance.choice(THINGS)} in {theme} be reported to meeting {number}.{place} of the {body}."
            for letter in "ab"
        ]
        text.append("")
    return "\n".join(text)


def _report(number: int, day: str, long: int, chance: random.Random) -> str:
    theme = chance.choice(THEMES)
    return "\n".join(
        [
            f"Report to: {BODIES[number % len(BODIES)]}", "Relevant Officer: Director of Children’s Services",
            f"Date of Meeting: {day}", "", f"REPORT {number} ON {theme.upper()}", "", "1.0 Purpose of the report:",
            f"1.1 To tell members about {theme} and {chance.choice(THINGS)}.", "", "2.0 Recommendation(s):",
            f"2.1 To agree step {number} of the work on {theme}.", f"2.2 To ask for figures on {chance.choice(THINGS)}.", "",
            "3.0 Background information", "", _prose(long, chance), "", "4.0 Financial considerations:", "4.1 None.", "",
            "5.0 Legal considerations:", "5.1 None.", "",
        ]
    )  # fmt: skip


def _decision(number: int, day: str, long: int, chance: random.Random) -> str:
    return "\n".join(
        [
            "RECORD OF DECISION", "", "Decision maker: Cabinet Member for Children", f"Date of decision: {day}",
            "Key decision: No", "", f"Subject: Contract {number}", "", "Decision:",
            f"To award contract {number} for {chance.choice(THEMES)} for {number % 4 + 1} years.", "", "Reasons for the decision:",
            _prose(long, chance), "",
        ]
    )  # fmt: skip


def _plan(number: int, chance: random.Random) -> str:
    rows = ["Ref,Action,Owner,Due date,Status,Success measure"]
    rows += [
        f"{number}.{row},Agree step {row} on {chance.choice(THEMES)},Head of Service,31/03/2026,In progress,{row}% by March"
        for row in range(1, chance.randint(20, 120))
    ]
    return "\n".join(rows)


@contextmanager
def _empty_database() -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="sightline-bench-") as folder:
        os.environ |= {"SIGHTLINE_DATA": folder, "DJANGO_SETTINGS_MODULE": "sightline.config.settings"}
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/papers.sqlite3"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        yield
        from django.db import connections

        connections.close_all()


def _run(data: bytes, papers: int, profile: bool) -> int:
    from sightline.ground.jobs.worker import run_next
    from sightline.work.imports.commands import Paper, upload_papers
    from tests import cast
    from tests.factories import SYSTEM, a_council, a_user

    a_council()
    user = a_user(cast.PROGRAMME_OFFICE)
    given = [Paper("papers.zip", io.BytesIO(data), len(data))]
    upload = _timed("the request: the archive is stored", lambda: upload_papers(by=SYSTEM, papers=given), 1)
    _timed("the worker: unpacked, each paper stored", run_next, papers, profile)
    _timed("the worker: all papers read", lambda: _until_done(run_next), papers, profile)
    return _reported(user, upload, papers)


def _until_done(run_next: Callable[[], bool]) -> int:
    done = 0
    while run_next():
        done += 1
    return done


def _reported(user: Any, upload: Any, papers: int) -> int:
    from django.test.client import Client

    from sightline.ground.jobs.models import Job
    from sightline.work.imports import queries_uploads

    found = _timed("the report on all of them", lambda: queries_uploads.upload_for(user, upload.pk), 1)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    for what, address in (
        ("the page", ""),
        ("the page of 50 in the middle", "?page=9"),
        ("as .xlsx", "papers.xlsx"),
    ):
        _timed(
            what, lambda address=address: b"".join(client.get(f"/imports/uploads/{upload.pk}/{address}")), 1
        )
    account = found.quality.account
    print(f"given {account.given} = read {account.read} + failed {account.failed} + waiting {account.waiting} + "
          f"not taken {account.not_taken} + known already {account.known}")  # fmt: skip
    for one in (*found.quality.kinds, found.quality.total):
        print(
            f"  {one.kind or 'in all':12} {one.papers:5} papers: {one.read} = {one.taken} taken + {one.set_aside} set aside"
        )
    print(
        "  "
        + "; ".join(f"{look.words}: {look.papers}" for look in found.quality.looks)
        + f"; nothing doubtful: {found.sure}"
    )
    lost = account.given != papers or account.waiting or found.quality.wrong
    failed = Job.objects.filter(state="failed").count()
    if lost or failed:
        print(f"WRONG: {papers} were given; {failed} jobs failed; {found.quality.wrong}")
    return 1 if lost or failed else 0


def _timed(what: str, work: Callable[[], Any], papers: int, profile: bool = False) -> Any:
    """What the work answered; prints wall time and processor time here and in the sandboxes that ended."""
    profiler = cProfile.Profile()
    wall, spent = time.perf_counter(), _spent()
    if profile:
        profiler.enable()
    answer = work()
    profiler.disable()
    took, used = time.perf_counter() - wall, _spent() - spent
    each = (
        f"; {1000 * took / papers:.0f} ms a paper, {1000 * used / papers:.0f} ms of processor"
        if papers > 1
        else ""
    )
    print(f"{took:8.2f} s, {used:8.2f} s of processor  {what}{each}", flush=True)
    if profile:
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)
    return answer


def _spent() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
