"""More made-up report papers in the layouts of many councils (more_papers/reports): what a careful person would take from each."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

import pytest

from sightline.ground.lib.documents.text import document_of_text
from sightline.work.imports.reading import reports
from sightline.work.imports.reading.entry import read_file
from sightline.work.imports.reading.memory import EMPTY
from sightline.work.imports.reading.printed_text import printed

PAPERS = Path(__file__).parent / "more_papers" / "reports"
NAMES = sorted(file.stem for file in PAPERS.glob("*.json"))
_PAIRS = {"recommendations": ("number", "text"), "appendices": ("ref", "title")}


def _short(key: str, value: Any) -> Any:
    """Lists of {number, text} as pairs, decisions and further actions as their words: how the .json files hold them."""
    if key in _PAIRS and value is not None:
        return [[one[name] for name in _PAIRS[key]] for one in value]
    if key in ("decisions", "further_actions", "controls") and value is not None:
        return [one["text"] if isinstance(one, dict) else one for one in value]
    return value


def _read(text: str) -> dict[str, Any]:
    return reports.read(printed(document_of_text(text)), EMPTY)


@pytest.mark.parametrize("name", NAMES)
def test_as_a_careful_person_reads_it(name: str) -> None:
    want = json.loads((PAPERS / f"{name}.json").read_text(encoding="utf-8"))
    got = _read((PAPERS / f"{name}.txt").read_text(encoding="utf-8"))
    subs = want.pop("_sub", [])
    assert {key: _short(key, got.get(key)) for key in want} == want
    for sub, read in zip(subs, got.get("sub_risks", []), strict=True) if subs else ():
        assert {key: _short(key, read.get(key)) for key in sub} == sub


def _without_blank_lines(text: str) -> str:
    return "<html><body>" + "".join(
        f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip()
    )


@pytest.mark.parametrize(
    "name",
    [
        "responsible_officer",
        "title_like_a_heading",
        "questions_as_headings",
        "please_note",
        "contact_details",
    ],
)
def test_a_file_that_tells_no_blank_lines_reads_alike(name: str, tmp_path: Path) -> None:
    """Saved pages and Word files have paragraphs and no blank lines: a quiet heading is one there too."""
    want = json.loads((PAPERS / f"{name}.json").read_text(encoding="utf-8"))
    page = tmp_path / "paper.html"
    page.write_text(
        _without_blank_lines((PAPERS / f"{name}.txt").read_text(encoding="utf-8")), encoding="utf-8"
    )
    got = read_file(page)
    assert {key: _short(key, got.get(key)) for key in want} == want
