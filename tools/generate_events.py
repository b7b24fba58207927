"""Write docs/reference/events.md from the commands of the packages."""

import importlib
import pkgutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from generated import start_django, table, write_or_check  # noqa: E402

INTRODUCTION = """\
# Events

<!-- Written by tools/generate_events.py from the commands of the packages. Do not edit. -->

Each command that writes leaves one event in the chain, under its name: when, who, what it was about, and old and new of every row
that it changed. A command called by another joins that one's event. The permission is what the person who acts must hold; the
sentence is the command's own.
"""


def main() -> int:
    start_django()
    import sightline
    from sightline.ground.audit.commands import COMMANDS

    for module in pkgutil.walk_packages(sightline.__path__, "sightline."):
        if ".commands" in module.name:
            importlib.import_module(module.name)
    rows = [(f"`{name}`", f"`{permission}`", says) for name, (permission, says) in sorted(COMMANDS.items())]
    return write_or_check(
        "events.md",
        INTRODUCTION + "\n" + table(("Event", "Permission", "What is done"), rows) + "\n",
        __file__,
    )


if __name__ == "__main__":
    sys.exit(main())
