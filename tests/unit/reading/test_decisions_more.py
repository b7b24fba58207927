"""More made-up decision records in layouts of many councils (more_papers/decisions), each with what is to be read in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sightline.ground.lib.documents.text import document_of_text
from sightline.work.imports.reading import decisions
from sightline.work.imports.reading.memory import EMPTY
from sightline.work.imports.reading.printed_text import printed

PAPERS = Path(__file__).parent / "more_papers" / "decisions"
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
    return decisions.read(printed(document_of_text(text)), EMPTY)


@pytest.mark.parametrize("name", NAMES)
def test_as_a_careful_person_reads_it(name: str) -> None:
    want = json.loads((PAPERS / f"{name}.json").read_text(encoding="utf-8"))
    got = _read((PAPERS / f"{name}.txt").read_text(encoding="utf-8"))
    subs = want.pop("_sub", [])
    assert {key: _short(key, got.get(key)) for key in want} == want
    for sub, read in zip(subs, got.get("sub_risks", []), strict=True) if subs else ():
        assert {key: _short(key, read.get(key)) for key in sub} == sub
