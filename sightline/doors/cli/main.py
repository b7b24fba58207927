"""`sightline COMMAND ...`: finds the module of the command and runs it. Only that module is imported.

A command is a module of this package with `HELP`, `add_arguments(parser)` and `run(arguments) -> int`. Exit status 2 is wrong
usage, whatever the command.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
from collections.abc import Sequence

PACKAGE = "sightline.doors.cli"
COMMANDS = {
    "read": "Read papers and print what was understood, without storing anything",
    "check": "Check a plan file, or a plan in the database, against the rules",
    "import": "Import papers: files, folders of them, ZIP archives",
    "import-papers": "The same as import",
    "migrate": "Make or update the database",
    "demo": "Make the example of a fictional council and serve it",
    "serve": "Serve the pages",
    "worker": "Do background work (serve runs one of these)",
    "visit": "Pack the evidence for an inspection visit",
    "verify": "Verify that the record was not altered",
    "backup": "Back everything up into one file, or check such a file",
    "restore": "Restore a backup into an empty database, and prove it equal",
    "upgrade": "Back up, then bring the database to this version",
    "search": "Bring the search up to date, or make its index anew",
    "notices": "Queue today's reminders and digests, or print what they would be",
    "load": "Fill an empty database with plans of a given size, for measuring",
    "user": "Add an account, give a role, set a password",
}
MODULES = {"import": "import_papers", "import-papers": "import_papers"}
DESCRIPTION = "The system of record for a council's improvement of its children's services."
EPILOG = "Type “sightline COMMAND --help” for one command."


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = _parser(words)
    if not words:
        parser.print_help()
        return 2
    arguments = parser.parse_args(words)
    try:
        return int(arguments.run(arguments))
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output has gone
        sys.stderr.close()
        return 1


def _parser(words: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("sightline", description=DESCRIPTION, epilog=EPILOG)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, help_text in COMMANDS.items():
        module = f"{PACKAGE}.{MODULES.get(name, name)}"
        if importlib.util.find_spec(module) is None:
            continue
        command = commands.add_parser(name, help=help_text)
        if words and words[0] == name:
            implementation = importlib.import_module(module)
            implementation.add_arguments(command)
            command.set_defaults(run=implementation.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
