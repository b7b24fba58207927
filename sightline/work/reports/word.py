"""A tree of blocks as a Word document: real headings and lists, tables whose first row is repeated on every page.

The first row of a table is its header; the table's title is its description for those who cannot see it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from typing import IO, Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from sightline.ground.lib.documents.blocks import Document, Heading, ListItem, Paragraph, Row, Table

from .spreadsheets import About, clean

LANGUAGE = "en-GB"
COLOUR = RGBColor(0x1D, 0x4F, 0x5F)


def write_word(document: Document, about: About) -> IO[bytes]:
    """The document as .docx, rewound, to be read once and closed. Its footer says whose it is, as at when, and the audit head."""
    paper = docx.Document()
    _set_up(paper, about)
    for block in document.blocks:
        _write(paper, block)
    out: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - the caller reads and closes it
    paper.save(out)
    out.seek(0)
    return out


def _set_up(paper: Any, about: About) -> None:
    properties = paper.core_properties
    properties.title, properties.author, properties.language = (
        clean(about.title),
        clean(about.council),
        LANGUAGE,
    )
    properties.comments = clean(about.line)
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin = section.bottom_margin = Mm(16)
    _styles(paper)
    footer = section.footer.paragraphs[0]
    footer.text = clean(about.line)
    paper.styles["Footer"].paragraph_format.tab_stops.clear_all()
    footer.paragraph_format.tab_stops.add_tab_stop(Mm(265), WD_TAB_ALIGNMENT.RIGHT)
    footer.add_run("\tPage ")
    _field(footer, "PAGE")


def _styles(paper: Any) -> None:
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10.5)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    normal.element.get_or_add_rPr().append(language)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        style = paper.styles[name]
        style.font.name, style.font.color.rgb = "Arial", COLOUR
        fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    paper.styles["Footer"].font.size = Pt(8)


def _field(paragraph: Any, name: str) -> None:
    """A field that Word works out, such as the page number."""
    run = paragraph.add_run()
    for kind in ("begin", "", "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = name
        run._r.append(element)


def _write(paper: Any, block: Any) -> None:
    if isinstance(block, Heading):
        paper.add_heading(clean(block.text), level=min(block.level, 3))
    elif isinstance(block, ListItem):
        numbered = block.marker[:1].isalnum()
        text = f"{block.marker} {block.text}" if numbered else block.text
        paper.add_paragraph(clean(text), style=None if numbered else "List Bullet")
    elif isinstance(block, Paragraph):
        paper.add_paragraph(clean(block.text))
    elif block.rows:
        _write_table(paper, block)


def _write_table(paper: Any, block: Table) -> None:
    width = len(block.rows[0].cells)
    table = paper.add_table(rows=0, cols=width, style="Table Grid")
    widths = _widths(block.rows, width)
    _describe(table, block.title, widths)
    for number, row in enumerate(block.rows):
        table._tbl.append(_row(row, widths, header=number == 0))
    paper.add_paragraph()


def _describe(table: Any, title: str, widths: Sequence[int]) -> None:
    """Fixed widths, and what the table shows as its alternative text; in the order that the schema of the format asks for."""
    table.autofit = False
    for column, size in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.set(qn("w:w"), str(size))
    for name in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(name)
        element.set(qn("w:val"), clean(title))
        table._tbl.tblPr.append(element)


def _widths(rows: Sequence[Row], width: int) -> list[int]:
    """Widths in twentieths of a point, by how much stands in each column; 265 mm in all."""
    longest = [1.0] * width
    for row in rows:
        for place, cell in enumerate(row.cells):
            longest[place] = max(longest[place], min(len(cell.text or ""), 400) ** 0.62)
    words = [
        max((len(word) for word in (rows[0].cells[place].text or "").split()), default=1)
        for place in range(width)
    ]
    shares = [max(long, word * 0.9, 3.5) for long, word in zip(longest, words, strict=True)]
    return [round(15_020 * share / sum(shares)) for share in shares]


def _row(row: Row, widths: Sequence[int], *, header: bool) -> Any:
    """A row as XML: building it here is many times faster than cell by cell through the library."""
    made = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
    made.append(properties)
    for cell, width in zip(row.cells, widths, strict=True):
        made.append(_cell(cell.text or "", width, header=header))
    return made


def _cell(text: str, width: int, *, header: bool) -> Any:
    made = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    size = OxmlElement("w:tcW")
    size.set(qn("w:w"), str(width))
    size.set(qn("w:type"), "dxa")
    properties.append(size)
    if header:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", "DFE7EA")):
            shade.set(qn(f"w:{name}"), value)
        properties.append(shade)
    made.append(properties)
    for line in clean(text).split("\n"):
        made.append(_line(line, header=header))
    return made


def _line(text: str, *, header: bool) -> Any:
    made = OxmlElement("w:p")
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:after"), "40")
    properties = OxmlElement("w:pPr")
    properties.append(spacing)
    made.append(properties)
    if not text:
        return made
    run, look, words, size = (OxmlElement(name) for name in ("w:r", "w:rPr", "w:t", "w:sz"))
    if header:
        look.append(OxmlElement("w:b"))
    size.set(qn("w:val"), "18")
    look.append(size)
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(look)
    run.append(words)
    made.append(run)
    return made
