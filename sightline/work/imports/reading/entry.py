"""The one way in for reading papers: which kind a file is, who reads it, and what is answered when nobody can."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sightline.ground.lib.documents.blocks import Document
from sightline.ground.lib.documents.sandbox import Sandbox
from sightline.ground.lib.errors import Unreadable

SURE_INSPECTION = 0.85
LEAST_INSPECTION = 0.5
SHOWN = 300


def read_safely(
    paths: Iterable[str | Path], memory: Mapping[str, str | None] | None = None, *, places: bool = False
) -> Iterator[dict[str, Any]]:
    """Read each file in a process of its own limits, in the order given; a bad file gives an object with `error`.

    This is the way for any file of a stranger: time, memory and crashes of a reader stay in that process.
    """
    with Sandbox() as sandbox:
        for path in paths:
            try:
                arguments = (str(Path(path).absolute()), str(path), dict(memory or {}), places)
                yield dict(sandbox.call("sightline.work.imports.reading.entry:read_file", *arguments))
            except Unreadable as error:
                yield _unread(Path(path), str(path), error.sentence)


def read_file(
    path: str | Path,
    name: str | None = None,
    memory: Mapping[str, str | None] | None = None,
    places: bool = False,
) -> dict[str, Any]:
    """Read one file in this process; the object of the read contract, JSON throughout. Never raises Unreadable.

    name    the name that its owner gave the file: its ending must agree with the content
    memory  a council's own choice of columns: {normalised heading: field key, or None}
    places  whether an inspection also tells where each finding and judgement stands on its page
    """
    path, name = Path(path), name or str(path)
    from sightline.ground.lib.documents.opening import open_document

    try:
        document = open_document(path, name)
        found = _understand(path, document, memory, places)
    except Unreadable as error:
        return _unread(path, name, error.sentence)
    head = {
        "kind": found.pop("kind"),
        "file": name,
        "sha256": _hash(path),
        "pages": document.pages,
        "error": None,
    }
    return {**head, **found, "notes": list(document.notes)}


def read_text(text: str, memory: Mapping[str, str | None] | None = None) -> dict[str, Any]:
    """Read pasted text, as read_file does a .txt."""
    from sightline.ground.lib.documents.text import document_of_text

    try:
        document = document_of_text(text)
    except Unreadable as error:
        return _error("", hashlib.sha256(text.encode()).hexdigest(), error.sentence)
    found = _understand(None, document, memory, False)
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    head = {"kind": found.pop("kind"), "file": "", "sha256": digest, "pages": None, "error": None}
    return {**head, **found, "notes": list(document.notes)}


def _understand(
    path: Path | None, document: Document, memory: Mapping[str, str | None] | None, places: bool
) -> dict[str, Any]:
    from sightline.work.imports.reading import inspections, plans

    plan = None
    if document.kind != "pdf":
        plan = plans.read_plan(document, memory)
        if plan is not None and plans.is_certain(plan):
            return plan
    sure = inspections.confidence(document)
    if document.kind == "pdf" and path is not None and sure < SURE_INSPECTION:
        from sightline.ground.lib.documents.pdf_tables import read_blocks

        document = replace(document, blocks=read_blocks(path, document.lines))
        plan = plans.read_plan(document, memory)
    if plan is not None and (sure < LEAST_INSPECTION or plans.is_certain(plan)):
        return plan
    if sure >= LEAST_INSPECTION:
        read = inspections.read_inspection_with_places if places else inspections.read_inspection
        return dict(read(document))
    return _unknown(document)


def _unknown(document: Document) -> dict[str, Any]:
    """Nothing was recognised: what was seen is shown, so that a person can say what it is."""
    text = document.text().strip() or "\n".join(
        " | ".join(cell.text for cell in row.cells if cell.text)
        for table in document.tables()
        for row in table.rows
    )
    shown = text if len(text) <= SHOWN else text[:SHOWN].rsplit(" ", 1)[0] + " ..."
    why = "no inspection report, plan or indicator table was recognised in this paper"
    page = 1 if document.pages else None
    return {"kind": "unknown", "set_aside": [{"page": page, "text": shown, "why": why}], "suspects": []}


def _unread(path: Path, name: str, sentence: str) -> dict[str, Any]:
    return _error(name, _hash(path), sentence)


def _error(name: str, digest: str | None, sentence: str) -> dict[str, Any]:
    return {
        "kind": "unknown",
        "file": name,
        "sha256": digest,
        "pages": None,
        "error": sentence,
        "set_aside": [],
        "suspects": [],
        "notes": [],
    }


def _hash(path: Path) -> str | None:
    """The SHA-256 of the bytes, or None where there is no file."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
