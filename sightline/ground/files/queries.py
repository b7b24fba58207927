"""Where stored bytes lie, and whether they are still what was stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from sightline.ground.lib.errors import Unreadable

from .models import StoredFile


@dataclass(frozen=True)
class FileProblem:
    """A stored file that is not as it was stored. what: "missing", "altered" or "left over" (bytes without a row)."""

    what: str
    sha256: str
    sentence: str


def folder() -> Path:
    """The folder that holds all stored files."""
    stores: dict[str, Any] = settings.STORAGES
    return Path(stores["default"]["OPTIONS"]["location"])


def path_of(file: StoredFile) -> Path:
    """Where the bytes of a file lie. For reading only; nothing but `store` writes there."""
    return folder() / file.sha256[:2] / file.sha256


def open_file(file: StoredFile) -> BinaryIO:
    """The bytes of a file, for reading. Raises Unreadable where they are not on the disk any more."""
    try:
        return path_of(file).open("rb")
    except FileNotFoundError:
        raise Unreadable(
            f"The stored copy of {file.name} is missing from the server's data folder. "
            "Nothing was changed. Ask an administrator to restore it, or upload the file again."
        ) from None


def check_files() -> Iterator[FileProblem]:
    """Every stored file that is missing or altered, and bytes that no row stands for; reads every byte once."""
    known = set()
    for file in StoredFile.objects.order_by("id").iterator():
        known.add(file.sha256)
        if (what := _what_is_wrong(file)) is not None:
            yield FileProblem(what, file.sha256, f"{file.name} ({file.sha256[:12]}) is {what}.")
    for path in sorted(folder().glob("??/*")):
        if path.name not in known:
            yield FileProblem("left over", path.name, f"{path.name[:12]} has bytes but no record.")


def _what_is_wrong(file: StoredFile) -> str | None:
    path = path_of(file)
    if not path.is_file():
        return "missing"
    with path.open("rb") as stream:
        same = hashlib.file_digest(stream, "sha256").hexdigest() == file.sha256
    return None if same else "altered"
