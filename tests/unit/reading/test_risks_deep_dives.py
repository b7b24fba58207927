"""Deep dives into a strategic risk: the samples key by key, and made-up items in other layouts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sightline.ground.lib.documents.text import document_of_text
from sightline.work.imports.reading import risks
from sightline.work.imports.reading.entry import read_file, read_text
from sightline.work.imports.reading.memory import EMPTY
from sightline.work.imports.reading.printed_text import Para, printed
from sightline.work.imports.reading.risks.measures import split_list
from sightline.work.imports.reading.risks.scores import read_scores


def stated(read: Any, wanted: Any, path: str = "") -> list[str]:
    """Where a reading differs from what a sample states; what the sample does not state may be anything."""
    if isinstance(wanted, dict):
        return [
            fault
            for key, value in wanted.items()
            for fault in stated(read.get(key) if isinstance(read, dict) else None, value, f"{path}/{key}")
        ]
    if isinstance(wanted, list):
        if not isinstance(read, list) or len(read) != len(wanted):
            return [f"{path}: {read!r} is not {wanted!r}"]
        return [
            fault
            for number, pair in enumerate(zip(read, wanted, strict=True))
            for fault in stated(*pair, f"{path}/{number}")
        ]
    return [] if read == wanted else [f"{path}: {read!r} is not {wanted!r}"]


def paragraphs(text: str) -> tuple[Para, ...]:
    return printed(document_of_text(text)).paras


def test_the_sample_agrees_in_every_key_that_it_states(shared: Path) -> None:
    wanted = json.loads((shared / "samples/plans/p07_deep_dive_scores.json").read_text())
    read = read_file(shared / "samples/plans/p07_deep_dive_scores.txt")
    for note in ("source", "verbatim", "truncated", "layout", "how"):
        del wanted[note]
    assert stated(read, wanted) == []
    assert read["sub_risks"][1]["gross"] is None
    assert read["sub_risks"][1]["net"] is None
    assert read["sub_risks"][2]["controls"] == []


def test_the_seed_gives_gross_25_to_15_and_no_score_of_the_second_sub_risk(shared: Path) -> None:
    wanted = json.loads((shared / "samples/minutes/004_e5f8e3d95ccd3ae2.json").read_text())["items"][0][
        "risk"
    ]
    text = (shared / "seeds/004_e5f8e3d95ccd3ae2.txt").read_text()
    read = risks.risk_of(paragraphs(text))
    assert stated(read, wanted) == []
    assert read is not None
    scores = {key: value for key, value in read["sub_risks"][1].items() if "gross" in key or "net" in key}
    assert set(scores.values()) == {None}
    assert risks.confidence(printed(document_of_text(text))) < 0.5  # minutes that hold a deep dive


@pytest.mark.parametrize(
    ("sentence", "scores"),
    [
        ("The gross score was 25 and the net score was 16.", [("gross", 25, None), ("net", 16, None)]),
        ("The gross risk score had fallen to 15 from 25.", [("gross", 15, 25)]),
        ("The nett score had been reduced from 20 to 12.", [("net", 12, 20)]),
        ("The score for the sub-risk was 12.", [("", 12, None)]),
        ("The gross and net scores were 20 and 9.", [("gross", 20, None), ("net", 9, None)]),
        ("The residual risk rating stood at 8 (previously 12).", [("net", 8, 12)]),
        (
            "It had an inherent score of 20, a residual score of 12 and a target of 6.",
            [("gross", 20, None), ("net", 12, None), ("target", 6, None)],
        ),
        ("The risk was scored at 16 (net) and 20 (gross).", [("net", 16, None), ("gross", 20, None)]),
        ("The net risk score remained at 16.", [("net", 16, None)]),
        (
            "There had been a reduction in the Strategic risk score for this sub-risk from 20 to 16.",
            [("", 16, 20)],
        ),
        ("The gross score (5 x 5 = 25) had not changed.", [("gross", 25, None)]),
        ("The net score went up to 20 from 16 in March 2024.", [("net", 20, 16)]),
        ("The score was reviewed on 4 March 2023 and 20% of actions were done.", []),
        ("In 2011 there were 2,800 staff compared to 2,100 now.", []),
        ("A gross score is given to each of 9 risks.", []),
        ("Members asked whether the score was realistic.", []),
        ("The risk score moved 20 → 15.", [("", 15, 20)]),
        ("The current net risk score is 12, down from 16.", [("net", 12, 16)]),
    ],
)
def test_scores_of_a_sentence(sentence: str, scores: list[tuple[str, int, int | None]]) -> None:
    assert [(score.which, score.value, score.before) for score in read_scores(sentence)] == scores


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a retention payment and a leadership course", ["a retention payment", "a leadership course"]),
        ("training and development", ["training and development"]),
        ("weekly checks, a tracker and a panel", ["weekly checks", "a tracker", "a panel"]),
        (
            "a framework and register for projects, which could be used to show how",
            ["a framework and register for projects, which could be used to show how"],
        ),
        ("reviewing cases and training staff", ["reviewing cases", "training staff"]),
    ],
)
def test_a_list_is_parted_only_where_its_words_show_the_parts(text: str, parts: list[str]) -> None:
    assert split_list(text) == parts


LISTED_BELOW = """\
Agenda item

