"""A small writer of PDF files with ruled tables, so that the tests can make any layout they need."""

from __future__ import annotations

import zlib
from pathlib import Path

from pdfminer.fontmetrics import FONT_METRICS

WIDTHS = FONT_METRICS["Helvetica"][1]
SIZE, LEADING, PADDING = 8.0, 10.0, 4.0


def text_width(text: str, size: float = SIZE) -> float:
    return sum(WIDTHS.get(letter, 556) for letter in text) * size / 1000


def wrap(text: str, width: float) -> list[str]:
    """Lines no wider than `width` points; a compound word may break after its hyphen."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            pieces = word.replace("-", "-\0").split("\0")
            glue = " " if line else ""
            for piece in pieces:
                if line and text_width(line + glue + piece) > width:
                    lines.append(line)
                    line, glue = piece, ""
                else:
                    line, glue = line + glue + piece, ""
        lines.append(line)
    return lines


class PdfWriter:
    """Landscape A4 pages of text and lines; the origin is the top left corner."""

    def __init__(self, width: float = 842, height: float = 595) -> None:
        self.width, self.height = width, height
        self.pages: list[list[str]] = []

    def page(self) -> None:
        self.pages.append([])

    def text(self, left: float, baseline: float, text: str, size: float = SIZE) -> None:
        safe = (
            text.encode("cp1252", "replace")
            .replace(b"\\", b"\\\\")
            .replace(b"(", b"\\(")
            .replace(b")", b"\\)")
        )
        self.pages[-1].append(
            f"BT /F1 {size} Tf {left:.2f} {self.height - baseline:.2f} Td ({safe.decode('latin-1')}) Tj ET"
        )

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.pages[-1].append(f"{x0:.2f} {self.height - y0:.2f} m {x1:.2f} {self.height - y1:.2f} l S")

    def save(self, path: Path, *, turned: bool = False) -> Path:
        """Write the file; turned writes upright pages whose content lies on its side and which are shown turned."""
        width, height = (self.height, self.width) if turned else (self.width, self.height)
        turn = f"0 1 -1 0 {width} 0 cm\n" if turned else ""
        rotate = "/Rotate 90 " if turned else ""
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
        kids = []
        for page in self.pages:
            stream = zlib.compress((turn + "0.5 w\n" + "\n".join(page)).encode("latin-1"))
            objects.append(
                b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(stream) + stream + b"\nendstream"
            )
            content = len(objects)
            objects.append(
                f"<< /Type /Page /Parent 2 0 R {rotate}/MediaBox [0 0 {width} {height}] "
                f"/Resources << /Font << /F1 3 0 R >> >> /Contents {content} 0 R >>".encode()
            )
            kids.append(f"{len(objects)} 0 R")
        objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
        out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, body in enumerate(objects, start=1):
            places.append(len(out))
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        for place in places:
            out += b"%010d 00000 n \n" % place
        out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
        path.write_bytes(out)
        return path


def write_table(
    path: Path,
    header: list[str],
    rows: list[list[str | None]],
    widths: list[float],
    *,
    title: str = "",
    cut_rows: bool = True,
    repeat_header: bool = True,
) -> Path:
    """A ruled table over as many pages as it needs.

    A row of one cell is a band over the whole width. With cut_rows a row may be cut by the end of a page: its text goes on
    in a row of the next page that has no reference, as word processors print it.
    """
    pdf = PdfWriter()
    top_margin, bottom_margin, left = 40.0, 40.0, 30.0
    y = 0.0

    def new_page(with_header: bool) -> None:
        nonlocal y
        pdf.page()
        y = top_margin
        if title and len(pdf.pages) == 1:
            pdf.text(left, y, title, 14)
            y += 14
        if with_header:
            draw(header)
        pdf.text(pdf.width / 2, pdf.height - 15, f"Page {len(pdf.pages)}")

    def room() -> int:
        return int((pdf.height - bottom_margin - y - 2 * PADDING) // LEADING)

    def draw_lines(cells: list[list[str]], spans: list[float]) -> None:
        nonlocal y
        height = max(len(cell) for cell in cells) * LEADING + 2 * PADDING
        x = left
        for cell, width in zip(cells, spans, strict=True):
            for index, text in enumerate(cell):
                pdf.text(x + PADDING, y + PADDING + LEADING * (index + 1) - 2.5, text)
            pdf.line(x, y, x, y + height)
            x += width
        pdf.line(x, y, x, y + height)
        pdf.line(left, y, x, y)
        pdf.line(left, y + height, x, y + height)
        y += height

    def draw(row: list[str | None]) -> None:
        spans = [sum(widths)] if len(row) == 1 else widths
        cells = [wrap(text or "", width - 2 * PADDING) for text, width in zip(row, spans, strict=True)]
        whole_page = int((pdf.height - bottom_margin - top_margin - 60) // LEADING)
        while max(len(cell) for cell in cells) > room():
            fitting = room()
            if fitting < 2 or (not cut_rows and max(len(cell) for cell in cells) <= whole_page):
                new_page(repeat_header)
                continue
            draw_lines([cell[:fitting] or [""] for cell in cells], spans)
            new_page(repeat_header)
            cells = [cell[fitting:] or [""] for cell in cells]
        draw_lines(cells, spans)

    new_page(True)
    for row in rows:
        draw(row)
    return pdf.save(path)
