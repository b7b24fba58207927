"""The pack itself: a ZIP written straight to disk, always the same bytes for the same facts, each member with its hash."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import jinja2

from sightline.ground.files.queries import open_file
from sightline.ground.jobs.progress import progress
from sightline.ground.lib.errors import Refused, Unreadable

from ..about import about
from ..spreadsheets import About, Column, Value, csv_text, xlsx
from .facts import FindingPart, Member, Piece, Visit, words

MOST_BYTES = (
    500 * 1024 * 1024
)  # of all files together: what still travels on a stick or over a secure transfer
MOST_MEMBERS = 5_000
CHUNK = 1024 * 1024
SAME_DAY = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP can name: no member says when it was written
PACKED_ALREADY = frozenset({"pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "zip", "image"})
NO_EVIDENCE, NO_ACTION = "No evidence yet", "No action answers this finding"


def check_size(visit: Visit) -> None:
    """Raises Refused where the pack would be too large to hand over."""
    if visit.size > MOST_BYTES or len(visit.members) > MOST_MEMBERS:
        raise Refused(
            f"The evidence comes to {visit.size // (1024 * 1024)} MB in {len(visit.members)} files; a pack holds at most "
            f"{MOST_BYTES // (1024 * 1024)} MB and {MOST_MEMBERS} files. No pack was made. Withdraw what no longer counts, or "
            "put a link in the place of the largest files, and ask again.",
            rule="reports.visit-size",
            who="the owners of the largest files",
        )


def write_pack(visit: Visit, out: IO[bytes]) -> int:
    """Write the pack; how many files of evidence it holds.

    Raises Refused for one too large, Unreadable for a stored file that is gone or altered.
    Members: index.html, index.xlsx, the evidence in folders by finding, and manifest.csv with the SHA-256 of all of them.
    """
    check_size(visit)
    said = about(
        f"Evidence for {visit.inspection}",
        as_at=visit.as_at,
        filters=(f"findings answered in {visit.plan}",),
        version=visit.plan_version,
    )
    hashes: dict[str, tuple[int, str]] = {}
    with zipfile.ZipFile(out, "w", allowZip64=True) as pack:
        _put(pack, hashes, Member("index.html", text=index_page(visit, said)))
        _put_stream(pack, hashes, "index.xlsx", index_sheet(visit, said), zipfile.ZIP_STORED)
        for number, member in enumerate(visit.members, start=1):
            progress(number, len(visit.members), f"Packing {member.path.rpartition('/')[2]}")
            _put(pack, hashes, member)
        _put(pack, {}, Member("manifest.csv", text=manifest(hashes)))
    return len(visit.members)


def _put(pack: zipfile.ZipFile, hashes: dict[str, tuple[int, str]], member: Member) -> None:
    if member.file is None:
        _put_stream(pack, hashes, member.path, io.BytesIO(member.text), zipfile.ZIP_DEFLATED)
        return
    stored = member.file.kind in PACKED_ALREADY
    with open_file(member.file) as stream:
        _put_stream(pack, hashes, member.path, stream, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    if hashes[member.path][1] != member.sha256:
        raise Unreadable(
            f"The stored copy of {member.file.name} is not what was stored: its hash differs. No pack was made. Ask an "
            "administrator to restore it from a backup."
        )


def _put_stream(
    pack: zipfile.ZipFile, hashes: dict[str, tuple[int, str]], path: str, stream: IO[bytes], method: int
) -> None:
    """One member, in pieces of a megabyte; its size and hash are noted."""
    about_it = zipfile.ZipInfo(path, SAME_DAY)
    about_it.compress_type, about_it.create_system, about_it.external_attr = method, 3, 0o644 << 16
    digest, size = hashlib.sha256(), 0
    with stream, pack.open(about_it, "w", force_zip64=True) as member:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            member.write(chunk)
    hashes[path] = size, digest.hexdigest()


def manifest(hashes: dict[str, tuple[int, str]]) -> bytes:
    """Path, size and SHA-256 of every other member, in the order of their paths."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["File", "Bytes", "SHA-256"])
    writer.writerows([csv_text(path), size, digest] for path, (size, digest) in sorted(hashes.items()))
    return out.getvalue().encode()


def index_page(visit: Visit, said: About) -> bytes:
    """The index as a page that opens from the unpacked folder, without a server and without the network."""
    paper = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    paper.filters["day"] = lambda day: words(day) if day else "not stated"
    evidenced = sum(finding.evidenced for finding in visit.findings)
    found = paper.get_template("index.html").render(
        visit=visit, said=said, evidenced=evidenced, no_evidence=NO_EVIDENCE, no_action=NO_ACTION
    )
    return (found.rstrip() + "\n").encode()


COLUMNS = (
    Column("Finding", 14), Column("In the inspector’s words", 60), Column("State", 12), Column("Action", 10),
    Column("What", 50), Column("Owner", 28), Column("Delivery", 14), Column("Assurance", 14), Column("Evidence", 44),
    Column("Kind", 14), Column("Version", 9), Column("As at", 17), Column("To be renewed by", 17), Column("To be known", 40),
    Column("Where in this pack", 60), Column("SHA-256 of what it holds", 66),
)  # fmt: skip


def index_sheet(visit: Visit, said: About) -> IO[bytes]:
    """The same index as a spreadsheet, one row a piece; a finding or an action without any has a row that says so."""
    made = datetime(visit.as_at.year, visit.as_at.month, visit.as_at.day)  # noqa: DTZ001 - the format holds no zone
    return xlsx(COLUMNS, index_rows(visit), said, made=made)


def index_rows(visit: Visit) -> Iterator[list[Value]]:
    for finding in visit.findings:
        if not finding.actions:
            yield [*_finding(finding), None, NO_ACTION]
        for action in finding.actions:
            head: list[Value] = [
                *_finding(finding), action.label, action.title, "\n".join(action.owners), action.delivery or None,
                action.assurance or None,
            ]  # fmt: skip
            for piece in action.pieces:
                yield [*head, *_piece(piece)]
            if not action.pieces:
                yield [*head, withheld(action.withheld) or NO_EVIDENCE]


def withheld(count: int) -> str:
    """What is said of pieces that whoever asked may not see; "" where there is none."""
    if not count:
        return ""
    return f"{count} {'piece' if count == 1 else 'pieces'} of evidence not shown to whoever made this pack"


def _finding(finding: FindingPart) -> list[Value]:
    return [finding.reference, finding.text, finding.state]


def _piece(piece: Piece) -> list[Any]:
    return [
        piece.title, piece.kind_words, piece.version, piece.as_at, piece.expires, "; ".join(piece.remarks) or None,
        "\n".join(piece.paths) or None, piece.sha256,
    ]  # fmt: skip
