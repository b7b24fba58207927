"""`sightline backup FILE`: everything into one file, while the service runs; `--check` verifies such a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from .starting import complain, with_django

if TYPE_CHECKING:
    from sightline.work.keeping.manifest import Manifest

HELP = "Back everything up into one file, or check such a file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Writes the whole register at one moment, its stored files and its history into one file, while the service runs, and "
        "prints the register hash. The same register gives the same hash on SQLite and on PostgreSQL. The file holds what is not "
        "public and the passwords' fingerprints: keep it as safe as the database."
    )
    parser.add_argument(
        "file", type=Path, help="the file to write, or a folder, in which it gets a dated name"
    )
    parser.add_argument("--force", action="store_true", help="write over a file that is there")
    parser.add_argument("--check", action="store_true", help="verify the file instead, without restoring it")
    parser.add_argument(
        "--hash", default="", help="with --check: the register hash as it was printed, or its beginning"
    )


def run(arguments: argparse.Namespace) -> int:
    work = _check if arguments.check else _back_up
    return with_django(lambda: work(arguments))


def _back_up(arguments: argparse.Namespace) -> int:
    from sightline.work.keeping.backup import back_up

    began = monotonic()
    path, manifest = back_up(arguments.file, force=arguments.force, say=_warn)
    print(
        f"Backed up {what_it_holds(manifest)} into {path} ({in_words(path.stat().st_size)}, {monotonic() - began:.1f} s)."
    )
    print_facts(manifest)
    return about_lost(manifest)


def _warn(words: str) -> None:
    complain(words)


def _check(arguments: argparse.Namespace) -> int:
    from sightline.work.keeping.backup import check

    manifest = check(arguments.file, expected=arguments.hash)
    print(f"{arguments.file} is whole: {what_it_holds(manifest)}, as written by version {manifest.version}.")
    print_facts(manifest)
    return about_lost(manifest)


def what_it_holds(manifest: Manifest) -> str:
    """What is in a backup, in words."""
    files = f"{len(manifest.files):,} stored file{'' if len(manifest.files) == 1 else 's'}"
    return f"the register of {manifest.council}: {len(manifest.tables)} tables, {manifest.rows:,} rows and {files}"


def print_facts(manifest: Manifest) -> None:
    """The lines that a person keeps."""
    print(
        f"  made at        {manifest.made_at}, on {'SQLite' if manifest.made_on == 'sqlite' else 'PostgreSQL'}"
    )
    print(f"  register hash  {manifest.register}")
    print(f"  audit head     {manifest.head[: manifest.head.find(':') + 17]}")


def about_lost(manifest: Manifest) -> int:
    """Say what could not be kept; exit status 1 where anything was not."""
    if not manifest.lost:
        return 0
    count = len(manifest.lost)
    return complain(
        f"{count} stored file{' was' if count == 1 else 's were'} missing or altered when the backup was made, so "
        f"{'it is' if count == 1 else 'they are'} not in it; everything else is. Run: sightline verify"
    )


def in_words(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
