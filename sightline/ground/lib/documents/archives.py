"""A stranger's ZIP archive: what is in it, told before anything is unpacked, and its files one by one, as streams.

    for member in members(path, limits):
        if not member.why:
            for chunk in unpacked(path, member): ...

Nothing is ever written under a member's own name. The directory is read here and not by a library, because what an archive
says of itself is not believed: names that lead elsewhere, sizes that are not true, more files than can be held in memory.
Source of the layout: PKWARE's APPNOTE 6.3.10, sections 4.3 (records), 4.4 (fields) and 4.5.3 (large sizes).
"""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from sightline.ground.lib.errors import Unreadable

MEGABYTE = 1024 * 1024
CHUNK = 256 * 1024
RATIO_COUNTS_FROM = 20 * MEGABYTE
MOST_OF_A_DIRECTORY = 8 * MEGABYTE
LONGEST_FOLDER, LONGEST_NAME = 400, 200

_END, _END64, _PLACE64 = struct.Struct("<4s4H2LH"), struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")
_ENTRY, _HEADER = struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_LOCKED = 0x1 | 0x40  # flags of encrypted and of strongly encrypted members
_UTF8 = 0x800

_LEFT_BY_PROGRAMS = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "icon", "__macosx"})
_ARCHIVES = (
    ".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".cab", ".iso", ".jar", ".arj", ".lzh",
)  # fmt: skip
_DRIVE = re.compile(r"^[a-z]:", re.IGNORECASE)

DAMAGED = (
    "This archive is damaged or incomplete: its list of contents cannot be read. Nothing of it was taken. "
    "Send or download it again, or pack the papers anew, and try again."
)
BOMB = (
    "This archive unpacks to far more than it should hold (a so-called ZIP bomb). It was not opened and nothing of it was "
    "taken. Ask whoever sent it for the papers themselves."
)
NESTED = "It is an archive inside the archive, and those are not opened. Unpack it and upload what is in it."


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken of one archive.

    members   entries of its list of contents, folders and all
    papers    files in it that could be papers
    one, all  unpacked bytes of one member, and of all
    ratio     unpacked bytes to bytes of the archive, counted once 20 MB would be unpacked
    """

    members: int = 5_000
    papers: int = 1_000
    one: int = 100 * MEGABYTE
    all: int = 2_000 * MEGABYTE
    ratio: int = 200


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive.

    place         its number in the list of contents, from 0
    folder, name  as people are shown them; never a path of a disk
    size, packed  bytes as the list of contents says; at, method, crc: where its data begin, how packed, and their check
    why           "" where it may be unpacked; "refused" or "left-out", and then sentence says why
    """

    place: int
    folder: str
    name: str
    size: int
    packed: int
    at: int
    method: int
    crc: int
    why: str = ""
    sentence: str = ""

    @property
    def shown_name(self) -> str:
        return f"{self.folder}/{self.name}" if self.folder else self.name


def members(path: str | Path, limits: Limits | None = None) -> tuple[Member, ...]:
    """The files of an archive in its own order, each with whether it may be unpacked. Folders are none.

    Raises Unreadable, with one sentence, where the archive as a whole is damaged, too large or a bomb.
    """
    limits, path = limits or Limits(), Path(path)
    with path.open("rb") as stream:
        length = path.stat().st_size
        entries = list(_entries(stream, length, limits))
    files = [entry for entry in entries if not _is_folder(entry)]
    found = _without_shared_bytes([_judged(entry, limits) for entry in files])
    _check_whole(found, length, limits)
    return tuple(_told_apart(found))


