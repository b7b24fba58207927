"""The example's interventions: the sequence of a council that was directed and recovered, told day by day."""

from datetime import date

import pytest

from sightline.domain.inspections.interventions.queries import advice_log, intervention_page
from sightline.domain.inspections.models import Intervention
from sightline.domain.thread.queries import journey
from sightline.ground.audit.actors import System
from sightline.work.example import inspections, interventions
from sightline.work.example.council import make_council
from sightline.work.example.days import paper
from sightline.work.example.happenings import tell

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
READER = System("the tests")


@pytest.fixture
def told():
    cast, shelf = make_council(paper("council", TODAY)), inspections.Shelf()
    story = inspections.happenings(paper("inspections", TODAY), cast, shelf)
    tell([*story, *interventions.happenings(paper("interventions", TODAY), cast, shelf)])
    return {(one.kind, one.title.partition(" (")[0]): one for one in Intervention.objects.order_by("number")}


def test_a_notice_becomes_a_direction_that_is_revised_once_and_lifted(told):
    last = told["direction", "Revised statutory direction, July 2019"]
    page = intervention_page(READER, last.number)
    assert [one.kind for one in page.earlier] == ["direction", "notice"]
    assert [one.ended_how for one in (*page.earlier, last)] == ["superseded", "superseded", "lifted"]
    assert page.met == len(page.conditions) == 3 and page.conditions[0].text.startswith(
        "Put right the front door"
    )
    assert all(one.held for one in last.reviews.all())
    assert [one.title for one in page.inspections] == [
        "Inspection of children’s services, November 2018 (fictional)"
    ]


def test_the_adviser_has_a_short_log_and_the_other_stream_still_has_a_notice(told):
    _, log = advice_log(READER, told["adviser", "Improvement adviser"].number)
    assert [one.last.answer if one.last else None for one in log] == [
        "accepted",
        "accepted",
        "accepted",
        "not-accepted",
        None,
    ]
    assert [len(one.answers) for one in log] == [1, 2, 1, 1, 0]
    states = {one.stream: set() for one in told.values()}
    for one in told.values():
        states[one.stream].add(one.state_on(TODAY))
    assert states == {"social-care": {"ended"}, "send": {"in-force"}}


def test_it_says_that_it_is_fictional_and_all_of_it_is_drawn(told):
    assert all("fictional" in one.title for one in told.values())
    seen = journey(READER, today=TODAY)
    drawn = {row.of for row in seen.shown if row.kind == "Intervention"}
    assert drawn == {one.number for one in told.values()} and len(drawn) == 7
