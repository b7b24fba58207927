"""PDF bytes to a Document with positioned lines, and a picture of one page. Uses pdfium through pypdfium2.

A line here is a run of text on one baseline within one column or table cell, in the order in which the file prints it.
Word and most other writers print in reading order, cell by cell; a page that is printed in another order is sorted by position.
"""

from __future__ import annotations

import ctypes
import io
import itertools
import re
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from sightline.ground.lib.documents.blocks import Document, Line
from sightline.ground.lib.errors import Unreadable

_LOCK = threading.RLock()  # pdfium is not safe to call from two threads

MOST_PAGES = 1500
FEWEST_LETTERS = 20  # fewer in a whole file means that the pages are pictures

LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "ft",
    "\ufb06": "st",
}
# Glyphs of Symbol and Wingdings that fonts keep in the private-use area (and one combining sign), as the sign a reader sees.
PRIVATE_SIGNS = {
    "\u0336": "–",  # a combining bar that Word uses as a dash bullet
    "\uf02d": "–",
    "\uf06c": "●",
    "\uf06d": "○",
    "\uf06e": "■",
    "\uf06f": "□",
    "\uf071": "□",
    "\uf075": "◆",
    "\uf076": "❖",
    "\uf0a7": "▪",
    "\uf0a8": "◻",
    "\uf0b7": "•",
    "\uf0b0": "°",
    "\uf0d8": "➢",
    "\uf0e0": "→",
    "\uf0fc": "✓",
    "\uf0fb": "✗",
    "\uf0fe": "☑",
}
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LIST_MARKER = re.compile(r"^(?:[^\w\s]|[oO§]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivx]{1,5})[.)]?)$")


def read_pdf(source: bytes | str | Path) -> Document:
    """Read all printed lines. `source` is the bytes of a file or its path.

    Raises Unreadable, with one sentence each, for a file that is not a PDF, is encrypted, is damaged, or has no text layer.
    """
    content = source if isinstance(source, bytes) else Path(source).read_bytes()
    with _opened(content) as pdf:
        count = len(pdf)
        if count > MOST_PAGES:
            raise Unreadable(
                f"This PDF has {count} pages, more than the {MOST_PAGES} that are read. Nothing was read. Split it and try again."
            )
        lines: list[Line] = []
        notes: list[str] = []
        for index in range(count):
            try:
                lines.extend(_page_lines(pdf, index))
            except pdfium.PdfiumError:
                notes.append(f"Page {index + 1} is damaged and was left out.")
        meta = {key.lower(): value for key, value in pdf.get_metadata_dict().items() if value}
        meta["page height"] = f"{_height(pdf):.0f}"
    if sum(character.isalnum() for line in lines for character in line.text) < FEWEST_LETTERS:
        if notes:
            raise Unreadable(
                "This PDF is damaged: none of its pages can be read. Ask for a new copy of the file."
            )
        raise Unreadable(
            "This PDF has no text layer: its pages are pictures, as from a scanner. "
            "Ask for the original file, or run text recognition (OCR) over it first."
        )
    return Document(kind="pdf", pages=count, lines=tuple(lines), meta=meta, notes=tuple(notes))


def _height(pdf: pdfium.PdfDocument) -> float:
    """Points from the top to the foot of the first page, 0.0 where it is damaged."""
    try:
        return float(pdf.get_page_size(0)[1])
    except pdfium.PdfiumError:
        return 0.0


def page_png(source: bytes | str | Path, page: int, width: int) -> bytes:
    """The picture of one page (1-based), `width` pixels wide, as PNG bytes. Raises Unreadable as read_pdf does."""
    content = source if isinstance(source, bytes) else Path(source).read_bytes()
    with _opened(content) as pdf:
        if not 1 <= page <= len(pdf):
            raise Unreadable(f"This PDF has {len(pdf)} pages: there is no page {page}.")
        try:
            leaf = pdf[page - 1]
            bitmap = leaf.render(scale=max(16, min(width, 4000)) / leaf.get_width())
        except pdfium.PdfiumError:
            raise Unreadable(f"Page {page} of this PDF is damaged and cannot be shown.") from None
        image = bitmap.to_pil()
        out = io.BytesIO()
        image.convert("RGB").save(out, format="PNG", optimize=False)
        bitmap.close()
        leaf.close()
        return out.getvalue()


