"""Reading a paper as the kind that a person says it is, where it was not recognised or was taken for another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sightline.ground.lib.documents.blocks import Document
from sightline.ground.lib.documents.opening import open_document
from sightline.ground.lib.errors import Unreadable
from sightline.work.imports.reading.entry import lessons_of
from sightline.work.imports.reading.kinds import PACKAGES, WORDS, reader_of
from sightline.work.imports.reading.memory import Memory

NO_TABLE = (
    "No table with a row of headings was found in this paper, so it cannot be read as {words}. Nothing was changed. "
    "Save the table as a spreadsheet and upload that."
)
KINDS = ("inspection", "report", "minutes", "decision", "plan", "indicators", "risk", "risk_matrix")
"""What a person can say that a paper is."""


def read_as(path: str, name: str, kind: str, memory: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """As `entry.read_file`, with no guess at the kind: one of KINDS. memory is Memory.to_json. Raises Unreadable."""
    document = open_document(path, name)
    taught = Memory.from_json(memory)
    if kind == "inspection":
        from sightline.work.imports.reading import inspections

        found = dict(inspections.read_inspection_with_places(document))
    elif kind in ("plan", "indicators"):
        found = {**_table(Path(path), document, kind, taught), "kind": kind}
    else:
        found = _paper(document, kind, taught)
    head = {"file": name, "pages": document.pages, "error": None, "notes": list(document.notes)}
    return {**head, **found, "confidence": 1.0, **lessons_of(taught, found["kind"])}


def _paper(document: Document, kind: str, memory: Memory) -> dict[str, Any]:
    """A kind that is read from paragraphs. The reader of risks tells itself whether it reads a matrix or a paper on risks."""
    from sightline.work.imports.reading.printed_text import printed

    asked = "risk" if kind == "risk_matrix" else kind
    if asked not in PACKAGES:
        raise ValueError(f"no kind of paper: {kind}")
    return {"kind": kind, **reader_of(PACKAGES[asked]).read(printed(document), memory)}


def _table(path: Path, document: Document, kind: str, memory: Memory) -> dict[str, Any]:
    from sightline.work.imports.reading import plans

    if document.kind == "pdf":
        from sightline.ground.lib.documents.pdf_tables import read_blocks

        document = replace(document, blocks=read_blocks(path, document.lines))
    table = plans.read_plan(document, memory.columns)
    if table is None:
        raise Unreadable(NO_TABLE.format(words=WORDS[kind]))
    return table