def unpacked(path: str | Path, member: Member, limits: Limits | None = None) -> Iterator[bytes]:
    """The bytes of one member, in pieces. Raises Unreadable where they are not what the list of contents says.

    Never more than `limits.one` bytes are unpacked, and never more than CHUNK are held.
    """
    most = min(member.size, (limits or Limits()).one)
    with Path(path).open("rb") as stream:
        _to_the_data(stream, member)
        length, check = 0, 0
        pieces = _plain(stream, member) if member.method == _STORED else _inflated(stream, member)
        for piece in pieces:
            length += len(piece)
            if length > most:
                raise Unreadable(
                    "It is larger than the archive says it is, so it was not taken. Ask for the paper itself."
                )
            check = zlib.crc32(piece, check)
            yield piece
    if length != member.size or check != member.crc:
        raise Unreadable(_DAMAGED_MEMBER)


_DAMAGED_MEMBER = "Its bytes are not those that were packed: the archive is damaged there. Pack it again, or send the paper alone."


# --- the list of contents ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Entry:
    place: int
    raw: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    at: int
    system: int
    attributes: int


def _entries(stream: BinaryIO, length: int, limits: Limits) -> Iterator[_Entry]:
    """The entries as they stand, none of them believed yet."""
    count, start, directory = _directory(stream, length, limits)
    at = 0
    for place in range(count):
        if at + _ENTRY.size > len(directory):
            raise Unreadable(DAMAGED)
        fields = _ENTRY.unpack_from(directory, at)
        if fields[0] != b"PK\x01\x02":
            raise Unreadable(DAMAGED)
        name, extra, comment = fields[10:13]
        first = at + _ENTRY.size
        raw = directory[first : first + name]
        more = directory[first + name : first + name + extra]
        at = first + name + extra + comment
        if at > len(directory):
            raise Unreadable(DAMAGED)
        size, packed, header = _large_sizes(more, fields[9], fields[8], fields[16])
        yield _Entry(
            place,
            raw,
            fields[3],
            fields[4],
            fields[7],
            packed,
            size,
            header + start,
            fields[1] >> 8,
            fields[15],
        )


def _directory(stream: BinaryIO, length: int, limits: Limits) -> tuple[int, int, bytes]:
    """How many entries there are, how far everything is shifted, and the bytes of the list of contents."""
    stream.seek(max(0, length - 65_535 - _END.size))
    tail_at, tail = stream.tell(), stream.read()
    found = tail.rfind(b"PK\x05\x06")
    if found < 0 or found + _END.size > len(tail):
        raise Unreadable(DAMAGED)
    _, disk, _, _, count, size, offset, _ = _END.unpack_from(tail, found)
    end = tail_at + found
    if 0xFFFF in (disk, count) or 0xFFFFFFFF in (size, offset):
        disk, count, size, offset, end = _large_directory(stream, end)
    if disk:
        raise Unreadable(
            "This is one part of an archive in several parts. Nothing of it was taken. Pack the papers as one ZIP archive."
        )
    if count > limits.members or size > MOST_OF_A_DIRECTORY:
        raise Unreadable(
            f"This archive lists {count:,} files, and at most {limits.members:,} are looked at in one. Nothing of it was "
            "taken. Pack the papers in smaller archives."
        )
    shift = end - size - offset
    if shift < 0:
        raise Unreadable(DAMAGED)
    stream.seek(offset + shift)
    return count, shift, stream.read(size)


def _large_directory(stream: BinaryIO, end: int) -> tuple[int, int, int, int, int]:
    """Disk, count, size, offset and end of a list of contents whose numbers need 64 bits."""
    if end < _PLACE64.size:
        raise Unreadable(DAMAGED)
    stream.seek(end - _PLACE64.size)
    mark, _, at, _ = _PLACE64.unpack(stream.read(_PLACE64.size))
    if mark != b"PK\x06\x07" or at + _END64.size > end:
        raise Unreadable(DAMAGED)
    stream.seek(at)
    fields = _END64.unpack(stream.read(_END64.size))
    if fields[0] != b"PK\x06\x06":
        raise Unreadable(DAMAGED)
    return fields[4], fields[7], fields[8], fields[9], at


