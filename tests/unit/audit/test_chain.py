"""The arithmetic of the chain, without a database."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.ground.audit.chain import (
    BEGINNING,
    Digest,
    Sealed,
    altered,
    canonical,
    commit,
    values_of_change,
    values_of_event,
)

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
)
values = st.dictionaries(words, json_values, max_size=6)


@given(values)
def test_what_was_committed_to_is_not_altered(held: dict[str, object]) -> None:
    salts, commitments = commit(held)
    assert altered(held, salts, commitments) == []
    assert altered(json.loads(canonical(held)), salts, commitments) == []


@given(values.filter(bool), json_values)
def test_another_value_is_altered(held: dict[str, object], other: object) -> None:
    salts, commitments = commit(held)
    path = min(held)
    if canonical(held[path]) != canonical(other):
        assert altered({**held, path: other}, salts, commitments) == [path]


@given(values.filter(bool))
def test_a_missing_or_an_added_value_is_altered(held: dict[str, object]) -> None:
    salts, commitments = commit(held)
    path = min(held)
    assert altered({key: value for key, value in held.items() if key != path}, salts, commitments) == [path]
    assert altered(held, salts, {key: value for key, value in commitments.items() if key != path}) == [path]
    assert altered(held, {}, commitments) == sorted(held)


def test_the_same_value_has_another_commitment_each_time() -> None:
    assert commit({"name": "Ann"}) != commit({"name": "Ann"})


def test_a_replaced_value_is_held_against_what_replaced_it() -> None:
    salts, commitments = commit({"new.body": "Ann", "new.title": "T"})
    fresh, replaced = commit({"new.body": "[redacted]"})
    now = {"new.body": "[redacted]", "new.title": "T"}
    assert altered(now, {**salts, **fresh}, commitments, replaced) == []
    assert altered(now, {**salts, **fresh}, commitments) == ["new.body"]
    assert altered({**now, "new.body": "Ann"}, {**salts, **fresh}, commitments, replaced) == ["new.body"]


def test_values_are_named_by_their_path() -> None:
    assert values_of_change('{"a": 1}', '{"a": 2, "b": [3]}') == {"old.a": 1, "new.a": 2, "new.b": [3]}
    assert values_of_change(None, None) == {}
    entry = {"command": "c", "kind": "k", "id": 1, "what": "w", "facts": {"reason": "r"}}
    assert values_of_event("Ann", [entry]) == {
        "actor_name": "Ann",
        "entries.0.command": "c",
        "entries.0.kind": "k",
        "entries.0.id": 1,
        "entries.0.what": "w",
        "entries.0.facts.reason": "r",
    }


def test_a_digest_covers_what_how_much_and_in_which_order() -> None:
    def of(*lines: tuple[object, ...]) -> tuple[str, int]:
        digest = Digest()
        for line in lines:
            digest.add(*line)
        return digest.hex(), digest.count

    assert of(("a", 1), ("b", 2)) == of(("a", 1), ("b", 2))
    assert len({of(), of(("a", 1)), of(("a",), (1,)), of(("b", 2), ("a", 1)), of(("a", 1), ("b", 2))}) == 5
    assert of(("a",), ("b",))[1] == 2


SEALED = Sealed(
    number=2,
    at=datetime(2026, 3, 1, 12, tzinfo=UTC),
    mark="m",
    actor_id="7",
    command="plans.sign_off",
    commitments={"b": "2", "a": "1"},
    digest="d",
    count=3,
    previous=BEGINNING,
)


@pytest.mark.parametrize(
    "other",
    [
        {"number": 3},
        {"at": datetime(2026, 3, 1, 12, 0, 0, 1, tzinfo=UTC)},
        {"mark": "n"},
        {"actor_id": "8"},
        {"command": "plans.end"},
        {"commitments": {"a": "1", "b": "3"}},
        {"digest": "e"},
        {"count": 4},
        {"previous": "1" * 64},
    ],
)
def test_a_hash_covers_everything(other: dict[str, object]) -> None:
    assert replace(SEALED, **other).hash() != SEALED.hash()


def test_a_hash_is_the_same_whatever_the_time_zone_and_the_order() -> None:
    summer = timezone(timedelta(hours=1))
    same = replace(SEALED, at=datetime(2026, 3, 1, 13, tzinfo=summer), commitments={"a": "1", "b": "2"})
    assert same.hash() == SEALED.hash()
    assert len(SEALED.hash()) == 64