def page_sizes(source: bytes | str | Path) -> list[tuple[float, float]]:
    """Width and height of each page in points, as it is shown. Raises Unreadable as read_pdf does."""
    content = source if isinstance(source, bytes) else Path(source).read_bytes()
    with _opened(content) as pdf:
        return [pdf.get_page_size(index) for index in range(len(pdf))]


@contextmanager
def _opened(content: bytes) -> Iterator[pdfium.PdfDocument]:
    _check_is_pdf(content)
    with _LOCK:
        try:
            pdf = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as problem:
            if (
                getattr(problem, "err_code", None) == raw.FPDF_ERR_PASSWORD
                or "password" in str(problem).lower()
            ):
                raise Unreadable(
                    "This PDF is encrypted: it asks for a password. Save a copy without a password and try again."
                ) from None
            raise Unreadable(
                "This PDF is damaged and cannot be opened. Ask for a new copy of the file."
            ) from None
        try:
            if len(pdf) == 0:
                raise Unreadable("This PDF is damaged: it has no pages. Ask for a new copy of the file.")
            yield pdf
        finally:
            pdf.close()


def _check_is_pdf(content: bytes) -> None:
    head = content[:1024]
    if b"%PDF-" in head:
        return
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        raise Unreadable("This file is empty. Ask for a new copy of the file.")
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml")):
        raise Unreadable(
            "This file is a web page, not a PDF, whatever its name says. Download the report itself and try again."
        )
    raise Unreadable(
        "This file is not a PDF, whatever its name says. Check which file was meant and try again."
    )


@dataclass(slots=True)
class _Run:
    """Letters gathered on one baseline. top and bottom are measured from the top of the page."""

    text: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    height: float = 0.0

    def printed(self) -> str:
        return "".join(self.text).strip()


@dataclass(slots=True)
class _Letter:
    """One character as pdfium reports it; index is its place in the page's text."""

    index: int
    sign: str
    left: float
    right: float
    top: float
    bottom: float


def _page_lines(pdf: pdfium.PdfDocument, index: int) -> list[Line]:
    page = pdf[index]
    textpage = page.get_textpage()
    try:
        handle = textpage.raw
        letters = list(_letters(handle, textpage.count_chars(), page.get_height()))
        runs = [run for run in _runs(letters) if run.printed()]
        lines = [_line(handle, run, index + 1) for run in _in_reading_order(runs)]
    finally:
        textpage.close()
        page.close()
    return [
        Line(index + 1, number, line.text, line.left, line.top, line.right, line.bottom, line.size, line.bold)
        for number, line in enumerate(lines, start=1)
    ]


def _letters(handle: object, count: int, height: float) -> Iterator[_Letter]:
    box = raw.FS_RECTF()
    at = ctypes.byref(box)
    unicode_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    for index in range(count):
        code = unicode_of(handle, index)
        box_of(handle, index, at)
        if code in (2, 0xFFFE):  # pdfium's mark for a hyphen at a line end
            sign = "-"
        elif 0xD800 <= code <= 0xDFFF or (code < 32 and code not in (10, 13, 9)):
            continue
        else:
            sign = chr(code)
        yield _Letter(index, sign, box.left, box.right, height - box.top, height - box.bottom)


def _runs(letters: list[_Letter]) -> Iterator[_Run]:
    """Cut the stream of letters where a line ends, the baseline moves, or a gap as wide as a column opens."""
    run = _Run()
    for letter in letters:
        if letter.sign in "\r\n":
            yield run
            run = _Run()
            continue
        if letter.sign.isspace() or letter.sign == "\xa0" or letter.bottom <= letter.top:
            if run.text and run.text[-1] != " ":
                run.text.append(" ")
            continue
        if run.places and _starts_another(run, letter):
            yield run
            run = _Run()
        _add(run, letter)
    yield run


def _starts_another(run: _Run, letter: _Letter) -> bool:
    height = min(run.height, letter.bottom - letter.top)
    overlap = min(run.bottom, letter.bottom) - max(run.top, letter.top)
    if overlap < 0.4 * height:
        return True
    gap = letter.left - run.right
    if gap < -1.5 * run.height and letter.left < run.left:
        return True
    return gap > 1.4 * run.height and not LIST_MARKER.match(run.printed())


