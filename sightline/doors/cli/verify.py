"""`sightline verify`: whether the record adds up and stored files are what was stored."""

from __future__ import annotations

import argparse
import sys

from .starting import with_django

HELP = "Verify that the record was not altered"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Verifies the chain of events, every recorded change, every row against its last change, and every stored file "
        "against its hash. Exit status: 0 everything adds up; 1 something does not, each in a sentence."
    )
    parser.add_argument(
        "--head",
        metavar="NUMBER:HASH",
        help="the head of the chain as a paper prints it, such as 42:ab12cd34ef56ab78: finds events removed since",
    )


def run(arguments: argparse.Namespace) -> int:
    return with_django(lambda: _verify(arguments.head))


def _verify(printed: str | None) -> int:
    from sightline.ground.audit.queries import head, parse_head, verify
    from sightline.ground.files.queries import check_files

    report = verify(parse_head(printed) if printed else None)
    files = [problem.sentence for problem in check_files()]
    for sentence in [*report.problems, *files]:
        print(sentence, file=sys.stderr)
    print(report)
    print(_about_files(len(files)))
    if not report.problems and not files:
        print(
            f"The head of the chain is {head()}. A paper that prints it shows later whether events were removed."
        )
        return 0
    print(
        "Do not repair anything by hand. Keep a copy of the database and of the data folder as they are, then restore a backup."
    )
    return 1


def _about_files(wrong: int) -> str:
    if not wrong:
        return "Every stored file is as it was stored."
    return f"{wrong} stored file{' is' if wrong == 1 else 's are'} not as stored."