def _large_sizes(extra: bytes, size: int, packed: int, at: int) -> tuple[int, int, int]:
    """Size, packed size and place, from the extra field 0001 where they did not fit in 32 bits."""
    values = [size, packed, at]
    wanted = [place for place, value in enumerate(values) if value == 0xFFFFFFFF]
    place = 0
    while wanted and place + 4 <= len(extra):
        kind, long = struct.unpack_from("<2H", extra, place)
        if kind == 1:
            for nth, which in enumerate(wanted):
                here = place + 4 + 8 * nth
                if 8 * (nth + 1) > long or here + 8 > len(extra):
                    raise Unreadable(DAMAGED)
                values[which] = struct.unpack_from("<Q", extra, here)[0]
            break
        place += 4 + long
    return values[0], values[1], values[2]


# --- what is taken ----------------------------------------------------------------------------------------------------


def _is_folder(entry: _Entry) -> bool:
    return not entry.size and (entry.raw.endswith((b"/", b"\\")) or stat.S_ISDIR(entry.attributes >> 16))


def _judged(entry: _Entry, limits: Limits) -> Member:
    printed = _decoded(entry).replace("\\", "/")
    parts = [part for part in printed.split("/") if part not in ("", ".")]
    clean = [_clean(part) for part in parts]
    why, sentence = _why_not(entry, printed, parts, limits)
    folder = "/".join(part for part in clean[:-1] if part)
    if len(folder) > LONGEST_FOLDER:
        folder = "..." + folder[-LONGEST_FOLDER:]
    name = (clean[-1] if clean else "") or "file without a name"
    return Member(
        entry.place,
        folder,
        _short(name),
        entry.size,
        entry.packed,
        entry.at,
        entry.method,
        entry.crc,
        why,
        sentence,
    )


def _decoded(entry: _Entry) -> str:
    """The name: UTF-8 where it is that, whatever the archive says; else the code page of old ZIP programs."""
    try:
        return entry.raw.decode("utf-8")
    except UnicodeDecodeError:
        return entry.raw.decode("cp437")


