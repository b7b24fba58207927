"""The file of a backup: a ZIP with one text for each table, the stored files, a manifest, and a seal over every byte.

Written in one pass, so that memory stays flat and the seal costs nothing: the last 64 characters of the file, which are the ZIP's
comment, are the SHA-256 of everything before them. Read only after the seal and every member were checked.
"""

from __future__ import annotations

import json
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, cast

from sightline.ground.lib.errors import Refused

from . import canonical
from .manifest import FORMAT, Manifest, as_json, parsed
from .register import Sum, register_hash

MANIFEST = "manifest.json"
SEAL = 64  # characters at the end
CHUNK = 1024 * 1024
LARGEST_MANIFEST = 64 * CHUNK
LARGEST_LINE = 256 * CHUNK  # one row
SUSPICIOUS = 16 * CHUNK  # a member larger than this must not have been packed to less than ...
RATIO = 500  # ... a 500th; rows that are nearly alike are packed to a hundredth
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same content gives the same bytes, whenever it is written
_TABLE = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_HASH = re.compile(r"[0-9a-f]{64}")
_UNREADABLE = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip


def member_of_table(name: str) -> str:
    return f"tables/{name}.jsonl"


def member_of_file(digest: str) -> str:
    return f"files/{digest[:2]}/{digest}"


