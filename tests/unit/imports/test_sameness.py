"""Whether two papers are the same paper: made-up pairs, those that are and those that only look so."""

from __future__ import annotations

import copy
import time
from typing import Any

import pytest

from sightline.work.imports.sameness import Likeness, compare, essence, fold, keys

BODY = "Children and Young People Scrutiny Committee"
RESOLUTIONS = [
    ("1", "That the threshold document be agreed with all partners by the end of July and published."),
    ("2", "That the number of children waiting for a health assessment be reported every quarter."),
    ("3", "That the Director write to the Integrated Care Board about the delays in Locality East."),
    ("4", "That a task group of five members look at supported lodgings and report in the autumn."),
]
STANDARD = [
    ("1", "That the minutes of the last meeting be approved as a correct record and signed by the Chair."),
    ("2", "That the report be noted."),
    ("3", "That the work programme be agreed."),
]
SAID = (
    "The Assistant Director presented the report and said that referrals had risen by a tenth since the spring. Members asked "
    "why re-referrals had not fallen and were told that most came from two wards where early help had been thin. It was said "
    "that a second family hub would open before winter, and that its opening hours would follow what parents had asked for. "
    "One member thanked the fostering service, another asked that the figures be shown by locality in future."
)
OTHER = (
    "The Head of Service explained how the virtual school had changed its personal education plans. Attendance of children in "
    "care was above the national figure for the third year, though exclusions in Year 9 were a worry. Members wished to hear "
    "from young people themselves and asked that the council of children in care be invited to a later meeting of theirs."
)


def minutes(
    resolutions: list[tuple[str | None, str]],
    *,
    day: str | None = "2023-05-03",
    body: str | None = BODY,
    said: str = SAID,
    title: str = "Children's social care update",
) -> dict[str, Any]:
    return {
        "kind": "minutes",
        "body": body,
        "date": day,
        "items": [
            {
                "number": "5",
                "title": title,
                "text": said,
                "resolutions": [
                    {"number": number, "text": text, "verb": "Resolved"} for number, text in resolutions
                ],
            }
        ],
        "set_aside": [],
        "suspects": [],
    }


def report(
    title: str = "Sufficiency of homes for children in care",
    recommendations: tuple[str, ...] = (
        "To agree the sufficiency strategy set out in Appendix A for the three years to 2026.",
        "To delegate the purchase of two houses to the Director within the sum that the budget names.",
    ),
    **changes: Any,
) -> dict[str, Any]:
    return {
        "kind": "report",
        "report_to": "Cabinet",
        "date_of_meeting": "2023-06-14",
        "title": title,
        "purpose": ["To set out how many homes for children in care are needed and how they will be found."],
        "recommendations": [
            {"number": f"2.{n}", "text": text} for n, text in enumerate(recommendations, start=1)
        ],
        "considerations": {
            "financial": SAID,
            "legal": "The council must have regard to section 22G of the Children Act.",
        },
        **changes,
    }


def decision(reference: str, text: str) -> dict[str, Any]:
    return {
        "kind": "decision",
        "decision_maker": "Cabinet Member for Children",
        "decided": "2023-06-14",
        "title": f"Contract {reference}",
        "decisions": [{"number": None, "text": text}],
    }


def found(here: dict[str, Any], held: dict[str, Any]) -> Likeness | None:
    """Compared both ways, which must agree on how they belong together."""
    first, second = compare(essence(here), essence(held)), compare(essence(held), essence(here))
    assert (first and first.how) == (second and second.how)
    return first


def how(here: dict[str, Any], held: dict[str, Any]) -> str | None:
    likeness = found(here, held)
    return likeness.how if likeness else None


def test_a_paper_is_the_same_as_itself_without_a_difference():
    likeness = found(minutes(RESOLUTIONS), minutes(RESOLUTIONS))
    assert likeness is not None and likeness.sure and likeness.differences == ()
    assert likeness.reason == (
        "The same day, the same body, 4 of 4 resolutions word for word, all words the same."
    )


