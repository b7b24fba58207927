"""What counts as evidence, and when it may be added or withdrawn."""

from __future__ import annotations

KINDS: dict[str, str] = {"file": "File", "link": "Link", "note": "Note"}
