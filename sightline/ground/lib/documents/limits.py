"""How much of a stranger's file is read, and what is refused before any reader opens it."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from sightline.ground.lib.errors import Unreadable

MAX_BYTES = 100 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 500
MAX_CELLS = 2_000_000
MAX_ENTRIES = 5_000
MAX_EXPANDED = 400 * 1024 * 1024
MAX_RATIO = 150
RATIO_COUNTS_FROM = 20 * 1024 * 1024

SECONDS = 18.0
MEMORY = 1024 * 1024 * 1024

_CHUNK = 1 << 20
_MARKS = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


def check_size(path: Path) -> None:
    """Refuse a file that is larger than any real paper."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise Unreadable(
            f"This file is {size // (1024 * 1024):,} MB, and files of up to {MAX_BYTES // (1024 * 1024)} MB are read: "
            "save the part that holds the paper or the table as a file of its own and try again."
        )


def check_rows(rows: int, columns: int = 1) -> None:
    """Refuse a table that is longer or wider than any plan; called before its cells are held in memory."""
    if rows > MAX_ROWS:
        raise Unreadable(
            f"This table has more than {MAX_ROWS:,} rows, which no plan has: "
            "delete the rows that do not belong to it, save it and try again."
        )
    if (columns > MAX_COLUMNS and rows * columns > MAX_CELLS) or columns > 16_384:
        raise Unreadable(
            f"This table is {columns:,} columns wide, which no plan is: "
            "delete the columns that do not belong to it, save it and try again."
        )


def check_archive(path: Path) -> tuple[str, ...]:
    """Refuse a ZIP-based document that is damaged, locked or a bomb; answer notes on what was ignored."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_entries(entries, path.stat().st_size)
            for entry in entries:
                if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _check_part(archive, entry)
    except (
        zipfile.BadZipFile,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        zlib.error,
    ) as error:
        raise Unreadable(
            "This file is damaged or incomplete, so nothing of it was read: "
            "open it in the program that made it, save it again and try again."
        ) from error
    return tuple(_notes({entry.filename.lower() for entry in entries}))


def _check_entries(entries: list[zipfile.ZipInfo], size: int) -> None:
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Unreadable(
            "This file is locked with a password: save a copy without the password and try again."
        )
    expanded = sum(entry.file_size for entry in entries)
    too_dense = expanded > RATIO_COUNTS_FROM and expanded > MAX_RATIO * max(size, 1)
    if len(entries) > MAX_ENTRIES or expanded > MAX_EXPANDED or too_dense:
        raise Unreadable(
            "This file unpacks to far more than a document holds (a so-called ZIP bomb), so it was not opened: "
            "ask whoever sent it for the document itself."
        )


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Refuse a part that declares a document type: no office program writes one, bombs and thefts need one."""
    tail = b""
    read = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            read += len(chunk)
            window = tail + chunk
            if any(mark in window for mark in _MARKS):
                raise Unreadable(
                    "This file declares XML entities, which no office program writes and which can be used to "
                    "overload or to spy, so it was not opened: save it again from Word or Excel and try again."
                )
            tail = chunk[-32:]
            if read > MAX_EXPANDED:
                raise Unreadable("This file unpacks to far more than it says, so it was not opened.")


def _notes(names: set[str]) -> list[str]:
    notes = []
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name for name in names):
        notes.append("This file contains macros. They were ignored and not run.")
    if any("/externallinks/" in name for name in names):
        notes.append(
            "This file refers to other workbooks. Their last known values were read; no link was followed."
        )
    if any("/embeddings/" in name for name in names):
        notes.append("This file contains embedded files. They were not opened.")
    return notes