def test_a_web_page_and_a_pdf_with_other_numbers_are_the_same():
    pdf = [
        (letter, text)
        for letter, (_, text) in zip(("(i)", "(ii)", "(iii)", "(iv)"), RESOLUTIONS, strict=True)
    ]
    likeness = found(minutes(pdf), minutes(RESOLUTIONS))
    assert likeness is not None and likeness.how == "same" and "other numbers" in likeness.reason
    assert [what for what, _, _ in likeness.differences] == ["number"] * 4
    assert likeness.differences[0][1].startswith("1: ") and likeness.differences[0][2].startswith("i: ")


def test_numbers_that_a_page_lost_are_differences_only():
    likeness = found(minutes([(None, text) for _, text in RESOLUTIONS]), minutes(RESOLUTIONS))
    assert likeness is not None and likeness.sure and likeness.differences[0][2].startswith("no number: ")


def test_line_breaks_hyphens_quotes_and_ligatures_do_not_count():
    torn = [
        (
            n,
            text.replace("threshold", "thresh-\nold")
            .replace("five members", "five\n   members")
            .replace("Care", "Care\u00ad"),
        )
        for n, text in RESOLUTIONS
    ]
    said = (
        SAID.replace("re-referrals", "re-\nreferrals").replace("fostering", "fostering").replace(". ", ".\n")
    )
    assert how(minutes(torn, said=said), minutes(RESOLUTIONS)) == "same"
    assert fold("The chil-\ndren\u2019s “office” \ufb01nds") == ("the", "childrens", "office", "finds")


def test_the_verb_in_the_sentence_or_before_the_list_is_the_same():
    page = [(n, "RESOLVED " + text) for n, text in RESOLUTIONS]
    assert how(minutes(page), minutes([(n, text.removeprefix("That ")) for n, text in RESOLUTIONS])) == "same"


def test_furniture_of_a_site_that_one_reading_set_aside_does_not_part_them():
    page = minutes(RESOLUTIONS)
    page["set_aside"] = [
        {"page": None, "text": "Skip to main content Home Council and democracy Agenda item", "why": "menu"}
    ]
    assert how(page, minutes(RESOLUTIONS)) == "same"


def test_one_resolution_that_was_read_as_two_is_the_same():
    (n, first), (_, second), *rest = RESOLUTIONS
    joined = [(n, f"{first} {second.removeprefix('That ')}"), *rest]
    parted = [(n, first), ("2", second.removeprefix("That ")), *rest]
    likeness = found(minutes(joined), minutes(parted))
    assert likeness is not None and likeness.how == "same" and "parted otherwise" in likeness.reason


def test_a_resolution_that_one_reading_left_in_the_prose_is_no_difference():
    page = minutes(RESOLUTIONS[:3], said=SAID + " " + RESOLUTIONS[3][1])
    likeness = found(page, minutes(RESOLUTIONS))
    assert likeness is not None and likeness.how == "same"


def test_a_body_by_a_longer_name_or_its_initials_is_the_same():
    for name in ("CYP Scrutiny Committee", "Northmere Council Children & Young People Scrutiny Committee"):
        likeness = found(minutes(RESOLUTIONS, body=name), minutes(RESOLUTIONS))
        assert likeness is not None and likeness.how == "same" and "same body" in likeness.reason
        assert likeness.differences[0][0] == "body"


def test_a_corrected_version_is_the_same_meeting_in_other_words():
    later = list(RESOLUTIONS)
    later[1] = ("2", "That the number of children waiting for a dental check be reported every quarter.")
    likeness = found(minutes(later), minutes(RESOLUTIONS))
    assert likeness is not None and likeness.how == "other-words" and not likeness.sure
    assert likeness.differences == (("words", RESOLUTIONS[1][1], later[1][1]),)
    assert "3 of 4 resolutions word for word, 1 in other words" in likeness.reason


def test_a_version_with_a_figure_changed_is_not_called_the_same():
    later = [*RESOLUTIONS[:3], ("4", RESOLUTIONS[3][1].replace("five", "seven"))]
    likeness = found(minutes(later), minutes(RESOLUTIONS))
    assert likeness is not None and likeness.how == "other-words" and len(likeness.differences) == 1


