"""The one way in for reading papers: which kind a file is, who reads it, and what is answered when nobody can."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sightline.ground.lib.documents.blocks import Document
from sightline.ground.lib.documents.sandbox import Sandbox
from sightline.ground.lib.errors import Unreadable
from sightline.work.imports.reading.memory import Memory


def read_safely(
    paths: Iterable[str | Path], memory: Mapping[str, Any] | None = None, *, places: bool = False
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
    memory: Mapping[str, Any] | None = None,
    places: bool = False,
) -> dict[str, Any]:
    """Read one file in this process; the object of the read contract, JSON throughout. Never raises Unreadable.

    name    the name that its owner gave the file: its ending must agree with the content
    memory  what the council taught (Memory.to_json); its choice of columns alone will do
    places  whether an inspection also tells where each finding and judgement stands on its page
    """
    path, name = Path(path), name or str(path)
    from sightline.ground.lib.documents.opening import open_document

    taught = Memory.from_json(memory)
    try:
        document = open_document(path, name)
        found = _understand(path, document, taught, places)
    except Unreadable as error:
        return _unread(path, name, error.sentence)
    head = {
        "kind": found.pop("kind"),
        "file": name,
        "sha256": _hash(path),
        "pages": document.pages,
        "error": None,
    }
    return {**head, **found, "notes": list(document.notes), **lessons_of(taught, head["kind"])}


def lessons_of(taught: Memory, kind: str) -> dict[str, Any]:
    """Which of what was taught was used, as a key of the result; no key where nothing was."""
    used = taught.used(kind)
    return {"lessons": used} if used else {}


def read_text(text: str, memory: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Read pasted text, as read_file does a .txt."""
    from sightline.ground.lib.documents.text import document_of_text

    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    try:
        document = document_of_text(text)
    except Unreadable as error:
        return _error("", digest, error.sentence)
    found = _understand(None, document, Memory.from_json(memory), False)
    head = {"kind": found.pop("kind"), "file": "", "sha256": digest, "pages": None, "error": None}
    return {**head, **found, "notes": list(document.notes)}


def _understand(path: Path | None, document: Document, memory: Memory, places: bool) -> dict[str, Any]:
    from sightline.work.imports.reading.kinds import understand

    return understand(path, document, memory, places=places)


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
