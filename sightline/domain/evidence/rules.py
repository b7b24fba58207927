"""What counts as evidence, and when it may be added or withdrawn."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from sightline.ground.lib.errors import Refused

KINDS: dict[str, str] = {"file": "File", "link": "Link", "note": "Note"}


def check_can_add(
    kind: str, *, has_file: bool, url: str, note: str, as_at: date | None, expires: date | None, today: date
) -> None:
    """Raises Refused where the evidence does not hold what its kind says, or its dates cannot be true."""
    if kind not in KINDS:
        raise Refused(
            "Say whether the evidence is a file, a link or a note. Nothing was changed.", field="kind"
        )
    if kind == "file" and not has_file:
        raise Refused("Choose the file. Nothing was changed.", field="file")
    if kind == "link" and not _is_web_address(url):
        raise Refused(
            "Enter the address in full, beginning with https:// or http://. Nothing was changed.", field="url"
        )
    if kind == "note" and not note:
        raise Refused("Write the note. Nothing was changed.", field="note")
    if (kind != "file" and has_file) or (kind != "link" and url):
        raise Refused(
            "Evidence is a file, a link or a note: give one of them. Nothing was changed.", field="kind"
        )
    if as_at and as_at > today:
        raise Refused("Evidence cannot speak as at a day to come. Nothing was changed.", field="as_at")
    if as_at and expires and expires < as_at:
        raise Refused(
            "Evidence cannot have to be renewed before the day as at which it speaks. Nothing was changed.",
            field="expires",
        )


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in url
    except ValueError:
        return False
