"""Pages of the reference are written from the code; with --check a script only says whether its page is fresh."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"


def write_or_check(name: str, text: str, script: str) -> int:
    """Write docs/reference/<name>, or with --check say whether it holds this text; the exit status."""
    page = REFERENCE / name
    if "--check" not in sys.argv[1:]:
        REFERENCE.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
        return 0
    if page.exists() and page.read_text(encoding="utf-8") == text:
        return 0
    print(f"docs/reference/{name} is not fresh. Run: .venv/bin/python tools/{Path(script).name}")
    return 1


def start_django() -> None:
    """For pages that are written from addresses or models."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings")
    import django

    django.setup()


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
