"""Pictures of the pages of stored papers: drawn once, in the sandbox, and kept beside the stored files."""

from __future__ import annotations

import threading
from pathlib import Path

from sightline.ground.files.models import StoredFile
from sightline.ground.files.queries import folder, path_of
from sightline.ground.lib.documents.sandbox import run
from sightline.ground.lib.errors import Unreadable

from .reading.pictures import place_of

SECONDS = 10.0
_drawing = threading.BoundedSemaphore(1)  # of many who look at once, one draws and the others wait a moment


def folder_of(file: StoredFile) -> Path:
    """Where the pictures of a file's pages lie. They can be thrown away: they are drawn again when somebody looks."""
    return folder() / "pictures" / file.sha256[:2] / file.sha256


def picture_of(file: StoredFile, page: int) -> bytes:
    """The PNG of a page (from 1). Raises Unreadable for a page that is not there or cannot be drawn in time."""
    if file.kind != "pdf":
        raise Unreadable(f"{file.name} is {file.kind_in_words}, and only the pages of a PDF have pictures.")
    place = place_of(folder_of(file), page)
    if not place.exists():
        _draw(file, page)
    return place.read_bytes()


def _draw(file: StoredFile, page: int) -> None:
    if not _drawing.acquire(timeout=SECONDS):
        raise Unreadable("Other pages are being drawn at this moment. Load the picture again.")
    try:
        arguments = (str(path_of(file)), str(folder_of(file)), page)
        run("sightline.work.imports.reading.pictures:draw", *arguments, seconds=SECONDS)
    finally:
        _drawing.release()
