"""The parts of a report one by one: answers, dates, recommendations, appendices, headings, what a council taught, packs."""

from __future__ import annotations

from typing import Any

import pytest

from sightline.ground.lib.documents.text import document_of_text
from sightline.work.imports.reading import reports
from sightline.work.imports.reading.memory import EMPTY, Memory
from sightline.work.imports.reading.printed_text import printed

HEAD = "Report to: Harbour Board\nRelevant Officer: Director of Harbours\nDate of Meeting: 4 May 2021\n\nTHE PLAN\n\n"


def read(text: str, memory: Memory = EMPTY) -> dict[str, Any]:
    return reports.read(printed(document_of_text(text)), memory)


CONTRARY = "Is the recommendation contrary to a plan or strategy adopted or approved by the Council?"


@pytest.mark.parametrize(
    ("printed_so", "answer"),
    [
        (f"{CONTRARY} No", False),
        (f"{CONTRARY} Yes", True),
        (f"{CONTRARY}\n\nNo", False),
        (f"{CONTRARY}\tNo", False),
        (f"{CONTRARY} | No |", False),
        (CONTRARY.replace("adopted or", "adopted or No"), False),
        (CONTRARY.replace("strategy adopted", "strategy adopted Yes"), True),
        (
            "Is the recommendation contrary to a plan or strategy\nadopted or\nNo\napproved by the Council?",
            False,
        ),
        (f"{CONTRARY} No - it carries the strategy out.", False),
        (f"{CONTRARY} Yes/No", None),
        (f"{CONTRARY} Yes / No (delete as applicable)", None),
        (f"{CONTRARY} Yes ☐ No ☐", None),
        (f"{CONTRARY} Yes ☒ No ☐", True),
        (f"{CONTRARY} ☐ Yes ☒ No", False),
        (f"{CONTRARY} [ ] Yes [x] No", False),
        (f"{CONTRARY} ☒ Yes ☒ No", None),
        (f"{CONTRARY} ☐ Yes", None),
        (f"{CONTRARY} N/A", None),
        (f"{CONTRARY} Not applicable", None),
        (CONTRARY, None),
        (f"{CONTRARY}\n\n4.0 Other alternative options to be considered:\n\nNone", None),
        (f"{CONTRARY}\n\nNo financial considerations arise.", None),
        ("", None),
    ],
)
def test_an_answer_is_what_is_printed(printed_so: str, answer: bool | None) -> None:
    text = (
        f"{HEAD}2.0 Recommendations:\n\n2.1 To note.\n\n3.0 Reasons for recommendations:\n\n3.1"
        f" Why.\n\n3.2 {printed_so}\n\n9.0 Legal considerations:\n\n9.1 None"
    )
    got = read(text)
    assert got["contrary_to_plan"] is answer
    assert got["in_budget"] is None
    assert got["exempt"] is None
    assert got["reasons"][0] == "Why."


def test_the_three_questions_are_told_apart() -> None:
    text = (
        f"{HEAD}3.0 Reasons for recommendations:\n\n3.1 Why.\n\n3.2a {CONTRARY}\n\nNo\n\n"
        "3.2b Is the recommendation in accordance with the Council's approved Yes budget?\n\n"
        "Does the information submitted include any exempt information? Yes - Appendix 2\n\n6.0"
        " Legal considerations:\n\n6.1 None"
    )
    got = read(text)
    assert (got["contrary_to_plan"], got["in_budget"], got["exempt"]) == (False, True, True)
    assert got["reasons"] == ["Why."]
    assert got["considerations"] == {"legal": "None"}


def test_two_answers_to_one_question_are_no_answer() -> None:
    got = read(
        f"{HEAD}3.0 Reasons:\n\n3.1 Why.\n\n3.2 {CONTRARY} No\n\n5.0 Background\n\n5.1 {CONTRARY} Yes\n"
    )
    assert got["contrary_to_plan"] is None
    assert any("differently" in one["why"] for one in got["suspects"])


