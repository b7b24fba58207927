"""What a stored paper shows beside what was read in it: its numbered lines, or the sizes of its pages. Read in the sandbox."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache

from sightline.ground.files.models import StoredFile
from sightline.ground.files.queries import path_of
from sightline.ground.lib.documents.sandbox import run

SECONDS = 10.0
KEPT = 3600  # seconds for which sizes of pages are remembered: numbers only, never words


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A printed line. sheet: of a workbook, else None; number: as the readers give it, from 1."""

    sheet: int | None
    number: int
    text: str


def source_lines(file: StoredFile) -> list[SourceLine]:
    """The lines of a file that has no pages (text, a web page, a Word paper, a table). Raises Unreadable."""
    arguments = (str(path_of(file)), file.name)
    found = run("sightline.work.imports.reading.source_lines:lines_of", *arguments, seconds=SECONDS)
    return [SourceLine(*line) for line in found]


def page_sizes(file: StoredFile) -> list[tuple[float, float]]:
    """Width and height in points of each page of a PDF. Raises Unreadable."""
    key = f"page-sizes-{file.sha256}"
    held = cache.get(key)
    if held is None:
        held = run("sightline.work.imports.reading.pictures:sizes", str(path_of(file)), seconds=SECONDS)
        cache.set(key, held, KEPT)
    return [(width, height) for width, height in held]
