"""The same value as the triggers of the two databases write it is one value; different values stay different."""

import pytest

from sightline.ground.audit.spelling import alike

SAME = [
    ("boolean", 1, True),
    ("boolean", 0, False),
    ("moment", "2026-11-22 05:00:00.120000", "2026-11-22T05:00:00.12+00:00"),
    ("moment", "2026-11-22 05:00:00", "2026-11-22T06:00:00+01:00"),
    ("time", "05:00:00", "05:00:00.000000"),
    ("duration", 93_784_500_000, "1 day 02:03:04.5"),
    ("duration", -1_000_000, "-00:00:01"),
    ("number", 2, 2.0),
    ("number", 0.3, 0.30000000000000004),
    ("uuid", "12345678123456781234567812345678", "12345678-1234-5678-1234-567812345678"),
    ("binary", "DEADBEEF", "\\xdeadbeef"),
    ("json", {"a": [1.0, 1e16]}, {"a": [1, 10000000000000000]}),
]
DIFFERENT = [
    ("boolean", 2, True),
    ("boolean", "1", True),
    ("moment", "2026-11-22 05:00:00", "2026-11-22 05:00:00.000001"),
    ("moment", "soon", "2026-11-22 05:00:00"),
    ("duration", 1, "00:00:01"),
    ("number", 0.1, 0.1000001),
    ("json", ["1"], [1]),
    ("", "1", 1),
]


@pytest.mark.parametrize(("kind", "of_sqlite", "of_postgresql"), SAME)
def test_one_value_in_two_spellings_is_one_value(kind, of_sqlite, of_postgresql):
    kinds = {"column": kind}
    assert alike({"column": of_sqlite}, kinds) == alike({"column": of_postgresql}, kinds)


@pytest.mark.parametrize(("kind", "one", "other"), DIFFERENT)
def test_two_values_are_never_taken_for_one(kind, one, other):
    kinds = {"column": kind}
    assert alike({"column": one}, kinds) != alike({"column": other}, kinds)


@pytest.mark.parametrize(
    "kind", ["boolean", "moment", "time", "duration", "number", "uuid", "binary", "json"]
)
@pytest.mark.parametrize("value", ["", "nonsense", [], {}, None, -1, "999999999999999999999"])
def test_what_somebody_wrote_past_the_program_stays_as_it_is_or_is_read(kind, value):
    alike({"column": value}, {"column": kind})
