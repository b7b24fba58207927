"""Columns, owners, status words, keys and dated notes."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.work.imports.reading.plans.columns import FIELDS, guess_columns, normal
from sightline.work.imports.reading.plans.people import only_initials, read_bodies, read_owners
from sightline.work.imports.reading.plans.words import (
    by_key,
    read_key,
    read_notes,
    read_progress,
    read_status,
)


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (
            "Nos|What?|Who?|How?|When?|Success measures|Current Status|Outcome (report for Q1,Q2,Q3,Q4)",
            "ref action owner how due success_measure status quarter",
        ),
        (
            "Area for improvement|Current performance|Progress achieved|Key future actions|Lead|Resources",
            "finding baseline progress action owner resources",
        ),
        ("Priority|Action|Owner|Deadline|BRAG", "theme action owner due rag"),
        (
            "Ref|Ofsted recommendation|Action|Lead|Timescale|Progress|RAG",
            "ref finding action owner due progress rag",
        ),
        (
            "Key Performance Indicator|Baseline (date)|Target|Milestone 1 – Jul 23|Actual Jul 23",
            "indicator baseline target milestone actual",
        ),
        (
            "Action No.|Actions we will take|Lead Officer(s)|By When|How will we know it has made a difference?|RAG(B)",
            "ref action owner due success_measure rag",
        ),
        ("#|Task|Assigned to|Start date|Due date|Comments", "ref action owner start due progress"),
        (
            "Delivery body|Monitoring body|Scrutinised by|Signed off by|Date signed off",
            "delivery_body monitoring_body scrutiny_body sign_off_body sign_off_date",
        ),
        ("Name|Telephone|Email", "- - -"),
    ],
)
def test_printed_headings_find_their_fields(header: str, fields: str) -> None:
    names = header.split("|")
    guesses = guess_columns(names, [[]] * len(names))
    assert [guess.field or "-" for guess in guesses] == fields.split()
    assert all(guess.score >= 0.65 for guess in guesses if guess.field)


def test_what_stands_below_decides_between_two_readings() -> None:
    names = ["Priority", "Action", "Status"]
    plain = guess_columns(names, [["Front door", "Care"], ["x"], ["Complete"]])
    assert [guess.field for guess in plain] == ["theme", "action", "status"]
    ranked = guess_columns(names, [["High", "Low"], ["x"], ["R", "A/G"]])
    assert [guess.field for guess in ranked] == ["priority", "action", "rag"]


def test_a_councils_own_choice_comes_first() -> None:
    memory = {normal("Wer macht’s?"): "owner", normal("Lead"): None}
    guesses = guess_columns(["Wer macht’s?", "Lead", "Owner"], [[]] * 3, memory)
    assert [(guess.field, guess.origin) for guess in guesses] == [
        ("owner", "memory"),
        (None, "memory"),
        (None, ""),
    ]


def test_the_vocabulary_names_no_heading_twice() -> None:
    seen: dict[str, str] = {}
    for field in FIELDS:
        for synonym in field.synonyms:
            assert synonym == normal(synonym), synonym
            assert seen.setdefault(synonym, field.key) == field.key, synonym


OWNERS = {
    "HoS Assessment": ["HoS Assessment"],
    "CCM Project / PSW": ["CCM Project", "PSW"],
    "AD / HR": ["AD", "HR"],
    "AD/HR": ["AD", "HR"],
    "TBC": [],
    "Vacant": [],
    "Head of Fostering and Adoption": ["Head of Fostering and Adoption"],
    "Fostering and Adoption Manager": ["Fostering and Adoption Manager"],
    "Head of Service, Front Door": ["Head of Service, Front Door"],
    "Jane Smith, Head of Service": ["Jane Smith, Head of Service"],
    "Jane Smith, Ann Jones": ["Jane Smith", "Ann Jones"],
    "Jane Smith and Ann Jones": ["Jane Smith", "Ann Jones"],
    "Director of Education, Skills and Children's Services": [
        "Director of Education, Skills and Children's Services"
    ],
    "Director of Children's Services and Director of Public Health": [
        "Director of Children's Services",
        "Director of Public Health",
    ],
    "Assistant Director, Early Help and Head of Fostering and Adoption": [
        "Assistant Director, Early Help",
        "Head of Fostering and Adoption",
    ],
    "Service Manager, Team Managers and Practice Leads": [
        "Service Manager",
        "Team Managers",
        "Practice Leads",
    ],
    "Head of Service\nTeam Managers": ["Head of Service", "Team Managers"],
    "Assistant Director, Early Help & Prevention; Principal Social Worker": [
        "Assistant Director, Early Help & Prevention",
        "Principal Social Worker",
    ],
    "Early Help and Front Door": ["Early Help and Front Door"],
    "Education/Health Lead": ["Education/Health Lead"],
}


@pytest.mark.parametrize(("printed", "owners"), OWNERS.items())
def test_owners_are_parted_without_tearing_titles(printed: str, owners: list[str]) -> None:
    assert read_owners(printed) == owners


@given(st.text(max_size=80))
def test_no_word_of_an_owner_is_invented(text: str) -> None:
    for owner in read_owners(text):
        assert all(part.strip() in text for part in owner.split(", "))


def test_initials_are_told_from_the_short_names_of_posts() -> None:
    assert [only_initials(owner) for owner in ("JB", "K.L.", "AD", "DCS", "PSW", "Head of Service")] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]


def test_bodies_keep_their_ands() -> None:
    printed = "Northtown Council and Northtown Trust\nNHS Northland Integrated Care Board, Police"
    assert read_bodies(printed) == [
        "Northtown Council and Northtown Trust",
        "NHS Northland Integrated Care Board",
        "Police",
    ]


@pytest.mark.parametrize(
    ("printed", "status", "awaiting", "confidence"),
    [
        ("COMPLETED", "done", None, None),
        ("Complete - March 2014", "done", None, None),
        ("Complete – awaiting sign-off by the board", "done", True, None),
        ("New route live 3 Feb; awaiting sign off", "done", True, None),
        ("Phase 1 completed", "in progress", None, None),
        ("Partially complete", "in progress", None, None),
        ("Ongoing", "in progress", None, None),
        ("Not started", "not started", None, None),
        ("No longer required", "not done", None, None),
        ("On track", None, None, "on track"),
        ("Off track", None, None, "off track"),
        ("Not complete", None, None, None),
        ("Nearly complete", None, None, None),
        ("Complete by March", None, None, None),
        ("Phase 2", None, None, None),
        ("Policy drafted, awaiting sign-off", None, None, None),
        ("", None, None, None),
    ],
)
def test_status_words(
    printed: str, status: str | None, awaiting: bool | None, confidence: str | None
) -> None:
    reading = read_status(printed)
    assert (reading.status, reading.awaiting, reading.confidence) == (status, awaiting, confidence)


def test_a_sentence_is_not_a_status() -> None:
    assert read_progress("Completed the review of cases").status is None
    assert read_progress("Completed: all staff are trained").status == "done"


def test_colours_mean_only_what_the_key_prints() -> None:
    assert by_key("G", {}).status is None
    key = read_key("Key: Blue = complete; Green = on track; Amber = in progress")
    assert key == {"Blue": "complete", "Green": "on track", "Amber": "in progress"}
    assert (by_key("B", key).status, by_key("Amber", key).status, by_key("G", key).confidence) == (
        "done",
        "in progress",
        "on track",
    )
    assert by_key("R", key).status is None
    assert by_key("A/G", key).status is None
    assert read_key("A - action to be taken") == {}


def test_dated_notes_of_one_cell() -> None:
    notes = read_notes("13/12/12 - met with the team.\n10/01/17: rolled out\nFeb 2017 – reviewed")
    assert [(note.raw, note.date, note.text) for note in notes] == [
        ("13/12/12", dt.date(2012, 12, 13), "met with the team"),
        ("10/01/17", dt.date(2017, 1, 10), "rolled out"),
        ("Feb 2017", None, "reviewed"),
    ]
    assert read_notes("The review of 3 February 2014 found nothing") == []


@given(st.text(alphabet=st.sampled_from("RAGB complete-=:;\n0123/.Jan"), max_size=60))
def test_no_text_breaks_the_words(text: str) -> None:
    read_status(text), read_progress(text), read_key(text), read_notes(text)