@pytest.mark.parametrize(
    ("label", "exempt"),
    [
        ("Exempt information: None", False),
        ("Exempt/Confidential: No", False),
        ("Exempt information: Yes, Appendix B", True),
        ("Exempt information: Part exempt", True),
        ("Exempt information: N/A", None),
        ("Classification: Public", False),
        ("Classification: Restricted", True),
    ],
)
def test_exempt_as_a_label(label: str, exempt: bool | None) -> None:
    text = HEAD.replace("\n\nTHE", f"\n{label}\n\nTHE")
    assert read(f"{text}Recommendations\n\n1. Note it.")["exempt"] is exempt


@pytest.mark.parametrize(
    ("printed_date", "day", "asked"),
    [
        ("3 December 2014", "2014-12-03", False),
        ("3rd December, 2014", "2014-12-03", False),
        ("Wednesday, 3rd December 2014 at 6.00 pm", "2014-12-03", False),
        ("03/12/2014", "2014-12-03", False),
        ("3.12.14", "2014-12-03", False),
        ("December 3, 2014", "2014-12-03", False),
        ("2014-12-03", "2014-12-03", False),
        ("Tuesday 3 December 2014", "2014-12-03", True),
        ("3 December", None, True),
        ("December 2014", None, True),
        ("31 September 2014", None, True),
        ("3 or 10 December 2014, 17 December 2014", None, True),
        ("To be confirmed", None, False),
    ],
)
def test_the_day_of_the_meeting(printed_date: str, day: str | None, asked: bool) -> None:
    got = read(
        f"Report to: Board\nDate of Meeting: {printed_date}\n\nTHE PLAN\n\nRecommendations\n\n1. Note it."
    )
    assert got["date_of_meeting"] == day
    assert bool(got["suspects"]) is asked


def test_two_dates_in_one_head_are_asked_about() -> None:
    got = read(
        "Harbour Board: 4 May 2021\n\nDate of meeting: 5 May 2021\n\nTHE PLAN\n\nRecommendations\n\n1. Note it."
    )
    assert got["date_of_meeting"] == "2021-05-05"
    assert any("another date" in one["why"] for one in got["suspects"])


@pytest.mark.parametrize(
    ("printed_so", "items"),
    [
        ("2.1 To note the report.\n\n2.2 To agree.", [("2.1", "To note the report."), ("2.2", "To agree.")]),
        ("1) Note it.\n2) Agree it.", [("1", "Note it."), ("2", "Agree it.")]),
        ("(a) note it; and\n(b) agree it.", [("a", "note it; and"), ("b", "agree it.")]),
        ("(i) note it\n(ii) agree it\n(iii) ask", [("i", "note it"), ("ii", "agree it"), ("iii", "ask")]),
        ("• note it\n• agree it", [(None, "note it"), (None, "agree it")]),
        ("That the report be noted.", [(None, "That the report be noted.")]),
        ("That it be noted.\n\nThat it be agreed.", [(None, "That it be noted."), (None, "That it be agreed.")]),
        ("The Committee is recommended to:\n\n• note it\n• agree it", [(None, "note it"), (None, "agree it")]),
        ("It is recommended that the Board:\n\n1. notes it;\n2. agrees it.", [("1", "notes it;"), ("2", "agrees it.")]),
        ("The Board is asked to note the report.", [(None, "The Board is asked to note the report.")]),
        ("2.1 That the Board is asked to:\n\n(a) note it;\n\n(b) agree it.", [("a", "note it;"), ("b", "agree it.")]),
        (
            "2.1 To agree the plan, namely:\n(a) one;\n(b) two.\n\n2.2 To note it.",
            [("2.1", "To agree the plan, namely: (a) one; (b) two."), ("2.2", "To note it.")],
        ),
        ("That Cabinet (1) notes it; and (2) agrees it.", [("1", "notes it; and"), ("2", "agrees it.")]),
        ("No. | Recommendation\n1 | Note it.\n2 | Agree it.", [("1", "Note it."), ("2", "Agree it.")]),
        ("None.", []),
    ],
)  # fmt: skip
def test_recommendations(printed_so: str, items: list[tuple[str | None, str]]) -> None:
    got = read(f"{HEAD}Recommendations\n\n{printed_so}\n\nLegal implications\n\nNone.")
    assert [(one["number"], one["text"]) for one in got["recommendations"]] == items
    assert got["considerations"] == {"legal": "None."}


