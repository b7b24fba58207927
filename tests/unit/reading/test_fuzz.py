"""Five hundred damaged papers: none crashes a reader, none holds it up, and no result says what its paper does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.ground.lib.documents.sandbox import Sandbox
from sightline.work.imports.reading.entry import read_text
from tests.unit.reading.fuzzing import faults_in, outcome_of, papers
from tests.unit.reading.made_up_papers import ALL
from tests.unit.reading.mutations import mutated

MUTATIONS = 500
FIRST_SEED = 1_000_000


@pytest.fixture(scope="module")
def sandbox() -> Sandbox:
    with Sandbox() as kept:
        yield kept


@pytest.mark.parametrize("part", range(10))
def test_damaged_papers_are_read_or_refused_and_nothing_is_invented(
    part: int, tmp_path: Path, sandbox: Sandbox
) -> None:
    size = MUTATIONS // 10
    first = FIRST_SEED + part * size
    faults = []
    for seed in range(first, first + size):
        mutant = mutated(seed, papers())
        found = outcome_of(mutant, tmp_path, sandbox).faults
        faults += [f"seed {seed}, {mutant.paper} {mutant.ending} {mutant.steps}: {fault}" for fault in found]
    assert faults == []


def test_the_same_seed_damages_alike() -> None:
    made_up = tuple(ALL.items())
    for seed in range(200):
        one, other = mutated(seed, made_up), mutated(seed, made_up)
        assert one == other


def test_the_checks_find_what_is_wrong() -> None:
    from sightline.ground.lib.documents.text import document_of_text

    text = ALL["minutes"]
    result, document = read_text(text), document_of_text(text)
    assert not list(faults_in(result, document))
    invented = {**result, "items": [{"number": "1", "title": "T", "resolutions": []}]}
    invented["items"][0]["resolutions"] = [
        {"number": None, "text": "That nobody ever said this.", "verb": None}
    ]
    invented["places"] = []
    assert [fault.split(":")[0] for fault in faults_in(invented, document)] == ["words"]
    nowhere = {"of": "date", "page": None, "first": 99_999, "last": 99_999, "boxes": []}
    assert [fault.split(":")[0] for fault in faults_in({**result, "places": [nowhere]}, document)] == [
        "place"
    ]
    astray = {"of": "items/77/title", "page": None, "first": 1, "last": 1, "boxes": []}
    assert [fault.split(":")[0] for fault in faults_in({**result, "places": [astray]}, document)] == ["place"]
    assert [fault.split(":")[0] for fault in faults_in({**result, "date": "May"}, document)] == ["schema"]
