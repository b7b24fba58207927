"""One spelling: what either database gives becomes the same text, and goes back as that database writes it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.work.keeping import canonical
from sightline.work.keeping.canonical import from_database, line, to_database

SUMMER = timezone(timedelta(hours=1))
IDENTIFIER = UUID("12345678123456781234567812345678")
# kind, scale, as SQLite gives it, as PostgreSQL gives it, canonical, as SQLite takes it
SAME = [
    ("text", 0, "Ä\u2028b", "Ä\u2028b", "Ä\u2028b", "Ä\u2028b"),
    ("whole", 0, 7, 7, 7, 7),
    ("boolean", 0, 1, True, True, 1),
    ("moment", 0, "2026-06-01 05:00:00", datetime(2026, 6, 1, 6, tzinfo=SUMMER), "2026-06-01T05:00:00.000000Z",
     "2026-06-01 05:00:00"),
    ("moment", 0, "2026-06-01 05:00:00.120000", datetime(2026, 6, 1, 5, 0, 0, 120000, UTC), "2026-06-01T05:00:00.120000Z",
     "2026-06-01 05:00:00.120000"),
    ("date", 0, "2026-06-01", date(2026, 6, 1), "2026-06-01", "2026-06-01"),
    ("time", 0, "05:00:00", time(5), "05:00:00.000000", "05:00:00"),
    ("duration", 0, 90_000_000, timedelta(seconds=90), 90_000_000, 90_000_000),
    ("decimal", 2, 1.5, Decimal("1.50"), "1.50", "1.50"),
    ("decimal", 2, 0, Decimal("-0.00"), "0.00", "0.00"),
    ("decimal", 4, 1234567.0001, Decimal("1234567.0001"), "1234567.0001", "1234567.0001"),
    ("float", 0, 2, 2.0, 2.0, 2.0),
    ("uuid", 0, IDENTIFIER.hex, IDENTIFIER, str(IDENTIFIER), IDENTIFIER.hex),
    ("binary", 0, b"\x00\xff", memoryview(b"\x00\xff"), "00ff", b"\x00\xff"),
    ("json", 0, '{"b": 1e-05, "a": [1.0, 1e+16]}', '{"a": [1.0, 10000000000000000], "b": 0.00001}',
     [{"a": [1.0, 10000000000000000], "b": 1e-05}], '{"a":[1.0,10000000000000000],"b":1e-05}'),
    ("json", 0, "null", "null", [None], "null"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "scale", "sqlite", "postgres", "spelled", "back"), SAME)
def test_both_databases_come_to_one_spelling_and_back(kind, scale, sqlite, postgres, spelled, back) -> None:
    convert = from_database(kind, scale)
    assert line([convert(sqlite)]) == line([convert(postgres)]) == line([spelled])
    read = canonical.read_json(line([spelled]))[0]
    assert to_database(kind, "sqlite")(read) == back
    assert to_database(kind, "postgresql")(read) is not None


WRONG = {
    "text": [1, b"x"],
    "whole": ["1", 1.5, True],
    "boolean": [2, "yes", 1.0],
    "moment": ["soon", "2026-06-01", 5, "2026-13-01 00:00:00"],
    "date": ["1 June", 5, datetime(2026, 1, 1, tzinfo=UTC)],
    "time": ["25:00:00", "noon"],
    "duration": ["1 day"],
    "decimal": ["much", float("nan"), True],
    "float": ["1", float("inf"), float("nan")],
    "uuid": ["x"],
    "json": ["{", "nope"],
    "binary": ["text"],
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_not_of_its_kind_is_never_guessed(kind: str) -> None:
    assert set(WRONG) == set(canonical.KINDS)
    for value in WRONG[kind]:
        with pytest.raises((ValueError, TypeError)):
            from_database(kind, 2)(value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [("boolean", 1), ("moment", "2026-06-01 05:00:00"), ("moment", 1), ("json", {}), ("json", [1, 2]), ("text", 1),
     ("whole", "1"), ("binary", "zz"), ("decimal", "x"), ("uuid", 3), ("date", 20260601)],
)  # fmt: skip
@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_what_is_not_canonical_is_put_into_no_database(kind: str, value: object, vendor: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        to_database(kind, vendor)(value)


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(plain)
def test_any_json_value_keeps_its_spelling_however_often_it_moves(value: object) -> None:
    import json

    once = line(from_database("json")(json.dumps(value)))
    stored = to_database("json", "sqlite")(canonical.read_json(once))
    assert line(from_database("json")(stored)) == once


@given(st.datetimes(min_value=datetime(1000, 1, 1)))  # noqa: DTZ001 - SQLite's text has no time zone
def test_any_moment_comes_back_as_it_was(moment: datetime) -> None:
    spelled = from_database("moment")(str(moment))
    assert from_database("moment")(moment.replace(tzinfo=UTC)) == spelled
    assert to_database("moment", "sqlite")(spelled) == str(moment)
