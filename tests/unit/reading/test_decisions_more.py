"""More made-up decision records in the layouts of many councils, each with what a careful person reads in it."""

from __future__ import annotations

import pytest

from sightline.work.imports.reading import decisions
from tests.unit.reading.careful import check, names


@pytest.mark.parametrize("name", names("decisions"))
def test_as_a_careful_person_reads_it(name: str) -> None:
    check(decisions, "decisions", name)
