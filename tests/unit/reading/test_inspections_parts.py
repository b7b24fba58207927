# ruff: noqa: E501  (printed sentences are kept whole)
"""Parts of the inspection reader by themselves: dates, names, confidence, and the account of every passage."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.ground.lib.documents.blocks import Document, Line
from sightline.work.imports.reading.inspections import confidence, periods, read_inspection
from sightline.work.imports.reading.inspections.authorities import short_name
from tests.unit.reading.paper_builder import Paper
from tests.unit.reading.test_inspections_layouts import ilacs


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("8 \u2013 12 July 2013", date(2013, 7, 8), date(2013, 7, 12)),
        ("12 to 23 November 2018", date(2018, 11, 12), date(2018, 11, 23)),
        ("25 November \u2013 6 December 2019", date(2019, 11, 25), date(2019, 12, 6)),
        ("2 July 2014 to 23 July 2014", date(2014, 7, 2), date(2014, 7, 23)),
        ("29 November 2021 to 10 January 2022", date(2021, 11, 29), date(2022, 1, 10)),
        ("29 November to 10 January 2022", date(2021, 11, 29), date(2022, 1, 10)),
        ("Monday 3rd to Friday 14th October 2016", date(2016, 10, 3), date(2016, 10, 14)),
        ("12 and 13 February 2020", date(2020, 2, 12), date(2020, 2, 13)),
        ("12, 13 and 14 February 2020", date(2020, 2, 12), date(2020, 2, 14)),
        ("19 November 2013", date(2013, 11, 19), date(2013, 11, 19)),
        ("9\u201320 May 2011", date(2011, 5, 9), date(2011, 5, 20)),
        ("9 to 13 and 23 to 27 January 2023", date(2023, 1, 9), date(2023, 1, 27)),
        ("9\u201313 January and 30 January\u20133 February 2023", date(2023, 1, 9), date(2023, 2, 3)),
        ("14 to 18 November 2022 and 28 November to 2 December 2022", date(2022, 11, 14), date(2022, 12, 2)),
        ("30 November, 1 and 2 December 2021", date(2021, 11, 30), date(2021, 12, 2)),
        ("16/09/2019 to 27/09/2019", date(2019, 9, 16), date(2019, 9, 27)),
        ("16\u221227 September 2019", date(2019, 9, 16), date(2019, 9, 27)),
        ("Monday, 9 March 2020, to Friday, 13 March 2020", date(2020, 3, 9), date(2020, 3, 13)),
        ("12 May 2020 and 14 November 2021", date(2020, 5, 12), date(2020, 5, 12)),
    ],
)
def test_periods_as_they_are_printed(printed: str, first: date, last: date) -> None:
    period = periods.period_in(f"Inspection dates: {printed}")
    assert period is not None and (period.start, period.end, period.doubt) == (first, last, "")


@pytest.mark.parametrize(
    "printed", ["May 2019", "spring 2020", "2014", "between 5 and 9", "31 February 2019"]
)
def test_no_day_is_made_up(printed: str) -> None:
    period = periods.period_in(printed)
    assert period is None or (period.start is None and period.end is None)


def test_dates_that_do_not_fit_are_kept_and_queried() -> None:
    paper = (
        Paper()
        .title("Inspection of Devon local authority children\u2019s services")
        .put("Inspection dates: 23 May 2022 to 13 May 2022")
    )
    result = read_inspection(paper.document())
    assert (result["start"], result["end"]) == ("2022-05-23", "2022-05-13")
    assert any("do not fit" in suspect["why"] for suspect in result["suspects"])


@pytest.mark.parametrize(
    ("printed", "short"),
    [
        ("Blackpool Borough Council", "Blackpool"),
        ("London Borough of Croydon", "Croydon"),
        ("Royal Borough of Windsor and Maidenhead", "Windsor and Maidenhead"),
        ("The Royal Borough of Kensington & Chelsea", "Kensington and Chelsea"),
        ("City of York Council", "York"),
        ("Kingston upon Hull City Council", "Kingston upon Hull"),
        ("City of London Corporation", "City of London"),
        ("Council of the Isles of Scilly", "Isles of Scilly"),
        ("City of Bradford Metropolitan District Council", "Bradford"),
        ("St. Helens Metropolitan Borough Council", "St Helens"),
        ("Telford & Wrekin Council", "Telford and Wrekin"),
        ("Bournemouth, Christchurch & Poole Council", "Bournemouth, Christchurch and Poole"),
        ("Durham County Council", "Durham"),
        ("North Northamptonshire", "North Northamptonshire"),
        ("Southend on Sea Borough Council", "Southend-on-Sea"),
        ("St Helen\u2019s Council", "St Helens"),
        ("Newcastle City Council", "Newcastle upon Tyne"),
        ("Hull City Council", "Kingston upon Hull"),
        ("Bristol, City of", "Bristol"),
        ("BCP Council", "Bournemouth, Christchurch and Poole"),
        ("Sutton London Borough Council", "Sutton"),
    ],
)
def test_names_of_councils(printed: str, short: str) -> None:
    assert short_name(printed) == (short, True)


OTHERS = {
    "minutes": ["Minutes of Children and Young People Scrutiny Committee", "Present: Councillor Bloggs (in the Chair)", "The Committee considered the Ofsted inspection of children\u2019s services in Blackpool.", "Resolved: that the report be noted."],
    "a plan": ["Children\u2019s Improvement Plan 2019", "What needs to improve", "\u2022 Plans are late", "Owner", "Due date"],
    "a register": ["Register of inspections", "Council  Date  Grade", "Barnet  3 May 2019  Good", "Bexley  2 July 2018  Outstanding"],
    "a handbook": ["Inspecting local authority children\u2019s services", "Framework and guidance for inspectors", "Ofsted", "What needs to improve"],
    "an answer": ["Written Statement of Action", "Joint local area SEND inspection in Luton, 3 to 7 June 2019", "Ofsted", "Areas of significant weakness", "1. Waiting times"],
    "an answer to a report": ["Post-inspection action plan", "Inspection of Luton local authority children\u2019s services", "Inspection dates: 3 to 14 June 2019", "Ofsted", "What needs to improve", "\u2022 Plans"],
    "nothing": [],
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_other_papers_are_not_taken_for_inspections(name: str) -> None:
    document = Document(
        "txt", None, tuple(Line(None, number, text) for number, text in enumerate(OTHERS[name], start=1))
    )
    assert confidence(document) < 0.5


def test_a_letter_to_an_executive_director_is_taken_for_a_letter() -> None:
    printed = ["14 June 2019", "Jo Bloggs", "Executive Director of Children\u2019s Services", "Cabinet Office", "Dear Jo", "Focused visit to Luton children\u2019s services", "This letter summarises the findings of the focused visit to Luton on 4 and 5 June 2019.", "What needs to improve in this area of social work practice", "\u2022 Plans.", "Ofsted"]  # fmt: skip
    lines = tuple(Line(None, number, text) for number, text in enumerate(printed, start=1))
    assert confidence(Document("txt", None, lines)) >= 0.8


@pytest.mark.parametrize("break_after", [1, 2, 3, 4, 5])
def test_dates_and_names_broken_by_a_line_end(break_after: int) -> None:
    words = ["Inspection", "dates:", "25", "November", "2024", "to", "6", "December", "2024"]
    printed = ["Area SEND inspection of Bournemouth,", "Christchurch and Poole Local Area", "Partnership"]
    printed += [" ".join(words[: break_after + 2]), " ".join(words[break_after + 2 :])]
    printed += ["Date of previous inspection: 4 May 2017"]
    lines = tuple(Line(None, number, text) for number, text in enumerate(printed, start=1) if text)
    result = read_inspection(Document("txt", None, lines))
    assert result["authority"] == "Bournemouth, Christchurch and Poole"
    assert (result["start"], result["end"]) == ("2024-11-25", "2024-12-06")


def test_dates_of_an_earlier_inspection_are_not_taken() -> None:
    printed = ["Focused visit to Luton children\u2019s services", "This letter summarises a visit made in September 2019.", "The last inspection was carried out on 4 to 8 May 2016."]  # fmt: skip
    lines = tuple(Line(None, number, text) for number, text in enumerate(printed, start=1))
    result = read_inspection(Document("txt", None, lines))
    assert (result["start"], result["end"]) == (None, None)


def test_a_report_is_taken_for_one() -> None:
    assert confidence(ilacs().document()) >= 0.8
    assert confidence(ilacs().pasted()) >= 0.8


WORD = st.sampled_from(
    [
        "plans",
        "visits",
        "children",
        "ensure",
        "improve",
        "leaders",
        "The",
        "A",
        "quality",
        "audit",
        "12.",
        "•",
        "–",
        "(a)",
        "o",
        "board:",
        "Areas",
        "supervision.",
        "timely;",
        "Good",
        "3",
        "and-",
    ]
)
PRINTED = st.lists(WORD, min_size=1, max_size=9).map(" ".join)
HEADINGS = st.sampled_from(
    [
        "What needs to improve?",
        "Recommendations",
        "Areas for improvement",
        "Priority and immediate action",
        "Areas for priority action",
    ]
)
TITLES = st.sampled_from(["Inspection of Kent local authority children\u2019s services", "Inspection of services for children in need of help and protection", "Area SEND inspection of Kent Local Area Partnership", "Focused visit to Kent children\u2019s services"])  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TITLES, HEADINGS, st.lists(st.tuples(PRINTED, st.booleans(), st.integers(0, 3), st.sampled_from([2.4, 2.4, 14.0, 700.0])), max_size=14), st.booleans())  # fmt: skip
def test_everything_under_a_heading_is_taken_or_set_aside(
    title: str, heading: str, printed: list[tuple[str, bool, int, float]], placed: bool
) -> None:
    """Each word gets a tag of its own, so that it can be found again in exactly one place."""
    lines, page, top = (
        [Line(1, 1, title, 72, 60, 400, 80, 20.0, True), Line(1, 2, heading, 72, 100, 300, 112, 14.0, True)],
        1,
        130.0,
    )
    tags: list[str] = []
    for number, (text, bold, indent, gap) in enumerate(printed, start=3):
        if top + gap > 760:
            page, top = page + 1, 72.0
        words = []
        for word in text.split():
            tag = "x" + "".join("abcdefghij"[int(digit)] for digit in str(len(tags))) + "x"
            tags.append(tag)
            words.append(word + " " + tag if not word[-1].isalnum() else word + tag)
        left = 72.0 + 20 * indent
        lines.append(
            Line(page, number, " ".join(words), left, top + gap, left + 200, top + gap + 12, 12.0, bold)
        )
        top += gap + 12
    if not placed:
        lines = [Line(None, line.number, line.text) for line in lines]
    result = read_inspection(Document("pdf", page, tuple(lines)))
    kept = " ".join(
        [
            f"{item['text']} {item['category']} {item['heading']} {item['responsible']}"
            for item in result["findings"]
        ]
        + [item["text"] for item in result["set_aside"]]
    )
    assert [tag for tag in tags if tag not in kept] == []
    for tag in tags:
        assert sum(item["text"].count(tag) for item in result["findings"] + result["set_aside"]) <= 1
