"""Papers with what a careful person reads in them, written down by hand: `more_papers/<kind>/*.txt` and `*.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sightline.ground.lib.documents.text import document_of_text
from sightline.work.imports.reading.memory import EMPTY
from sightline.work.imports.reading.printed_text import printed

PAPERS = Path(__file__).parent / "more_papers"
PAIRS = {"recommendations": ("number", "text"), "appendices": ("ref", "title")}
WORDS_ONLY = ("decisions", "further_actions", "controls")


def names(kind: str) -> list[str]:
    return sorted(file.stem for file in (PAPERS / kind).glob("*.json"))


def check(reader: Any, kind: str, name: str) -> None:
    """Fail where the reader differs from the careful person in a key that the .json states."""
    compare(reader.read(printed(document_of_text(text_of(kind, name))), EMPTY), kind, name)


def text_of(kind: str, name: str) -> str:
    return (PAPERS / kind / f"{name}.txt").read_text(encoding="utf-8")


def compare(got: dict[str, Any], kind: str, name: str) -> None:
    want = json.loads((PAPERS / kind / f"{name}.json").read_text(encoding="utf-8"))
    subs = want.pop("_sub", [])
    assert {key: _short(key, got.get(key)) for key in want} == want
    for sub, read in zip(subs, got.get("sub_risks", []), strict=True) if subs else ():
        assert {key: _short(key, read.get(key)) for key in sub} == sub


def _short(key: str, value: Any) -> Any:
    """Lists of {number, text} as pairs, decisions and further actions as their words: how the .json files hold them."""
    if key in PAIRS and value is not None:
        return [[one[name] for name in PAIRS[key]] for one in value]
    if key in WORDS_ONLY and value is not None:
        return [one["text"] if isinstance(one, dict) else one for one in value]
    return value