def test_a_lead_in_is_kept_beside_the_items() -> None:
    got = read(f"{HEAD}Recommendations\n\nMembers are asked to:\n\n1. note it.\n\n2. agree it.")
    assert got["recommendations_lead_in"] == "Members are asked to:"


@pytest.mark.parametrize(
    ("numbers", "why"), [(("2.1", "2.1"), "another recommendation"), (("2.1", "2.3"), "jumps")]
)
def test_numbers_that_repeat_or_jump_are_kept_and_asked_about(numbers: tuple[str, str], why: str) -> None:
    got = read(f"{HEAD}2.0 Recommendations\n\n{numbers[0]} To note it.\n\n{numbers[1]} To agree it.")
    assert [one["number"] for one in got["recommendations"]] == list(numbers)
    assert any(why in one["why"] for one in got["suspects"])


def test_a_report_without_recommendations_says_so() -> None:
    got = read(f"{HEAD}1.0 Purpose of the report\n\n1.1 To tell.\n\n2.0 Background\n\n2.1 Much.")
    assert got["recommendations"] == []
    assert any("No recommendations were found" in one["why"] for one in got["suspects"])


@pytest.mark.parametrize(
    ("printed_so", "expected"),
    [
        ("Appendix 6(a): The plan\nAppendix 6(b): Scorecard", [("6(a)", "The plan"), ("6(b)", "Scorecard")]),
        ("Appendix A – The plan.\n\nAppendix B – Scorecard", [("A", "The plan"), ("B", "Scorecard")]),
        ("• Appendix 1 The plan\n• Appendix 2 Scorecard", [("1", "The plan"), ("2", "Scorecard")]),
        ("A - The plan\nB - Scorecard", [("A", "The plan"), ("B", "Scorecard")]),
        ("Appendix 1: To follow", [("1", None)]),
        ("Appendix 1\nThe plan", [("1", "The plan")]),
        ("Appendix | Title\nA | The plan\nB | Scorecard", [("A", "The plan"), ("B", "Scorecard")]),
        ("The plan is attached as Appendix A and the scorecard as Appendix B.", [("A", None), ("B", None)]),
        ("None", []),
        ("There are no appendices to this report.", []),
    ],
)
def test_lists_of_appendices(printed_so: str, expected: list[tuple[str | None, str | None]]) -> None:
    got = read(
        f"{HEAD}Recommendations\n\n1. Note it.\n\nAppendices\n\n{printed_so}\n\nBackground papers\n\nNone"
    )
    assert [(one["ref"], one["title"]) for one in got["appendices"]] == expected
    assert got["background_papers"] == "None"


@pytest.mark.parametrize(
    ("sentence", "refs"),
    [
        ("The plan is at Appendix 1 and its scorecard at Appendix 2.", ["1", "2"]),
        ("See Appendices A to C.", ["A", "B", "C"]),
        ("See Appendices 1, 2 and 4.", ["1", "2", "4"]),
        ("Details are appended to the minutes.", None),
        ("A copy is attached at appendix a.", ["a"]),
    ],
)
def test_appendices_that_only_the_text_names(sentence: str, refs: list[str] | None) -> None:
    got = read(f"{HEAD}Recommendations\n\n1. Note it.\n\nBackground\n\n{sentence}")
    assert (None if got["appendices"] is None else [one["ref"] for one in got["appendices"]]) == refs


