"""`sightline restore FILE`: the register of a backup into an empty database, proved equal; also from one database to the other."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from time import monotonic

from .backup import about_lost, print_facts, what_it_holds
from .starting import complain, with_django

HELP = "Restore a backup into an empty database, and prove it equal"
ASK = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Checks the file, makes the tables in the database of DATABASE_URL as they were, puts rows and stored files in, works the "
        "register hash out again from the database, and keeps the result only when it is equal. Then brings it up to this version "
        "and verifies the record. Stop the service first. A backup made on SQLite can be restored on PostgreSQL, and back."
    )
    parser.add_argument("file", type=Path, help="a backup written by “sightline backup”")
    parser.add_argument("--hash", default="", help="the register hash as it was printed, or its beginning")
    parser.add_argument(
        "--replace", nargs="?", const=ASK, metavar="COUNCIL",
        help="give up the register that is there: the name of its council; without it the name is asked for",
    )  # fmt: skip
    parser.add_argument("--no-copy", action="store_true", help="do not back up first what is given up")


def run(arguments: argparse.Namespace) -> int:
    return with_django(lambda: _restore(arguments))


def _restore(arguments: argparse.Namespace) -> int:
    from sightline.work.keeping.restore import restore

    began = monotonic()
    done = restore(
        arguments.file,
        replace=_named(arguments.replace),
        copy=not arguments.no_copy,
        expected=arguments.hash,
        say=lambda words: print(f"  {words} ...", flush=True),
    )
    print(f"Restored {what_it_holds(done.manifest)} in {monotonic() - began:.1f} s.")
    print("The register hash, worked out again from the database, is equal to the backup’s.")
    print_facts(done.manifest)
    if done.copy:
        print(f"What was there before is in {done.copy}.")
    if done.migrated:
        print(f"{done.migrated} later migrations were applied to it: it is of this version now.")
    return max(_about_record(done.report), about_lost(done.manifest))


def _named(replace: str | None) -> str:
    """The name of the council whose register is given up; asked for at the keyboard where only --replace was given."""
    if replace is None or replace != ASK or not sys.stdin.isatty():
        return replace or ""
    return input("Type the name of the council whose register you give up: ")


def _about_record(report: object) -> int:
    print(report)
    problems: list[str] = getattr(report, "problems", [])
    for sentence in problems:
        print(sentence, file=sys.stderr)
    if not problems:
        return 0
    return complain(
        "The register is as it was when it was backed up, and its record did not add up then either. See each sentence above."
    )