class Sealing:
    """A file that is written from beginning to end. Its last 64 bytes are held back until the seal takes their place."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._digest, self._held = stream, sha256(), b""

    def write(self, data: bytes) -> int:
        whole = self._held + bytes(data)
        self._held = whole[-SEAL:]
        self._put(whole[:-SEAL])
        return len(data)

    def flush(self) -> None:
        self._stream.flush()

    def seal(self) -> None:
        self._stream.write(self._digest.hexdigest().encode())
        self._stream.flush()

    def _put(self, data: bytes) -> None:
        self._digest.update(data)
        self._stream.write(data)


class Writer:
    """Writes the members of a backup one after the other into an open file."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._out = Sealing(stream)
        self._zip = zipfile.ZipFile(cast(Any, self._out), "w", allowZip64=True)
        self.tables: list[Sum] = []
        self.files: list[Sum] = []

    def add_table(self, name: str, lines: Iterable[bytes]) -> Sum:
        """Write a table: `lines` begins with the names of its columns."""
        size, count = 0, -1
        digest = sha256()
        with self._member(member_of_table(name), zipfile.ZIP_DEFLATED) as out:
            for text in lines:
                digest.update(text)
                out.write(text)
                size += len(text)
                count += 1
        self.tables.append(Sum(name, count, size, digest.hexdigest()))
        return self.tables[-1]

    def add_file(self, digest: str, chunks: Iterable[bytes]) -> Sum:
        """Write a stored file, not packed again: papers are packed already. `digest` was checked by the caller."""
        size = 0
        with self._member(member_of_file(digest), zipfile.ZIP_STORED) as out:
            for chunk in chunks:
                out.write(chunk)
                size += len(chunk)
        self.files.append(Sum(digest, 0, size, digest))
        return self.files[-1]

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest and the seal; the file is whole afterwards."""
        with self._member(MANIFEST, zipfile.ZIP_DEFLATED) as out:
            out.write(as_json(manifest))
        self._zip.comment = b"0" * SEAL
        self._zip.close()
        self._out.seal()

    def abandon(self) -> None:
        """Let go of a file that will not be finished; what was written of it is no backup."""
        self._zip.fp = None

    @contextmanager
    def _member(self, name: str, how: int) -> Iterator[IO[bytes]]:
        info = zipfile.ZipInfo(name, _EPOCH)
        info.compress_type, info.external_attr = how, 0o600 << 16
        with self._zip.open(info, "w", force_zip64=True) as out:
            yield out


class Archive:
    """A backup whose seal, manifest and members were checked. Use `opened`."""

    def __init__(self, path: Path, zipped: zipfile.ZipFile, manifest: Manifest) -> None:
        self.path, self.manifest, self._zip = path, manifest, zipped

    def rows(self, table: str) -> Iterator[list[Any]]:
        """The rows of a table, without the line of its columns."""
        for place, text in enumerate(self.lines(table)):
            if place:
                yield canonical.read_json(text)

    def lines(self, table: str) -> Iterator[bytes]:
        with self._zip.open(member_of_table(table)) as stream:
            while text := stream.readline(LARGEST_LINE):
                yield text

    def chunks(self, digest: str) -> Iterator[bytes]:
        with self._zip.open(member_of_file(digest)) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk


@contextmanager
def opened(path: Path, say: Callable[[str], None] = lambda _: None) -> Iterator[Archive]:
    """Check a backup whole, and give it for reading. Raises Refused with what is wrong; nothing is written anywhere."""
    if not path.is_file():
        raise Refused(f"There is no file {path.name} at that place. Nothing was done.")
    say("the seal is checked")
    _check_seal(path)
    with ExitStack() as stack:
        try:
            zipped = stack.enter_context(zipfile.ZipFile(path))
            manifest = _manifest(path, zipped)
            _check_members(path, zipped, manifest)
            archive = Archive(path, zipped, manifest)
            say(f"{len(manifest.tables)} tables and {len(manifest.files)} files are checked")
            _check_content(archive)
        except _UNREADABLE as error:
            raise _damaged(path, str(error)) from None
        yield archive


def _damaged(path: Path, why: str) -> Refused:
    return Refused(
        f"{path.name} is not a whole backup: {why}. Nothing was restored or changed. Use another backup, or copy this one again "
        "from where it was kept.",
        rule="keeping.whole-backups-only",
    )


def _check_seal(path: Path) -> None:
    size = path.stat().st_size
    if size < SEAL + 22:
        raise _damaged(path, "it is too short")
    digest, left = sha256(), size - SEAL
    with path.open("rb") as stream:
        if stream.read(4) != b"PK\x03\x04":
            raise _damaged(path, "it was not written by “sightline backup”")
        stream.seek(0)
        while left:
            chunk = stream.read(min(CHUNK, left))
            if not chunk:
                raise _damaged(path, "its end is missing")
            digest.update(chunk)
            left -= len(chunk)
        seal = stream.read(SEAL)
    if not re.fullmatch(rb"[0-9a-f]{64}", seal):
        raise _damaged(path, "its end is missing, or it was not written by “sightline backup”")
    if seal != digest.hexdigest().encode():
        raise _damaged(path, "at least one byte of it was altered since it was written")


def _manifest(path: Path, zipped: zipfile.ZipFile) -> Manifest:
    try:
        info = zipped.getinfo(MANIFEST)
        if info.file_size > LARGEST_MANIFEST:
            raise _damaged(path, "its manifest is too large")
        with zipped.open(info) as stream:
            said = json.loads(stream.read(LARGEST_MANIFEST))
    except KeyError:
        raise _damaged(path, "it has no manifest") from None
    except (ValueError, RecursionError):
        raise _damaged(path, "its manifest cannot be read") from None
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        named, version = (said.get("format"), said.get("version")) if isinstance(said, dict) else (None, None)
        raise Refused(
            f"{path.name} is of the format {named!r:.40}, and this version reads {FORMAT!r}. Nothing was done. Restore it with the "
            f"version of Sightline that made it ({version!s:.40}).",
            rule="keeping.known-format",
        )
    try:
        manifest = parsed(said)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _damaged(path, "its manifest cannot be read") from None
    names = [table.name for table in manifest.tables] + [
        column.name for table in manifest.described for column in table.columns
    ]
    if not all(_TABLE.fullmatch(name) for name in names) or not all(
        _HASH.fullmatch(f.sha256) for f in manifest.files
    ):
        raise _damaged(path, "its manifest names what cannot be")
    return manifest


def _check_members(path: Path, zipped: zipfile.ZipFile, manifest: Manifest) -> None:
    """Every member that the manifest names, once, of the size that it says, and no other; and no bomb."""
    sizes = {member_of_table(table.name): table.size for table in manifest.tables}
    sizes |= {member_of_file(file.sha256): file.size for file in manifest.files}
    there = [info for info in zipped.infolist() if info.filename != MANIFEST]
    names = {info.filename for info in there}
    if missing := sorted(set(sizes) - names):
        raise _damaged(path, f"{missing[0]} is missing")
    if len(there) != len(names) or names - set(sizes) or len(zipped.infolist()) != len(there) + 1:
        raise _damaged(path, "it holds members that its manifest does not name")
    if sum(info.compress_size for info in there) > path.stat().st_size:
        raise _damaged(path, "its members lie over one another")
    for info in there:
        if info.file_size != sizes[info.filename]:
            raise _damaged(path, f"{info.filename} is not as large as the manifest says")
        if info.file_size > SUSPICIOUS and info.file_size > RATIO * max(1, info.compress_size):
            raise _damaged(path, f"{info.filename} would unpack to {RATIO} times its size and more")


def _check_content(archive: Archive) -> None:
    manifest = archive.manifest
    for table in manifest.tables:
        columns = manifest.columns_of(table.name)
        if _sum_of_lines(archive, table.name, [column.name for column in columns]) != table:
            raise _damaged(archive.path, f"the table {table.name} is not what the manifest says")
    for file in manifest.files:
        digest = sha256()
        for chunk in archive.chunks(file.sha256):
            digest.update(chunk)
        if digest.hexdigest() != file.sha256:
            raise _damaged(archive.path, f"the stored file {file.sha256[:12]} is not what it was")
    if register_hash(manifest.tables, manifest.files, manifest.lost) != manifest.register:
        raise _damaged(archive.path, "its parts do not add up to its register hash")


def _sum_of_lines(archive: Archive, name: str, columns: list[str]) -> Sum | None:
    digest, size, count = sha256(), 0, -1
    for text in archive.lines(name):
        if not text.endswith(b"\n") or (count < 0 and text != canonical.line(columns)):
            return None
        digest.update(text)
        size += len(text)
        count += 1
    return Sum(name, count, size, digest.hexdigest())


def sync_folder(folder: Path) -> None:
    """Write a folder's entries to the disk, so that a renamed file stays renamed after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
