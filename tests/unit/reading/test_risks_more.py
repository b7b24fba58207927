"""More made-up papers on risks in the layouts of many councils, each with what a careful person reads in it."""

from __future__ import annotations

import pytest

from sightline.work.imports.reading import risks
from tests.unit.reading.careful import check, names


@pytest.mark.parametrize("name", names("risks"))
def test_as_a_careful_person_reads_it(name: str) -> None:
    check(risks, "risks", name)
