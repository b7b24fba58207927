"""The same paper as text, web page, Word document and PDF is read alike."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest

from sightline.work.imports.reading.entry import read_file, read_text
from tests.unit.reading.made_up_papers import (
    DECISION,
    INDICATORS,
    PLAN,
    REGISTER,
    REPORT,
    ROUND_BRACKETS_MINUTES,
)
from tests.unit.reading.paper_builder import Paper

ITEM = re.compile(r"^(\S{1,5}[.)]|\d+\.\d+\S?|\(\w+\)|[-•])\s+(.*)$")
READ_ALIKE = (
    "kind",
    "title",
    "date",
    "date_of_meeting",
    "body",
    "report_to",
    "relevant_officer",
    "attendees",
    "corrections",
)
READ_ALIKE += (
    "contrary_to_plan",
    "in_budget",
    "exempt",
    "considerations",
    "appendices",
    "council_priorities",
    "purpose",
)
READ_ALIKE += ("decision_maker", "status", "key_decision", "decided", "effective", "rows", "columns")


def parts_of(text: str) -> list[list[str]]:
    """A text as paragraphs of one cell and rows of several."""
    return [line.split("\t") for line in text.replace("\xa0", " ").split("\n") if line.strip()]


def rows_together(text: str) -> list[list[list[str]]]:
    groups: list[list[list[str]]] = []
    for cells in parts_of(text):
        if groups and len(cells) > 1 and len(groups[-1][-1]) > 1:
            groups[-1].append(cells)
        else:
            groups.append([cells])
    return groups


def as_html(text: str) -> bytes:
    parts = []
    for group in rows_together(text):
        if len(group[0]) == 1:
            parts.append(f"<p>{escape(group[0][0])}</p>")
        else:
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in cells) for cells in group)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    return f"<!DOCTYPE html><html><body>{''.join(parts)}</body></html>".encode()


def as_docx(text: str) -> bytes:
    import docx

    written = docx.Document()
    for group in rows_together(text):
        if len(group[0]) == 1:
            written.add_paragraph(group[0][0])
            continue
        table = written.add_table(rows=len(group), cols=max(map(len, group)))
        for row, cells in zip(table.rows, group, strict=True):
            for cell, words in zip(row.cells, cells, strict=False):
                cell.text = words
    out = io.BytesIO()
    written.save(out)
    return out.getvalue()


def as_pdf(text: str) -> bytes:
    paper = Paper(footer="Elmdale Council")
    for cells in parts_of(text):
        item = ITEM.match(cells[0])
        if len(cells) == 2:
            paper.row((72.0, [cells[0]]), (220.0, [cells[1]]), gap=4)
        elif item:
            paper.item(item[1], item[2], hang=30, width=70)
        else:
            paper.para(cells[0])
    return paper.pdf()


def decided(read: dict[str, Any]) -> list[Any]:
    """What was recommended, resolved, promised or decided, and the scores of risks, in order."""
    listed = [*(read.get("recommendations") or ()), *(read.get("decisions") or ())]
    found: list[Any] = [(one["number"], one["text"]) for one in listed]
    for item in read.get("items") or ():
        found += [(item["number"], item["title"])]
        found += [(one["number"], one["text"], one["verb"]) for one in item["resolutions"]]
        found += list(item.get("commitments") or ())
    return found + [
        (one["ref"], one["name"], one["gross"], one["net"]) for one in read.get("sub_risks") or ()
    ]


PAPERS = {"report": REPORT, "minutes": ROUND_BRACKETS_MINUTES, "decision": DECISION}
TABLES = {"register": REGISTER, "indicators": INDICATORS, "plan": PLAN}
WRITERS: dict[str, Callable[[str], bytes]] = {"html": as_html, "docx": as_docx, "pdf": as_pdf}
CASES = [
    (name, ending) for name in (*PAPERS, *TABLES) for ending in WRITERS if name in PAPERS or ending != "pdf"
]
"""A table without rules has no cells in a PDF: it is not among them."""


@pytest.mark.parametrize(("name", "ending"), CASES)
def test_the_format_makes_no_difference(name: str, ending: str, tmp_path: Path) -> None:
    text = {**PAPERS, **TABLES}[name]
    path = tmp_path / f"paper.{ending}"
    path.write_bytes(WRITERS[ending](text))
    wanted, read = read_text(text), read_file(path)
    assert {key: read.get(key) for key in READ_ALIKE} == {key: wanted.get(key) for key in READ_ALIKE}
    assert decided(read) == decided(wanted)
    assert len(read["set_aside"]) == len(wanted["set_aside"])
