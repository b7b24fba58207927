"""What has to be said of an item that is closed to the public."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.meetings.closing_rules import (
    PARAGRAPHS,
    check_can_close,
    closed_words,
    motion,
    ways_to_close,
)
from sightline.ground.lib.errors import Refused

DAY = date(2024, 6, 3)


def check(
    kind="exempt", *, body="committee", paragraphs=(3,), interest="Prices.", because="", forbidden="", on=DAY
):
    check_can_close(body, "Scrutiny Committee", kind, paragraphs, interest, because, forbidden, on)


def test_committees_close_by_law_and_boards_say_why():
    assert list(ways_to_close("committee")) == list(ways_to_close("executive")) == ["exempt", "confidential"]
    for kind in ("board", "partnership", "panel", "workstream"):
        assert list(ways_to_close(kind)) == ["restricted"]


def test_what_is_complete_is_not_refused():
    check()
    check("confidential", paragraphs=(), interest="", forbidden="department")
    check("restricted", body="board", paragraphs=(), interest="", because="Families could be recognised.")


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"paragraphs": ()}, "meetings.exempt-by-a-paragraph"),
        ({"paragraphs": (8,)}, "meetings.exempt-by-a-paragraph"),
        ({"interest": "  "}, "meetings.public-interest-test"),
        ({"on": date(2006, 2, 28)}, "meetings.paragraph-of-that-day"),
        ({"kind": "restricted", "because": "So.", "paragraphs": ()}, "meetings.ways-to-close"),
        ({"kind": "exempt", "body": "board"}, "meetings.ways-to-close"),
        ({"kind": "confidential", "paragraphs": ()}, "meetings.confidential-by-whom"),
        ({"kind": "restricted", "body": "board", "paragraphs": ()}, "meetings.restricted-because"),
    ],
)
def test_what_is_missing_is_named(given, rule):
    with pytest.raises(Refused) as refused:
        check(**given)
    assert refused.value.rule == rule and "Nothing was changed." in refused.value.sentence


def test_the_first_day_of_the_new_numbers():
    check(on=date(2006, 3, 1))
    assert sorted(PARAGRAPHS) == [1, 2, 3, 4, 5, 6, 7]


def test_the_words_of_agendas_and_of_the_motion():
    assert "exempt under paragraphs 1 and 3 of Part 1" in closed_words("exempt", [3, 1], "", "")
    assert "government department" in closed_words("confidential", [], "", "department")
    assert (
        closed_words("restricted", [], "Families could be recognised.", "")
        == "Restricted: Families could be recognised."
    )
    words = motion([("5", [3]), ("7", [1, 2])])
    assert "section 100A(4)" in words and words.endswith("item 5 (paragraph 3); item 7 (paragraphs 1 and 2).")
    assert motion([]) == ""
