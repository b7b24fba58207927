"""Sending stored bytes to a browser: always as a download, never as a kind that was guessed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, Any

from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from sightline.ground.files.queries import open_file

TYPES = {"pdf": "application/pdf"}  # sniffed kind -> what it may be called; everything else is just bytes
OFFICE = "application/vnd.openxmlformats-officedocument"
EXPORTS = {
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "zip": "application/zip",
}
PNG = b"\x89PNG\r\n\x1a\n"


def served(file: Any, name: str = "") -> FileResponse:
    """A stored file as a download. name: what it is saved as; without it the name it first came with."""
    kind = TYPES.get(file.kind, "application/octet-stream")
    response = FileResponse(
        open_file(file), as_attachment=True, filename=name or file.name, content_type=kind
    )
    return _locked_down(response)


def served_picture(png: bytes, name: str) -> FileResponse:
    """A picture that we drew ourselves (of a page of a PDF); shown where an img asks for it, else downloaded."""
    if not png.startswith(PNG):
        raise ValueError("only PNG pictures are served as pictures")
    response = FileResponse(io.BytesIO(png), as_attachment=True, filename=name, content_type="image/png")
    response["Cache-Control"] = "private, max-age=3600"
    return _locked_down(response)


def served_export(
    made: IO[bytes] | Iterator[bytes], name: str, kind: str
) -> FileResponse | StreamingHttpResponse:
    """A file that work/reports wrote, as a download. made: an open file, or pieces of one that are written as they are sent.

    kind: "xlsx", "csv", "docx" or "zip"; name: what it is saved as, without its ending.
    """
    if hasattr(made, "read"):
        return _locked_down(
            FileResponse(made, as_attachment=True, filename=f"{name}.{kind}", content_type=EXPORTS[kind])
        )
    response = StreamingHttpResponse(made, content_type=EXPORTS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return _locked_down(response)


def _locked_down(response: Any) -> Any:
    """Whatever the bytes are, a browser neither guesses at them nor runs anything in them."""
    headers: HttpResponse = response
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
