"""What a person types is understood, whatever it is, and means the same to both databases."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.ground.search.asking import LONGEST, MOST_TERMS, asked


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("neglect", ("neglect",), ()),
        ("  Front   Door ", ("Front", "Door"), ()),
        ('"front door" referrals', ("front door", "referrals"), ()),
        ("“front door”", ("front door",), ()),
        ("neglect -adolescent", ("neglect",), ("adolescent",)),
        ('plan -"carried over"', ("plan",), ("carried over",)),
        ("the children’s plan", ("children's", "plan"), ()),
        ("what is the", ("what", "is", "the"), ()),  # nothing else was asked for
        ('"what is the plan"', ("what is the plan",), ()),
        ("plan plan PLAN", ("plan", "PLAN"), ()),
        ("1.3 A12/3", ("1.3", "A12/3"), ()),
        ("front-door", ("front door",), ()),
        ('"never closed', ("never closed",), ()),
        ('a"b', ("b",), ()),
        ("AND OR NOT NEAR(x)", ("NEAR x",), ()),
        ("col:umn ^star*", ("col umn", "star"), ()),
        ("!!! ???", (), ()),
        ("-only", (), ("only",)),
        ("", (), ()),
        ("naïve café", ("naïve", "café"), ()),
    ],
)
def test_words_phrases_and_what_must_not_be_there(
    typed: str, wanted: tuple[str, ...], unwanted: tuple[str, ...]
) -> None:
    found = asked(typed)
    assert (found.wanted, found.unwanted) == (wanted, unwanted)
    assert found.is_empty is (not wanted)


def test_much_is_cut_and_said() -> None:
    assert asked("word " * 1000).cut
    assert len(asked("x" * 5000).text) == LONGEST
    many = asked(" ".join(f"w{number}" for number in range(30)))
    assert many.cut and len(many.wanted) == MOST_TERMS
    assert not asked("front door").cut


def test_a_phrase_of_what_was_typed() -> None:
    assert asked("front, door!").as_phrase.wanted == ("front door",)
    assert asked("!!").as_phrase.is_empty


@given(st.text(max_size=400))
def test_fts5_takes_anything(typed: str) -> None:
    found = asked(typed)
    database = sqlite3.connect(":memory:")
    try:
        database.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize='porter unicode61')")
        if not found.is_empty:
            database.execute("SELECT rowid FROM words WHERE words MATCH ?", [found.for_sqlite]).fetchall()
    finally:
        database.close()
    for term in (*found.wanted, *found.unwanted):
        assert '"' not in term and term.strip() == term
