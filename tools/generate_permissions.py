"""Write docs/reference/permissions.md from ground/accounts/permissions.py."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from generated import table, write_or_check  # noqa: E402

from sightline.ground.accounts.permissions import PERMISSIONS, ROLES  # noqa: E402

INTRODUCTION = """\
# Permissions and roles

<!-- Written by tools/generate_permissions.py from sightline/ground/accounts/permissions.py. Do not edit. -->

A role is a set of permissions. A grant gives a role to a user over everything, or over one thing: a plan, an action, a body or a
post; then it reaches what lies within that thing. Both are code, so a right cannot be invented in the database. Who may not see a
thing is told that it is not there; who may see it and not change it is told so.
"""


def main() -> int:
    parts = [INTRODUCTION, "## What each permission allows\n"]
    parts.append(table(("Permission", "Allows"), [(f"`{name}`", said) for name, said in PERMISSIONS.items()]))
    parts.append("\n## What each role holds\n")
    head = ("Permission", *(title for title, _ in ROLES.values()))
    rows = [
        (f"`{name}`", *("yes" if name in held else "" for _, held in ROLES.values())) for name in PERMISSIONS
    ]
    parts.append(table(head, rows))
    return write_or_check("permissions.md", "\n".join([*parts, ""]), __file__)


if __name__ == "__main__":
    sys.exit(main())
