"""What was backed up, checked and restored on this data folder, and when: a short list beside the backups, for the page.

It is no table, because a backup must change nothing in the register that it copies.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from sightline.ground.lib.errors import NotFound

OLD_AFTER = timedelta(hours=36)  # a nightly backup that was missed once
KEPT = 100


@dataclass(frozen=True)
class Told:
    """what: "backup", "check" or "restore"; file: its name without the folder; size: bytes; register: the hash."""

    what: str
    at: datetime
    file: str
    size: int
    register: str
    head: str
    rows: int
    files: int
    lost: int = 0

    @property
    def what_in_words(self) -> str:
        return {"backup": "Backup made", "check": "Backup checked", "restore": "Restored here"}.get(
            self.what, self.what
        )

    @property
    def size_in_words(self) -> str:
        return f"{self.size / 1_000_000:,.1f} MB"


@dataclass(frozen=True)
class Kept:
    """The page: the last backup (None: never), how old it is, and the latest of all kinds, newest first."""

    last: Told | None
    age: timedelta | None
    latest: list[Told]

    @property
    def is_old(self) -> bool:
        return self.age is not None and self.age > OLD_AFTER

    @property
    def age_in_words(self) -> str:
        """How old the last backup is, in its largest unit: "3 days"."""
        seconds = max(0, int((self.age or timedelta()).total_seconds()))
        for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
            if count := seconds // length:
                return f"{count} {unit}{'s' if count > 1 else ''}"
        return "less than a minute"


def backups_folder() -> Path:
    """Where backups go that nobody named a place for."""
    folder = Path(settings.DATA) / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def tell(told: Told) -> None:
    """Add a line to the list."""
    with (backups_folder() / "made.jsonl").open("a", encoding="utf-8") as out:
        out.write(json.dumps(asdict(told) | {"at": told.at.isoformat()}) + "\n")


def kept(user: Any, *, now: datetime | None = None) -> Kept:
    """When the last backup was made and what was done since, for who may change the settings."""
    if not user.may("settings.edit"):
        raise NotFound("There is no such page for you.")
    latest = _read()[::-1]
    last = next((one for one in latest if one.what == "backup"), None)
    return Kept(last, (now or timezone.now()) - last.at if last else None, latest[:20])


def _read() -> list[Told]:
    try:
        lines = (Path(settings.DATA) / "backups" / "made.jsonl").read_text("utf-8").splitlines()[-KEPT:]
    except (FileNotFoundError, UnicodeDecodeError):
        return []
    return [told for line in lines if (told := _parsed(line))]


def _parsed(line: str) -> Told | None:
    """A line that a power cut left half written is nothing."""
    try:
        said = json.loads(line)
        return Told(**(said | {"at": datetime.fromisoformat(said["at"])}))
    except (ValueError, TypeError, KeyError):
        return None
