"""Every report in the shared samples agrees with what a careful person read in it, key by key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sightline.ground.lib.documents.opening import open_document
from sightline.work.imports.reading import reports
from sightline.work.imports.reading.memory import EMPTY
from sightline.work.imports.reading.printed_text import printed

ABOUT = {"text_file", "source", "verbatim", "truncated", "layout", "how"}  # what a sample says about itself
NAMES = (
    "000_a3d3f25804f4da0e",
    "002_d2b044d17b8540a1",
    "003_a1b8fe858737f299",
    "r05_brighton_strategic_risk_2023",
    "r07_vale_scrutiny_tracking_2012",
)


def _sample(shared: Path, name: str) -> tuple[dict[str, Any], dict[str, Any], float]:
    """(what is expected, what was read, how sure the reader is)."""
    folder = shared / "samples" / "reports"
    want = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    file = folder / want["text_file"] if "text_file" in want else folder / f"{name}.txt"
    paper = printed(open_document(file, file.name))
    return want, reports.read(paper, EMPTY), reports.confidence(paper)


@pytest.mark.parametrize("name", NAMES)
def test_every_stated_key_agrees(shared: Path, name: str) -> None:
    want, got, _ = _sample(shared, name)
    stated = {key: value for key, value in want.items() if key not in ABOUT}
    assert len(stated) > 8
    considerations = stated.pop("considerations", {})
    assert {key: got[key] for key in stated} == stated
    assert {key: got["considerations"].get(key) for key in considerations} == considerations


def test_the_samples_are_all_here(shared: Path) -> None:
    assert sorted(file.stem for file in (shared / "samples" / "reports").glob("*.json")) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_samples_are_known_as_reports(shared: Path, name: str) -> None:
    assert _sample(shared, name)[2] >= 0.6


def test_minutes_are_not_taken_for_reports(shared: Path) -> None:
    files = [*(shared / "samples" / "minutes").glob("*.txt"), *(shared / "seeds").glob("00[14]*.txt")]
    assert len(files) >= 8
    for file in files:
        assert reports.confidence(printed(open_document(file, file.name))) < 0.5, file.name


@pytest.mark.parametrize("name", NAMES)
def test_every_value_has_its_place(shared: Path, name: str) -> None:
    _, got, _ = _sample(shared, name)
    places = {place["of"]: place for place in got["places"]}
    for number in range(len(got["recommendations"])):
        assert places[f"recommendations/{number}"]["first"] >= 1
    for key in got["considerations"]:
        assert places[f"considerations/{key}"]["last"] >= places[f"considerations/{key}"]["first"]
    assert {"title", "date_of_meeting"} <= set(places)
