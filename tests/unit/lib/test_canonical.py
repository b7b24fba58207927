"""One text for one set of facts."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.ground.lib.canonical import canonical, digest, plain

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(JSON)
def test_it_says_what_json_says_and_reading_it_back_gives_the_same_text(facts):
    assert json.loads(canonical(facts)) == facts
    assert canonical(json.loads(canonical(facts))) == canonical(facts)


def test_the_order_of_keys_makes_no_difference():
    assert digest({"a": 1, "b": [2]}) == digest({"b": [2], "a": 1})


def test_days_and_decimals_are_text():
    assert plain({"on": date(2024, 6, 3), "n": Decimal("1.50")}) == {"on": "2024-06-03", "n": "1.5"}


@pytest.mark.parametrize("value", [1.5, {1: "a"}, object()])
def test_what_has_no_one_text_is_refused(value):
    with pytest.raises(TypeError):
        canonical(value)
