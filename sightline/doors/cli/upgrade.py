"""`sightline upgrade`: back up, migrate, verify."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from .starting import complain, with_django

if TYPE_CHECKING:
    from sightline.work.keeping.upgrade import Upgraded

HELP = "Back up, then bring the database to this version"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Run it after installing a new version, with the service stopped. Makes a backup in the data folder, applies the "
        "migrations that wait, verifies the record, and says which tables are exactly as they were. It can be run again: where "
        "nothing waits it does nothing."
    )


def run(arguments: argparse.Namespace) -> int:
    return with_django(_upgrade)


def _upgrade() -> int:
    from sightline.work.keeping.upgrade import upgrade

    done = upgrade(say=lambda words: print(f"  {words} ...", flush=True))
    if done is None:
        print("The database is of this version already. Nothing was changed.")
        return 0
    _tell(done)
    for sentence in done.report.problems:
        print(sentence, file=sys.stderr)
    if done.report.problems:
        return complain(f"The record does not add up. The register as it was before is in {done.copy}.")
    return 0


def _tell(done: Upgraded) -> None:
    print(f"{len(done.applied)} migrations were applied: {', '.join(done.applied)}.")
    print(f"  before   {done.before}   in {done.copy}")
    print(f"  after    {done.after}")
    print(f"{len(done.same)} tables are exactly as they were.")
    for words, names in (("Changed", done.changed), ("New", done.new), ("Gone", done.gone)):
        if names:
            print(f"{words}: {', '.join(names)}.")
    print(done.report)
