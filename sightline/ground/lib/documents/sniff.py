"""What the bytes of a file are, whatever its name says."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

HEAD_BYTES = 8192
OLE_WINDOW = 1 << 20

OFFICE_PARTS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("ppt/presentation.xml", "pptx"),
)
OPEN_DOCUMENTS = {
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.presentation": "odp",
}
OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
IMAGES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"II*\x00",
    b"MM\x00*",
    b"BM",
)
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)

WORDS = {
    "pdf": "a PDF",
    "docx": "a Word document",
    "xlsx": "an Excel workbook",
    "xls": "an Excel workbook of the old kind",
    "ods": "an OpenDocument spreadsheet",
    "odt": "an OpenDocument text",
    "odp": "an OpenDocument presentation",
    "xlsb": "a binary Excel workbook",
    "pptx": "a PowerPoint presentation",
    "ppt": "a PowerPoint presentation of the old kind",
    "doc": "a Word document of the old kind",
    "html": "a web page",
    "xml": "XML",
    "text": "plain text",
    "zip": "a ZIP archive",
    "rtf": "rich text",
    "image": "a picture",
    "encrypted": "a document locked with a password",
    "unknown": "something that is not a document we know",
}

BY_SUFFIX = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xltx": "xlsx",
    ".xls": "xls",
    ".ods": "ods",
    ".odt": "odt",
    ".doc": "doc",
    ".rtf": "rtf",
    ".pptx": "pptx",
    ".xlsb": "xlsb",
    ".html": "html",
    ".htm": "html",
    ".csv": "text",
    ".tsv": "text",
    ".tab": "text",
    ".txt": "text",
    ".text": "text",
    ".md": "text",
}


def sniff(path: Path) -> str:
    """Name the content of a file: a key of WORDS, or "empty".

    A damaged ZIP (no readable directory) is "zip"; `limits.check_archive` says what is wrong with it.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if not head.strip(b"\x00 \t\r\n\x0c\xef\xbb\xbf\xff\xfe"):
        return "empty" if _blank(path) else "unknown"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_archive(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _sniff_ole(path)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if (
        head.startswith(IMAGES)
        or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")
        or head[4:12] == b"ftypheic"
    ):
        return "image" if _has_controls(head) else "text"
    return _sniff_text(head)


def expected(name: str) -> str | None:
    """What a file of this name should hold, or None where the ending says nothing."""
    return BY_SUFFIX.get(Path(name).suffix.lower())


def _blank(path: Path) -> bool:
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            if chunk.strip(b"\x00 \t\r\n\x0c\xef\xbb\xbf\xff\xfe"):
                return False
    return True


def _sniff_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            for part, kind in OFFICE_PARTS:
                if part in names:
                    return kind
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return OPEN_DOCUMENTS.get(archive.read("mimetype").decode("ascii", "replace").strip(), "zip")
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, NotImplementedError, zlib.error):
        return "zip"
    return "zip"


def _sniff_ole(path: Path) -> str:
    size = path.stat().st_size
    with path.open("rb") as stream:
        window = stream.read(OLE_WINDOW)
        if size > OLE_WINDOW:
            stream.seek(max(OLE_WINDOW, size - OLE_WINDOW))
            window += stream.read()
    for stream_name, kind in OLE_STREAMS:
        if stream_name.encode("utf-16-le") in window:
            return kind
    return "unknown"


def _sniff_text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_utf16(head):
        encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-le"
        head = head[: len(head) // 2 * 2].decode(encoding, "replace").encode("utf-8", "replace")
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head):
        return "html"
    if head.lstrip().startswith(b"<?xml"):
        return "html" if b"<html" in head[:2000].lower() else "xml"
    return "unknown" if _has_controls(head) else "text"


def _looks_utf16(head: bytes) -> bool:
    return len(head) > 3 and head[1::2].count(0) > len(head) // 4 and head[0::2].count(0) == 0


def _has_controls(head: bytes) -> bool:
    """Whether so many bytes are control characters that this cannot be text (a stray few are tolerated)."""
    controls = sum(1 for byte in head if byte < 32 and byte not in (9, 10, 11, 12, 13, 27))
    return controls > max(8, len(head) // 20)
