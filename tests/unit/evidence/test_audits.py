"""Practice audits: numbers that add up, text that is always the same, and nothing that looks like a case."""

from datetime import date

import pytest

from sightline.domain.evidence import rules_audits as rules
from sightline.ground.lib.errors import Refused

TODAY = date(2025, 7, 10)
AUDIT = {
    "topic": "Supervision",
    "period_from": date(2025, 4, 1),
    "period_to": date(2025, 6, 30),
    "cases": 36,
    "grades": [{"label": "Good", "number": 12}, {"label": "Requires improvement", "number": 20}],
}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"topic": ""}, "topic"),
        ({"period_to": date(2025, 3, 1)}, "period_to"),
        ({"period_to": date(2025, 7, 11)}, "period_to"),
        ({"cases": -1}, "cases"),
        ({"cases": 5_000_000}, "cases"),
        ({"cases": 31}, "grades"),
        ({"cases": 0}, "grades"),
    ],
)
def test_an_audit_that_cannot_be_true_is_refused(changes, field):
    with pytest.raises(Refused) as refused:
        rules.check_audit(**(AUDIT | changes), today=TODAY)
    assert refused.value.field == field


def test_grades_may_be_fewer_than_cases_and_cases_need_not_be_stated():
    rules.check_audit(**AUDIT, today=TODAY)
    rules.check_audit(**(AUDIT | {"cases": 32}), today=TODAY)
    rules.check_audit(**(AUDIT | {"cases": None, "period_from": None, "period_to": None}), today=TODAY)


def test_grades_are_typed_one_a_line():
    assert rules.grades_from("Good: 12\n\n Requires improvement 20\nGrade 2: 3\nInadequate - 0\r\n") == [
        {"label": "Good", "number": 12},
        {"label": "Requires improvement", "number": 20},
        {"label": "Grade 2", "number": 3},
        {"label": "Inadequate", "number": 0},
    ]
    for wrong in (
        "Good",
        "12",
        "Good: twelve",
        "Good: 12\ngood: 3",
        "Good: 12.5",
        "\n".join(f"{a}: 1" for a in "abcdefghijklm"),
    ):
        with pytest.raises(Refused) as refused:
            rules.grades_from(wrong)
        assert refused.value.field == "grades"


def test_shares_are_of_the_cases_and_unknown_where_the_cases_are():
    assert rules.shares(40, [{"label": "Good", "number": 10}]) == [("Good", 10, 25.0)]
    assert rules.shares(None, [{"label": "Good", "number": 10}]) == [("Good", 10, None)]
    assert rules.shares(0, [{"label": "Good", "number": 0}]) == [("Good", 0, None)]


def test_the_text_of_an_audit_says_what_is_not_stated_and_changes_with_the_report():
    told = AUDIT | {"strengths": "", "to_improve": "Voice of children", "moderated_by": ""}
    text = rules.audit_text(**told)
    assert text.splitlines() == [
        "Topic: Supervision",
        "Period: 1 April to 30 June 2025",
        "Cases audited: 36",
        "Grades: Good 12; Requires improvement 20",
        "Strengths: not stated",
        "To improve: Voice of children",
        "Moderated by: not stated",
    ]
    assert rules.audit_text(**told, file_hash="ab" * 32) == f"{text}\nReport, SHA-256: {'ab' * 32}"
    assert rules.period_words(None, None) == "period not stated"
    assert rules.period_words(date(2024, 12, 1), date(2025, 1, 31)) == "1 December 2024 to 31 January 2025"
    assert rules.period_words(date(2024, 12, 1), None) == "from 1 December 2024"


@pytest.mark.parametrize("number", ["943 476 5919", "943-476-5919", "9434765919"])
def test_an_nhs_number_is_told_by_its_check_digit(number):
    assert rules.is_nhs_number(number)
    assert [doubt.what for doubt in rules.doubts([f"Seen in {number}."])] == ["an NHS number"]
    assert not rules.is_nhs_number(number[:-1] + "8")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Case 1234567 was closed too soon", "a number of a case"),
        ("See ICS number 20456", "a number of a case"),
        ("LCS ref: 998877", "a number of a case"),
        ("The file 30041122 had no chronology", "a number of a case"),
        ("H801200001001 had no plan", "a unique pupil number"),
        ("The eldest (DOB 4/5/2012) was not seen", "a date of birth"),
        ("Child A was not seen", "the initials of a child"),
        ("Case B was closed", "the initials of a child"),
        ("Ada Example, Ben Example, Cyd Example-Smith", "a list of names"),
        ("Ada Example\nBen Example\nCyd Example", "a list of names"),
    ],
)
def test_what_looks_like_a_case_is_told(text, what):
    assert what in {doubt.what for doubt in rules.doubts([text])}


@pytest.mark.parametrize(
    "text",
    [
        "36 of 40 cases (90%) had monthly supervision in 2024/25, up from 31",
        "12,500 referrals and £1,250,000 spent; 0.123456 of all",
        "Between 1 April 2025 and 30 June 2025 the front door took 4321 contacts",
        "Front Door, Care Leavers, Early Help",
        "North Locality, South Locality and West Locality",
        "Good, Requires Improvement and Inadequate",
        "Independent Reviewing Officers, Team Managers and Practice Educators took part",
        "Children in need plans are clear. Child protection visits are made on time",
        "Audit tool version 3; case file audits; case summaries were up to date in 28 cases",
        "In each case I looked for the voice of the child; in no case A plan was missing",
        "Moderated on 03/07/2025 by the Head of Quality Assurance",
    ],
)
def test_ordinary_words_of_an_audit_raise_no_alarm(text):
    assert rules.doubts([text]) == []


def test_what_looks_like_a_case_is_refused_in_a_sentence_until_a_reason_is_given():
    with pytest.raises(Refused) as refused:
        rules.check_holds_no_case(["Case 1234567 and child B"], "")
    assert refused.value.field == "override"
    assert "a number of a case (“Case 1234567”)" in refused.value.sentence
    assert "Nothing was kept" in refused.value.sentence
    rules.check_holds_no_case(["Case 1234567 and child B"], "They are numbers of our own procedure")


def test_a_hostile_text_is_judged_at_once():
    rules.doubts(["A a " * 20_000, "1" * 60_000, "Ab " * 20_000, "case " * 12_000, "9 " * 30_000])
