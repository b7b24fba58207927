"""What is missing on the thread, what contradicts itself, when an update is due."""

from datetime import date, timedelta

import pytest

from sightline.domain.thread.rules import Answer, Stands, contradictions, missing_of, steps, why_update_due

TODAY = date(2026, 3, 3)


def by_name(found):
    return {step.name: step for step in found}


def test_every_link_is_there_or_named_as_missing():
    found = steps("ILACS, May 2025", "4 (Supervision)", [], "")
    assert [step.name for step in found] == [
        "Inspection",
        "Finding",
        "Action",
        "Update",
        "Evidence",
        "Decision",
    ]
    assert all(bool(step.text) != bool(step.missing) for step in found)
    assert by_name(found)["Action"].missing == "No action, no reason"


def test_a_reason_takes_the_place_of_an_action():
    assert by_name(steps("x", "y", [], "Out of scope"))["Action"].text == "None, with a reason"


def test_the_chain_counts_over_all_actions():
    answers = [
        Answer(date(2026, 2, 1), 2, "signed-off", 1),
        Answer(date(2026, 3, 1), 1, None, 0),
        Answer(None, 0, "verified", 1),
    ]
    found = by_name(steps("x", "y", answers, ""))
    assert found["Action"].text == "3 actions"
    assert found["Update"].text == "Last on 1 March 2026"
    assert found["Evidence"].text == "3 pieces"
    assert found["Decision"].text == "1 of 3 signed off"


def test_verified_is_not_a_decision():
    found = by_name(steps("x", "y", [Answer(TODAY, 1, "verified", 1)], ""))
    assert found["Decision"].missing == "Not recorded"
    assert missing_of(Answer(TODAY, 1, "verified", 1)) == ("No decision is recorded",)
    assert missing_of(Answer(TODAY, 1, "signed-off", 1)) == ()
    assert len(missing_of(Answer(None, 0, None, 0))) == 4


LATE, AHEAD = TODAY - timedelta(1), TODAY + timedelta(1)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (Stands("done", None), ["what it changed is not known"]),
        (Stands("done", "no-evidence"), ["what it changed is not known"]),
        (Stands("done", "worse"), ["things got worse"]),
        (Stands("done", "better"), []),
        (Stands("done", "no-signal"), []),
        (Stands("in-progress", None, "on-track", LATE), ["its date has passed"]),
        (Stands("in-progress", None, "at-risk", LATE), []),
        (Stands("in-progress", None, "on-track", TODAY), []),
        (Stands(None, None, "on-track", TODAY, AHEAD), ["forecast after its date"]),
        (Stands(None, None, "on-track", None, AHEAD), []),
        (Stands("done", "better", "on-track", LATE, AHEAD), []),
        (Stands(), []),
    ],
)
def test_contradictions_are_said_and_nothing_else_is(facts, said):
    found = contradictions(facts, TODAY)
    assert len(found) == len(said)
    assert all(any(words in sentence for sentence in found) for words in said)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (Stands(added_on=TODAY), ""),
        (Stands(added_on=TODAY - timedelta(42)), ""),
        (Stands(added_on=TODAY - timedelta(43)), "Nothing was said since it was added, 43 days ago."),
        (
            Stands(added_on=TODAY - timedelta(90), last_updated=TODAY - timedelta(43)),
            f"The last update was on {TODAY - timedelta(43):%-d %B %Y}, 43 days ago.",
        ),
        (Stands(added_on=TODAY - timedelta(90), last_updated=TODAY - timedelta(3)), ""),
        (Stands(due=LATE, added_on=TODAY), "Its date, 2 March 2026, has passed and nothing was said since."),
        (
            Stands(due=LATE, added_on=TODAY, last_updated=LATE),
            "Its date, 2 March 2026, has passed and nothing was said since.",
        ),
        (Stands(due=LATE, added_on=TODAY, last_updated=TODAY), ""),
        (Stands("done", due=LATE, added_on=TODAY - timedelta(90)), ""),
    ],
)
def test_an_update_is_due_for_a_reason(facts, why):
    assert why_update_due(facts, TODAY) == why
