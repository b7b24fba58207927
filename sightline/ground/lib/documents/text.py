"""Plain and pasted text: its lines, and its tables where they are marked by tabs or by upright bars."""

from __future__ import annotations

import re
from pathlib import Path

from charset_normalizer import from_bytes

from sightline.ground.lib.documents import limits
from sightline.ground.lib.documents.blocks import Block, Cell, Document, Line, Paragraph, Row, Table

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_RULE = re.compile(r"^[\s|:+=-]+$")

REACH = 8  # lines within which a table goes on
MOST_HEADINGS = 2  # lines without separators that may stand between its rows
LONGEST_HEADING = 160  # characters


def clean(text: str) -> str | None:
    """Text without control characters and outer blanks, or None. Marks of right-to-left writing stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").replace("\x0b", "\n")
    return _CONTROLS.sub("", text).strip(" \t\n\xa0\u200b") or None


def whole(value: str | bytes | None, otherwise: int) -> int:
    """A whole number that a file says of itself, or `otherwise` where it says none or something else."""
    try:
        return int(value) if value is not None else otherwise
    except ValueError:
        return otherwise


def decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file that does not say its encoding, and notes for a person.

    UTF-8 and UTF-16 are tried first. A file that mixes UTF-8 with Windows letters (two files pasted together) is decoded
    line by line.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), ()
    if content[:400:2].count(0) > 20 or content[1:400:2].count(0) > 20:
        order = "utf-16-be" if content[:400:2].count(0) > content[1:400:2].count(0) else "utf-16-le"
        return content.decode(order, "replace"), ()
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    lines = content.split(b"\n")
    both = sum(1 for line in lines if not line.isascii() and _is_utf8(line))
    if both:
        note = "This file mixes two encodings of letters. Each line was read by the one that fits it."
        return "\n".join(_decode_line(line) for line in lines).removeprefix("\ufeff"), (note,)
    try:
        return content.decode("cp1252"), ()
    except UnicodeDecodeError:
        guess = from_bytes(content[:200_000]).best()
        encoding = guess.encoding if guess else "cp1252"
        return content.decode(encoding, "replace"), (f"The letters were taken to be written in {encoding}.",)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decode_line(line: bytes) -> str:
    return line.decode("utf-8") if _is_utf8(line) else line.decode("cp1252", "replace")


def read_text(path: Path) -> Document:
    """A text file."""
    text, notes = decode(path.read_bytes())
    return document_of_text(text, notes)


def document_of_text(text: str, notes: tuple[str, ...] = ()) -> Document:
    """Pasted text. Runs of lines with tabs, or with upright bars, become tables; the others become paragraphs.

    Text that was pasted with one cell a line stays paragraphs: only who knows the columns can fold it.
    """
    printed = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    limits.check_rows(len(printed))
    lines = tuple(
        Line(None, number, _CONTROLS.sub("", line).rstrip()) for number, line in enumerate(printed, start=1)
    )
    blocks: list[Block] = []
    position = 0
    while position < len(lines):
        separator = _separator(lines, position)
        if separator is None:
            cleaned = clean(lines[position].text)
            if cleaned:
                blocks.append(Paragraph(cleaned))
            position += 1
            continue
        table, position = _take_table(lines, position, separator)
        if table.rows:
            blocks.append(table)
    return Document(kind="txt", pages=None, lines=lines, blocks=tuple(blocks), notes=notes)


def _separator(lines: tuple[Line, ...], position: int) -> str | None:
    """What parts the cells of a table that starts here: it must go on in the next line that is not blank."""
    here = lines[position].text
    following = next((line.text for line in lines[position + 1 : position + 4] if line.text.strip()), "")
    for separator in ("\t", "|"):
        if separator in here.strip(" ") and here.strip() and separator in following.strip(" "):
            return separator
    return None


def _take_table(lines: tuple[Line, ...], position: int, separator: str) -> tuple[Table, int]:
    rows: list[tuple[int, list[str]]] = []
    while position < len(lines):
        line = lines[position]
        if separator not in line.text:
            if not _goes_on(lines, position, separator):
                break
            if line.text.strip():
                rows.append((line.number, [line.text]))
        elif not (separator == "|" and _RULE.match(line.text)):
            rows.append((line.number, _split(line.text, separator)))
        position += 1
    width = max((len(cells) for _, cells in rows), default=0)
    if separator == "|":
        width = _pipe_width(rows, width)
    table = Table(
        tuple(
            Row(tuple(Cell(clean(text)) for text in (cells + [""] * width)[:width]), number=number)
            for number, cells in rows
        )
    )
    return table, position


def _goes_on(lines: tuple[Line, ...], position: int, separator: str) -> bool:
    """Whether the table goes on after a blank line, or a line without separators (a section heading, a lone cell).

    It does where the next line with separators is near: behind some blank lines and at the most two short lines without any.
    """
    without = 0
    for line in lines[position : position + REACH]:
        if separator in line.text:
            return True
        if line.text.strip():
            without += 1
            if without > MOST_HEADINGS or len(line.text) > LONGEST_HEADING:
                return False
    return False


def _split(text: str, separator: str) -> list[str]:
    if separator == "|":
        text = text.strip()
        text = text.removeprefix("|")
        text = text.removesuffix("|")
    return text.split(separator)


def _pipe_width(rows: list[tuple[int, list[str]]], width: int) -> int:
    """Drop columns that are blank in every row: bars at the end of some lines only."""
    while width > 1 and not any(len(cells) >= width and cells[width - 1].strip() for _, cells in rows):
        width -= 1
    return width