def test_a_label_that_drifts_is_asked_about() -> None:
    text = (
        f"{HEAD}Recommendations\n\n1. Note it.\n\nBackground\n\nThe plan is at Appendix"
        f" 7a.\n\nList of Appendices:\n\nAppendix 8a: The plan"
    )
    got = read(text)
    assert got["appendices"] == [{"ref": "8a", "title": "The plan"}]
    assert got["appendix_refs_in_body"] == ["Appendix 7a"]
    assert any(one["text"] == "Appendix 7a" for one in got["suspects"])


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Financial considerations", "financial"),
        ("FINANCIAL IMPLICATIONS", "financial"),
        ("Comments of the Chief Finance Officer", "financial"),
        ("Resource implications (financial and employment)", "financial"),
        ("Legal and constitutional implications", "legal"),
        ("Monitoring Officer's comments", "legal"),
        ("Human Resources considerations", "human_resources"),
        ("Staffing/Workforce implications", "human_resources"),
        ("Risk management implications", "risk"),
        ("Equality Impact Assessment", "equalities"),
        ("Equality, Diversity and Inclusion implications", "equalities"),
        ("Equalities and the impact of this decision for our children and young people", "equalities"),
        ("Sustainability, climate change and environmental considerations", "sustainability"),
        ("Climate change implications", "sustainability"),
        ("Ethical considerations", "ethical"),
        ("Internal/ External Consultation undertaken", "consultation"),
        ("Consultation and engagement undertaken", "consultation"),
        ("What are the legal implications?", "legal"),
    ],
)
@pytest.mark.parametrize("manner", ["7.0 {}:", "{}", "7. {}", "(g) {}:", "**{}**"])
def test_headings_of_considerations(heading: str, key: str, manner: str) -> None:
    text = (
        f"{HEAD}2.0 Recommendations\n\n2.1 To note it.\n\n6.0 Legal considerations\n\n6.1"
        f" First.\n\n{manner.format(heading)}\n\n7.1 Second."
    )
    got = read(text)
    assert "Second." in got["considerations"][key]


def test_one_heading_for_two_considerations_counts_for_both() -> None:
    got = read(f"{HEAD}Recommendations\n\n1. Note it.\n\nFinancial and legal implications\n\nThere are none.")
    assert got["considerations"] == {"financial": "There are none.", "legal": "There are none."}


def test_a_heading_that_is_not_known_is_kept_apart() -> None:
    text = (
        f"{HEAD}8.0 Legal considerations:\n\n8.1 None.\n\n9.0 Moonlight and tides:\n\n9.1 The"
        f" moon was full.\n\n10.0 Financial considerations:\n\n10.1 Some."
    )
    got = read(text)
    assert got["considerations"] == {"legal": "None.", "financial": "Some."}
    assert {"heading": "Moonlight and tides:", "text": "The moon was full.", "page": None} in got[
        "other_sections"
    ]
    assert any(
        one["printed"] == "Moonlight and tides:" and one["section"] == "other" for one in got["headings"]
    )


def test_a_consideration_without_a_key_keeps_its_heading() -> None:
    got = read(f"{HEAD}Recommendations\n\n1. Note it.\n\nCrime and disorder implications\n\nNone.")
    assert [(one["heading"], one["text"]) for one in got["other_considerations"]] == [
        ("Crime and disorder implications", "None.")
    ]


def test_what_a_council_taught_decides_first() -> None:
    text = (
        f"{HEAD}2.0 Recommendations\n\n2.1 To note it.\n\n8.0 Moonlight and tides:\n\n8.1 High"
        f" water.\n\n9.0 Legal considerations:\n\n9.1 None."
    )
    memory = Memory.from_json(
        {
            "columns": {},
            "headings": {"Moonlight and tides": "risk", "Legal considerations": "other"},
            "verbs": {},
        }
    )
    got = read(text, memory)
    assert got["considerations"] == {"risk": "High water."}
    assert any("taught" in one["why"] for one in got["headings"])
    assert any(one["heading"].startswith("Legal") for one in got["other_sections"])


def test_a_council_can_teach_that_words_are_no_heading() -> None:
    text = (
        f"{HEAD}1.0 Purpose of the report\n\n1.1 To tell.\n\nSummary\n\n1.2 More.\n\n2.0"
        f" Recommendations\n\n2.1 To note it."
    )
    assert read(text)["summary"] == ["More."]
    memory = Memory.from_json({"columns": {}, "headings": {"Summary": ""}, "verbs": {}})
    assert read(text, memory)["purpose"] == ["To tell.", "Summary", "More."]


