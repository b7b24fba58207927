"""Write docs/reference/addresses.md from the addresses that the pages answer to."""

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from generated import start_django, table, write_or_check  # noqa: E402

INTRODUCTION = """\
# Addresses

<!-- Written by tools/generate_addresses.py from the urls.py files. Do not edit. -->

Every address, the name by which code links to it, and what stands there. What each role is answered is the table of
`tests/integration/web/test_addresses.py`. Numbers in addresses are those that people know: of the inspection, the plan, the action.
"""


def main() -> int:
    start_django()
    from django.urls import get_resolver

    found = sorted(set(_addresses(get_resolver(), "")))
    subjects: dict[str, list[tuple[str, str, str]]] = {}
    for address, name, says in found:
        subjects.setdefault(address.split("/")[0], []).append(
            (f"`/{address}`", f"`{name}`" if name else "", says)
        )
    parts = [INTRODUCTION]
    for subject, rows in sorted(subjects.items()):
        parts += [f"## /{subject}\n", table(("Address", "Name", "What stands there"), rows), ""]
    return write_or_check("addresses.md", "\n".join(parts), __file__)


def _addresses(resolver: Any, before: str) -> Iterator[tuple[str, str, str]]:
    for pattern in resolver.url_patterns:
        here = before + _plain(str(pattern.pattern))
        if hasattr(pattern, "url_patterns"):
            yield from _addresses(pattern, here)
        else:
            yield here, pattern.name or "", _says(pattern.callback)


def _plain(pattern: str) -> str:
    """`plans/<int:number>/` as `plans/<number>/`; regular expressions likewise."""
    without = re.sub(r"\\?[\^$]|\\Z", "", pattern)
    named = re.sub(r"\(\?P<(\w+)>[^()]*(?:\([^()]*\)[^()]*)*\)", r"<\1>", without)
    return re.sub(r"<\w+:(\w+)>", r"<\1>", named)


def _says(view: Any) -> str:
    """The first line of what a view of ours says of itself."""
    plain = inspect.unwrap(view)
    if not plain.__module__.startswith("sightline."):
        return ""
    first = (inspect.getdoc(plain) or "").split("\n\n")[0].replace("\n", " ")
    return first


if __name__ == "__main__":
    sys.exit(main())
