"""What counts as evidence, and when it may be added or withdrawn."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol
from urllib.parse import urlsplit

from sightline.ground.lib.canonical import digest
from sightline.ground.lib.errors import Refused

KINDS: dict[str, str] = {"file": "File", "link": "Link", "note": "Note"}  # what a person adds as such
ALL_KINDS: dict[str, str] = KINDS | {"audit": "Practice audit"}


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
    check_days(as_at, expires)


def check_days(as_at: date | None, expires: date | None) -> None:
    """Raises Refused where it would have to be renewed before the day as at which it speaks."""
    if as_at and expires and expires < as_at:
        raise Refused(
            "Evidence cannot have to be renewed before the day as at which it speaks. Nothing was changed.",
            field="expires",
        )


def check_can_replace(stands: int, seen: int | None) -> None:
    """Raises Refused where another version came in since the person looked; `seen` None: they did not say what they saw."""
    if seen is not None and seen != stands:
        raise Refused(
            f"Version {stands} was added since you opened this page, and you have not seen it. Nothing was changed. "
            "Look at it first; if yours is newer still, send it again.",
            rule="evidence.nobody-is-overwritten",
        )


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in url
    except ValueError:
        return False


class Piece(Protocol):
    """What freezing needs of a piece of evidence: a row of `Evidence`, or anything shaped like one.

    current_version  the number of the version that stands, 1 for the first
    sha256           of the bytes of a file; "" for a link or a note
    """

    @property
    def pk(self) -> Any: ...
    @property
    def title(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def as_at(self) -> date | None: ...
    @property
    def current_version(self) -> int: ...


def content_hash(kind: str, *, sha256: str = "", url: str = "", note: str = "") -> str:
    """The SHA-256 of what a version holds: a file's bytes, else the canonical text of a link, a note or an audit.

    The words beside a file or a link are not hashed: they say what it is, and are not what was shown.
    """
    return sha256 if kind == "file" else hashlib.sha256(content_bytes(kind, url=url, note=note)).hexdigest()


def content_bytes(kind: str, *, url: str = "", note: str = "") -> bytes:
    """The canonical text of a link, a note or an audit: the address, or the words with line ends as one character, in UTF-8."""
    text = url if kind == "link" else note.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip().encode()


def frozen_piece(evidence: Piece) -> dict[str, Any]:
    """A piece of evidence as it stands now, in plain JSON values, for a sign-off to keep.

    {"evidence": id, "version": number, "title", "kind", "sha256": of what it holds (`content_hash`), "as_at": ISO day or None}
    """
    return {
        "evidence": evidence.pk,
        "version": evidence.current_version,
        "title": evidence.title,
        "kind": evidence.kind,
        "sha256": content_hash(evidence.kind, sha256=evidence.sha256, url=evidence.url, note=evidence.note),
        "as_at": evidence.as_at.isoformat() if evidence.as_at else None,
    }


def frozen_set(evidence: Iterable[Piece]) -> list[dict[str, Any]]:
    """The pieces as they stand now, each once, in the order of their ids. Leave withdrawn pieces out before."""
    pieces = {piece.pk: frozen_piece(piece) for piece in evidence}
    return [pieces[pk] for pk in sorted(pieces)]


def set_hash(frozen: Iterable[Mapping[str, Any]]) -> str:
    """One SHA-256 over a frozen set, whatever its order: any other version, title, day or content gives another."""
    ordered = sorted(
        (dict(piece) for piece in frozen), key=lambda piece: (piece["evidence"], piece["version"])
    )
    return digest(ordered)
