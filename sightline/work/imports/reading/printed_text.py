"""Any paper as running paragraphs with their markers, whatever it was printed in: what the readers of papers start from.

A page that was pasted from a PDF breaks its lines in mid-sentence; a web page prints a paragraph a line. Which of the two it
is is told paragraph by paragraph. Nothing is dropped: running heads, page numbers and the furniture of web sites are kept
apart in `furniture`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sightline.ground.lib.documents.blocks import Document, Line


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph, list item, heading or table row.

    text     running words: wrapped lines mended, blanks folded, without its marker
    marker   the printed bullet or number exactly as printed ("1.", "(a)", "6.2", "41/08", "•"), "" where none; a bullet that
             a web page put before a printed number is left out
    page     page of a PDF, sheet of a workbook, else None
    lines    its printed lines, markers included
    gap      blank lines before it, 0 where the format tells none
    heading  level told by the file (h1 = 1), 0 where the file does not say
    bold     whether all of it is printed bold
    cells    the printed cells of a table row, or of a label and its value side by side; text is then joined by " | "
    indent   points from the left edge, or blanks before the text, or the level of a list
    """

    text: str
    marker: str
    page: int | None
    lines: tuple[Line, ...]
    gap: int = 0
    heading: int = 0
    bold: bool = False
    cells: tuple[str | None, ...] = ()
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class Printed:
    """A document as paragraphs. `lines` are all body lines; `furniture` is what was taken out."""

    document: Document
    paras: tuple[Para, ...]
    furniture: tuple[Para, ...]
    lines: tuple[Line, ...]

    def text(self) -> str:
        """All paragraphs, one a line, with their markers."""
        return "\n".join(f"{para.marker} {para.text}" if para.marker else para.text for para in self.paras)


def printed(document: Document) -> Printed:
    """The paragraphs of a document of any format."""
    from sightline.work.imports.reading import printed_flow, printed_pages, printed_tree

    if document.kind == "pdf":
        return Printed(document, *printed_pages.paragraphs(document))
    if document.kind == "txt":
        return Printed(document, *printed_flow.paragraphs(document))
    return Printed(document, *printed_tree.paragraphs(document))


def place(of: str, standing: Para | Line | Iterable[Para | Line]) -> dict[str, Any]:
    """Where a value stands: {"of", "page", "first", "last", "boxes"}, and "last_page" where it runs over to another page.

    first and last are the numbers of printed lines, last on last_page where there is one.
    """
    if isinstance(standing, Para | Line):
        standing = (standing,)
    lines = [line for item in standing for line in (item.lines if isinstance(item, Para) else (item,))]
    if not lines:
        return {"of": of, "page": None, "first": None, "last": None, "boxes": []}
    found: dict[str, Any] = {
        "of": of,
        "page": lines[0].page,
        "first": lines[0].number,
        "last": lines[-1].number,
        "boxes": boxes_of(lines),
    }
    if lines[-1].page != lines[0].page:
        found["last_page"] = lines[-1].page
    return found


def boxes_of(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """One box for each page and column, in points from the page's top left corner; none without positions."""
    boxes: list[dict[str, Any]] = []
    for line in lines:
        if not line.bottom or line.page is None:
            continue
        last = boxes[-1] if boxes else None
        beside = last and line.left < last["right"] + 10 and last["left"] < line.right + 10
        if last and last["page"] == line.page and beside:
            last["left"], last["top"] = min(last["left"], line.left), min(last["top"], line.top)
            last["right"], last["bottom"] = max(last["right"], line.right), max(last["bottom"], line.bottom)
        else:
            edges = {"left": line.left, "top": line.top, "right": line.right, "bottom": line.bottom}
            boxes.append({"page": line.page, **edges})
    return boxes