def test_a_version_with_a_resolution_more_says_which():
    later = [
        *RESOLUTIONS,
        ("5", "That the cost of agency social workers be looked at in a meeting of its own in March."),
    ]
    likeness = found(minutes(later), minutes(RESOLUTIONS))
    assert likeness is not None and likeness.how == "other-words"
    assert likeness.differences == (("only in this file", "", later[-1][1]),)
    back = found(minutes(RESOLUTIONS), minutes(later))
    assert back is not None and back.differences == (("only in the paper held", later[-1][1], ""),)


def test_two_meetings_with_the_same_standard_items_are_two():
    assert how(minutes(STANDARD), minutes(STANDARD, day="2023-07-05", said=OTHER)) is None
    assert how(minutes(STANDARD, day=None), minutes(STANDARD, day=None, said=OTHER)) is None
    assert how(minutes(STANDARD), minutes(STANDARD, day=None, said=OTHER)) is None
    assert how(minutes(STANDARD, said=""), minutes(STANDARD, day="2023-07-05", said="")) is None


def test_two_meetings_of_one_body_on_one_day_are_two():
    assert how(minutes(STANDARD), minutes(STANDARD, said=OTHER)) is None
    other = [("1", "That the Youth Justice Plan be recommended to the Council."), *STANDARD[1:]]
    assert how(minutes(RESOLUTIONS), minutes(other, said=OTHER)) is None


def test_two_bodies_on_one_day_are_two():
    assert (
        how(minutes(STANDARD), minutes(STANDARD, body="Audit and Governance Committee", said=OTHER)) is None
    )
    likeness = found(minutes(RESOLUTIONS), minutes(RESOLUTIONS, body="Audit and Governance Committee"))
    assert likeness is not None and likeness.how == "other-body" and not likeness.sure


def test_the_same_standing_item_in_two_quarters_is_not_the_same():
    spring = report(
        title="Quarterly performance of children's services", recommendations=("To note the report.",)
    )
    summer = {
        **copy.deepcopy(spring),
        "date_of_meeting": "2023-09-13",
        "considerations": {"financial": OTHER},
    }
    assert how(spring, summer) is None


def test_all_words_under_another_date_are_told_and_not_called_the_same():
    likeness = found(minutes(RESOLUTIONS), minutes(RESOLUTIONS, day="2022-05-03"))
    assert likeness is not None and likeness.how == "other-date" and not likeness.sure
    assert likeness.differences == (("date", "2022-05-03", "2023-05-03"),)


def test_a_page_without_date_and_body_is_recognised_by_its_words():
    page = minutes(RESOLUTIONS, day=None, body=None)
    likeness = found(page, minutes(RESOLUTIONS))
    assert likeness is not None and likeness.how == "same" and "day" not in likeness.reason
    assert (
        how(minutes(RESOLUTIONS[:1], day=None, body=None, said=""), minutes(RESOLUTIONS[1:], said=OTHER))
        is None
    )


def test_one_item_of_minutes_is_a_part_of_all_of_them():
    whole = minutes(RESOLUTIONS)
    more = minutes(
        [("9", "That the Youth Justice Plan for the coming year be recommended to the Council.")],
        said=OTHER * 2,
    )
    whole["items"] += more["items"] * 3
    likeness = found(minutes(RESOLUTIONS[:2], day=None, body=None, title="Update"), whole)
    assert likeness is not None and likeness.how in ("part", "other-words") and not likeness.sure


def test_a_report_as_pdf_and_as_web_page_is_the_same():
    page = report()
    page["recommendations"] = [
        {"number": None, "text": row["text"].replace(" ", "\n", 2)} for row in page["recommendations"]
    ]
    likeness = found(page, report())
    assert likeness is not None and likeness.how == "same" and "the same title" in likeness.reason