CORPORATE RISK REGISTER DEEP DIVE – WORKFORCE

To examine how the risk is controlled.

Minutes:

The Panel carried out a deep dive into the Strategic Risk “Workforce”. It has these sub-risks:

(a) Vacant posts in assessment teams;
(b) Agency costs;

(a) Vacant posts in assessment teams

Dr Iris Quill, Head of Workforce, presented sub-risk (a). The inherent score was 20 \
and the residual score was 12. Existing controls include a career pathway, a bursary and a peer \
network. A new induction will be in place by September 2025.

(b) Agency costs

The Director of Finance reported that the gross score had risen from 9 to 16. The net score was 20.

It was agreed that the position be reported again in six months.
"""


def test_sub_risks_in_a_list_below_the_first_sentence() -> None:
    read = read_text(LISTED_BELOW)
    assert (read["kind"], read["risk"], read["title"]) == (
        "risk",
        "Workforce",
        "CORPORATE RISK REGISTER DEEP DIVE – WORKFORCE",
    )
    wanted = [
        {
            "ref": "a",
            "name": "Vacant posts in assessment teams",
            "owner": "Dr Iris Quill, Head of Workforce",
            "gross": 20,
            "gross_from": None,
            "net": 12,
            "score_unspecified": None,
            "controls": ["a career pathway", "a bursary", "a peer network"],
            "further_actions": [{"text": "A new induction", "target": "September 2025"}],
            "score_words": {"gross": "inherent", "net": "residual"},
        },
        {
            "ref": "b",
            "name": "Agency costs",
            "owner": "Director of Finance",
            "gross_from": 9,
            "gross": 16,
            "gross_to": 16,
            "net": 20,
            "controls": [],
            "further_actions": [],
        },
    ]
    assert stated(read["sub_risks"], wanted) == []
    assert read["resolutions"] == [
        {
            "number": None,
            "text": "that the position be reported again in six months.",
            "verb": "It was agreed",
        }
    ]
    assert [suspect["why"] for suspect in read["suspects"]] == [
        "The net score (20) is above the gross score (16)."
    ]
    assert read["set_aside"] == []


QUOTED = """\
Agenda item

To consider a progress report on individual risks.

The Committee considered a progress report in relation to the individual risks on the register, \
specifically the risk regarding ‘Loss of trust’.

Mr Tobias Fenn, Head of Communications, discussed the sub-risk of ‘slow answers to complaints’. The nett score had stayed at 9.

With regard to the sub-risk of ‘poor press’, Ms Una Birch explained that the score was 12.

