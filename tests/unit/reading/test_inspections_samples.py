"""The inspection reader against real reports, where they are at hand. They may not be copied into this repository."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sightline.ground.lib.documents.pdf import page_png, read_pdf
from sightline.ground.lib.errors import Unreadable
from sightline.work.imports.reading.inspections import confidence, read_inspection_with_places

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples" / "inspections"
FACTS = (
    "authority",
    "framework",
    "start",
    "end",
    "published",
    "letter_date",
    "lead_inspector",
    "judgements",
    "outcome",
    "requires",
    "principal_authority",
    "response_due",
)
FINDING = ("ref", "category", "heading", "text")

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the sample papers (../shared/samples) are not on this machine"
)


def answers() -> list[Path]:
    return (
        [path for path in sorted(SAMPLES.glob("*.json")) if path.with_suffix(".pdf").exists()]
        if SAMPLES.is_dir()
        else []
    )


@cache
def read(name: str) -> dict[str, Any]:
    return read_inspection_with_places(read_pdf(SAMPLES / name))


@pytest.mark.parametrize("answer", answers(), ids=lambda path: path.stem)
def test_a_report_is_read_as_a_careful_person_did(answer: Path) -> None:
    expected = json.loads(answer.read_text(encoding="utf-8"))
    got = read(answer.with_suffix(".pdf").name)
    assert {key: got[key] for key in FACTS if key in expected} == {
        key: expected[key] for key in FACTS if key in expected
    }
    assert [[finding[key] for key in FINDING] for finding in got["findings"]] == [
        [finding[key] for key in FINDING] for finding in expected["findings"]
    ]


def test_priority_actions_name_the_responsible_bodies() -> None:
    name = "north-northamptonshire_area-send_25-march-2024"
    expected = json.loads((SAMPLES / f"{name}.priority-actions.json").read_text(encoding="utf-8"))["rows"]
    got = [
        finding
        for finding in read(f"{name}.pdf")["findings"]
        if finding["category"] == "Areas for priority action"
    ]
    assert [(finding["responsible"], finding["text"]) for finding in got] == [
        (row["Responsible body"], row["Areas for priority action"]) for row in expected
    ]
    assert {finding["ref"] for finding in got} == {None}


# Read by eye from the pages: authority, framework, first day, last day, grades, how many findings under which heading.
BY_EYE = {
    "birmingham_25-november-2016.pdf": (
        ("Birmingham", "SIF", "2016-09-12", "2016-10-06", "2016-11-25", "Peter McEntee"),
        ["Inadequate", "Requires improvement", "Requires improvement", "Requires improvement", "Inadequate"],
        {"Recommendations": 17},
    ),
    "cornwall_05-november-2019.pdf": (
        ("Cornwall", "ILACS", "2019-10-14", "2019-10-18", None, "Emmy Tomsett"),
        ["Outstanding", "Good", "Outstanding", "Outstanding"],
        {"What needs to improve": 3},
    ),
    "norfolk_16-august-2013.pdf": (
        ("Norfolk", "SLAC", "2013-07-08", "2013-07-12", "2013-08-16", "Gary Lamb"),
        ["Inadequate"] * 5,
        {"Areas for improvement": 17},
    ),
    "slough_14-february-2014.pdf": (
        ("Slough", "SIF", "2013-11-19", "2013-12-11", None, "Gary Lamb"),
        ["Inadequate", "Inadequate", "Requires improvement", "Inadequate", "Inadequate"],
        {"Priority and immediate action": 9, "Areas for improvement": 12},
    ),
    "north-northamptonshire_area-send_25-march-2024.pdf": (
        ("North Northamptonshire", "Area SEND", "2024-01-22", "2024-01-26", None, "Dave Gilkerson"),
        [],
        {"Areas for priority action": 4, "Areas for improvement": 6},
    ),
}


@pytest.mark.parametrize("name", BY_EYE)
def test_reports_without_an_answer_are_read_as_they_look(name: str) -> None:
    facts, grades, counts = BY_EYE[name]
    got = read(name)
    assert (
        tuple(got[key] for key in ("authority", "framework", "start", "end", "published", "lead_inspector"))
        == facts
    )
    assert [grade for _, grade in got["judgements"]] == grades
    categories = [finding["category"] for finding in got["findings"]]
    assert {category: categories.count(category) for category in categories} == counts


def test_deadlines_of_the_older_framework_are_headings() -> None:
    headings = [finding["heading"] for finding in read("norfolk_16-august-2013.pdf")["findings"]]
    assert headings == ["Immediately"] * 6 + ["Within three months"] * 4 + ["Within six months"] * 7


def test_points_within_a_finding_stay_in_it() -> None:
    first = read("cornwall_05-november-2019.pdf")["findings"][0]["text"]
    assert first.splitlines()[1:] == [
        "– sufficiency of accommodation",
        "– assessment and support available to young people",
        "– management oversight of the use of any unregulated provision.",
    ]


def test_what_is_addressed_to_the_board_is_set_aside() -> None:
    aside = [passage["text"] for passage in read("croydon_04-september-2017.pdf")["set_aside"]]
    assert [text.split(".")[0] for text in aside[:5]] == ["113", "114", "115", "116", "117"]


@pytest.mark.parametrize(
    "name", [path.name for path in sorted(SAMPLES.glob("*.pdf"))] if SAMPLES.is_dir() else []
)
def test_every_report_is_known_for_one_and_every_finding_has_its_place(name: str) -> None:
    if name == "blackpool_13-july-2012.pdf":
        with pytest.raises(Unreadable, match="web page"):
            read_pdf(SAMPLES / name)
        return
    document = read_pdf(SAMPLES / name)
    assert confidence(document) >= 0.9
    got = read(name)
    for finding, boxes in zip(got["findings"], got["places"]["findings"], strict=True):
        assert boxes and boxes[0]["page"] == finding["page"]
        assert all(
            0 < box["left"] < box["right"] < 600 and 0 < box["top"] < box["bottom"] < 850 for box in boxes
        )
    assert len(got["places"]["judgements"]) == len(got["judgements"])


def test_a_page_can_be_shown() -> None:
    picture = page_png(SAMPLES / "halton_12-july-2024.pdf", 2, 600)
    assert picture.startswith(b"\x89PNG") and int.from_bytes(picture[16:20], "big") == 600
