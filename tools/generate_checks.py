"""Write docs/reference/checks.md from the checks themselves; with --check say whether it is fresh."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sightline.domain.checks.reference import as_markdown  # noqa: E402

PAGE = ROOT / "docs" / "reference" / "checks.md"


def main() -> int:
    text = as_markdown()
    if "--check" not in sys.argv[1:]:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    print("docs/reference/checks.md is not fresh. Run: .venv/bin/python tools/generate_checks.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
