"""What holds for any minutes: the words are the paper's own, line ends change nothing, any text is read."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.ground.lib.documents.text import document_of_text
from sightline.work.imports.reading import minutes
from sightline.work.imports.reading.memory import EMPTY
from sightline.work.imports.reading.printed_text import printed
from tests.unit.reading.test_minutes_pages import PAGES, read
from tests.unit.reading.test_minutes_typed import TYPED

PAPERS = {name: text for name, (text, _) in (*PAGES.items(), *TYPED.items())}


def plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def values(found: dict[str, Any]) -> list[str]:
    words = [one["text"] for item in found["items"] for one in item["resolutions"]]
    words += [clause for item in found["items"] for clause in item["commitments"]]
    words += [item["title"] for item in found["items"] if item["title"]]
    words += [one["verb"] for item in found["items"] for one in item["resolutions"] if one["verb"]]
    return words


def without_places(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if key != "places"}


@pytest.mark.parametrize("name", PAPERS)
def test_every_value_stands_in_the_paper(name: str) -> None:
    whole = plain(PAPERS[name])
    for value in values(read(PAPERS[name])):
        assert plain(value) in whole or plain(value).removesuffix(" that") in whole


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_is_both_placed_and_set_aside(name: str) -> None:
    found = read(PAPERS[name])
    placed = {plain(one["text"]) for item in found["items"] for one in item["resolutions"] if one["number"]}
    assert not placed & {plain(aside["text"]) for aside in found["set_aside"]}


@pytest.mark.parametrize("name", PAPERS)
def test_line_ends_and_blanks_change_nothing(name: str) -> None:
    text = PAPERS[name]
    found = without_places(read(text))
    assert without_places(read(text.replace("\n", "\r\n"))) == found
    assert without_places(read("\n\n" + text + "\n\n\n")) == found
    spaced = re.sub(r"(?<=[a-z]) (?=[a-z])", "\xa0", text)
    assert without_places(read(spaced)) == found


@pytest.mark.parametrize("name", PAPERS)
def test_what_is_read_is_json_and_says_where_it_stands(name: str) -> None:
    found = read(PAPERS[name])
    assert json.loads(json.dumps(found)) == found
    standing = {place["of"] for place in found["places"]}
    for number, item in enumerate(found["items"]):
        assert {
            f"items/{number}/resolutions/{index}" for index in range(len(item["resolutions"]))
        } <= standing
        assert {
            f"items/{number}/commitments/{index}" for index in range(len(item["commitments"]))
        } <= standing
    last = PAPERS[name].count("\n") + 1
    assert all(1 <= place["first"] <= place["last"] <= last for place in found["places"])


_LINE = st.sampled_from(
    [
        "RESOLVED:",
        "Resolved - That",
        "(a)",
        "(a) That it be noted;",
        "1.",
        "2. Title",
        "No. | Item |",
        "No. Item",
        "Items",
        "Minutes:",
        "Decision:",
        "Present:",
        "Councillors A, B and",
        "PRESENT",
        "12/34",
        "Apologies from",
        "Agenda item",
        "Additional documents:",
        "“RESOLVED that",
        "|",
        "Meeting: 01/01/2020 - X (Item 2)",
        "The minutes were approved subject to:",
        "Name of Member",
        "Type of Interest",
        "ACTION:",
        "A would send members a note.",
        "",
        " ",
        "Venue:",
        "Contact:",
        "- ",
        "·",
        "Issue - meetings",
        "The Committee agreed:",
        "It was agreed that",
        "[Councillor A left the meeting]",
        "Apology from",
        "Temporary Appointment",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_LINE, max_size=30))
def test_any_order_of_printed_lines_is_read(lines: list[str]) -> None:
    paper = printed(document_of_text("\n".join(lines)))
    assert 0.0 <= minutes.confidence(paper) <= 1.0
    assert json.dumps(minutes.read(paper, EMPTY))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    paper = printed(document_of_text(text))
    assert minutes.read(paper, EMPTY)["kind"] == "minutes"


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(["(a)"] * 20_000),
        "PRESENT: " + "Councillor Aa Bb, " * 50_000,
        "RESOLVED that (a) x; (b) y; " * 30_000,
        "Minutes:\n" + "the report would be circulated and that he " * 20_000,
        "No. | Item |\n" + "Apologies To note Minutes: none |\n" * 5_000,
        "a" * 1_000_000,
        "Minutes of “" + "“a”" * 100_000,
    ],
    ids=["letters", "names", "lists", "promises", "bars", "one word", "quotes"],
)
def test_hostile_lengths_are_read(text: str) -> None:
    assert minutes.read(printed(document_of_text(text)), EMPTY)["kind"] == "minutes"
