"""`sightline visit --inspection 1 --plan 2 --for ADDRESS FILE.zip`: the pack for an inspection visit, written to a file."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from sightline.ground.lib.errors import Refused

from .starting import with_django

HELP = "Pack the evidence for an inspection visit into one ZIP file"
DESCRIPTION = """\
Writes an index by finding, the evidence in the version that stood on the day, and a manifest with the SHA-256 of each file.
It holds what the person named with --for may see, as the page “Prepare for a visit” does for them.
Exit status: 0 the pack was written; 1 it was not, and a sentence says why; 2 the command was wrong."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = DESCRIPTION
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="the ZIP file to write; it must not exist yet"
    )
    parser.add_argument("--inspection", type=int, required=True, metavar="N", help="number of the inspection")
    parser.add_argument(
        "--plan", type=int, required=True, metavar="N", help="number of the plan that answers it"
    )
    parser.add_argument(
        "--for", dest="reader", required=True, metavar="ADDRESS", help="e-mail address of whose rights count"
    )
    parser.add_argument(
        "--as-at",
        type=_day,
        default=None,
        metavar="YYYY-MM-DD",
        help="what stood on this day (default: today)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the pack; the exit status."""
    return with_django(lambda: _write(arguments))


def _write(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from sightline.domain.plans.queries import plan_for
    from sightline.ground.accounts.queries import may_sign_in
    from sightline.work.reports.visit import packs

    reader = may_sign_in(arguments.reader)
    if reader is None:
        raise Refused(f"No account that may sign in has the address {arguments.reader}. No pack was made.")
    if arguments.file.exists():
        raise Refused(f"{arguments.file} is there already and was not changed. Name another file.")
    today = timezone.localdate()
    found = packs.checked(
        reader,
        inspection=arguments.inspection,
        plan=arguments.plan,
        as_at=arguments.as_at or today,
        today=today,
    )
    count, size = packs.write_for(
        by=reader, plan=plan_for(reader, arguments.plan), place=arguments.file, visit=found
    )
    evidenced = sum(finding.evidenced for finding in found.findings)
    print(
        f"{arguments.file}: {evidenced} of {len(found.findings)} findings have evidence; {count} files, {size} bytes."
    )
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day; write it as 2026-03-31") from None
