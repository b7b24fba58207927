"""Fail when a lock file names a package registry: whoever installs chooses where from, not we."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN = {
    r"requirements/.*\.(txt|in)": r"://|--(extra-)?index-url|--find-links|--trusted-host",
    r"(.*/)?package-lock\.json": r'"resolved"',
    r"(.*/)?(uv\.lock|pylock.*\.toml|poetry\.lock|pdm\.lock)": r"^",
    r"(.*/)?\.npmrc": r"(?i)registry\s*=|://|_auth",
    r"(.*/)?(pip\.conf|uv\.toml|\.pypirc)": r"^",
    r"pyproject\.toml": r"\[\[?tool\.uv|index-url|source = \{ registry",
}


def problems(root: Path) -> list[str]:
    """Each tracked line that names where packages come from, as "file:line: text"."""
    found = []
    for name in _tracked(root):
        for pattern, forbidden in FORBIDDEN.items():
            if re.fullmatch(pattern, name) and (root / name).is_file():
                found += _lines_with(root, name, forbidden)
    return found


def _tracked(root: Path) -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=root, capture_output=True, text=True
    )
    if listed.returncode == 0:
        return listed.stdout.splitlines()
    return [path.relative_to(root).as_posix() for path in root.glob("requirements/*")]


def _lines_with(root: Path, name: str, forbidden: str) -> list[str]:
    lines = (root / name).read_text(encoding="utf-8").splitlines()
    return [
        f"{name}:{number}: {line.strip()}"
        for number, line in enumerate(lines, 1)
        if re.search(forbidden, line)
    ]


if __name__ == "__main__":
    found = problems(ROOT)
    for line in found:
        print(line)
    if found:
        print("A lock file names where packages come from. Make it again with `make lock`.")
    sys.exit(bool(found))
