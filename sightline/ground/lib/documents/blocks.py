"""One tree for every paper: what was on the page, in reading order, before anything is understood.

A reader of files makes a Document; a reader of papers (work/imports/reading) understands it; work/reports makes
Documents and writes them to files. No Django here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line.

    page    1-based page of a PDF, sheet number of a workbook, or None for flowing text
    number  1-based line on that page (in the file for flowing text)
    text    as printed, without line end; inner runs of blanks kept
    left, top, right, bottom  points from the top left corner of the page; 0.0 where the format has no positions
    size    font size in points, 0.0 where unknown
    bold    whether most of the line is bold; False where unknown
    """

    page: int | None
    number: int
    text: str
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """bold says that all of it is printed bold, as a heading often is; False where unknown."""

    text: str
    page: int | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class ListItem:
    """marker is the printed bullet or number ("•", "12.", "(a)"), without blanks around it."""

    text: str
    marker: str
    page: int | None = None
    level: int = 0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """text is None where nothing was printed. A merged area repeats its text in every cell, `merged` on all but the first.

    hint  what the file says beside the text: a number format, an ISO date of a typed date cell, or "".
    """

    text: str | None
    merged: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """cells is rectangular within its table. page and number (1-based row on the sheet or page) say where it was printed."""

    cells: tuple[Cell, ...]
    page: int | None = None
    number: int = 0

    def texts(self) -> tuple[str | None, ...]:
        return tuple(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """title is a sheet name or a caption, "" where there is none. hidden says that its sheet was hidden in the workbook."""

    rows: tuple[Row, ...]
    title: str = ""
    page: int | None = None
    hidden: bool = False


Block = Heading | Paragraph | ListItem | Table


@dataclass(frozen=True, slots=True)
class Document:
    """
    kind    "pdf", "docx", "xlsx", "csv", "html" or "txt": what the bytes are, whatever the name says
    pages   number of pages; None for flowing text
    lines   every printed line in reading order (PDF and text; empty for formats that have none)
    blocks  the tree (may be empty for a PDF that is read by its lines)
    meta    what the file says of itself: title, author, created; keys lower case
    notes   sentences for a person on what was left out or neutralised ("a macro was ignored")
    furniture  what belongs to the web site and not to the paper: menus, banners, footers; neither in blocks nor in lines
    """

    kind: str
    pages: int | None
    lines: tuple[Line, ...] = ()
    blocks: tuple[Block, ...] = ()
    meta: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    furniture: tuple[Block, ...] = ()

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))

    def text(self) -> str:
        """All text, one printed line a line."""
        return "\n".join(line.text for line in self.lines)


def flowing_lines(blocks: Iterable[Block]) -> tuple[Line, ...]:
    """The lines of text that has no pages, from its blocks."""
    texts: list[tuple[str, bool]] = []
    for block in blocks:
        if isinstance(block, Table):
            texts += [
                (" | ".join(cell.text or "" for cell in row.cells if not cell.merged), False)
                for row in block.rows
            ]
        elif isinstance(block, ListItem):
            texts.append((f"{block.marker} {block.text}", block.bold))
        else:
            bold = isinstance(block, Paragraph) and block.bold
            texts += [(text, bold) for text in block.text.split("\n")]
    return tuple(Line(None, number, text, bold=bold) for number, (text, bold) in enumerate(texts, start=1))