def _add(run: _Run, letter: _Letter) -> None:
    sign = LIGATURES.get(letter.sign) or _sign_seen(run, letter.sign)
    height = letter.bottom - letter.top
    if run.places:
        if sign.isdigit() and height < 0.8 * run.height and letter.bottom < run.bottom - 0.12 * run.height:
            sign = sign.translate(SUPERSCRIPTS)
            if run.text[-1] == " " and letter.left - run.right < 0.2 * run.height:
                run.text.pop()
            run.right = max(run.right, letter.right)
            run.text.append(sign)
            run.places.append(letter.index)
            return
        if height > 1.25 * run.height and run.printed().isdigit():
            run.text = [mark.translate(SUPERSCRIPTS) for mark in run.text]  # a footnote's own number
        run.left, run.right = min(run.left, letter.left), max(run.right, letter.right)
        run.top, run.bottom = min(run.top, letter.top), max(run.bottom, letter.bottom)
        run.height = max(run.height, height)
    else:
        run.left, run.right, run.top, run.bottom, run.height = (
            letter.left,
            letter.right,
            letter.top,
            letter.bottom,
            height,
        )
        run.text = []
    run.text.append(sign)
    run.places.append(letter.index)


def _sign_seen(run: _Run, sign: str) -> str:
    """A private-use glyph as a sign; an unknown one is a bullet at the start of a line and nothing within it."""
    if sign == "\u0336" and run.places:
        return sign
    if sign in PRIVATE_SIGNS:
        return PRIVATE_SIGNS[sign]
    if "\ue000" <= sign <= "\uf8ff":
        return "" if run.places else "•"
    return sign


def _line(handle: object, run: _Run, page: int) -> Line:
    text = unicodedata.normalize("NFC", run.printed())
    if (
        text[:1].isascii()
        and len(run.text) > 1
        and not run.text[1].strip()
        and _is_signs_font(handle, run.places[0])
    ):
        text = "•" + text[1:]  # a letter of Wingdings without its meaning is a bullet
    middle = run.places[len(run.places) // 2]
    size = raw.FPDFText_GetFontSize(handle, middle)
    if size <= 1.5:  # the size may sit in the text matrix instead
        size = run.height / 1.2
    looks = {
        run.places[0],
        run.places[len(run.places) // 4],
        middle,
        run.places[3 * len(run.places) // 4],
        run.places[-1],
    }
    bold = sum(_is_bold(handle, place) for place in looks) * 2 > len(looks)
    return Line(
        page,
        0,
        text,
        round(run.left, 1),
        round(run.top, 1),
        round(run.right, 1),
        round(run.bottom, 1),
        round(size, 1),
        bold,
    )


def _font_name(handle: object, place: int) -> bytes:
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(handle, place, name, 128, ctypes.byref(ctypes.c_int()))
    return name.value.lower()


def _is_signs_font(handle: object, place: int) -> bool:
    return any(word in _font_name(handle, place) for word in (b"wingding", b"webding", b"dingbat", b"symbol"))


def _is_bold(handle: object, place: int) -> bool:
    if raw.FPDFText_GetFontWeight(handle, place) >= 600:
        return True
    name = _font_name(handle, place)
    return any(word in name for word in (b"bold", b"black", b"heavy"))


def _in_reading_order(runs: list[_Run]) -> list[_Run]:
    """The printed order, unless the file jumps about within a column; page numbers printed first go where they stand."""
    if not runs:
        return runs
    if _jumps(runs) > max(2, len(runs) // 6):
        return _by_position(runs)
    after = [0.0] * (len(runs) + 1)  # the lowest edge of all that is printed from here on
    for index in range(len(runs) - 1, 0, -1):
        after[index] = max(after[index + 1], runs[index].bottom)
    highest, foot = runs[0].top, 0
    for index, run in enumerate(runs[:-1]):
        highest = min(highest, run.top)
        if highest >= after[index + 1]:
            foot = index + 1
    return runs[foot:] + runs[:foot]


def _jumps(runs: list[_Run]) -> int:
    """How often a line stands above the one printed before it in the same column."""
    return sum(
        later.bottom < earlier.top + 1 and later.left < earlier.right and earlier.left < later.right
        for earlier, later in itertools.pairwise(runs)
    )


def _by_position(runs: list[_Run]) -> list[_Run]:
    """Rows from the top, each from the left."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda item: (item.top + item.bottom) / 2):
        middle = (run.top + run.bottom) / 2
        if rows and rows[-1][0].top <= middle <= rows[-1][0].bottom:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [run for row in rows for run in sorted(row, key=lambda item: item.left)]
