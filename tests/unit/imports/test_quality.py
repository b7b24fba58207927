"""The report on an upload adds up, whatever its papers were; and what to look at in one paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.work.imports.models import NOT_TAKEN_WHY, READING_STATES
from sightline.work.imports.quality import LOOKS, PaperStands, Quality, looks_of, quality_of, years_of

MINUTES = {"kind": "minutes", "body": "Scrutiny Panel", "date": "2023-05-03", "suspects": []}
COUNTS = {"read": 10, "by_hand": 0, "taken": 9, "set_aside": 1}


@st.composite
def counts(draw: st.DrawFn) -> dict[str, int]:
    """Counts that hold for one paper: read + added by hand = taken + set aside."""
    read, by_hand = draw(st.integers(0, 500)), draw(st.integers(0, 20))
    taken = draw(st.integers(0, read + by_hand))
    return {"read": read, "by_hand": by_hand, "taken": taken, "set_aside": read + by_hand - taken}


papers = st.builds(
    PaperStands,
    state=st.sampled_from(sorted(READING_STATES)),
    kind=st.sampled_from(["minutes", "report", "inspection", "plan", "unknown", ""]),
    failed=st.booleans(),
    counts=st.one_of(st.just({}), counts()),
    looks=st.frozensets(st.sampled_from([*LOOKS, "of an older version"])),
)


@given(st.lists(papers, max_size=60), st.lists(st.sampled_from(sorted(NOT_TAKEN_WHY)), max_size=30))
def test_the_sums_add_up_whatever_the_papers_were(given_papers: list[PaperStands], left: list[str]) -> None:
    found = quality_of(given_papers, left)
    account = found.account
    assert account.given == len(given_papers) + sum(why != "left-out" for why in left)
    assert account.given == (
        account.read + account.failed + account.waiting + account.aside + account.not_taken + account.known
    )
    assert account.left_out == left.count("left-out") and account.done == account.given - account.waiting
    assert account.read == sum(one.papers for one in found.kinds) == found.total.papers
    assert not found.wrong and found.total.adds_up and all(one.adds_up and one.papers for one in found.kinds)
    read = [paper for paper in given_papers if paper.became == "read"]
    assert found.total.read == sum(paper.counts["read"] for paper in read)
    assert found.total.set_aside == sum(paper.counts["set_aside"] for paper in read)
    _looks_agree(found, given_papers)


def _looks_agree(found: Quality, given_papers: list[PaperStands]) -> None:
    for look in found.looks:
        asked = [
            one
            for one in given_papers
            if look.key in one.looks and one.state == "read" and one.became == "read"
        ]
        assert look.papers == len(asked) > 0 and look.words == LOOKS[look.key]
    keys = [look.key for look in found.looks]
    assert keys == [key for key in LOOKS if key in keys]


@given(st.lists(papers, max_size=30), st.integers(1, 50))
def test_a_paper_that_lost_a_passage_is_noticed(given_papers: list[PaperStands], lost: int) -> None:
    broken = PaperStands(
        "read", "minutes", False, {"read": 60, "by_hand": 0, "taken": 60 - lost, "set_aside": 0}
    )
    assert "minutes" in quality_of([*given_papers, broken], []).wrong


@pytest.mark.parametrize(
    ("paper", "became"),
    [
        (PaperStands("waiting"), "waiting"),
        (PaperStands("failed", failed=True, counts=COUNTS), "failed"),
        (PaperStands("put-aside", failed=True, counts=COUNTS), "failed"),
        (PaperStands("put-aside", "minutes", counts=COUNTS), "read"),
        (PaperStands("accepted", "minutes", counts=COUNTS), "read"),
        (PaperStands("put-aside"), "aside"),
    ],
)
def test_where_a_paper_stands(paper: PaperStands, became: str) -> None:
    assert paper.became == became


def test_a_paper_in_order_asks_for_nothing() -> None:
    assert looks_of(MINUTES, "minutes/2023/minutes.pdf", COUNTS, 0.97) == {}


@pytest.mark.parametrize(
    ("changes", "name", "counts", "sureness", "look", "says"),
    [
        ({"kind": "unknown"}, "a.txt", COUNTS, 0.0, "unknown", "No kind of paper"),
        ({}, "a.txt", COUNTS, 0.6, "unsure", "60% sure"),
        ({"date": None}, "a.txt", COUNTS, None, "no-date", "No date"),
        ({"date": "3 May"}, "a.txt", COUNTS, None, "no-date", "No date"),
        ({"body": " "}, "a.txt", COUNTS, None, "no-body", "which body"),
        ({}, "minutes 2022-05-03.pdf", COUNTS, None, "other-year", "3 May 2023, and its name says 2022"),
        ({}, "2019/minutes.pdf", COUNTS, None, "other-year", "2019"),
        ({}, "a.txt", {**COUNTS, "taken": 5, "set_aside": 5}, None, "many-aside", "5 of 10 passages"),
        ({}, "a.txt", {**COUNTS, "taken": 0, "set_aside": 2}, None, "empty", "Nothing was taken"),
        ({"suspects": [{"text": "x", "why": "y"}]}, "a.txt", COUNTS, None, "suspects", "1 passage should"),
    ],
)
def test_what_to_look_at(changes, name, counts, sureness, look, says) -> None:
    found = looks_of({**MINUTES, **changes}, name, counts, sureness)
    assert [*found] == [look] and says in found[look] and found[look].endswith(".")


def test_a_paper_that_could_not_be_read_is_no_question_of_quality() -> None:
    assert looks_of({"kind": "unknown", "error": "It is damaged."}, "a.pdf", COUNTS, None) == {}


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("minutes.pdf", set()),
        ("2023-05-03 minutes.pdf", {2023}),
        ("minutes 2022-23.pdf", {2022, 2023}),
        ("2022/23 q1.pdf", {2022}),  # a slash parts folders: the folder says the year
        ("plan 2019-24.pdf", {2019}),
        ("20230503_minutes.pdf", {2023}),
        ("03052023.pdf", {2023}),
        ("ref 120230503.pdf", set()),
        ("2019/May/minutes.pdf", {2019}),
        ("2019/minutes 2020.pdf", {2020}),
        ("1999-00.pdf", {1999, 2000}),
    ],
)
def test_the_years_that_a_name_says(name: str, years: set[int]) -> None:
    assert years_of(name) == years
