"""A document is written, read back, and is the same blocks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.ground.lib.documents.blocks import (
    Block,
    Cell,
    Document,
    Heading,
    ListItem,
    Paragraph,
    Row,
    Table,
)
from sightline.ground.lib.documents.docx import read_docx
from sightline.work.reports.spreadsheets import About
from sightline.work.reports.word import write_word

ABOUT = About("A plan", "Northmere Borough Council", date(2026, 3, 3))


def round_trip(path: Path, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    with write_word(Document("docx", None, blocks=blocks), ABOUT) as out:
        path.write_bytes(out.read())
    return read_docx(path).blocks


def plain(blocks: tuple[Block, ...]) -> list[object]:
    """What a document says: kinds and words; empty paragraphs between tables say nothing."""
    found: list[object] = []
    for block in blocks:
        if isinstance(block, Table):
            found.append([[cell.text for cell in row.cells] for row in block.rows])
        elif block.text:
            level = block.level if isinstance(block, Heading) else None
            found.append((type(block).__name__, level, block.text))
    return found


def test_every_kind_of_block_comes_back(tmp_path):
    table = Table(
        (Row((Cell("Ref"), Cell("Action"))), Row((Cell("1.1"), Cell("Two\nlines & <signs>"))), Row((Cell(None), Cell("=1+1")))),
        title="Actions",
    )  # fmt: skip
    blocks = (
        Heading("A plan", 0), Heading("Part", 1), Paragraph("Words – “quoted”, naïve."), ListItem("A point", "•"),
        Heading("Deeper", 2), table, Paragraph("After it."), table,
    )  # fmt: skip
    assert plain(round_trip(tmp_path / "a.docx", blocks)) == plain(blocks)


words = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters="•·*-–—"), min_size=1, max_size=30
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(words, min_size=2, max_size=2), min_size=1, max_size=6))
def test_whatever_stands_in_a_table_comes_back(tmp_path_factory, texts):
    table = Table(tuple(Row(tuple(Cell(text) for text in line)) for line in [["A", "B"], *texts]))
    path = tmp_path_factory.mktemp("word") / "a.docx"
    assert plain(round_trip(path, (table,))) == plain((table,))
