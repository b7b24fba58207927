"""`sightline read [--json] FILE...`: print what the readers understand of papers. Nothing is stored, Django is not loaded."""

from __future__ import annotations

import argparse
import json
import sys

from sightline.doors.cli.summaries import summary

HELP = "Read papers and print what was understood, without storing anything"
DESCRIPTION = """\
Reads the papers of councils and inspectorates and prints what was understood: inspection reports and letters, committee reports,
minutes, decision records, improvement plans, tables of indicators, papers on risks and risk matrices, as .pdf, .docx, .xlsx,
.csv, .html or .txt. A paper of another kind is “unknown” and its text is set aside. Nothing is stored.
Exit status: 0 every file was read; 1 at least one could not be; 2 wrong usage."""
NOT_PRINTED = {"mapping"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = DESCRIPTION
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("files", nargs="+", metavar="FILE", help="a paper")
    parser.add_argument(
        "--json", action="store_true", help="one JSON object for each file, on a line of its own"
    )


def run(arguments: argparse.Namespace) -> int:
    """Read each file in the order given; the exit status."""
    from sightline.work.imports.reading import read_safely

    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    failed = False
    for paper in read_safely(arguments.files):
        failed = failed or paper["error"] is not None
        if arguments.json:
            shown = {key: value for key, value in paper.items() if key not in NOT_PRINTED}
            print(json.dumps(shown, ensure_ascii=False), flush=True)
        else:
            print("\n".join(summary(paper)), flush=True)
    return 1 if failed else 0
