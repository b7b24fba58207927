"""The pages of the connection: what an administrator sets, sees and asks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sightline.domain.meetings.models import Meeting
from sightline.ground.jobs import worker
from sightline.work.connecting import commands
from sightline.work.connecting.answers import Committee, read_meeting
from sightline.work.connecting.minutes_page import page_of
from sightline.work.connecting.models import Connection, ListedMeeting, Turn
from tests import cast
from tests.committee_system import ItemHere, document, meeting_xml
from tests.connecting_factories import PANEL, a_listed_meeting, a_set_connection, a_turn, minutes_here
from tests.factories import SYSTEM, a_body, a_council, a_user

pytestmark = pytest.mark.django_db
HERE = "/settings/committee-system/"
MANY = [Committee(100 + number, f"Committee {number}") for number in range(60)]


@pytest.fixture
def administrator(client, db):
    a_council()
    client.force_login(a_user(cast.ADMINISTRATOR))
    return client


def text_of(response) -> str:
    return response.content.decode()


def many_meetings(connection, today, count: int) -> Turn:
    """A turn that found so many meetings, each with a line of its log and two items with links."""
    turn = a_turn(connection, today, "meetings")
    committee = connection.committees.get(key=PANEL)
    for number in range(count):
        here = minutes_here(
            1000 + number, today - timedelta(days=number), words=f"That report {number} be noted."
        )
        meeting = read_meeting(meeting_xml(here))
        page = page_of(meeting, committee.title)
        kept = commands.keep_meeting(
            by=SYSTEM, turn=turn, committee=committee, meeting=meeting, page=page, why_not=""
        )
        commands.note(
            turn, kept.kind, f"Meeting {number}", asked="GetMeeting", sentence=kept.sentence, meeting=kept.row
        )
    commands.end_turn(by=SYSTEM, turn=turn, state="done", sentence="Done.")
    return turn


def test_from_no_address_to_minutes_that_wait(administrator, system, today):
    day = today - timedelta(days=10)
    system.meetings[77] = minutes_here(77, day)
    page = text_of(administrator.get(HERE))
    assert "No committee system is set" in page
    page = text_of(
        administrator.post(
            f"{HERE}address/", {"address": system.url, "days_back": "60", "days_ahead": "30"}, follow=True
        )
    )
    assert "Nothing was asked yet" in page
    assert "Paused" in page
    page = text_of(administrator.post(f"{HERE}committees/list/", follow=True))
    assert "It is being asked now" in page
    assert worker.run_next()
    page = text_of(administrator.get(HERE))
    assert "The system lists 2 committees" in page
    page = text_of(administrator.post(f"{HERE}committees/", {"chosen": [str(PANEL)]}, follow=True))
    assert "Learning Panel" in page
    assert "Audit Committee" not in page
    page = text_of(administrator.post(f"{HERE}start/", follow=True))
    assert "asked every night from now on" in page
    administrator.post(f"{HERE}ask/")
    while worker.run_next():
        pass
    page = text_of(administrator.get(HERE))
    assert "1 set of minutes" in page
    turn = Turn.objects.get(what="meetings")
    page = text_of(administrator.get(f"{HERE}log/{turn.pk}/"))
    assert "Minutes taken in" in page
    assert "GetMeeting?lMeetingId=77" in page
    page = text_of(administrator.get(f"{HERE}meetings/77/"))
    assert 'href="http://papers.example/documents/s1/Report.pdf"' in page
    assert "The Old Mill" in page
    assert ListedMeeting.objects.get().reading_id is not None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"address": "ftp://x"}, "with https:// or http:// before it"),
        ({"address": ""}, "Enter the address of the committee system"),
        ({"address": "https://user:pass@x.example/"}, "must not hold a name or a password"),
        ({"days_back": "-1"}, "must be 0 or more"),
        ({"days_ahead": "9999"}, "must be 1098 or less"),
    ],
)
def test_what_is_wrong_with_an_address_is_said_at_the_field(administrator, given, words):
    sent = {"address": "https://democracy.northmere.example", "days_back": "1", "days_ahead": "1"} | given
    response = administrator.post(f"{HERE}address/", sent)
    assert response.status_code == 422
    assert words in text_of(response)
    assert not Connection.objects.exists()


def test_a_committee_is_matched_with_the_reason_beside_it(administrator, today):
    a_set_connection(today)
    body = a_body("Learning Panel")
    other = a_body("Education Scrutiny")
    page = text_of(administrator.get(f"{HERE}committees/{PANEL}/"))
    assert f'<option value="{body.pk}" selected>' in page
    administrator.post(f"{HERE}committees/{PANEL}/", {"body": str(other.pk)})
    assert "Education Scrutiny" in text_of(administrator.get(HERE))
    response = administrator.post(f"{HERE}committees/{PANEL}/", {"body": "999999"})
    assert response.status_code == 422
    assert administrator.get(f"{HERE}committees/99/").status_code == 404


def test_asking_twice_and_asking_while_paused_are_refused_in_words(administrator, today):
    a_set_connection(today)
    administrator.post(f"{HERE}ask/")
    assert "being asked already" in text_of(administrator.post(f"{HERE}ask/", follow=True))
    Turn.objects.update(state="done")
    assert "Asking is paused." in text_of(administrator.post(f"{HERE}pause/", follow=True))
    assert "Asking is paused. Nothing was asked." in text_of(administrator.post(f"{HERE}ask/", follow=True))
    administrator.post(f"{HERE}committees/", {"chosen": []})
    assert "No committee is chosen" in text_of(administrator.post(f"{HERE}start/", follow=True))


def test_an_unknown_committee_cannot_be_chosen(administrator, today):
    a_set_connection(today)
    response = administrator.post(f"{HERE}committees/", {"chosen": ["999"]})
    assert response.status_code == 422


def test_the_last_error_stands_on_the_first_page(administrator, today):
    connection = a_set_connection(today)
    turn = a_turn(connection, today, "meetings")
    commands.end_turn(by=SYSTEM, turn=turn, state="failed", sentence="The system did not answer.")
    assert "The last time: The system did not answer." in text_of(administrator.get(HERE))


def test_lists_are_narrowed_and_what_is_unknown_is_not_there(administrator, today):
    connection = a_set_connection(today)
    row = a_listed_meeting(connection, today, today - timedelta(days=3))
    assert "Learning Panel, " in text_of(administrator.get(f"{HERE}meetings/?minutes=taken"))
    assert "No such meeting was found" in text_of(administrator.get(f"{HERE}meetings/?minutes=failed"))
    assert "Learning Panel, " in text_of(administrator.get(f"{HERE}meetings/?minutes=nonsense"))
    number = row.lines.get().turn_id
    assert administrator.get(f"{HERE}log/{number}/?kind=taken").status_code == 200
    for wrong in (f"{HERE}log/999999/", f"{HERE}meetings/999999/"):
        assert administrator.get(wrong).status_code == 404


def test_what_the_system_says_is_shown_as_words_and_never_as_page(administrator, today):
    connection = a_set_connection(today)
    turn = a_turn(connection, today, "meetings")
    here = minutes_here(5, today, words="x")
    here.status = "<script>alert(1)</script>"
    here.items.append(
        ItemHere("<b>Bold</b>", "<p>Noted.</p>", "3", document("No link", "javascript:alert(2)"))
    )
    here.items.append(
        ItemHere(
            "Closed",
            "<p>Secret.</p>",
            "4",
            "<isrestricted>True</isrestricted>" + document("Paper", "http://x.example/a"),
        )
    )
    meeting = read_meeting(meeting_xml(here))
    committee = connection.committees.get()
    commands.keep_meeting(
        by=SYSTEM, turn=turn, committee=committee, meeting=meeting, page=page_of(meeting, "Panel"), why_not=""
    )
    page = text_of(administrator.get(f"{HERE}meetings/5/"))
    assert "<script>alert(1)" not in page
    assert "javascript:" not in page
    assert "no link is given" in page
    assert "Closed to the public" in page
    assert "Secret" not in page


@pytest.mark.slow
@pytest.mark.parametrize("count", [10, 100])
def test_looking_takes_few_statements_however_much_there_is(administrator, today, statements, count):
    turn = many_meetings(a_set_connection(today), today, count)
    for where in ("", "log/", f"log/{turn.pk}/", "meetings/", "meetings/1001/", "committees/", "address/"):
        with statements(12):
            assert administrator.get(f"{HERE}{where}").status_code == 200


def test_saving_takes_few_statements(administrator, today, statements):
    connection = a_set_connection(today)
    commands.keep_committees(by=SYSTEM, turn=a_turn(connection, today), committees=MANY)
    Turn.objects.update(state="done")
    with statements(15):
        administrator.post(f"{HERE}committees/", {"chosen": [str(one.key) for one in MANY]})
    assert connection.committees.filter(chosen=True).count() == len(MANY)
    with statements(15):
        administrator.post(f"{HERE}pause/")
    with statements(15):
        administrator.post(
            f"{HERE}address/", {"address": connection.address, "days_back": "5", "days_ahead": "5"}
        )


def test_an_agenda_is_taken_in_as_a_meeting_once_and_its_minutes_find_it(administrator, today):
    connection = a_set_connection(today)
    listed = a_listed_meeting(connection, today, today + timedelta(days=9))
    address = f"{HERE}meetings/{listed.key}/"
    assert "Take this agenda in" not in text_of(administrator.get(address))
    refused = administrator.post(f"{address}agenda/")
    assert refused.status_code == 422 and "not matched to a body of ours" in text_of(refused)
    body = a_body("Learning Panel")
    commands.match_committee(by=SYSTEM, committee=listed.committee, body=body)
    assert "Take this agenda in" in text_of(administrator.get(address))
    assert administrator.post(f"{address}agenda/").status_code == 302
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.body, meeting.on) == ("planned", body, listed.day)
    assert list(meeting.items.values_list("label", "title")) == [
        ("1", "Apologies"),
        ("2", "School attendance"),
    ]
    again = administrator.post(f"{address}agenda/")
    assert again.status_code == 422 and "its agenda stays as it is" in text_of(again)
    assert f"/meetings/{meeting.number}/" in text_of(administrator.get(address))
    assert Meeting.objects.count() == 1
