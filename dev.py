#!/usr/bin/env python3
"""Everything a person does with this checkout: `python3 dev.py <command>`, or `make <command>`.

The commands are in tools/commands.py. This file runs on any Python, however old, to say what is needed.
"""

import os
import subprocess
import sys

OLDEST = (3, 11)
NEWER = ("python3.11", "python3.12", "python3.13", "python3.14")


def go_on_with_a_newer_python():
    """Run this file again under the first newer Python on the path; return when there is none."""
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        for name in NEWER:
            other = os.path.join(folder, name)
            if os.access(other, os.X_OK) and works(other):
                sys.stdout.flush()
                os.execv(other, [other, os.path.abspath(__file__)] + sys.argv[1:])  # noqa: RUF005


def works(python):
    """Whether this is a Python that starts and is new enough, not a shim of a version manager."""
    question = "import sys; sys.exit(sys.version_info < {0})".format(OLDEST)  # noqa: UP030, UP032
    with open(os.devnull, "w") as nowhere:
        return subprocess.call([python, "-c", question], stdout=nowhere, stderr=nowhere) == 0


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        go_on_with_a_newer_python()
        sys.exit(
            "Sightline needs Python {0}.{1} or later and this is Python {2}.{3}. Install a newer one and run "  # noqa: UP030
            "this again with it, for example: python3.11 dev.py".format(
                *(OLDEST + tuple(sys.version_info[:2]))
            )
        )
    from tools.commands import main

    sys.exit(main(sys.argv[1:]))
