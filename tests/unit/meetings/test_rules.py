"""What the register takes, and what it makes of words: without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sightline.domain.meetings import words
from sightline.domain.meetings.drafts import (
    ATTENDANCE_ROLES,
    NOTE_ROLES,
    OUTCOME_KINDS,
    PAPER_KINDS,
    QUESTIONS,
    AsideFacts,
    AttendanceFacts,
    FigureFacts,
    NoteFacts,
    OutcomeFacts,
    PaperFacts,
    Place,
    RecommendationFacts,
)
from sightline.domain.meetings.rules import bare, check_can_register, kept, kept_json, place_as_json, title_of
from sightline.ground.lib.errors import Refused

PAPER = PaperFacts(kind="minutes", outcomes=(OutcomeFacts("resolution", "To note the report."),))


def test_every_kind_of_paper_outcome_role_and_question_is_taken() -> None:
    for kind in PAPER_KINDS:
        check_can_register(replace(PAPER, kind=kind))
    outcomes = tuple(OutcomeFacts(kind, "Words") for kind in OUTCOME_KINDS)
    people = tuple(AttendanceFacts(role, "Somebody") for role in ATTENDANCE_ROLES)
    notes = tuple(NoteFacts(role) for role in NOTE_ROLES)
    check_can_register(replace(PAPER, outcomes=outcomes, attendance=people, notes=notes))
    for name in QUESTIONS:
        for answer in (True, False, None):
            check_can_register(replace(PAPER, facts={name: answer}))


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": ""},
        {"facts": {"key_decision": "Yes"}},
        {"facts": {"call_in": 1}},
        {"attendance": (AttendanceFacts("guest", "Somebody"),)},
        {"notes": (NoteFacts("poem"),)},
        {"recommendations": (RecommendationFacts("  "),)},
        {"figures": (FigureFacts("Rate", item=0),)},
        {"outcomes": (OutcomeFacts("resolution", "To note.", item=-1),)},
        {"asides": (AsideFacts("Words", " "),)},
    ],
)
def test_what_contradicts_itself_is_refused_in_a_sentence(wrong: dict[str, object]) -> None:
    with pytest.raises(Refused) as refusal:
        check_can_register(replace(PAPER, **wrong))
    assert refusal.value.sentence.endswith("was added.") or refusal.value.sentence.endswith("was changed.")


def test_a_title_is_the_printed_one_or_says_what_the_paper_is() -> None:
    assert title_of(replace(PAPER, title="  An \n update "), "Board") == ("An update", False)
    dated = replace(PAPER, date=date(2024, 6, 6), body_printed="THE BOARD")
    assert title_of(dated, "Improvement Board") == ("Minutes, Improvement Board, 6 June 2024", True)
    assert title_of(dated, "") == ("Minutes, THE BOARD, 6 June 2024", True)
    assert title_of(replace(PAPER, date_printed="early June"), "") == ("Minutes, early June", True)
    assert title_of(PAPER, "") == ("Minutes, no date stated", True)
    long, _ = title_of(replace(PAPER, title="word " * 200), "")
    assert len(long) <= 500 and long.endswith("…")


def test_a_place_is_kept_without_what_is_not_stated() -> None:
    box = {"page": 2, "left": 1.0, "top": 2.0, "right": 3.0, "bottom": 4.0}
    assert place_as_json(Place(2, 4, 6, (box,))) == {"page": 2, "first": 4, "last": 6, "boxes": [box]}
    assert place_as_json(Place()) == {}


def test_words_are_kept_but_for_what_nobody_can_see() -> None:
    assert kept(None) == "" and kept("  a\r\nb\rc\td ") == "a\nb\nc\td"
    assert kept("a\x00b\x0cc\x7fd\ud800e") == "abcde"
    assert kept("naïve – “quoted” 漢字 🙂") == "naïve – “quoted” 漢字 🙂"
    held = {"a\x00": ["b\x00", None, True, 2, date(2024, 1, 2), Decimal("1.50")], "c": {"d": ("e",)}}
    assert kept_json(held) == {"a": ["b", None, True, 2, "2024-01-02", "1.50"], "c": {"d": ["e"]}}


def test_every_fact_of_every_kind_has_a_name_and_others_are_shown_where_they_say_something() -> None:
    for kind, names in words.HEAD_FACTS.items():
        assert kind in PAPER_KINDS and all(words.FACT_NAMES[name] for name in names)
    shown = words.head_facts("minutes", {"venue": None, "webcast": "yes", "clerk": None, "links": []})
    assert "venue" in shown and shown[-1] == "webcast" and "clerk" not in shown and "links" not in shown
    assert words.fact_name("webcast_of") == "Webcast of"


def test_what_can_be_corrected_is_there() -> None:
    from sightline.domain.meetings.commands.correcting import PART_MODELS

    assert set(PART_MODELS) == set(words.PARTS) == set(words.CORRECTABLE_PARTS)
    for part, names in words.CORRECTABLE_PARTS.items():
        known = {field.name for field in PART_MODELS[part]._meta.get_fields()}
        assert set(names) <= known, part


def test_a_line_that_repeats_is_known_without_its_number_and_signs() -> None:
    assert bare("1. To note the report;") == bare("To note the report") == bare(" (a) to note the report.")
    assert bare("The Committee agreed:") == "the committee agreed"
    assert bare("In 2024 the board met") == "in 2024 the board met"