The Committee agreed: To note the report.
"""


def test_sub_risks_that_have_names_and_no_letters() -> None:
    read = risks.risk_of(paragraphs(QUOTED))
    assert read is not None
    assert read["name"] == "Loss of trust"
    wanted = [
        {
            "ref": None,
            "name": "slow answers to complaints",
            "owner": "Mr Tobias Fenn, Head of Communications",
            "net": 9,
            "gross": None,
        },
        {"ref": None, "name": "poor press", "owner": "Ms Una Birch", "score_unspecified": 12, "net": None},
    ]
    assert stated(read["sub_risks"], wanted) == []


def test_a_score_that_no_sub_risk_can_be_told_to_have_is_set_aside() -> None:
    text = (
        "The Board held a deep dive into the Strategic Risk ‘Money’ with its sub-risks (a) ‘Overspend’ and (b) ‘Fraud’.\n\n"
        "Members heard that the net score was 12.\n\n"
        "The score of sub-risk (d) was 9.\n\n"
        "(a) Overspend\n\nThe net score was 8. The net score was 10.\n"
    )
    read = risks.risk_of(paragraphs(text))
    assert read is not None
    assert [sub["net"] for sub in read["sub_risks"]] == [8, None]
    assert [entry["text"] for entry in read["set_aside"]] == [
        "Members heard that the net score was 12.",
        "The score of sub-risk (d) was 9.",
        "The net score was 10.",
    ]


def test_what_is_odd_is_kept_as_printed_and_asked_about() -> None:
    text = (
        "A deep dive into the Strategic Risk ‘Money’ with its sub-risks (a) ‘Overspend’ and (b) ‘Fraud’ was held.\n\n"
        "(a) Overspends\n\nThe gross score was 30.\n\n(b) Fraud\n\nThe gross score (5 x 4 = 25) was noted.\n"
    )
    read = risks.risk_of(paragraphs(text))
    assert read is not None
    assert [(sub["name"], sub["gross"]) for sub in read["sub_risks"]] == [("Overspends", 30), ("Fraud", 25)]
    assert [suspect["why"] for suspect in read["suspects"]] == [
        "This sub-risk is called “Overspend” further up. The wording of its own heading was taken.",
        "A score of 30 is outside a matrix of five by five.",
        "5 times 4 is 20, but 25 is printed.",
    ]


def test_an_item_about_the_whole_register_is_no_deep_dive() -> None:
    text = (
        "Agenda item\n\nStrategic Risk Register\n\nThe Committee reviewed the register of risks. A gross score is the score "
        "before controls. Three risks had been added.\n\nResolved: That the report be noted.\n"
    )
    assert risks.risk_of(paragraphs(text)) is None


def test_places_lead_to_the_printed_lines_and_start_where_they_are_told_to() -> None:
    read = risks.risk_of(paragraphs(QUOTED), at="items/0/risk/")
    assert read is not None
    lines = QUOTED.split("\n")
    found = {place["of"]: lines[place["first"] - 1] for place in read["places"]}
    assert "‘Loss of trust’" in found["items/0/risk/name"]
    assert "stayed at 9" in found["items/0/risk/sub_risks/0/net"]
    assert "the score was 12" in found["items/0/risk/sub_risks/1/score_unspecified"]


@pytest.mark.parametrize(
    "text",
    [
        "deep dive sub-risk (a) " * 4000,
        "The Strategic Risk ‘" + "x" * 60_000,
        "sub-risks (a) ‘A’" + ", (b) ‘B’" * 3000,
        "score from 1 to 2 " * 4000,
        "The controls were a " + "b and a " * 8000,
        "(a)\n(b)\n(c)\n" * 3000 + "sub-risk score 12",
        "Mr " + "A" * 50_000 + ", Director reported on the sub-risk of the risk ‘X’",
        "\u202e\ufffd‘’“” sub-risk deep dive risk ‘\u0000’ score 5x5x5x5",
    ],
)
def test_hostile_text_ends_soon(text: str) -> None:
    paper = printed(document_of_text("Agenda item\n\nRISK DEEP DIVE - X\n\n" + text))
    read = {**risks.read(paper, EMPTY), "sure": risks.confidence(paper)}
    assert json.loads(json.dumps(read)) == read
