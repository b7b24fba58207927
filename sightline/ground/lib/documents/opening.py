"""Open any paper: the one door from a file's bytes to a Document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sightline.ground.lib.documents import limits, sniff
from sightline.ground.lib.documents.blocks import Document
from sightline.ground.lib.errors import Unreadable

INSTEAD = {
    "encrypted": "This file is locked with a password: save a copy without the password and try again.",
    "doc": "This is a Word document of the old kind (.doc): save it as .docx and try again.",
    "ppt": "This is a PowerPoint presentation of the old kind, which is not read: save it as PDF and try again.",
    "pptx": "This is a PowerPoint presentation, which is not read: save it as PDF and try again.",
    "xlsb": "This is a binary Excel workbook (.xlsb): save it as .xlsx and try again.",
    "odt": "This is an OpenDocument text: save it as .docx and try again.",
    "odp": "This is an OpenDocument presentation, which is not read: save it as PDF and try again.",
    "rtf": "This is rich text (.rtf): save it as .docx and try again.",
    "image": "This is a picture, and pictures are not read: find the paper as PDF, Word or Excel and try again.",
    "xml": "This is an XML file, which is not read: find the paper as PDF, Word or Excel and try again.",
    "unknown": "The content of this file is not text or a document that is read here: "
    "save the paper as PDF, .docx, .xlsx, .csv, .html or .txt and try again.",
    "empty": "This file is empty: find the paper again, check that it opens, and try again.",
}
FOLDER = (
    "This is a folder, and papers are read here one by one: name the files in it (FOLDER/*), "
    "or take them all in with “sightline import FOLDER”."
)
UNPACK = (
    "This is a ZIP archive, or a document that is damaged beyond opening: unpack it, "
    "or open and save the document again, and try with the single papers."
)


def open_document(path: str | Path, name: str | None = None) -> Document:
    """Read a file into a Document. Raises Unreadable with one sentence for a person.

    name is the name that the file was given by its owner; its ending must agree with the content.
    A PDF comes with its printed lines only: `pdf_tables.read_tables` reads its ruled tables, which takes longer.
    """
    path = Path(path)
    name = name or path.name
    if path.is_dir():
        raise Unreadable(FOLDER)
    if not path.is_file():
        raise Unreadable("There is no such file: check its name and try again.")
    limits.check_size(path)
    kind = sniff.sniff(path)
    _check_name(kind, name)
    notes = limits.check_archive(path) if kind in ("docx", "xlsx", "ods") else ()
    document = _read(kind, path, name)
    return replace(document, notes=(*notes, *document.notes)) if notes else document


def _check_name(kind: str, name: str) -> None:
    """Refuse what cannot be read, and content that is not what the name says."""
    expected = sniff.expected(name)
    if kind == "empty" or (kind == "encrypted" and expected not in ("pdf", "html", "text")):
        raise Unreadable(INSTEAD[kind])
    if kind == "zip" and expected in ("docx", "xlsx", "ods", "odt", "pptx", "xlsb"):
        raise Unreadable(
            f"This file is named {Path(name).suffix} but is damaged, incomplete or another kind of archive: "
            "open it in the program that made it, save it again and try again."
        )
    if expected is not None and expected != kind:
        raise Unreadable(_not_what_it_says(kind, Path(name).suffix.lower()))
    if kind == "zip":
        raise Unreadable(UNPACK)
    if kind in INSTEAD:
        raise Unreadable(INSTEAD[kind])


def _not_what_it_says(kind: str, suffix: str) -> str:
    found = sniff.WORDS.get(kind, sniff.WORDS["unknown"])
    if kind == "html":
        return (
            f"This file is named {suffix} but holds a web page: open its address in a browser, "
            "save the paper itself and try again."
        )
    if kind == "unknown":
        return (
            f"This file is named {suffix} but its content is not that, or it is damaged: "
            "open it in the program that made it, save it again and try again."
        )
    return f"This file is named {suffix} but holds {found}: give it the right ending, or find the right file, and try again."


def _read(kind: str, path: Path, name: str) -> Document:
    # imported here, so that a command which reads text does not pay for the PDF library
    if kind == "pdf":
        from sightline.ground.lib.documents.pdf import read_pdf

        return read_pdf(path)
    if kind == "docx":
        from sightline.ground.lib.documents.docx import read_docx

        return read_docx(path)
    if kind == "ods":
        from sightline.ground.lib.documents.ods import read_ods

        return read_ods(path)
    if kind in ("xlsx", "xls"):
        from sightline.ground.lib.documents.xlsx import read_workbook

        return read_workbook(path, kind)
    if kind == "html":
        from sightline.ground.lib.documents.html import read_html

        return read_html(path)
    if Path(name).suffix.lower() in (".csv", ".tsv", ".tab"):
        from sightline.ground.lib.documents.csv import read_csv

        return read_csv(path)
    from sightline.ground.lib.documents.text import read_text

    return read_text(path)