def _clean(part: str) -> str:
    kept = (letter for letter in part if unicodedata.category(letter) not in ("Cc", "Cf", "Cs"))
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def _short(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    return (
        stem[: LONGEST_NAME - 1 - len(ending)] + dot + ending
        if dot and len(ending) < 20
        else name[:LONGEST_NAME]
    )


def _why_not(entry: _Entry, printed: str, parts: list[str], limits: Limits) -> tuple[str, str]:
    if _is_left_by_a_program(parts):
        return "left-out", "It is a file that a computer or a program adds by itself, and no paper."
    if printed.startswith("/") or _DRIVE.match(printed) or ".." in parts:
        return "refused", (
            f"Its name leads out of the archive ({_clean(printed)[:120]}), which no honest archive does. It was not opened. "
            "Ask for the paper itself."
        )
    mode = entry.attributes >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "refused", "It is a link or a device and no file. It was not opened. Send the paper itself."
    if entry.flags & _LOCKED:
        return "refused", "It is locked with a password. Pack it without a password and try again."
    if parts and parts[-1].lower().endswith(_ARCHIVES):
        return "refused", NESTED
    if entry.method not in (_STORED, _DEFLATED):
        return "refused", (
            f"It is packed in a way that is not read here (number {entry.method}). Pack it as an ordinary ZIP archive."
        )
    if not entry.size:
        return "refused", "This file is empty: find the paper again, check that it opens, and try again."
    if entry.size > limits.one:
        return "refused", (
            f"It is {entry.size / MEGABYTE:,.0f} MB, and files of up to {limits.one // MEGABYTE} MB are taken. "
            "Split it, or save it with smaller pictures, and try again."
        )
    return "", ""


def _is_left_by_a_program(parts: list[str]) -> bool:
    """What operating systems and office programs leave in folders, and hidden files."""
    if not parts:
        return False
    last = parts[-1].lower()
    return (
        any(part.lower() == "__macosx" for part in parts)
        or last in _LEFT_BY_PROGRAMS
        or last.startswith((".", "~$"))
    )


def left_by_a_program(name: str) -> bool:
    """Whether a file is one that computers and programs add to folders by themselves, and no paper. name: with its folders."""
    return _is_left_by_a_program(
        [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    )


def _without_shared_bytes(found: list[Member]) -> list[Member]:
    """Members that lie over another are refused: one piece of packed bytes is not many papers."""
    end, over = 0, set()
    for member in sorted(found, key=lambda one: (one.at, one.place)):
        if member.at < end:
            over.add(member.place)
        end = max(end, member.at + _HEADER.size + member.packed)
    said = "It shares its bytes with another file of the archive, which no honest archive does. It was not opened."
    return [
        replace(member, why="refused", sentence=said) if member.place in over and not member.why else member
        for member in found
    ]


def _check_whole(found: list[Member], length: int, limits: Limits) -> None:
    total = sum(member.size for member in found)
    if total > limits.all or (total > RATIO_COUNTS_FROM and total > limits.ratio * max(length, 1)):
        raise Unreadable(BOMB)
    papers = sum(member.why != "left-out" for member in found)
    if papers > limits.papers:
        raise Unreadable(
            f"This archive holds {papers:,} files, and at most {limits.papers:,} papers are taken at once. Nothing of it was "
            "taken. Pack them in smaller archives."
        )
    if not found:
        raise Unreadable("This archive is empty. Nothing was taken. Pack the papers again and try again.")


def _told_apart(found: list[Member]) -> Iterator[Member]:
    """Members of one name each get a name of their own: two papers may not be taken for one."""
    seen: Counter[str] = Counter()
    for member in found:
        seen[member.shown_name] += 1
        nth = seen[member.shown_name]
        if nth == 1 or member.why:
            yield member
            continue
        stem, dot, ending = member.name.rpartition(".")
        yield replace(member, name=f"{stem} ({nth}){dot}{ending}" if stem else f"{member.name} ({nth})")


# --- unpacking --------------------------------------------------------------------------------------------------------


def _to_the_data(stream: BinaryIO, member: Member) -> None:
    """Go to where the packed bytes begin. Raises Unreadable where the archive tells of them otherwise there."""
    stream.seek(member.at)
    head = stream.read(_HEADER.size)
    if len(head) < _HEADER.size or not head.startswith(b"PK\x03\x04"):
        raise Unreadable(_DAMAGED_MEMBER)
    fields = _HEADER.unpack(head)
    if fields[2] & _LOCKED:
        raise Unreadable("It is locked with a password. Pack it without a password and try again.")
    if fields[3] != member.method:
        raise Unreadable(_DAMAGED_MEMBER)
    stream.seek(fields[9] + fields[10], 1)


def _packed(stream: BinaryIO, member: Member) -> Iterator[bytes]:
    left = member.packed
    while left:
        piece = stream.read(min(CHUNK, left))
        if not piece:
            raise Unreadable(_DAMAGED_MEMBER)
        left -= len(piece)
        yield piece


def _plain(stream: BinaryIO, member: Member) -> Iterator[bytes]:
    yield from _packed(stream, member)


def _inflated(stream: BinaryIO, member: Member) -> Iterator[bytes]:
    """Never more than CHUNK at once, however much a few packed bytes would become."""
    inflate = zlib.decompressobj(-15)
    try:
        for piece in _packed(stream, member):
            while piece and not inflate.eof:
                yield inflate.decompress(piece, CHUNK)
                piece = inflate.unconsumed_tail
            if inflate.eof:
                break
        while not inflate.eof:
            more = inflate.decompress(b"", CHUNK)
            if not more:
                break
            yield more
    except zlib.error as error:
        raise Unreadable(_DAMAGED_MEMBER) from error
    if not inflate.eof:
        raise Unreadable(_DAMAGED_MEMBER)
