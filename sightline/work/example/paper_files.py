"""A text with simple headings ("# ", "## ") as a file: plain text, a web page, a Word paper or a PDF."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from html import escape
from io import BytesIO

from docx import Document

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 595, 842, 72, 770, 70  # points of a page of A4
SIZES = {1: 16, 2: 13, 0: 11}  # of letters, by the level of the heading
ACROSS = 84  # letters of running words in a line


def written(name: str, text: str) -> bytes:
    """The bytes of the file; its format is the ending of its name."""
    return FORMATS[name.rpartition(".")[2]](text)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """(level of the heading or 0, words) of each line; ("" for an empty one)."""
    for line in text.splitlines():
        words = line.lstrip("#")
        yield len(line) - len(words), words.strip()


def _plain(text: str) -> bytes:
    return ("\n".join(words for _, words in _parts(text)) + "\n").encode()


def _web_page(text: str) -> bytes:
    said = [
        f"<h{level}>{escape(words)}</h{level}>" if level else f"<p>{escape(words)}</p>"
        for level, words in _parts(text)
        if words
    ]
    title = escape(next(words for _, words in _parts(text) if words))
    body = "\n".join(said)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title></head>\n'
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    ).encode()


def _word(text: str) -> bytes:
    paper = Document()
    for level, words in _parts(text):
        if level:
            paper.add_heading(words, level)
        elif words:
            paper.add_paragraph(words)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _pdf(text: str) -> bytes:
    """Pages with Helvetica, which every reader of PDFs brings along."""
    return _assembled([_page(lines) for lines in _pages(text)])


def _pages(text: str) -> Iterator[list[tuple[int, int, str]]]:
    """(height on the page, level, line) of each printed line, page by page."""
    page: list[tuple[int, int, str]] = []
    at = TOP
    for level, words in _parts(text):
        for line in textwrap.wrap(words, ACROSS if not level else ACROSS * SIZES[0] // SIZES[level]) or [""]:
            if at < BOTTOM:
                yield page
                page, at = [], TOP
            if line:
                page.append((at, level, line))
            at -= SIZES[level] * 14 // 10 if line else 8
        at -= 4
    yield page


def _page(lines: Iterable[tuple[int, int, str]]) -> bytes:
    shown = [
        f"BT /F{2 if level else 1} {SIZES[level]} Tf {LEFT} {at} Td ({_escaped(line)}) Tj ET"
        for at, level, line in lines
    ]
    return "\n".join(shown).encode("cp1252")


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _assembled(pages: list[bytes]) -> bytes:
    """The objects of a PDF, one page object and one stream for each page, with the table of where each begins."""
    kids = " ".join(f"{5 + 2 * place} 0 R" for place in range(len(pages)))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        font.format("Helvetica").encode(),
        font.format("Helvetica-Bold").encode(),
    ]
    for place, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {6 + 2 * place} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream")
    out, begins = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        begins.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{begin:010d} 00000 n \n" for begin in begins)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + tail.encode()


FORMATS: dict[str, Callable[[str], bytes]] = {"txt": _plain, "html": _web_page, "docx": _word, "pdf": _pdf}
