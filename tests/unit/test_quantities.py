"""Targets and baselines as councils print them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.ground.lib.quantities import read_quantities


@pytest.mark.parametrize(
    ("printed", "what", "comparator", "value", "unit"),
    [
        ("Target for 45 days - 83%", "45 days", None, "83", "%"),
        (
            "70% of all ICPCs to be held within 15 days",
            "of all ICPCs to be held within 15 days",
            None,
            "70",
            "%",
        ),
        (">= 95%", "", ">=", "95", "%"),
        ("at least 95 per cent", "", ">=", "95", "%"),
        ("95% or above", "", ">=", "95", "%"),
        ("No more than 10 % of children", "of children", "<=", "10", "%"),
        ("fewer than 10", "", "<", "10", None),
        ("27.31 per 10,000", "", None, "27.31", "per 10,000"),
        ("£1.2m", "", None, "1200000", "£"),
        ("1,250 children", "", None, "1250", "children"),
        ("-5%", "", None, "-5", "%"),
        ("27.0", "", None, "27.0", None),
        ("from 70% to 85%", "from 70% to", None, "85", "%"),
        ("Assessments completed within 45 working days", "Assessments completed", "<=", "45", "working days"),
        ("Zero", "", None, "0", None),
    ],
)
def test_one_quantity(printed: str, what: str, comparator: str | None, value: str, unit: str | None) -> None:
    (one,) = read_quantities(printed)
    assert (one.raw, one.what, one.comparator, one.value, one.unit) == (
        printed,
        what,
        comparator,
        Decimal(value),
        unit,
    )


@pytest.mark.parametrize(
    ("printed", "value", "as_at", "period", "source"),
    [
        ("10.9% (academic year 21/22)", "10.9", dt.date(2022, 8, 31), "academic year 21/22", ""),
        ("9.8% (England average 21/22)", "9.8", None, "21/22", "England average"),
        ("3.87% (SEN2 Jan 2023)", "3.87", dt.date(2023, 1, 31), "Jan 2023", "SEN2"),
        ("9% (May 23)", "9", dt.date(2023, 5, 31), "May 23", ""),
        ("100% by March 2024", "100", dt.date(2024, 3, 31), "March 2024", ""),
    ],
)
def test_the_period_and_the_source(
    printed: str, value: str, as_at: dt.date | None, period: str, source: str
) -> None:
    (one,) = read_quantities(printed)
    assert (one.value, one.as_at, one.period, one.source) == (Decimal(value), as_at, period, source)


def test_a_comparator_instead_of_a_figure() -> None:
    (one,) = read_quantities("England average 21/22")
    assert (one.value, one.comparator, one.period) == (None, "England average", "21/22")


def test_two_figures_are_not_made_one() -> None:
    for printed in ("5-10%", "between 5% and 10%"):
        (one,) = read_quantities(printed)
        assert (one.comparator, one.value, one.unit) == ("between", None, "%")


def test_several_targets_in_one_cell() -> None:
    found = read_quantities("90% of visits in time; 83% of assessments in 45 days\nfewer than 10 complaints")
    assert [str(one.value) for one in found] == ["90", "83", "10"]
    assert [one.raw for one in found] == [
        "90% of visits in time",
        "83% of assessments in 45 days",
        "fewer than 10 complaints",
    ]


@pytest.mark.parametrize(
    "printed",
    [
        "Standards to be understood and implemented by staff",
        "Increase in the number of audits",
        "2014",
        "TBC",
        "",
        None,
    ],
)
def test_what_states_no_figure(printed: str | None) -> None:
    assert read_quantities(printed) == ()


@given(st.text(alphabet=st.sampled_from("0123456789.,%£-–() abcper<>≥=\n;TargetfoEngland"), max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    for one in read_quantities(text):
        assert one.raw in text


@given(st.decimals(0, 99999, places=2))
def test_a_percentage_is_read_back(value: Decimal) -> None:
    (one,) = read_quantities(f"Target: {value:,}% of plans")
    assert (one.value, one.unit) == (value, "%")
