"""Builds small inspection papers for tests: the same content as a real PDF (plain PDF bytes, base fonts) and as pasted text."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

from sightline.ground.lib.documents.blocks import Document, Line
from sightline.ground.lib.documents.pdf import read_pdf

LEFT, RIGHT, TOP, BOTTOM = 72.0, 523.0, 72.0, 760.0


@dataclass
class Printed:
    text: str
    left: float
    baseline: float
    size: float
    bold: bool
    foot: bool = False


@dataclass
class Paper:
    """Call the methods in reading order. `footer` is printed on every page with the page number; "" prints none."""

    footer: str = ""
    pages: list[list[Printed]] = field(default_factory=lambda: [[]])
    y: float = TOP

    def put(self, text: str, left: float = LEFT, size: float = 12.0, bold: bool = False) -> Paper:
        if self.y > BOTTOM:
            self.page_break()
        self.pages[-1].append(Printed(text, left, self.y, size, bold))
        self.y += size * 1.2
        return self

    def gap(self, points: float = 10.0) -> Paper:
        self.y += points
        return self

    def page_break(self) -> Paper:
        self.pages.append([])
        self.y = TOP
        return self

    def title(self, *lines: str) -> Paper:
        for line in lines:
            self.put(line, size=20.0)
        return self.gap()

    def heading(self, text: str, size: float = 14.0, bold: bool = True) -> Paper:
        self.gap(8)
        for line in textwrap.wrap(text, 55):
            self.put(line, size=size, bold=bold)
        return self.gap(6)

    def para(self, text: str, left: float = LEFT, width: int = 78) -> Paper:
        for line in textwrap.wrap(text, width):
            self.put(line, left)
        return self.gap()

    def item(
        self,
        marker: str,
        text: str,
        left: float = LEFT,
        hang: float = 20.0,
        width: int = 72,
        gap: float = 10.0,
    ) -> Paper:
        first, *rest = textwrap.wrap(text, width)
        if self.y > BOTTOM:
            self.page_break()
        self.pages[-1].append(Printed(marker, left, self.y, 12.0, False))
        self.put(first, left + hang)
        for line in rest:
            self.put(line, left + hang)
        return self.gap(gap)

    def row(self, *cells: tuple[float, list[str]], gap: float = 10.0) -> Paper:
        """One table row: (left edge, its lines) for each cell, printed cell by cell and aligned at the top."""
        start, lowest = self.y, self.y
        for left, lines in cells:
            self.y = start
            for line in lines:
                self.pages[-1].append(Printed(line, left, self.y, 12.0, False))
                self.y += 14.4
            lowest = max(lowest, self.y)
        self.y = lowest + gap
        return self

    def all_pages(self) -> list[list[Printed]]:
        result = []
        for number, page in enumerate(self.pages, start=1):
            foot = [
                Printed(self.footer, LEFT, 800, 8.0, False, True),
                Printed(str(number), RIGHT, 800, 10.0, False, True),
            ]
            result.append((foot if self.footer else []) + page)
        return result

    def pdf(self) -> bytes:
        return pdf_bytes(self.all_pages())

    def document(self) -> Document:
        return read_pdf(self.pdf())

    def pasted(self) -> Document:
        """As someone pastes it: lines only, one number a line, a blank line where white was, page numbers lost with the footer."""
        lines: list[Line] = []
        number, above = 0, 0.0
        for page in self.pages:
            for item in page:
                number += 1 if item.baseline - above <= item.size * 1.3 else 2
                above = item.baseline
                lines.append(Line(None, number, item.text))
        return Document("txt", None, tuple(lines))


def pdf_bytes(pages: list[list[Printed]], width: int = 595, height: int = 842) -> bytes:
    """A PDF with Helvetica text at the given places and nothing else."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for page in pages:
        stream = b"\n".join(
            b"BT /F%d %.1f Tf %.1f %.1f Td (%s) Tj ET"
            % (2 if item.bold else 1, item.size, item.left, height - item.baseline, _escaped(item.text))
            for item in page
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (width, height, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return assembled(objects)


def assembled(objects: list[bytes], trailer: bytes = b"") -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)


def _escaped(text: str) -> bytes:
    coded = text.encode("cp1252", errors="replace")
    return coded.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