def test_only_the_first_report_of_a_pack_is_read() -> None:
    one = (
        "1.0 Purpose of the report:\n\n1.1 To tell.\n\n2.0 Recommendation(s):\n\n2.1 To note it.\n\n"
        "3.0 Reasons for recommendation(s):\n\n3.1 Why.\n\n13.0 Background papers:\n\n13.1 None\n\n"
    )
    second = HEAD.replace("THE PLAN", "ANOTHER MATTER").replace("4 May", "5 May") + one.replace(
        "note it", "refuse it"
    )
    got = read(HEAD + one + second)
    assert got["title"] == "THE PLAN"
    assert got["date_of_meeting"] == "2021-05-04"
    assert [item["text"] for item in got["recommendations"]] == ["To note it."]
    assert got["background_papers"] == "None"
    assert ["ANOTHER MATTER" in aside["text"] for aside in got["set_aside"]] == [True]
    assert any("2 reports" in one["why"] for one in got["suspects"])


def test_themes_of_a_plan() -> None:
    text = (
        f"{HEAD}2.0 Recommendations\n\n2.1 To note it.\n\n5.0 Background\n\n5.1 The three themes"
        f" are:\n\n1. Boats\n2. Ropes\n3. Communications\n\n5.2 They are good."
    )
    assert read(text)["plan_themes"] == ["Boats", "Ropes", "Communications"]


def test_values_that_go_on_in_the_next_line() -> None:
    got = read(
        "Report to: HARBOURS AND BEACHES SCRUTINY\nCOMMITTEE\nRelevant Officer: Jane Sample, Director of Harbours\n"
        "and Beaches\nRelevant Cabinet Member: Councillor Ann Example\n(Cabinet Member for Harbours)\n"
        "Date of Meeting: 10 October 2018\n\nHARBOUR SAFETY\nAND THE SEA\n\n2.0 Recommendation(s):\n2.1 To note."
    )
    assert got["report_to"] == "HARBOURS AND BEACHES SCRUTINY COMMITTEE"
    assert got["relevant_officer"] == "Jane Sample, Director of Harbours and Beaches"
    assert got["relevant_cabinet_member"] == "Councillor Ann Example (Cabinet Member for Harbours)"
    assert (got["date_of_meeting"], got["title"]) == ("2018-10-10", "HARBOUR SAFETY AND THE SEA")


def test_a_joint_report_and_where_it_goes() -> None:
    got = read(
        "Report of the Director of Harbours to the meeting of the Harbour Committee to be held on 12 October 2022\n\n"
        "Subject:\n\nThe plan\n\n1. RECOMMENDATIONS\n\n1.1 That it be noted."
    )
    assert (got["relevant_officer"], got["report_to"]) == ("Director of Harbours", "Harbour Committee")
    assert (got["date_of_meeting"], got["title"]) == ("2022-10-12", "The plan")


def test_a_fragment_of_a_body_is_no_body() -> None:
    got = read(
        " COMMITTEE\n\nRelevant Officer: Director of Harbours\n\nDate of meeting: 4 May"
        " 2021\n\nTHE PLAN\n\n2.0 Recommendations\n\n2.1 Note."
    )
    assert (got["report_to"], got["report_to_raw"], got["title"]) == (None, "COMMITTEE", "THE PLAN")


@pytest.mark.parametrize(
    "hostile",
    [
        "", "\n", "Report to:", "Report to: \nReport to: \n" * 400, "2.1 " * 20000, "Recommendations\n" * 5000,
        "Appendix " * 9000, "Financial and legal and risk and " * 2000, "(a) " * 9000, "Is the recommendation contrary to " * 3000,
        "☒ Yes ☐ No " * 4000, "| " * 30000, "Purpose of the report: " * 3000, "\u202e\u200bReport of the \x0bDirector",
        "Report to:\t" + "x" * 50000, "1.0 " + "Purpose of the report " * 2000, "Committee " * 6000, "((((" * 5000, "- - - " * 9000,
    ],
)  # fmt: skip
def test_hostile_text_is_read_without_harm(hostile: str) -> None:
    for text in (hostile, HEAD + "Recommendations\n\n" + hostile, hostile + HEAD):
        paper = printed(document_of_text(text))
        assert 0.0 <= reports.confidence(paper) <= 1.0
        assert reports.read(paper, EMPTY)["kind"] == "report"
