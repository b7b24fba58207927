"""Notice counted back, what always stands on an agenda, labels of papers, and by when people register to speak."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.meetings import agenda_rules as rules
from sightline.domain.meetings.agenda_rules import ALWAYS, WAITS, Standing
from sightline.domain.meetings.programme.rules import fits, needs_a_word
from sightline.ground.lib.errors import Refused
from sightline.ground.lib.working_days import england

MEETS = date(2024, 6, 4)  # a Tuesday after the bank holiday of Monday 27 May
LAST = date(2024, 5, 24)


@pytest.mark.parametrize(
    ("kind", "own", "sent", "today", "state"),
    [
        ("committee", None, None, date(2024, 5, 20), "waits"),
        ("committee", None, None, LAST, "due"),
        ("committee", None, None, date(2024, 5, 28), "late"),
        ("committee", None, LAST, MEETS, "sent"),
        ("committee", None, date(2024, 5, 28), MEETS, "sent-late"),
        ("committee", 2, date(2024, 5, 28), MEETS, "sent-late"),
        ("board", None, None, LAST, "not-stated"),
        ("board", 2, date(2024, 5, 30), MEETS, "sent"),
        ("board", 0, date(2024, 6, 3), MEETS, "sent"),
        ("executive", None, None, LAST, "not-stated"),
        ("executive", 5, date(2024, 5, 28), MEETS, "sent-late"),
    ],
)
def test_notice_is_counted_back_from_the_meeting(
    kind: str, own: int | None, sent: date | None, today: date, state: str
) -> None:
    found = rules.notice_of(kind, own, MEETS, sent, today, england())
    assert found.state == state
    assert bool(found.means) is found.late
    assert found.late is (state in ("late", "sent-late"))


def test_notice_says_the_day_and_on_what_it_rests() -> None:
    law = rules.notice_of("committee", None, MEETS, None, date(2024, 5, 28), england())
    assert "Friday 24 May 2024" in law.words and "the law asks" in law.words
    assert "100B(4)(b)" in law.means
    own = rules.notice_of("board", 3, MEETS, None, MEETS, england())
    assert "by its own terms" in own.words and "100B" not in own.means
    assert "SI 2012/2089" in rules.notice_of("executive", None, MEETS, None, MEETS, england()).words
    far = rules.notice_of("committee", None, date(2080, 6, 4), None, MEETS, england())
    assert (far.state, far.out_by) == ("unknown", None)


def test_a_committee_declares_interests_and_hears_the_public() -> None:
    kinds = [one.kind for one in rules.default_items("committee")]
    assert kinds == [
        "business", "interests", "minutes", "speaking", "ratify", "promises", "sign-off", "programme",
    ]  # fmt: skip
    assert "speaking" not in [one.kind for one in rules.default_items("board")]


@pytest.mark.parametrize(
    ("items", "part"),
    [
        ([], "at least one"),
        ([Standing("nothing", "Nothing")], "kind that there is"),
        ([Standing("minutes", "Minutes", "sometimes")], "kind that there is"),
        ([Standing("minutes", " ")], "needs a title"),
        ([Standing("minutes", "Minutes"), Standing("minutes", "More minutes")], "twice"),
        ([Standing("business", "Welcome"), Standing("business", "welcome")], "twice"),
    ],
)
def test_what_cannot_always_stand_on_an_agenda_is_refused(items: list[Standing], part: str) -> None:
    with pytest.raises(Refused, match=part):
        rules.check_items(items, ["business", "minutes"])


def test_two_items_of_business_may_stand_and_wait() -> None:
    rules.check_items(
        [Standing("business", "Welcome", ALWAYS), Standing("business", "Questions", ALWAYS), Standing("minutes", "M", WAITS)],
        ["business", "minutes"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("labels", "late", "label"),
    [
        ([], False, "1"),
        (["1", "2", "off 3"], False, "3"),
        (["1", "2"], True, "Late 1"),
        (["1", "Late 1"], True, "Late 2"),
    ],
)
def test_a_late_paper_has_a_label_of_its_own(labels: list[str], late: bool, label: str) -> None:
    assert rules.paper_label(labels, late) == label


def test_people_register_to_speak_by_a_working_day() -> None:
    assert rules.register_by(MEETS, None, england()) is None
    assert rules.register_by(MEETS, 0, england()) == MEETS
    assert rules.register_by(MEETS, 1, england()) == date(2024, 6, 3)
    assert rules.register_by(MEETS, 6, england()) == LAST
    said = " ".join(rules.speaking_words(MEETS, 2, 3, "Not on planning.", england()))
    assert "Friday 31 May 2024" in said and "3 minutes" in said and "Not on planning." in said
    assert "not stated" in " ".join(rules.speaking_words(MEETS, None, None, "", england()))


def test_how_a_meeting_fits_a_time() -> None:
    first, last = date(2024, 5, 1), date(2024, 6, 30)
    assert fits(first, last, "May and June 2024", MEETS, True) == "in its time"
    assert fits(first, date(2024, 5, 31), "May 2024", MEETS, True) == "after its time"
    assert fits(date(2024, 7, 1), None, "from July 2024", MEETS, True) == "before its time"
    assert fits(None, None, "June meeting", MEETS, False) == "in its time"
    assert fits(None, None, "July meeting", MEETS, True) == ""
    assert fits(None, None, "next meeting", MEETS, True) == "in its time"
    assert fits(None, None, "next meeting", MEETS, False) == ""


def test_what_needs_a_word() -> None:
    assert needs_a_word("open", date(2024, 6, 3), None, MEETS)
    assert not needs_a_word("open", MEETS, None, MEETS)
    assert not needs_a_word("open", None, None, MEETS)
    assert needs_a_word("placed", None, date(2024, 6, 3), MEETS)
    assert not needs_a_word("done", date(2024, 1, 1), date(2024, 1, 1), MEETS)
