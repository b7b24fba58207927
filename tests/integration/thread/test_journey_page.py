"""The journey as a page and as a file: what it draws, for whom, in which years, and that nothing is lost."""

from datetime import date
from xml.etree import ElementTree

import pytest

from sightline.domain.governance.commands import end_body
from sightline.domain.inspections.commands import JudgementFacts
from sightline.domain.inspections.models import Inspection
from sightline.domain.plans.models import Plan, PlanState
from sightline.domain.thread import queries
from sightline.domain.thread.queries.journey import _planned
from tests import cast
from tests.factories import SYSTEM, TODAY, a_body, a_plan, a_user, an_inspection
from tests.interventions_factories import an_intervention

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def told():
    """A story of both streams, with a board that has no date."""
    inspection = an_inspection(title="Inspection of 2023")
    an_inspection(
        title="Area inspection", framework="Area SEND", start=date(2024, 3, 4), end=date(2024, 3, 8), published=None,
        judgements=(JudgementFacts("Overall", "Inconsistent"),),
    )  # fmt: skip
    an_intervention("Direction of July", inspections=(inspection,))
    an_intervention("SEND notice", kind="statutory-notice", stream="send", until=date(2024, 1, 1))
    a_plan("First plan", today=date(2023, 6, 1), starts=date(2023, 6, 1), ends=date(2024, 3, 1))
    board = a_body("Improvement Board", since=date(2019, 2, 4))
    after = a_body("Quarterly review", kind="shadow board", since=date(2024, 5, 1))
    end_body(by=SYSTEM, body=board, until=date(2024, 4, 30), reason="Stepped down.", successor=after)
    a_body("Board without a date")
    a_body("Scrutiny committee", kind="committee", since=date(2015, 1, 1))


def test_the_page_draws_and_lists_everything(client, told):
    client.force_login(a_user())
    page = text(client.get("/journey/"))
    for words in ("Inspection of 2023", "Requires improvement to be good", "Direction of July", "First plan",
                  "Improvement Board", "Quarterly review", "Inconsistent", "No end is stated"):  # fmt: skip
        assert words in page, words
    assert page.count("<svg") >= 2 and 'role="img"' in page and "ILACS, March 2023" in page
    assert "Scrutiny committee" not in page
    below = page[page.index("Not drawn, because no date is stated") :]
    assert "Board without a date" in below[: below.index("</ul>")]
    assert "Board without a date" not in below[below.index("</ul>") :]


def test_a_stream_and_years_narrow_it_and_what_lies_outside_is_named(client, told):
    client.force_login(a_user())
    send = text(client.get("/journey/?stream=send"))
    assert "SEND notice" in send and "Area inspection" in send and "Direction of July" not in send
    years = text(client.get("/journey/?first=2024&last=2024"))
    outside = years[years.index("Outside these years") : years.index("The same as a table")]
    assert "Inspection of 2023" in outside and "Area inspection" not in outside
    turned, straight = (
        text(client.get(f"/journey/?{years}")) for years in ("first=2024&last=2023", "first=2023&last=2024")
    )
    assert "The journey, 2023 to 2024" in turned and "The journey, 2023 to 2024" in straight
    assert "Nothing lies in these years" in text(client.get("/journey/?first=1980&last=1981"))
    for odd in ("?first=abcd&last=-1", "?first=99999", "?stream=rivers", "?first=٢٠٢٣"):
        assert client.get(f"/journey/{odd}").status_code == 200


def test_the_picture_is_a_file_of_its_own(client, told):
    client.force_login(a_user())
    answer = client.get("/journey.svg?stream=send")
    assert answer["Content-Type"] == "image/svg+xml" and "attachment" in answer["Content-Disposition"]
    root = ElementTree.fromstring(answer.content)
    words = {each.text for each in root.iter("{http://www.w3.org/2000/svg}text")}
    assert "Interventions" in words and not [
        tag for tag in root.iter() if tag.tag.endswith(("script", "style", "a"))
    ]


def test_without_anything_the_page_says_so_and_there_is_no_picture(client):
    client.force_login(a_user())
    assert "Nothing has a date yet" in text(client.get("/journey/"))
    assert client.get("/journey.svg").status_code == 404


def test_only_what_a_reader_may_see_is_told(client, told):
    inspection = queries.journey(SYSTEM, today=TODAY).story.rows
    assert any(row.title == "Direction of July" for row in inspection)
    reader = a_user(cast.READER, over=Inspection.objects.get(title="Inspection of 2023"))
    client.force_login(reader)
    page = text(client.get("/journey/"))
    assert "Inspection of 2023" in page
    for hidden in ("Direction of July", "Area inspection", "First plan", "Improvement Board"):
        assert hidden not in page, hidden
    client.force_login(a_user(cast.STRANGER))
    assert client.get("/journey/").status_code == client.get("/journey.svg").status_code == 404


@pytest.mark.parametrize(
    ("plan", "said", "span"),
    [
        ({"starts": date(2023, 1, 9)}, [], (date(2023, 1, 9), None)),
        ({}, [], (None, None)),
        ({"ends": date(2024, 1, 1)}, [("active", date(2023, 2, 1))], (date(2023, 2, 1), date(2024, 1, 1))),
        (
            {"starts": date(2023, 1, 9), "ends": date(2025, 1, 1), "state": "superseded"},
            [("adopted", date(2023, 1, 1)), ("active", date(2023, 2, 1)), ("superseded", date(2024, 3, 5))],
            (date(2023, 1, 9), date(2024, 3, 5)),
        ),
        (
            {"starts": date(2023, 1, 9), "state": "closed"},
            [("active", date(2022, 5, 1)), ("closed", date(2022, 12, 1))],
            (date(2022, 5, 1), date(2022, 12, 1)),
        ),
    ],
)
def test_a_plan_runs_from_its_first_day_to_the_day_on_which_a_paper_says_that_it_was_over(plan, said, span):
    told = _planned(Plan(number=1, title="P", **plan), [PlanState(state=state, on=on) for state, on in said])
    assert (told.since, told.until) == span
    assert bool(told.note) is ("2022" in str(span)), "papers that disagree are named"


def test_a_plan_that_follows_another_is_joined_to_it():
    old = a_plan("Old", today=date(2023, 1, 9), starts=date(2023, 1, 9), ends=date(2024, 3, 4))
    new = a_plan("New", today=TODAY, follows=old, starts=date(2024, 3, 5))
    trails = queries.journey(SYSTEM, today=TODAY).story.trails
    assert [(one.start, one.end) for one in trails] == [(f"plan-{old.number}", f"plan-{new.number}")]


@pytest.mark.parametrize("many", [5, 40])
def test_it_asks_as_often_for_many_as_for_few(client, statements, many):
    for number in range(many):
        an_inspection()
        an_intervention(f"Notice {number}")
        a_body(since=date(2020, 1, 1))
    a_plan()
    client.force_login(a_user())
    client.get("/account/")
    with statements(11):
        client.get("/journey/")
