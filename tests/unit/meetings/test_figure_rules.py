"""Figures of minutes beside their source: proposed only where measure and period are the same and nothing is guessed."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest

from sightline.domain.meetings import figure_rules
from sightline.domain.meetings.figure_rules import Held, Proposal, check_mark, known
from sightline.ground.lib.errors import Refused

TIMELY = Held(
    1, "Assessments completed in time", Decimal(45), "%", as_at=date(2023, 3, 31), printed="45%", paper=7
)
VISITS = Held(2, "Children visited in a week", Decimal(120), "", period="2022/23", paper=8)
SAID = "Members heard that assessments completed in time stood at 47% on 31 March 2023. They asked why."


def proposals(words: str, held: list[Held]) -> list[Proposal]:
    return figure_rules.proposals(words, known(held))


def test_a_figure_that_differs_is_proposed() -> None:
    (one,) = proposals(SAID, [TIMELY, VISITS])
    assert (one.printed, one.held.pk, one.period) == ("47%", 1, "31 March 2023")
    assert one.quoted in SAID and one.quoted.endswith("31 March 2023.")
    (counted,) = proposals("In 2022/23 there were 1,130 children visited in a week.", [VISITS])
    assert counted.printed == "1,130"


@pytest.mark.parametrize(
    "words",
    [
        "Assessments completed in time stood at 45% on 31 March 2023.",  # the same
        "Assessments completed in time stood at 45.0 per cent in March 2023.",
        "Assessments completed in time stood at 47%.",  # no period
        "Assessments completed in time stood at 47% on 31 March 2022.",  # another
        "Assessments completed in time rose from 40% to 47% by 31 March 2023.",  # which of the two?
        "Assessments stood at 47% on 31 March 2023.",  # which measure?
        "Assessments completed in time were 47 on 31 March 2023.",  # no share
        "",
    ],
)
def test_nothing_is_guessed(words: str) -> None:
    assert proposals(words, [TIMELY, VISITS]) == []


def test_two_papers_that_differ_propose_nothing() -> None:
    other = Held(3, TIMELY.measure, Decimal(44), "%", as_at=TIMELY.as_at)
    assert proposals(SAID, [TIMELY, other]) == []
    assert (
        len(proposals(SAID, [TIMELY, Held(4, TIMELY.measure, Decimal("45.0"), "%", as_at=TIMELY.as_at)])) == 1
    )


def test_a_mark_says_all_and_quotes() -> None:
    good = {
        "approved": True, "text": SAID, "quoted": "stood at 47%", "printed": "47%", "value": "45%",
        "measure": "Assessments in time", "period": "31 March 2023", "sourced": True,
    }  # fmt: skip
    check_mark(**good)  # type: ignore[arg-type]
    for change in (
        {"approved": False}, {"quoted": "stood at 48%"}, {"printed": "48%"}, {"value": ""}, {"measure": " "}, {"period": ""},
        {"value": "47%"}, {"sourced": False},
    ):  # fmt: skip
        with pytest.raises(Refused, match="Nothing was changed"):
            check_mark(**{**good, **change})  # type: ignore[arg-type]


def test_long_and_hostile_minutes_take_no_time() -> None:
    held = [
        Held(n, f"Measure number {n} of many", Decimal(n), "%", as_at=date(2023, 3, 31)) for n in range(500)
    ]
    started = time.process_time()
    for words in (SAID * 200, "1," * 30_000, "1.1" * 20_000, "a" * 60_000, "9" * 60_000 + "%"):
        proposals(words, held)
    assert time.process_time() - started < 1.5
