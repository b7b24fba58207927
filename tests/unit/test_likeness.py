"""Likeness: what it finds, what it keeps to itself, and that it always answers the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.ground.lib.likeness import Bonuses, Entry, Likeness, cited_in, rank, stem

from .likeness_pairs import DISTRACTORS, HELD_OUT, NOTHING_ALIKE, PAIRS


def _candidates(pairs: list[tuple[str, str]]) -> list[Entry]:
    return [Entry(place, text) for place, text in enumerate([finding for finding, _ in pairs] + DISTRACTORS)]


def _hits(pairs: list[tuple[str, str]]) -> tuple[int, int]:
    """How many actions find their finding first, and among the first three."""
    index, first, three = Likeness(_candidates(pairs)), 0, 0
    for place, (_, action) in enumerate(pairs):
        keys = [suggestion.key for suggestion in index.rank(action)]
        first += keys[:1] == [place]
        three += place in keys[:3]
    return first, three


def test_paraphrases_find_what_they_answer() -> None:
    first, three = _hits(PAIRS)
    assert first >= 18 and three >= 19, (first, three)


def test_paraphrases_that_the_words_were_not_chosen_for() -> None:
    first, three = _hits(HELD_OUT)
    assert first >= 6 and three >= 7, (first, three)


def test_few_suggestions_that_are_not_meant() -> None:
    index = Likeness(_candidates(PAIRS))
    wrong = [s for n, (_, action) in enumerate(PAIRS) for s in index.rank(action) if s.key != n]
    assert len(wrong) <= len(PAIRS)


@pytest.mark.parametrize("text", NOTHING_ALIKE)
def test_nothing_is_suggested_for_what_is_alike_to_nothing(text: str) -> None:
    assert Likeness(_candidates(PAIRS)).rank(text) == []


def test_the_reason_quotes_words_that_stand_in_the_candidate() -> None:
    finding = Entry("f", "Make sure that care leavers have an up-to-date pathway plan")
    other = Entry("o", "Recruit foster carers")
    found = rank(
        "Personal advisers to write pathway plans with care experienced young people", [other, finding]
    )
    assert [one.key for one in found] == ["f"]
    assert found[0].reason == "shares: “care leavers”, “pathway plan”"


def test_a_cited_paragraph_goes_first_and_is_named() -> None:
    findings = [
        Entry(str(n), text, refs=(str(n),))
        for n, text in ((9, "Assessments are late"), (10, "Audits are weak"))
    ]
    found = rank("Timely assessments (paragraph 10)", findings)
    assert found[0].key == "10" and "cites 10" in found[0].reason
    assert {one.key for one in found} == {"10"} or found[1].key == "9"


def test_a_citation_counts_even_when_no_word_is_shared() -> None:
    found = rank(
        Entry("a", "Buy software", cites=("R 2",)), [Entry("r", "Chronologies are missing", refs=("R2",))]
    )
    assert [one.key for one in found] == ["r"]


def test_owner_and_theme_help_but_are_not_enough() -> None:
    query = Entry("a", "Hold monthly reflective supervision", owner="Head of Service", theme="Practice")
    near = Entry("n", "Supervision is irregular", owner="head of service", theme="Practice")
    far = Entry("f", "Housing for care leavers", owner="Head of Service", theme="Practice")
    found = rank(query, [far, near])
    assert [one.key for one in found] == ["n"]
    assert "same owner" in found[0].reason and "same theme" in found[0].reason
    assert found[0].score > rank(query, [far, near], Bonuses(owner=0, theme=0))[0].score


def test_citations_are_read_with_lists_and_ranges() -> None:
    assert cited_in("See paragraphs 10, 12 and 14 and recommendation 3.") == {"10", "12", "14", "3"}
    assert cited_in("paras 9-11") == {"9", "10", "11"}
    assert cited_in("95% of assessments in 45 days by March 2025, section 47") == frozenset()


@pytest.mark.parametrize(
    "words", [("assessments", "assessing", "assess"), ("recorded", "recording", "records")]
)
def test_endings_are_taken_off(words: tuple[str, ...]) -> None:
    assert len({stem(word)[:6] for word in words}) == 1


@pytest.mark.parametrize("text", ["", "   ", "…", "a", "the of and", "\u202e\u0000", "7", "½"])
def test_empty_and_short_texts_are_safe(text: str) -> None:
    assert rank(text, [Entry(1, text), Entry(2, "Chronologies are missing")]) == []
    assert Likeness([]).rank(text) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=120), max_size=8), st.text(max_size=200))
def test_scores_lie_between_nought_and_one_best_first_each_with_a_reason(
    texts: list[str], query: str
) -> None:
    found = Likeness([Entry(place, text) for place, text in enumerate(texts)]).rank(query, limit=4)
    scores = [one.score for one in found]
    assert len(found) <= 4 and scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores) and all(one.reason for one in found)
    assert len({one.key for one in found}) == len(found)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PAIRS + HELD_OUT))
def test_a_text_is_most_like_itself(pair: tuple[str, str]) -> None:
    found = Likeness(_candidates(PAIRS + HELD_OUT)).rank(pair[0])
    assert (PAIRS + HELD_OUT)[found[0].key][0] == pair[0]  # type: ignore[index]
    assert found[0].score > 0.99


def test_the_answer_is_the_same_whatever_the_seed_of_hashes() -> None:
    program = (
        "from tests.unit.likeness_pairs import *; from sightline.ground.lib.likeness import *;"
        "i = Likeness([Entry(n, p[0]) for n, p in enumerate(PAIRS)]);"
        "print([i.rank(p[1]) for p in PAIRS + HELD_OUT])"
    )
    root = Path(__file__).resolve().parents[2]
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
