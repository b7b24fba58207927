"""The wording rules, on sentences of the kind that stand in real plans: few false alarms."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sightline.domain.checks.facts import QuantityFacts
from sightline.domain.checks.rules import check, words
from sightline.domain.checks.rules.examples import TODAY, action, plan

NOT_VAGUE = [
    "Ensure that 95% of assessments are done in 45 days by March 2025",
    "Ensure every child in care has an up-to-date pathway plan",
    "Improve supervision by training all team managers in reflective practice",
    "Continue to hold weekly panels for children on the edge of care",
    "Support 40 foster carers to take sibling groups",
    "Appoint a principal social worker",
    "Publish the revised threshold document",
    "Review all cases open for more than 12 months",
    "Recruit to the vacant posts in the MASH",
    "Strengthen oversight: monthly audit of ten cases by each head of service",
    "Develop a workforce strategy",
    "Ensure return home interviews are offered within 72 hours",
    "Promote fostering: recruit twelve households",
    "Write and agree the escalation policy with partners",
    "To ensure no child waits more than 20 weeks for an EHC plan",
    "Embed the practice model; audit of 30 files a quarter",
]

VAGUE = [
    "Continue to strengthen partnership working",
    "Ensure that practice is consistent across teams by March 2025",
    "Explore options for early help",
    "Ensure all staff understand thresholds",
    "To improve the quality of assessments (paragraph 12)",
    "Improve outcomes for children aged 16 to 17",
    "We will continue to embed the practice model by Q2 2025/26",
    "Support managers to provide better oversight",
    "Raise awareness of section 47 duties",
    "Consider the findings of recommendation 3",
    "1.2 Enhance the voice of the child",
    "Work closely with partners to promote good outcomes",
    "Further improve timeliness",
    "Ensure robust management oversight",
]


def _bare(what: str, **facts: object) -> list[str]:
    stated = {"what": what, "success_measure": None, "target": None, "baseline": None, **facts}
    return [problem.code for problem in check(plan(action(**stated)), TODAY)]


@pytest.mark.parametrize("what", NOT_VAGUE)
def test_a_sentence_with_something_to_measure_is_left_alone(what: str) -> None:
    assert "SL409" not in _bare(what)


@pytest.mark.parametrize("what", VAGUE)
def test_a_vague_verb_with_nothing_to_measure_is_remarked_on(what: str) -> None:
    assert "SL409" in _bare(what)


@pytest.mark.parametrize(
    ("measure", "vague"),
    [
        ("90% of audits good or better", False),
        ("All children in care have a named worker", False),
        ("Chronologies found in the files that are audited", False),
        ("Improved practice", True),
        ("Better outcomes for children", True),
        ("Standards to be understood and implemented by staff", True),
        ("TBC", True),
        ("", True),
    ],
)
def test_a_measure_mends_a_vague_verb_if_it_can_be_missed(measure: str, vague: bool) -> None:
    assert ("SL409" in _bare("Continue to strengthen practice", success_measure=measure)) is vague


def test_a_target_mends_a_vague_verb() -> None:
    target = QuantityFacts("95%", Decimal(95), "%")
    assert "SL409" not in _bare("Continue to strengthen practice", target=target)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "by March 2025",
            "by 31 March 2025",
            "31/03/2025",
            "2025/26",
            "Q1 14/15",
            "paragraph 10",
            "paragraphs 10 and 12",
        ),
        *(
            "section 47",
            "aged 16 to 17",
            "16 and 17 year olds",
            "18+",
            "phase 1",
            "the 2nd stage",
            "Autumn term 2024",
        ),
    ],
)
def test_dates_ages_and_paragraphs_are_no_measure(text: str) -> None:
    assert not words.has_number(text)


@pytest.mark.parametrize(
    "text", ["within 45 days", "72 hours", "three panels", "monthly", "every week", "95%", "1 in 4"]
)
def test_amounts_are_a_measure(text: str) -> None:
    assert words.has_number(text)


@pytest.mark.parametrize(
    ("raw", "measure", "what", "remarked"),
    [
        ("83%", "Target for 45 days - 83%", "Speed up the work", True),
        ("83%", "Percentage of assessments within 45 days", "Speed up the work", False),
        ("95% assessments in timescale", None, "Speed up the work", False),
        ("95%", None, "Complete 95% of assessments in 45 days", False),
        ("90% by March 2027", None, "Speed up the work", True),
        ("66.2", "Rate of children looked after", "Safely reduce", True),
        ("66.2", "Rate of children looked after per 10,000", "Safely reduce", False),
        ("14", "Vacant posts", "Recruit", False),
    ],
)
def test_a_rate_says_of_what(raw: str, measure: str | None, what: str, remarked: bool) -> None:
    unit = "%" if "%" in raw else ""
    target = QuantityFacts(raw, Decimal(words.percentages(raw)[0] if unit else raw), unit)
    found = _bare(what, target=target, success_measure=measure)
    assert ("SL407" in found) is remarked


@pytest.mark.parametrize(
    ("target", "remarked"),
    [
        ("All children in care", False),
        ("Improved timeliness", True),
        ("Zero", False),
        ("Every school", False),
        ("TBC", True),
    ],
)
def test_words_for_the_whole_count_as_a_number(target: str, remarked: bool) -> None:
    found = [p.code for p in check(plan(action(target=QuantityFacts(target))), TODAY)]
    assert ("SL404" in found) is remarked


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Rate of children looked after per 10,000", True),
        ("Number of looked after children", True),
        ("Child protection plan rate", True),
        ("Referral rate", True),
        ("Re-referral rate", False),
        ("Percentage of re-referrals within 12 months", False),
        ("Percentage of children looked after with health checks", False),
        ("Percentage of child protection conferences held in 15 days", False),
    ],
)
def test_rates_without_a_good_direction(text: str, named: bool) -> None:
    assert (words.rate_without_direction(text) is not None) is named


@pytest.mark.parametrize(
    ("printed", "only"),
    [("JB", True), ("J.B.", True), ("J B", True), ("JB/KL", True), ("AD", False), ("PSW", False), ("HR", False),
     ("Head of Service", False), ("Jo Bloggs", False), ("DCS", False), ("DCS / JB", True), ("", False)],
)  # fmt: skip
def test_initials(printed: str, only: bool) -> None:
    assert words.is_initials(printed) is only


@pytest.mark.parametrize(
    ("name", "nobody"), [("TBC", True), ("All partners", True), ("Head of Service", False), ("HR", False)]
)
def test_nobody_in_particular(name: str, nobody: bool) -> None:
    assert words.is_placeholder(name) is nobody


def test_keeping_a_level_is_a_target() -> None:
    same = QuantityFacts("95% of assessments (March 2026)", Decimal(95), "%", None, "assessments")
    kept = action(what="Maintain 95% of assessments in time", baseline=same)
    assert "SL405" not in [problem.code for problem in check(plan(kept), TODAY)]
