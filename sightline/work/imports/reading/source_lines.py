"""The printed lines of a file that has no pages to show: text, web pages, Word papers, tables. Called in the sandbox."""

from __future__ import annotations

from sightline.ground.lib.documents.opening import open_document
from sightline.work.imports.reading.printed_text import printed

MOST = 20_000  # lines of one file that are shown


def lines_of(path: str, name: str) -> list[list[int | str | None]]:
    """[sheet or None, number, text] of every line, with the numbers that readers give. Raises Unreadable."""
    document = open_document(path, name)
    lines = document.lines or printed(document).lines
    return [[line.page, line.number, line.text] for line in lines[:MOST]]
