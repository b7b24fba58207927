"""The samples and seeds of minutes: every key that a .json states is what the reader answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sightline.ground.lib.documents.opening import open_document
from sightline.work.imports.reading import minutes
from sightline.work.imports.reading.memory import EMPTY
from sightline.work.imports.reading.printed_text import Printed, printed

ABOUT_THE_SAMPLE = {"source", "verbatim", "layout", "how", "text_file", "truncated", "kind"}
NAMES = (
    "001_b0765730f1236bdb",
    "004_e5f8e3d95ccd3ae2",
    "m02_blackpool_cyp_stripped_2023",
    "m05_blackpool_audit_2023",
    "m08_blackpool_hwb_pipes_2023",
    "m10_eppingforest_os_2020",
    "m15_oxfordshire_scrutiny_2008",
    "m18_flintshire_2022",
)


def paper_of(shared: Path, name: str) -> tuple[dict[str, Any], Printed]:
    stated = json.loads((shared / "samples" / "minutes" / f"{name}.json").read_text(encoding="utf-8"))
    own = shared / "samples" / "minutes" / f"{name}.txt"
    path = own if own.exists() else shared / "samples" / "minutes" / stated["text_file"]
    return stated, printed(open_document(path, path.name))


def differences(stated: Any, found: Any, path: str = "") -> list[str]:
    """Where what was found is not what is stated; keys that are not stated are free, lists must be as long."""
    if isinstance(stated, dict) and isinstance(found, dict):
        return [
            line
            for key, value in stated.items()
            for line in differences(value, found.get(key), f"{path}/{key}")
        ]
    if isinstance(stated, list) and isinstance(found, list):
        if len(stated) != len(found):
            return [f"{path}: {len(stated)} stated, {len(found)} found: {found}"]
        return [
            line
            for index, (one, other) in enumerate(zip(stated, found, strict=True))
            for line in differences(one, other, f"{path}/{index}")
        ]
    return [] if stated == found else [f"{path}: {stated!r} stated, {found!r} found"]


@pytest.mark.parametrize("name", NAMES)
def test_every_stated_key_agrees(shared: Path, name: str) -> None:
    stated, paper = paper_of(shared, name)
    found = minutes.read(paper, EMPTY)
    stated = {key: value for key, value in stated.items() if key not in ABOUT_THE_SAMPLE}
    assert differences(stated, found) == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_invented(shared: Path, name: str) -> None:
    """Items without stated commitments have none; nothing that was read is set aside beside it."""
    stated, paper = paper_of(shared, name)
    found = minutes.read(paper, EMPTY)
    for one, item in zip(stated["items"], found["items"], strict=True):
        assert item["commitments"] == one.get("commitments", [])
    assert found["set_aside"] == []


@pytest.mark.parametrize("name", NAMES)
def test_each_is_taken_for_minutes(shared: Path, name: str) -> None:
    _, paper = paper_of(shared, name)
    assert minutes.confidence(paper) >= 0.6
