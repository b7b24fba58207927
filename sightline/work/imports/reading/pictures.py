"""Pictures of printed pages, drawn into a folder. Called in the sandbox: a stranger's file is drawn there as it is read there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sightline.ground.lib.documents.pdf import page_png, page_sizes

WIDTH = 1100  # pixels: readable at twice the width that it has beside the text


def place_of(folder: str | Path, page: int) -> Path:
    """Where the picture of a page lies once it was drawn."""
    return Path(folder) / f"{page}-{WIDTH}.png"


def draw(path: str, folder: str, page: int) -> str:
    """Draw one page (from 1) unless it is there already; where its picture lies. Raises Unreadable."""
    place = place_of(folder, page)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        _write(place, page_png(path, page, WIDTH))
    return str(place)


def sizes(path: str) -> Sequence[tuple[float, float]]:
    """Width and height of each page in points. Raises Unreadable."""
    return page_sizes(path)


def _write(place: Path, png: bytes) -> None:
    """Whole or not at all, whoever else draws the same page at this moment."""
    descriptor, beside = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(png)
        os.replace(beside, place)
    finally:
        Path(beside).unlink(missing_ok=True)