def test_a_revised_report_is_told_with_what_changed():
    revised = report(title="Sufficiency of homes for children in care (revised)")
    revised["recommendations"][0]["text"] = revised["recommendations"][0]["text"].replace("2026", "2027")
    likeness = found(revised, report())
    assert likeness is not None and likeness.how == "other-words"
    assert {what for what, _, _ in likeness.differences} == {"title", "words"}


def test_two_reports_to_one_meeting_are_two():
    other = report(
        title="Annual report of the fostering service",
        recommendations=("To note the report.",),
        purpose=["To tell members what the fostering service did in the year."],
        considerations={"financial": OTHER},
    )
    assert how(other, report()) is None
    same_words = report(
        title="Annual report of the fostering service", recommendations=("To note the report.",)
    )
    assert how(same_words, report()) is None


def test_two_decisions_of_one_day_in_one_form_are_two():
    first = decision("A", "To award the contract for short breaks to the first bidder for three years.")
    second = decision("B", "To award the contract for advocacy to the second bidder for two years.")
    assert how(first, second) is None and how(first, copy.deepcopy(first)) == "same"


def test_two_kinds_are_never_the_same():
    assert compare(essence(minutes(RESOLUTIONS)), essence({**minutes(RESOLUTIONS), "kind": "report"})) is None
    assert compare(essence({"kind": "unknown"}), essence({"kind": "unknown"})) is None


def test_a_table_with_a_changed_score_is_in_other_words():
    risk = {
        "kind": "risk", "risk": "Failure of children's social care", "date": "2023-05-03", "body": "Audit Committee",
        "sub_risks": [{"ref": "a", "name": "Placements cost more than the budget holds", "gross": 25, "net": 15}],
        "resolutions": [],
    }  # fmt: skip
    later = copy.deepcopy(risk)
    later["sub_risks"][0]["net"] = 12
    assert how(risk, copy.deepcopy(risk)) == "same" and how(risk, later) == "other-words"


def test_papers_that_belong_together_share_a_key():
    torn = [(n, text.replace("threshold", "thresh-\nold")) for n, text in RESOLUTIONS]
    pairs = [
        (minutes(RESOLUTIONS), minutes(torn, day=None)),
        (minutes(RESOLUTIONS), minutes(STANDARD)),
        (report(), report(title="Sufficiency", date_of_meeting=None)),
        (minutes(RESOLUTIONS, said="", day=None), minutes(RESOLUTIONS, said="", body=None, day=None)),
    ]
    for here, held in pairs:
        assert set(keys(essence(here))) & set(keys(essence(held)))
    assert not set(keys(essence(minutes(RESOLUTIONS)))) & set(
        keys(essence(minutes(STANDARD, day="2023-07-05", said=OTHER, title="Virtual school")))
    )
    assert all(len(key) <= 60 for key in keys(essence(minutes(RESOLUTIONS))))


@pytest.mark.parametrize(
    "result",
    [
        {},
        {"kind": "minutes", "items": None, "date": 3, "body": ["x"]},
        {
            "kind": "minutes",
            "items": ["text", 5, {"resolutions": "no list"}, {"resolutions": [None, 3, {"text": None}]}],
        },
        {"kind": "report", "recommendations": [{"number": None, "text": ""}], "considerations": []},
        {"kind": "plan", "rows": [{"a": None}, "row"], "title": None},
    ],
)
def test_whatever_was_read_can_be_compared(result):
    one = essence(result)
    keys(one)
    compare(one, essence(minutes(RESOLUTIONS)))
    compare(one, one)


def test_long_papers_are_compared_without_delay():
    many = [
        (str(n), f"That action {n} of the plan be finished by week {n * 7 % 52} of year {n % 5}")
        for n in range(400)
    ]
    other = [(str(n), f"That task {n * 3} of the scheme be begun by day {n * 11 % 365}") for n in range(400)]
    said = " ".join(f"word{n * 7919 % 5003}" for n in range(12_000))
    begun = time.perf_counter()
    here, held = essence(minutes(many, said=said)), essence(minutes(other, said=said))
    compare(here, held)
    assert time.perf_counter() - begun < 20
