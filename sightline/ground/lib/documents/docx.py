"""Word documents to headings, paragraphs, lists and tables in the order of the document.

python-docx opens the package; the text is taken from the XML itself, because its paragraphs leave out tracked
insertions, content controls and text boxes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
from sightline.ground.lib.documents.docx_numbering import Numbering
from sightline.ground.lib.documents.text import clean, whole
from sightline.ground.lib.errors import Unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DAMAGED = (
    "This Word document is damaged or incomplete, so nothing of it was read: "
    "open it in Word, save it again and try again."
)
SKIPPED = {
    f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}rPr", f"{W}pPr", f"{W}tbl", f"{W}txbxContent",
    f"{MC}Fallback", f"{W}sectPr",
}  # fmt: skip


@dataclass
class _Reading:
    """What is known of the whole document while it is read."""

    styles: dict[str, int]
    numbering: Numbering
    deleted: int = 0
    inserted: int = 0
    boxes: int = 0
    nested: int = 0
    rows: int = 0
    notes: list[str] = field(default_factory=list)


def read_docx(path: Path) -> Document:
    """A Word document. Tracked insertions are read as text, tracked deletions are left out; both are noted."""
    import docx as python_docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml import etree

    try:
        package = python_docx.Document(str(path))
        body = package.element.body
        reading = _Reading(_heading_styles(package), Numbering.of(package))
    except (
        PackageNotFoundError,
        KeyError,
        ValueError,
        AttributeError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
    ) as error:
        raise Unreadable(DAMAGED) from error
    reading.deleted = sum(1 for _ in body.iter(f"{W}del", f"{W}moveFrom"))
    reading.inserted = sum(1 for _ in body.iter(f"{W}ins", f"{W}moveTo"))
    blocks = tuple(_walk(body, reading))
    blocks += tuple(_footnotes(package, reading))
    return Document(
        "docx", None, flowing_lines(blocks), blocks, _meta(package), tuple(_notes(package, reading))
    )


def _heading_styles(package: Any) -> dict[str, int]:
    """Style id -> heading level; the title is level 0."""
    levels: dict[str, int] = {}
    for style in package.styles.element.iterchildren(f"{W}style"):
        name_element = style.find(f"{W}name")
        name = (name_element.get(f"{W}val") if name_element is not None else "").lower()
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        if name.startswith("heading ") and name[8:9].isdigit():
            levels[style.get(f"{W}styleId")] = int(name[8])
        elif name == "title":
            levels[style.get(f"{W}styleId")] = 0
        elif outline is not None and whole(outline.get(f"{W}val"), 9) < 9:
            levels[style.get(f"{W}styleId")] = whole(outline.get(f"{W}val"), 9) + 1
    return levels


def _walk(parent: Any, reading: _Reading) -> Iterator[Block]:
    """The blocks below an element, through content controls, insertions and text boxes."""
    for element in parent:
        tag = element.tag
        if tag == f"{W}p":
            yield from _paragraph(element, reading)
        elif tag == f"{W}tbl":
            table = _table(element, reading)
            if table.rows:
                yield table
        elif tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
            yield from _walk(element, reading)


def _paragraph(element: Any, reading: _Reading) -> Iterator[Block]:
    text = clean(_text(element))
    marker, level = reading.numbering.marker(element)
    style = element.find(f"{W}pPr/{W}pStyle")
    heading = reading.styles.get(style.get(f"{W}val")) if style is not None else None
    if text and heading is not None:
        yield Heading(f"{marker} {text}" if marker and marker != "•" else text, heading)
    elif text and marker:
        yield ListItem(text, marker, level=level, bold=_is_bold(element))
    elif text:
        yield Paragraph(text, bold=_is_bold(element))
    for box in _boxes(element):
        reading.boxes += 1
        yield from _walk(box, reading)


def _is_bold(element: Any) -> bool:
    """Whether every run of a paragraph that holds letters is set bold by itself."""
    runs = [
        run for run in element.iter(f"{W}r") if "".join(part.text or "" for part in run.iter(f"{W}t")).strip()
    ]
    return bool(runs) and all(_says_bold(run.find(f"{W}rPr/{W}b")) for run in runs)


def _says_bold(mark: Any) -> bool:
    return mark is not None and mark.get(f"{W}val", "true") not in ("0", "false", "off")


def _boxes(element: Any) -> Iterator[Any]:
    for box in element.iter(f"{W}txbxContent"):
        if not any(parent.tag == f"{MC}Fallback" for parent in box.iterancestors()):
            yield box


def _text(element: Any) -> str:
    """The text of a paragraph as it reads with all tracked changes accepted."""
    parts: list[str] = []
    for child in element:
        tag = child.tag
        if tag == f"{W}t":
            parts.append(child.text or "")
        elif tag == f"{W}tab":
            parts.append("\t")
        elif tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif tag not in SKIPPED:
            parts.append(_text(child))
    return "".join(parts)


def _table(element: Any, reading: _Reading) -> Table:
    """A table with its merged cells filled and marked."""
    rows: list[list[Cell]] = []
    for row in _rows(element):
        reading.rows += 1
        limits.check_rows(reading.rows)
        before = row.find(f"{W}trPr/{W}gridBefore")
        cells = [Cell(None)] * (
            min(whole(before.get(f"{W}val"), 0), limits.MAX_COLUMNS + 1) if before is not None else 0
        )
        for cell in _cells(row):
            cells += _cell(cell, rows[-1] if rows else [], len(cells), reading)
        rows.append(cells)
    width = max((len(row) for row in rows), default=0)
    limits.check_rows(len(rows), width)
    return Table(
        tuple(
            Row(tuple(row + [Cell(None)] * (width - len(row))), number=number)
            for number, row in enumerate(rows, start=1)
        ),
        title=_caption(element),
    )


def _caption(element: Any) -> str:
    caption = element.find(f"{W}tblPr/{W}tblCaption")
    return (caption.get(f"{W}val") or "") if caption is not None else ""


def _rows(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == f"{W}tr":
            properties = child.find(f"{W}trPr")
            if properties is None or properties.find(f"{W}del") is None:
                yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _cells(child)


def _cell(element: Any, above: list[Cell], column: int, reading: _Reading) -> list[Cell]:
    """The cells of one row that a w:tc covers."""
    span_element = element.find(f"{W}tcPr/{W}gridSpan")
    span = min(whole(span_element.get(f"{W}val"), 1), limits.MAX_COLUMNS) if span_element is not None else 1
    merge = element.find(f"{W}tcPr/{W}vMerge")
    own = "\n".join(_cell_texts(element, reading)) or None
    if (
        merge is not None
        and merge.get(f"{W}val", "continue") != "restart"
        and column < len(above)
        and not own
    ):
        return [Cell(above[column].text, merged=True)] * span
    shade = element.find(f"{W}tcPr/{W}shd")
    fill = shade.get(f"{W}fill", "") if shade is not None and own is None else ""
    hint = f"fill:{fill.upper()}" if len(fill) == 6 and fill.upper() != "FFFFFF" else ""
    return [Cell(own, hint=hint)] + [Cell(own, merged=True)] * (span - 1)


def _cell_texts(element: Any, reading: _Reading) -> Iterator[str]:
    blank = True
    for block in _walk(element, reading):
        blank = False
        if isinstance(block, Table):
            reading.nested += 1
            for row in block.rows:
                yield " | ".join(cell.text for cell in row.cells if cell.text and not cell.merged)
        elif isinstance(block, ListItem):
            yield f"{block.marker} {block.text}"
        else:
            yield block.text
    for paragraph in element.iterchildren(f"{W}p") if blank else ():
        marker = reading.numbering.marker_of_blank(paragraph)
        if marker:
            yield marker


def _footnotes(package: Any, reading: _Reading) -> Iterator[Block]:
    for relation in package.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/footnotes", "/endnotes")):
            from lxml import etree

            root = etree.fromstring(
                relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True)
            )
            for note in root:
                if note.get(f"{W}type") is None:
                    yield from _walk(note, reading)


def _meta(package: Any) -> dict[str, str]:
    meta = {}
    properties = package.core_properties
    for key in ("title", "author", "subject", "version"):
        try:
            value = clean(str(getattr(properties, key) or ""))
        except (ValueError, TypeError):
            value = None
        if value:
            meta[key] = value
    for section in package.sections:
        for key, part in (("header", section.header), ("footer", section.footer)):
            text = clean("\n".join(_text(paragraph) for paragraph in part._element.iter(f"{W}p")))
            if text and key not in meta:
                meta[key] = text
    return meta


def _notes(package: Any, reading: _Reading) -> Iterator[str]:
    if reading.deleted or reading.inserted:
        yield (
            "This document has tracked changes. Insertions were read as text and deletions were left out: "
            "accept or reject them in Word if that is not what was meant."
        )
    if reading.boxes:
        yield f"The text of {reading.boxes} text boxes was read after the paragraph that holds them."
    if reading.nested:
        yield f"{reading.nested} tables inside cells of other tables were read as the text of those cells."
    if any(not rel.is_external and rel.reltype.endswith("/comments") for rel in package.part.rels.values()):
        yield "This document has comments in its margin. They were not read."
