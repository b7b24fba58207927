"""Keeping bytes: once, whole, under their hash."""

from __future__ import annotations

import hashlib
import os
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings

from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import record
from sightline.ground.lib.documents.sniff import sniff
from sightline.ground.lib.errors import Refused

from .models import StoredFile
from .queries import folder, path_of

CHUNK = 1024 * 1024


def store(
    *, by: Actor, stream: IO[bytes] | Iterable[bytes], name: str, most: int | None = None
) -> StoredFile:
    """Keep the bytes of a stream (an uploaded file, an open file) and answer the row that stands for them.

    The same bytes are kept once and keep their first name. Call it inside a command of the package that wants the
    file: that command has asked for the right, and its event names the file. Raises Refused for a file over `most` bytes
    (without it, `settings.LARGEST_UPLOAD`); nothing of it stays. Storing bytes again mends a copy that was lost or altered.
    """
    kept = kept_name(name)
    arrived, digest, size = _receive(stream, kept, most or settings.LARGEST_UPLOAD)
    try:
        file, new = StoredFile.objects.get_or_create(
            sha256=digest,
            defaults={"size": size, "kind": sniff(arrived), "name": kept, "added_by": by.name[:200]},
        )
        _move_into_place(arrived, path_of(file))
    finally:
        arrived.unlink(missing_ok=True)
    record(file, "file stored" if new else "file stored before", sha256=digest, size=size, name=kept)
    return file


def put_back(*, digest: str, chunks: Iterable[bytes]) -> bool:
    """Put the bytes of a file in place whose row comes from a backup; whether they were not there before.

    Raises ValueError for bytes that are not those of the hash; nothing of them stays.
    """
    place = folder() / digest[:2] / digest
    if place.is_file():
        with place.open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() == digest:
                return False
    arrived, found, _ = _receive(chunks, digest, settings.LARGEST_UPLOAD * 1000)
    try:
        if found != digest:
            raise ValueError(f"the bytes of {digest[:12]} are not what was stored")
        _move_into_place(arrived, place)
    finally:
        arrived.unlink(missing_ok=True)
    return True


def _receive(stream: Any, name: str, most: int) -> tuple[Path, str, int]:
    """Write the stream beside the stored files; its path there, its SHA-256 and its size."""
    arriving = folder() / "arriving"
    arriving.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    descriptor, path = tempfile.mkstemp(dir=arriving)
    try:
        with os.fdopen(descriptor, "wb") as out:
            for chunk in _chunks(stream):
                size += len(chunk)
                if size > most:
                    raise _too_large(name, most)
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        Path(path).unlink(missing_ok=True)
        raise
    return Path(path), digest.hexdigest(), size


def _chunks(stream: Any) -> Iterable[bytes]:
    if hasattr(stream, "chunks"):
        yield from stream.chunks(CHUNK)
    elif hasattr(stream, "read"):
        while chunk := stream.read(CHUNK):
            yield chunk
    else:
        yield from stream


def _move_into_place(arrived: Path, place: Path) -> None:
    """One rename, so that the file is there whole or not at all; its folder is written to disk too."""
    place.parent.mkdir(parents=True, exist_ok=True)
    arrived.chmod(0o440)
    os.replace(arrived, place)
    handle = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def kept_name(name: str) -> str:
    """The last part of the name, without control and direction characters, in at most 255 characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    clean = "".join(
        letter for letter in last if unicodedata.category(letter) not in ("Cc", "Cf", "Cs")
    ).strip()
    if len(clean) > 255:
        stem, dot, ending = clean.rpartition(".")
        clean = stem[: 254 - len(ending)] + dot + ending if dot and len(ending) < 20 else clean[:255]
    return clean or "file without a name"


def _too_large(name: str, most: int) -> Refused:
    limit = most // (1024 * 1024)
    return Refused(
        f"{name} is larger than {limit} MB, the most that is taken here. Nothing of it was kept. "
        "Split it, or save it with smaller pictures, and try again.",
        rule="files.largest-upload",
        field="file",
    )
