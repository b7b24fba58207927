"""Saved web pages to headings, paragraphs, lists and tables. Nothing is fetched, no script is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from sightline.ground.lib.documents import limits
from sightline.ground.lib.documents.blocks import (
    Block,
    Cell,
    Document,
    Heading,
    ListItem,
    Paragraph,
    Row,
    Table,
    flowing_lines,
)
from sightline.ground.lib.documents.text import clean, decode
from sightline.ground.lib.errors import Unreadable

SKIPPED = {"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select", "nav"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
    "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
}  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)


def read_html(path: Path) -> Document:
    """A web page that was saved as a file. Raises Unreadable."""
    content = path.read_bytes()
    notes: tuple[str, ...] = ()
    declared = _CHARSET.search(content[:4096])
    try:
        if not declared or content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
            raise LookupError
        text = content.decode(declared.group(1).decode("ascii"))
    except (LookupError, UnicodeDecodeError):
        text, notes = decode(content)
    return document_of_html(text, notes)


def document_of_html(text: str, notes: tuple[str, ...] = ()) -> Document:
    """Blocks in the order of the page; `lines` are their texts, one block or table row a line."""
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(
            "This web page is damaged or empty: save it again from the browser and try again."
        ) from error
    body = root.find("body")
    blocks = tuple(_walk(body if body is not None else root))
    title = root.findtext(".//title") or ""
    meta = {"title": _squeeze(title)} if title.strip() else {}
    return Document("html", None, flowing_lines(blocks), blocks, meta, notes)


def _walk(element: etree._Element) -> Iterator[Block]:
    """The blocks below an element; loose text between blocks becomes paragraphs."""
    loose: list[str] = [_blanks(element.text)]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in SKIPPED or not tag:
            pass
        elif tag == "br":
            loose.append("\n")
        elif tag in INLINE and not any(grand.tag == "table" for grand in child.iter()):
            loose.append(_text(child))
        else:
            yield from _paragraphs("".join(loose))
            loose = []
            yield from _block(child, tag)
        loose.append(_blanks(child.tail))
    yield from _paragraphs("".join(loose))


def _block(element: etree._Element, tag: str) -> Iterator[Block]:
    if tag == "table":
        yield from _table(element)
    elif tag in HEADINGS:
        text = clean(_squeeze(_text(element)))
        if text:
            yield Heading(text, HEADINGS[tag])
    elif tag in ("ul", "ol"):
        yield from _items(element, tag, 0)
    else:
        yield from _walk(element)


def _items(element: etree._Element, tag: str, level: int) -> Iterator[Block]:
    number = int(element.get("start") or 1) if (element.get("start") or "1").isdigit() else 1
    for item in element.iterchildren("li"):
        inner = [child for child in item if child.tag in ("ul", "ol")]
        text = clean(_squeeze(_text(item, without=("ul", "ol"))))
        if text:
            yield ListItem(text, f"{number}." if tag == "ol" else "•", level=level)
        number += 1
        for child in inner:
            yield from _items(child, str(child.tag), level + 1)


def _table(element: etree._Element) -> Iterator[Block]:
    """One table with its row and column spans filled. A table inside a cell is read as that cell's text."""
    rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
    if len(rows) == 1 and len(list(rows[0].iter("table"))) > 0:  # a table that only lays out the page
        for cell in rows[0]:
            yield from _walk(cell)
        return
    caption = element.find("caption")
    grid: dict[tuple[int, int], Cell] = {}
    for number, row in enumerate(rows):
        limits.check_rows(number)
        column = 0
        for cell in row.iterchildren("td", "th"):
            while (number, column) in grid:
                column += 1
            column = _place(grid, number, column, cell, len(rows))
    if not grid:
        return
    width = 1 + max(column for _, column in grid)
    limits.check_rows(len(rows), width)
    table_rows = tuple(
        Row(tuple(grid.get((number, column), Cell(None)) for column in range(width)), number=number + 1)
        for number in range(len(rows))
    )
    yield Table(table_rows, title=_squeeze(_text(caption)) if caption is not None else "")


def _place(
    grid: dict[tuple[int, int], Cell], number: int, column: int, cell: etree._Element, height: int
) -> int:
    """Put a cell with its spans on the grid; answer the next column."""
    text = clean(_squeeze(_text(cell)))
    down, across = _span(cell, "rowspan"), min(_span(cell, "colspan"), limits.MAX_COLUMNS)
    down = height - number if down == 0 else min(down, height - number)
    for below in range(number, number + down):
        for right in range(column, column + max(across, 1)):
            grid.setdefault((below, right), Cell(text, merged=(below, right) != (number, column)))
    return column + max(across, 1)


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(int(value), limits.MAX_ROWS) if value.isdigit() and len(value) < 7 else 1


def _text(element: etree._Element, without: tuple[str, ...] = ()) -> str:
    """The text of an element: breaks and blocks end a line; line ends of the source are blanks."""
    parts = [_blanks(element.text)]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "br":
            parts.append("\n")
        elif tag in ("td", "th"):
            parts.append(f" {_text(child, without)} ")
        elif tag and tag not in SKIPPED and tag not in without:
            inner = _text(child, without)
            parts.append(inner if tag in INLINE else f"\n{inner}\n")
        parts.append(_blanks(child.tail))
    return "".join(parts)


def _blanks(text: str | None) -> str:
    return _BLANKS.sub(" ", text) if text else ""


def _squeeze(text: str) -> str:
    """One blank between words; empty lines dropped."""
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _paragraphs(text: str) -> Iterator[Paragraph]:
    cleaned = clean(_squeeze(text))
    if cleaned:
        yield Paragraph(cleaned)
